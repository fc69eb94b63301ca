"""Which part of the question marked a word: each kind, and the laws of it."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.analysis import preset
from searchlib.highlight.attribution import joined_matches
from searchlib.highlight.formatter import Match, joined
from searchlib.highlight.highlighter import Marker, matched_spans
from searchlib.highlight.tokens import TokenCache
from searchlib.query import read
from searchlib.query.canonical import canonical
from searchlib.query.compile import compiled
from searchlib.query.nodes import Boosted, Group
from searchlib.query.queries import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DisjunctionMax,
    Every,
    FuzzyTerm,
    Near,
    Not,
    NullQuery,
    Or,
    Phrase,
    Prefix,
    Regex,
    Require,
    Term,
    Wildcard,
)
from searchlib.query.rewrite import Emphasis
from searchlib.query.synonyms import Synonyms, rules_of
from tests.highlight.test_highlighter import trees

ENGLISH = preset("english")
LEXICON = TokenCache(ENGLISH)


def matches_of(tree, text, field="text", known=None):
    marker = Marker(tree, LEXICON)
    return marker.matches(text, known=known) if field == "text" else marker.matches_in(field, text, known)


def told(tree, text, field="text"):
    """The matches as ``word by part``."""
    return [f"{text[match.start : match.end]} by {match.part}" for match in matches_of(tree, text, field)]


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("embassy", "Embassies, an embassy", ["Embassies by embassy", "embassy by embassy"]),
        ("Embassy", "an embassy", ["embassy by Embassy"]),
        ("US", "the U.S. told us", ["U.S. by US"]),
        ("covid-19", "covid 19 covid19", ["covid by covid-19", "19 by covid-19", "covid19 by covid-19"]),
        ("example.com", "example.com", ["example by example.com", "com by example.com"]),
        ("iran/iraq", "Iraq", ["Iraq by iran/iraq"]),
        ('"embassies"', "embassies, embassy", ['embassies by "embassies"']),
        ('"closed embassy"', "a closed embassy", ['closed by "closed embassy"', 'embassy by "closed embassy"']),
        ('"a b"~3', "b x a", ['b by "a b"~3', 'a by "a b"~3']),
        ('"(iran OR x) visit*"', "iran visits", ['iran by "(iran OR x) visit*"', 'visits by "(iran OR x) visit*"']),
        ('"~embassies of"', "embassy of", ['embassy by "~embassies of"', 'of by "~embassies of"']),
        ("ira*", "Iran", ["Iran by ira*"]),
        ("NEAR(a ira*, 5)", "iran x a", ["iran by NEAR(a ira*, 5)", "a by NEAR(a ira*, 5)"]),
        ("NEAR(a (b OR c), 5)", "c a", ["c by NEAR(a (b c), 5)", "a by NEAR(a (b c), 5)"]),
        ("a BEFORE b BEFORE c", "a b x c", [f"{word} by a BEFORE b BEFORE c" for word in "abc"]),
        ("iran^2", "Iran", ["Iran by iran"]),
        ("(iran iraq)^2", "Iran Iraq", ["Iran by iran", "Iraq by iraq"]),
        ("text:iran", "Iran", ["Iran by text:iran"]),
        ('text:"a b"', "a b", ['a by text:"a b"', 'b by text:"a b"']),
        ("iran -embassy", "Iran", ["Iran by iran"]),
        ("+iran embassy", "Iran embassy", ["Iran by iran", "embassy by embassy"]),
        ("(a AND text:b) OR c", "a c", ["c by c"]),
        ("(a AND text:b) OR c", "a b c", ["a by a", "b by text:b", "c by c"]),
        ("-iraq", "Iran", []),
        ("author:smith iran", "Smith of Iran", ["Iran by iran"]),
        ("date:2005 source:x lang:en iran", "Iran 2005", ["Iran by iran"]),
        ("embassy embassies", "Embassy", ["Embassy by embassies", "Embassy by embassy"]),
        ("+embassy embassies", "Embassy", ["Embassy by embassies", "Embassy by embassy"]),
        ("iran iran", "Iran", ["Iran by iran"]),
        ("iran^2 iran^3 iran", "Iran", ["Iran by iran"]),
        ('"a b" a', "a b a", ['a by "a b"', "a by a", 'b by "a b"', "a by a"]),
        ("東京大学", "東京大学", ["東京大学 by 東京大学"]),
        ("京", "東京", ["京 by 京"]),
        ("京大 東京", "東京大", ["東京 by 東京", "京大 by 京大"]),
        ("", "Iran", []),
    ],
)  # fmt: skip
def test_each_kind_of_part_says_what_it_marked(typed, text, expected):
    assert told(read(typed, ENGLISH).tree, text) == expected


def test_a_field_that_was_typed_belongs_to_the_part():
    tree = read('iran title:embassy title:"of iran" heading:iran', ENGLISH).tree
    assert told(tree, "Embassy of Iran", "title") == [
        "Embassy by title:embassy",
        'of by title:"of iran"',
        "Iran by iran",
        'Iran by title:"of iran"',
    ]
    assert told(tree, "Iran", "heading") == ["Iran by heading:iran", "Iran by iran"]
    assert told(tree, "Embassy of Iran") == ["Iran by iran"]


def test_of_words_that_count_as_one_each_is_named():
    emphasis = Emphasis(repeats=0.5, parts=True)
    tree = read("embassy closed embassies Embassy", ENGLISH, emphasis=emphasis).tree
    assert told(tree, "embassy") == ["embassy by Embassy", "embassy by embassies", "embassy by embassy"]
    tree = read("heat-transfer heat of new engines", ENGLISH, emphasis=emphasis).tree
    assert told(tree, "transfer heat") == ["transfer by heat-transfer", "heat by heat", "heat by heat-transfer"]


def test_of_a_synonym_it_is_what_was_typed():
    rules = rules_of({"tv": "television", "motor car": ["automobile", "limousine"], "car": "automobile"})
    synonyms = Synonyms.of(rules, ENGLISH)
    for emphasis in (Emphasis(), Emphasis(repeats=0.5)):
        tree = read("tv Motor cars motor cars", ENGLISH, synonyms=synonyms, emphasis=emphasis).tree
        assert told(tree, "television motor") == ["television by tv", "motor by Motor", "motor by motor"]
        assert told(tree, "a limousine") == ["limousine by Motor cars", "limousine by motor cars"]
        assert told(tree, "automobile") == [
            "automobile by Motor cars",
            "automobile by cars",
            "automobile by motor cars",
        ]


GIVEN = [
    (Term("text", "iran"), "Iran", ["Iran by iran"]),
    (Term("passage_exact", "iran"), "Iran", ["Iran by iran"]),
    (Phrase("text", ["a", "b"]), "a b", ['a by "a b"', 'b by "a b"']),
    (Prefix("text_exact", "ira"), "Iran", ["Iran by ira*"]),
    (Wildcard("text_exact", "*京"), "東京", ["京 by *京"]),
    (Or([Term("text", "a"), Term("text", "b"), Term("text", "a", boost=2)]), "a b", ["a by a", "b by b"]),
    (And([Term("text", "a"), Not(Term("text", "b"))]), "a", ["a by a"]),
    (AndNot(Term("text", "a"), Term("text", "c")), "a b", ["a by a"]),
    (AndMaybe(Term("text", "a"), Term("text", "b")), "a b", ["a by a", "b by b"]),
    (Require(Term("text", "a"), Term("text", "b")), "a b", ["a by a", "b by b"]),
    (DisjunctionMax([Term("text", "a"), Term("text", "b")]), "a b", ["a by a", "b by b"]),
    (ConstantScoreQuery(Term("text", "a"), 1.0), "a", ["a by a"]),
    (Near([Term("text", "a"), Prefix("text_exact", "b")], gaps=0), "a bb", ['a by "a b*"', 'bb by "a b*"']),
    (Near([Term("text", "a"), Term("text", "b")], gaps=None), "a b", ["a by (a BEFORE b)", "b by (a BEFORE b)"]),
    (
        Near([Or([Term("text", "a"), Phrase("text", ["c", "d"])]), Term("text", "b")], gaps=3, is_ordered=False),
        "b x a",
        ['b by NEAR((a OR "c d") b, 3)', 'a by NEAR((a OR "c d") b, 3)'],
    ),
    (NullQuery, "a", []),
    (Every(), "a", []),
    (Term("author", "a"), "a", []),
    (FuzzyTerm("text_exact", "iran"), "Iran", []),
    (Regex("text_exact", "ira."), "Iran", []),
]


@pytest.mark.parametrize(("tree", "text", "expected"), GIVEN, ids=[repr(tree) for tree, *_ in GIVEN])
def test_of_a_tree_that_was_given_the_leaf_is_named(tree, text, expected):
    assert told(tree, text) == expected


def test_of_a_tree_that_was_given_the_field_is_named():
    tree = Or(
        [
            Phrase("title", ["a", "b"]),
            Prefix("title_exact", "i"),
            Near([Term("title", "a"), Term("title", "b")], gaps=0),
        ]
    )
    assert told(tree, "a b i", "title") == [
        'a by title:"a b"',
        'b by title:"a b"',
        "i by title:i*",
    ]  # fmt: skip


def test_to_know_its_part_makes_no_leaf_another():
    tagged, plain = read("iran", ENGLISH).tree, Term("passage", "iran")
    assert tagged == plain
    assert hash(tagged) == hash(plain)


# The laws.

WORDS = ["a", "b", "A", "ab", "b-a", "US", "us", "running", "runs", "中国人", "国"]
texts = st.lists(st.sampled_from([*WORDS, "-", "中国"]), max_size=10).map(" ".join)
word = st.sampled_from(WORDS)
typed_leaves = st.one_of(
    word,
    word.map("text:{}".format),
    word.map("{}^2".format),
    st.lists(word, min_size=1, max_size=3).map(lambda words: f'"{" ".join(words)}"'),
    st.sampled_from(["a*", "r*", "中*"]),
    st.builds("NEAR({} {}, 1)".format, word, word),
    st.builds("{} BEFORE {}".format, word, word).map("({})".format),
)
typed_questions = st.recursive(
    typed_leaves,
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=4).map(lambda each: f"({' '.join(each)})"),
        st.builds("({} AND {})".format, parts, parts),
        st.builds("({} OR {})".format, parts, parts),
        st.builds("({} -{})".format, parts, parts),
        st.builds("(+{} {})".format, parts, parts),
    ),
    max_leaves=7,
)


def alone(node, text):
    """What a leaf of a question marks if it is all that is asked; None if it is not there."""
    marked = {Match(start, end, canonical(node)) for start, end in matched_spans(compiled(node), text, ENGLISH)}
    return marked or None


def brute_force(node, text):
    """What the parts mark alone, where the whole question does; None where it does not match."""
    if isinstance(node, Boosted):
        return brute_force(node.node, text)
    if not isinstance(node, Group):
        return alone(node, text)
    must, should, excluded = (
        [brute_force(each, text) for each in each] for each in (node.must, node.should, node.excluded)
    )
    held = [marked for marked in should if marked is not None]
    if None in must or any(marked is not None for marked in excluded):
        return None
    if should and not must and not held:
        return None
    return set().union(*must, *held)


def wanted_leaves(node):
    if isinstance(node, Boosted):
        yield from wanted_leaves(node.node)
    elif isinstance(node, Group):
        for each in (*node.must, *node.should):
            yield from wanted_leaves(each)
    else:
        yield node


@settings(max_examples=300, deadline=None)
@given(typed_questions, texts)
def test_a_part_marks_what_it_marks_alone_where_the_whole_question_marks_it(typed, text):
    question = read(typed, ENGLISH)
    expected = brute_force(question.node, text)
    if expected is None:  # the text cannot have been found by its words: each that is looked for is marked
        expected = set().union(*(alone(leaf, text) or () for leaf in wanted_leaves(question.node)))
    assert matches_of(question.tree, text, known=lambda leaf: False) == tuple(sorted(expected))


@settings(max_examples=150, deadline=None)
@given(typed_questions, texts)
def test_what_counts_as_one_is_named_as_if_each_counted(typed, text):
    plain, counted = read(typed, ENGLISH), read(typed, ENGLISH, emphasis=Emphasis(repeats=0.5))
    assert matches_of(plain.tree, text) == matches_of(counted.tree, text)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(trees, typed_questions.map(lambda typed: read(typed, ENGLISH).tree)),
    texts,
    st.sampled_from(["text", "title"]),
)
def test_all_matches_together_are_the_spans(tree, text, field):
    marker = Marker(tree, LEXICON)
    spans = marker.spans(text) if field == "text" else marker.spans_in(field, text)
    found = matches_of(tree, text, field)
    assert joined(sorted((match.start, match.end) for match in found)) == spans
    assert found == tuple(sorted(set(found)))


@given(
    st.sets(
        st.builds(
            lambda start, size, part: Match(start, start + size, part),
            st.integers(0, 9),
            st.integers(1, 4),
            st.sampled_from("ab"),
        )
    )
)
def test_matches_of_one_part_are_apart_and_cover_what_they_covered(matches):
    found = joined_matches(matches)
    assert found == tuple(sorted(found))
    for part in "ab":
        own = [match for match in found if match.part == part]
        assert all(one.end <= other.start for one, other in pairwise(own))
        covered = {place for match in matches if match.part == part for place in range(match.start, match.end)}
        assert {place for match in own for place in range(match.start, match.end)} == covered
