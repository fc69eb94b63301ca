"""Which words of a text stand near each other? Where the parts of a Near stand goes in, where it matches comes out.

Places are positions in one text, an interval the first and the last of those that a match covers; with each goes what
is marked of it.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate, permutations
from math import prod
from typing import Final, TypeAlias

from searchlib.analysis import Span
from searchlib.query.queries import MOST_SETS

__all__ = ["Standing", "marked", "matches", "merged"]

Interval: TypeAlias = tuple[int, int]
Standing: TypeAlias = dict[Interval, set[Span]]
"""What to mark, by the interval at which it stands."""

_Chain: TypeAlias = tuple[tuple[int, ...], int, int, int | None]
"""How often each part is still to come, the first place, the place behind, and how many gaps there may still be."""

_FEW: Final = 4  # parts in any order are looked for in each


def marked(parts: Sequence[Standing], gaps: int | None, is_ordered: bool) -> set[Span]:
    """What takes part in any match of a Near of ``parts``."""
    if is_ordered:
        return _marked_in_order(parts, gaps)
    if len(parts) <= _FEW:
        return set().union(*(_marked_in_order(order, gaps) for order in permutations(parts)))
    return set().union(*matches(parts, gaps, is_ordered).values())


def matches(parts: Sequence[Standing], gaps: int | None, is_ordered: bool) -> Standing:
    """The matches of a Near of ``parts``, each with what takes part in it."""
    if not parts or not all(parts):
        return {}
    groups = [(part, 1) for part in parts] if is_ordered else _grouped(parts)
    if not is_ordered and prod(times + 1 for _, times in groups) > MOST_SETS:
        return _windows(groups, gaps)
    return _put_together(groups, gaps, is_ordered)


def merged(several: Iterable[Standing]) -> Standing:
    """Where any of ``several`` stands."""
    found: Standing = {}
    for standing in several:
        for interval, spans in standing.items():
            found[interval] = found.get(interval, set()) | spans
    return found


def _marked_in_order(parts: Sequence[Standing], gaps: int | None) -> set[Span]:
    """What takes part in a chain of all parts: the fewest gaps before it and behind it are few enough."""
    spans: set[Span] = set()
    before = _fewest_gaps(parts)
    mirrored = [{(-last, -first): spans for (first, last), spans in part.items()} for part in reversed(parts)]
    for part, left, right in zip(parts, before, reversed(_fewest_gaps(mirrored)), strict=True):
        for (first, last), gaps_before in left.items():
            gaps_behind = right.get((-last, -first))
            if gaps_behind is not None and (gaps is None or gaps_before + gaps_behind <= gaps):
                spans |= part[first, last]
    return spans


def _fewest_gaps(parts: Sequence[Standing]) -> list[dict[Interval, int]]:
    """For each part its intervals that end a chain of the parts up to it, with the fewest gaps of such a chain."""
    levels: list[dict[Interval, int]] = []
    for part in parts:
        if not levels:
            levels.append(dict.fromkeys(part, 0))
            continue
        ends = sorted((last, last - gaps) for (_, last), gaps in levels[-1].items())
        reach = list(accumulate((reach for _, reach in ends), max))
        lasts = [last for last, _ in ends]
        level: dict[Interval, int] = {}
        for first, last in part:
            chains = bisect_left(lasts, first)
            if chains:
                level[first, last] = first - 1 - reach[chains - 1]
        levels.append(level)
    return levels


def _grouped(parts: Sequence[Standing]) -> list[tuple[Standing, int]]:
    """The different parts, each with how many times it is one."""
    distinct = [part for number, part in enumerate(parts) if part not in parts[:number]]
    return [(part, parts.count(part)) for part in distinct]


def _put_together(groups: Sequence[tuple[Standing, int]], gaps: int | None, is_ordered: bool) -> Standing:
    """All matches, from chains of fewer parts."""
    rows = [sorted(part) for part, _ in groups]
    chains: dict[_Chain, set[Span]] = {}
    missing = tuple(times for _, times in groups)
    for first in {first for part, _ in groups for first, _ in part}:
        chains[missing, first, first, gaps] = set()
    for size in range(sum(missing)):
        longer: dict[_Chain, set[Span]] = {}
        for (left, start, place, room), spans in chains.items():
            wanted = [number for number, times in enumerate(left) if times]
            for number in wanted[:1] if is_ordered else wanted:
                fewer = (*left[:number], left[number] - 1, *left[number + 1 :])
                part, row = groups[number][0], rows[number]
                for first, last in row[bisect_left(row, (place, place)) :]:
                    gap = first - place
                    if gap and (not size or (room is not None and gap > room)):
                        break
                    key = (fewer, start, last + 1, None if room is None else room - gap)
                    longer[key] = longer.get(key, set()) | spans | part[first, last]
        chains = longer
    return merged({(start, place - 1): spans} for (_, start, place, _), spans in chains.items())


def _windows(groups: Sequence[tuple[Standing, int]], gaps: int | None) -> Standing:
    """What stands in windows that hold enough of each part, no longer than if all were of their greatest width."""
    longest = sum(times * max(last - first + 1 for first, last in part) for part, times in groups)
    everything = sorted({interval for part, _ in groups for interval in part})
    found: Standing = {}
    for start in sorted({first for first, _ in everything}):
        end = everything[-1][1] + 1 if gaps is None else start + longest + gaps
        inside = [[each for each in part if start <= each[0] and each[1] < end] for part, _ in groups]
        if all(len(some) >= times for some, (_, times) in zip(inside, groups, strict=True)):
            held = [(part[each], each[1]) for some, (part, _) in zip(inside, groups, strict=True) for each in some]
            found[start, max(last for _, last in held)] = set().union(*(spans for spans, _ in held))
    return found
