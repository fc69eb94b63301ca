"""How do lists of documents join? Arrays in, arrays out: intersection, union, difference, with their scores.

Sums are made in 64 bits and in the order of the lists, one list at a time, so that neither the split into segments nor
pruning changes a bit of a score.
"""

from collections.abc import Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.execution.readers import Documents, Scores
from searchlib.engine.execution.scored_postings import ScoredPostings

__all__ = ["Found", "Union", "complement", "highest", "intersection", "member", "nothing", "scores_of", "union"]

Found: TypeAlias = tuple[Documents, Scores | None]
"""The documents that match in one segment, and what they score; None where scores are not asked for."""

LONG: Final = 1024  # so many documents are looked up in an array of all rather than by binary search

_NONE: Documents = np.empty(0, np.uint32)
_NONE.flags.writeable = False
_NO_SCORES: NDArray[np.float64] = np.empty(0)
_NO_SCORES.flags.writeable = False


def nothing(scored: bool) -> Found:
    """No documents."""
    return _NONE, _NO_SCORES if scored else None


def member(documents: Documents, others: Documents, size: int) -> NDArray[np.bool_]:
    """For each of ``documents`` whether it is one of ``others``; all are below ``size``."""
    if not len(others):
        return np.zeros(len(documents), np.bool_)
    if len(documents) > LONG and len(documents) > size >> 5:
        mask = np.zeros(size, np.bool_)
        mask[others] = True
        return mask.take(documents)
    there: NDArray[np.bool_] = others.take(others.searchsorted(documents), mode="clip") == documents
    return there


def complement(documents: Documents, size: int, deleted: NDArray[np.bool_] | None) -> Documents:
    """All documents below ``size`` that are neither among ``documents`` nor deleted."""
    mask = np.ones(size, np.bool_) if deleted is None else ~deleted
    mask[documents] = False
    return mask.nonzero()[0].astype(np.uint32)


def intersection(lists: Sequence[ScoredPostings], scored: bool) -> Found:
    """The documents in all of ``lists``, at least one; the scores of each are added in the order of the lists.

    The shortest list is looked up in the others, the next shortest first.
    """
    order = sorted(range(len(lists)), key=[len(each.documents) for each in lists].__getitem__)
    first = order[0]
    documents = lists[first].documents
    columns: dict[int, NDArray[Any]] = {}  # where each document stands in a list, or what the list gives to it
    given: set[int] = set()
    for number in order[1:]:
        each = lists[number]
        column: NDArray[Any]
        if scored and each.is_positive and each.is_dense(len(documents)):
            column = each.dense().take(documents)
            keep = column.nonzero()[0]
            given.add(number)
        else:
            column = each.documents.searchsorted(documents)
            keep = (each.documents.take(column, mode="clip") == documents).nonzero()[0]
        if not len(keep):
            return nothing(scored)
        if len(keep) < len(documents):
            documents, column = documents.take(keep), column.take(keep)
            columns = {other: its.take(keep) for other, its in columns.items()}
            columns.setdefault(first, keep)
        columns[number] = column
    if not scored:
        return documents, None
    sums = np.zeros(len(documents))
    for number, each in enumerate(lists):
        sums += columns[number] if number in given else _rows(each.scores, columns.get(number))
    return documents, sums


def _rows(scores: Scores, rows: NDArray[np.intp] | None) -> Scores:
    return scores if rows is None else scores.take(rows)


def union(lists: Sequence[Found], size: int, scored: bool) -> Found:
    """The documents in any of ``lists``; where ``scored``, the scores of each are added in the order of the lists."""
    if len(lists) < 2:
        return lists[0] if lists else nothing(scored)
    documents = np.concatenate([each for each, _ in lists])
    if len(documents) > size >> 3:
        found = Union(size, scored)
        for each in lists:
            found.add(each)
        return found.all()
    order, ordered, new = _grouped(documents)
    return ordered[new], _sums(new.cumsum() - 1, _joined(lists)[order]) if scored else None


class Union:
    """The documents in any of many lists that come one by one, as :func:`union` has them; no list is kept for long.

    ``size`` counts the segment's documents.
    """

    def __init__(self, size: int, scored: bool) -> None:
        self._size, self._scored = size, scored
        self._lists: list[Found] = []
        self._waiting = 0
        self._mask: NDArray[np.bool_] | None = None
        self._sums: NDArray[np.float64] = _NO_SCORES

    def add(self, found: Found) -> None:
        """One list more."""
        self._lists.append(found)
        self._waiting += len(found[0])
        if self._waiting > self._size >> 3:
            self._spread()

    def all(self) -> Found:
        """What was added so far."""
        if self._mask is None:
            return union(self._lists, self._size, self._scored)
        self._spread()
        documents = self._mask.nonzero()[0]
        return documents.astype(np.uint32), self._sums[documents] if self._scored else None

    def _spread(self) -> None:
        """Put what waits into arrays of all documents."""
        if self._mask is None:
            self._mask = np.zeros(self._size, np.bool_)
            self._sums = np.zeros(self._size if self._scored else 0)
        for documents, scores in self._lists:
            self._mask[documents] = True
            if scores is not None:
                self._sums[documents] += scores  # no document is twice in a list
        self._lists.clear()
        self._waiting = 0


def highest(lists: Sequence[Found], tiebreak: float) -> Found:
    """The documents in any of ``lists``, each with its highest score and ``tiebreak`` times the sum of its others."""
    if not any(len(documents) for documents, _ in lists):
        return nothing(True)
    order, ordered, new = _grouped(np.concatenate([each for each, _ in lists]))
    scores = _joined(lists)[order]
    best: Scores = np.maximum.reduceat(scores, new.nonzero()[0])
    if tiebreak:
        best += tiebreak * (_sums(new.cumsum() - 1, scores) - best)
    return ordered[new], best


def scores_of(found: Found) -> Scores:
    """The scores of what was found with scores."""
    assert found[1] is not None
    return found[1]


def _joined(lists: Sequence[Found]) -> NDArray[np.float64]:
    return np.concatenate([scores_of(found) for found in lists], dtype=np.float64)


def _sums(groups: NDArray[Any], scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """[highest group + 1]: the sum of the scores of each group, added one by one as they come."""
    return np.bincount(groups, scores).astype(np.float64, copy=False)


def _grouped(documents: Documents) -> tuple[NDArray[np.intp], Documents, NDArray[np.bool_]]:
    """The order that sorts ``documents`` (equal ones as they come), the sorted, and where each begins anew."""
    order = documents.argsort(kind="stable")
    ordered = documents[order]
    new = np.empty(len(ordered), np.bool_)
    new[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return order, ordered, new
