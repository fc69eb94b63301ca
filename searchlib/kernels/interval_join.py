"""Nears: the intervals of several parts go in, those of the matches where all stand near each other come out.

In their order, parts are joined one after the other. In any order, the windows are found first that hold enough of each
part and are no longer than allowed. Where no two of the parts' latest intervals in a window share a place, it is a
match. In the other documents the parts are put together as in Held and Karp, "A Dynamic Programming Approach to
Sequencing Problems" (1962): the best chains of each set of parts from those of the sets with one part less; or, if
there are too many sets, windows are taken for matches.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from math import prod
from typing import TypeAlias

import numpy as np

from searchlib.kernels.arrays import Flags, Places
from searchlib.kernels.borders import ascends, once
from searchlib.kernels.intervals import (
    NOWHERE,
    Chains,
    Intervals,
    chains_of,
    distinct,
    extended,
    extended_every_way,
    firsts_of,
    widths_of,
    within,
)
from searchlib.kernels.lookup import rank
from searchlib.kernels.offsets import repeated
from searchlib.kernels.positions import located

__all__ = ["ends_of_matches", "matches"]

_Join: TypeAlias = Callable[[Chains, Intervals, int | None, Places], Chains]
_Groups: TypeAlias = Sequence[tuple[Intervals, int]]  # each different part, and how many times it is one


def ends_of_matches(
    parts: Sequence[Intervals],
    gaps: int | None,
    is_ordered: bool,
    starts: Places,
    most_sets: int,
    check: Callable[[], object] | None = None,
) -> Places:
    """The different last places of the matches of a Near of ``parts``, ascending.

    A match has an interval of each part, none sharing a place with another and, where ``is_ordered``, in the order of
    the parts, and leaves no more than ``gaps`` places between (None: any number, in one document). ``starts``
    [documents + 1]: where each document begins. In any order no more than ``most_sets`` sets of parts are looked at.
    ``check`` is called between two joins: what it raises is passed on.

    In order linear in the intervals, and a look-up for each; in any order the same for each set, in doubtful documents.
    """
    several = [lasts for _, lasts, _ in _met(parts, gaps, is_ordered, starts, extended, most_sets, check)]
    return once(several[0] if len(several) == 1 else np.sort(np.concatenate([NOWHERE, *several]), kind="stable"))


def matches(
    parts: Sequence[Intervals],
    gaps: int | None,
    is_ordered: bool,
    starts: Places,
    most_sets: int,
    check: Callable[[], object] | None = None,
) -> Intervals:
    """The intervals that the matches of a Near of ``parts`` cover; the rest as in :func:`ends_of_matches`.

    All ways to put the parts together are looked at: where there are many, this takes long and much memory.
    """
    firsts, lasts, _ = distinct(_met(parts, gaps, is_ordered, starts, extended_every_way, most_sets, check))
    return firsts, lasts


def _met(
    parts: Sequence[Intervals],
    gaps: int | None,
    is_ordered: bool,
    starts: Places,
    join: _Join,
    most_sets: int,
    check: Callable[[], object] | None,
) -> Sequence[Chains]:
    """The chains of all parts."""
    if not parts or not all(len(lasts) for _, lasts in parts) or (gaps is not None and gaps < 0):
        return []
    wants_all = join is extended_every_way
    if check is not None:
        join = _checking(check, join)
    if not is_ordered and len(parts) > 1:
        return _in_any_order(_grouped(parts), gaps, starts, join, most_sets, wants_all)
    chains = chains_of(parts[0])
    for part in parts[1:]:
        if not len(chains[1]):
            return []
        chains = join(chains, part, gaps, starts)
    return [chains]


def _checking(check: Callable[[], object], join: _Join) -> _Join:
    def joined(chains: Chains, part: Intervals, gaps: int | None, starts: Places) -> Chains:
        check()
        return join(chains, part, gaps, starts)

    return joined


def _grouped(parts: Sequence[Intervals]) -> _Groups:
    """The different parts, those with few intervals first."""
    groups: list[tuple[Intervals, int]] = []
    for part in sorted(parts, key=lambda part: len(part[1])):
        for number, (other, times) in enumerate(groups):
            if all(map(np.array_equal, other, part)):
                groups[number] = (other, times + 1)
                break
        else:
            groups.append((part, 1))
    return groups


def _in_any_order(
    groups: _Groups, gaps: int | None, starts: Places, join: _Join, most_sets: int, wants_all: bool
) -> Sequence[Chains]:
    found, certain = _windows(groups, gaps, starts)
    if prod(times + 1 for _, times in groups) > most_sets:
        return [found]
    documents = located(found[1], starts)
    doubtful = once(documents if wants_all else documents[~certain])
    if not len(doubtful):
        return [found]
    keep = ~np.isin(documents, doubtful)
    few = [(within(part, doubtful, starts), times) for part, times in groups]
    firsts, lasts, reach = found
    return [(firsts[keep], lasts[keep], reach[keep]), *_put_together(few, gaps, starts, join)]


def _put_together(groups: _Groups, gaps: int | None, starts: Places, join: _Join) -> Sequence[Chains]:
    """The chains of all parts, from those of each set of parts: a set is how often each group is in it."""
    sets: dict[tuple[int, ...], list[Chains]] = {(0,) * len(groups): []}
    for size in range(sum(times for _, times in groups)):
        longer: defaultdict[tuple[int, ...], list[Chains]] = defaultdict(list)
        for members, several in sets.items():
            chains = several[0] if len(several) == 1 else distinct(several)
            for number, (part, times) in enumerate(groups):
                if members[number] < times:
                    joined = join(chains, part, gaps, starts) if size else chains_of(part)
                    if len(joined[1]):
                        longer[(*members[:number], members[number] + 1, *members[number + 1 :])].append(joined)
        sets = longer
    return [chains for several in sets.values() for chains in several]


def _windows(groups: _Groups, gaps: int | None, starts: Places) -> tuple[Chains, Flags]:
    """The windows that hold enough of each part and hardly more than allowed; and which are matches for sure.

    All matches end where a window does: a window has the latest intervals before its end, and is no longer than if all
    of them were of their greatest width.
    """
    lasts = np.concatenate([part[1] for part, _ in groups])
    order = lasts.argsort(kind="stable")  # runs in order: merged
    lasts = lasts.take(order)
    sizes = np.array([len(part[1]) for part, _ in groups])
    owners = repeated(np.arange(len(groups), dtype=np.uint16), sizes).take(order)
    floors = np.full(len(lasts), np.iinfo(np.uint32).max, np.uint32)  # 1 more than where each window begins
    for number, (part, times) in enumerate(groups):
        latest = np.zeros(len(lasts), np.uint32)
        rows = (owners == number).nonzero()[0]
        latest[rows[times - 1 :]] = np.maximum.accumulate(part[0])[: len(rows) - times + 1] + np.uint32(1)
        np.minimum(floors, np.maximum.accumulate(latest), out=floors)
    shares_places = not ascends(lasts, strictly=True)
    widths = [(int(each.min()), int(each.max())) for each in (widths_of(part) for part, _ in groups)]
    keep = floors > 0
    if gaps is not None:
        longest = sum(width * times for (_, width), (_, times) in zip(widths, groups, strict=True)) + gaps
        keep &= lasts - floors + np.uint32(1) < longest
    lasts, floors = lasts[keep], floors[keep] - np.uint32(1)
    inside = firsts_of(lasts, starts) <= floors
    windows = (floors[inside], lasts[inside], lasts[inside])
    if any(least < most for least, most in widths):
        return windows, np.zeros(len(windows[1]), np.bool_)
    if not shares_places and all(width == 1 for width, _ in widths):
        return windows, np.ones(len(windows[1]), np.bool_)
    return windows, _are_apart(groups, windows[1])


def _are_apart(groups: _Groups, ends: Places) -> Flags:
    """For each end whether the latest intervals before it have no place in common; they have one width a part."""
    rows = [(part, rank(part[1], ends, "right") - 1 - back) for part, times in groups for back in range(times)]
    firsts = np.stack([part[0].take(row) for part, row in rows], axis=1)
    lasts = np.stack([part[1].take(row) for part, row in rows], axis=1)
    firsts.sort(axis=1)  # of intervals that stand apart, the first and last places are in the same order
    lasts.sort(axis=1)
    apart: Flags = np.logical_and.reduce(firsts[:, 1:] > lasts[:, :-1], axis=1)
    return apart
