"""Which are the k best of an Or? MaxScore over lists that keep their highest: most of each is never looked at."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.execution.scored_postings import ScoredPostings
from searchlib.kernels.arrays import Documents, Flags, Scores
from searchlib.kernels.sets import outside, scores_of, union
from searchlib.kernels.topk import admitted, at_least, highest_rows, kth_highest

__all__ = ["best_of_union"]

SHORT: Final = 400  # documents of all lists together; so few are simply added up
CROWD: Final = 64  # and so many lists are, too: together they carry nearly everything over any bar
CROWDED: Final = 3000  # with more candidates than these it pays to work out the scores of some first
TRIED: Final = 200


def best_of_union(
    lists: Sequence[ScoredPostings], k: int, bar: float, allowed: Flags | None, marks: Flags
) -> tuple[Documents, NDArray[np.float64]]:
    """Documents in any of ``lists``, at least one, with their sums: those of the ``k`` best that reach ``bar``.

    Some others, too; in no order, none twice. ``lists`` are added in their order, the rare ones first; only what is
    ``allowed`` counts. ``marks`` [documents of the segment] is scratch: false, and left so.

    MaxScore, a list at a time: what a document can still get is the sum of the highest scores of the lists to come.
    What cannot reach the bar with it is dropped, and a document that no list so far has shown joins only if the rest
    can carry it there; so the long lists at the end are mostly asked for what they add to a few candidates.

    The context of a list makes no candidates: it counts in the bounds, and one that joins gets what the lists before
    have for it.

    The best are those of :func:`searchlib.kernels.topk.top_of_union`, which adds up whole lists. This one stands beside
    it until that kernel is compiled: it prunes by what its lists keep between questions (maxima, champions, arrays of
    all documents), so that what a question costs does not grow with its longest lists.
    """
    alone = not any(each.context for each in lists)
    if alone and (len(lists) >= CROWD or sum([len(each.documents) for each in lists]) <= SHORT):
        found = union([(each.documents, each.scores) for each in lists], len(marks), True)
        documents, sums = admitted(found[0], scores_of(found), allowed)
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
    documents, first = admitted(*lists[0].at_least(need - rest[1]), allowed)
    scores = first.astype(np.float64)
    before: list[ScoredPostings] = [] if lists[0].context is None else [lists[0].context]
    if len(documents) > CROWDED and len(lists) > 1:
        need = max(need, _reached(documents, scores, lists[1:], k) * slack)
    for number, each in enumerate(lists[1:], 1):
        documents, scores = at_least(documents, scores, need - rest[number])
        scores += each.values(documents)
        least = need - rest[number + 1]  # what this list alone must give to a document that is no candidate yet
        if before:
            least -= sum([context.maximum for context in before])
        if each.maximum >= least:
            documents, scores = _joined(documents, scores, admitted(*each.at_least(least), allowed), marks, before)
            if number + 1 < len(lists) and len(scores) > k:
                later = lists[number + 1 :] if len(scores) > CROWDED else ()
                need = max(need, _reached(documents, scores, later, k) * slack)
        if each.context is not None:
            before.append(each.context)
    return documents, scores


def _joined(
    documents: Documents,
    scores: NDArray[np.float64],
    more: tuple[Documents, Scores],
    marks: Flags,
    before: Sequence[ScoredPostings],
) -> tuple[Documents, NDArray[np.float64]]:
    """The candidates, and what of ``more`` is not among them, with what the contexts ``before`` add to that."""
    others, their = more
    if len(others) and len(documents):
        rows = outside(others, documents, marks)
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


def _reached(documents: Documents, scores: Scores, later: Sequence[ScoredPostings], k: int) -> float:
    """What the ``k``-th best document reaches at least, by some candidates with what later lists add to them."""
    if later:
        rows = highest_rows(scores, 8 * k + TRIED)
        documents, scores = documents[rows], scores[rows]
        for each in later:
            scores = scores + each.values(documents)
    return kth_highest(scores, k)
