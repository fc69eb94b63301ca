"""The collector over arrays: which documents a request's filters admit, and which of the matches are its page."""

from functools import partial
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.base import Request
from searchlib.engine.execution.execution import Execution, Masks, Scores, Snapshot
from searchlib.engine.search import MatchTable, RankedKeys, page_of
from searchlib.kernels.lookup import rank
from searchlib.query import Query

__all__ = ["admitting", "chosen"]

_Numbers: TypeAlias = NDArray[np.int64]


def chosen(execution: Execution, request: Request, first: int | None = None) -> RankedKeys:
    """The page that is asked for, or the ``first`` so many of the whole ranking; a key is a document.

    See :attr:`searchlib.engine.search.Search.ranked`. By relevance ``total`` is None where :meth:`Execution.top` was
    asked and gave none, and where time was up.
    """
    tree, restriction = request.question.tree, request.restriction
    allowed = None if restriction is None else admitting(execution, restriction)
    if request.sort == "relevance" and request.group is None:
        page = page_of(request, first)
        documents, scores, total = execution.top(tree, page.stop, count=request.count, allowed=allowed)
        return RankedKeys(documents[page], scores[page], total)
    from searchlib.engine.collector import collected  # most questions want the best alone

    return collected(_matches(execution, tree, allowed), request, first)


def _matches(execution: Execution, tree: Query, allowed: Masks | None) -> MatchTable:
    """All matches, and what they are sorted and grouped by."""
    documents, scores = execution.matches(tree, allowed)
    articles = _Articles(execution.snapshot)
    wholes = partial(_wholes, execution.snapshot, tree)
    return MatchTable(documents, scores, articles.of(documents), articles.days, wholes, execution.is_complete)


def _wholes(snapshot: Snapshot, tree: Query) -> Scores:
    from searchlib.engine.execution.whole_articles import whole_scores  # seldom needed

    return whole_scores(snapshot, tree)


def admitting(execution: Execution, restriction: Query) -> Masks:
    """For each segment the documents that may answer; none where there was no time to look."""
    segments = execution.snapshot.segments
    masks = [np.zeros(segment.document_count, np.bool_) for segment in segments]
    for number, mask in execution.within_time(
        range(len(segments)), lambda number: execution.matching.mask(restriction, number)
    ):
        masks[number] = mask
    return masks


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

    def days(self) -> _Numbers:
        """The date of each article as an ordinal, 0 for none."""
        all_days = [segment.dates.astype(np.int64) for segment in self._segments]
        return np.concatenate([np.empty(0, np.int64), *all_days])
