"""Is the difference more than chance? Paired randomisation: signs of the differences are flipped at random.

Smucker, Allan and Carterette, "A comparison of statistical significance tests for information retrieval evaluation"
(2007).
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["FLIPS", "p_values"]

FLIPS: Final = 20_000
_AT_ONCE: Final = 2000
_ROUNDING: Final = 1e-12


def p_values(differences: Sequence[NDArray[np.float64]], seed: int) -> tuple[list[float], float]:
    """Of each collection's differences by question, and of the mean of the collections' means; two-sided."""
    generator = np.random.default_rng(seed)
    means = [_flipped(each, generator) for each in differences]
    each = [_share(flipped, its.mean()) for flipped, its in zip(means, differences, strict=True)]
    return each, _share(np.mean(means, axis=0), np.mean([its.mean() for its in differences]))


def _flipped(differences: NDArray[np.float64], generator: np.random.Generator) -> NDArray[np.float64]:
    """The mean of the differences, their signs flipped, so many times."""
    size = _AT_ONCE, len(differences)
    rounds = [(generator.integers(0, 2, size) * 2 - 1) @ differences for _ in range(FLIPS // _AT_ONCE)]
    return np.concatenate(rounds) / len(differences)


def _share(flipped: NDArray[np.float64], observed: np.floating) -> float:
    return float((1 + (np.abs(flipped) >= abs(observed) - _ROUNDING).sum()) / (FLIPS + 1))
