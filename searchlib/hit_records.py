"""What does a program read of a hit? Dictionaries for JSON, as ``docs/json.md`` describes them.

The schema is a promise: fields may be added; none is renamed, removed or changed without a new number.
"""

import datetime
import math
from typing import TYPE_CHECKING, Any

from attrs import asdict, frozen

from searchlib.article import ArticleFacts, Paragraph, Source, joined
from searchlib.explanation import Explanation
from searchlib.highlight.formatter import Matches, Spans
from searchlib.hit import Hit

if TYPE_CHECKING:
    from searchlib.help import Help
    from searchlib.highlight.extract import Extract, MarkedParagraph

__all__ = [
    "SCHEMA",
    "Shown",
    "help_record",
    "hit_record",
    "paragraph_record",
    "shared_facts",
    "source_record",
]

SCHEMA = 1


@frozen(kw_only=True)
class Shown:
    """What is shown of a hit beside its passage: ``copies`` one by one, ``context`` as such, the ``explanation``."""

    copies: bool = False
    context: bool = False
    explanation: bool = False


def hit_record(hit: Hit, rank: int, shown: Shown = Shown()) -> dict[str, Any]:
    """One hit; ``context``, ``expanded`` and ``explanation`` are there only where they were asked for."""
    record = {
        "rank": rank,
        **_passage_record(hit),
        "others": [_passage_record(other) for other in hit.others],
        "copies": [_passage_record(copy) for copy in hit.copies],
    }
    if hit.expanded is not None and shown.context:
        record["context"] = _context_record(hit.expanded)
    elif hit.expanded is not None:
        record["expanded"] = [_marked_record(each) for each in hit.expanded.paragraphs]
    if shown.explanation:
        record["explanation"] = _explanation_record(hit.explain())
    return record


def _passage_record(hit: Hit) -> dict[str, Any]:
    """A passage that was found, and its article's facts."""
    passage, article = hit.passage, hit.passage.article
    return {
        "score": _number(hit.score),
        "id": article.id,
        "title": article.title,
        "title_is_made": article.title_is_made,
        "title_spans": _spans_record(hit.title_spans),
        "title_matches": _matches_record(hit.title_matches),
        "heading": passage.heading,
        "heading_spans": _spans_record(hit.heading_spans),
        "heading_matches": _matches_record(hit.heading_matches),
        "headings": list(passage.headings),
        "paragraph": passage.number,
        "text": passage.text,
        "spans": _spans_record(hit.spans),
        "matches": _matches_record(hit.matches),
        "start": passage.start,
        "end": passage.end,
        "source": source_record(passage.source),
        **shared_facts(article),
    }


def shared_facts(article: ArticleFacts) -> dict[str, Any]:
    """What a passage and an article both tell of the article."""
    return {
        "date": article.date and article.date.isoformat(),
        "authors": list(article.authors),
        "language": article.language,
        "url": article.url,
        "metadata": {name: _value(joined(value)) for name, value in article.metadata.items()},
        "values": {
            name: list(map(_value, value)) for name, value in article.metadata.items() if isinstance(value, tuple)
        },
    }


def source_record(source: Source | None) -> dict[str, Any] | None:
    """Where a person finds it."""
    return asdict(source, filter=lambda each, _: each.name != "part") | {"place": str(source)} if source else None


def paragraph_record(paragraph: Paragraph) -> dict[str, Any]:
    """A paragraph of an article."""
    record = asdict(paragraph)
    return {"paragraph": record.pop("number"), **record}


def _context_record(extract: "Extract") -> dict[str, Any]:
    return {
        "before": [paragraph_record(each.paragraph) for each in extract.before],
        "after": [paragraph_record(each.paragraph) for each in extract.after],
    }


def _marked_record(marked: "MarkedParagraph") -> dict[str, Any]:
    return {**paragraph_record(marked.paragraph), "spans": _spans_record(marked.spans)}


def _spans_record(spans: Spans) -> list[list[int]]:
    return [list(span) for span in spans]


def _matches_record(matches: Matches) -> list[dict[str, Any]]:
    return [match._asdict() for match in matches]


def help_record(help_: "Help") -> dict[str, Any]:
    """Why nothing was found, and what would be."""
    return {
        "sought": [asdict(each) for each in help_.sought],
        "apart": [list(pair) for pair in help_.apart],
        "suggestion": help_.suggestion,
        "found": help_.found,
        "is_unfiltered": help_.is_unfiltered,
    }


def _explanation_record(explanation: Explanation) -> dict[str, Any]:
    """The numbers as a tree; the sentence stands at its top."""
    record = {
        "value": _number(explanation.value),
        "description": explanation.description,
        "details": [_explanation_record(each) for each in explanation.details],
    }
    return {"sentence": explanation.sentence, **record} if explanation.sentence else record


def _value(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return _number(value) if isinstance(value, float) else value


def _number(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None
