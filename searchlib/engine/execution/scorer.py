"""The scorer of one segment: which documents match a tree, and with what score. One small function a kind, over arrays.

A conjunction or union adds scores; what only filters adds nothing. Loops run over words and parts, never over
documents. :data:`RUNNERS` has the function of each kind of query.
"""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.execution import constant_scores
from searchlib.engine.execution.deadline import Deadline, OutOfTime
from searchlib.engine.execution.filters import FactReading, WordsOf, admitted_by_facts, plain_words, spread
from searchlib.engine.execution.grounds import grounded
from searchlib.engine.execution.scored_postings import ScoredPostings
from searchlib.engine.execution.sets import intersection
from searchlib.engine.execution.snapshot import Snapshot
from searchlib.engine.execution.term_queries import Leaves, boosted
from searchlib.errors import InvalidRequest
from searchlib.kernels.arrays import Documents, Found, Scores
from searchlib.kernels.sets import difference, highest, nothing, picked, restricted, union
from searchlib.query import queries
from searchlib.query.queries import And, Foreign, Not, Or, Query, Term, kind_of, name_of
from searchlib.schema import is_fact

if TYPE_CHECKING:
    from searchlib.engine.execution.confirmation import Confirm, Confirmation
    from searchlib.engine.execution.proximity import Nears

__all__ = ["RUNNERS", "Fallback", "Matching"]

Fallback: TypeAlias = Callable[[Query, int], tuple[Documents, Scores]]
"""Given a query and the number of a segment, the documents that match, ascending, and their scores."""


class Matching:
    """One query against one snapshot, a segment at a time.

    ``fallback`` answers the query classes that are not known here; without it they raise InvalidRequest. ``words_of``
    gives the words of facts as the index spells them. ``confirm`` decides on texts; without it what is decided there
    raises InvalidRequest.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        fallback: Fallback | None = None,
        words_of: WordsOf = plain_words,
        deadline: Deadline | None = None,
        confirm: "Confirm | None" = None,
    ) -> None:
        self.snapshot = snapshot
        self.leaves = Leaves(snapshot, deadline)
        self._fallback = fallback
        self.facts = FactReading(words_of, snapshot.forms_of)
        self._confirm = confirm

    @cached_property
    def nears(self) -> "Nears":
        """What finds words near each other."""
        from searchlib.engine.execution.proximity import Nears  # loaded for questions that have such

        return Nears(self.leaves)

    @cached_property
    def confirmation(self) -> "Confirmation":
        """What decides on texts."""
        from searchlib.engine.execution.confirmation import Confirmation  # likewise

        return Confirmation(self.leaves, self._confirm)

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
        return RUNNERS[kind_of(query)](self, query, segment, scored)

    def excluded(self, query: Query, segment: int) -> Documents:
        """The documents that match what is not wanted: all of them, or OutOfTime is raised."""
        if self.deadline is None:
            return self.found(query, segment, False)[0]
        with self.deadline.whole():
            return self.found(query, segment, False)[0]

    def mask(self, query: Query, segment: int) -> NDArray[np.bool_]:
        """[documents] what a query lets answer, deleted documents included: all of it, or OutOfTime is raised."""
        if self.deadline is not None:
            self.deadline.check()
        reader = self.snapshot.segments[segment]
        articles = admitted_by_facts(query, reader, self.facts)
        if articles is not None:
            return spread(reader, articles)
        mask = np.zeros(reader.document_count, np.bool_)
        mask[self.excluded(query, segment)] = True
        return mask

    def _need_no_more(self) -> None:
        """Called where time was up: raises OutOfTime where a part of the answer is none."""
        if self.deadline is None or not self.deadline.allows_parts:
            raise OutOfTime

    def answers(self, query: Query, segment: int, scored: bool) -> Found:
        """Of :meth:`found` what a passage's own words make match, not its title or headings alone."""
        found = self.found(query, segment, scored)
        standing = self._grounded(query, segment, found[0])
        return found if standing is None else picked(found, standing)

    def _grounded(self, query: Query, segment: int, documents: Documents) -> NDArray[np.bool_] | None:
        return grounded(self, query, segment, documents) if self.snapshot.has_context and len(documents) else None

    def _standing(self, query: Query, segment: int, postings: ScoredPostings) -> ScoredPostings:
        """The postings of a query, those that match by titles and headings alone as context."""
        standing = self._grounded(query, segment, postings.documents)
        if standing is None or standing.all():
            return postings
        documents, scores, size = postings.documents, postings.scores, postings.size
        others = ScoredPostings(documents[~standing], scores[~standing], size)
        return ScoredPostings(documents[standing], scores[standing], size, others)

    def knows(self, query: Query) -> bool:
        """Whether there is a function for it here: ``fallback`` need not be asked."""
        return kind_of(query) is not Foreign

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
                if type(part) is Term and not is_fact(part.fieldname):
                    if self.deadline is not None:
                        self.deadline.check()
                    word = self.snapshot.word(part.fieldname, part.text)
                    postings = word.parts[segment]
                    if postings is not None:
                        words.append((word.frequency, place, boosted(postings, part.boost) if scored else postings))
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

    def _term(self, query: Query, segment: int, scored: bool) -> Found:
        if is_fact(query.fieldname):
            return constant_scores.of_fact(self, query, segment, scored)
        return self.leaves.term(query, segment, scored)

    def _phrase(self, query: Query, segment: int, scored: bool) -> Found:
        if is_fact(query.fieldname):
            return constant_scores.of_fact(self, query, segment, scored)
        return self.leaves.phrase(query, segment, scored)

    def _pattern(self, query: Query, segment: int, scored: bool) -> Found:
        if is_fact(query.fieldname):
            return constant_scores.of_fact(self, query, segment, scored)
        return self.leaves.pattern(query, segment, scored)

    def _near(self, query: Query, segment: int, scored: bool) -> Found:
        return self.nears.found(query, segment, scored)

    def _in_sentence(self, query: Query, segment: int, scored: bool) -> Found:
        candidates = self.found(And(query.subqueries, boost=query.boost), segment, scored)
        return self.confirmation.found(query, segment, candidates)

    def _or(self, query: Query, segment: int, scored: bool) -> Found:
        parts = [each.whole() for each in self.lists(query, segment, scored)]
        lists = [(each.documents, each.scores if scored else None) for each in parts]
        return _times(query.boost, union(lists, self.snapshot.segments[segment].document_count, scored))

    def _and(self, query: Query, segment: int, scored: bool) -> Found:
        size = self.snapshot.segments[segment].document_count
        lists: list[tuple[int, int, ScoredPostings]] = []
        unwanted = []
        for place, part in enumerate(query.subqueries):
            kind = type(part)
            if kind is Not:
                unwanted.append(part.query)
                continue
            if kind is Term and not is_fact(part.fieldname):
                word = self.snapshot.word(part.fieldname, part.text)
                postings = word.parts[segment]
                if postings is None:
                    return nothing(scored)
                whole = postings.whole()
                lists.append((word.frequency, place, boosted(whole, part.boost) if scored else whole))
                continue
            documents, scores = self.found(part, segment, scored)
            if not len(documents):
                return nothing(scored)
            lists.append((-1, place, ScoredPostings(documents, scores, size)))
        if lists:
            lists.sort()  # no two places are the same, so postings are never compared
            found = intersection([each for _, _, each in lists], scored)
        else:
            found = constant_scores.everything(self, segment, scored)
        for part in unwanted:
            found = self._without(found, part, segment)
        return _times(query.boost, found)

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
        if type(query) is not Or:
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

    def _without(self, found: Found, query: Query, segment: int) -> Found:
        if not len(found[0]):
            return found
        return difference(found, self.excluded(query, segment), self.snapshot.segments[segment].document_count)

    def _foreign(self, query: Query, segment: int, _: bool) -> Found:
        if self._fallback is None:
            raise InvalidRequest(f"queries of the kind {name_of(query)} are not understood")
        return self._fallback(query, segment)


RUNNERS: Final[dict[type, Callable[[Matching, Query, int, bool], Found]]] = {
    queries.Term: Matching._term,
    queries.Phrase: Matching._phrase,
    queries.Prefix: Matching._pattern,
    queries.Wildcard: Matching._pattern,
    queries.Regex: Matching._pattern,
    queries.FuzzyTerm: Matching._pattern,
    queries.TermRange: Matching._pattern,
    queries.NumericRange: constant_scores.of_range,
    queries.DateRange: constant_scores.of_range,
    queries.Every: constant_scores.of_every,
    queries.Null: constant_scores.of_nothing,
    queries.And: Matching._and,
    queries.Or: Matching._or,
    queries.DisjunctionMax: Matching._disjunction_max,
    queries.Near: Matching._near,
    queries.InSentence: Matching._in_sentence,
    queries.AndMaybe: Matching._and_maybe,
    queries.Require: Matching._require,
    queries.AndNot: Matching._and_not,
    queries.Not: constant_scores.of_complement,
    queries.ConstantScoreQuery: constant_scores.of_constant,
    queries.Foreign: Matching._foreign,
}
"""The documents of one segment that match a query, ascending, with scores where these are asked for."""


def _times(boost: float, found: Found) -> Found:
    documents, scores = found
    return (documents, scores) if scores is None or boost == 1.0 else (documents, scores.astype(np.float64) * boost)
