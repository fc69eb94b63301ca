"""Which few moves make postings of arrays? Offsets, concatenated ranges, narrow types: functions without state."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Array", "Int64", "counts_of", "distinct_rows", "narrowest", "offsets_of", "ranges", "stable_order"]

Array: TypeAlias = NDArray[Any]
Int64: TypeAlias = NDArray[np.int64]


def narrowest(largest: int) -> np.dtype[Any]:
    """The narrowest unsigned type that holds ``largest``."""
    for code in ("<u1", "<u2", "<u4"):
        if largest <= np.iinfo(code).max:
            return np.dtype(code)
    return np.dtype("<u8")


def offsets_of(counts: Array) -> Int64:
    """Where each part begins and the last ends: int64 [n + 1], from the lengths of n parts."""
    offsets = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=offsets[1:])
    return offsets


def counts_of(offsets: Array) -> Int64:
    """The lengths of the parts that :func:`offsets_of` made offsets of: int64 [n]."""
    wide = offsets.astype(np.int64)
    return wide[1:] - wide[:-1]


def ranges(starts: Array, counts: Array) -> Int64:
    """The indices of parts, one after the other: starts[0], starts[0] + 1, ... for counts[0] of them, and so on."""
    offsets = offsets_of(counts)
    return np.repeat(starts - offsets[:-1], counts) + np.arange(offsets[-1])


def distinct_rows(*columns: Array) -> NDArray[np.bool_]:
    """Of rows in order, those that differ from the one before in any column; the first always does."""
    new = np.ones(len(columns[0]), bool)
    if len(new) > 1:
        new[1:] = columns[0][1:] != columns[0][:-1]
        for column in columns[1:]:
            new[1:] |= column[1:] != column[:-1]
    return new


def stable_order(numbers: Array, limit: int) -> Int64:
    """The order that sorts numbers below ``limit``, equal ones as they stand: radix rounds of 16 bits each."""
    order: Int64 = np.argsort(numbers.astype(np.uint16), kind="stable")
    if limit > 1 << 16:
        high = (numbers >> 16).astype(np.uint16)
        order = order[np.argsort(high[order], kind="stable")]
    return order
