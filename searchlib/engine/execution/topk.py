"""Which are the k best? Chosen from scored lists, looking at no more of them than can matter."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.execution.readers import Documents, Scores
from searchlib.engine.execution.scored_postings import ScoredPostings, highest_rows, kth_highest
from searchlib.engine.execution.sets import scores_of, union

__all__ = ["best", "best_of_union"]

FEW: Final = 48  # so many are sorted faster one by one
SHORT: Final = 400  # documents of all lists together; so few are simply added up
CROWD: Final = 64  # and so many lists are, too: together they carry nearly everything over any bar
MANY: Final = 3000  # with more candidates than these it pays to work out the scores of some first
TRIED: Final = 200


def best(documents: NDArray[np.integer], scores: Scores, k: int) -> tuple[list[int], list[float]]:
    """The ``k`` highest, falling; of equal scores the lower document first. ``documents`` may stand in any order."""
    if not len(documents):
        return [], []
    if len(documents) > FEW and len(documents) > k:
        rows = (scores >= kth_highest(scores, k)).nonzero()[0]
        documents, scores = documents[rows], scores[rows]
    if len(documents) > FEW:
        order = np.lexsort((documents, -scores))[:k]
        return documents[order].tolist(), scores[order].tolist()
    pairs = sorted(zip((-scores).tolist(), documents.tolist(), strict=True))[:k]
    return [document for _, document in pairs], [-score for score, _ in pairs]


def best_of_union(
    lists: Sequence[ScoredPostings], k: int, bar: float, allowed: NDArray[np.bool_] | None, marks: NDArray[np.bool_]
) -> tuple[Documents, NDArray[np.float64]]:
    """Documents in any of ``lists``, at least one, with their sums: those of the ``k`` best that reach ``bar``.

    Some others, too; in no order, none twice. ``lists`` are added in their order, the rare ones first; only what is
    ``allowed`` counts. ``marks`` [documents of the segment] is scratch: false, and left so.

    MaxScore, a list at a time: what a document can still get is the sum of the highest scores of the lists to come.
    What cannot reach the bar with it is dropped, and a document that no list so far has shown joins only if the rest
    can carry it there; so the long lists at the end are mostly asked for what they add to a few candidates.

    The context of a list makes no candidates: it counts in the bounds, and one that joins gets what the lists before
    have for it.
    """
    alone = not any(each.context for each in lists)
    if alone and (len(lists) >= CROWD or sum([len(each.documents) for each in lists]) <= SHORT):
        found = union([(each.documents, each.scores) for each in lists], len(marks), True)
        documents, sums = _allowed(found[0], scores_of(found), allowed)
        return documents, sums.astype(np.float64)
    rest = [0.0]
    for each in reversed(lists):
        rest.append(rest[-1] + each.maximum)
    rest.reverse()
    slack = 1.0 - 2.0**-22 * (len(lists) + 2)  # the sums of 32-bit maxima and of scores are rounded differently
    if allowed is None:
        for each in lists:
            bar = max(bar, each.floor(k))
    need = bar * slack
    documents, first = _chosen(lists[0], need - rest[1], allowed)
    scores = first.astype(np.float64)
    before: list[ScoredPostings] = [] if lists[0].context is None else [lists[0].context]
    if len(documents) > MANY and len(lists) > 1:
        need = max(need, _reached(documents, scores, lists[1:], k) * slack)
    for number, each in enumerate(lists[1:], 1):
        documents, scores = _still_hopeful(documents, scores, need - rest[number])
        scores += each.values(documents)
        least = need - rest[number + 1]  # what this list alone must give to a document that is no candidate yet
        if before:
            least -= sum([context.maximum for context in before])
        if each.maximum >= least:
            documents, scores = _joined(documents, scores, _chosen(each, least, allowed), marks, before)
            if number + 1 < len(lists) and len(scores) > k:
                later = lists[number + 1 :] if len(scores) > MANY else ()
                need = max(need, _reached(documents, scores, later, k) * slack)
        if each.context is not None:
            before.append(each.context)
    return documents, scores


def _still_hopeful(
    documents: Documents, scores: NDArray[np.float64], least: float
) -> tuple[Documents, NDArray[np.float64]]:
    """The candidates that have ``least``."""
    if least <= 0.0:
        return documents, scores
    rows = (scores >= least).nonzero()[0]
    return documents.take(rows), scores.take(rows)


def _chosen(each: ScoredPostings, least: float, allowed: NDArray[np.bool_] | None) -> tuple[Documents, Scores]:
    """The documents of a list that have ``least`` and are allowed."""
    return _allowed(*each.at_least(least), allowed)


def _allowed(documents: Documents, scores: Scores, allowed: NDArray[np.bool_] | None) -> tuple[Documents, Scores]:
    if allowed is None:
        return documents, scores
    rows = allowed.take(documents).nonzero()[0]
    return documents.take(rows), scores.take(rows)


def _joined(
    documents: Documents,
    scores: NDArray[np.float64],
    more: tuple[Documents, Scores],
    marks: NDArray[np.bool_],
    before: Sequence[ScoredPostings],
) -> tuple[Documents, NDArray[np.float64]]:
    """The candidates, and what of ``more`` is not among them, with what the contexts ``before`` add to that."""
    others, their = more
    if len(others) and len(documents):
        try:
            marks[documents] = True
            rows = (~marks.take(others)).nonzero()[0]
        finally:  # an interruption here would falsify every later answer
            marks[documents] = False
        others, their = others.take(rows), their.take(rows)
    if not len(others):
        return documents, scores
    if before:
        sums = np.zeros(len(others))
        for context in before:
            sums += context.values(others)
        sums += their
        their = sums
    return np.concatenate((documents, others)), np.concatenate((scores, their))


def _reached(documents: Documents, scores: NDArray[np.float64], later: Sequence[ScoredPostings], k: int) -> float:
    """What the ``k``-th best document reaches at least, by some candidates with what later lists add to them."""
    if later:
        rows = highest_rows(scores, 8 * k + TRIED)
        documents, scores = documents[rows], scores[rows]
        for each in later:
            scores = scores + each.values(documents)
    return kth_highest(scores, k)
