"""Into which pieces is an article's text cut? A few chunks of some kilobytes, so that reading a paragraph takes one.

A chunk begins where a paragraph does, the first one where the text does; the chunks of an article make its whole text.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

__all__ = ["CHUNK_SIZE", "cuts_of"]

CHUNK_SIZE = 1800
"""A chunk ends with the paragraph that takes it to so many code points."""

_REST = CHUNK_SIZE // 3  # less than that is no chunk of its own


def cuts_of(length: int, starts: Sequence[int]) -> Iterator[int]:
    """The paragraphs with which a further chunk begins, of a text of ``length``; ``starts`` ascend."""
    begin = 0
    while begin + CHUNK_SIZE < length - _REST:
        number = bisect_left(starts, begin + CHUNK_SIZE)
        if number == len(starts) or starts[number] >= length - _REST:
            return
        yield number
        begin = starts[number]
