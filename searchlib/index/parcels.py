"""How do articles get to another process quickly? As tuples of plain values, not tested a second time."""

import pickle
from collections.abc import Iterable, Iterator
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from searchlib.article import Article, Heading, Paragraph

__all__ = ["packed", "unpacked"]

_set = object.__setattr__
_FACTS = ("id", "title", "date", "authors", "language", "url", "source", "text")
_facts = attrgetter(*_FACTS)
_block = attrgetter("headings", "start", "end", "line", "page")


def packed(articles: Iterable[Article]) -> bytes:
    """The articles with their digests, for a process of the same program."""
    return pickle.dumps([_row(article) for article in articles], protocol=pickle.HIGHEST_PROTOCOL)


def _row(article: Article) -> tuple[Any, ...]:
    paragraphs = article.paragraphs
    return (
        _facts(article),
        dict(article.metadata),
        article.sha256,
        list(map(_block, paragraphs)),
        [paragraph.text for paragraph in paragraphs],
        [(heading.text, heading.level, heading.start, heading.end) for heading in article.headings],
    )


def unpacked(parcel: bytes) -> Iterator[Article]:
    """The articles that :func:`packed` packed."""
    for facts, metadata, sha256, blocks, texts, headings in pickle.loads(parcel):
        article = Article.__new__(Article)
        for name, value in zip(_FACTS, facts, strict=True):
            _set(article, name, value)
        _set(article, "metadata", MappingProxyType(metadata))
        paragraphs = [
            Paragraph(number, text, *block) for number, (text, block) in enumerate(zip(texts, blocks, strict=True), 1)
        ]
        _set(article, "paragraphs", tuple(paragraphs))
        _set(article, "headings", tuple(Heading(*heading) for heading in headings))
        _set(article, "sha256", sha256)
        yield article
