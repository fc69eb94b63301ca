"""The rescorer: of any of several bare words the fifty best passages are looked at once more, and some of them gain.

What they gain, by kind: "nearness" (:mod:`.nearness`), "together" (the same, of two or three words), "likeness"
(:mod:`.likeness`, of a long question). The others stay behind them as they are. docs/ranking.md tells it all.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from searchlib.engine.execution.likeness import LONG, Bag, likeness
from searchlib.engine.execution.nearness import closeness
from searchlib.engine.execution.snapshot import Snapshot
from searchlib.engine.ranking import Ranking
from searchlib.query.queries import NARROWED, RESTRICTING, And, Or, Query, Term, kind_of
from searchlib.query.query_trees import leaves_of
from searchlib.schema import TEXT, base_field, is_fact

__all__ = ["DEPTH", "Gains", "Rescorer", "bare_words"]

DEPTH: Final = 50
"""So many passages may gain."""

Gains: TypeAlias = Mapping[str, NDArray[np.float64]]
"""By kind what each of some passages gains."""


def bare_words(tree: Query) -> tuple[Sequence[Query], bool]:
    """The words of a tree that is any of several parts, and whether there is no other part; none of another tree."""
    tree = _without_restrictions(tree)
    if kind_of(tree) is not Or:
        return (), False
    words = [part for part in tree.subqueries if type(part) is Term and _is_bare(part)]
    return words, len(words) == len(tree.subqueries)


def _without_restrictions(tree: Query) -> Query:
    """What adds to the score, where the rest of a tree only says which passages may answer."""
    while True:
        if type(tree) in NARROWED:
            tree = tree.a
            continue
        parts = [part for part in tree.subqueries if not _restricts(part)] if type(tree) is And else []
        if len(parts) != 1:
            return tree
        tree = parts[0]


def _restricts(query: Query) -> bool:
    """Whether it asks of facts alone."""
    leaves = leaves_of(query, negative=True)
    return all(type(leaf) in RESTRICTING or is_fact(getattr(leaf, "fieldname", None)) for leaf in leaves)


def _is_bare(word: Query) -> bool:
    return not is_fact(word.fieldname) and base_field(word.fieldname) == TEXT


@frozen(eq=False)
class Rescorer:
    """What the best passages of one tree, any of ``words`` and, unless they are ``alone``, of other parts, gain.

    ``positions``: where words stood in the question. ``bag_of`` gives the terms of a document's text.
    """

    snapshot: Snapshot
    words: Sequence[Query]
    alone: bool
    positions: Mapping[str, int]
    bag_of: Callable[[int], Bag] | None

    def applies(self) -> bool:
        """Whether anything could gain."""
        ranking = self.snapshot.ranking.ranking
        return len(self.words) > 1 and (ranking.near > 0.0 or self._is_long(ranking))

    def _is_long(self, ranking: Ranking) -> bool:
        return ranking.likeness > 0.0 and len(self.words) >= LONG and self.bag_of is not None

    def gains(self, documents: Sequence[int], scores: Sequence[float]) -> Gains:
        """What each of the best documents gains, at least one, falling by score, at most :data:`DEPTH`."""
        gains: dict[str, NDArray[np.float64]] = {}
        ranking = self.snapshot.ranking.ranking
        if ranking.near > 0.0:
            found = closeness(self.snapshot, self.words, self.alone, self.positions, np.array(documents, np.int64))
            gains |= found._asdict()
        if self._is_long(ranking) and scores[0] > 0.0:
            assert self.bag_of is not None
            alike = likeness([self.bag_of(document) for document in documents], self.snapshot.idf_of)
            gains["likeness"] = np.array(alike) * (ranking.likeness * scores[0])
        return gains
