"""What does a Near match? Its parts become intervals of places, and where these fit together it matches.

It scores like a phrase: how often it stands in a passage, saturated, times what its parts weigh. It stands there
once for each different last place of a match. The idf of an Or or a pattern is that of a word with as many passages as
it matches; boosts inside have no meaning.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from searchlib.engine.execution.dictionary_scan import shown as pattern
from searchlib.engine.execution.phrases import side_by_side
from searchlib.engine.execution.readers import starts_of
from searchlib.engine.execution.scored_postings import WeightedTerm
from searchlib.engine.execution.term_queries import Leaves
from searchlib.errors import InvalidRequest
from searchlib.highlight.proximity import STATES
from searchlib.kernels.arrays import Documents, Found
from searchlib.kernels.interval_join import ends_of_matches, matches
from searchlib.kernels.intervals import Intervals, either, of_width, within
from searchlib.kernels.positions import located
from searchlib.kernels.sets import intersection, nothing, union
from searchlib.query.queries import Query
from searchlib.schema import base_field

__all__ = ["Nears", "shown"]

_PATTERNS = frozenset({"FuzzyTerm", "Prefix", "Regex", "TermRange", "Wildcard"})


class Nears:
    """The Nears of one query against one snapshot; what a part matches is looked up once.

    A part is a Term, a pattern, a Phrase without slop, an Or of such, or a Near, all in one field or its spellings; any
    other raises InvalidRequest.
    """

    def __init__(self, leaves: Leaves) -> None:
        self._leaves = leaves
        self._snapshot = leaves.snapshot
        self._documents: dict[tuple[int, int], tuple[Query, Documents]] = {}

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
        holding = located(ends_of_matches(parts, query.gaps, query.is_ordered, starts, STATES, self._check), starts)
        weight = sum(self.weights(query)) * query.boost if scored else 0.0
        return self._leaves.weighed(base, holding, weight, segment, scored)

    def weights(self, query: Query) -> list[float]:
        """What each part of a Near weighs: its words' weights, and of an Or or a pattern the idf."""
        return [self._weight(part) for part in query.subqueries]

    def _weight(self, part: Query) -> float:
        kind = type(part).__name__
        if kind == "Near":
            return sum(self.weights(part))
        if kind in ("Term", "Phrase"):
            return sum(word.weight for word in self._words(part))
        numbers = range(len(self._snapshot.segments))
        return self._snapshot.rarity([self._matching(part, number) for number in numbers])

    def _candidates(self, query: Query, segment: int) -> Documents:
        """The documents in which every part of a Near stands somewhere; for a Near in it perhaps more."""
        several = [
            (self._candidates if type(part).__name__ == "Near" else self._matching)(part, segment)
            for part in query.subqueries
        ]
        return intersection(several) if several else nothing(False)[0]

    def _matching(self, part: Query, segment: int) -> Documents:
        """The documents in which a part stands."""
        known = self._documents.get((id(part), segment))
        if known is None:
            kind = type(part).__name__
            if kind == "Or":
                several = [(self._matching(each, segment), None) for each in part.subqueries]
                documents, _ = union(several, self._snapshot.segments[segment].document_count, False)
            else:
                documents, _ = (self if kind == "Near" else self._leaves).found(part, segment, False)
            known = self._documents[id(part), segment] = part, documents  # with the part, so that its id stays its own
        return known[1]

    def _intervals(self, part: Query, base: str, segment: int, documents: Documents) -> Intervals:
        """Where a part stands in ``documents``; perhaps elsewhere, too."""
        self._check()
        kind = type(part).__name__
        if kind == "Or":
            return either([self._intervals(each, base, segment, documents) for each in part.subqueries])
        reader = self._snapshot.segments[segment]
        starts = starts_of(reader, base)
        if kind == "Near":
            parts = [self._intervals(each, base, segment, documents) for each in part.parts]
            return matches(parts, part.gaps, part.is_ordered, starts, STATES, self._check)
        postings = [word.parts[segment] for word in self._words(part)]
        size = int(starts[-1])
        standing = [each.occurrences(reader.fields[base], size) for each in postings if each is not None]
        if kind != "Phrase" or len(postings) == 1:
            return either([within(of_width(1, each.chosen()), documents, starts) for each in standing])
        if not standing or len(standing) < len(postings):
            return either([])
        rarest, rows = side_by_side(standing)
        lasts = rarest.chosen().take(rows) + np.uint32(len(standing) - 1 - standing.index(rarest))
        return within(of_width(len(standing), lasts), documents, starts)

    def _check(self) -> None:
        """Raises OutOfTime once the deadline has passed."""
        if self._leaves.deadline is not None:
            self._leaves.deadline.check()

    def _words(self, leaf: Query) -> Sequence[WeightedTerm]:
        kind = type(leaf).__name__
        if kind in ("Term", "Phrase"):
            texts = [leaf.text] if kind == "Term" else leaf.words
            return [self._snapshot.word(leaf.fieldname, text) for text in texts]
        return list(self._leaves.words(leaf))


def _field_of(query: Query) -> str:
    """The field of stems in which all parts are. Raises InvalidRequest for parts that cannot be near each other."""
    fields = set(_fields_of(query))
    if len(fields) > 1:
        raise InvalidRequest(f"what is near each other is in one field: not in {' and '.join(sorted(fields))}")
    return fields.pop() if fields else ""


def _fields_of(query: Query) -> Iterator[str]:
    kind = type(query).__name__
    if kind in ("Near", "Or"):
        for part in query.subqueries:
            yield from _fields_of(part)
    elif kind in _PATTERNS or kind == "Term" or (kind == "Phrase" and query.slop == 1):
        yield base_field(query.fieldname)
    else:
        raise InvalidRequest(f"near each other are words, patterns, phrases without slop, Or and Near: not {kind}")


def shown(query: Query) -> str:
    """A Near or a part of one as a person would write it, without its field."""
    kind = type(query).__name__
    if kind == "Term":
        return str(query.text)
    if kind == "Phrase":
        return f'"{" ".join(query.words)}"'
    if kind in _PATTERNS:
        return pattern(query)
    parts = [shown(part) for part in query.subqueries]
    if kind == "Or":
        return f"({' OR '.join(parts)})"
    if query.is_ordered and not query.gaps:
        return f'"{" ".join(parts)}"' if query.gaps == 0 else f"({' BEFORE '.join(parts)})"
    return f"NEAR({' '.join(parts)}, {'any' if query.gaps is None else query.gaps})"
