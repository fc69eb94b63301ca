"""Where does one term stand? Arrays of its postings, and the Whoosh matcher that walks them."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from attrs import define

from searchlib.index.whoosh.api import LeafMatcher, ReadTooFar, TermInfo
from searchlib.kernels.arrays import Array
from searchlib.kernels.borders import highest_of_runs, lowest_of_runs

__all__ = ["ArrayMatcher", "PostingList"]

BLOCK = 128


@define(slots=False)
class PostingList:
    """The postings of one term in one segment, at least one; in the order of ``ids``, which are ascending.

    ``ids`` are documents' numbers or, of a document's vector, terms. ``weights`` are numbers, ``lengths`` those of the
    field in each document (0: not known). ``value`` gives the bytes of a posting's value in the field's format.
    """

    ids: Sequence[Any]
    weights: Array
    lengths: Array
    value: Callable[[int], bytes]

    @cached_property
    def info(self) -> TermInfo:
        """The statistics."""
        known = self.lengths[self.lengths > 0]
        return TermInfo(
            weight=float(self.weights.sum(dtype=np.float64)),
            df=len(self.ids),
            minlength=int(known.min()) if len(known) else 0,
            maxlength=int(self.lengths.max()),
            maxweight=float(self.weights.max()),
            minid=self.ids[0],
            maxid=self.ids[-1],
        )

    @cached_property
    def blocks(self) -> tuple[list[float], list[int], list[int]]:
        """For each :data:`BLOCK` postings the highest weight, the least length and the largest."""
        starts = np.arange(0, len(self.ids), BLOCK)
        return (
            highest_of_runs(self.weights, starts).tolist(),
            lowest_of_runs(self.lengths, starts).tolist(),
            highest_of_runs(self.lengths, starts).tolist(),
        )


class ArrayMatcher(LeafMatcher):  # type: ignore[misc]
    """Walks a posting list as Whoosh's searchers want it."""

    def __init__(
        self, postings: PostingList, format_: Any, scorer: Any = None, term: tuple[str, bytes] | None = None
    ) -> None:
        self.postings = postings
        self.format = format_
        self.scorer = scorer
        self._term = term
        self._ids = postings.ids
        self._number = 0

    def is_active(self) -> bool:
        """Whether there is a posting here."""
        return self._number < len(self._ids)

    def reset(self) -> None:
        """Go back to the first posting."""
        self._number = 0

    def copy(self) -> "ArrayMatcher":
        """Another matcher at the same posting."""
        twin = ArrayMatcher(self.postings, self.format, self.scorer, self._term)
        twin._number = self._number
        return twin

    def id(self) -> Any:
        """The document here; of a vector the term. Past the end the last one, as Whoosh's AndNot asks for it there."""
        return self._ids[min(self._number, len(self._ids) - 1)]

    def all_ids(self) -> Iterator[Any]:
        """The documents from here on."""
        return iter(self._ids[self._number :])

    def all_items(self) -> Iterator[tuple[Any, bytes]]:
        """The documents from here on with their values."""
        return ((self._ids[number], self.postings.value(number)) for number in range(self._number, len(self._ids)))

    def value(self) -> bytes:
        """What the field's format says of the posting here."""
        return self.postings.value(self._number)

    def weight(self) -> float:
        """The weight of the posting here."""
        return float(self.postings.weights[self._number])

    def next(self) -> bool:
        """Go to the next posting; whether another block begins there."""
        self._check()
        self._number += 1
        return self._number % BLOCK == 0 or self._number == len(self._ids)

    def skip_to(self, id: Any) -> None:  # noqa: A002 - Whoosh's name
        """Go on to the first document that is not before ``id``."""
        self._check()
        if self._ids[self._number] < id:
            self._number = bisect_left(self._ids, id, self._number)

    def skip_to_quality(self, minquality: float) -> int:
        """Go on to the first block that may hold a better score; how many blocks were left out."""
        skipped = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._number = (self._number // BLOCK + 1) * BLOCK
            skipped += 1
        return skipped

    def block_max_weight(self) -> float:
        """The highest weight in this block."""
        return self.postings.blocks[0][self._number // BLOCK]

    def block_min_length(self) -> int:
        """The least length in this block."""
        return self.postings.blocks[1][self._number // BLOCK]

    def block_max_length(self) -> int:
        """The largest length in this block."""
        return self.postings.blocks[2][self._number // BLOCK]

    def block_min_id(self) -> Any:
        """The first document of this block."""
        return self._ids[self._number // BLOCK * BLOCK]

    def block_max_id(self) -> Any:
        """The last document of this block."""
        return self._ids[min(self._number // BLOCK * BLOCK + BLOCK, len(self._ids)) - 1]

    def _check(self) -> None:
        if not self.is_active():
            raise ReadTooFar
