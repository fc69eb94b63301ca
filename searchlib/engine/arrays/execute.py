"""Which passages match a tree, and which of them are the best? All of them, or the k best by pruning: one result.

:mod:`.matching` says what matches in one segment; here segments are put together, best ones chosen, matches counted.
"""

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.arrays.combine import Found, scores_of
from searchlib.engine.arrays.matching import Fallback, Matching, kind_of
from searchlib.engine.arrays.postings import kth_highest
from searchlib.engine.arrays.snapshot import Snapshot
from searchlib.engine.arrays.topk import best, best_of_union
from searchlib.engine.arrays.whoosh import Query

__all__ = ["Execution", "Masks", "Ranked", "Scores", "Snapshot"]

Scores: TypeAlias = NDArray[np.float64]

Masks: TypeAlias = Sequence[NDArray[np.bool_] | None]
"""For each segment which of its documents may answer; None: all of them."""


class Ranked(NamedTuple):
    """The best documents and their scores, falling; ties in ascending order of documents. ``total``: all matches."""

    documents: list[int]
    scores: list[float]
    total: int | None


class Execution:
    """One query against one snapshot. ``warnings`` says what had to be cut.

    ``fallback`` answers the query classes that are not known here; without it they raise InvalidRequest.
    """

    def __init__(self, snapshot: Snapshot, fallback: Fallback | None = None) -> None:
        self.snapshot = snapshot
        self.matching = Matching(snapshot, fallback)

    @property
    def warnings(self) -> list[str]:
        """What of the query was cut, in the order in which it was met."""
        return list(self.matching.leaves.warnings)

    def matches(self, tree: Query, allowed: Masks | None = None) -> tuple[NDArray[np.int64], Scores]:
        """All documents that match, ascending, and their scores."""
        documents, scores = [np.empty(0, np.int64)], [np.empty(0)]
        for number, base in enumerate(self.snapshot.bases[:-1]):
            some, their = self._allowed(self.matching.found(tree, number, True), number, allowed)
            documents.append(some.astype(np.int64) + base)
            scores.append(np.asarray(their, np.float64))
        return np.concatenate(documents), np.concatenate(scores)

    def top(self, tree: Query, k: int, *, count: bool = False, allowed: Masks | None = None) -> Ranked:
        """The ``k`` best of :meth:`matches`, exactly; ``total`` is None for a union unless ``count`` asks for it."""
        kind = kind_of(tree)
        if k > 0 and kind in ("AndNot", "Require") and kind_of(tree.a) == "Or":
            return self.top(tree.a, k, count=count, allowed=self._narrowed(tree, allowed))
        if k > 0 and kind == "Or" and tree.boost > 0:
            ranked = self._best_of_union(tree, k, allowed)
            if ranked is not None:
                return Ranked(*ranked, self.count(tree, allowed) if count else None)
        if k <= 0:
            return Ranked([], [], self.count(tree, allowed))
        if allowed is None and len(self.snapshot.segments) == 1:
            found = self.matching.found(tree, 0, True)
            return Ranked(*best(found[0], scores_of(found), k), len(found[0]))
        documents, scores = self.matches(tree, allowed)
        return Ranked(*best(documents, scores, k), len(documents))

    def count(self, tree: Query, allowed: Masks | None = None) -> int:
        """How many documents match."""
        numbers = range(len(self.snapshot.segments))
        return sum(
            len(self._allowed(self.matching.found(tree, number, False), number, allowed)[0]) for number in numbers
        )

    def _allowed(self, found: Found, segment: int, allowed: Masks | None) -> Found:
        mask = None if allowed is None else allowed[segment]
        if mask is None:
            return found
        keep = mask[found[0]]
        return found[0][keep], None if found[1] is None else found[1][keep]

    def _narrowed(self, query: Query, allowed: Masks | None) -> Masks:
        """What an AndNot or Require leaves of its first part, as masks."""
        masks = []
        for number, segment in enumerate(self.snapshot.segments):
            required = type(query).__name__ == "Require"
            mask = np.full(segment.document_count, not required)
            mask[self.matching.found(query.b, number, False)[0]] = required
            before = None if allowed is None else allowed[number]
            masks.append(mask if before is None else mask & before)
        return masks

    def _best_of_union(self, tree: Query, k: int, allowed: Masks | None) -> tuple[list[int], list[float]] | None:
        """The best of an Or by pruning; None where a score below 0 makes bounds useless."""
        segments = self.snapshot.segments
        documents: list[NDArray[np.int64]] = []
        scores: list[Scores] = []
        bar = 0.0
        for number in sorted(range(len(segments)), key=lambda number: -segments[number].document_count):
            lists = self.matching.lists(tree, number, True)
            for each in lists:
                if not each.is_positive and each.may_be_negative():
                    return None
            if lists:
                mask = None if allowed is None else allowed[number]
                some, sums = best_of_union(lists, k, bar, mask, self.snapshot.scratch(number))
                documents.append(some.astype(np.int64) + self.snapshot.bases[number])
                scores.append(sums)
                if len(segments) > 1:
                    bar = max(bar, kth_highest(np.concatenate(scores), k))
        if not scores:
            return [], []
        sums = scores[0] if len(scores) == 1 else np.concatenate(scores)
        numbers = documents[0] if len(scores) == 1 else np.concatenate(documents)
        return best(numbers, sums if tree.boost == 1.0 else sums * tree.boost, k)
