"""What is an article's text in a record, and what its title? Guessed from the names people give to fields, or as told.

Names are compared without case, spaces, punctuation and what only wraps a value: ``Full_Text``, ``fullText``,
``full text`` and ``full_text.rendered`` are one. Of several that fit, the first in the order of :data:`NAMES` that
holds something is taken. What no part of an article is made of becomes metadata: strings, numbers, ISO dates as dates,
lists of those (one in another is one with it), the fields of objects by dotted names. HTML is read as HTML
(:mod:`searchlib.source.formats.fragment`).
"""

import datetime
import math
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

from searchlib.article import MetadataValue, SingleValue
from searchlib.source import dates
from searchlib.source.draft import Block, Draft
from searchlib.source.formats.assembly import Assembly
from searchlib.source.formats.base import Problem
from searchlib.source.formats.field_names import DEEPEST, flat, spread, unnested
from searchlib.source.formats.fragment import Content, content_of, words_of

__all__ = ["FIELD_HINT", "NAMES", "draft_of", "facts_of", "has_text", "named_columns", "without_text"]

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "docid", "documentid", "articleid", "recordid", "uuid", "guid", "pk"),
    "title": ("title", "headline", "heading", "articletitle", "headlinemain", "subject", "name"),
    "text": (
        *("text", "body", "content", "article", "fulltext", "articletext", "articlebody", "bodytext", "contenttext"),
        *("maintext", "plaintext", "rawtext", "newstext", "document", "passage", "paragraph", "contents", "story"),
        *("transcript", "message", "post", "selftext", "abstract", "summary", "description", "comment"),
        *("bodyhtml", "contenthtml", "html"),
    ),
    "date": (
        *("date", "published", "publishedat", "publishedon", "publishdate", "publisheddate", "publicationdate"),
        *("pubdate", "datepublished", "dateposted", "postedat", "posteddate", "articledate", "created", "createdat"),
        *("datetime", "timestamp", "publishedtime", "publishtime", "createdutc", "unixtime", "epoch", "time"),
    ),
    "authors": ("authors", "author", "byline", "creator", "writer", "writers", "by", "authorname"),
    "url": ("url", "link", "weburl", "articleurl", "permalink", "canonicalurl", "uri", "href"),
    "language": ("language", "lang", "languagecode", "locale"),
}
"""The parts of an article, and the names that fields have for them, the surest first."""

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BYLINE = re.compile(r"by:?\s+", re.IGNORECASE)
_WRAPPING = re.compile(r"^_source\.|\.(?:rendered|value|#text|\$t|_?_?cdata)$| [0-9]+$", re.IGNORECASE)
_WHOLE = re.compile(r"^([0-9]+)\.0*$")
_MANY = 20

Columns: TypeAlias = Mapping[str, tuple[str, ...]]


def named_columns(names: Iterable[str], fields: Mapping[str, str]) -> Columns:
    """For each part of an article the names in ``names`` that may hold it, the surest first.

    ``fields`` maps parts to the names that the user gave; for such a part no other name counts.
    """
    return _columns(tuple(names), tuple(fields.items()))


@lru_cache(maxsize=64)
def _columns(names: tuple[str, ...], fields: tuple[tuple[str, str], ...]) -> Columns:
    told = dict(fields)
    by_key: dict[str, list[str]] = {}
    for name in names:
        by_key.setdefault(_key(name), []).append(name)
    columns = {}
    for part, keys in NAMES.items():
        if part in told:
            columns[part] = (told[part],) if told[part] in names else tuple(by_key.get(_key(told[part]), ()))
        else:
            found = [name for key in keys for name in by_key.get(key, ())]
            columns[part] = tuple(name for name in found if name not in told.values())
    return columns


def _key(name: str) -> str:
    """What a name is compared by; ``date 4`` is a second ``date``."""
    return "".join(character for character in _WRAPPING.sub("", name).casefold() if character.isalnum())


def has_text(record: Mapping[str, Any], fields: Mapping[str, str]) -> bool:
    """Whether a record has a field for its text, be it empty. Raises RecursionError for one nested too deep."""
    return _has_text(flat(record), fields)


def _has_text(record: Mapping[str, Any], fields: Mapping[str, str]) -> bool:
    columns = named_columns(record, fields)["text"]
    return any(isinstance(record[name], str | list) or record[name] is None for name in columns)


FIELD_HINT = " (--field text=NAME says which it is)"
"""What is said to those who read files."""


def without_text(names: Iterable[str], fields: Mapping[str, str], kind: str = "field") -> str:
    """The sentence that says that no field (or column) holds the text, how to name one, and which there are."""
    shown = [repr(name if len(name) <= 40 else f"{name[:40]}…") for name in names]
    there = ", ".join(shown[:_MANY]) + (f" and {len(shown) - _MANY} more" if len(shown) > _MANY else "")
    wanted = f"no {kind} {fields['text']!r}" if "text" in fields else f"no {kind} for the text"
    return f"{wanted}{FIELD_HINT}; it has {there}" if there else f"{wanted}: it is empty"


def draft_of(record: Mapping[str, Any], fields: Mapping[str, str], number: int | None) -> Draft | Problem:
    """The article that a record holds; ``number`` (from 1) is its place in a file of several.

    A record that has a title and an empty text is an article whose text is its title.
    """
    try:
        return _draft(flat(record), fields, number)
    except RecursionError:
        return Problem(f"its objects nest more than {DEEPEST} deep", number)


def _draft(record: Mapping[str, Any], fields: Mapping[str, str], number: int | None) -> Draft | Problem:
    if not _has_text(record, fields):
        return Problem(without_text(record, fields), number)
    facts = facts_of(record, fields)
    content = _content(facts.pop("text", ""))
    title = facts.pop("title", None) or content.title or None
    return Draft(
        text=content.text or title or "",
        blocks=content.blocks if content.text else None,
        title=title,
        title_is_text=not content.text,
        record=number,
        **facts,
    )


def _content(text: str | list[str]) -> Content:
    """What a text says; of a list each is a paragraph, if none is several and none has blocks of its own."""
    if isinstance(text, str):
        return content_of(text)
    contents = [content_of(part) for part in text]
    assembly = Assembly()
    for content in contents:
        for block in content.blocks or (Block(0, len(content.text)),):
            assembly.add(content.text[block.start : block.end], block.level)
    several = any(content.blocks is None and "\n" in content.text.strip() for content in contents)
    return Content(assembly.text, None if several else tuple(assembly.blocks))


def facts_of(
    record: Mapping[str, Any], fields: Mapping[str, str], parts: Iterable[str] = tuple(NAMES)
) -> dict[str, Any]:
    """The named parts of an article, as far as the record has them, and all its other fields as ``metadata``."""
    record = flat(record)
    columns = named_columns(record, fields)
    facts: dict[str, Any] = {}
    used = set()
    for part in parts:
        for name in columns[part]:
            if (value := _READERS[part](record[name])) is not None and name not in used:
                facts[part] = value
                used.add(name)
                break
    rest = {name: value for name, value in record.items() if name not in used}
    values = ((name, _metadata(value)) for name, value in _spread(rest).items())
    return {**facts, "metadata": {name: value for name, value in values if value is not None}}


def _spread(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The record with its lists of objects and lists as lists without."""
    if list not in map(type, record.values()):
        return record
    fields: dict[str, Any] = {}
    for name, value in record.items():
        listed = isinstance(value, list) and any(isinstance(part, dict | list) for part in value)
        for inner, part in spread(name, value) if listed else ((name, value),):
            fields.setdefault(inner if inner == name or inner not in record else f"{inner} 2", part)
    return fields


def _text(value: object) -> str | list[str] | None:
    if isinstance(value, list):
        parts = (_text_in(part) if isinstance(part, dict) else part for part in unnested(value))
        return [part for part in parts if isinstance(part, str) and part.strip()] or None
    return value if isinstance(value, str) and value.strip() else None


def _text_in(record: Mapping[str, Any]) -> object:
    """The text of one object of a list that is a text: ``[{"type": "p", "content": "..."}, ...]``."""
    part = flat(record)
    columns = named_columns(part, {})["text"]
    return next((part[name] for name in columns if isinstance(part[name], str) and part[name].strip()), None)


def _scalar(value: object) -> str | None:
    """A string or number as a string; None when there is nothing to see."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | datetime.date):
        return None
    return str(value).strip() or None


def _id(value: object) -> str | None:
    shown = value if isinstance(value, str) else _scalar(value)
    return shown if shown and not shown.isspace() else None


def _title(value: object) -> str | None:
    shown = str(value).lower() if isinstance(value, bool) else _scalar(value)  # YAML takes "No" for a truth value
    return _line(shown) or None if shown else None


def _line(value: str) -> str:
    return " ".join(words_of(value).split())


def _date(value: object) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return dates.parse(_WHOLE.sub(r"\1", str(value))) or dates.of_epoch(value)


def _authors(value: object) -> tuple[str, ...] | None:
    values = unnested(value if isinstance(value, list) else [value])
    names = [_scalar(one.get("name") if isinstance(one, dict) else one) for one in values]
    parts = [_BYLINE.sub("", part.strip(), count=1) for name in names if name for part in _line(name).split(";")]
    return tuple(part for part in parts if part) or None


_READERS: Mapping[str, Any] = {
    "id": _id,
    "title": _title,
    "text": _text,
    "date": _date,
    "authors": _authors,
    "url": _scalar,
    "language": _scalar,
}


def _metadata(value: object) -> MetadataValue | None:
    if isinstance(value, list):
        return tuple(single for part in value if (single := _single(part)) is not None) or None
    return _single(value)


def _single(value: object) -> SingleValue | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, str):
        return _iso_date(value) or _words(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if isinstance(value, int | float | datetime.date) else None


def _words(value: str) -> str | None:
    words = words_of(value)
    return words if words.strip() else None


def _iso_date(value: str) -> datetime.date | None:
    if not _ISO_DATE.fullmatch(value):
        return None
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        return None
