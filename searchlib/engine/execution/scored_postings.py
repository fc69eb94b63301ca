"""Scored postings: the documents of a word in one segment, with what each scores; kept from query to query."""

from collections.abc import Sequence
from typing import Any, Final
from weakref import ReferenceType, ref

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.execution.bm25 import contributions
from searchlib.engine.execution.cache import Cache
from searchlib.engine.execution.phrases import Owners, WordPositions, occurrences
from searchlib.engine.execution.readers import FieldArrays
from searchlib.kernels.arrays import Documents, Scores
from searchlib.kernels.lookup import looked_up, row_of
from searchlib.kernels.topk import at_least, highest_rows, kth_highest

__all__ = ["ScoredPostings", "TermPostings", "WeightedTerm"]

PROBE_COST: Final = 4  # a dense array is made when a so manyth of its length was looked up by binary search
_EMPTY_WORD: Final = 1024  # bytes of objects for each segment

CHAMPIONS: Final = 2048
"""So many documents of a word are kept in falling order of their scores."""


class ScoredPostings:
    """A list of documents with what each of them scores, and what pruning wants to know of it.

    ``documents`` ascending, ``scores`` aligned; ``size`` counts the segment's documents. What is worked out is
    kept, so that a list that stays in the cache answers faster the second time.

    ``context`` has further documents: those that this list gives a score to, but does not make match by itself.
    """

    __slots__ = ("_dense", "_floors", "_maximum", "_probed", "_scores", "context", "documents", "is_positive", "size")

    def __init__(
        self, documents: Documents, scores: Scores | None, size: int, context: "ScoredPostings | None" = None
    ) -> None:
        self.documents = documents
        self.size = size
        self.context = context
        self.is_positive = False  # whether it is known that all scores are above 0
        self._scores = scores
        self._maximum: float | None = None
        self._floors: dict[int, float] = {}
        self._dense: NDArray[np.float32] | None = None
        self._probed = 0

    @property
    def scores(self) -> Scores:
        """What each document scores."""
        if self._scores is None:
            self._scores = self._weigh()
        return self._scores

    def _weigh(self) -> Scores:
        raise AssertionError("scores were not asked for")

    @property
    def maximum(self) -> float:
        """The highest score, that of the context included; 0.0 for an empty list."""
        if self._maximum is None:
            maximum = float(self.scores.max()) if len(self.documents) else 0.0
            self._maximum = maximum if self.context is None else max(maximum, self.context.maximum)
        return self._maximum

    def whole(self) -> "ScoredPostings":
        """The same list with its context among its documents."""
        if self.context is None:
            return self
        documents = np.concatenate((self.documents, self.context.documents))
        order = documents.argsort(kind="stable")
        return ScoredPostings(documents[order], np.concatenate((self.scores, self.context.scores))[order], self.size)

    def may_be_negative(self) -> bool:
        """Whether a score is below 0."""
        below = self.context is not None and self.context.may_be_negative()
        return below or bool((self.scores < 0.0).any())

    def floor(self, k: int) -> float:
        """The ``k``-th highest score, 0.0 where there are fewer than ``k``."""
        floor = self._floors.get(k)
        if floor is None:
            floor = self._floors[k] = kth_highest(self.scores, k)
        return floor

    def at_least(self, least: float) -> tuple[Documents, Scores]:
        """The documents that score ``least`` or more, with their scores, in any order."""
        return at_least(self.documents, self.scores, least)

    def values(self, documents: Documents) -> Scores:
        """What this list adds to each of ``documents``, as context or not; 0 where it does not hold it."""
        if self.context is not None:
            return self._own_values(documents) + self.context.values(documents)
        return self._own_values(documents)

    def _own_values(self, documents: Documents) -> Scores:
        if self.is_dense(len(documents)):
            return self.dense().take(documents)
        return looked_up(self.documents, self.scores, documents)

    def is_dense(self, probes: int) -> bool:
        """Whether :meth:`dense` is there, or so much is looked up in this list that it pays to make it."""
        if self._dense is not None:
            return True
        self._probed += probes
        return self._probed * PROBE_COST > self.size and self._may_be_dense()

    def dense(self) -> NDArray[np.float32]:
        """[size]: what each document of the segment scores, 0 where it is not in the list."""
        if self._dense is None:
            dense = np.zeros(self.size, self.scores.dtype)
            dense[self.documents] = self.scores
            self._dense = dense
        return self._dense

    def _may_be_dense(self) -> bool:
        """Whether an array of all documents is worth its memory."""
        return True


class TermPostings(ScoredPostings):
    """The postings of a word in one segment: live documents, and BM25 of the word in each, when asked for."""

    __slots__ = (
        "_cache",
        "_champions",
        "_frequencies",
        "_norms",
        "_occurrences",
        "_weight",
        "_whole",
        "extra_bytes",
        "owners",
    )

    def __init__(
        self,
        documents: Documents,
        frequencies: NDArray[np.number[Any]],
        owners: Owners,
        norms: NDArray[np.float32] | float,
        size: int,
        cache: "Cache[WeightedTerm]",
        context: "TermPostings | None" = None,
    ) -> None:
        super().__init__(documents, None, size, context)
        self.is_positive = True
        self._whole: ScoredPostings | None = None
        self.owners = owners
        self.extra_bytes = owned_bytes(documents) + owned_bytes(frequencies)
        self._frequencies = frequencies
        self._norms = norms
        self._cache: ReferenceType[Cache[WeightedTerm]] | None = ref(cache)  # weak: the cache knows the word
        self._champions: tuple[Documents, Scores, Scores] | None = None
        self._occurrences: WordPositions | None = None
        self._weight = 0.0

    def occurrences(self, field: FieldArrays, size: int) -> WordPositions:
        """Where the word stands, deleted documents included, in its ``field`` of ``size`` positions."""
        if self._occurrences is None:
            found = occurrences(field, self.owners, size, self.charge)
            if not self.charge(owned_bytes(found.places)):
                return found
            self._occurrences = found
        return self._occurrences

    def charge(self, size: int) -> bool:
        """Say that ``size`` bytes more are to be kept for this word; whether they may."""
        cache = None if self._cache is None else self._cache()
        return cache is not None and 2 * size <= cache.budget and cache.charge(self, size)

    @property
    def kept_bytes(self) -> int:
        """The memory that it takes, with its context."""
        return self.extra_bytes + (self.context.kept_bytes if isinstance(self.context, TermPostings) else 0)

    @property
    def is_forgotten(self) -> bool:
        """Whether the cache has let go of it."""
        return self._cache is None

    def forget(self) -> None:
        """Keep nothing more; who asks now keeps what they have."""
        self._cache = None
        self._occurrences = None  # they know how to charge this word: without them it goes at once
        if isinstance(self.context, TermPostings):
            self.context.forget()

    def rank(self, weight: float) -> None:
        """Say what the word weighs; once, before scores are asked for."""
        self._weight = weight
        if isinstance(self.context, TermPostings):
            self.context.rank(weight)

    def whole(self) -> ScoredPostings:
        """The same list with its context among its documents."""
        if self.context is None:
            return self
        if self._whole is None:
            whole = super().whole()
            whole.is_positive = True
            if not self.charge(8 * len(whole.documents)):
                return whole
            self._whole = whole
        return self._whole

    @property
    def frequencies(self) -> NDArray[np.number[Any]]:
        """How often the word counts in each of the documents, aligned."""
        return self._frequencies

    def frequency_in(self, document: int) -> float:
        """How often the word counts in a document, as context or not."""
        row = row_of(self.documents, document)
        if row >= 0:
            return float(self._frequencies[row])
        return self.context.frequency_in(document) if isinstance(self.context, TermPostings) else 0.0

    def champions(self) -> tuple[Documents, Scores, Scores]:
        """The documents that score highest, all of a short list, with their scores: falling, and the same negative."""
        if self._champions is None:
            rows = highest_rows(self.scores, CHAMPIONS)
            scores = self.scores[rows]
            self.charge(12 * len(rows))
            self._champions = self.documents[rows], scores, -scores
        return self._champions

    def floor(self, k: int) -> float:
        """The ``k``-th highest score, 0.0 where there are fewer than ``k``."""
        if k > CHAMPIONS:
            return super().floor(k)
        scores = self.champions()[1]
        return float(scores[k - 1]) if k <= len(scores) else 0.0

    def at_least(self, least: float) -> tuple[Documents, Scores]:
        """See :meth:`ScoredPostings.at_least`: for a high bar no more than the champions is looked at."""
        if least > 0.0:
            documents, scores, negative = self.champions()
            if len(documents) == len(self.documents) or least > scores[-1]:
                count = negative.searchsorted(-least, "right")
                return documents[:count], scores[:count]
        return super().at_least(least)

    def _weigh(self) -> Scores:
        norms = self._norms if isinstance(self._norms, float) else self._norms.take(self.documents)
        scores = contributions(self._frequencies, norms, self._weight)
        self.charge(scores.nbytes)
        return scores

    def _may_be_dense(self) -> bool:
        if len(self.documents) * 64 < self.size:
            return False
        return self.charge(4 * self.size)


class WeightedTerm:
    """A word in all segments: its postings (None where it does not occur), how many live documents, what it weighs.

    The weight is the product of ``idf`` and ``burst``.
    """

    __slots__ = ("burst", "frequency", "idf", "parts", "weight")

    def __init__(self, parts: Sequence[TermPostings | None], idf: float, burst: float) -> None:
        self.parts = parts
        self.frequency = sum(len(part.documents) for part in parts if part is not None)
        self.idf, self.burst = idf, burst
        self.weight = idf * burst
        for part in parts:
            if part is not None:
                part.rank(self.weight)

    @property
    def weight_in_bytes(self) -> int:
        """What is kept of it, roughly."""
        return sum([_EMPTY_WORD if part is None else _EMPTY_WORD + part.kept_bytes for part in self.parts])

    def forget(self) -> None:
        """From now on nothing more is kept of it than is there: it has left the cache."""
        for part in self.parts:
            if part is not None:
                part.forget()


def owned_bytes(array: NDArray[Any]) -> int:
    """The memory an array takes for itself; one that looks into a mapped file takes none."""
    return array.nbytes if array.flags.owndata else 0
