"""Which articles are best? Scored passages come in; articles, each by its best passage and as a whole, go out."""

from typing import Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from searchlib.kernels.borders import run_lengths, run_starts

__all__ = ["NEXT", "WHOLE", "Groups", "best_articles"]

WHOLE: Final = 0.25
"""An article scores as its best passage, and so much of what its whole text scores for the words of the question."""

NEXT: Final = 2
"""So many passages beside the best one are shown."""


@frozen(eq=False)
class Groups:
    """Articles, in ascending order: ``scores`` [articles], ``best`` [articles] the row of each one's best passage."""

    best: NDArray[np.intp]
    scores: NDArray[np.float64]
    _order: NDArray[np.intp]
    _starts: NDArray[np.intp]
    _counts: NDArray[np.intp]

    def others(self, article: int) -> list[int]:
        """The rows of the next best passages of that article, best first, :data:`NEXT` at most."""
        start = int(self._starts[article])
        rows: list[int] = self._order[start + 1 : start + min(int(self._counts[article]), 1 + NEXT)].tolist()
        return rows


def best_articles(
    articles: NDArray[np.int64], scores: NDArray[np.floating[Any]], wholes: NDArray[np.floating[Any]]
) -> Groups:
    """Passages, given by their article and score, grouped; of equal scores the one in front is better.

    ``wholes`` has by the number of an article what its whole text scores.
    """
    order = np.lexsort((-scores, articles))  # a stable sort: ties stay in their order
    starts = run_starts(articles[order])
    counts = run_lengths(starts, len(order))
    best = order[starts]
    sums = scores[best] + WHOLE * wholes[articles[best]]
    return Groups(best, sums, order, starts, counts)
