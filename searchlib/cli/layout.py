"""Where do lines break? Text goes in; the ranges of it that fill lines of a given number of cells come out.

A cell is one column of a terminal: Chinese and Japanese characters take two, combining marks none.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate

from searchlib import highlight
from searchlib.highlight import Spans

__all__ = ["cells", "clipped", "one_line", "shortened", "word_spans", "wrap"]

_WORD = re.compile(r"[^ ]+")
_BREAKS = dict.fromkeys((9, 10, 13, 133, 8232, 8233), " ")
_SURROGATES = re.compile("[\ud800-\udfff]")
_CLOSING = frozenset("、。，．！？：；）」』】〕》〉…’”")  # these do not begin a line


def one_line(text: str) -> str:
    """``text`` as one line that is safe on a terminal and can be encoded; as many code points as before."""
    return _SURROGATES.sub("\ufffd", highlight.printable(text.translate(_BREAKS)))


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
    costs = _running_costs(text, spans, mark_cells)
    line: tuple[int, int] | None = None
    for start, end in _atoms(text, costs, max(1, width - mark_cells)):
        if line and costs[end] - costs[line[0]] <= width:
            line = (line[0], end)
        else:
            if line:
                yield line
            line = (start, end)
    if line:
        yield line


def _running_costs(text: str, spans: Spans, mark_cells: int) -> Sequence[int]:
    """``costs[end] - costs[start]`` are the cells of ``text[start:end]``, marks included."""
    costs = [1] * len(text) if text.isascii() else [_cells_of(character) for character in text]
    for start, _ in spans:
        costs[start] += mark_cells
    return list(accumulate(costs, initial=0))


def _atoms(text: str, costs: Sequence[int], width: int) -> Iterator[tuple[int, int]]:
    """The pieces between which a line may break, spaces left out."""
    for word in _WORD.finditer(text):
        start, end = word.span()
        if word.group().isascii() and costs[end] - costs[start] <= width:
            yield start, end
        else:
            yield from _pieces(text, start, end, costs, width)


def _pieces(text: str, start: int, end: int, costs: Sequence[int], width: int) -> Iterator[tuple[int, int]]:
    """A word cut beside its wide characters, and wherever it is longer than a line."""
    first = start
    for at in range(start + 1, end):
        too_long = costs[at + 1] - costs[first] > width
        if (too_long or _may_break(text, at)) and _cells_of(text[at]):
            yield first, at
            first = at
    yield first, end


def _may_break(text: str, at: int) -> bool:
    beside_wide = _cells_of(text[at]) == 2 or _cells_of(text[at - 1]) == 2
    return beside_wide and text[at] not in _CLOSING
