"""What does a leaf of a tree match? Words, phrases, and the patterns that stand for many spellings."""

from searchlib.engine.arrays.combine import Found, nothing, union
from searchlib.engine.arrays.expand import expanded
from searchlib.engine.arrays.phrases import counted, located, near, side_by_side
from searchlib.engine.arrays.postings import Postings, Weighed, Word
from searchlib.engine.arrays.ranking import contributions
from searchlib.engine.arrays.segments import base_field, starts_of
from searchlib.engine.arrays.snapshot import Snapshot
from searchlib.engine.arrays.whoosh import Query
from searchlib.errors import IndexDamaged

__all__ = ["Leaves", "boosted"]


class Leaves:
    """The leaves of one query against one snapshot; what a pattern stands for is looked up once."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.warnings: dict[str, None] = {}
        self._expanded: dict[int, tuple[Query, list[str], list[Word]]] = {}

    def found(self, query: Query, segment: int, scored: bool) -> Found:
        """The documents of one segment that a leaf matches, and their scores."""
        kind = type(query).__name__
        if kind == "Phrase" and len(query.words) != 1:
            return self._phrase(query, segment, scored)
        if kind in ("Phrase", "Term"):
            text = query.text if kind == "Term" else query.words[0]
            part = self.snapshot.word(query.fieldname, text).parts[segment]
            return nothing(scored) if part is None else _found(boosted(part, query.boost), scored)
        parts = [word.parts[segment] for word in self.words(query)]
        lists = [_found(boosted(part, query.boost), scored) for part in parts if part is not None]
        return union(lists, self.snapshot.segments[segment].document_count, scored)

    def words(self, query: Query) -> list[Word]:
        """The words that a pattern stands for, in the order of their spellings."""
        return self._expansion(query)[1]

    def spellings(self, query: Query) -> list[str]:
        """The spellings that a pattern stands for, in order."""
        return self._expansion(query)[0]

    def _expansion(self, query: Query) -> tuple[list[str], list[Word]]:
        known = self._expanded.get(id(query))
        if known is None:
            fields = [segment.fields.get(base_field(query.fieldname)) for segment in self.snapshot.segments]
            expansion = expanded(query, fields)
            self.warnings.update(dict.fromkeys(expansion.warnings))
            words = [self.snapshot.spelling(query.fieldname, *each) for each in expansion.spellings]
            spellings = [spelling for spelling, _ in expansion.spellings]
            known = self._expanded[id(query)] = query, spellings, words  # with the query, so that its id stays its own
        return known[1:]

    def phrase_weight(self, query: Query) -> float:
        """The sum of the idf of a phrase's words."""
        return sum(self.snapshot.word(query.fieldname, word).idf for word in query.words)

    def _phrase(self, query: Query, segment: int, scored: bool) -> Found:
        """A phrase scores as in Lucene: its own frequency, saturated, times the sum of its words' idf."""
        name = query.fieldname
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
        if not len(holding):
            return nothing(scored)
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
        weight = sum([word.idf for word in words]) * query.boost
        aligned = norms if isinstance(norms, float) else norms.take(documents)
        return documents, contributions(frequencies, aligned, weight)


def boosted(postings: Weighed, boost: float) -> Postings:
    """The postings with scores ``boost`` times as high."""
    if boost == 1.0:
        return postings
    return Postings(postings.documents, postings.scores * boost, postings.size)


def _found(postings: Postings, scored: bool) -> Found:
    return postings.documents, postings.scores if scored else None
