"""Where do several parts stand near each other? Their intervals are joined: those of the matches come out.

In their order, parts are joined one after the other. In any order, the windows are found first that hold enough of each
part and are no longer than allowed. Where no two of the parts' latest intervals in a window share a place, it is a
match. In the other documents the parts are put together as in Held and Karp, "A Dynamic Programming Approach to
Sequencing Problems" (1962): the best chains of each set of parts from those of the sets with one part less; or, if
there are too many sets (STATES), windows are taken for matches.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from math import prod
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.execution.deadline import Deadline
from searchlib.engine.execution.intervals import (
    NOWHERE,
    Chains,
    Intervals,
    Places,
    best,
    distinct,
    every,
    firsts_of,
    rank,
    within,
)
from searchlib.engine.execution.phrases import once
from searchlib.highlight.proximity import STATES

__all__ = ["ends", "matches"]

_Join: TypeAlias = Callable[[Chains, Intervals, int | None, Places], Chains]
_Groups: TypeAlias = Sequence[tuple[Intervals, int]]  # each different part, and how many times it is one


def ends(
    parts: Sequence[Intervals], gaps: int | None, is_ordered: bool, starts: Places, deadline: Deadline | None = None
) -> Places:
    """The different last places of the matches of a Near of ``parts``, ascending.

    ``starts`` [documents + 1]: where each document begins. Raises OutOfTime once the ``deadline`` has passed.
    """
    several = [chains.lasts for chains in _met(parts, gaps, is_ordered, starts, best, deadline)]
    return once(several[0] if len(several) == 1 else np.sort(np.concatenate([NOWHERE, *several]), kind="stable"))


def matches(
    parts: Sequence[Intervals], gaps: int | None, is_ordered: bool, starts: Places, deadline: Deadline | None = None
) -> Intervals:
    """The intervals that the matches of a Near of ``parts`` cover."""
    chains = distinct(_met(parts, gaps, is_ordered, starts, every, deadline))
    return Intervals(chains.firsts, chains.lasts)


def _met(
    parts: Sequence[Intervals],
    gaps: int | None,
    is_ordered: bool,
    starts: Places,
    join: _Join,
    deadline: Deadline | None,
) -> Sequence[Chains]:
    """The chains of all parts; between two joins the deadline is asked."""
    wants_all = join is every
    if deadline is not None:
        join = _asking(deadline, join)
    if not parts or not all(len(part.lasts) for part in parts) or (gaps is not None and gaps < 0):
        return []
    if not is_ordered and len(parts) > 1:
        return _in_any_order(_grouped(parts), gaps, starts, join, wants_all)
    chains = Chains.of(parts[0])
    for part in parts[1:]:
        if not len(chains.lasts):
            return []
        chains = join(chains, part, gaps, starts)
    return [chains]


def _asking(deadline: Deadline, join: _Join) -> _Join:
    def joined(*given: Any) -> Chains:
        deadline.check()
        return join(*given)

    return joined


def _grouped(parts: Sequence[Intervals]) -> _Groups:
    """The different parts, those with few intervals first."""
    groups: list[tuple[Intervals, int]] = []
    for part in sorted(parts, key=lambda part: len(part.lasts)):
        for number, (other, times) in enumerate(groups):
            if all(map(np.array_equal, other, part)):
                groups[number] = (other, times + 1)
                break
        else:
            groups.append((part, 1))
    return groups


def _in_any_order(groups: _Groups, gaps: int | None, starts: Places, join: _Join, wants_all: bool) -> Sequence[Chains]:
    found, certain = _windows(groups, gaps, starts)
    if prod(times + 1 for _, times in groups) > STATES:
        return [found]
    documents = rank(starts, found.lasts, "right") - 1
    doubtful = once((documents if wants_all else documents[~certain]).astype(np.uint32))
    if not len(doubtful):
        return [found]
    keep = ~np.isin(documents, doubtful)
    few = [(within(part, doubtful, starts), times) for part, times in groups]
    return [Chains(*[each[keep] for each in found]), *_put_together(few, gaps, starts, join)]


def _put_together(groups: _Groups, gaps: int | None, starts: Places, join: _Join) -> Sequence[Chains]:
    """The chains of all parts, from those of each set of parts: a set is how often each group is in it."""
    sets: dict[tuple[int, ...], list[Chains]] = {(0,) * len(groups): []}
    for size in range(sum(times for _, times in groups)):
        longer: defaultdict[tuple[int, ...], list[Chains]] = defaultdict(list)
        for members, several in sets.items():
            chains = several[0] if len(several) == 1 else distinct(several)
            for number, (part, times) in enumerate(groups):
                if members[number] < times:
                    joined = join(chains, part, gaps, starts) if size else Chains.of(part)
                    if len(joined.lasts):
                        longer[(*members[:number], members[number] + 1, *members[number + 1 :])].append(joined)
        sets = longer
    return [chains for several in sets.values() for chains in several]


def _windows(groups: _Groups, gaps: int | None, starts: Places) -> tuple[Chains, NDArray[np.bool_]]:
    """The windows that hold enough of each part and hardly more than allowed; and which are matches for sure.

    All matches end where a window does: a window has the latest intervals before its end, and is no longer than if all
    of them were of their greatest width.
    """
    lasts = np.concatenate([part.lasts for part, _ in groups])
    order = lasts.argsort(kind="stable")  # runs in order: merged
    lasts = lasts.take(order)
    owners = np.arange(len(groups), dtype=np.uint16).repeat([len(part.lasts) for part, _ in groups]).take(order)
    floors = np.full(len(lasts), np.iinfo(np.uint32).max, np.uint32)  # 1 more than where each window begins
    for number, (part, times) in enumerate(groups):
        latest = np.zeros(len(lasts), np.uint32)
        rows = (owners == number).nonzero()[0]
        latest[rows[times - 1 :]] = np.maximum.accumulate(part.firsts)[: len(rows) - times + 1] + np.uint32(1)
        np.minimum(floors, np.maximum.accumulate(latest), out=floors)
    shares_places = bool((lasts[1:] == lasts[:-1]).any())
    widths = [(int(part.widths.min()), int(part.widths.max())) for part, _ in groups]
    keep = floors > 0
    if gaps is not None:
        longest = sum(width * times for (_, width), (_, times) in zip(widths, groups, strict=True)) + gaps
        keep &= lasts - floors + np.uint32(1) < longest
    lasts, floors = lasts[keep], floors[keep] - np.uint32(1)
    inside = firsts_of(lasts, starts) <= floors
    windows = Chains(floors[inside], lasts[inside], lasts[inside])
    if any(least < most for least, most in widths):
        return windows, np.zeros(len(windows.lasts), np.bool_)
    if not shares_places and all(width == 1 for width, _ in widths):
        return windows, np.ones(len(windows.lasts), np.bool_)
    return windows, _are_apart(groups, windows.lasts)


def _are_apart(groups: _Groups, ends: Places) -> NDArray[np.bool_]:
    """For each end whether the latest intervals before it have no place in common; they have one width a part."""
    rows = [(part, rank(part.lasts, ends, "right") - 1 - back) for part, times in groups for back in range(times)]
    firsts = np.stack([part.firsts.take(row) for part, row in rows], axis=1)
    lasts = np.stack([part.lasts.take(row) for part, row in rows], axis=1)
    firsts.sort(axis=1)  # of intervals that stand apart, the first and last places are in the same order
    lasts.sort(axis=1)
    apart: NDArray[np.bool_] = np.logical_and.reduce(firsts[:, 1:] > lasts[:, :-1], axis=1)
    return apart
