import datetime
import sqlite3
from collections import UserDict, deque
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction
from pathlib import PurePosixPath
from uuid import UUID

import numpy as np
import pytest

from searchlib.errors import ArticleError
from searchlib.source.plain_values import DEEPEST, MOST, is_mapping, plain, plain_record

DAY = datetime.date(2005, 3, 1)
TEN = datetime.datetime(2005, 3, 1, 10)


class Desk(Enum):
    WORLD = "world"
    FIRST = 1


class Kind(StrEnum):
    NEWS = "news"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        *((value, value) for value in (None, "a", "", True, 5, 1 - 10**17, 1.5, DAY, TEN, ["a", [1]], {"a": {"b": 1}})),
        (10**18, "1" + 18 * "0"),
        (np.int64(5), 5), (np.uint8(5), 5), (np.float32(1.5), 1.5), (np.longdouble(1.5), 1.5), (np.bool_(True), True),
        (np.str_("a"), "a"), (np.array(5), 5), (np.array([[1, 2], [3, 4]]), [[1, 2], [3, 4]]),
        (Decimal("1.50"), 1.5), (Decimal("12.00"), 12), (Fraction(1, 4), 0.25),
        (float("inf"), float("inf")), (float("nan"), None), (np.float64("nan"), None), (Decimal("NaN"), None),
        (np.datetime64("NaT", "D"), None),
        (datetime.datetime(2005, 3, 1), DAY), (np.datetime64("2005-03-01T00:00:00.000000000"), DAY),
        (np.datetime64("2005-03-01"), DAY), (np.datetime64("2005-03-01T10"), TEN),
        (datetime.datetime(2005, 3, 1, tzinfo=datetime.UTC), datetime.datetime(2005, 3, 1, tzinfo=datetime.UTC)),
        (datetime.time(10, 30), "10:30:00"), (UUID(int=5), str(UUID(int=5))), (PurePosixPath("a/b"), "a/b"),
        (Desk.WORLD, "world"), (Desk.FIRST, 1), (Kind.NEWS, "news"),
        (("a", None), ["a", None]), (deque(["a"]), ["a"]), ({"b", "a"}, ["a", "b"]), ({"a": 1}.values(), [1]),
        (UserDict(a=(1,)), {"a": [1]}), ([np.float64("nan"), {"x": np.int8(1)}], [None, {"x": 1}]),
    ],
)  # fmt: skip
def test_a_value_becomes_one_that_a_record_of_json_may_have(value, expected):
    made = plain(value, "x")
    assert made == expected
    assert type(made) is type(expected)


def test_a_list_that_is_used_twice_holds_itself_not():
    shared = ["a"]
    assert plain([shared, shared], "x") == [["a"], ["a"]]


def ring():
    ring = {"a": []}
    ring["a"].append(ring)
    return ring


def nested(depth):
    value = "a"
    for _ in range(depth):
        value = [value]
    return value


def doubled():
    """2 ** 45 values, though few lists."""
    value = ["a"]
    for _ in range(45):
        value = [value, value]
    return value


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (b"a", "bytes are no text"), (bytearray(b"a"), "bytes"), (np.bytes_(b"a"), "bytes"), ([{"a": b"a"}], "bytes"),
        (ring(), "holds itself"), (nested(DEEPEST + 1), f"more than {DEEPEST} deep"),
        (object(), "object is no string"), (iter("a"), "iterator"), (1j, "complex"), (len, "builtin_function"),
        (datetime.timedelta(1), "timedelta"), (np.timedelta64(1, "s"), "length of time"),
        ([10**5000], "number is too large"), ([Fraction(10**400)], "too large"), (Decimal("1e400"), "too large"),
        (np.datetime64(10**6, "Y"), "no year"),
        ({1: "a"}, "key 1 is no string"), ([{None: "a"}], "key None is no string"),
    ],
)  # fmt: skip
def test_what_is_no_value_is_refused_by_name(value, told):
    with pytest.raises(ArticleError, match=told) as caught:
        plain_record({"desk": value})
    assert "desk: " in str(caught.value) or "key" in str(caught.value)


def test_a_value_may_be_nested_as_deep_as_is_said():
    assert plain(nested(DEEPEST), "x") == nested(DEEPEST)


def test_few_lists_that_hold_much_are_refused(monkeypatch):
    monkeypatch.setattr("searchlib.source.plain_values.MOST", 1000)
    assert MOST > 1000
    with pytest.raises(ArticleError, match="holds more than 1,000 values"):
        plain(doubled(), "x")


def test_what_gives_values_by_keys_is_a_mapping():
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    (row,) = connection.execute("select 5 as id, 'Iran' as text")
    connection.close()
    assert [is_mapping(value) for value in ({}, UserDict(), row)] == [True, True, True]
    assert plain_record(row) == {"id": 5, "text": "Iran"}
    assert [is_mapping(value) for value in ([], "a", None, dict, np.zeros(3), 5)] == [False] * 6


def test_what_pandas_has_for_values_is_understood():
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame(
        {"id": [5, 6], "day": pandas.to_datetime(["2005-03-01", None]), "n": pandas.array([1, None], dtype="Int64")}
    )
    assert [plain_record(row) for row in table.to_dict("records")] == [
        {"id": 5, "day": DAY, "n": 1},
        {"id": 6, "day": None, "n": None},
    ]
    assert [plain_record(row)["id"] for _, row in table.iterrows()] == [5, 6]
    assert plain(table["id"], "x") == [5, 6]
    assert not is_mapping(table)
