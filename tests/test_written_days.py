"""Days are read as people write them; what could be two days is none."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.source import dates
from searchlib.written_days import day_of, is_compact, numeric_order

DAY = datetime.date(2019, 3, 17)
FORMS = [
    "2019-03-17",
    "2019/3/17",
    "2019.03.17",
    "2019-03-17T10:00:00Z",
    "2019-03-17 10:00:00",
    "2019-03-17 10:00:00.123456+00:00",
    "2019-03-17T10:00:00.000-0500",
    "2019-03-17 10:00 UTC",
    "17 March 2019",
    "17 Mar 2019",
    "17-Mar-2019",
    "17th March, 2019",
    "March 17, 2019",
    "Mar. 17, 2019",
    "Sunday, March 17, 2019",
    "Sun, 17 Mar 2019 10:00:00 GMT",
    "Sun Mar 17 10:00:00 2019",
    "Sun Mar 17 10:00:00 +0000 2019",
    "March 17, 2019 at 10:00 am",
    "17/03/2019",
    "03/17/2019 10:00 PM",
    "17.03.2019",
]


@pytest.mark.parametrize("text", FORMS)
def test_days_as_people_write_them(text):
    assert day_of(text) == DAY
    assert day_of(f" {text.upper()} ") == DAY


@pytest.mark.parametrize("text", [form for form in FORMS if " at " not in form])
def test_what_is_a_day_here_is_one_where_articles_are_read(text):
    assert dates.parse(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "2019",
            "2019-03",
            "20190317",
            "17.3.19",
            "04/03/2019",
            "31/31/2019",
            "2019-02-30",
            "0000-00-00",
            "0000-01-01",
        ),
        *(
            "2019-03-17 to 2019-04-01",
            "2019-03-17x",
            "on 17 March 2019",
            "17 March",
            "March 2019",
            "12 34 2019",
            "yesterday",
        ),
        *("1,234.5", "8-10", "10:00:00", "17 March 1066", "2019-13-01", "x" * 1000, "\ud800", "17 March 2019 and on"),
    ],
)
def test_what_is_no_day(text):
    assert day_of(text) is None


def test_years_before_the_others_may_be_any():
    assert day_of("9999-12-31 00:00:00") == datetime.date.max
    assert day_of("0001-01-01T00:00:00") == datetime.date.min


def test_where_days_stand_first_is_told():
    assert day_of("04/03/2019", is_day_first=True) == datetime.date(2019, 3, 4)
    assert day_of("04/03/2019 10:00", is_day_first=False) == datetime.date(2019, 4, 3)
    assert day_of("17/03/2019", is_day_first=False) is None
    orders = {"17/03/2019": True, "03/17/2019": False, "04/03/2019": None, "05/05/2019": None, "17.3.2019": True}
    assert {text: numeric_order(text) for text in orders} == orders
    assert numeric_order("2019-03-17") is numeric_order("x") is numeric_order("") is numeric_order("31/31/2019") is None


def test_days_in_eight_digits():
    assert [is_compact(text) for text in ("20190317", "20191317", "18990101", "2019031", "2019-3-17")] == [True] + [
        False
    ] * 4


@settings(max_examples=40, deadline=None)
@given(st.text("0123456789-/.: TZmarch,+", max_size=24) | st.text(max_size=12))
def test_any_text_is_a_day_or_none(text):
    assert day_of(text) is None or isinstance(day_of(text), datetime.date)
    numeric_order(text)
