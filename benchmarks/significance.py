"""Is the difference more than chance? Paired randomisation: signs of the differences are flipped at random.

Smucker, Allan and Carterette, "A comparison of statistical significance tests for information retrieval evaluation"
(2007).
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["FLIPS", "p_values"]

FLIPS: Final = 20_000
_AT_ONCE: Final = 2000
_ROUNDING: Final = 1e-12


def p_values(
    differences: Mapping[str, NDArray[np.float64]], means: Mapping[str, Collection[str]], seed: int
) -> dict[str, float]:
    """Of each collection's differences by question, and of each mean of collections that are all there; two-sided."""
    generator = np.random.default_rng(seed)
    flipped = {name: _flipped(each, generator) for name, each in differences.items()}
    whole = {name: meant for name, meant in means.items() if differences.keys() >= {*meant}}
    groups = {**{name: [name] for name in differences}, **whole}
    return {
        name: _share([flipped[each] for each in group], [differences[each] for each in group])
        for name, group in groups.items()
    }


def _flipped(differences: NDArray[np.float64], generator: np.random.Generator) -> NDArray[np.float64]:
    """The mean of the differences, their signs flipped, so many times."""
    size = _AT_ONCE, len(differences)
    rounds = [(generator.integers(0, 2, size) * 2 - 1) @ differences for _ in range(FLIPS // _AT_ONCE)]
    return np.concatenate(rounds) / len(differences)


def _share(flipped: Sequence[NDArray[np.float64]], differences: Sequence[NDArray[np.float64]]) -> float:
    """How often flipped means, averaged, are at least as far from 0 as the means of the differences."""
    observed = np.mean([each.mean() for each in differences])
    return float((1 + (np.abs(np.mean(flipped, axis=0)) >= abs(observed) - _ROUNDING).sum()) / (FLIPS + 1))
