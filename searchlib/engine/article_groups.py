"""Which articles have the best passages? Scored passages come in; articles, each by its best ones, go out."""

from typing import Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from searchlib.kernels.borders import run_lengths, run_starts

__all__ = ["SHARES", "Groups", "best_articles"]

SHARES: Final = (1.0, 0.5, 0.25)
"""How much of its best passage's score, of the second's and of the third's make an article's; others add nothing.

So of two articles with equally good passages the one with more of them comes first, and a long one gains little by its
length: at most three quarters of its best passage."""


@frozen(eq=False)
class Groups:
    """Articles, in ascending order: ``scores`` [articles], ``best`` [articles] the row of each one's best passage."""

    best: NDArray[np.intp]
    scores: NDArray[np.float64]
    _order: NDArray[np.intp]
    _starts: NDArray[np.intp]
    _counts: NDArray[np.intp]

    def others(self, article: int) -> list[int]:
        """The rows of the next best passages of that article, best first: as many as count for its score."""
        start = int(self._starts[article])
        rows: list[int] = self._order[start + 1 : start + min(int(self._counts[article]), len(SHARES))].tolist()
        return rows


def best_articles(articles: NDArray[np.int64], scores: NDArray[np.floating[Any]]) -> Groups:
    """Passages, given by their article and score, grouped; of equal scores the one in front is better.

    An article scores the sum of its best passages' scores, each times its share of :data:`SHARES`.
    """
    order = np.lexsort((-scores, articles))  # a stable sort: ties stay in their order
    starts = run_starts(articles[order])
    counts = run_lengths(starts, len(order))
    sums = np.zeros(len(starts))
    for place, share in enumerate(SHARES):
        there = counts > place
        sums[there] += share * scores[order[starts[there] + place]]
    return Groups(order[starts], sums, order, starts, counts)
