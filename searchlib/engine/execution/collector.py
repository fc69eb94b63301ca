"""The collector over arrays: which documents a request's filters admit, and which of the matches are its page."""

import datetime
from fnmatch import fnmatchcase
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.base import Filters, Request
from searchlib.engine.execution.execution import Execution, Masks, Snapshot
from searchlib.engine.execution.filters import spread
from searchlib.engine.search import MatchTable, RankedKeys, page_of
from searchlib.query import Query

__all__ = ["admitting", "chosen"]

_FAR: Final = datetime.date.max.toordinal() + 1  # behind every day

_Numbers: TypeAlias = NDArray[np.int64]


def chosen(execution: Execution, request: Request, first: int | None = None) -> RankedKeys:
    """The page that is asked for, or the ``first`` so many of the whole ranking; a key is a document.

    See :attr:`searchlib.engine.search.Search.ranked`. By relevance ``total`` is None where :meth:`Execution.top` was
    asked and gave none, and where time was up.
    """
    tree, filters = request.question.tree, request.filters
    allowed = None if filters.is_open else admitting(execution, filters)
    if request.sort == "relevance" and request.group is None:
        page = page_of(request, first)
        documents, scores, total = execution.top(tree, page.stop, count=request.count, allowed=allowed)
        return RankedKeys(documents[page], scores[page], total) if page.start else RankedKeys(documents, scores, total)
    from searchlib.engine.collector import collected  # most questions want the best alone

    return collected(_matches(execution, tree, allowed), request, first)


def _matches(execution: Execution, tree: Query, allowed: Masks | None) -> MatchTable:
    """All matches, and what they are sorted and grouped by."""
    documents, scores = execution.matches(tree, allowed)
    articles = _Articles(execution.snapshot)
    return MatchTable(documents, scores, articles.of(documents), articles.days, execution.is_complete)


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
        return self._firsts.searchsorted(documents, "right") - 1

    def days(self) -> _Numbers:
        """The date of each article as an ordinal, 0 for none."""
        all_days = [segment.dates.astype(np.int64) for segment in self._segments]
        return np.concatenate([np.empty(0, np.int64), *all_days])
