"""Intervals of places, and chains of them: one interval each of some parts, one behind the other.

An interval is the first and the last of the places that a match covers. A chain's ``reach`` is the last place that it
would have without gaps: each interval adds its width, and a chain's gaps are its last place less its reach. Of the
chains before an interval the best is the one that reaches farthest, a running maximum; no chain of an earlier document
reaches into the interval's own. All of a segment's are looked at together.
"""

from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np

from searchlib.kernels.arrays import Documents, Places
from searchlib.kernels.borders import highest_of_runs, once, run_starts
from searchlib.kernels.lookup import rank
from searchlib.kernels.offsets import ranges, repeated

__all__ = [
    "NOWHERE",
    "Chains",
    "Intervals",
    "chains_of",
    "distinct",
    "either",
    "extended",
    "extended_every_way",
    "firsts_of",
    "of_width",
    "widths_of",
    "within",
]

SCATTERED: Final = 8  # documents are looked up where there are so many places for each

NOWHERE: Places = np.empty(0, np.uint32)
NOWHERE.flags.writeable = False

Intervals: TypeAlias = tuple[Places, Places]
"""The first and the last place of each; ascending by the last, then by the first; none twice.

Where all cover one place the two are one array."""

Chains: TypeAlias = tuple[Places, Places, Places]
"""The first place, the last and the reach of each, ascending by the last.

The first places are those of the chains where every one is there, not only the best."""


def chains_of(part: Intervals) -> Chains:
    """Chains of one interval."""
    firsts, lasts = part
    return firsts, lasts, lasts


def widths_of(part: Intervals) -> Places:
    """How many places each covers."""
    firsts, lasts = part
    return lasts - firsts + np.uint32(1)


def of_width(width: int, lasts: Places) -> Intervals:
    """The intervals of ``width`` places that end at the ascending ``lasts``, none of them before the ``width``-th."""
    return (lasts if width == 1 else lasts - np.uint32(width - 1)), lasts


def either(several: Sequence[Intervals]) -> Intervals:
    """The intervals of any of them. Sorts all, as runs in order."""
    if len(several) == 1:
        return several[0]
    if all(firsts is lasts for firsts, lasts in several):
        lasts = np.concatenate([NOWHERE, *[lasts for _, lasts in several]])
        return of_width(1, once(np.sort(lasts, kind="stable")))  # runs in order: merged
    firsts, lasts, _ = distinct([chains_of(each) for each in several])
    return firsts, lasts


def within(part: Intervals, documents: Documents, starts: Places) -> Intervals:
    """Those in ``documents``, which ascend; perhaps more, where it takes longer to choose than to look at all."""
    firsts, lasts = part
    if len(documents) * SCATTERED > len(lasts):
        return part
    low, high = rank(lasts, starts.take(documents)), rank(lasts, starts.take(documents + 1))
    rows = ranges(low, high - low)
    kept = lasts.take(rows)
    return (kept if firsts is lasts else firsts.take(rows)), kept


def extended(chains: Chains, part: Intervals, gaps: int | None, starts: Places) -> Chains:
    """Each interval of ``part`` behind the chain before it that reaches farthest, if that leaves no more ``gaps``.

    ``starts`` [documents + 1]: where each document begins. Linear in the chains, and n log m for the intervals.
    """
    (firsts, lasts), (_, ends, reaching) = part, chains
    if not len(ends):
        return NOWHERE, NOWHERE, NOWHERE
    before = rank(ends, firsts)
    reach = ends if gaps is None else np.maximum.accumulate(reaching)
    reach = reach.take(before - 1, mode="clip")
    keep = before > 0
    if gaps is not None:
        keep &= firsts - reach <= gaps + 1
    rows = keep.nonzero()[0]
    reach = reach.take(rows)
    inside = firsts_of(firsts.take(rows), starts) <= reach
    rows, reach = rows[inside], reach[inside]
    kept = lasts.take(rows)
    if firsts is lasts:
        return kept, kept, reach + np.uint32(1)
    return firsts.take(rows), kept, reach + widths_of(part).take(rows)


def extended_every_way(chains: Chains, part: Intervals, gaps: int | None, starts: Places) -> Chains:
    """Each interval of ``part`` behind every chain before it that leaves no more ``gaps``; else as :func:`extended`.

    As many chains are looked at as there are pairs in one document and near enough.
    """
    (firsts, lasts), (their_firsts, ends, reaching) = part, chains
    lowest = firsts_of(firsts, starts).astype(np.int64)
    if gaps is not None:
        np.maximum(lowest, firsts.astype(np.int64) - 1 - gaps, out=lowest)
    low, high = rank(ends, lowest.astype(np.uint32)), rank(ends, firsts)
    theirs = ranges(low, high - low)
    own = repeated(np.arange(len(lasts)), high - low)
    last, reach = lasts.take(own), reaching.take(theirs) + widths_of(part).take(own)
    keep = slice(None) if gaps is None else last - reach <= gaps
    return distinct([(their_firsts.take(theirs)[keep], last[keep], reach[keep])])


def distinct(several: Sequence[Chains]) -> Chains:
    """Of the chains with the same first and last place the one that reaches farthest. Sorts all, as runs in order."""
    firsts, lasts, reach = map(np.concatenate, zip((NOWHERE, NOWHERE, NOWHERE), *several, strict=True))
    if not len(firsts):
        return firsts, lasts, reach
    keys = (lasts.astype(np.uint64) << np.uint64(32)) | firsts
    order = keys.argsort(kind="stable")  # runs in order: merged
    rows = run_starts(keys.take(order))
    kept = order.take(rows)
    return firsts.take(kept), lasts.take(kept), highest_of_runs(reach.take(order), rows)


def firsts_of(places: Places, starts: Places) -> Places:
    """The first place of the document in which each of ``places`` lies. n log documents."""
    return starts.take(rank(starts, places, "right") - 1)
