"""Articles and paragraphs as bytes: compressed JSON, so that reading a stranger's record runs no code."""

import datetime
import json
import zlib
from typing import Any

from searchlib.article import (
    Article,
    ArticleFacts,
    Heading,
    MetadataValue,
    Paragraph,
    Source,
    fields_of,
)

__all__ = ["pack_article", "pack_paragraph", "unpack_article", "unpack_facts", "unpack_paragraph"]


def pack_article(article: Article) -> tuple[bytes, bytes]:
    """The facts, and the text with its blocks: two records, so that a hit reads only the first."""
    facts = fields_of(article.facts)
    facts["date"] = article.date and article.date.isoformat()
    facts["source"] = article.source and _row(article.source)
    facts["metadata"] = {name: _pack_value(value) for name, value in article.metadata.items()}
    body = {
        "text": article.text,
        "paragraphs": [_row(paragraph) for paragraph in article.paragraphs],
        "headings": [_row(heading) for heading in article.headings],
    }
    return _pack(facts), _pack(body)


def unpack_facts(record: bytes) -> ArticleFacts:
    """The facts that :func:`pack_article` packed."""
    facts = _unpack(record)
    facts["date"] = facts["date"] and datetime.date.fromisoformat(facts["date"])
    facts["source"] = facts["source"] and Source(*facts["source"])
    facts["metadata"] = {name: _unpack_value(value) for name, value in facts["metadata"].items()}
    return ArticleFacts(**facts)


def unpack_article(facts_record: bytes, body_record: bytes) -> Article:
    """The article that :func:`pack_article` packed."""
    facts = fields_of(unpack_facts(facts_record))
    del facts["sha256"]
    body = _unpack(body_record)
    return Article(
        **facts,
        text=body["text"],
        paragraphs=[_paragraph(row) for row in body["paragraphs"]],
        headings=[Heading(*row) for row in body["headings"]],
    )


def pack_paragraph(paragraph: Paragraph) -> bytes:
    """One paragraph: what a hit shows."""
    return _pack(_row(paragraph))


def unpack_paragraph(record: bytes) -> Paragraph:
    """The paragraph that :func:`pack_paragraph` packed."""
    return _paragraph(_unpack(record))


def _row(value: Any) -> list[Any]:
    """A small frozen value as the list of its fields."""
    return [getattr(value, attribute.name) for attribute in type(value).__attrs_attrs__]


def _paragraph(row: list[Any]) -> Paragraph:
    number, text, headings, *rest = row
    return Paragraph(number, text, tuple(headings), *rest)


def _pack_value(value: MetadataValue) -> Any:
    """JSON has no dates: they are told from strings by their wrapping."""
    return {"date": value.isoformat()} if isinstance(value, datetime.date) else value


def _unpack_value(value: Any) -> MetadataValue:
    return datetime.date.fromisoformat(value["date"]) if isinstance(value, dict) else value


def _pack(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def _unpack(record: bytes) -> Any:
    return json.loads(zlib.decompress(record))
