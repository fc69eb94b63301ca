"""Patterns that a text alone does not tell are marked by the spellings that an index has of them."""

import pytest

from searchlib.highlight.pattern_terms import spelled_out
from searchlib.query.origins import origins_of
from searchlib.query.queries import And, FuzzyTerm, Near, Or, Phrase, Prefix, Regex, Term, TermRange, Wildcard

SPELLINGS = {"?": ["a", "b"], "a?": ["ab", "ac"], "iran": ["iran", "iraq"], "i.*": ["iran"], None: ["a"]}


def spellings(pattern):
    return SPELLINGS[getattr(pattern, "text", None)]


def unasked(pattern):
    raise AssertionError(f"{pattern} is told by the text")


@pytest.mark.parametrize(
    ("pattern", "field", "expected"),
    [
        (Wildcard("text_exact", "?"), "text_exact", ["a", "b"]),
        (FuzzyTerm("title_exact", "iran"), "title_exact", ["iran", "iraq"]),
        (Regex("heading_exact", "i.*"), "heading_exact", ["iran"]),
        (TermRange("passage_exact", "a", "b"), "text_exact", ["a"]),  # as engines have it: its context has no patterns
    ],
)
def test_a_pattern_becomes_any_of_its_spellings_where_it_is_looked_for(pattern, field, expected):
    found = spelled_out(pattern, spellings)
    assert type(found) is Or
    assert [(term.fieldname, term.text) for term in found.subqueries] == [(field, word) for word in expected]


def test_the_spellings_are_marked_by_the_pattern():
    pattern = Wildcard("text_exact", "a?")
    for term in spelled_out(And([pattern, Term("text", "x")]), spellings).subqueries[0].subqueries:
        assert origins_of(term) == (pattern,)


def test_patterns_are_found_however_deep_and_all_else_stays():
    near = Near([Wildcard("text_exact", "a?"), Term("text", "x")], gaps=3, is_ordered=True)
    tree = And([Term("text", "y"), Or([near, Phrase("text_exact", ["a", "b"])])])
    word, either = spelled_out(tree, spellings).subqueries
    assert word is tree.subqueries[0]
    found, phrase = either.subqueries
    assert phrase is tree.subqueries[1].subqueries[1]
    assert (type(found), found.gaps, found.is_ordered) == (Near, 3, True)
    assert [term.text for term in found.subqueries[0].subqueries] == ["ab", "ac"]
    assert origins_of(found) == origins_of(near)


@pytest.mark.parametrize(
    "tree",
    [Term("text", "a"), Prefix("text_exact", "a"), Wildcard("text_exact", "*京"), Wildcard("source", "*politics*")],
)
def test_what_a_text_tells_by_itself_is_not_asked_for(tree):
    assert spelled_out(tree, unasked) is tree
    whole = And([tree, Term("text", "b")])
    assert spelled_out(whole, unasked) is whole


def test_facts_are_not_spelled_out():
    tree = And([Wildcard("text_exact", "?"), Wildcard("source", "*politics*")])
    words, fact = spelled_out(tree, spellings).subqueries
    assert [term.text for term in words.subqueries] == ["a", "b"]
    assert fact == tree.subqueries[1]
