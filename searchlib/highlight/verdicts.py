"""The verdict on one text: whether a tree matched it, and what it marks, from what its leaves do."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from searchlib.highlight.matcher import LeafMatcher, Marked, Verdict
from searchlib.query.queries import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DateRange,
    DisjunctionMax,
    Every,
    FuzzyTerm,
    InSentence,
    Near,
    Not,
    Null,
    NumericRange,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    Require,
    Term,
    TermRange,
    Wildcard,
    base_kind,
)

__all__ = ["VERDICTS", "judged"]


def judged(query: Query, occurrences: LeafMatcher[Marked]) -> Verdict[Marked]:
    """Whether ``query`` matched (true, false or unknown), and what it marks if so."""
    judge = VERDICTS.get(base_kind(query))
    return occurrences.of(query) if judge is None else judge(query, occurrences)


def _of_any(query: Query, occurrences: LeafMatcher[Marked]) -> Verdict[Marked]:
    return _any_of([judged(child, occurrences) for child in query.subqueries])


def _of_all(query: Query, occurrences: LeafMatcher[Marked]) -> Verdict[Marked]:
    return _all_of([judged(child, occurrences) for child in query.subqueries])


def _of_both(query: Query, occurrences: LeafMatcher[Marked]) -> Verdict[Marked]:
    return _all_of([judged(query.a, occurrences), judged(query.b, occurrences)])


def _of_exception(query: Query, occurrences: LeafMatcher[Marked]) -> Verdict[Marked]:
    return _without(judged(query.a, occurrences), judged(query.b, occurrences)[0])


def _of_preference(query: Query, occurrences: LeafMatcher[Marked]) -> Verdict[Marked]:
    return _preferably(judged(query.a, occurrences), judged(query.b, occurrences))


def _of_negation(query: Query, occurrences: LeafMatcher[Marked]) -> Verdict[Marked]:
    return _without((True, set()), judged(query.query, occurrences)[0])


def _of_child(query: Query, occurrences: LeafMatcher[Marked]) -> Verdict[Marked]:
    return judged(query.child, occurrences)


def _any_of(verdicts: Sequence[Verdict[Marked]]) -> Verdict[Marked]:
    held = [marked for matched, marked in verdicts if matched is not False]
    certain = any(matched for matched, _ in verdicts)
    return (True if certain else None) if held else False, set().union(*held)


def _all_of(verdicts: Sequence[Verdict[Marked]]) -> Verdict[Marked]:
    if any(matched is False for matched, _ in verdicts):
        return False, set()
    return (
        True if all(matched for matched, _ in verdicts) else None,
        set().union(*(marked for _, marked in verdicts)),
    )


def _without(wanted: Verdict[Marked], excluded: bool | None) -> Verdict[Marked]:
    matched, marked = wanted
    if excluded or matched is False:
        return False, set()
    return (None if excluded is None else matched), marked


def _preferably(wanted: Verdict[Marked], optional: Verdict[Marked]) -> Verdict[Marked]:
    return (wanted[0], wanted[1] | optional[1]) if wanted[0] is not False else (False, set())


VERDICTS: Final[dict[type, Callable[[Query, LeafMatcher[Any]], Verdict[Any]] | None]] = {
    Term: None,
    Phrase: None,
    Prefix: None,
    Wildcard: None,
    Regex: None,
    FuzzyTerm: None,
    TermRange: None,
    NumericRange: None,
    DateRange: None,
    Every: None,
    Null: None,
    And: _of_all,
    Or: _of_any,
    DisjunctionMax: _of_any,
    Near: None,
    InSentence: None,
    AndMaybe: _of_preference,
    Require: _of_both,
    AndNot: _of_exception,
    Not: _of_negation,
    ConstantScoreQuery: _of_child,
}
"""What the parts of a query come to; None: it is a leaf, of which the places of words tell."""
