"""How do articles get to another process quickly? As tuples of plain values, not tested a second time."""

import marshal
import pickle
from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from searchlib.article import Article, Heading, Paragraph, Source

__all__ = ["packed", "unpacked"]

_set = object.__setattr__
_block = attrgetter("number", "text", "headings", "start", "end", "line", "page")
_heading = attrgetter("text", "level", "start", "end")
_source = attrgetter("path", "line", "record", "page")
_facts = attrgetter("id", "title", "language", "url", "text", "sha256")

_PLAIN, _ANY = b"m", b"p"


def packed(articles: Iterable[Article]) -> bytes:
    """The articles with their digests, for a process of the same program."""
    rows = [_row(article) for article in articles]
    try:
        return _PLAIN + marshal.dumps(rows, 2)
    except ValueError:  # a string of a class of somebody's own, say
        return _ANY + pickle.dumps(rows, protocol=pickle.HIGHEST_PROTOCOL)


def _row(article: Article) -> tuple[Any, ...]:
    return (
        _facts(article),
        article.authors,
        article.date.toordinal() if article.date else 0,
        _source(article.source) if article.source else None,
        pickle.dumps(dict(article.metadata)) if article.metadata else b"",
        list(map(_block, article.paragraphs)),
        list(map(_heading, article.headings)),
    )


def unpacked(parcel: bytes) -> Iterator[Article]:
    """The articles that :func:`packed` packed."""
    rows = marshal.loads(parcel[1:]) if parcel[:1] == _PLAIN else pickle.loads(parcel[1:])
    for facts, authors, day, source, metadata, paragraphs, headings in rows:
        article = Article.__new__(Article)
        for name, value in zip(("id", "title", "language", "url", "text", "sha256"), facts, strict=True):
            _set(article, name, value)
        _set(article, "authors", authors)
        _set(article, "date", date.fromordinal(day) if day else None)
        _set(article, "source", Source(*source) if source else None)
        _set(article, "metadata", MappingProxyType(pickle.loads(metadata) if metadata else {}))
        _set(article, "paragraphs", tuple(Paragraph(*row) for row in paragraphs))
        _set(article, "headings", tuple(Heading(*row) for row in headings))
        yield article
