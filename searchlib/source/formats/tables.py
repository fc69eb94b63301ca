"""CSV and TSV: a header with the columns' names, then a row for each article. Memory holds one row at a time."""

import csv
import re
import sys
from collections.abc import Iterator
from typing import BinaryIO

from attrs import define

from searchlib.source.draft import Draft
from searchlib.source.encoding import lines
from searchlib.source.file import Unreadable
from searchlib.source.formats.base import Options, Problem
from searchlib.source.formats.record_fields import draft_of, named_columns, without_text

__all__ = ["read_csv", "read_tsv"]

_DELIMITERS = (",", ";", "\t", "|")
_NAMED_DELIMITER = re.compile(r"sep=(.)\s*")
_UNCLOSED = "a quote in the row that begins on line {} is never closed: from there on the file is left out"
_LONGEST_FIELD = min(sys.maxsize, 2**31 - 1)  # what a C long holds everywhere


def read_csv(stream: BinaryIO, options: Options) -> Iterator[Draft | Problem]:
    """An article a row; the delimiter is the one of ``, ; TAB |`` that makes the header's columns."""
    return _read(stream, options, _DELIMITERS)


def read_tsv(stream: BinaryIO, options: Options) -> Iterator[Draft | Problem]:
    """An article a row, the columns divided by tabs."""
    return _read(stream, options, ("\t",))


def _read(stream: BinaryIO, options: Options, delimiters: tuple[str, ...]) -> Iterator[Draft | Problem]:
    texts = _Lines(lines(stream, options.encoding))
    first = next((line for line in texts if line.strip()), "")
    if named := _NAMED_DELIMITER.fullmatch(first):  # Excel writes it, and hides it
        delimiters, first = (named[1],), next(texts, "")
    if not first:
        return
    csv.field_size_limit(max(_LONGEST_FIELD, csv.field_size_limit()))
    delimiter = max(delimiters, key=lambda one: _fitness(first, one, options))
    texts.put_back(first)
    rows = csv.reader(texts, delimiter=delimiter)
    names = _names(next(rows))
    if texts.ended:
        raise Unreadable(_UNCLOSED.format(texts.row))
    if not named_columns(names, options.fields)["text"]:
        raise Unreadable(without_text(names, options.fields, "column"))
    yield from _drafts(rows, texts, names, delimiter, options)


@define
class _Lines:
    """The lines of a table, counted: ``row`` is the line on which a row begins.

    ``ended`` says that the last row asked for a line more than there is: it ends inside quotes.
    """

    texts: Iterator[str]
    number: int = 0
    row: int = 0
    ended: bool = False
    _again: str | None = None

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._again if self._again is not None else next(self.texts, None)
        if line is None:
            self.ended = self.row > 0
            raise StopIteration
        self.number += self._again is None
        self._again = None
        self.row = self.row or self.number
        return line

    def put_back(self, line: str) -> None:
        """Make ``line``, the last one taken, the next again, with which a row begins."""
        self._again, self.row = line, 0

    def begin_row(self) -> None:
        """What comes next begins a row."""
        self.row = 0


def _fitness(header: str, delimiter: str, options: Options) -> tuple[bool, int]:
    """How good a delimiter makes a header: one with a column for the text first, then the one with most columns."""
    names = next(csv.reader([header], delimiter=delimiter))
    return bool(named_columns(names, options.fields)["text"]), len(names)


def _names(cells: list[str]) -> list[str]:
    """The columns' names; one that is empty or stands there already is told by its place."""
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = cell.strip() or "column"
        names.append(name if cell.strip() and name not in names else f"{name} {place}")
    return names


def _drafts(
    rows: Iterator[list[str]], texts: _Lines, names: list[str], delimiter: str, options: Options
) -> Iterator[Draft | Problem]:
    number = 0
    while True:
        texts.begin_row()
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            yield Problem(f"broken row: {error}", number)
            continue
        if texts.ended:
            yield Problem(_UNCLOSED.format(texts.row))
            return
        if any(cell.strip() for cell in cells):
            number += 1
            yield _draft(cells, names, delimiter, options, number)


def _draft(cells: list[str], names: list[str], delimiter: str, options: Options, number: int) -> Draft | Problem:
    if len(names) == 1:
        cells = [delimiter.join(cells)]  # nothing was divided: the delimiter is a part of the text
    while len(cells) > len(names) and not cells[-1].strip():
        cells.pop()
    if len(cells) > len(names):
        return Problem(f"has {len(cells)} cells, but the header has {len(names)}", number)
    cells += [""] * (len(names) - len(cells))
    return draft_of(dict(zip(names, cells, strict=True)), options.fields, number)
