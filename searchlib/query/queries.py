"""The kinds of queries: Whoosh's classes, one that Whoosh has not (parts near each other), and what each kind is.

The one place where questions meet Whoosh. Trees are built of these classes directly: Whoosh's own parser is slow and
raises, and its ``normalize``, ``hash`` and ``str`` recurse.

:data:`TRAITS` has an entry for each kind; what several stages ask of a kind is said there once. Each stage that decides
by the kind has a table with an entry for each of :data:`QUERY_KINDS`: ``tests/test_kinds.py`` lists these tables.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from attrs import frozen

from searchlib._whoosh import quiet_import

with quiet_import():
    from whoosh.query import (
        And,
        AndMaybe,
        AndNot,
        ConstantScoreQuery,
        DateRange,
        DisjunctionMax,
        Every,
        FuzzyTerm,
        Not,
        NullQuery,
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
    )

__all__ = [
    "MOST_SETS",
    "NARROWED",
    "PATTERNS",
    "QUERY_KINDS",
    "RESTRICTING",
    "TRAITS",
    "And",
    "AndMaybe",
    "AndNot",
    "ConstantScoreQuery",
    "DateRange",
    "DisjunctionMax",
    "Every",
    "Foreign",
    "FuzzyTerm",
    "InSentence",
    "Near",
    "Not",
    "Null",
    "NullQuery",
    "NumericRange",
    "Or",
    "Phrase",
    "Prefix",
    "Query",
    "Regex",
    "Require",
    "Term",
    "TermRange",
    "Traits",
    "Wildcard",
    "base_kind",
    "kind_of",
    "name_of",
]

Null: Final = type(NullQuery)
"""The class of NullQuery, which matches nothing."""


class Foreign:
    """The kind of every query that is of no kind of ours: Whoosh's other classes, a user's own, and an Or(scale=)."""


MOST_SETS: Final = 4096
"""Parts of a Near in any order are put together set by set. Of parts that make more sets than this (twelve, if no two
are alike) any that stand in a window that holds enough of each are taken for a match, even on each other's places."""


class Near(And):  # type: ignore[misc]  # Whoosh has no types
    """All parts in one field of one passage, at places that fit together.

    A part is a word, a pattern, a phrase, an Or of such, or another Near; it stands wherever it matches, over one
    position or several. The parts stand apart from each other, none on another's positions; ``is_ordered``: in their
    order. Of the positions from the first of them to the last at most ``gaps`` are none of theirs; None: any number.

    So a phrase is ``Near(parts, gaps=0)``, "within five" is ``Near(parts, gaps=5, is_ordered=False)``, and "before" is
    ``Near(parts, gaps=None)``. To Whoosh's own matchers it is an And.

    Of more than twelve parts in any order two may stand on one position
    (see :data:`MOST_SETS`).
    """

    def __init__(
        self, subqueries: Sequence[Query], *, gaps: int | None, is_ordered: bool = True, boost: float = 1.0
    ) -> None:
        super().__init__(list(subqueries), boost=boost)
        self.gaps = gaps
        self.is_ordered = is_ordered

    @property
    def parts(self) -> list[Query]:
        """The parts; of "before" that is a part of "before", the parts of that."""
        found: list[Query] = []
        for part in self.subqueries:
            if isinstance(part, Near) and part.is_ordered and self.is_ordered and part.gaps is self.gaps is None:
                found += part.parts
            else:
                found.append(part)
        return found

    def apply(self, change: Callable[[Query], Query]) -> "Near":
        """The same of changed parts."""
        parts = [change(part) for part in self.subqueries]
        return Near(parts, gaps=self.gaps, is_ordered=self.is_ordered, boost=self.boost)

    def __eq__(self, other: Any) -> bool:
        return (
            isinstance(other, Near)
            and (self.gaps, self.is_ordered, self.boost) == (other.gaps, other.is_ordered, other.boost)
            and self.subqueries == other.subqueries
        )

    def __hash__(self) -> int:
        return hash((Near, self.gaps, self.is_ordered, self.boost, *self.subqueries))

    def __repr__(self) -> str:
        return f"Near({self.subqueries!r}, gaps={self.gaps}, is_ordered={self.is_ordered}, boost={self.boost:g})"


class InSentence(And):  # type: ignore[misc]  # Whoosh has no types
    """All parts in one sentence of a passage's text.

    A part is one of a :class:`Near` in the fields ``text`` and ``text_exact``. It scores as an And of its parts. Where
    sentences end is said by :func:`searchlib.source.sentences.sentences`. To Whoosh's own matchers it is an And.
    """


@frozen(eq=False)
class Traits:
    """What is true of all queries of one kind.

    ``parts`` gives the queries below one that must or may match, ``excluded`` those that must not; without ``parts`` it
    is a leaf. ``is_whole``: its parts decide together where they stand, so it is told and marked as one.
    """

    parts: Callable[[Query], Sequence[Query]] | None = None
    excluded: Callable[[Query], Sequence[Query]] | None = None
    is_whole: bool = False
    is_pattern: bool = False
    """It stands for all spellings that are like its text."""
    restricts: bool = False
    """Beside words it says where to look; it makes no passage answer."""
    is_narrowed: bool = False
    """Its first part ``a`` matches and scores; its second ``b`` only takes matches away."""
    demanded: Callable[[Query], Sequence[Query]] | None = None
    """Gives those of its parts that each of its matches must match."""
    is_confirmed: bool = False
    """Arrays find where it may match; whether it does is decided on each text."""


def _subqueries(query: Query) -> Sequence[Query]:
    return query.subqueries  # type: ignore[no-any-return]  # Whoosh has no types


def _first(query: Query) -> Sequence[Query]:
    return (query.a,)


def _second(query: Query) -> Sequence[Query]:
    return (query.b,)


def _both(query: Query) -> Sequence[Query]:
    return query.a, query.b


def _child(query: Query) -> Sequence[Query]:
    return (query.child,)


def _nothing(_: Query) -> Sequence[Query]:
    return ()


def _negated(query: Query) -> Sequence[Query]:
    return (query.query,)


TRAITS: Final[dict[type, Traits]] = {
    Term: Traits(),
    Phrase: Traits(),
    Prefix: Traits(is_pattern=True),
    Wildcard: Traits(is_pattern=True),
    Regex: Traits(is_pattern=True),
    FuzzyTerm: Traits(is_pattern=True),
    TermRange: Traits(is_pattern=True),
    NumericRange: Traits(restricts=True),
    DateRange: Traits(restricts=True),
    Every: Traits(restricts=True),
    Null: Traits(),
    And: Traits(_subqueries, demanded=_subqueries),
    Or: Traits(_subqueries),
    DisjunctionMax: Traits(_subqueries),
    Near: Traits(_subqueries, is_whole=True),
    InSentence: Traits(_subqueries, is_whole=True, is_confirmed=True),
    AndMaybe: Traits(_both, demanded=_first),
    Require: Traits(_both, is_narrowed=True, demanded=_both),
    AndNot: Traits(_first, _second, is_narrowed=True, demanded=_first),
    Not: Traits(_nothing, _negated, restricts=True),
    ConstantScoreQuery: Traits(_child, restricts=True, demanded=_child),
}
"""The kinds of queries."""

QUERY_KINDS: Final = frozenset(TRAITS)
PATTERNS: Final = frozenset(kind for kind, traits in TRAITS.items() if traits.is_pattern)
RESTRICTING: Final = frozenset(kind for kind, traits in TRAITS.items() if traits.restricts)
NARROWED: Final = frozenset(kind for kind, traits in TRAITS.items() if traits.is_narrowed)


def kind_of(query: Query) -> type:
    """The query's class where it is one of :data:`QUERY_KINDS`, else :class:`Foreign`, as it is for an Or(scale=)."""
    kind = type(query)
    if kind not in QUERY_KINDS or (kind is Or and query.scale):
        return Foreign
    return kind


def base_kind(query: Query) -> type:
    """The kind whose shape a query has, be it foreign: that of the class it is built on; Foreign if there is none."""
    kind = type(query)
    if kind in QUERY_KINDS:
        return kind
    return next((base for base in kind.__mro__ if base in QUERY_KINDS), Foreign)


def name_of(query: Query) -> str:
    """The name of a query's class, for messages: nothing is decided by it."""
    return type(query).__name__
