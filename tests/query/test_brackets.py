"""What a group of words means, asked of every passage that there can be: each subset of a few words."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.analysis import preset
from searchlib.query import read

ENGLISH = preset("english")
WORDS = "abcd"
PASSAGES = [set(chosen) for size in range(len(WORDS) + 1) for chosen in combinations(WORDS, size)]


def holds(tree, passage):
    """Whether a passage, a set of words, is found by a tree."""
    match type(tree).__name__:
        case "Term":
            return tree.text in passage
        case "Or":
            return any(holds(branch, passage) for branch in tree.subqueries)
        case "And":
            return all(holds(branch, passage) for branch in tree.subqueries)
        case "AndMaybe":
            return holds(tree.a, passage)
        case "AndNot":
            return holds(tree.a, passage) and not holds(tree.b, passage)
        case "ConstantScoreQuery":
            return f"{tree.child.fieldname}:{tree.child.text}" in passage
        case "Every":
            return True
    raise ValueError(tree)


def found(typed):
    tree = read(typed, ENGLISH).tree
    return [passage for passage in PASSAGES if holds(tree, passage)]


def meant(meaning):
    return [passage for passage in PASSAGES if meaning(passage)]


# Questions with their meaning. Every group stands in brackets of its own, so that no order of binding matters.
FORMS = {
    "({} AND {})": lambda x, y: lambda passage: x(passage) and y(passage),
    "({} && {})": lambda x, y: lambda passage: x(passage) and y(passage),
    "(+{} +{})": lambda x, y: lambda passage: x(passage) and y(passage),
    "({} OR {})": lambda x, y: lambda passage: x(passage) or y(passage),
    "({} {})": lambda x, y: lambda passage: x(passage) or y(passage),
    "({} -{})": lambda x, y: lambda passage: x(passage) and not y(passage),
    "({} AND NOT {})": lambda x, y: lambda passage: x(passage) and not y(passage),
    "(NOT {} AND {})": lambda x, y: lambda passage: y(passage) and not x(passage),
    "({} OR NOT {})": lambda x, y: lambda passage: x(passage) or not y(passage),
    "(NOT {} || {})": lambda x, y: lambda passage: y(passage) or not x(passage),
    "(+{} {})": lambda x, y: x,
    "(-{} -{})": lambda x, y: lambda passage: not x(passage) and not y(passage),
    "(!{0} +{1} {0})": lambda x, y: lambda passage: y(passage) and not x(passage),
    "(NOT NOT {} AND {})": lambda x, y: lambda passage: x(passage) and y(passage),
    "(-{} (-{}))": lambda x, y: lambda passage: not x(passage) and not y(passage),
}


def grown(parts):
    def build(form, left, right):
        return form.format(left[0], right[0]), FORMS[form](left[1], right[1])

    return st.builds(build, st.sampled_from(sorted(FORMS)), parts, parts)


words = st.sampled_from([(word, lambda passage, word=word: word in passage) for word in WORDS])


@settings(max_examples=400, deadline=None)
@given(st.recursive(words, grown, max_leaves=8))
def test_a_question_finds_what_it_means(question):
    typed, meaning = question
    assert read(typed, ENGLISH).warnings == ()
    assert found(typed) == meant(meaning)


@pytest.mark.parametrize(
    ("typed", "meaning"),
    [
        ("a AND b OR c", lambda p: {"a", "b"} <= p or "c" in p),
        ("a OR b AND c", lambda p: "a" in p or {"b", "c"} <= p),
        ("a b AND c d", lambda p: p & {"a", "d"} or {"b", "c"} <= p),
        ("NOT a AND b", lambda p: "b" in p and "a" not in p),
        ("a OR b AND NOT c", lambda p: "a" in p or ("b" in p and "c" not in p)),
        ("NOT a OR b", lambda p: "a" not in p or "b" in p),
        ("a b NOT c", lambda p: p & {"a", "b"} and "c" not in p),
        ("a b NOT c AND NOT d", lambda p: p & {"a", "b"} and not p & {"c", "d"}),
        ("a b OR NOT c", lambda p: p & {"a", "b"} or "c" not in p),
        ("+a b -c d", lambda p: "a" in p and "c" not in p),
        ("+a b AND c", lambda p: "a" in p),
        ("+a AND b c", lambda p: {"a", "b"} <= p),
    ],
)
def test_not_binds_before_and_and_before_or(typed, meaning):
    assert found(typed) == meant(meaning)


ARTICLES = [set(chosen) for size in range(5) for chosen in combinations(["a", "b", "author:x", "author:y"], size)]
FACTS = [
    ("a author:x", lambda p: {"a", "author:x"} <= p),
    ("author:x a b", lambda p: p & {"a", "b"} and "author:x" in p),
    ("+author:x a b", lambda p: p & {"a", "b"} and "author:x" in p),
    ("+a author:x b", lambda p: {"a", "author:x"} <= p),
    ("a OR author:x", lambda p: p & {"a", "author:x"}),
    ("author:x OR a b", lambda p: p & {"a", "b", "author:x"}),
    ("a author:x OR b", lambda p: p & {"a", "b", "author:x"}),
    ("a AND author:x OR b", lambda p: {"a", "author:x"} <= p or "b" in p),
    ("a b AND author:x", lambda p: {"b", "author:x"} <= p),
    ("a -author:x", lambda p: "a" in p and "author:x" not in p),
    ("author:x -a", lambda p: "author:x" in p and "a" not in p),
    ("author:x author:y", lambda p: {"author:x", "author:y"} <= p),
    ("author:(x OR y) a", lambda p: "a" in p and p & {"author:x", "author:y"}),
    ("(author:x OR a) b", lambda p: p & {"author:x", "a", "b"}),
    ("a (b author:x)", lambda p: "a" in p or {"b", "author:x"} <= p),
    ("a OR NOT author:x", lambda p: "a" in p or "author:x" not in p),
    ("-author:x", lambda p: "author:x" not in p),
    ("+(-author:x) a b", lambda p: p & {"a", "b"} and "author:x" not in p),
    ("+(-b) author:x a", lambda p: {"author:x", "a"} <= p and "b" not in p),
]


@pytest.mark.parametrize(("typed", "meaning"), FACTS, ids=[typed for typed, _ in FACTS])
def test_facts_restrict_but_beside_a_written_or(typed, meaning):
    tree = read(typed, ENGLISH).tree
    assert [p for p in ARTICLES if holds(tree, p)] == [p for p in ARTICLES if meaning(p)]
