"""How the texts of a name are written is decided over all of them."""

import datetime
from functools import reduce
from itertools import permutations
from operator import or_

import pytest

from searchlib.written_values import AS_USUAL, Forms, evidence_of

DAY = datetime.date(2019, 3, 4)
COMMA = Forms(has_decimal_comma=True)


def forms_of(values):
    return Forms.of(reduce(or_, map(evidence_of, values), 0))


@pytest.mark.parametrize(
    ("values", "forms"),
    [
        ([], AS_USUAL),
        (["1,234", "980"], AS_USUAL),
        (["1.234", "2.345"], AS_USUAL),
        (["12.5", "1,234"], AS_USUAL),
        (["12,5"], COMMA),
        (["1.234", "12,5"], COMMA),
        (["1.234.567"], COMMA),
        (["0,125"], COMMA),
        (["12,5", "12.5"], AS_USUAL),
        (["1,234.5", "1.234,5"], AS_USUAL),
        (["12,5", "n/a", "12"], COMMA),
        (["12,5", 12.5, DAY], COMMA),
        (["17/03/2019", "04/03/2019"], Forms(is_day_first=True)),
        (["03/17/2019", "04/03/2019"], Forms(is_day_first=False)),
        (["03/17/2019", "17/03/2019"], AS_USUAL),
        (["20190304", "20190305", "later"], Forms(has_compact_days=True)),
        (["20190304", "7"], AS_USUAL),
        (["20190304", "99999999"], AS_USUAL),
        (["20190304", "12.5"], AS_USUAL),
    ],
)
def test_what_all_values_say_together(values, forms):
    for order in permutations(values):
        assert forms_of(order) == forms


@pytest.mark.parametrize(
    ("value", "forms", "number", "day"),
    [
        ("1.234", AS_USUAL, 1.234, None),
        ("1.234", COMMA, 1234, None),
        ("12,5", AS_USUAL, None, None),
        ("04/03/2019", AS_USUAL, None, None),
        ("04/03/2019", Forms(is_day_first=True), None, DAY),
        ("20190304", AS_USUAL, 20190304, None),
        ("20190304", Forms(has_compact_days=True), None, DAY),
        ("2019-03-04 10:00", AS_USUAL, None, DAY),
        (DAY, AS_USUAL, None, DAY),
        (True, AS_USUAL, 1, None),
        (2**70, COMMA, 2**70, None),
        (float("nan"), AS_USUAL, None, None),
        ("nan", AS_USUAL, None, None),
        ("inf", COMMA, None, None),
    ],
)
def test_a_value_is_a_number_or_a_day_or_neither(value, forms, number, day):
    assert (forms.number_of(value), forms.day_of(value)) == (number, day)
