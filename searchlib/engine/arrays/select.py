"""Which of the matches are wanted, and in which order? Filters, sorting, grouping and the slice asked for."""

import datetime
from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchlib.article import ArticleFacts
from searchlib.engine.arrays.execute import Execution, Masks, Ranked, Scores, Snapshot
from searchlib.engine.arrays.segments import SegmentReader
from searchlib.engine.base import Filters, Request, Sort

__all__ = ["passes", "ranked"]

_FAR: Final = datetime.date.max.toordinal() + 1  # what has no date comes last

_Numbers = NDArray[np.int64]


def ranked(execution: Execution, request: Request) -> Ranked:
    """The documents asked for, in order, with their scores; ``total`` counts them without ``limit`` and ``offset``.

    With ``group`` the total counts articles. It is None only where :meth:`Execution.top` was asked and gave none.
    """
    tree, filters, last = request.question.tree, request.filters, request.offset + request.limit
    allowed = None if filters.is_open else dated(execution.snapshot, filters)
    if request.sort == "relevance" and request.group is None and _by_date_alone(filters):
        found = execution.top(tree, last, count=request.count, allowed=allowed)
        return Ranked(found.documents[request.offset :], found.scores[request.offset :], found.total)
    documents, scores = execution.matches(tree, allowed)
    articles = _Articles(execution.snapshot)
    numbers = articles.of(documents)
    if not _by_date_alone(filters):
        keep = articles.passing(numbers, filters)
        documents, scores, numbers = documents[keep], scores[keep], numbers[keep]
    if request.group == "article":
        rows = _best_of_each(numbers, scores, documents)
        documents, scores, numbers = documents[rows], scores[rows], numbers[rows]
    days = None if request.sort == "relevance" else articles.days(numbers, request.sort)
    order = np.lexsort((documents, -scores) if days is None else (documents, -scores, days))
    order = order[request.offset : last]
    return Ranked(documents[order].tolist(), scores[order].tolist(), len(documents))


def dated(snapshot: Snapshot, filters: Filters) -> Masks | None:
    """For each segment the documents in the time asked for; None where no time is asked for."""
    if filters.after is None and filters.before is None:
        return None
    first = 1 if filters.after is None else filters.after.toordinal()
    end = _FAR if filters.before is None else filters.before.toordinal()
    return [_spread(segment, (segment.dates >= first) & (segment.dates < end)) for segment in snapshot.segments]


def passes(facts: ArticleFacts, filters: Filters) -> bool:
    """Whether an article may answer, its date left aside."""
    return (
        (not filters.sources or _from_one_of(facts, filters.sources))
        and (not filters.languages or facts.language in filters.languages)
        and all(facts.metadata.get(name) == value for name, value in filters.metadata.items())
    )


def _from_one_of(facts: ArticleFacts, patterns: Iterable[str]) -> bool:
    path = facts.source.path if facts.source else facts.id
    return any(fnmatchcase(f"/{path}", f"*/{pattern.removeprefix('/')}") for pattern in patterns)


def _by_date_alone(filters: Filters) -> bool:
    return not (filters.sources or filters.languages or filters.metadata)


def _spread(segment: SegmentReader, articles: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """What is said of articles, said of their documents."""
    firsts = segment.first_documents.astype(np.int64)
    return np.repeat(articles, firsts[1:] - firsts[:-1])


def _best_of_each(articles: _Numbers, scores: Scores, documents: _Numbers) -> NDArray[np.intp]:
    """The row of the best passage of each article; when sorting by date that is still the best, not the first."""
    order = np.lexsort((documents, -scores, articles))
    ordered = articles[order]
    new = np.ones(len(order), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return np.sort(order[new])


class _Articles:
    """The articles of a snapshot, numbered over its segments."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._segments = snapshot.segments
        firsts = [
            segment.first_documents[:-1].astype(np.int64) + base
            for segment, base in zip(snapshot.segments, snapshot.bases, strict=False)
        ]
        self._bases = np.cumsum([0, *map(len, firsts)])
        self._firsts: _Numbers = np.concatenate([np.empty(0, np.int64), *firsts])

    def of(self, documents: _Numbers) -> _Numbers:
        """The article of each document."""
        return self._firsts.searchsorted(documents, "right") - 1

    def passing(self, articles: _Numbers, filters: Filters) -> NDArray[np.bool_]:
        """For each of ``articles`` (ascending) whether its facts pass; the facts of an article are read once."""
        distinct, rows = np.unique(articles, return_inverse=True)
        passing = [passes(self._facts(article), filters) for article in distinct.tolist()]
        return np.array(passing, np.bool_)[rows]

    def _facts(self, article: int) -> ArticleFacts:
        segment = int(self._bases.searchsorted(article, "right")) - 1
        return self._segments[segment].facts(article - int(self._bases[segment]))

    def days(self, articles: _Numbers, sort: Sort) -> _Numbers:
        """What sorts ascending by date as asked for, the undated last."""
        all_days = [segment.dates.astype(np.int64) for segment in self._segments]
        days: _Numbers = np.concatenate([np.empty(0, np.int64), *all_days])[articles]
        return np.where(days == 0, _FAR, -days if sort == "newest" else days)
