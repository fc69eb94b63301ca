"""Which bytes stand for an article's facts? JSON, so that reading a stranger's index runs no code."""

import datetime
import json
from typing import Any

from searchlib.article import Article, ArticleFacts, MetadataValue, Source
from searchlib.errors import IndexDamaged

__all__ = ["pack_facts", "unpack_facts"]


def pack_facts(article: Article) -> bytes:
    """The article's facts but its sha256; what has its default is left out."""
    facts: dict[str, Any] = {"id": article.id, "title": article.title}
    if article.date is not None:
        facts["date"] = article.date.isoformat()
    if article.authors:
        facts["authors"] = article.authors
    if article.language is not None:
        facts["language"] = article.language
    if article.url is not None:
        facts["url"] = article.url
    if article.source is not None:
        source = article.source
        facts["source"] = [source.path, source.line, source.record, source.page]
    if article.metadata:
        facts["metadata"] = {name: _packed(value) for name, value in article.metadata.items()}
    return json.dumps(facts, ensure_ascii=False, separators=(",", ":")).encode()


def unpack_facts(data: bytes, sha256: str) -> ArticleFacts:
    """The facts that :func:`pack_facts` packed. Raises IndexDamaged for other bytes."""
    try:
        facts = json.loads(data)
        if "date" in facts:
            facts["date"] = _date(facts["date"])
        if "source" in facts:
            facts["source"] = Source(*facts["source"])
        if "metadata" in facts:
            facts["metadata"] = {name: _unpacked(value) for name, value in facts["metadata"].items()}
        return ArticleFacts(**facts, sha256=sha256)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise IndexDamaged(f"an article's facts are no facts: {error}") from error


def _packed(value: MetadataValue) -> Any:
    """JSON has no dates: they are told from strings by their wrapping."""
    return {"date": value.isoformat()} if isinstance(value, datetime.date) else value


def _unpacked(value: Any) -> MetadataValue:
    return _date(value["date"]) if isinstance(value, dict) else value


def _date(written: str) -> datetime.date:
    """A date, or a date with a time, which is a date, too."""
    kind = datetime.date if len(written) == len("2000-01-01") else datetime.datetime
    return kind.fromisoformat(written)
