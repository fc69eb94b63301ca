"""The scorer of Nears: their parts become intervals of places, and where these fit together it matches.

It scores like a phrase: how often it stands in a passage, saturated, times what its parts weigh. It stands there
once for each different last place of a match. The idf of an Or or a pattern is that of a word with as many passages as
it matches; boosts inside have no meaning.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.execution.phrases import WordPositions, side_by_side
from searchlib.engine.execution.readers import starts_of
from searchlib.engine.execution.scored_postings import WeightedTerm
from searchlib.engine.execution.term_queries import Leaves
from searchlib.errors import InvalidRequest
from searchlib.kernels.arrays import Documents, Found
from searchlib.kernels.interval_join import ends_of_matches, matches
from searchlib.kernels.intervals import Intervals, either, of_width, within
from searchlib.kernels.positions import located
from searchlib.kernels.sets import intersection, nothing, union
from searchlib.query.queries import (
    MOST_SETS,
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
    name_of,
)
from searchlib.schema import base_field

__all__ = ["PARTS", "NearPart", "Nears"]


class Nears:
    """The Nears of one query against one snapshot; what a part matches is looked up once.

    A part is a Term, a pattern, a Phrase without slop, an Or of such, or a Near, all in one field or its spellings; any
    other raises InvalidRequest.
    """

    def __init__(self, leaves: Leaves) -> None:
        self._leaves = leaves
        self._snapshot = leaves.snapshot
        self._documents: dict[tuple[int, int], tuple[Query, Documents]] = {}
        self._weights: dict[int, tuple[Query, list[float]]] = {}

    def found(self, query: Query, segment: int, scored: bool) -> Found:
        """The documents of one segment that a Near matches, and their scores."""
        base = _field_of(query)
        if base not in self._snapshot.segments[segment].fields:
            return nothing(scored)
        documents = self._candidates(query, segment)
        if not len(documents):
            return nothing(scored)
        starts = starts_of(self._snapshot.segments[segment], base)
        parts = [self._intervals(part, base, segment, documents) for part in query.parts]
        holding = located(ends_of_matches(parts, query.gaps, query.is_ordered, starts, MOST_SETS, self._check), starts)
        weight = sum(self.weights(query)) * query.boost if scored else 0.0
        return self._leaves.weighed(base, holding, weight, segment, scored)

    def weights(self, query: Query) -> list[float]:
        """What each part of a Near weighs: its words' weights, and of an Or or a pattern the idf."""
        known = self._weights.get(id(query))
        if known is None:
            weights = [self._weight(part) for part in query.subqueries]
            known = self._weights[id(query)] = query, weights  # with the query, so that its id stays its own
        return known[1]

    def _weight(self, part: Query) -> float:
        return _part_of(part).weight(self, part)

    def _sum(self, part: Query) -> float:
        return sum(self.weights(part))

    def _weight_of_words(self, part: Query) -> float:
        return sum(word.weight for word in self._words(part))

    def _rarity(self, part: Query) -> float:
        numbers = range(len(self._snapshot.segments))
        return self._snapshot.ranking.idf(sum([len(self._matching(part, number)) for number in numbers]))

    def _candidates(self, query: Query, segment: int) -> Documents:
        """The documents in which every part of a Near stands somewhere; for a Near in it perhaps more."""
        several = [
            (self._candidates if type(part) is Near else self._matching)(part, segment) for part in query.subqueries
        ]
        return intersection(several) if several else nothing(False)[0]

    def _matching(self, part: Query, segment: int) -> Documents:
        """The documents in which a part stands."""
        known = self._documents.get((id(part), segment))
        if known is None:
            documents = _part_of(part).documents(self, part, segment)
            known = self._documents[id(part), segment] = part, documents  # with the part, so that its id stays its own
        return known[1]

    def _of_any(self, part: Query, segment: int) -> Documents:
        several = [(self._matching(each, segment), None) for each in part.subqueries]
        return union(several, self._snapshot.segments[segment].document_count, False)[0]

    def _of_near(self, part: Query, segment: int) -> Documents:
        return self.found(part, segment, False)[0]

    def _of_term(self, part: Query, segment: int) -> Documents:
        return self._leaves.term(part, segment, False)[0]

    def _of_phrase(self, part: Query, segment: int) -> Documents:
        return self._leaves.phrase(part, segment, False)[0]

    def _of_pattern(self, part: Query, segment: int) -> Documents:
        return self._leaves.pattern(part, segment, False)[0]

    def _intervals(self, part: Query, base: str, segment: int, documents: Documents) -> Intervals:
        """Where a part stands in ``documents``; perhaps elsewhere, too."""
        self._check()
        return _part_of(part).intervals(self, part, base, segment, documents)

    def _places_of_any(self, part: Query, base: str, segment: int, documents: Documents) -> Intervals:
        return either([self._intervals(each, base, segment, documents) for each in part.subqueries])

    def _places_of_near(self, part: Query, base: str, segment: int, documents: Documents) -> Intervals:
        starts = starts_of(self._snapshot.segments[segment], base)
        parts = [self._intervals(each, base, segment, documents) for each in part.parts]
        return matches(parts, part.gaps, part.is_ordered, starts, MOST_SETS, self._check)

    def _places_of_words(self, part: Query, base: str, segment: int, documents: Documents) -> Intervals:
        """Where any of the words stands."""
        standing, starts = self._standing(self._words(part), base, segment)
        return either([within(of_width(1, each.chosen()), documents, starts) for each in standing])

    def _places_of_phrase(self, part: Query, base: str, segment: int, documents: Documents) -> Intervals:
        if len(part.words) == 1:
            return self._places_of_words(part, base, segment, documents)
        standing, starts = self._standing(self._words(part), base, segment)
        if not standing or len(standing) < len(part.words):
            return either([])
        rarest, rows = side_by_side(standing)
        lasts = rarest.chosen().take(rows) + np.uint32(len(standing) - 1 - standing.index(rarest))
        return within(of_width(len(standing), lasts), documents, starts)

    def _standing(
        self, words: Sequence[WeightedTerm], base: str, segment: int
    ) -> tuple[list[WordPositions], NDArray[np.uint32]]:
        """Where each of the words that the segment has stands, and the places at which its documents start."""
        reader = self._snapshot.segments[segment]
        starts = starts_of(reader, base)
        postings = [word.parts[segment] for word in words]
        return [each.occurrences(reader.fields[base], int(starts[-1])) for each in postings if each is not None], starts

    def _check(self) -> None:
        """Raises OutOfTime once the deadline has passed."""
        if self._leaves.deadline is not None:
            self._leaves.deadline.check()

    def _words(self, leaf: Query) -> Sequence[WeightedTerm]:
        texts = _TEXTS.get(type(leaf))
        if texts is None:
            return self._leaves.words(leaf)
        return [self._snapshot.word(leaf.fieldname, text) for text in texts(leaf)]


def _field_of(query: Query) -> str:
    """The field of stems in which all parts are. Raises InvalidRequest for parts that cannot be near each other."""
    fields = set(_fields_of(query))
    if len(fields) > 1:
        raise InvalidRequest(f"what is near each other is in one field: not in {' and '.join(sorted(fields))}")
    return fields.pop() if fields else ""


def _fields_of(query: Query) -> Iterator[str]:
    return _part_of(query).fields(query)


def _part_of(query: Query) -> "NearPart":
    part = PARTS.get(type(query))
    if part is None:
        raise _cannot_be_near(query)
    return part


def _cannot_be_near(query: Query) -> InvalidRequest:
    named = f"words, patterns, phrases without slop, Or and Near: not {name_of(query)}"
    return InvalidRequest(f"near each other are {named}")


def _fields_of_parts(query: Query) -> Iterator[str]:
    for part in query.subqueries:
        yield from _fields_of(part)


def _own_field(query: Query) -> Iterator[str]:
    yield base_field(query.fieldname)


def _field_of_phrase(query: Query) -> Iterator[str]:
    if query.slop != 1:
        raise _cannot_be_near(query)
    yield base_field(query.fieldname)


class NearPart(NamedTuple):
    """What a query of one kind is as a part of a Near.

    The fields in which it looks; what it weighs; the documents of a segment that it matches; and where it stands.
    """

    fields: Callable[[Query], Iterator[str]]
    weight: Callable[[Nears, Query], float]
    documents: Callable[[Nears, Query, int], Documents]
    intervals: Callable[[Nears, Query, str, int, Documents], Intervals]


_PATTERN = NearPart(_own_field, Nears._rarity, Nears._of_pattern, Nears._places_of_words)

PARTS: Final[dict[type, NearPart | None]] = {
    Term: NearPart(_own_field, Nears._weight_of_words, Nears._of_term, Nears._places_of_words),
    Phrase: NearPart(_field_of_phrase, Nears._weight_of_words, Nears._of_phrase, Nears._places_of_phrase),
    Prefix: _PATTERN,
    Wildcard: _PATTERN,
    Regex: _PATTERN,
    FuzzyTerm: _PATTERN,
    TermRange: _PATTERN,
    NumericRange: None,
    DateRange: None,
    Every: None,
    Null: None,
    And: None,
    Or: NearPart(_fields_of_parts, Nears._rarity, Nears._of_any, Nears._places_of_any),
    DisjunctionMax: None,
    InSentence: None,
    Near: NearPart(_fields_of_parts, Nears._sum, Nears._of_near, Nears._places_of_near),
    AndMaybe: None,
    Require: None,
    AndNot: None,
    Not: None,
    ConstantScoreQuery: None,
}
"""What a query is as a part of a Near; None: it cannot be one."""

_TEXTS: Final[dict[type, Callable[[Query], Sequence[str]]]] = {
    Term: lambda term: (term.text,),
    Phrase: lambda phrase: phrase.words,
}
"""The words that a leaf names itself; a pattern stands for those of the index."""
