"""Offsets of parts: how long each is, where it begins, which rows are in it; and the narrowest type for a number."""

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from searchlib.kernels.arrays import Array, Int64

__all__ = ["counts_of", "fitting", "groups_within", "narrowest", "offsets_of", "ranges", "repeated"]

Scalar = TypeVar("Scalar", bound=np.generic)


def narrowest(largest: int) -> np.dtype[Any]:
    """The narrowest unsigned type that holds ``largest``."""
    for code in ("<u1", "<u2", "<u4"):
        if largest <= np.iinfo(code).max:
            return np.dtype(code)
    return np.dtype("<u8")


def offsets_of(counts: Array | Sequence[int]) -> Int64:
    """Where each part begins and the last ends: int64 [n + 1], from the lengths of n parts (or of flags). Linear."""
    offsets = np.zeros(len(counts) + 1, np.int64)
    if len(counts):
        np.cumsum(counts, out=offsets[1:])
    return offsets


def counts_of(offsets: Array) -> Int64:
    """The lengths of the parts that :func:`offsets_of` made offsets of: int64 [n]; below 0 where they run backwards."""
    wide = offsets.astype(np.int64, copy=False)
    return wide[1:] - wide[:-1]


def ranges(starts: Array, counts: Array) -> Int64:
    """The indices of parts, one after the other: starts[0], starts[0] + 1, ... for counts[0] of them, and so on.

    ``starts`` and ``counts`` [n] are integers, int64 [sum of counts] comes out. Linear in both. Raises ValueError for
    counts below 0.
    """
    offsets = offsets_of(counts)
    indices = np.arange(offsets[-1])
    indices += np.repeat(starts - offsets[:-1], counts)
    return indices


def repeated(values: NDArray[Scalar], counts: Array) -> NDArray[Scalar]:
    """What is said of n parts, said of their rows: values[0] for counts[0] times, and so on; [sum of counts]. Linear.

    Raises ValueError for counts below 0.
    """
    return values.repeat(counts)


def fitting(counts: Array, limit: int) -> int:
    """How many of the first parts have together no more than ``limit``; counts are 0 or more. Linear."""
    return int(np.cumsum(counts, dtype=np.int64).searchsorted(limit, "right"))


def groups_within(counts: Array | Sequence[int], limit: int) -> Iterator[tuple[int, int]]:
    """Neighbouring parts that have together no more than ``limit``, as many as go, or one that has more alone.

    Gives the numbers of the first and after the last part of each group; all parts, in order. Linear, and a binary
    search for each group.
    """
    ends = offsets_of(counts)[1:]
    first = done = 0
    while first < len(ends):
        last = max(first + 1, int(ends.searchsorted(done + limit, "right")))
        yield first, last
        first, done = last, int(ends[last - 1])
