"""CSV and TSV: a header with the columns' names, then a row for each article. Memory holds one row at a time."""

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import BinaryIO

from searchlib.source.draft import Draft
from searchlib.source.encoding import lines
from searchlib.source.file import Unreadable
from searchlib.source.formats.base import Options, Problem
from searchlib.source.formats.field_names import distinct, listed
from searchlib.source.formats.record_fields import draft_of, named_columns, without_text
from searchlib.source.formats.rows import Lines, Row, RowReader, quotes_cells, split_header

__all__ = ["read_csv", "read_tsv"]

_DELIMITERS = (",", ";", "\t", "|")
_NEVER_IN_TEXT = ("\t", "|")
_NAMED_DELIMITER = re.compile(r"sep=(.)\s*")
_BYTE_ORDER_MARKS = ("\ufeff", "ï»¿")  # the second as Windows' encoding shows it
_SAMPLE = 1 << 18
_ROWS_AHEAD = 20


def read_csv(stream: BinaryIO, options: Options) -> Iterator[Draft | Problem]:
    """An article a row; the delimiter is the one of ``, ; TAB |`` that makes the header's columns."""
    return _read(stream, options, _DELIMITERS)


def read_tsv(stream: BinaryIO, options: Options) -> Iterator[Draft | Problem]:
    """An article a row, the columns divided by tabs; as CSV where the header has none."""
    return _read(stream, options, ("\t",))


def _read(stream: BinaryIO, options: Options, delimiters: tuple[str, ...]) -> Iterator[Draft | Problem]:
    texts = Lines(lines(stream, options.encoding))
    header = _first_line(texts)
    if named := _NAMED_DELIMITER.fullmatch(header):  # Excel writes it, and hides it
        texts.begin_row()
        delimiters, header = (named[1],), _first_line(texts)
    if not header:
        return
    if not any(delimiter in header for delimiter in delimiters):
        delimiters += _DELIMITERS
    delimiter = max(delimiters, key=lambda one: _fitness(header, one, options))
    quoted = delimiter not in _NEVER_IN_TEXT or quotes_cells(header, texts.ahead(_SAMPLE), delimiter)
    texts.put_back()
    spaced = header.count(f"{delimiter} ") == header.count(delimiter) > 0
    yield from _drafts(RowReader(texts, delimiter, quoted=quoted, spaced=spaced), options)


def _first_line(texts: Lines) -> str:
    """The next line with anything in it, which can be put back; "" at the end."""
    for line in texts:
        if _without_mark(line).strip():
            return _without_mark(line)
        texts.begin_row()
    return ""


def _without_mark(text: str) -> str:
    for mark in _BYTE_ORDER_MARKS:
        text = text.removeprefix(mark)
    return text


def _fitness(header: str, delimiter: str, options: Options) -> tuple[bool, int]:
    """How good a delimiter makes a header: one with a column for the text first, then the one with most columns."""
    names = split_header(header, delimiter)
    return bool(named_columns(names, options.fields)["text"]), len(names)


def _drafts(rows: RowReader, options: Options) -> Iterator[Draft | Problem]:
    header = next(rows)
    stray = [header.line] if header.unclosed else []
    rows.columns = len(header.cells)
    names, body = _with_index(_names(header.cells), rows)
    rows.columns = len(names)
    columns = named_columns(names, options.fields)
    if not columns["text"]:
        raise Unreadable(without_text(names, options.fields, "column"))
    if missing := [name for part, name in options.fields.items() if not columns[part]]:
        yield Problem(f"no column {listed(missing)}; it has {listed(names)}")
    number = 0
    for row in body:
        if row.unclosed:
            stray.append(row.line)
        if any(cell.strip() for cell in row.cells):
            number += 1
            yield _draft(row.cells, names, rows.delimiter, options, number)
    if stray:
        yield Problem(_unclosed(stray))


def _names(cells: list[str]) -> list[str]:
    """The columns' names; one that is empty or stands there already is told by its place."""
    bare = (_without_mark(cell.strip()).strip('" ') for cell in cells)
    return distinct(name or f"column {place}" for place, name in enumerate(bare, 1))


def _with_index(names: list[str], rows: RowReader) -> tuple[list[str], Iterator[Row]]:
    """The names and rows; with a name more where a first column has none in the header, as R and pandas write it.

    That is where the first rows all have one cell more than the header, no space before any, and a first that differs;
    where the delimiter may stand in a text, the first cells must be numbers.
    """
    first = next(rows, None)
    if first is None or len(first.cells) != len(names) + 1 or len(names) < 2:
        return names, chain([first] if first else [], rows)
    ahead = [first, *islice(rows, _ROWS_AHEAD)]
    cells = [row.cells for row in ahead if any(cell.strip() for cell in row.cells)]
    fit = all(len(row) == len(names) + 1 and not any(cell.startswith(" ") for cell in row) for row in cells)
    labels = {row[0] for row in cells}
    sure = rows.delimiter in _NEVER_IN_TEXT or all(label.isdecimal() for label in labels)
    if fit and sure and len(labels) == len(cells) and any(row[-1].strip() for row in cells):
        names = distinct(["column 1", *names])
    return names, chain(ahead, rows)


def _unclosed(rows: list[int]) -> str:
    """The sentence that says on which lines quotation marks stand astray."""
    where = (
        f"the row on line {rows[0]:,} has" if len(rows) == 1 else f"{len(rows):,} rows, first on line {rows[0]:,}, have"
    )
    return f"{where} a quotation mark that is never closed: it was read as text"


def _draft(cells: list[str], names: list[str], delimiter: str, options: Options, number: int) -> Draft | Problem:
    if len(names) == 1:
        cells = [delimiter.join(cells)]  # nothing was divided: the delimiter is a part of the text
    while len(cells) > len(names) and not cells[-1].strip():
        cells.pop()
    if len(cells) > len(names):
        return Problem(f"has {len(cells)} cells, but the header has {len(names)}", number)
    cells += [""] * (len(names) - len(cells))
    return draft_of(dict(zip(names, cells, strict=True)), options.fields, number)
