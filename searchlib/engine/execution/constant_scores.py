"""Queries whose matches all score the same: facts, ranges, complements, everything and nothing.

Each function answers one kind of query for the documents of one segment, ascending, by their numbers in it; with
scores where ``scored``.
"""

import numpy as np

from searchlib.engine.execution.filters import admitted, spread
from searchlib.engine.execution.readers import starts_of
from searchlib.engine.execution.segment_matcher import SegmentMatcher
from searchlib.kernels.arrays import Documents, Found
from searchlib.kernels.offsets import counts_of
from searchlib.kernels.sets import complement, nothing
from searchlib.query.queries import Query
from searchlib.schema import base_field, is_fact

__all__ = ["everything", "of_complement", "of_constant", "of_every", "of_fact", "of_nothing", "of_range"]


def everything(matching: SegmentMatcher, segment: int, scored: bool) -> Found:
    """All documents; it adds nothing to a score."""
    reader = matching.snapshot.segments[segment]
    return _scoring_nothing(complement(nothing(False)[0], reader.document_count, reader.deleted), scored)


def of_every(matching: SegmentMatcher, query: Query, segment: int, scored: bool) -> Found:
    """All documents; with a field all that have something in it. It adds nothing to a score."""
    if query.fieldname in (None, "*"):
        return everything(matching, segment, scored)
    if is_fact(query.fieldname):
        return _scoring_nothing(of_fact(matching, query, segment, False)[0], scored)
    reader = matching.snapshot.segments[segment]
    has_terms = counts_of(starts_of(reader, base_field(query.fieldname))) > 1
    if reader.deleted is not None:
        has_terms &= ~reader.deleted
    return _scoring_nothing(has_terms.nonzero()[0].astype(np.uint32), scored)


def of_nothing(_matching: SegmentMatcher, _query: Query, _segment: int, scored: bool) -> Found:
    """No document."""
    return nothing(scored)


def of_complement(matching: SegmentMatcher, query: Query, segment: int, scored: bool) -> Found:
    """A Not: all documents that its query does not match. It adds nothing to a score."""
    reader = matching.snapshot.segments[segment]
    unwanted = matching.excluded(query.query, segment)
    return _scoring_nothing(complement(unwanted, reader.document_count, reader.deleted), scored)


def of_constant(matching: SegmentMatcher, query: Query, segment: int, scored: bool) -> Found:
    """A ConstantScoreQuery: what its query matches, with its score."""
    documents, _ = matching.found(query.child, segment, False)
    return documents, np.full(len(documents), float(query.score)) if scored else None


def of_range(matching: SegmentMatcher, query: Query, segment: int, scored: bool) -> Found:
    """A NumericRange or DateRange of facts. A match scores its boost."""
    return of_fact(matching, query, segment, scored) if is_fact(query.fieldname) else nothing(scored)


def of_fact(matching: SegmentMatcher, query: Query, segment: int, scored: bool) -> Found:
    """A leaf on what articles say of themselves. A match scores its boost."""
    if matching.deadline is not None:
        matching.deadline.check()
    reader = matching.snapshot.segments[segment]
    mask = spread(reader, admitted(query, reader, matching.facts))
    if reader.deleted is not None:
        mask &= ~reader.deleted
    documents = mask.nonzero()[0].astype(np.uint32)
    return documents, np.full(len(documents), float(query.boost)) if scored else None


def _scoring_nothing(documents: Documents, scored: bool) -> Found:
    return documents, np.zeros(len(documents)) if scored else None
