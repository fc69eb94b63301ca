"""Every field of a record has a name of its own, however they nest and repeat."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.source.formats.field_names import DEEPEST, distinct, flat, spread, unnested


def test_nested_names_have_dots_and_keep_their_order():
    record = {"a": 1, "source": {"name": "x", "place": {"city": "y"}, "none": {}}, "z": [{"n": 1}]}
    assert list(flat(record).items()) == [
        ("a", 1),
        ("source.name", "x"),
        ("source.place.city", "y"),
        ("source.none", None),
        ("z", [{"n": 1}]),
    ]
    plain = {"a": 1, "b": [2]}
    assert flat(plain) is plain


def test_a_dotted_name_and_a_nested_one_stay_apart():
    assert flat({"a": {"b": 1}, "a.b": 2}) == {"a.b": 1, "a.b 2": 2}


@pytest.mark.parametrize(
    ("record", "names"),
    [
        ({"_id": "1", "_source": {"id": 2, "title": "t"}}, ["_id", "id", "title"]),
        ({"id": "1", "_source": {"id": 2}}, ["id", "_source.id"]),
        ({"id": "1", "type": "articles", "attributes": {"title": "t"}}, ["id", "type", "title"]),
        ({"model": "news", "pk": 1, "fields": {"body": "b"}}, ["model", "pk", "body"]),
        ({"id": "1", "attributes": {"title": "t"}}, ["id", "attributes.title"]),
    ],
)
def test_an_envelope_is_no_part_of_a_name(record, names):
    assert list(flat(record)) == names


def test_what_mongodb_wraps_is_bare():
    record = {"_id": {"$oid": "5f"}, "at": {"$date": {"$numberLong": "17"}}, "n": {"$a": 1, "$b": 2}}
    assert flat(record) == {"_id": "5f", "at": "17", "n.$a": 1, "n.$b": 2}


def test_a_list_of_objects_is_a_list_for_each_of_their_fields():
    assert dict(spread("tags", [{"name": "a", "n": {"x": 1}}, "b", {"name": "c"}])) == {
        "tags.name": ["a", "c"],
        "tags.n.x": [1],
        "tags": ["b"],
    }


def test_lists_in_lists_are_one_list_however_they_and_objects_nest():
    values = [1, [2, [3]], {"x": 1, "y": [4, [5], {"z": [{"q": 6}]}]}, {"$oid": "7"}]
    assert dict(spread("a", values)) == {"a": [1, 2, 3, "7"], "a.x": [1], "a.y": [4, 5], "a.y.z.q": [6]}
    deep = 1
    for _ in range(50 * DEEPEST):
        deep = [deep]
    assert list(unnested(deep)) == [1]


def test_objects_in_lists_nested_too_deep_are_an_error_of_ours():
    deep = 1
    for _ in range(5 * DEEPEST):
        deep = [{"a": deep}]
    with pytest.raises(RecursionError):
        dict(spread("a", deep))


def test_objects_nested_too_deep_are_an_error_of_ours():
    deep = {"end": 1, "more": 2}
    for _ in range(5 * DEEPEST):
        deep = {"a": deep}
    with pytest.raises(RecursionError):
        flat(deep)


def test_an_object_that_holds_itself_is_an_error_of_ours():
    record = {"text": "x"}
    record["self"] = record
    with pytest.raises(RecursionError):
        flat(record)


def test_names_of_columns_are_told_apart_and_the_given_ones_stay():
    assert distinct(["x", "", "x", "x 3", ""]) == ["x", "", "x 3 3", "x 3", " 5"]


@settings(max_examples=50)
@given(st.lists(st.sampled_from(["", "a", "a 2", "a 2 2", " 2", "a 3"])))
def test_no_two_names_are_the_same(names):
    found = distinct(names)
    assert len(set(found)) == len(found) == len(names)
    assert set(names) <= set(found)
