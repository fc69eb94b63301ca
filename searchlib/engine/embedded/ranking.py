"""How much is a match worth? BM25 as Lucene computes it, over exact lengths.

Source of the formula: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the
idf that Lucene's BM25Similarity uses, which is never negative.
"""

import math

from attrs import frozen

__all__ = ["Bm25"]


@frozen
class Bm25:
    """BM25 over ``passages`` passages with ``mean_length`` terms on average."""

    passages: int
    mean_length: float
    k1: float = 1.2
    b: float = 0.75

    def idf(self, document_frequency: int) -> float:
        """ln(1 + (N - n + 0.5) / (n + 0.5)): how much it says that a term occurs, always above 0."""
        count = max(self.passages, document_frequency)  # deleted passages count in n until they are merged away
        return math.log1p((count - document_frequency + 0.5) / (document_frequency + 0.5))

    def saturation(self, frequency: float, length: int) -> float:
        """Saturated frequency, f / (f + k1 (1 - b + b length / mean)): towards 1 as the term occurs more often."""
        norm = self.k1 * (1 - self.b + self.b * length / self.mean_length) if self.mean_length else self.k1
        return frequency / (frequency + norm)
