"""JSON Lines and JSON: records, one a line or in a list, each an article.

JSON is a list of objects or several such lists, one object, an object that holds a list of them, a table as pandas
writes it, or, whatever the ending says, an object a line. A list flows: memory holds one object at a time. The standard
library's decoder reads all of it, so that nesting a million deep is an error and no crash, and half a character (a lone
surrogate) does not cost the record. A name that an object has twice is told by its place the second time, as a table's
columns are.
"""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, BinaryIO, TypeAlias

from searchlib.source.draft import Draft
from searchlib.source.encoding import chunks, lines
from searchlib.source.file import LARGEST, Unreadable, reason_of
from searchlib.source.formats.base import Options, Problem
from searchlib.source.formats.field_names import distinct, listed
from searchlib.source.formats.record_fields import draft_of, has_text, named_columns, without_text

__all__ = ["read_json", "read_lines"]

_SPACE = re.compile(r"[\s,]*")
_BYTE_ORDER_MARK = "\ufeff"  # it stands between files that were joined to one
_BETWEEN_LISTS = f"{_BYTE_ORDER_MARK}, \t\r\n"
_BULK_ACTIONS = ("index", "create")
_NEAR_THE_END = 16
_DEEPEST_LIST = 3

Path: TypeAlias = tuple[str, ...]
"""The names that lead to a member of an object."""


def _integer(digits: str) -> int | str:
    """An integer of 64 bits; a longer one stays the digits that it is."""
    return int(digits) if len(digits) < 19 else digits


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    return dict(zip(distinct(name for name, _ in pairs), (value for _, value in pairs), strict=True))


_DECODER = json.JSONDecoder(parse_int=_integer, parse_constant=str, object_pairs_hook=_object)  # type: ignore[arg-type, unused-ignore]


def read_lines(stream: BinaryIO, options: Options) -> Iterator[Draft | Problem]:
    """An article a line; empty lines do not count as records but as lines, by which records are numbered."""
    return _drafts_of_lines(lines(stream, options.encoding), options)


def _drafts_of_lines(texts: Iterator[str], options: Options) -> Iterator[Draft | Problem]:
    action: dict[str, Any] | None = None
    for number, line in enumerate(texts, 1):
        if not line.strip():
            continue
        try:
            value = _DECODER.decode(line.strip().removeprefix(_BYTE_ORDER_MARK))
        except (ValueError, RecursionError) as error:
            yield Problem(f"broken JSON: {_where(error)}", number)
            action = None
            continue
        if (found := _bulk_action(value)) is not None:
            action = found
            continue
        yield _draft(value if action is None else {**action, "_source": value}, options, number)
        action = None


def _bulk_action(value: object) -> dict[str, Any] | None:
    """What a line of Elasticsearch's bulk format says of the document on the next: its index and id."""
    if not isinstance(value, dict) or len(value) != 1:
        return None
    name, action = next(iter(value.items()))
    return action if name in _BULK_ACTIONS and isinstance(action, dict) and "_source" not in action else None


def _where(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at column {error.colno}"
    return reason_of(error)


def _draft(value: object, options: Options, number: int | None) -> Draft | Problem:
    if isinstance(value, dict):
        return draft_of(value, options.fields, number)
    return Problem(f"is no object but {_DESCRIPTIONS.get(type(value), 'null')}", number)


_DESCRIPTIONS = {list: "a list", str: "a string", int: "a number", float: "a number", bool: "a truth value"}


def read_json(stream: BinaryIO, options: Options) -> Iterator[Draft | Problem]:
    """The articles of a JSON file of any of the shapes above, numbered from 1 where it holds several."""
    texts = chunks(stream, options.encoding)
    head = next((piece for piece in map(str.lstrip, texts) if piece), "")
    if not head:
        return iter(())
    if head.startswith("["):
        return _drafts_of_list(chain([head[1:]], texts), options)
    return _drafts_of_value(chain([head], texts), options)


def _drafts_of_list(texts: Iterator[str], options: Options) -> Iterator[Draft | Problem]:
    elements = _elements(texts)
    number = 0
    try:
        for number, value in enumerate(elements, 1):
            yield _draft(value, options, number)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else reason_of(error)
        yield Problem(f"broken JSON in record {number + 1}: {reason}; the rest of the file is left out")


def _elements(texts: Iterator[str]) -> Iterator[Any]:
    """The elements of a list whose opening bracket is behind us, and of the lists after it.

    Raises ValueError where it breaks off, and where something else follows.
    """
    text, start = "", 0
    while True:
        start = _SPACE.match(text, start).end()  # type: ignore[union-attr]  # it matches the empty string, too
        if text.startswith("]", start):
            following = _following(text[start + 1 :], texts)
            if not following:
                return
            if not following.startswith("["):
                raise json.JSONDecodeError("Extra data", following, 0)
            text, start = following, 1
            continue
        try:
            value, end = _DECODER.raw_decode(text, start)
        except json.JSONDecodeError as error:
            more = _more(texts, len(text) - start) if _may_be_cut(error, text) else ""
            if not more:
                raise
            text, start = text[start:] + more, 0
        else:
            start = end
            yield value


def _following(text: str, texts: Iterator[str]) -> str:
    """What comes after a list, from its first character that says something; empty if there is none."""
    return next((piece for piece in (each.lstrip(_BETWEEN_LISTS) for each in chain([text], texts)) if piece), "")


def _may_be_cut(error: json.JSONDecodeError, text: str) -> bool:
    """Whether the decoder may have stopped only because the text did."""
    return error.msg.startswith("Unterminated string") or error.pos >= len(text) - _NEAR_THE_END


def _more(texts: Iterator[str], size: int) -> str:
    """At least as much again as there is, so that a long element is not decoded over and over."""
    if size > LARGEST:
        raise Unreadable(f"a record is longer than {LARGEST >> 20} million characters")
    pieces = []
    while size >= 0 and (piece := next(texts, "")):
        pieces.append(piece)
        size -= len(piece)
    return "".join(pieces)


def _drafts_of_value(texts: Iterator[str], options: Options) -> Iterator[Draft | Problem]:
    rows = _split(texts)
    first = next(rows, "")
    try:
        value = _DECODER.decode(first.strip())
    except json.JSONDecodeError:
        yield from _drafts_of_object(_decoded(first + _joined(rows)), options)
        return
    second = next((row for row in rows if row.strip()), "")
    if second:
        yield from _drafts_of_lines(chain([first, second], rows), options)
    else:
        yield from _drafts_of_object(value, options)


def _split(texts: Iterator[str]) -> Iterator[str]:
    """The lines of a text that comes in pieces."""
    begun: list[str] = []
    for text in texts:
        first, *rest = text.split("\n")
        begun.append(first)
        for line in rest:
            yield "".join(begun) + "\n"
            begun = [line]
        if sum(map(len, begun)) > LARGEST:
            raise Unreadable(f"holds more than {LARGEST >> 20} million characters in one line")
    yield "".join(begun)


def _joined(rows: Iterator[str]) -> str:
    pieces, size = [], 0
    for row in rows:
        pieces.append(row)
        size += len(row)
        if size > LARGEST:
            raise Unreadable(f"holds one object of more than {LARGEST >> 20} million characters")
    return "".join(pieces)


def _decoded(text: str) -> Any:
    try:
        return _DECODER.decode(text.strip())
    except json.JSONDecodeError as error:
        raise Unreadable(f"broken JSON: {error.msg} in line {error.lineno}") from error


def _drafts_of_object(value: object, options: Options) -> Iterator[Draft | Problem]:
    """One object: a table, an article, or a wrapping around a list of them."""
    if isinstance(value, dict) and (rows := _rows_of(value, options)):
        yield from (_draft(row, options, number) for number, row in enumerate(rows, 1))
    elif isinstance(value, dict) and not has_text(value, options.fields):
        lists = sorted(_lists_in(value, options), key=lambda found: len(found[0]))  # the nearest to the outside first
        if not lists:
            raise Unreadable(without_text(value, options.fields))
        (path, records), *others = lists
        yield from (_draft(record, options, number) for number, record in enumerate(records, 1))
        if others:
            yield Problem(_only(path, [other for other, _ in others]))
    else:
        yield _draft(value, options, None)


def _rows_of(value: dict[str, Any], options: Options) -> list[dict[str, Any]]:
    """The rows of a table as pandas writes it: names and a list of rows, or an object or a list for each column.

    A text that is a list is a column only where titles or ids are a list, too. Without such a table there are none.
    """
    names, data = value.get("columns"), value.get("data")
    if isinstance(names, list) and isinstance(data, list) and all(isinstance(row, list) for row in data):
        named = distinct(map(str, names))
        rows = [dict(zip(named, row, strict=False)) for row in data]
    else:
        rows = _transposed(value, options)
    return rows if rows and has_text(rows[0], options.fields) else []


def _transposed(value: dict[str, Any], options: Options) -> list[dict[str, Any]]:
    columns, kinds = named_columns(value, options.fields), set(map(type, value.values()))
    lists = kinds == {list} and (columns["title"] or columns["id"])
    if not columns["text"] or not (lists or (kinds == {dict} and not has_text(value, options.fields))):
        return []
    labels = [list(column) if isinstance(column, dict) else list(range(len(column))) for column in value.values()]
    if any(other != labels[0] for other in labels):
        return []
    return [{name: column[label] for name, column in value.items()} for label in labels[0]]


def _lists_in(value: dict[str, Any], options: Options, above: Path = ()) -> Iterator[tuple[Path, list[Any]]]:
    """The lists of objects in an object whose first has a text, each with the names that lead to it."""
    for name, member in value.items():
        path = (*above, name)
        if isinstance(member, list) and member and isinstance(member[0], dict) and has_text(member[0], options.fields):
            yield path, member
        elif isinstance(member, dict) and len(path) < _DEEPEST_LIST:
            yield from _lists_in(member, options, path)


def _only(path: Path, others: Sequence[Path]) -> str:
    """The sentence that says which list of several was read."""
    left_out = "is left out" if len(others) == 1 else "are left out"
    return f"of its lists of records {'.'.join(path)!r} is read, and {listed(map('.'.join, others))} {left_out}"
