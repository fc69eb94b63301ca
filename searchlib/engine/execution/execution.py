"""The execution of a query: all passages that match a tree, or the k best of them by pruning, in one result.

:mod:`.scorer` says what matches in one segment; here segments are put together, best ones chosen, matches counted.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.execution.deadline import Deadline, OutOfTime
from searchlib.engine.execution.filters import WordsOf, plain_words
from searchlib.engine.execution.rescorer import DEPTH, Gains, Rescorer, bare_words
from searchlib.engine.execution.scorer import Fallback, Matching
from searchlib.engine.execution.snapshot import Snapshot
from searchlib.engine.execution.topk import best_of_union
from searchlib.kernels.arrays import Found
from searchlib.kernels.lookup import rank
from searchlib.kernels.sets import picked, scores_of
from searchlib.kernels.topk import best, kth_highest
from searchlib.query.queries import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DateRange,
    DisjunctionMax,
    Every,
    Foreign,
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
    kind_of,
)
from searchlib.query.query_trees import confirmed_in

if TYPE_CHECKING:
    from searchlib.engine.execution.confirmation import Confirm
    from searchlib.engine.execution.likeness import Bag

__all__ = ["TOPS", "Execution", "Masks", "Ranked", "Scores", "Snapshot"]

TOLD: Final = 6
"""So many warnings are given."""

Scores: TypeAlias = NDArray[np.float64]

Value = TypeVar("Value")

Masks: TypeAlias = Sequence[NDArray[np.bool_] | None]
"""For each segment which of its documents may answer; None: all of them."""


class Ranked(NamedTuple):
    """The best documents and their scores, falling; ties in ascending order of documents. ``total``: all matches."""

    documents: list[int]
    scores: list[float]
    total: int | None


class Execution:
    """One query against one snapshot. ``warnings`` says what had to be cut.

    ``fallback``, ``words_of``, ``deadline`` and ``confirm`` are those of :class:`~.scorer.Matching`, ``positions`` and
    ``bag_of`` of :class:`~.rescorer.Rescorer`. When the deadline
    passes, the answers are those of the segments that were done, and of an Or in the next one what its first parts
    match; no total is given, and :attr:`is_complete` turns false.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        fallback: Fallback | None = None,
        words_of: WordsOf = plain_words,
        deadline: Deadline | None = None,
        confirm: "Confirm | None" = None,
        positions: Mapping[str, int] = MappingProxyType({}),
        bag_of: "Callable[[int], Bag] | None" = None,
    ) -> None:
        self.snapshot = snapshot
        self.matching = Matching(snapshot, fallback, words_of, deadline, confirm)
        self._deadline = deadline
        self._positions, self._bag_of = positions, bag_of
        self._gains: list[tuple[Sequence[int], Gains]] = []

    @property
    def is_complete(self) -> bool:
        """Whether there was time for everything so far."""
        return self._deadline is None or not self._deadline.has_passed

    def finish(self) -> None:
        """The search is done: what is asked of the matching from now on is about its hits, and has all the time."""
        self.matching.leaves.deadline = None

    def within_time(self, numbers: Iterable[int], work: Callable[[int], Value]) -> Iterator[tuple[int, Value]]:
        """Segments and what ``work`` gives for them, as long as there is time."""
        for number in numbers:
            try:
                done = work(number)
            except OutOfTime:
                return
            yield number, done

    @property
    def warnings(self) -> list[str]:
        """What of the query was cut, in the order in which it was met; of many sentences the first."""
        told = list(self.matching.leaves.warnings)
        return told if len(told) <= TOLD else [*told[: TOLD - 1], f"and {len(told) - TOLD + 1} patterns more were cut"]

    def matches(self, tree: Query, allowed: Masks | None = None) -> tuple[NDArray[np.int64], Scores]:
        """All documents that match, ascending, and their scores."""
        numbers, sums = self._matches(tree, allowed)
        if (rescorer := self._rescorer(tree)) is not None:
            found = self._rescored(rescorer, *best(numbers, sums, DEPTH))
            sums[rank(numbers, np.array(found[0], np.int64))] = found[1]
        return numbers, sums

    def _matches(self, tree: Query, allowed: Masks | None) -> tuple[NDArray[np.int64], Scores]:
        if confirmed := confirmed_in(tree):
            documents, scores = self._candidates(tree, confirmed, allowed)
            rows = self.matching.confirmation.rows(confirmed, documents.tolist())
            return documents[rows], scores[rows]
        return self._found(tree, allowed)

    def _candidates(
        self, tree: Query, confirmed: Sequence[Query], allowed: Masks | None
    ) -> tuple[NDArray[np.int64], Scores]:
        """What matches if all that is still to be confirmed is."""
        with self.matching.confirmation.deferred(confirmed):
            return self._found(tree, allowed)

    def _found(self, tree: Query, allowed: Masks | None) -> tuple[NDArray[np.int64], Scores]:
        documents, scores = [np.empty(0, np.int64)], [np.empty(0)]
        for number, found in self.within_time(self._numbers, lambda number: self.matching.answers(tree, number, True)):
            some, their = self._allowed(found, number, allowed)
            documents.append(some.astype(np.int64) + self.snapshot.bases[number])
            scores.append(np.asarray(their, np.float64))
        return np.concatenate(documents), np.concatenate(scores)

    def top(self, tree: Query, k: int, *, count: bool = False, allowed: Masks | None = None) -> Ranked:
        """The ``k`` best of :meth:`matches`, exactly; ``total`` is None for a union unless ``count`` asks for it."""
        rescorer = self._rescorer(tree) if k > 0 else None
        if rescorer is None:
            return self._top(tree, k, count, allowed)
        documents, scores, total = self._top(tree, max(k, DEPTH), count, allowed)
        found = self._rescored(rescorer, documents[:DEPTH], scores[:DEPTH])
        return Ranked([*found[0], *documents[DEPTH:]][:k], [*found[1], *scores[DEPTH:]][:k], total)

    def _rescorer(self, tree: Query) -> Rescorer | None:
        """How the best passages are looked at once more; None where nothing could gain."""
        words, alone = bare_words(tree)
        if len(words) < 2:
            return None
        rescorer = Rescorer(self.snapshot, words, alone, self._positions, self._bag_of)
        return rescorer if rescorer.applies() else None

    def _rescored(self, rescorer: Rescorer, documents: list[int], scores: list[float]) -> tuple[list[int], list[float]]:
        """The best documents in the order of their scores with what they gain; as they are where time was up."""
        if not documents or not self.is_complete:
            return documents, scores
        gains, sums = rescorer.gains(documents, scores), np.array(scores)
        for values in gains.values():
            sums += values
        self._gains.append((documents, gains))
        numbers = np.array(documents)
        order = np.lexsort((numbers, -sums))
        return numbers[order].tolist(), sums[order].tolist()

    def gained(self, document: int) -> Mapping[str, float]:
        """What a document gained when it was looked at once more, by kind."""
        found: dict[str, float] = {}
        for documents, gains in self._gains:
            if document in documents:
                row = documents.index(document)
                found |= {kind: float(values[row]) for kind, values in gains.items() if values[row]}
        return found

    def _top(self, tree: Query, k: int, count: bool, allowed: Masks | None) -> Ranked:
        if k <= 0:
            return Ranked([], [], self.count(tree, allowed))
        return TOPS[kind_of(tree)](self, tree, k, count, allowed)

    def _top_of_all(self, tree: Query, k: int, count: bool, allowed: Masks | None) -> Ranked:
        """The best of all matches, which are counted on the way."""
        if confirmed := confirmed_in(tree):
            return self._top_confirmed(tree, confirmed, k, count, allowed)
        if allowed is None and len(self.snapshot.segments) == 1 and self._deadline is None:
            found = self.matching.answers(tree, 0, True)
            return Ranked(*best(found[0], scores_of(found), k), len(found[0]))
        documents, scores = self._matches(tree, allowed)
        return Ranked(*best(documents, scores, k), len(documents) if self.is_complete else None)

    def _top_confirmed(
        self, tree: Query, confirmed: Sequence[Query], k: int, count: bool, allowed: Masks | None
    ) -> Ranked:
        """The best, candidates decided on in falling order until there are ``k``: counted only if that is asked for."""
        documents, scores = self._candidates(tree, confirmed, allowed)
        order = np.lexsort((documents, -scores))
        documents, scores = documents[order], scores[order]
        rows = self.matching.confirmation.rows(confirmed, documents.tolist(), k)
        total = self.count(tree, allowed) if count else None
        return Ranked(documents[rows].tolist(), scores[rows].tolist(), total)

    def _top_of_union(self, tree: Query, k: int, count: bool, allowed: Masks | None) -> Ranked:
        """The best by pruning, which skips matches: they are counted only if that is asked for."""
        ranked = self._best_of_union(tree, k, allowed) if tree.boost > 0 else None
        if ranked is None:
            return self._top_of_all(tree, k, count, allowed)
        return Ranked(*ranked, self.count(tree, allowed) if count else None)

    def _top_narrowed(self, tree: Query, k: int, count: bool, allowed: Masks | None) -> Ranked:
        """The best of what an AndNot or Require leaves of a union."""
        if kind_of(tree.a) is not Or:
            return self._top_of_all(tree, k, count, allowed)
        return self._top_of_union(tree.a, k, count, self._narrowed(tree, allowed))

    def count(self, tree: Query, allowed: Masks | None = None) -> int | None:
        """How many documents match; None where there was no time to count them."""
        if confirmed_in(tree):
            number = len(self._matches(tree, allowed)[0])
            return number if self.is_complete else None
        found = self.within_time(self._numbers, lambda number: self.matching.answers(tree, number, False))
        total = sum(len(self._allowed(some, number, allowed)[0]) for number, some in found)
        return total if self.is_complete else None

    @property
    def _numbers(self) -> range:
        return range(len(self.snapshot.segments))

    def _allowed(self, found: Found, segment: int, allowed: Masks | None) -> Found:
        mask = None if allowed is None else allowed[segment]
        return found if mask is None else picked(found, mask[found[0]])

    def _narrowed(self, query: Query, allowed: Masks | None) -> Masks:
        """What an AndNot or Require leaves of its first part, as masks; nothing where there was no time."""
        required = type(query) is Require
        others = (
            self.matching.excluded if not required else lambda each, number: self.matching.found(each, number, False)[0]
        )
        masks = [np.zeros(segment.document_count, np.bool_) for segment in self.snapshot.segments]
        for number, documents in self.within_time(self._numbers, lambda number: others(query.b, number)):
            mask = masks[number]
            mask[:] = not required
            mask[documents] = required
            before = None if allowed is None else allowed[number]
            if before is not None:
                mask &= before
        return masks

    def _best_of_union(self, tree: Query, k: int, allowed: Masks | None) -> tuple[list[int], list[float]] | None:
        """The best of an Or by pruning; None where a score below 0 makes bounds useless."""
        segments = self.snapshot.segments
        documents: list[NDArray[np.int64]] = []
        scores: list[Scores] = []
        bar = 0.0
        order = sorted(self._numbers, key=lambda number: -segments[number].document_count)
        for number, lists in self.within_time(order, lambda number: self.matching.lists(tree, number, True)):
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


_Top: TypeAlias = Callable[[Execution, Query, int, bool, Masks | None], Ranked]

TOPS: Final[dict[type, _Top]] = {
    Term: Execution._top_of_all,
    Phrase: Execution._top_of_all,
    Prefix: Execution._top_of_all,
    Wildcard: Execution._top_of_all,
    Regex: Execution._top_of_all,
    FuzzyTerm: Execution._top_of_all,
    TermRange: Execution._top_of_all,
    NumericRange: Execution._top_of_all,
    DateRange: Execution._top_of_all,
    Every: Execution._top_of_all,
    Null: Execution._top_of_all,
    And: Execution._top_of_all,
    Or: Execution._top_of_union,
    DisjunctionMax: Execution._top_of_all,
    Near: Execution._top_of_all,
    InSentence: Execution._top_of_all,
    AndMaybe: Execution._top_of_all,
    Require: Execution._top_narrowed,
    AndNot: Execution._top_narrowed,
    Not: Execution._top_of_all,
    ConstantScoreQuery: Execution._top_of_all,
    Foreign: Execution._top_of_all,
}
"""The best documents of a query, and how their number is known: from finding them, or only where it is asked for."""
