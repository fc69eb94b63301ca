"""How do the places of words follow each other? Intervals are joined to chains, all of a segment at a time.

An interval is the first and the last of the places that a match covers (a place: see :mod:`.phrases`). A chain is one
interval each of some parts, one behind the other. Its ``reach`` is the last place that it would have without gaps: each
interval adds its width, and a chain's gaps are its last place less its reach. Of the chains before an interval the best
is the one that reaches farthest, a running maximum; no chain of an earlier document reaches into the interval's own.
"""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.execution.phrases import once
from searchlib.engine.execution.readers import Documents

__all__ = [
    "Chains",
    "Intervals",
    "Places",
    "best",
    "distinct",
    "either",
    "every",
    "firsts_of",
    "of_width",
    "rank",
    "within",
]

MANY: Final = 1024  # from so many places on merging may be quicker than looking each up
MERGE_COST: Final = 4  # looking one place up by binary search costs as much as merging so many
SCATTERED: Final = 8  # documents are looked up where there are so many places for each

Places: TypeAlias = NDArray[np.uint32]

NOWHERE: Places = np.empty(0, np.uint32)
NOWHERE.flags.writeable = False


class Intervals(NamedTuple):
    """The first and the last place of each; ascending by the last, then by the first; none twice."""

    firsts: Places
    lasts: Places

    @property
    def widths(self) -> Places:
        """How many places each covers."""
        return self.lasts - self.firsts + np.uint32(1)


class Chains(NamedTuple):
    """Ascending by ``lasts``. ``firsts`` are those of the chains where every one is there, not only the best."""

    firsts: Places
    lasts: Places
    reach: Places

    @classmethod
    def of(cls, part: Intervals) -> "Chains":
        """Chains of one interval."""
        return cls(part.firsts, part.lasts, part.lasts)


def of_width(width: int, lasts: Places) -> Intervals:
    """The intervals of ``width`` places that end at the ascending ``lasts``."""
    return Intervals(lasts if width == 1 else lasts - np.uint32(width - 1), lasts)


def either(several: Sequence[Intervals]) -> Intervals:
    """The intervals of any of them."""
    if len(several) == 1:
        return several[0]
    if all(each.firsts is each.lasts for each in several):
        lasts = np.concatenate([NOWHERE, *[each.lasts for each in several]])
        return of_width(1, once(np.sort(lasts, kind="stable")))  # runs in order: merged
    chains = distinct([Chains.of(each) for each in several])
    return Intervals(chains.firsts, chains.lasts)


def within(part: Intervals, documents: Documents, starts: Places) -> Intervals:
    """Those in ``documents``, which ascend; perhaps more, where it takes longer to choose than to look at all."""
    if len(documents) * SCATTERED > len(part.lasts):
        return part
    rows = _ranges(part.lasts.searchsorted(starts.take(documents)), part.lasts.searchsorted(starts.take(documents + 1)))
    lasts = part.lasts.take(rows)
    return Intervals(lasts if part.firsts is part.lasts else part.firsts.take(rows), lasts)


def best(chains: Chains, part: Intervals, gaps: int | None, starts: Places) -> Chains:
    """Each interval of ``part`` behind the chain before it that reaches farthest, if that leaves no more ``gaps``.

    ``starts`` [documents + 1]: where each document begins.
    """
    before = rank(chains.lasts, part.firsts)
    reach = chains.lasts if gaps is None else np.maximum.accumulate(chains.reach)
    reach = reach.take(before - 1, mode="clip")
    keep = before > 0
    if gaps is not None:
        keep &= part.firsts - reach <= gaps + 1
    rows = keep.nonzero()[0]
    reach = reach.take(rows)
    inside = firsts_of(part.firsts.take(rows), starts) <= reach
    rows, reach = rows[inside], reach[inside]
    lasts = part.lasts.take(rows)
    if part.firsts is part.lasts:
        return Chains(lasts, lasts, reach + np.uint32(1))
    return Chains(part.firsts.take(rows), lasts, reach + part.widths.take(rows))


def every(chains: Chains, part: Intervals, gaps: int | None, starts: Places) -> Chains:
    """Each interval of ``part`` behind every chain before it that leaves no more ``gaps``; else as :func:`best`."""
    lowest = firsts_of(part.firsts, starts).astype(np.int64)
    if gaps is not None:
        np.maximum(lowest, part.firsts.astype(np.int64) - 1 - gaps, out=lowest)
    low, high = rank(chains.lasts, lowest.astype(np.uint32)), rank(chains.lasts, part.firsts)
    theirs = _ranges(low, high)
    own = np.arange(len(part.lasts)).repeat(high - low)
    lasts, reach = part.lasts.take(own), chains.reach.take(theirs) + part.widths.take(own)
    keep = slice(None) if gaps is None else lasts - reach <= gaps
    return distinct([Chains(chains.firsts.take(theirs)[keep], lasts[keep], reach[keep])])


def distinct(several: Sequence[Chains]) -> Chains:
    """Of the chains with the same first and last place the one that reaches farthest."""
    firsts, lasts, reach = map(np.concatenate, zip(Chains.of(of_width(1, NOWHERE)), *several, strict=True))
    if not len(firsts):
        return Chains(firsts, lasts, reach)
    keys = (lasts.astype(np.uint64) << np.uint64(32)) | firsts
    order = keys.argsort(kind="stable")  # runs in order: merged
    keys = keys.take(order)
    rows = np.concatenate(([True], keys[1:] != keys[:-1])).nonzero()[0]
    kept = order.take(rows)
    return Chains(firsts.take(kept), lasts.take(kept), np.maximum.reduceat(reach.take(order), rows))


def firsts_of(places: Places, starts: Places) -> Places:
    """The first place of the document in which each of ``places`` lies."""
    return starts.take(rank(starts, places, "right") - 1)


def rank(values: Places, wanted: Places, side: Literal["left", "right"] = "left") -> NDArray[np.intp]:
    """``values.searchsorted(wanted, side)``; quicker where both are long and ascend, by merging the two."""
    if len(wanted) < MANY or len(wanted) * MERGE_COST < len(values) or (wanted[1:] < wanted[:-1]).any():
        return values.searchsorted(wanted, side)
    earlier = (wanted, values) if side == "left" else (values, wanted)  # of equal ones
    order = np.concatenate(earlier).argsort(kind="stable")  # two runs in order: one pass
    rows = (order < len(wanted) if side == "left" else order >= len(values)).nonzero()[0]
    rows -= np.arange(len(rows))
    return rows


def _ranges(low: NDArray[np.intp], high: NDArray[np.intp]) -> NDArray[np.intp]:
    """The numbers from each of ``low`` up to each of ``high``, one range after the other."""
    counts = high - low
    rows = np.arange(counts.sum())
    rows += (low - counts.cumsum() + counts).repeat(counts)
    return rows
