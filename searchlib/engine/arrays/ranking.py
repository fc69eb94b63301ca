"""How much is a match worth? BM25 as Lucene computes it, over exact lengths.

Source of the formula: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the
idf that Lucene's BM25Similarity uses, which is never negative.
"""

import math
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

__all__ = ["Bm25", "contributions"]


@frozen
class Bm25:
    """BM25 over ``passages`` passages with ``mean_length`` terms on average, deleted ones left out of both."""

    passages: int
    mean_length: float
    k1: float = 1.2
    b: float = 0.75

    def idf(self, document_frequency: int) -> float:
        """ln(1 + (N - n + 0.5) / (n + 0.5)): how much it says that a term occurs, always above 0."""
        return math.log1p((self.passages - document_frequency + 0.5) / (document_frequency + 0.5))

    def saturation(self, frequency: float, length: float | None) -> float:
        """Saturated frequency, f / (f + k1 (1 - b + b length / mean)): towards 1 as the term occurs more often.

        ``length`` None is the mean length: titles and headings are weighed so, as context of whatever passage.
        """
        share = length / self.mean_length if length is not None and self.mean_length else 1.0
        return frequency / (frequency + self.k1 * (1 - self.b + self.b * share))

    def norms(self, lengths: NDArray[np.uint32]) -> NDArray[np.float32]:
        """The norm k1 (1 - b + b length / mean) of each length: what a frequency is weighed against."""
        norms = lengths.astype(np.float32)
        norms *= np.float32(self.k1 * self.b / self.mean_length if self.mean_length else 0.0)
        norms += np.float32(self.k1 * (1 - self.b) if self.mean_length else self.k1)
        return norms


def contributions(
    frequencies: NDArray[np.unsignedinteger[Any]], norms: NDArray[np.float32] | float, weight: float
) -> NDArray[np.float32]:
    """``weight`` times f / (f + norm), for aligned frequencies and norms; all in 32 bits."""
    frequency = frequencies.astype(np.float32)
    norm = frequency + norms
    frequency *= np.float32(weight)
    frequency /= norm
    return frequency
