"""The k best of scored documents: chosen from one list, from the union of several, or from their intersection."""

from collections.abc import Sequence
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from searchlib.kernels.arrays import Documents, Flags, Rows, Scores
from searchlib.kernels.lookup import probe
from searchlib.kernels.sets import intersection, scores_of, union

__all__ = [
    "admitted",
    "at_least",
    "best",
    "highest_rows",
    "kth_highest",
    "top_of_intersection",
    "top_of_union",
]

NARROW: Final = 128  # of more than so many only those are sorted that are not below the k-th highest
LONG: Final = 4096  # scores of which the highest are first looked for among the highest of each block
BLOCK: Final = 64

Kind = TypeVar("Kind", bound=np.floating[Any])


def kth_highest(scores: NDArray[np.number[Any]], k: int) -> float:
    """The ``k``-th highest of ``scores``, which stand in any order; 0.0 where there are fewer than ``k`` (at least 1).

    Linear: of a long array only what is not below the ``k``-th highest maximum of its blocks is looked at twice.
    """
    count = len(scores)
    if count < k:
        return 0.0
    blocks = count // BLOCK
    if count > LONG and k <= blocks // 2:
        tops = scores[: blocks * BLOCK].reshape(blocks, BLOCK).max(axis=1)
        scores = scores[scores >= np.partition(tops, blocks - k)[blocks - k]]
        count = len(scores)
    return float(np.partition(scores, count - k)[count - k])


def highest_rows(scores: Scores, count: int) -> Rows:
    """The rows of the ``count`` highest scores, falling; of equal ones the lower row first. Linear, and sorts those."""
    if len(scores) <= count:
        return (-scores).argsort(kind="stable")
    rows = (scores >= kth_highest(scores, count)).nonzero()[0]
    return rows[(-scores[rows]).argsort(kind="stable")[:count]]


def at_least(documents: Documents, scores: NDArray[Kind], least: float) -> tuple[Documents, NDArray[Kind]]:
    """The documents that score ``least`` or more, with their scores; all where that is not above 0. Linear."""
    if least <= 0.0:
        return documents, scores
    rows = (scores >= least).nonzero()[0]
    return documents.take(rows), scores.take(rows)


def admitted(documents: Documents, scores: NDArray[Kind], allowed: Flags | None) -> tuple[Documents, NDArray[Kind]]:
    """The documents that are ``allowed`` [size], with their scores; None allows all. Linear in the documents."""
    if allowed is None:
        return documents, scores
    rows = allowed.take(documents).nonzero()[0]
    return documents.take(rows), scores.take(rows)


def best(documents: NDArray[np.integer], scores: Scores, k: int) -> tuple[list[int], list[float]]:
    """The ``k`` highest, falling; of equal scores the lower document first. ``documents`` may stand in any order.

    Linear, and sorts what is not below the ``k``-th.
    """
    if not len(documents):
        return [], []
    if len(documents) > NARROW and len(documents) > k:
        rows = (scores >= kth_highest(scores, k)).nonzero()[0]
        documents, scores = documents[rows], scores[rows]
    order = np.lexsort((documents, -scores))[:k]
    return documents[order].tolist(), scores[order].tolist()


def top_of_union(
    documents: Sequence[Documents], scores: Sequence[Scores], k: int, bar: float, allowed: Flags | None, size: int
) -> tuple[list[int], list[float]]:
    """The ``k`` best documents in any of several lists, falling, of equal scores the lower first; with their sums.

    Only what is ``allowed`` [size] and reaches ``bar`` counts. The scores of a document, none below 0, are added in
    64 bits in the order of the lists. Whole lists are added up: what :func:`~searchlib.kernels.sets.union` costs.
    """
    found = union(list(zip(documents, scores, strict=True)), size, True)
    some, sums = admitted(found[0], scores_of(found).astype(np.float64), allowed)
    return best(*at_least(some, sums, bar), k)


def top_of_intersection(
    documents: Sequence[Documents], scores: Sequence[Scores], k: int, allowed: Flags | None
) -> tuple[list[int], list[float]]:
    """The ``k`` best documents in all of several lists, at least one; order and sums as of :func:`top_of_union`.

    What :func:`~searchlib.kernels.sets.intersection` costs, and as many look-ups again of what is in all.
    """
    common = intersection(documents)
    sums = np.zeros(len(common))
    for each, their in zip(documents, scores, strict=True):
        sums += their.take(probe(each, common)[0])
    return best(*admitted(common, sums, allowed), k)
