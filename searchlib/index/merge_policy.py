"""Which segments are merged, and when? Neighbours of about one size, so that each document is moved a few times."""

from collections.abc import Sequence

__all__ = ["FACTOR", "SMALLEST", "groups_to_merge"]

SMALLEST = 512
"""Up to so many documents all segments count as equally small."""

FACTOR = 4
"""A level's segments are up to so many times as large as those of the level below."""

_SHARE_DELETED = 0.3


def groups_to_merge(live: Sequence[int], deleted: Sequence[int], fresh: int = 0) -> list[tuple[int, int]]:
    """The ranges (first, last not included) of segments to become one each, given the documents of each segment.

    The last ``fresh`` segments are one commit's and always joined. The tail of the list is merged where this makes a
    segment of the next level, so that there are a few segments a level. A segment alone is written anew where much of
    it is deleted.
    """
    first = _tail(live, fresh)
    groups = [(first, len(live))] if len(live) - first > 1 else []
    limit = first if groups else len(live)
    groups += [(n, n + 1) for n in range(limit) if deleted[n] > _SHARE_DELETED * (live[n] + deleted[n])]
    return sorted(groups)


def _level(documents: int) -> int:
    level = 0
    while documents > SMALLEST * FACTOR**level:
        level += 1
    return level


def _tail(live: Sequence[int], fresh: int) -> int:
    """From which segment on all are merged."""
    levels, result = [_level(documents) for documents in live], len(live) - max(fresh, 1)
    for level in range(max(levels, default=0) + 1):
        first = len(live)
        while first and levels[first - 1] <= level:
            first -= 1
        count = len(live) - first
        if count > 1 and (_level(sum(live[first:])) > level or (level == 0 and count >= FACTOR)):
            result = min(result, first)
    return max(result, 0)
