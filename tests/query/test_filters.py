"""Filters are values that are checked when they are made, and come to the nodes that the same comes to when typed."""

import datetime

import pytest

import searchlib
from searchlib.analysis import preset
from searchlib.errors import InvalidRequest
from searchlib.query import Fields, read
from searchlib.query.filters import EVERYTHING, Filters, Range, restriction_of
from tests.query.contents import DAYS, NUMBERS, TEXTS
from tests.query.trees import flattened

ENGLISH = preset("english")
FIELDS = Fields(lambda: {"desk": TEXTS, "length": NUMBERS, "signed": DAYS})
DAY = datetime.date(2005, 3, 7)


def restricted(**filters):
    return restriction_of(Filters(**filters), ENGLISH, FIELDS)


@pytest.mark.parametrize(
    ("filters", "typed"),
    [
        ({"sources": "Politics/*"}, "source:politics/*"),
        ({"sources": ("a", "b?.txt")}, 'source:a OR source:"b?.txt"'),
        ({"sources": "été [1]."}, 'source:"été [1]."'),
        ({"languages": ["en", "pt_BR"]}, "lang:en OR lang:pt-BR"),
        ({"authors": "Mary O’Brien"}, 'author:"Mary O’Brien"'),
        ({"after": DAY, "before": datetime.date(2006, 1, 1)}, "after:2005-03-07 AND before:2006"),
        ({"metadata": {"DESK": "New World"}}, 'desk:"New World"'),
        ({"metadata": {"desk": 'דובר צה"ל'}}, 'desk:"דובר צה״ל"'),
        ({"authors": 'דובר צה"ל', "sources": 'צה"ל'}, 'author:"דובר צה"ל" AND source:צה"ל'),
        ({"metadata": {"desk": 3.0}}, 'desk:"3.0"'),
        ({"metadata": {"length": 3.0}}, "length:3"),
        ({"metadata": {"length": True}}, "length:1"),
        ({"metadata": {"length": 2**60}}, "length:1152921504606846976"),
        ({"metadata": {"length": 10**40}}, "length:1e40"),
        ({"metadata": {"length": 1e-9}}, "length:0.000000001"),
        ({"metadata": {"length": [1, Range(10, None)]}}, "length:1 OR length:10.."),
        ({"metadata": {"length": Range(-2.5, 1e3)}}, "length:-2.5..1000"),
        ({"metadata": {"signed": DAY}}, "signed:2005-03-07"),
        ({"metadata": {"signed": "2005-03"}}, "signed:2005-03"),
        ({"metadata": {"signed": Range(None, DAY)}}, "signed:..2005-03-07"),
        ({"metadata": {"length": 1, "desk": "x"}, "languages": "en"}, 'lang:en AND length:1 AND desk:"x"'),
    ],
)
def test_a_filter_comes_to_what_the_same_comes_to_when_typed(filters, typed):
    question = read(typed, ENGLISH, FIELDS)
    assert question.warnings == ()
    restriction = restricted(**filters)
    assert flattened(restriction.tree) == flattened(question.tree)
    assert restriction.warnings == ()


@pytest.mark.parametrize(
    "filters", [{}, {"sources": []}, {"metadata": {}}, {"sources": "*"}, {"sources": ["x", "/**"]}]
)
def test_filters_that_let_everything_pass_are_no_restriction(filters):
    assert restricted(**filters) == EVERYTHING


@pytest.mark.parametrize("values", ["en", ["en"], ("en",), {"en"}, iter(["en"])])
def test_several_values_may_come_in_any_iterable_and_one_alone(values):
    assert Filters(languages=values).languages == ("en",)


def test_values_are_kept_as_they_were_given_and_of_a_point_in_time_its_day():
    moment = datetime.datetime(2005, 3, 7, 12, tzinfo=datetime.UTC)
    filters = Filters(after=moment, metadata={"signed": moment, "desk": ["a", "b"]})
    assert (filters.after, filters.metadata) == (DAY, {"signed": DAY, "desk": ("a", "b")})
    assert Range(moment, None) == Range(DAY, None)
    assert hash(filters) == hash(Filters(after=DAY, metadata=filters.metadata))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("after", "2005"),
        ("before", 2005),
        ("sources", 3),
        ("sources", b"a"),
        ("sources", Range(1, 2)),
        ("languages", None),
        ("languages", ["en", None]),
        ("authors", {"a": "b"}),
        ("metadata", [("a", "b")]),
        ("metadata", {3: "a"}),
        ("metadata", {"desk": None}),
        ("metadata", {"desk": []}),
        ("metadata", {"desk": ["a", ["b"]]}),
        ("metadata", {"desk": float("nan")}),
        ("metadata", {"desk": 10**400}),
    ],
)
def test_what_no_filter_can_be_is_refused_by_the_name_of_its_field(name, wrong):
    with pytest.raises(InvalidRequest, match=name):
        Filters(**{name: wrong})


@pytest.mark.parametrize(
    ("ends", "reason"),
    [
        ((), "both None"),
        ((3, 1), "above its high 1"),
        ((DAY, datetime.date(2004, 1, 1)), "above its high"),
        ((1, DAY), "two types"),
        (("a", None), "low of a Range is 'a'"),
        ((None, True), "high of a Range is True"),
        ((float("nan"), 1), "low of a Range is nan"),
        ((None, float("inf")), "high of a Range is inf"),
    ],
)
def test_a_range_that_holds_nothing_or_mixes_types_is_refused(ends, reason):
    with pytest.raises(InvalidRequest, match=reason):
        searchlib.Range(*ends)


NO_NUMBER = "is no number, nor a range of numbers (100, >100, 10..20): it is taken as a word"


@pytest.mark.parametrize(
    ("filters", "warning"),
    [
        ({"metadata": {"dsk": "a"}}, "no article has “dsk” in its metadata: the filter admits none"),
        ({"metadata": {"length": "long"}}, f"“long” {NO_NUMBER}"),
        ({"metadata": {"length": Range(DAY, None)}}, f"“2005-03-07..” {NO_NUMBER}"),
        ({"authors": "!"}, "the filter “author” says nothing that an article can have: it admits none"),
    ],
)
def test_a_filter_that_cannot_hold_is_told_of(filters, warning):
    assert restricted(**filters).warnings == (warning,)
