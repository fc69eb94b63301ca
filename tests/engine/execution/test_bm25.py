"""What a word's frequency in a document is worth, over arrays and alone."""

import numpy as np
import pytest

from searchlib.engine.execution.bm25 import Bm25, contributions


def test_scores_are_those_of_the_formula():
    ranking = Bm25(1000, 50.0)
    frequencies, lengths = np.array([1, 2, 300], np.uint16), np.array([50, 1, 100_000], np.float32)
    found = contributions(frequencies, ranking.norms(lengths), ranking.idf(7))
    expected = [
        ranking.idf(7) * ranking.saturation(f, n) for f, n in zip(frequencies.tolist(), lengths.tolist(), strict=True)
    ]
    assert np.allclose(found, expected, rtol=1e-6)
    assert ranking.saturation(1, None) == 1 / (1 + 1.0)
    assert contributions(frequencies, Bm25(1, 0.0).norms(lengths), 1.0)[0] == pytest.approx(1 / 2.0)
