"""What does the execution know of an index at one commit? Its segments, its counts, and its words.

Statistics are of all segments and leave out deleted documents, exactly, so that a merge changes no score.
"""

import threading
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.execution.bm25 import Bm25
from searchlib.engine.execution.cache import Cache
from searchlib.engine.execution.context import Counted, Spread, in_context
from searchlib.engine.execution.fact_fields import FactFields
from searchlib.engine.execution.phrases import Owners, spelled
from searchlib.engine.execution.readers import SegmentArrays, starts_of
from searchlib.engine.execution.scored_postings import TermPostings, WeightedTerm
from searchlib.engine.ranking import DEFAULT, Ranking
from searchlib.kernels.arrays import Int64
from searchlib.kernels.offsets import counts_of, offsets_of, repeated
from searchlib.schema import HEADING, TEXT, TITLE, base_field, exact, is_exact, is_passage, without_context
from searchlib.written_values import Forms

__all__ = ["CACHE_BYTES", "Snapshot", "context_of", "live_counts"]

CACHE_BYTES: Final = 256 << 20
"""How much the words of lately asked questions may take: so much, or in a large index so much for each document:"""

DOCUMENT_BYTES: Final = 256

_IDFS: Final = 1 << 14  # a few megabytes at the very most


class _Local(threading.local):
    """What each thread has for itself."""

    def __init__(self) -> None:
        self.marks: dict[int, NDArray[np.bool_]] = {}


class Snapshot:
    """Segments in order; a document's number counts from the first one's first, deleted ones included.

    ``bases`` [segments + 1]: the number that each segment begins with. ``live`` counts the documents that are not
    deleted, ``tokens`` the terms in their texts. ``ranking`` says what words are worth. ``has_context``: whether there
    are titles or headings that count. Safe for several threads, as long as the segments are.
    """

    def __init__(
        self, segments: Sequence[SegmentArrays], cache_bytes: int | None = None, ranking: Ranking = DEFAULT
    ) -> None:
        self.segments = tuple(segments)
        self.bases: list[int] = [0]
        self.live = self.tokens = 0
        for segment in self.segments:
            self.bases.append(self.bases[-1] + segment.document_count)
            self.live += segment.document_count
            self.tokens += int(segment.lengths.sum(dtype=np.int64))
            if segment.deleted is not None:
                self.live -= int(np.count_nonzero(segment.deleted))
                self.tokens -= int(segment.lengths[segment.deleted].sum(dtype=np.int64))
        weights = {TITLE: ranking.title, HEADING: ranking.heading}
        self._context = [(name, weight) for name, weight in weights.items() if self._counts(name, weight)]
        self.has_context = bool(self._context)
        length = self.tokens + sum([weight * self._context_length(name) for name, weight in self._context])
        self.ranking = Bm25(self.live, length / self.live if self.live else 0.0, ranking)
        if cache_bytes is None:
            cache_bytes = max(CACHE_BYTES, DOCUMENT_BYTES * self.live)
        self._cache: Cache[WeightedTerm] = Cache(cache_bytes)
        self._local = _Local()
        self._norms: dict[int, NDArray[np.float32]] = {}
        self._made_titles: dict[int, NDArray[np.bool_]] = {}

    @cached_property
    def fact_fields(self) -> FactFields:
        """The names of the articles' metadata, and what their values are."""
        return FactFields(self.segments)

    def forms_of(self, field: str) -> Forms:
        """How the texts of a field of facts are written."""
        return self.fact_fields.forms_of(field)

    def segment_of(self, document: int) -> tuple[int, int]:
        """The number of the segment that a document is in, and its number there."""
        number = bisect_right(self.bases, document) - 1
        return number, document - self.bases[number]

    def word(self, name: str, text: str) -> WeightedTerm:
        """The term ``text`` of a field, or the spelling ``text`` of a field of spellings (``text_exact``)."""
        key = (name, text)
        found = self._cache.get(key)
        if found is not None:
            return found
        if is_passage(name) and not self.has_context:
            return self.word(without_context(name), text)
        return self._cache.put(key, self._look_up(name, text))

    def norms(self, segment: int, base: str) -> NDArray[np.float32] | float:
        """What a frequency in the field ``base`` is weighed against: by document, or for context one for all."""
        if base != TEXT:
            return self.ranking.norm(None)
        norms = self._norms.get(segment)
        if norms is None:
            norms = self._norms[segment] = self.ranking.norms(self._lengths(self.segments[segment]))
        return norms

    def context_weight(self, name: str) -> float:
        """As how many occurrences in the text one in titles or headings counts: 0 where none is there."""
        return dict(self._context).get(name, 0.0)

    def _lengths(self, segment: SegmentArrays) -> NDArray[np.float32]:
        """[documents]: the length of each, its title and headings included as often as they count."""
        lengths = segment.lengths.astype(np.float32)
        for name, weight in self._context:
            units, widths = context_of(segment, name)
            lengths += repeated(widths.astype(np.float32) * np.float32(weight), counts_of(units))
        return lengths

    def _context_length(self, name: str) -> int:
        """How many positions the titles or headings have together, each counted for every live passage under it."""
        total = 0
        for segment in self.segments:
            units, widths = context_of(segment, name)
            total += int(widths.astype(np.int64) @ live_counts(segment, units))
        return total

    @cached_property
    def idf_of(self) -> Callable[[str], float]:
        """Gives the idf of a term of the texts, of which nothing else is kept."""
        return lru_cache(_IDFS)(self._idf)

    def _idf(self, term: str) -> float:
        holding = 0
        for segment in self.segments:
            field = segment.fields.get(TEXT)
            number = -1 if field is None else field.term_number(term)
            if field is not None and number >= 0:
                documents = field.documents(number)
                gone = 0 if segment.deleted is None else np.count_nonzero(segment.deleted[documents])
                holding += len(documents) - int(gone)
        return self.ranking.idf(holding)

    def scratch(self, segment: int) -> NDArray[np.bool_]:
        """An array of the segment's documents, all false: whoever uses it leaves it so. One for each thread."""
        found = self._local.marks.get(segment)
        if found is None:
            found = self._local.marks[segment] = np.zeros(self.segments[segment].document_count, np.bool_)
        return found

    def spelling(self, name: str, text: str, numbers: Sequence[Sequence[int]]) -> WeightedTerm:
        """The spelling ``text``, whose numbers in each segment are known."""
        key = (exact(base_field(name)), text)
        found = self._cache.get(key)
        if found is not None:
            return found
        base = base_field(name)
        owners = [
            [segment.fields[base].spelling_owner(n) for n in each] if each else []
            for segment, each in zip(self.segments, numbers, strict=True)
        ]
        return self._cache.put(key, self._made(base, owners))

    def _look_up(self, name: str, text: str) -> WeightedTerm:
        spelled_so, base, count = is_exact(name), base_field(name), len(self.segments)
        owners = [self._owners(number, base, text, spelled_so) for number in range(count)]
        if not is_passage(name):
            return self._made(base, owners)
        return self._made(base, owners, [self._spread(number, text, spelled_so) for number in range(count)])

    def _owners(self, number: int, base: str, text: str, exact: bool) -> list[tuple[int, int]]:
        """The terms a word stands for, each with the code of its spelling; code -1 is the whole term."""
        field = self.segments[number].fields.get(base)
        if field is None:
            return []
        if exact:
            return [field.spelling_owner(each) for each in range(*field.spelling_range(text, text + "\0"))]
        term = field.term_number(text)
        return [] if term < 0 else [(term, -1)]

    def _made(self, base: str, owners: Sequence[Owners], spread: Sequence[Sequence[Spread]] = ()) -> WeightedTerm:
        """The word of those owners in each segment, with what the context adds to it."""
        counted = [self._counted(number, base, each) for number, each in enumerate(owners)]
        parts = [
            self._part(number, base, counted[number], owners[number], spread[number] if spread else ())
            for number in range(len(owners))
        ]
        return WeightedTerm(parts, *self._weight(base, counted))

    def _counted(self, number: int, base: str, owners: Owners) -> Counted | None:
        """The live documents that hold a word in one segment, and how often; None where there are none."""
        if not owners:
            return None
        segment = self.segments[number]
        documents, frequencies = spelled(segment.fields[base], owners, starts_of(segment, base))
        if segment.deleted is not None:
            rows = (~segment.deleted[documents]).nonzero()[0]
            documents, frequencies = documents[rows], frequencies[rows]
        return (documents.astype(np.uint32, copy=False), frequencies) if len(documents) else None

    def _spread(self, number: int, text: str, exact: bool) -> list[Spread]:
        """Where the titles and headings of one segment hold a word."""
        segment, found = self.segments[number], []
        for name, weight in self._context:
            counted = self._counted(number, name, self._owners(number, name, text, exact))
            if counted is not None and name == TITLE:
                counted = self._under_given_titles(number, counted)
            if counted is not None:
                found.append(Spread(counted, weight, context_of(segment, name)[0]))
        return found

    def _under_given_titles(self, number: int, counted: Counted) -> Counted | None:
        """Of the documents of one segment whose titles hold a word those whose titles are not made of the text."""
        segment = self.segments[number]
        if segment.made_titles is None:
            return counted
        made = self._made_titles.get(number)
        if made is None:
            made = self._made_titles[number] = repeated(segment.made_titles, counts_of(segment.first_documents))
        documents, frequencies = counted
        rows = (~made[documents]).nonzero()[0]
        return (documents[rows], frequencies[rows]) if len(rows) else None

    def _part(
        self, number: int, base: str, counted: Counted | None, owners: Owners, spread: Sequence[Spread]
    ) -> TermPostings | None:
        """The live postings of a word in one segment, None where there are none."""
        size, norms = self.segments[number].document_count, self.norms(number, base)
        context = None
        if spread:
            counted, others = in_context(counted, spread, size)
            context = TermPostings(*others, (), norms, size, self._cache) if len(others[0]) else None
        return None if counted is None else TermPostings(*counted, owners, norms, size, self._cache, context)

    def _weight(self, base: str, counted: Sequence[Counted | None]) -> tuple[float, float]:
        """The idf and the burst of a word, over all segments."""
        live = [each for each in counted if each is not None]
        holding = sum([len(documents) for documents, _ in live])
        idf = self.ranking.idf(holding)
        if base != TEXT:  # the passages of an article share a title: how often it stands there says nothing
            return idf, 1.0
        return idf, self.ranking.burst(holding, sum([int(each[1].sum(dtype=np.int64)) for each in live]))

    def _counts(self, name: str, weight: float) -> bool:
        return weight > 0 and any(name in each.fields and each.fields[name].term_count for each in self.segments)


def live_counts(segment: SegmentArrays, firsts: NDArray[np.uint32]) -> Int64:
    """How many documents are not deleted of each part; ``firsts`` has where each begins, and where the last ends."""
    return counts_of(firsts if segment.deleted is None else offsets_of(~segment.deleted)[firsts])


def context_of(segment: SegmentArrays, name: str) -> tuple[NDArray[np.uint32], NDArray[np.unsignedinteger[Any]]]:
    """The documents that each title or each section begins with, and the last ends; and how many positions it counts.

    A title that was made of the text's words counts none.
    """
    if name == HEADING:
        return segment.sections, segment.heading_widths
    made, widths = segment.made_titles, segment.title_widths
    return segment.first_documents, widths if made is None else widths * ~made
