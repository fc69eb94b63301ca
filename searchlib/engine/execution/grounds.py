"""Which of the passages that match a tree answer it, and do not merely stand under a title or heading that does?

Of an AND one word may stand in the text and the other in the title. Where titles and headings alone have all of it,
the first passage under them answers.
"""

from collections.abc import Callable
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.execution.segment_matcher import SegmentMatcher
from searchlib.kernels.arrays import Documents
from searchlib.kernels.sets import member
from searchlib.query.queries import (
    RESTRICTING,
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DateRange,
    DisjunctionMax,
    Every,
    FuzzyTerm,
    InSentence,
    Near,
    Not,
    Null,
    NumericRange,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    Require,
    Term,
    TermRange,
    Wildcard,
)
from searchlib.schema import is_passage

__all__ = ["GROUNDS", "grounded"]


def grounded(matching: SegmentMatcher, query: Query, segment: int, documents: Documents) -> NDArray[np.bool_] | None:
    """For each of ``documents``, which all match ``query``, whether it answers; None: all do."""
    ground = GROUNDS.get(type(query))
    return None if ground is None else ground(matching, query, segment, documents)


def _of_word(matching: SegmentMatcher, query: Query, segment: int, documents: Documents) -> NDArray[np.bool_] | None:
    if not is_passage(query.fieldname):
        return None
    part = matching.snapshot.word(query.fieldname, query.text).parts[segment]
    if part is None or part.context is None:
        return None
    return member(documents, part.documents, part.size)


def _of_all(matching: SegmentMatcher, query: Query, segment: int, documents: Documents) -> NDArray[np.bool_] | None:
    """One part that answers will do; those that say where to look make nothing answer."""
    masks = []
    for part in query.subqueries:
        if type(part) not in RESTRICTING:
            mask = grounded(matching, part, segment, documents)
            if mask is None:
                return None
            masks.append(mask)
    return _any(masks) if masks else None


def _of_any(matching: SegmentMatcher, query: Query, segment: int, documents: Documents) -> NDArray[np.bool_] | None:
    masks = [grounded(matching, part, segment, documents) for part in query.subqueries]
    if all(mask is None for mask in masks):
        return None
    return _any([_holding(matching, part, segment, documents) for part in query.subqueries])


def _of_preference(
    matching: SegmentMatcher, query: Query, segment: int, documents: Documents
) -> NDArray[np.bool_] | None:
    wanted = grounded(matching, query.a, segment, documents)
    return None if wanted is None else wanted | _holding(matching, query.b, segment, documents)


def _of_first(matching: SegmentMatcher, query: Query, segment: int, documents: Documents) -> NDArray[np.bool_] | None:
    return grounded(matching, query.a, segment, documents)


def _holding(matching: SegmentMatcher, query: Query, segment: int, documents: Documents) -> NDArray[np.bool_]:
    """Which of ``documents`` match the query and answer it."""
    found = matching.found(query, segment, False)[0]
    holding = member(documents, found, matching.snapshot.segments[segment].document_count)
    mask = grounded(matching, query, segment, documents)
    return holding if mask is None else holding & mask


def _any(masks: list[NDArray[np.bool_]]) -> NDArray[np.bool_]:
    united: NDArray[np.bool_] = np.logical_or.reduce(masks)
    return united


_Ground: TypeAlias = Callable[[SegmentMatcher, Query, int, Documents], NDArray[np.bool_] | None]

GROUNDS: Final[dict[type, _Ground | None]] = {
    Term: _of_word,
    Phrase: None,
    Prefix: None,
    Wildcard: None,
    Regex: None,
    FuzzyTerm: None,
    TermRange: None,
    NumericRange: None,
    DateRange: None,
    Every: None,
    Null: None,
    And: _of_all,
    Or: _of_any,
    DisjunctionMax: _of_any,
    Near: None,
    InSentence: None,
    AndMaybe: _of_preference,
    Require: _of_first,
    AndNot: _of_first,
    Not: None,
    ConstantScoreQuery: None,
}
"""Which of the documents that match a query answer it; None: all do, as what it looks for is in the text itself.

An Or(scale=) is looked up as the Or that it is; of other foreign queries all that match answer.
"""
