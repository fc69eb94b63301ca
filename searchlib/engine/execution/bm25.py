"""How much is a match worth? BM25 over exact lengths, its idf weighted by how a word clusters in passages.

Sources: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), for the formula and
for weighted fields (BM25F); Lucene's BM25Similarity for an idf that is never negative; Church and Gale, "Poisson
Mixtures" (1995), for burstiness, a word's mean frequency where it occurs. docs/ranking.md tells them together.
"""

import math
from typing import Any, Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from searchlib.engine.ranking import DEFAULT, Ranking

__all__ = ["Bm25", "contributions"]

PRIOR: Final = 3
"""A word's burstiness is estimated as if so many more passages held it,"""

USUAL: Final = 1.5
"""each of them so often: about what the words of an abstract or of a report come to."""


@frozen
class Bm25:
    """The scores in ``passages`` passages of ``mean_length`` on average; deleted ones are left out of both.

    A length is that of the text in terms, and of the title and the headings above in positions, each as often as the
    ``ranking`` counts it, which has the numbers to choose.
    """

    passages: int
    mean_length: float
    ranking: Ranking = DEFAULT

    def idf(self, document_frequency: int) -> float:
        """ln(1 + (N - n + 0.5) / (n + 0.5)): how much it says that a term occurs, always above 0."""
        return math.log1p((self.passages - document_frequency + 0.5) / (document_frequency + 0.5))

    def burst(self, document_frequency: int, frequency: int) -> float:
        """The term's mean frequency in the passages that hold it, drawn towards the usual one; 1 where not wanted."""
        if not self.ranking.burst:
            return 1.0
        return (frequency + PRIOR * USUAL) / (document_frequency + PRIOR)

    def norm(self, length: float | None) -> float:
        """k1 (1 - b + b length / mean): what a frequency is weighed against.

        ``length`` None is the mean length: words that are looked for in titles or headings alone are weighed so.
        """
        share = length / self.mean_length if length is not None and self.mean_length else 1.0
        return self.ranking.k1 * (1 - self.ranking.b + self.ranking.b * share)

    def saturation(self, frequency: float, length: float | None) -> float:
        """Saturated frequency, f / (f + norm): towards 1 as the term occurs more often."""
        return frequency / (frequency + self.norm(length))

    def norms(self, lengths: NDArray[np.float32]) -> NDArray[np.float32]:
        """The norm of each length."""
        k1, b = self.ranking.k1, self.ranking.b
        norms = lengths.copy()
        norms *= np.float32(k1 * b / self.mean_length if self.mean_length else 0.0)
        norms += np.float32(k1 * (1 - b) if self.mean_length else k1)
        return norms


def contributions(
    frequencies: NDArray[np.number[Any]], norms: NDArray[np.float32] | float, weight: float
) -> NDArray[np.float32]:
    """``weight`` times f / (f + norm), for aligned frequencies and norms; all in 32 bits."""
    frequency = frequencies.astype(np.float32)
    norm = frequency + norms
    frequency *= np.float32(weight)
    frequency /= norm
    return frequency
