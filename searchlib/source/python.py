"""What articles do values of Python make? A string with what is known of it, a mapping as the same record of a file."""

import dataclasses
import datetime
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from searchlib.article import Article, MetadataValue
from searchlib.errors import ArticleError, InvalidRequest
from searchlib.source import dates
from searchlib.source.draft import Draft
from searchlib.source.file import Failure, reason_of
from searchlib.source.formats import Problem
from searchlib.source.formats.record_fields import FIELD_HINT, draft_of
from searchlib.source.plain_values import is_mapping, plain, plain_record
from searchlib.source.structure import article_of

__all__ = ["articles_from", "from_text"]

_STRANGE = (ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)
"""What a mapping of somebody else's may raise when it is read; an ArticleError is a ValueError."""

_SHOWN = 80


def from_text(
    text: str,
    *,
    id: str | int | None = None,  # noqa: A002 - the article's own word
    title: str | None = None,
    date: datetime.date | str | None = None,
    authors: str | Iterable[str] | None = (),
    language: str | None = None,
    url: str | None = None,
    metadata: Mapping[str, object] | None = None,
) -> Article:
    """Make an article of a string of plain text.

    Its title, if not given, is a line of the text that stands apart as one; else it is made of the text's first words,
    to be shown (``title_is_made``). Its id, if not given, is ``text-`` and twelve hex digits of the text's SHA-256.
    ``date`` may be a string that states one, with or without a time: ``2005-03-01``. ``metadata`` may hold strings,
    numbers, dates and lists of them; what is None or NaN there is left out. Numbers and dates of numpy and pandas are
    numbers and dates.

    Characters that are none (lone surrogates) become U+FFFD. Raises :class:`~searchlib.errors.ArticleError`, which
    names the argument, for a blank id, for a date that is not plain, and for values of other types.
    """
    given = {"id": id, "title": title, "date": date, "authors": authors, "language": language, "url": url}
    try:
        values = {name: plain(value, name) for name, value in given.items()}
        draft = Draft(
            text=_text(plain(text, "text")),
            title=_label("title", values["title"]),
            date=_date(values["date"]),
            authors=_authors(values["authors"]),
            language=_label("language", values["language"]),
            url=_label("url", values["url"]),
            metadata=_metadata(metadata),
        )
        return article_of(draft, id=_id(values["id"], draft.text), path=None)
    except ArticleError as error:
        raise ArticleError(f"the article {text if id is None else id!r:.{_SHOWN}}: {error}") from None


def articles_from(items: Iterable[Any], failed: list[Failure]) -> Iterator[Article]:
    """The articles among ``items``, and those that the mappings among them make, one by one.

    A mapping that makes none goes to ``failed``, by its id or its place (``#3`` is the third of the items). Raises
    InvalidRequest for what is neither.
    """
    for number, item in enumerate(items, 1):
        if isinstance(item, Article):
            yield item
        elif is_mapping(item):
            try:
                article = _article(item)
            except _STRANGE as error:
                failed.append(Failure(_called(item, number), reason_of(error)))
            else:
                yield article
        else:
            raise InvalidRequest(f"add takes articles and mappings, and #{number} is {item!r:.{_SHOWN}}{_hint(item)}")


def _article(mapping: Any) -> Article:
    """The article that a record of these fields is. Raises ArticleError where it is none."""
    draft = draft_of(plain_record(mapping), {}, None)
    if isinstance(draft, Problem):
        raise ArticleError(draft.reason.replace(FIELD_HINT, ""))
    if not draft.has_word:
        raise ArticleError("there is no word in its text")
    return article_of(draft, id=_id(draft.id, draft.text), path=None)


def _called(mapping: Any, number: int) -> str:
    """The mapping as a person knows it: by its id, or by its place."""
    try:
        own = mapping["id"]
    except _STRANGE:
        own = None
    return str(own)[:_SHOWN] if isinstance(own, str | int) and str(own).strip() else f"#{number}"


def _hint(item: object) -> str:
    """How to make a mapping of it, where that is known."""
    if isinstance(item, str):
        return ": searchlib.from_text makes an article of a string"
    if dataclasses.is_dataclass(item):
        return ": dataclasses.asdict makes a mapping of it"
    if attrs.has(type(item)):
        return ": attrs.asdict makes a mapping of it"
    return ": _asdict() makes a mapping of it" if hasattr(item, "_asdict") else ""


def _id(value: object, text: str) -> str:
    if value is None:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return f"text-{digest[:12]}"
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ArticleError(f"id: {value!r} is neither a string nor a whole number")
    return str(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ArticleError(f"text: {value!r:.{_SHOWN}} is no string")
    return value


def _label(name: str, value: object) -> str | None:
    if isinstance(value, bool | list | dict):
        raise ArticleError(f"{name}: {value!r:.{_SHOWN}} is no string")
    return None if value is None else str(value)


def _date(value: object) -> datetime.date | None:
    if value is None or isinstance(value, datetime.date):
        return value
    date = dates.parse(value) if isinstance(value, str) else None
    if date is None:
        raise ArticleError(f"date: {value!r:.{_SHOWN}} states no day plainly, as '2005-03-01' does")
    return date


def _authors(value: object) -> tuple[str, ...]:
    names = [_label("authors", each) for each in (value if isinstance(value, list) else [value])]
    return tuple(name for name in names if name is not None)


def _metadata(given: object) -> Mapping[str, MetadataValue]:
    if given is None:
        return {}
    if not is_mapping(given):
        raise ArticleError(f"metadata: {given!r:.{_SHOWN}} is no mapping")
    values = {name: _value(value) for name, value in plain_record(given).items()}
    return {name: value for name, value in values.items() if value is not None}


def _value(value: Any) -> Any:
    """A list without what is missing, as a tuple; None for one of none."""
    return tuple(each for each in value if each is not None) or None if isinstance(value, list) else value
