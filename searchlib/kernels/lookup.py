"""Looking values up in ascending ones: by binary search, by merging the two, or by counting."""

from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from searchlib.kernels.arrays import Array, Documents, Flags, Rows, Scores
from searchlib.kernels.borders import ascends
from searchlib.kernels.offsets import offsets_of

__all__ = ["among", "looked_up", "probe", "rank", "row_of"]

MANY: Final = 1024  # from so many values on merging may be quicker than looking each up
MERGE_COST: Final = 8  # looking one value up by binary search costs as much as merging so many: measured from 4,000 on
SPARSE: Final = 16  # one value to so many that are looked up: these are looked for among those, and counted


def rank(values: Array, wanted: Array, side: Literal["left", "right"] = "left") -> Rows:
    """How many of the ascending ``values`` are below each of ``wanted`` (``side`` right: below or equal), intp.

    As ``numpy.searchsorted`` says. n log m; linear in both where both are long and ``wanted`` ascends, too.
    """
    count = len(wanted)
    if count < MANY or count * MERGE_COST < len(values) or not ascends(wanted):
        return values.searchsorted(wanted, side)
    if len(values) * SPARSE < count:
        behind = wanted.searchsorted(values, "left" if side == "right" else "right")
        return offsets_of(np.bincount(behind, minlength=count + 1)[:-1])[1:]
    earlier = (wanted, values) if side == "left" else (values, wanted)  # of equal ones
    order = np.concatenate(earlier).argsort(kind="stable")  # two runs in order: one pass
    rows = (order < count if side == "left" else order >= len(values)).nonzero()[0]
    rows -= np.arange(count)
    return rows


def probe(values: Array, wanted: Array) -> tuple[Rows, Flags]:
    """For each of ``wanted`` the row of ``values`` where it stands if it is there, and whether it is.

    ``values`` ascend; of equal ones the first row is given. n log m, in any order of ``wanted``.
    """
    rows = values.searchsorted(wanted)
    if not len(values):
        return rows, np.zeros(len(wanted), np.bool_)
    return rows, values.take(rows, mode="clip") == wanted


def row_of(values: Array, wanted: int) -> int:
    """The row of the ascending ``values`` where ``wanted`` stands, -1 if it is not there; it fits their type."""
    row = int(values.searchsorted(wanted))
    return row if row < len(values) and values[row] == wanted else -1


def among(values: Array, wanted: Array) -> Flags:
    """For each of ``wanted`` whether it is one of ``values``; both ascend, nothing is twice in either, types are one.

    n log m, or linear in both.
    """
    if len(wanted) < MANY or len(wanted) * MERGE_COST < len(values):
        return probe(values, wanted)[1]
    merged = np.concatenate((values, wanted))
    merged.sort(kind="stable")  # two runs in order: one pass
    common = merged[:-1][merged[1:] == merged[:-1]]
    there = np.zeros(len(wanted), np.bool_)
    there[wanted.searchsorted(common)] = True
    return there


def looked_up(documents: Documents, scores: Scores, wanted: NDArray[np.unsignedinteger[Any]]) -> Scores:
    """What a list of ``documents`` with ``scores`` gives to each of ``wanted``, 0 to what it does not hold. n log m."""
    if not len(documents):
        return np.zeros(len(wanted), scores.dtype)
    rows, there = probe(documents, wanted)
    return scores.take(rows, mode="clip") * there
