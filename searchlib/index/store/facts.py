"""Which bytes stand for an article's facts? JSON, so that reading a stranger's index runs no code.

An array: id, title, authors, language, url, source (path, line, record, page, file, part; nulls at its end left out) or
null, metadata; those at the end that say nothing are left out. A date among the metadata is ``{"date": "2024-01-31"}``,
several values behind one name are an array. The article's own date, its sha256 and whether its title is made lie
elsewhere.
"""

import datetime
import json
from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from searchlib.article import Article, ArticleFacts, MetadataValue, SingleValue, Source, identity_of
from searchlib.errors import IndexDamaged
from searchlib.index.store.columns import FactRow

__all__ = ["pack_facts", "unpack_facts", "unpack_names", "unpack_rows"]

_NOTHING: tuple[Any, ...] = ("", "", [], None, None, None, {})
_SOURCE = 5
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_decode = json.JSONDecoder().decode
_set = object.__setattr__


def pack_facts(article: Article | ArticleFacts) -> bytes:
    """The article's facts but its date, its sha256 and whether its title is made."""
    source = article.source
    facts: list[Any] = [
        article.id,
        article.title,
        list(article.authors),
        article.language,
        article.url,
        source and _packed_source(source),
        {name: _packed(value) for name, value in article.metadata.items()},
    ]
    while len(facts) > 2 and facts[-1] == _NOTHING[len(facts) - 1]:
        facts.pop()
    return _encode(facts).encode(errors="surrogatepass")


def _packed_source(source: Source) -> list[Any]:
    values = [source.path, source.line, source.record, source.page, source.file, source.part]
    while values[-1] is None:
        values.pop()
    return values


def _unpacked_source(
    path: str, line: Any = None, record: Any = None, page: Any = None, file: Any = None, part: Any = None
) -> Source:
    return Source(path, line, record, page, file=file, part=part)


def unpack_facts(data: bytes, day: int, sha256: str, title_is_made: bool) -> ArticleFacts:
    """The facts that :func:`pack_facts` packed, of an article of that day (its ordinal, 0 for none) and digest.

    Raises IndexDamaged for other bytes. What was an article's facts needs none of the tests of their constructor.
    """
    try:
        row = _row(data)
        given, (_, _, authors, language, url, source, metadata) = len(row), (*row, *_NOTHING[len(row) :])
        facts = ArticleFacts.__new__(ArticleFacts)
        _set(facts, "id", row[0])
        _set(facts, "title", row[1])
        _set(facts, "title_is_made", title_is_made)
        _set(facts, "date", datetime.date.fromordinal(day) if day else None)
        _set(facts, "authors", tuple(authors) if authors else ())
        _set(facts, "language", language)
        _set(facts, "url", url)
        _set(facts, "source", _unpacked_source(*source) if source else None)
        values = {name: _unpacked(value) for name, value in metadata.items()} if given == len(_NOTHING) else {}
        _set(facts, "metadata", MappingProxyType(values))
        _set(facts, "sha256", sha256)
    except _WRONG as error:
        raise IndexDamaged(f"an article's facts are no facts: {error}") from error
    return facts


def unpack_rows(records: Sequence[bytes]) -> list[FactRow]:
    """What a search may ask of the facts that :func:`pack_facts` packed, of many articles at once.

    Raises IndexDamaged for other bytes.
    """
    try:
        rows = _decode(f"[{b','.join(records).decode(errors='surrogatepass')}]")
        if len(rows) != len(records):
            raise ValueError("they are not one array an article")
        return [_fact_row(*_checked(row), *_NOTHING[len(row) :]) for row in rows]
    except _WRONG as error:
        raise IndexDamaged(f"an article's facts are no facts: {error}") from error


def _fact_row(
    name: str, _title: str, authors: list[str], language: str | None, _url: Any, source: list[Any] | None, metadata: Any
) -> FactRow:
    path = source[0] if source else name
    values = {name: _unpacked(value) for name, value in metadata.items()} if metadata else {}
    if not all(map(_is_text, (path, *authors, *values))) or not (language is None or _is_text(language)):
        raise TypeError("what should be a string is none")
    return authors, language, path, values


def _is_text(value: object) -> bool:
    return type(value) is str


def unpack_names(data: bytes) -> tuple[str, str]:
    """The id and the identity among the facts that :func:`pack_facts` packed. Raises IndexDamaged for other bytes."""
    try:
        row = _row(data)
        source = row[_SOURCE] if len(row) > _SOURCE else None
        return row[0], identity_of(row[0], _unpacked_source(*source) if source else None)
    except _WRONG as error:
        raise IndexDamaged(f"an article's facts are no facts: {error}") from error


_WRONG = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)


def _row(data: bytes) -> list[Any]:
    return _checked(_decode(data.decode(errors="surrogatepass")))


def _checked(row: Any) -> list[Any]:
    if (
        type(row) is not list
        or not 2 <= len(row) <= len(_NOTHING)
        or type(row[0]) is not str
        or type(row[1]) is not str
    ):
        raise ValueError("not an array of an id, a title and so on")
    return row


def _packed(value: MetadataValue) -> Any:
    """JSON has no dates: they are told from strings by their wrapping."""
    if isinstance(value, tuple):
        return [_packed(each) for each in value]
    return {"date": value.isoformat()} if isinstance(value, datetime.date) else value


def _unpacked(value: Any) -> MetadataValue:
    return tuple([_unpacked_single(each) for each in value]) if isinstance(value, list) else _unpacked_single(value)


def _unpacked_single(value: Any) -> SingleValue:
    if isinstance(value, dict):
        return datetime.date.fromisoformat(value["date"])
    if not isinstance(value, str | int | float):
        raise TypeError(f"{value!r} is no value")
    return value
