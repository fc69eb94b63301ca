"""Stored values come back equal and of their type, without pickle."""

import datetime
import json
import pickle
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.errors import IndexDamaged
from searchlib.index.whoosh.stored_values import encoded, packed, unpacked

keys = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(),
    st.binary(),
    st.dates(),
    st.datetimes(timezones=st.none() | st.just(datetime.UTC)),
    st.times(),
    st.timedeltas(),
    st.decimals(allow_nan=False),
    st.complex_numbers(allow_nan=False),
    st.tuples(st.integers(), st.text()),
    st.frozensets(st.integers()),
)
values = st.recursive(
    keys,
    lambda parts: st.one_of(
        st.lists(parts),
        st.tuples(parts, parts),
        st.dictionaries(st.one_of(keys, st.just("$")), parts),
        st.sets(keys),
    ),
    max_leaves=8,
)


def typed(value):
    """The value with the types of all its parts."""
    if isinstance(value, dict):
        return dict, [(typed(key), typed(each)) for key, each in value.items()]
    if isinstance(value, (list, tuple)):
        return type(value), [typed(each) for each in value]
    return type(value), value


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.text(), values, max_size=2))
def test_values_come_back_equal_and_of_their_type(fields):
    back = unpacked(packed({name: encoded(value) for name, value in fields.items()}))
    assert typed(back) == typed(fields)


@pytest.mark.parametrize("value", [object(), open, pytest, [1, object()], {"a": {1: object()}}, type])
def test_other_types_are_refused_in_words(value):
    with pytest.raises(TypeError, match="cannot be stored"):
        encoded(value)


@pytest.mark.parametrize(
    "value",
    [
        {"$": "no"},
        {"$": "date", "v": "today"},
        {"$": "bytes", "v": 1},
        {"$": "timedelta", "v": [10**12, 0, 0]},
        {"$": "dict", "v": [1]},
        {"$": "set", "v": [[1]]},
        {"$": ["date"], "v": 1},
        {"$": "decimal", "v": "x"},
    ],
)
def test_what_was_not_packed_is_damage(value):
    with pytest.raises(IndexDamaged):
        unpacked(zlib.compress(json.dumps({"name": value}).encode()))


@pytest.mark.parametrize("data", [b"", b"[1]", b"\xff", b"{", pickle.dumps({"name": 1})])
def test_other_bytes_are_damage(data):
    with pytest.raises(IndexDamaged):
        unpacked(data)
    with pytest.raises(IndexDamaged):
        unpacked(zlib.compress(data))
