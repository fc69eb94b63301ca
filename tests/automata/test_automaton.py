"""Automata accept what Python's own matching does, and refuse with a sentence what they do not understand."""

import re
from contextlib import suppress
from fnmatch import fnmatchcase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.automata.automaton import Similar, matches, of_expression, of_wildcard, typed, whole
from tests.engine.brute import distance

pieces = st.sampled_from(
    ["a", "b", "ab", "B", "é", ".", "[ab]", "[^a]", "[a-cé]", "[^b-]", r"\w", r"\d", r"\S", r"\.", "{", r"\x61", "[]a]"]
)
repeats = st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "{,2}", "{2,}", "{0}", "*?", "+?", "{1,2}?"])
bodies = st.recursive(
    pieces,
    lambda parts: st.one_of(
        st.lists(parts, max_size=3).map("".join),
        st.lists(parts, min_size=1, max_size=3).map(lambda some: f"(?:{'|'.join(some)})"),
        st.tuples(parts, repeats).map(lambda pair: f"({pair[0]}){pair[1]}"),
        parts.map(lambda part: f"(?i:{part})"),
    ),
    max_leaves=6,
)
edged = st.tuples(st.sampled_from(["", "^", r"\A"]), bodies, st.sampled_from(["", "$", r"\Z"])).map("".join)
expressions = st.one_of(edged, st.lists(edged, min_size=2, max_size=3).map("|".join), edged.map(lambda e: f"({e})"))
words = st.text("abcABé1.-{", max_size=6)


@settings(max_examples=200, deadline=None)
@given(expressions, st.lists(words, max_size=8))
def test_an_expression_matches_what_python_says(expression, some):
    automaton = of_expression(expression)
    for word in some:
        assert matches(automaton, word) == bool(re.match(expression, word)), word


@settings(max_examples=100, deadline=None)
@given(bodies, st.lists(words, max_size=8))
def test_what_is_typed_is_of_the_whole_word(expression, some):
    automaton = of_expression(whole(expression))
    assert typed(whole(expression)) == expression
    for word in some:
        assert matches(automaton, word) == bool(re.fullmatch(expression, word)), word


@settings(max_examples=150, deadline=None)
@given(st.text("ab*?[]!-c", max_size=8), st.lists(st.text("abc[]-!", max_size=6), max_size=8))
def test_a_wildcard_matches_what_python_says(pattern, some):
    automaton = of_wildcard(pattern)
    for word in some:
        assert matches(automaton, word) == fnmatchcase(word, pattern), word


@settings(max_examples=60, deadline=None)
@given(st.text("abc", max_size=6), st.integers(0, 3), st.lists(st.text("abcd", max_size=7), max_size=8))
def test_similar_words_are_those_within_the_distance(text, most, some):
    for word in some:
        assert matches(Similar(text, most), word) == (distance(text, word) <= most), word


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        (r"(a)\1", "reference to a group"),
        ("(?P=a)", "reference to a group"),
        ("(?=a)b", "lookahead"),
        ("(?!a)b", "lookahead"),
        ("(?<=a)b", "lookbehind"),
        (r"\bwar\b", "border of a word"),
        ("(?>a)", "atomic"),
        ("(?x:a)", r"\(\? is not understood"),
        (r"\q", r"\\q is not understood"),
        ("a^b", "at its ends only"),
        ("(a$)*", "at its ends only"),
        ("a{1,1000}{1,1000}", "needs brackets"),
        ("(a{1,1000}){1,1000}", "too large"),
        ("(((){400}){400}){400}", "too large"),
        ("a{99999999999999999999}", "too large"),
        ("(" * 5000 + ")" * 5000, "nested"),
        ("a++", "needs brackets"),
        ("*a", "nothing to repeat"),
        ("^*", "nothing to repeat"),
        ("a{2,1}", "backwards"),
        ("[z-a]", "no range"),
        (r"\x4", "no character"),
        (r"\U00110000", "no character"),
        ("(a", "not closed"),
        ("a)", "not opened"),
        ("[a", "ends too early"),
        ("a\\", "ends too early"),
    ],
)
def test_what_is_not_understood_is_said(expression, sentence):
    with pytest.raises(ValueError, match=sentence):
        of_expression(expression)
    with pytest.raises(ValueError, match=sentence):
        whole(expression)


def test_what_is_typed_cannot_break_out_of_its_brackets():
    with pytest.raises(ValueError, match="not opened"):
        whole("a)|(b")


@settings(max_examples=100, deadline=None)
@given(st.one_of(st.text(max_size=12), st.text(r"\()[]{}*+?|^$.-,:!=<>wdsbAZx01a", max_size=12)))
def test_whatever_is_typed_is_an_automaton_or_a_sentence(expression):
    for read in (of_expression, lambda text: of_expression(whole(text)), of_wildcard):
        with suppress(ValueError):
            assert matches(read(expression), "word") in (True, False)


def test_a_wildcard_longer_than_any_word_is_refused():
    with pytest.raises(ValueError, match="too large"):
        of_wildcard("a" * 1001)
    assert matches(of_wildcard("*" * 5000 + "a"), "a")
