"""Which documents of one segment match a tree, and with what score? One small function a query class, over arrays.

A conjunction or union adds scores; what only filters adds nothing. Loops run over words and parts, never over
documents. Functions are found by the name of the query's class.
"""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.execution.context import grounded
from searchlib.engine.execution.deadline import Deadline, OutOfTime
from searchlib.engine.execution.filters import WordsOf, admitted, plain_words, spread, within
from searchlib.engine.execution.readers import starts_of
from searchlib.engine.execution.scored_postings import ScoredPostings
from searchlib.engine.execution.sets import intersection
from searchlib.engine.execution.snapshot import Snapshot
from searchlib.engine.execution.term_queries import Leaves, boosted
from searchlib.errors import InvalidRequest
from searchlib.kernels.arrays import Documents, Found, Scores
from searchlib.kernels.offsets import counts_of
from searchlib.kernels.sets import complement, difference, highest, nothing, restricted, union
from searchlib.query.queries import Query
from searchlib.schema import base_field, is_fact

if TYPE_CHECKING:
    from searchlib.engine.execution.proximity import Nears

__all__ = ["Fallback", "Matching", "kind_of"]

Fallback: TypeAlias = Callable[[Query, int], tuple[Documents, Scores]]
"""Given a query and the number of a segment, the documents that match, ascending, and their scores."""


def kind_of(query: Query) -> str:
    """The name of the query's class, by which its function is found; an Or(scale=) is Whoosh's own affair."""
    return "ScaledOr" if getattr(query, "scale", None) else type(query).__name__


class Matching:
    """One query against one snapshot, a segment at a time.

    ``fallback`` answers the query classes that are not known here; without it they raise InvalidRequest. ``words_of``
    gives the words of facts as the index spells them.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        fallback: Fallback | None = None,
        words_of: WordsOf = plain_words,
        deadline: Deadline | None = None,
    ) -> None:
        self.snapshot = snapshot
        self.leaves = Leaves(snapshot, deadline)
        self._fallback = fallback
        self._words_of = words_of

    @cached_property
    def nears(self) -> "Nears":
        """What finds words near each other."""
        from searchlib.engine.execution.proximity import Nears  # loaded for questions that have such

        return Nears(self.leaves)

    @property
    def deadline(self) -> Deadline | None:
        """When the answer must be there."""
        return self.leaves.deadline

    def found(self, query: Query, segment: int, scored: bool) -> Found:
        """The documents of one segment that match, ascending, by their numbers in it; with scores where ``scored``.

        Raises OutOfTime where a deadline passes before there is any answer.
        """
        if self.leaves.deadline is not None:
            self.leaves.deadline.check()
        runner = _RUNNERS.get(kind_of(query))
        if runner is not None:
            return runner(self, query, segment, scored)
        if self._fallback is None:
            raise InvalidRequest(f"queries of the kind {type(query).__name__} are not understood")
        return self._fallback(query, segment)

    def excluded(self, query: Query, segment: int) -> Documents:
        """The documents that match what is not wanted: all of them, or OutOfTime is raised."""
        if self.deadline is None:
            return self.found(query, segment, False)[0]
        with self.deadline.whole():
            return self.found(query, segment, False)[0]

    def _need_no_more(self) -> None:
        """Called where time was up: raises OutOfTime where a part of the answer is none."""
        if self.deadline is None or not self.deadline.allows_parts:
            raise OutOfTime

    def answers(self, query: Query, segment: int, scored: bool) -> Found:
        """Of :meth:`found` what a passage's own words make match, not its title or headings alone."""
        documents, scores = found = self.found(query, segment, scored)
        standing = self._grounded(query, segment, documents)
        if standing is None:
            return found
        return documents[standing], None if scores is None else scores[standing]

    def _grounded(self, query: Query, segment: int, documents: Documents) -> NDArray[np.bool_] | None:
        return grounded(self, query, segment, documents) if self.snapshot.has_context and len(documents) else None

    def _standing(self, query: Query, segment: int, postings: ScoredPostings) -> ScoredPostings:
        """The postings of a query, those that match by titles and headings alone as context."""
        standing = self._grounded(query, segment, postings.documents)
        if standing is None or standing.all():
            return postings
        own, others = [
            ScoredPostings(postings.documents[rows], postings.scores[rows], postings.size)
            for rows in (standing, ~standing)
        ]
        return ScoredPostings(own.documents, own.scores, own.size, others)

    def knows(self, query: Query) -> bool:
        """Whether there is a function for it here: ``fallback`` need not be asked."""
        return kind_of(query) in _RUNNERS

    def lists(self, query: Query, segment: int, scored: bool) -> list[ScoredPostings]:
        """The parts of an Or that match something, in the order in which they are added.

        Words come last, the rare ones first; the order is the same whatever the segments are. When the deadline passes
        these are the first parts.
        """
        size = self.snapshot.segments[segment].document_count
        lists: list[ScoredPostings] = []
        words: list[tuple[int, int, ScoredPostings]] = []
        try:
            for place, part in enumerate(query.subqueries):
                if type(part).__name__ == "Term" and not is_fact(part.fieldname):
                    if self.deadline is not None:
                        self.deadline.check()
                    word = self.snapshot.word(part.fieldname, part.text)
                    postings = word.parts[segment]
                    if postings is not None:
                        words.append((word.frequency, place, boosted(postings, part.boost)))
                else:
                    documents, scores = self.found(part, segment, scored)
                    if len(documents):
                        matching = ScoredPostings(documents, scores, size)
                        lists.append(self._standing(part, segment, matching) if scored else matching)
        except OutOfTime:
            self._need_no_more()
        words.sort()  # no two places are the same, so postings are never compared
        lists.extend(postings for _, _, postings in words)
        return lists

    # --- one function a query class ---------------------------------------------------------------------------------

    def _leaf(self, query: Query, segment: int, scored: bool) -> Found:
        if is_fact(query.fieldname):
            return self._fact(query, segment, scored)
        return self.leaves.found(query, segment, scored)

    def _near(self, query: Query, segment: int, scored: bool) -> Found:
        return self.nears.found(query, segment, scored)

    def _every(self, query: Query, segment: int, scored: bool) -> Found:
        """All documents; with a field all that have something in it. It adds nothing to a score."""
        reader = self.snapshot.segments[segment]
        if query.fieldname in (None, "*"):
            return _scoring_nothing(complement(nothing(False)[0], reader.document_count, reader.deleted), scored)
        if is_fact(query.fieldname):
            return _scoring_nothing(self._fact(query, segment, False)[0], scored)
        name = base_field(query.fieldname)
        has_terms = counts_of(starts_of(reader, name)) > 1
        if reader.deleted is not None:
            has_terms &= ~reader.deleted
        return _scoring_nothing(has_terms.nonzero()[0].astype(np.uint32), scored)

    def _null(self, _query: Query, _segment: int, scored: bool) -> Found:
        return nothing(scored)

    def _or(self, query: Query, segment: int, scored: bool) -> Found:
        parts = [each.whole() for each in self.lists(query, segment, scored)]
        lists = [(each.documents, each.scores if scored else None) for each in parts]
        return _times(query.boost, union(lists, self.snapshot.segments[segment].document_count, scored))

    def _and(self, query: Query, segment: int, scored: bool) -> Found:
        size = self.snapshot.segments[segment].document_count
        lists: list[tuple[int, int, ScoredPostings]] = []
        unwanted = []
        for place, part in enumerate(query.subqueries):
            kind = type(part).__name__
            if kind == "Not":
                unwanted.append(part.query)
                continue
            if kind == "Term" and not is_fact(part.fieldname):
                word = self.snapshot.word(part.fieldname, part.text)
                postings = word.parts[segment]
                if postings is None:
                    return nothing(scored)
                lists.append((word.frequency, place, boosted(postings.whole(), part.boost)))
                continue
            documents, scores = self.found(part, segment, scored)
            if not len(documents):
                return nothing(scored)
            lists.append((-1, place, ScoredPostings(documents, scores, size)))
        if lists:
            lists.sort()  # no two places are the same, so postings are never compared
            found = intersection([each for _, _, each in lists], scored)
        else:
            found = self._all(segment, scored)
        for part in unwanted:
            found = self._without(found, part, segment)
        return _times(query.boost, found)

    def _not(self, query: Query, segment: int, scored: bool) -> Found:
        reader = self.snapshot.segments[segment]
        unwanted = self.excluded(query.query, segment)
        return _scoring_nothing(complement(unwanted, reader.document_count, reader.deleted), scored)

    def _and_not(self, query: Query, segment: int, scored: bool) -> Found:
        return self._without(self.found(query.a, segment, scored), query.b, segment)

    def _require(self, query: Query, segment: int, scored: bool) -> Found:
        found, (required, _) = self.found(query.a, segment, scored), self.found(query.b, segment, False)
        return restricted(found, required, self.snapshot.segments[segment].document_count)

    def _and_maybe(self, query: Query, segment: int, scored: bool) -> Found:
        documents, scores = self.found(query.a, segment, scored)
        if scores is None:
            return documents, None
        try:
            return documents, scores + self._values(query.b, segment, documents)
        except OutOfTime:
            self._need_no_more()
            return documents, scores

    def _values(self, query: Query, segment: int, documents: Documents) -> NDArray[np.float64]:
        """What a query gives to each of ``documents``, 0 where it does not match."""
        if type(query).__name__ != "Or":
            found, scores = self.found(query, segment, True)
            size = self.snapshot.segments[segment].document_count
            return ScoredPostings(found, scores, size).values(documents).astype(np.float64)
        sums = np.zeros(len(documents))
        for each in self.lists(query, segment, True):
            sums += each.values(documents)
        return sums if query.boost == 1.0 else sums * query.boost

    def _disjunction_max(self, query: Query, segment: int, scored: bool) -> Found:
        lists = [self.found(part, segment, scored) for part in query.subqueries]
        if not scored:
            return union(lists, self.snapshot.segments[segment].document_count, False)
        return _times(query.boost, highest(lists, query.tiebreak))

    def _constant(self, query: Query, segment: int, scored: bool) -> Found:
        documents, _ = self.found(query.child, segment, False)
        return documents, np.full(len(documents), float(query.score)) if scored else None

    def _range(self, query: Query, segment: int, scored: bool) -> Found:
        """A NumericRange or DateRange, of the articles' date or of facts. A match scores its boost."""
        if query.fieldname == "date":
            reader = self.snapshot.segments[segment]
            return self._of_articles(within(query, reader.dates), query, segment, scored)
        return self._fact(query, segment, scored) if is_fact(query.fieldname) else nothing(scored)

    def _fact(self, query: Query, segment: int, scored: bool) -> Found:
        """A leaf on what articles say of themselves. A match scores its boost."""
        if self.deadline is not None:
            self.deadline.check()
        admitting = admitted(query, self.snapshot.segments[segment], self._words_of)
        return self._of_articles(admitting, query, segment, scored)

    def _of_articles(self, articles: NDArray[np.bool_], query: Query, segment: int, scored: bool) -> Found:
        reader = self.snapshot.segments[segment]
        mask = spread(reader, articles)
        if reader.deleted is not None:
            mask &= ~reader.deleted
        documents = mask.nonzero()[0].astype(np.uint32)
        return documents, np.full(len(documents), float(query.boost)) if scored else None

    def _all(self, segment: int, scored: bool) -> Found:
        reader = self.snapshot.segments[segment]
        return _scoring_nothing(complement(nothing(False)[0], reader.document_count, reader.deleted), scored)

    def _without(self, found: Found, query: Query, segment: int) -> Found:
        if not len(found[0]):
            return found
        return difference(found, self.excluded(query, segment), self.snapshot.segments[segment].document_count)


_Runner: TypeAlias = Callable[[Matching, Query, int, bool], Found]

_RUNNERS: Final[dict[str, _Runner]] = {
    "Term": Matching._leaf,
    "Phrase": Matching._leaf,
    "Prefix": Matching._leaf,
    "Wildcard": Matching._leaf,
    "Regex": Matching._leaf,
    "FuzzyTerm": Matching._leaf,
    "TermRange": Matching._leaf,
    "And": Matching._and,
    "AndMaybe": Matching._and_maybe,
    "AndNot": Matching._and_not,
    "ConstantScoreQuery": Matching._constant,
    "DateRange": Matching._range,
    "DisjunctionMax": Matching._disjunction_max,
    "Every": Matching._every,
    "Near": Matching._near,
    "Not": Matching._not,
    "NumericRange": Matching._range,
    "Or": Matching._or,
    "Require": Matching._require,
    "_NullQuery": Matching._null,
}


def _times(boost: float, found: Found) -> Found:
    documents, scores = found
    return (documents, scores) if scores is None or boost == 1.0 else (documents, scores.astype(np.float64) * boost)


def _scoring_nothing(documents: Documents, scored: bool) -> Found:
    return documents, np.zeros(len(documents)) if scored else None
