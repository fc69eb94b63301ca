"""The leaves of a tree and what they match: words, phrases, and the patterns that stand for many spellings."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from searchlib.engine.execution.bm25 import contributions
from searchlib.engine.execution.deadline import Deadline, OutOfTime
from searchlib.engine.execution.phrases import near, side_by_side
from searchlib.engine.execution.readers import starts_of
from searchlib.engine.execution.scored_postings import ScoredPostings, WeightedTerm
from searchlib.engine.execution.sets import Union
from searchlib.engine.execution.snapshot import Snapshot
from searchlib.errors import IndexDamaged
from searchlib.kernels.arrays import Documents, Found
from searchlib.kernels.positions import counted, located
from searchlib.kernels.sets import nothing
from searchlib.query import Query
from searchlib.schema import base_field, without_context

if TYPE_CHECKING:
    from searchlib.engine.execution.expansion import Expansion, ExpansionBudget

__all__ = ["Leaves", "boosted"]


class Leaves:
    """The leaves of one query against one snapshot; what a pattern stands for is looked up once."""

    def __init__(self, snapshot: Snapshot, deadline: Deadline | None = None) -> None:
        self.snapshot = snapshot
        self.deadline = deadline
        self.warnings: dict[str, None] = {}
        self._expanded: dict[int, tuple[Query, Expansion]] = {}
        self._unions: dict[tuple[int, bool], Sequence[Found]] = {}

    def term(self, query: Query, segment: int, scored: bool) -> Found:
        """The documents of one segment that have a word, and their scores."""
        part = self.snapshot.word(query.fieldname, query.text).parts[segment]
        return nothing(scored) if part is None else _found(part.whole(), query.boost, scored)

    def phrase(self, query: Query, segment: int, scored: bool) -> Found:
        """The documents of one segment that have a phrase, and their scores; one word is looked for as a word."""
        if len(query.words) != 1:
            return self._phrase(query, segment, scored)
        part = self.snapshot.word(without_context(query.fieldname), query.words[0]).parts[segment]
        return nothing(scored) if part is None else _found(part.whole(), query.boost, scored)

    def pattern(self, query: Query, segment: int, scored: bool) -> Found:
        """The documents of one segment that have a word which a pattern stands for, and their scores."""
        return self._unions_of(query, scored)[segment]

    def words(self, query: Query) -> list[WeightedTerm]:
        """The words that a pattern stands for, in the order of their spellings."""
        return list(self._each_word(query))

    def _each_word(self, query: Query) -> Iterator[WeightedTerm]:
        return (self.snapshot.spelling(query.fieldname, *each) for each in self._expansion(query).spellings)

    def spellings(self, query: Query) -> list[str]:
        """The spellings that a pattern stands for, in order."""
        return [spelling for spelling, _ in self._expansion(query).spellings]

    def _unions_of(self, query: Query, scored: bool) -> Sequence[Found]:
        """What a pattern matches in each segment, a word after the other, so that few of them are held at a time.

        When the deadline passes it is what the words so far have found. Raises OutOfTime where it allows no parts.
        """
        known = self._unions.get((id(query), scored))
        if known is not None:
            return known
        unions = [Union(segment.document_count, scored) for segment in self.snapshot.segments]
        try:
            for word in self._each_word(query):
                if self.deadline is not None:
                    self.deadline.check()
                for union, part in zip(unions, word.parts, strict=True):
                    if part is not None:
                        union.add(_found(part, query.boost, scored))
        except OutOfTime:
            if self.deadline is not None and not self.deadline.allows_parts:
                raise
            return [union.all() for union in unions]
        found = self._unions[id(query), scored] = [union.all() for union in unions]
        return found

    @cached_property
    def _budget(self) -> "ExpansionBudget":
        from searchlib.engine.execution.expansion import ExpansionBudget

        return ExpansionBudget()

    def _expansion(self, query: Query) -> "Expansion":
        known = self._expanded.get(id(query))
        if known is None:
            from searchlib.engine.execution.expansion import expanded

            fields = [segment.fields.get(base_field(query.fieldname)) for segment in self.snapshot.segments]
            expansion = expanded(query, fields, budget=self._budget, deadline=self.deadline)
            self.warnings.update(dict.fromkeys(expansion.warnings))
            known = self._expanded[id(query)] = query, expansion  # with the query, so that its id stays its own
        return known[1]

    def _phrase(self, query: Query, segment: int, scored: bool) -> Found:
        """A phrase scores as in Lucene: its own frequency, saturated, times the sum of its words' idf."""
        name = without_context(query.fieldname)
        words = [self.snapshot.word(name, text) for text in query.words]
        parts = [part for word in words if (part := word.parts[segment]) is not None]
        if len(parts) < len(words) or not parts:
            return nothing(scored)
        reader = self.snapshot.segments[segment]
        base = base_field(name)
        field, starts = reader.fields[base], starts_of(reader, base)
        size = int(starts[-1])
        standing = [part.occurrences(field, size) for part in parts]
        if query.slop == 1:
            rarest, rows = side_by_side(standing)
            holding = rarest.documents(rows, starts)
        else:
            holding = located(near(standing, query.slop, starts), starts)
        weight = sum([word.weight for word in words]) * query.boost
        return self.weighed(base, holding, weight, segment, scored)

    def weighed(self, base: str, holding: Documents, weight: float, segment: int, scored: bool) -> Found:
        """The live documents of ``holding``, each there once for each place in its field ``base``, and their scores."""
        if not len(holding):
            return nothing(scored)
        reader = self.snapshot.segments[segment]
        documents, frequencies = counted(holding)
        if documents[-1] >= reader.document_count:
            raise IndexDamaged(
                "a word stands behind its segment's last document: the index is damaged, check says where"
            )
        if reader.deleted is not None:
            live = ~reader.deleted[documents]
            documents, frequencies = documents[live], frequencies[live]
        if not scored:
            return documents, None
        norms = self.snapshot.norms(segment, base)
        aligned = norms if isinstance(norms, float) else norms.take(documents)
        return documents, contributions(frequencies, aligned, weight)


def boosted(postings: ScoredPostings, boost: float) -> ScoredPostings:
    """The postings with scores ``boost`` times as high."""
    if boost == 1.0:
        return postings
    context = None if postings.context is None else boosted(postings.context, boost)
    return ScoredPostings(postings.documents, postings.scores * boost, postings.size, context)


def _found(postings: ScoredPostings, boost: float, scored: bool) -> Found:
    return postings.documents, boosted(postings, boost).scores if scored else None
