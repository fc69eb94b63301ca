"""What does a program read beside the results of a search? Values go in; dictionaries for JSON come out.

They are as ``docs/json.md`` describes them; the hits are from :mod:`searchlib.hit_records`, and the results put them
together themselves: :meth:`searchlib.results.Results.to_dict`.
"""

import json
from typing import TYPE_CHECKING, Any, TextIO

from attrs import asdict

from searchlib.article import Article, ArticleFacts
from searchlib.hit_records import SCHEMA, Shown, hit_record, paragraph_record, shared_facts, source_record

if TYPE_CHECKING:
    from searchlib.suggestions import Suggestions

__all__ = [
    "SCHEMA",
    "Shown",
    "article_record",
    "facts_record",
    "hit_record",
    "suggestions_record",
    "to_json",
]


def to_json(record: Any, stream: TextIO, *, indent: int | None = None) -> str:
    """``record`` as JSON that ``stream`` can encode; never NaN or Infinity, which are no JSON."""
    unicode = (stream.encoding or "utf-8").lower().replace("-", "").startswith("utf")
    return json.dumps(record, ensure_ascii=not unicode, allow_nan=False, indent=indent)


def suggestions_record(suggestions: "Suggestions", typed: str) -> dict[str, Any]:
    """Words and titles that complete what was ``typed``."""
    return {
        "schema": SCHEMA,
        "typed": typed,
        "words": [asdict(each) for each in suggestions.words],
        "titles": [asdict(each) for each in suggestions.titles],
    }


def facts_record(article: ArticleFacts) -> dict[str, Any]:
    """An article's facts, without its text."""
    return {
        "id": article.id,
        "title": article.title,
        "title_is_made": article.title_is_made,
        "source": source_record(article.source),
        **shared_facts(article),
        "sha256": article.sha256,
    }


def article_record(article: Article) -> dict[str, Any]:
    """A whole article."""
    return {
        "schema": SCHEMA,
        **facts_record(article.facts),
        "text": article.text,
        "headings": [asdict(heading) for heading in article.headings],
        "paragraphs": [paragraph_record(paragraph) for paragraph in article.paragraphs],
    }
