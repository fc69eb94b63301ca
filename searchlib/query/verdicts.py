"""Does a text match a tree, as far as its words can tell, and which? Verdicts on leaves are put together."""

from collections.abc import Iterator, Sequence

from searchlib.query.near import Near
from searchlib.query.occurrences import Occurrences, Verdict
from searchlib.query.whoosh import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DisjunctionMax,
    Not,
    Or,
    Phrase,
    Query,
    Require,
    Term,
)

__all__ = ["judged", "leaves_of"]


def judged(query: Query, occurrences: Occurrences) -> Verdict:
    """Whether ``query`` matched (true, false or unknown), and what it marks if so."""
    if type(query) in (Term, Phrase, Near):
        return occurrences.of(query)
    if isinstance(query, And | Or | DisjunctionMax):
        verdicts = [judged(child, occurrences) for child in query.subqueries]
        return _all_of(verdicts) if isinstance(query, And) else _any_of(verdicts)
    if isinstance(query, AndNot | AndMaybe):
        wanted = judged(query.a, occurrences)
        other = judged(query.b, occurrences)
        return _without(wanted, other[0]) if isinstance(query, AndNot) else _preferably(wanted, other)
    if isinstance(query, Require):
        return _all_of([judged(query.a, occurrences), judged(query.b, occurrences)])
    if isinstance(query, ConstantScoreQuery):
        return judged(query.child, occurrences)
    if isinstance(query, Not):
        return _without((True, set()), judged(query.query, occurrences)[0])
    return occurrences.of(query)


def _any_of(verdicts: Sequence[Verdict]) -> Verdict:
    held = [marked for matched, marked in verdicts if matched is not False]
    certain = any(matched for matched, _ in verdicts)
    return (True if certain else None) if held else False, set().union(*held)


def _all_of(verdicts: Sequence[Verdict]) -> Verdict:
    if any(matched is False for matched, _ in verdicts):
        return False, set()
    return (
        True if all(matched for matched, _ in verdicts) else None,
        set().union(*(marked for _, marked in verdicts)),
    )


def _without(wanted: Verdict, excluded: bool | None) -> Verdict:
    matched, marked = wanted
    if excluded or matched is False:
        return False, set()
    return (None if excluded is None else matched), marked


def _preferably(wanted: Verdict, optional: Verdict) -> Verdict:
    return (wanted[0], wanted[1] | optional[1]) if wanted[0] is not False else (False, set())


def leaves_of(tree: Query, *, negative: bool) -> Iterator[Query]:
    """The leaves of ``tree``, a Near as one; those that are excluded only if ``negative``."""
    waiting = [tree]
    while waiting:
        query = waiting.pop()
        if isinstance(query, And | Or | DisjunctionMax) and type(query) is not Near:
            waiting.extend(query.subqueries)
        elif isinstance(query, AndMaybe | Require):
            waiting += (query.a, query.b)
        elif isinstance(query, ConstantScoreQuery):
            waiting.append(query.child)
        elif isinstance(query, AndNot):
            waiting += (query.a, query.b) if negative else (query.a,)
        elif isinstance(query, Not):
            waiting += (query.query,) if negative else ()
        else:
            yield query
