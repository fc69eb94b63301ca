"""Where do lines break? Text goes in; the ranges of it that fill lines of a given number of cells come out.

A cell is one column of a terminal: Chinese and Japanese characters take two, combining marks none.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

from searchlib.highlight.formatter import Spans, printable

__all__ = ["cells", "clipped", "one_line", "shortened", "word_spans", "wrap"]

_WORD = re.compile(r"[^ ]+")
_BREAKS = dict.fromkeys((9, 10, 13, 133, 8232, 8233), " ")
_SURROGATES = re.compile("[\ud800-\udfff]")
_CLOSING = frozenset("、。，．！？：；）」』】〕》〉…’”")  # these do not begin a line


def one_line(text: str) -> str:
    """``text`` as one line that is safe on a terminal and can be encoded; as many code points as before."""
    return _SURROGATES.sub("\ufffd", printable(text.translate(_BREAKS)))


def _cells_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cells(text: str) -> int:
    """How many columns of a terminal ``text`` takes."""
    return len(text) if text.isascii() else sum(map(_cells_of, text))


def shortened(text: str, width: int) -> str:
    """``text``, or as much of it as fits into ``width`` cells with an ellipsis behind."""
    if cells(text) <= width:
        return text
    kept = 0
    for end, character in enumerate(text):
        kept += _cells_of(character)
        if kept > width - 1:
            return text[:end].rstrip() + "…"
    return text


def word_spans(text: str, spans: Spans) -> Spans:
    """``spans`` cut at spaces and joined where they touch, so that each marks one piece of one line."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        for word in _WORD.finditer(text, start, end):
            if joined and joined[-1][1] == word.start():
                joined[-1] = (joined[-1][0], word.end())
            else:
                joined.append(word.span())
    return tuple(joined)


def clipped(spans: Spans, start: int, end: int) -> Spans:
    """The parts of ``spans`` inside ``start``..``end``, counted from ``start``."""
    inside = ((max(first, start), min(last, end)) for first, last in spans if first < end and last > start)
    return tuple((first - start, last - start) for first, last in inside)


def wrap(text: str, width: int, spans: Spans = (), mark_cells: int = 0) -> Iterator[tuple[int, int]]:
    """The lines of ``text``: (start, end) ranges of it, at most ``width`` cells each where that is possible.

    ``spans`` are as from :func:`word_spans`, and each takes ``mark_cells`` cells more than its text. Lines
    break at spaces and beside wide characters; a longer word is broken where the line ends.
    """
    measure = _Ruler(text, spans, mark_cells)
    line: tuple[int, int] | None = None
    for start, end in _atoms(text, measure, width):
        if line and measure(line[0], end) <= width:
            line = (line[0], end)
        else:
            if line:
                yield line
            line = (start, end)
    if line:
        yield line


class _Ruler:
    """How many cells a piece of the text takes, marks included; a mark that it begins inside is opened anew."""

    def __init__(self, text: str, spans: Spans, mark_cells: int) -> None:
        costs = [1] * len(text) if text.isascii() else [_cells_of(character) for character in text]
        self._reopening = [0] * len(text)
        for start, end in spans:
            costs[start] += mark_cells
            self._reopening[start + 1 : end] = [mark_cells] * (end - start - 1)
        self._sums = list(accumulate(costs, initial=0))

    def __call__(self, start: int, end: int) -> int:
        return self._sums[end] - self._sums[start] + self._reopening[start]


def _atoms(text: str, measure: _Ruler, width: int) -> Iterator[tuple[int, int]]:
    """The pieces between which a line may break, spaces left out."""
    for word in _WORD.finditer(text):
        start, end = word.span()
        if word.group().isascii() and measure(start, end) <= width:
            yield start, end
        else:
            yield from _pieces(text, start, end, measure, width)


def _pieces(text: str, start: int, end: int, measure: _Ruler, width: int) -> Iterator[tuple[int, int]]:
    """A word cut beside its wide characters, and wherever it is longer than a line."""
    first = start
    for at in range(start + 1, end):
        too_long = measure(first, at + 1) > width
        if (too_long or _may_break(text, at)) and _cells_of(text[at]):
            yield first, at
            first = at
    yield first, end


def _may_break(text: str, at: int) -> bool:
    beside_wide = _cells_of(text[at]) == 2 or _cells_of(text[at - 1]) == 2
    return beside_wide and text[at] not in _CLOSING
