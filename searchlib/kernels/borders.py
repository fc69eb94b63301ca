"""Borders of runs: where equal values begin, how long they last, what is the highest of each run; and order."""

import numpy as np
from numpy.typing import NDArray

from searchlib.kernels.arrays import Array, Flags, Int64, Rows
from searchlib.kernels.offsets import Scalar

__all__ = [
    "ascends",
    "distinct_rows",
    "highest_of_runs",
    "lowest_of_runs",
    "once",
    "run_count",
    "run_lengths",
    "run_starts",
    "stable_order",
    "true_in_runs",
]


def distinct_rows(*columns: Array) -> Flags:
    """Of n rows, given by columns [n], those that differ from the one before in any column; the first does. Linear."""
    first = columns[0]
    new = np.empty(len(first), np.bool_)
    new[:1] = True
    np.not_equal(first[1:], first[:-1], out=new[1:])
    for column in columns[1:]:
        new[1:] |= column[1:] != column[:-1]
    return new


def run_starts(*columns: Array) -> Rows:
    """The rows at which runs of equal rows begin, ascending, intp: 0 is the first of them unless there is none."""
    return distinct_rows(*columns).nonzero()[0]


def run_lengths(starts: Rows, count: int) -> Rows:
    """How long each run is, intp [runs], from the ``starts`` of runs that cover the rows up to ``count``. Linear."""
    lengths = np.empty_like(starts)
    np.subtract(starts[1:], starts[:-1], out=lengths[:-1])
    lengths[-1:] = count - starts[-1:]
    return lengths


def run_count(values: Array) -> int:
    """How many runs of equal values there are. Linear."""
    return min(len(values), 1) + int(np.count_nonzero(values[1:] != values[:-1]))


def once(values: NDArray[Scalar]) -> NDArray[Scalar]:
    """Each value of a run once: the different ones of ascending values. Linear; without copy for fewer than two."""
    return values if len(values) < 2 else values[distinct_rows(values)]


def highest_of_runs(values: NDArray[Scalar], starts: Rows) -> NDArray[Scalar]:
    """The highest of each run, [runs]; ``starts`` ascend, none twice, and the last run goes to the end. Linear."""
    highest: NDArray[Scalar] = np.maximum.reduceat(values, starts)
    return highest


def lowest_of_runs(values: NDArray[Scalar], starts: Rows) -> NDArray[Scalar]:
    """The lowest of each run, as :func:`highest_of_runs`; of values [..., n] it is [..., runs]."""
    lowest: NDArray[Scalar] = np.minimum.reduceat(values, starts, axis=-1)
    return lowest


def true_in_runs(flags: Flags, starts: Array) -> NDArray[np.uint32]:
    """How many of each run are true, u4 [runs]; ``starts`` as in :func:`highest_of_runs`."""
    return np.add.reduceat(flags, starts, dtype=np.uint32)


def ascends(values: Array, *, strictly: bool = False) -> bool:
    """Whether no value is below the one before; ``strictly``: nor the same. Linear."""
    before, after = values[:-1], values[1:]
    return not bool((after <= before if strictly else after < before).any())


def stable_order(numbers: Array, limit: int) -> Int64:
    """The order that sorts numbers below ``limit``, equal ones as they stand: radix rounds of 16 bits each."""
    order: Int64 = np.argsort(numbers.astype(np.uint16), kind="stable")
    if limit > 1 << 16:
        high = (numbers >> 16).astype(np.uint16)
        order = order[np.argsort(high[order], kind="stable")]
    return order
