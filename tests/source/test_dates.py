import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.source import dates

JULY = datetime.date(2005, 7, 17)
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31))


@pytest.mark.parametrize(
    "value",
    [
        "2005-07-17", "2005-07-17T10:11:12Z", "2005-07-17 10:11", "2005/07/17", "2005.7.17", "20050717",
        "July 17, 2005", "17 July 2005", "Jul 17 2005 10:30 EST", "Sunday, July 17, 2005",
        "Sun, 17 Jul 2005 23:11:12 -0400",
        "17/07/2005", "07/17/2005", "17.07.2005", "July 17th, 2005", " 2005-07-17\n",
    ],
)  # fmt: skip
def test_a_date_that_is_plain_is_read(value: str) -> None:
    assert dates.parse(value) == JULY


@pytest.mark.parametrize(
    "value",
    [
        "", "x", "02/03/2005", "3.2.2005", "July 2005", "2005", "2005-07", "17 July", "17 July 05", "Sunday", "10:30",
        "1121558400", "1121558400000", "1121558400.5", "-1", "2005-02-30", "February 30, 2005", "31/02/2005",
        "99999999",
        "20051332", "0005-07-17", "1499-12-31", "2201-01-01", "17 July 2 B.C.", "17 Jul 0005", "July 17, 20055",
        "yesterday",
        "2005-07-17x", "a" * 1_000, "٢٠٠٥٠٧١٧", "[July 17, 2005, July 18, 2006]",
    ],
)  # fmt: skip
def test_a_date_that_could_be_another_or_none_is_no_date(value: str) -> None:
    assert dates.parse(value) is None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=40) | st.from_regex(r"[0-9a-zA-Z .,:/+-]{0,30}", fullmatch=True))
def test_whatever_is_in_a_field_nothing_is_raised(value: str) -> None:
    date = dates.parse(value)
    assert date is None or 1500 <= date.year <= 2200


@settings(max_examples=100, deadline=None)
@given(DAYS)
def test_every_day_is_found_in_each_of_its_forms(day: datetime.date) -> None:
    assert dates.parse(day.isoformat()) == dates.parse(f"{day:%B} {day.day}, {day.year}") == day
    assert dates.in_name(f"{day:%d%b%Y}Kerry261.txt") == dates.in_name(f"{day:%Y%m%d}_x.txt") == day
    assert dates.in_dateline(f"WASHINGTON, {day:%B} {day.day}, {day.year} - It rained.") == day


@pytest.mark.parametrize(
    "name",
    ["17Jul2005Kerry261.txt", "17jul2005.txt", "2005-07-17-x.txt", "x_2005_07_17.md", "20050717_x", "July-17-2005.txt",
     "a/2001-01-01/17Jul2005x.txt", "17-07-2005.txt", "x 17 July 2005 y.txt", "20050717T1012.txt"],
)  # fmt: skip
def test_the_date_in_a_files_name_is_found(name: str) -> None:
    assert dates.in_name(name) == JULY


@pytest.mark.parametrize(
    "name",
    ["x.txt", "2005-07-17/x.txt", "02-03-2005.txt", "2005-01-01_2005-12-31.txt", "31Feb2005.txt",
     "000_167678971558a9a8.txt", "20051345.txt", "1200507170.txt", "2008Jul2008x.txt", "2005-07.txt"],
)  # fmt: skip
def test_a_number_in_a_files_name_is_not_taken_for_a_date(name: str) -> None:
    assert dates.in_name(name) is None


@pytest.mark.parametrize(
    "text",
    [
        "July 17, 2005\nIt rained.", "A Title\n\n17 July 2005\n\nIt rained.", "WASHINGTON, July 17, 2005 - It rained.",
        "Title   July 17  2005   Washington", "Sunday, July 17, 2005\n", "PARIS (AP) - 17 July 2005",
        "Date: 2005-07-17",
        "FOR IMMEDIATE RELEASE  July 17  2005 Kerry", "July 17, 2005 - On July 4, 1776, it rained.", "07/17/2005\nRain",
        "Title                July 17th  2005     WASHINGTON  D C", "Washington, D.C., July 17, 2005 – It rained.",
        "July 17, 2005\nUpdated: July 17, 2005",
        "WASHINGTON (July 17, 2005) - It rained.", "Title\nWashington, D.C. (Sunday, July 17, 2005) – It rained.",
        "NEW YORK (AP, July 17, 2005) -- It rained.",
    ],
)  # fmt: skip
def test_the_date_of_a_dateline_is_found(text: str) -> None:
    assert dates.in_dateline(text) == JULY


@pytest.mark.parametrize(
    "text",
    [
        "", "It rained.", "On July 17, 2005, it rained.", "July 17, 2005 was wet.",
        "It has rained since July 17, 2005.",
        "REMEMBERING JULY 17, 2005", "July 17, 2005 Commission Report", "In Paris, July 17, 2005, Jefferson spoke.",
        "It was wet on\nJuly 17, 2005. Today", "July 17, 2005\nJuly 18, 2005", "02/03/2005\n", "July 17\n",
        "February 30, 2005\n", "x\n" * 600 + "July 17, 2005\n", "July 17, 1234\n",
        "He met Mr. Jones of Ohio (July 17, 2005) - who fell.",
        "WASHINGTON (July 17, 2005) was wet.", "Hurricane Dennis (July 17, 2005, to July 18, 2005) - a storm",
        "July 17, 20055\n",
    ],
)  # fmt: skip
def test_a_date_in_a_sentence_or_one_of_two_is_not_taken_for_a_dateline(text: str) -> None:
    assert dates.in_dateline(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Updated: July 17, 2005", "Last updated on July 17, 2005 -", "Updated\nJuly 17, 2005\n",
        "Stand: 17.07.2005", "(Modified July 17, 2005)",
        "Updated 10:30 a.m., Sunday, July 17, 2005", "PARIS - Mis à jour le 17/07/2005 |",
        "* Last update: *July 17, 2005*",
    ],
)  # fmt: skip
def test_the_day_of_a_change_is_no_date(text: str) -> None:
    assert dates.in_dateline(text) is None
    assert dates.in_dateline(f"July 15, 2005\n\n{text}") == datetime.date(2005, 7, 15)


@pytest.mark.parametrize("before", ["", "The law is changed\n", "Outdated: ", "UPDATES: ", "Taking a stand, Ohio, "])
def test_other_words_before_a_date_say_nothing_of_a_change(before: str) -> None:
    assert not dates.follows_change(before)
    assert dates.in_dateline(f"{before}July 15, 2005 - It rained.") == datetime.date(2005, 7, 15)
