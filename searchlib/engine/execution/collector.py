"""Which of the matches are wanted, and in which order? Filters, sorting, grouping and the slice asked for."""

import datetime
from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.base import Filters, Request, Sort
from searchlib.engine.execution.execution import Execution, Masks, Ranked, Scores, Snapshot
from searchlib.engine.execution.filters import spread
from searchlib.kernels.lookup import rank

__all__ = ["Chosen", "admitting", "chosen", "ranked"]

_FAR: Final = datetime.date.max.toordinal() + 1  # what has no date comes last

_Numbers = NDArray[np.int64]


def ranked(execution: Execution, request: Request) -> Ranked:
    """The documents asked for, in order, with their scores; ``total`` counts them without ``limit`` and ``offset``.

    It is None where :meth:`Execution.top` was asked and gave none, and where time was up. With ``group`` see
    :func:`chosen`.
    """
    return chosen(execution, request).ranked


class Chosen(NamedTuple):
    """What was ranked; of articles the best passages, with the articles' scores, and the total counts articles.

    ``others`` has for each article the documents and scores of its next best passages, at most two, best first.
    """

    ranked: Ranked
    others: Sequence[Sequence[tuple[int, float]]] = ()


def chosen(execution: Execution, request: Request, first: int | None = None) -> Chosen:
    """The page that is asked for, or the ``first`` so many of the whole ranking."""
    tree, filters = request.question.tree, request.filters
    page = slice(request.offset, request.offset + request.limit) if first is None else slice(0, first)
    allowed = None if filters.is_open else admitting(execution, filters)
    if request.sort == "relevance" and request.group is None:
        found = execution.top(tree, page.stop, count=request.count, allowed=allowed)
        return Chosen(found if not page.start else Ranked(found.documents[page], found.scores[page], found.total))
    documents, scores = execution.matches(tree, allowed)
    articles = _Articles(execution.snapshot)
    numbers = articles.of(documents)
    if request.group == "article":
        from searchlib.engine.article_groups import best_articles  # seldom needed

        groups = best_articles(numbers, scores, documents)
        best, total = groups.best, len(groups.best) if execution.is_complete else None
        order = _ordered(documents[best], groups.scores, numbers[best], articles, request.sort)[page]
        rows = best[order]
        others = [[(int(documents[row]), float(scores[row])) for row in groups.others(each)] for each in order.tolist()]
        return Chosen(Ranked(documents[rows].tolist(), groups.scores[order].tolist(), total), others)
    order = _ordered(documents, scores, numbers, articles, request.sort)[page]
    total = len(documents) if execution.is_complete else None
    return Chosen(Ranked(documents[order].tolist(), scores[order].tolist(), total))


def _ordered(
    documents: _Numbers, scores: Scores, numbers: _Numbers, articles: "_Articles", sort: Sort
) -> NDArray[np.intp]:
    """The rows in the order asked for; ``numbers`` are the articles of ``documents``."""
    days = None if sort == "relevance" else articles.days(numbers, sort)
    return np.lexsort((documents, -scores) if days is None else (documents, -scores, days))


def admitting(execution: Execution, filters: Filters) -> Masks:
    """For each segment the documents of the articles that may answer; none where there was no time to look."""
    segments = execution.snapshot.segments
    masks = [np.zeros(segment.document_count, np.bool_) for segment in segments]
    for number, articles in execution.within_time(
        range(len(segments)), lambda number: _articles(execution, number, filters)
    ):
        masks[number] = spread(segments[number], articles)
    return masks


def _articles(execution: Execution, number: int, filters: Filters) -> NDArray[np.bool_]:
    """[articles] which of a segment's may answer. Facts are looked at only where they matter."""
    if execution.matching.deadline is not None:
        execution.matching.deadline.check()
    segment = execution.snapshot.segments[number]
    first = 0 if filters.after is None else filters.after.toordinal()
    end = _FAR if filters.before is None else filters.before.toordinal()
    least = int(filters.after is not None or filters.before is not None)  # what has no date is of no time
    passing = (segment.dates >= max(first, least)) & (segment.dates < end)
    if filters.sources:
        patterns = [f"*/{pattern.removeprefix('/')}" for pattern in filters.sources]
        paths = segment.columns.paths
        passing &= paths.passing(any(fnmatchcase(f"/{path}", pattern) for pattern in patterns) for path in paths.values)
    if filters.languages:
        languages = segment.columns.languages
        passing &= languages.passing(language in filters.languages for language in languages.values)
    for name, value in filters.metadata.items():
        column = segment.columns.metadata.get(name)
        passing &= False if column is None else column.passing(each == value for each in column.values)
    return passing


class _Articles:
    """The articles of a snapshot, numbered over its segments."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._segments = snapshot.segments
        firsts = [
            segment.first_documents[:-1].astype(np.int64) + base
            for segment, base in zip(snapshot.segments, snapshot.bases, strict=False)
        ]
        self._firsts: _Numbers = np.concatenate([np.empty(0, np.int64), *firsts])

    def of(self, documents: _Numbers) -> _Numbers:
        """The article of each document."""
        return rank(self._firsts, documents, "right") - 1

    def days(self, articles: _Numbers, sort: Sort) -> _Numbers:
        """What sorts ascending by date as asked for, the undated last."""
        all_days = [segment.dates.astype(np.int64) for segment in self._segments]
        days: _Numbers = np.concatenate([np.empty(0, np.int64), *all_days])[articles]
        return np.where(days == 0, _FAR, -days if sort == "newest" else days)
