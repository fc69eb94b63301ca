"""Which query classes does a question become? Whoosh's, and one that Whoosh has not: parts near each other.

The one place where questions meet Whoosh. Trees are built of these classes directly: Whoosh's own parser is slow and
raises, and its ``normalize``, ``hash`` and ``str`` recurse.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

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
        Wildcard,
    )

__all__ = [
    "And",
    "AndMaybe",
    "AndNot",
    "ConstantScoreQuery",
    "DateRange",
    "DisjunctionMax",
    "Every",
    "FuzzyTerm",
    "Near",
    "Not",
    "NullQuery",
    "NumericRange",
    "Or",
    "Phrase",
    "Prefix",
    "Query",
    "Regex",
    "Require",
    "Term",
    "Wildcard",
    "leaves_of",
    "words_of",
]


class Near(And):  # type: ignore[misc]  # Whoosh has no types
    """All parts in one field of one passage, at places that fit together.

    A part is a word, a pattern, a phrase, an Or of such, or another Near; it stands wherever it matches, over one
    position or several. The parts stand apart from each other, none on another's positions; ``is_ordered``: in their
    order. Of the positions from the first of them to the last at most ``gaps`` are none of theirs; None: any number.

    So a phrase is ``Near(parts, gaps=0)``, "within five" is ``Near(parts, gaps=5, is_ordered=False)``, and "before" is
    ``Near(parts, gaps=None)``. To Whoosh's own matchers it is an And.

    Of more than twelve parts in any order two may stand on one position (see ``STATES`` of
    :mod:`searchlib.highlight.proximity`).
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


def words_of(leaf: Query) -> Iterator[Query]:
    """``leaf`` itself; of a Near the words, phrases and patterns in it."""
    waiting = [leaf]
    while waiting:
        query = waiting.pop()
        if isinstance(query, Near | Or):
            waiting.extend(query.subqueries)
        else:
            yield query


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
