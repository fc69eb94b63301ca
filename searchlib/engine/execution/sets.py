"""How do scored lists of documents join where the lists keep what was worked out? Intersection, and a growing union.

What is pure stands in :mod:`searchlib.kernels.sets`. Here is what remembers: lists that keep an array of all documents
for the next question, and a union that takes lists as they come.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.execution.scored_postings import ScoredPostings
from searchlib.kernels import sets
from searchlib.kernels.arrays import Flags, Found, Rows, Scores
from searchlib.kernels.lookup import probe
from searchlib.kernels.sets import accumulate, accumulated, nothing

__all__ = ["Union", "intersection"]


def intersection(lists: Sequence[ScoredPostings], scored: bool) -> Found:
    """The documents in all of ``lists``, at least one; the scores of each are added in the order of the lists.

    The documents are those of :func:`searchlib.kernels.sets.intersection`. With scores it stands beside that kernel
    until it is compiled: a list in which much is looked up keeps an array of all documents, where no search is needed.
    """
    if not scored:
        return sets.intersection([each.documents for each in lists]), None
    order = sorted(range(len(lists)), key=[len(each.documents) for each in lists].__getitem__)
    first = order[0]
    documents = lists[first].documents
    columns: dict[int, NDArray[Any]] = {}  # where each document stands in a list, or what the list gives to it
    given: set[int] = set()
    for number in order[1:]:
        each = lists[number]
        column: NDArray[Any]
        if each.is_positive and each.is_dense(len(documents)):
            column = each.dense().take(documents)
            keep = column.nonzero()[0]
            given.add(number)
        else:
            column, there = probe(each.documents, documents)
            keep = there.nonzero()[0]
        if not len(keep):
            return nothing(True)
        if len(keep) < len(documents):
            documents, column = documents.take(keep), column.take(keep)
            columns = {other: its.take(keep) for other, its in columns.items()}
            columns.setdefault(first, keep)
        columns[number] = column
    sums = np.zeros(len(documents))
    for number, each in enumerate(lists):
        sums += columns[number] if number in given else _rows(each.scores, columns.get(number))
    return documents, sums


def _rows(scores: Scores, rows: Rows | None) -> Scores:
    return scores if rows is None else scores.take(rows)


class Union:
    """The documents in any of many lists that come one by one, as :func:`~searchlib.kernels.sets.union` has them.

    No list is kept for long. ``size`` counts the segment's documents.
    """

    def __init__(self, size: int, scored: bool) -> None:
        self._size, self._scored = size, scored
        self._lists: list[Found] = []
        self._waiting = 0
        self._mask: Flags | None = None
        self._sums: NDArray[np.float64] = np.zeros(0)

    def add(self, found: Found) -> None:
        """One list more."""
        self._lists.append(found)
        self._waiting += len(found[0])
        if self._waiting > self._size >> 3:
            self._spread()

    def all(self) -> Found:
        """What was added so far."""
        if self._mask is None:
            return sets.union(self._lists, self._size, self._scored)
        return accumulated(self._spread(), self._sums if self._scored else None)

    def _spread(self) -> Flags:
        """Put what waits into arrays of all documents; which of them there are."""
        if self._mask is None:
            self._mask = np.zeros(self._size, np.bool_)
            self._sums = np.zeros(self._size if self._scored else 0)
        accumulate(self._lists, self._mask, self._sums)
        self._lists.clear()
        self._waiting = 0
        return self._mask
