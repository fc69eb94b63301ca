"""Sets of documents: which are in all of some lists, in any, in one and not in another; with the sums of their scores.

Sums are made in 64 bits and in the order of the lists, one list at a time, so that neither the split into segments nor
pruning changes a bit of a score.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchlib.kernels.arrays import Documents, Flags, Found, Rows, Scores
from searchlib.kernels.borders import distinct_rows, highest_of_runs
from searchlib.kernels.lookup import probe

__all__ = [
    "accumulate",
    "accumulated",
    "complement",
    "difference",
    "highest",
    "intersection",
    "member",
    "nothing",
    "outside",
    "picked",
    "restricted",
    "scores_of",
    "union",
]

LONG: Final = 1024  # so many documents are looked up in an array of all rather than by binary search

_NONE: Documents = np.empty(0, np.uint32)
_NONE.flags.writeable = False
_NO_SCORES: NDArray[np.float64] = np.empty(0)
_NO_SCORES.flags.writeable = False


def nothing(scored: bool) -> Found:
    """No documents."""
    return _NONE, _NO_SCORES if scored else None


def scores_of(found: Found) -> Scores:
    """The scores of what was found with scores."""
    assert found[1] is not None
    return found[1]


def member(documents: Documents, others: Documents, size: int) -> Flags:
    """For each of ``documents`` whether it is one of ``others``; all are below ``size``.

    n log m; for many ``documents`` linear in both and in ``size``, at a byte each.
    """
    if len(documents) > LONG and len(documents) > size >> 5:
        mask = np.zeros(size, np.bool_)
        mask[others] = True
        return mask.take(documents)
    return probe(others, documents)[1]


def restricted(found: Found, others: Documents, size: int) -> Found:
    """Of what was found what is one of ``others``, too; cost as of :func:`member`."""
    return picked(found, member(found[0], others, size))


def difference(found: Found, others: Documents, size: int) -> Found:
    """Of what was found what is none of ``others``; cost as of :func:`member`."""
    return picked(found, ~member(found[0], others, size))


def picked(found: Found, keep: Flags | Rows | list[int]) -> Found:
    """Of what was found the flagged, or those in some rows. Linear in ``keep``."""
    documents, scores = found
    return documents[keep], None if scores is None else scores[keep]


def complement(documents: Documents, size: int, deleted: Flags | None) -> Documents:
    """All documents below ``size`` that are neither among ``documents`` nor ``deleted`` [size]. Linear in ``size``."""
    mask = np.ones(size, np.bool_) if deleted is None else ~deleted
    mask[documents] = False
    return mask.nonzero()[0].astype(np.uint32)


def outside(others: Documents, documents: Documents, marks: Flags) -> Rows:
    """The rows of ``others`` that are none of ``documents``; both in any order. Linear in both.

    ``marks`` is scratch, so long that every document has its place there: false, and left so.
    """
    try:
        marks[documents] = True
        return (~marks.take(others)).nonzero()[0]
    finally:  # an interruption here would falsify every later answer
        marks[documents] = False


def intersection(lists: Sequence[Documents]) -> Documents:
    """The documents in all of ``lists``, at least one: the shortest is looked up in the others, short ones first.

    n log m for each list, n being what is left so far.
    """
    documents, *others = sorted(lists, key=len)
    for each in others:
        if not len(documents):
            break
        documents = documents.take(probe(each, documents)[1].nonzero()[0])
    return documents


def union(lists: Sequence[Found], size: int, scored: bool) -> Found:
    """The documents in any of ``lists``, all below ``size``; where ``scored``, scores are added in the lists' order.

    Sums are float64, but a single list is given back as it is. Sorts n documents, or where these are many is linear in
    them and in ``size``, at nine bytes each.
    """
    if len(lists) < 2:
        return lists[0] if lists else nothing(scored)
    documents = np.concatenate([each for each, _ in lists])
    if len(documents) > size >> 3:
        mask, sums = np.zeros(size, np.bool_), np.zeros(size if scored else 0)
        accumulate(lists, mask, sums)
        return accumulated(mask, sums if scored else None)
    order, ordered, new = _grouped(documents)
    return ordered[new], _sums(new.cumsum() - 1, _joined(lists)[order]) if scored else None


def accumulate(lists: Sequence[Found], mask: Flags, sums: NDArray[np.float64]) -> None:
    """Write into ``mask`` [size] which documents are in ``lists``, and add what these score to ``sums`` [size]."""
    for documents, scores in lists:
        mask[documents] = True
        if scores is not None:
            sums[documents] += scores  # no document is twice in a list


def accumulated(mask: Flags, sums: NDArray[np.float64] | None) -> Found:
    """The documents of ``mask`` and their ``sums``, as :func:`accumulate` left them. Linear in their size."""
    documents = mask.nonzero()[0]
    return documents.astype(np.uint32), None if sums is None else sums[documents]


def highest(lists: Sequence[Found], tiebreak: float) -> Found:
    """The documents in any of ``lists``, each with its highest score and ``tiebreak`` times the sum of its others.

    Sorts all documents of the lists.
    """
    if not any(len(documents) for documents, _ in lists):
        return nothing(True)
    order, ordered, new = _grouped(np.concatenate([each for each, _ in lists]))
    scores = _joined(lists)[order]
    best: Scores = highest_of_runs(scores, new.nonzero()[0])
    if tiebreak:
        best += tiebreak * (_sums(new.cumsum() - 1, scores) - best)
    return ordered[new], best


def _joined(lists: Sequence[Found]) -> NDArray[np.float64]:
    return np.concatenate([scores_of(found) for found in lists], dtype=np.float64)


def _sums(groups: Rows, scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """[highest group + 1]: the sum of the scores of each group, added one by one as they come."""
    return np.bincount(groups, scores).astype(np.float64, copy=False)


def _grouped(documents: Documents) -> tuple[Rows, Documents, Flags]:
    """The order that sorts ``documents`` (equal ones as they come), the sorted, and where each begins anew."""
    order = documents.argsort(kind="stable")
    ordered = documents[order]
    return order, ordered, distinct_rows(ordered)
