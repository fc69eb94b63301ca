"""What does a program read? Values go in; dictionaries for JSON come out, as ``docs/json.md`` describes them.

The schema is a promise: fields may be added; none is renamed, removed or changed without a new number.
"""

import datetime
import json
import math
from typing import Any, TextIO

from attrs import asdict

from searchlib.article import Article, ArticleFacts, Heading, Paragraph, Source
from searchlib.cli.rendering import Neighbours
from searchlib.results import Hit, Results

__all__ = ["SCHEMA", "article_record", "facts_record", "hit_record", "results_record", "to_json"]

SCHEMA = 1


def to_json(record: Any, stream: TextIO, *, indent: int | None = None) -> str:
    """``record`` as JSON that ``stream`` can encode; never NaN or Infinity, which are no JSON."""
    unicode = (stream.encoding or "utf-8").lower().replace("-", "").startswith("utf")
    return json.dumps(record, ensure_ascii=not unicode, allow_nan=False, indent=indent)


def results_record(results: Results, hits: list[dict[str, Any]], **request: Any) -> dict[str, Any]:
    """The whole answer; ``request`` is what was asked, ``hits`` as from :func:`hit_record`."""
    return {
        "schema": SCHEMA,
        **request,
        "understood": results.understood,
        "reading": results.reading,
        "warnings": list(results.warnings),
        "total": results.total,
        "hits": hits,
    }


def hit_record(hit: Hit, rank: int, neighbours: Neighbours | None = None) -> dict[str, Any]:
    """One hit; ``context`` is there only where neighbours were asked for."""
    passage, article = hit.passage, hit.passage.article
    record = {
        "rank": rank,
        "score": _number(hit.score),
        "id": article.id,
        "title": article.title,
        "heading": passage.heading,
        "headings": list(passage.headings),
        "paragraph": passage.number,
        "text": passage.text,
        "spans": [list(span) for span in hit.spans],
        "start": passage.start,
        "end": passage.end,
        "source": _source_record(passage.source),
        **_shared_facts(article),
    }
    return record | ({"context": _context_record(neighbours)} if neighbours else {})


def facts_record(article: ArticleFacts) -> dict[str, Any]:
    """An article's facts, without its text."""
    return {
        "id": article.id,
        "title": article.title,
        "source": _source_record(article.source),
        **_shared_facts(article),
        "sha256": article.sha256,
    }


def article_record(article: Article) -> dict[str, Any]:
    """A whole article."""
    return {
        "schema": SCHEMA,
        **facts_record(article.facts),
        "text": article.text,
        "headings": [_heading_record(heading) for heading in article.headings],
        "paragraphs": [_paragraph_record(paragraph) for paragraph in article.paragraphs],
    }


def _shared_facts(article: ArticleFacts) -> dict[str, Any]:
    return {
        "date": article.date and article.date.isoformat(),
        "authors": list(article.authors),
        "language": article.language,
        "url": article.url,
        "metadata": {name: _value(value) for name, value in article.metadata.items()},
    }


def _context_record(neighbours: Neighbours) -> dict[str, Any]:
    return {
        "before": [_paragraph_record(paragraph) for paragraph in neighbours.before],
        "after": [_paragraph_record(paragraph) for paragraph in neighbours.after],
    }


def _source_record(source: Source | None) -> dict[str, Any] | None:
    return asdict(source) | {"place": str(source)} if source else None


def _heading_record(heading: Heading) -> dict[str, Any]:
    return asdict(heading)


def _paragraph_record(paragraph: Paragraph) -> dict[str, Any]:
    record = asdict(paragraph)
    return {"paragraph": record.pop("number"), **record, "headings": list(paragraph.headings)}


def _value(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return _number(value) if isinstance(value, float) else value


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
