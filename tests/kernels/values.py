"""What the laws of kernels are tried on: small arrays of each kind, and the ways that long ones go."""

from unittest.mock import patch

import numpy as np
from hypothesis import strategies as st

from searchlib.kernels import lookup, positions, sets, topk

SIZE = 40
"""Documents are below it."""

numbers = st.integers(0, SIZE - 1)
ascending = st.sets(numbers, max_size=SIZE).map(sorted)
counts = st.lists(st.integers(0, 5), max_size=12)
scores = st.sampled_from([0.25, 0.5, 1.0, 2.0, 3.0, 8.0])
scored = st.dictionaries(numbers, scores, max_size=SIZE).map(lambda given: dict(sorted(given.items())))

_LONG = (
    {},
    {lookup: {"MANY": 0, "MERGE_COST": 1000}, sets: {"LONG": 0}, topk: {"NARROW": 1, "LONG": 3, "BLOCK": 2}},
    {lookup: {"MANY": 0, "SPARSE": 0}, positions: {"FEW": 0}, topk: {"NARROW": 3}},
)
every_way = st.sampled_from(range(len(_LONG)))
"""Which way of :func:`ways` is gone."""


def ways(number):
    """Where the ways part for short and long arrays: as it is, or so that small ones go the ways of long ones."""
    return _Patches([patch.multiple(module, **values) for module, values in _LONG[number].items()])


class _Patches:
    def __init__(self, patches):
        self._patches = patches

    def __enter__(self):
        for each in self._patches:
            each.start()

    def __exit__(self, *_error):
        for each in self._patches:
            each.stop()


def array(values, kind=np.uint32):
    return np.array(values, kind)


def found(scored):
    """A list of documents with their scores."""
    return array(list(scored)), array(list(scored.values()), np.float32)


def ordered(pairs):
    """Intervals in the order that kernels want: ascending by last, then by first."""
    return sorted(pairs, key=lambda pair: pair[::-1])


def as_arrays(pairs):
    """Intervals as their firsts and lasts; those of one place as the index gives them, one array twice."""
    lasts = array([last for _, last in ordered(pairs)])
    is_single = all(first == last for first, last in pairs)
    return (lasts if is_single else array([first for first, _ in ordered(pairs)])), lasts
