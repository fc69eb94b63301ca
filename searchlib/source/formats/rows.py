"""Lines of a table as rows of cells; a quotation mark that does not quote is text, and costs no other row.

A row whose quotes are in order is read by the standard library's reader, at its speed. Where they are not, the line on
which the row begins is a row of its own and its stray marks are text: what it would have swallowed is read as rows.
"""

import csv
import re
import sys
from collections import deque
from collections.abc import Iterator
from functools import partial

from attrs import define, field, frozen

from searchlib.source.file import LARGEST

__all__ = ["Lines", "Row", "RowReader", "quotes_cells", "split_header"]

_LONGEST_FIELD = min(sys.maxsize, 2**31 - 1)  # what a C long holds everywhere
_QUOTED = r'{}"(?P<inner>(?:[^"]|"")*+)" *(?={}|\Z)'
_FEWEST = 3
"""Columns, of which a line must have as many to be told from a line of text."""


@define
class Lines:
    """The lines of a table with their ends; those that a row took in vain can be put back.

    ``number`` is the line given last, from 1; ``taken`` are those given since the row began. Raises csv.Error in place
    of a line where those taken are longer than memory should hold.
    """

    texts: Iterator[str]
    number: int = 0
    taken: list[str] = field(factory=list)
    _size: int = 0
    _again: deque[str] = field(factory=deque)

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        if self._size > LARGEST:
            raise csv.Error("a row is longer than memory should hold")
        line = self._again.popleft() if self._again else next(self.texts)
        self.number += 1
        self._size += len(line)
        self.taken.append(line)
        return line

    def begin_row(self) -> None:
        """What comes next begins a row."""
        self.taken.clear()
        self._size = 0

    def put_back(self, keep: int = 0) -> None:
        """Give the lines of this row again, but for the first ``keep``."""
        self._again.extendleft(reversed(self.taken[keep:]))
        self.number -= len(self.taken) - keep
        self._size = sum(map(len, self.taken[:keep]))
        del self.taken[keep:]

    def ahead(self, size: int) -> list[str]:
        """The lines that come next, at least ``size`` characters of them if there are as many."""
        size -= sum(map(len, self._again))
        while size > 0 and (line := next(self.texts, "")):
            self._again.append(line)
            size -= len(line)
        return list(self._again)


@frozen
class Row:
    """The cells of a row, and the line on which it begins. ``unclosed``: a quotation mark in it has no other."""

    cells: list[str]
    line: int
    unclosed: bool = False


class RowReader(Iterator[Row]):
    """The rows of ``lines``; ``quoted`` says that quotation marks quote cells: without, each is text, and a line a row.

    ``spaced`` says that a space stands behind each delimiter, which is no part of the next cell. ``columns``, which may
    be set when the header is known, is how many cells a row has: what is too many in a row with a stray mark belongs to
    the cell that begins with it.
    """

    def __init__(self, lines: Lines, delimiter: str, *, quoted: bool, spaced: bool = False) -> None:
        _allow_long_fields()
        self.lines = lines
        self.delimiter = delimiter
        self.columns = sys.maxsize
        self._quoted = quoted
        reader = partial(csv.reader, lines, delimiter=delimiter, skipinitialspace=spaced, strict=True)
        self._strict, self._escaped = reader(), reader(escapechar="\\")
        self._cell = re.compile(_QUOTED.format(" *" if spaced else "", re.escape(delimiter)))

    def __next__(self) -> Row:
        self.lines.begin_row()
        number = self.lines.number + 1
        if not self._quoted:
            return Row(_bare(next(self.lines)).split(self.delimiter), number)
        try:
            row = Row(next(self._strict), number)
        except csv.Error:
            return self._mended(number)
        return self._line(number) if self._swallows() else row

    def _mended(self, number: int) -> Row:
        """A row whose quotes are not in order: escaped with backslashes, or one line with stray marks."""
        if any('\\"' in line for line in self.lines.taken):
            self.lines.put_back()
            try:
                cells = next(self._escaped)
            except (csv.Error, StopIteration):
                cells = []
            if len(cells) == self.columns:
                return Row(cells, number)
        return self._line(number)

    def _swallows(self) -> bool:
        """Whether each line that the row took has the columns of a row, with no space after a delimiter as in text."""
        taken, gaps = self.lines.taken, self.columns - 1
        if len(taken) < 2 or self.columns < _FEWEST:
            return False
        return all(line.count(self.delimiter) == gaps and f"{self.delimiter} " not in line for line in taken)

    def _line(self, number: int) -> Row:
        """The first line alone as a row."""
        self.lines.put_back(keep=1)
        line = _bare(self.lines.taken[0])
        return Row(self._split(line), number, unclosed=line.count('"') % 2 == 1)

    def _split(self, line: str) -> list[str]:
        """The cells of a line."""
        cells: list[str] = []
        starts = [0]
        stray: int | None = None
        while starts[-1] <= len(line):
            start = starts[-1]
            if quoted := self._cell.match(line, start):
                cells.append(quoted["inner"].replace('""', '"'))
                end = quoted.end()
            else:
                end = line.find(self.delimiter, start)
                end = len(line) if end < 0 else end
                if stray is None and line.startswith('"', start):
                    stray = len(cells)
                cells.append(line[start:end])
            starts.append(end + 1)
        excess = len(cells) - self.columns
        if stray is not None and excess > 0:
            end = min(stray + excess + 1, len(cells))
            cells[stray:end] = [line[starts[stray] : starts[end] - 1]]
        return cells


def _allow_long_fields() -> None:
    csv.field_size_limit(max(_LONGEST_FIELD, csv.field_size_limit()))


def split_header(line: str, delimiter: str) -> list[str]:
    """The cells of a line, whatever is quoted in it."""
    _allow_long_fields()
    return next(csv.reader([line], delimiter=delimiter), [])


def quotes_cells(header: str, sample: list[str], delimiter: str) -> bool:
    """Whether quotation marks quote the cells of a table whose delimiter no text holds, such as the tab.

    They do where the header's are quoted, or where more of the sample's rows fit the header so; where as many fit
    either way, they do if no mark stands astray and there are cells that needed quotes.
    """
    cells = _bare(header).split(delimiter)
    if all(len(cell) > 1 and cell[0] == cell[-1] == '"' for cell in cells):
        return True
    if not any('"' in line for line in sample):
        return False
    plain = sum(1 if line.count(delimiter) == len(cells) - 1 else -1 for line in sample if line.strip())
    quoted, astray = _fitting(sample, delimiter, len(cells))
    return quoted > plain or (quoted == plain and not astray and _needs_quotes(sample, delimiter))


def _fitting(sample: list[str], delimiter: str, columns: int) -> tuple[int, int]:
    """How many rows fit, less those that do not, where marks quote; and in how many they are not in order."""
    rows = csv.reader(sample, delimiter=delimiter, strict=True)
    fitting = astray = 0
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            return fitting, astray
        except csv.Error:
            astray += 1
            fitting -= 1
        else:
            fitting += (1 if len(cells) == columns else -1) if cells else 0


def _needs_quotes(sample: list[str], delimiter: str) -> bool:
    """Whether cells have doubled quotes within quotes, or all that have a comma are quoted, as Excel does it."""
    cells = [cell for line in sample for cell in _bare(line).split(delimiter)]
    quoted = [len(cell) > 1 and cell[0] == cell[-1] == '"' for cell in cells]
    doubled = any('""' in cell[1:-1] for cell, marked in zip(cells, quoted, strict=True) if marked)
    with_comma = [marked for cell, marked in zip(cells, quoted, strict=True) if "," in cell]
    return doubled or (bool(with_comma) and all(with_comma))


def _bare(line: str) -> str:
    return line.rstrip("\r\n")
