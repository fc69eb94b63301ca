"""What does the execution know of an index at one commit? Its segments, its counts, and its words.

Statistics are of all segments and leave out deleted documents, exactly, so that a merge changes no score.
"""

import threading
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.arrays.phrases import spelled
from searchlib.engine.arrays.postings import Cache, Weighed, Word
from searchlib.engine.arrays.ranking import Bm25
from searchlib.engine.arrays.segments import EXACT, SegmentReader, base_field, starts_of

__all__ = ["CACHE_BYTES", "Snapshot"]

CACHE_BYTES: Final = 256 << 20
"""How much the words of lately asked questions may take: so much, or in a large index so much for each document:"""

DOCUMENT_BYTES: Final = 256


class _Local(threading.local):
    """What each thread has for itself."""

    def __init__(self) -> None:
        self.marks: dict[int, NDArray[np.bool_]] = {}


class Snapshot:
    """Segments in order; a document's number counts from the first one's first, deleted ones included.

    ``bases`` [segments + 1]: the number that each segment begins with. ``live`` counts the documents that are not
    deleted, ``tokens`` the terms in their texts. Safe for several threads, as long as the segments are.
    """

    def __init__(self, segments: Sequence[SegmentReader], cache_bytes: int | None = None) -> None:
        self.segments = tuple(segments)
        self.bases: list[int] = [0]
        lengths = self.live = 0
        for segment in self.segments:
            self.bases.append(self.bases[-1] + segment.document_count)
            self.live += segment.document_count
            lengths += int(segment.lengths.sum(dtype=np.int64))
            if segment.deleted is not None:
                self.live -= int(np.count_nonzero(segment.deleted))
                lengths -= int(segment.lengths[segment.deleted].sum(dtype=np.int64))
        self.tokens = lengths
        self.ranking = Bm25(self.live, lengths / self.live if self.live else 0.0)
        if cache_bytes is None:
            cache_bytes = max(CACHE_BYTES, DOCUMENT_BYTES * self.live)
        self._cache: Cache[Word] = Cache(cache_bytes)
        self._local = _Local()
        self._norms: dict[int, NDArray[np.float32]] = {}

    def word(self, name: str, text: str) -> Word:
        """The term ``text`` of a field, or the spelling ``text`` of a field of spellings (``text_exact``)."""
        key = (name, text)
        found = self._cache.get(key)
        return self._cache.put(key, self._look_up(name, text)) if found is None else found

    def norms(self, segment: int, base: str) -> NDArray[np.float32] | float:
        """What a frequency in the field ``base`` is weighed against: by document, or for context one for all."""
        if base != "text":
            return self.ranking.k1
        norms = self._norms.get(segment)
        if norms is None:
            norms = self._norms[segment] = self.ranking.norms(self.segments[segment].lengths)
        return norms

    def scratch(self, segment: int) -> NDArray[np.bool_]:
        """An array of the segment's documents, all false: whoever uses it leaves it so. One for each thread."""
        found = self._local.marks.get(segment)
        if found is None:
            found = self._local.marks[segment] = np.zeros(self.segments[segment].document_count, np.bool_)
        return found

    def spelling(self, name: str, text: str, numbers: Sequence[Sequence[int]]) -> Word:
        """The spelling ``text``, whose numbers in each segment are known."""
        key = (base_field(name) + EXACT, text)
        found = self._cache.get(key)
        if found is not None:
            return found
        parts = [
            self._part(number, base_field(name), [segment.fields[base_field(name)].spelling_owner(n) for n in each])
            if each
            else None
            for number, (segment, each) in enumerate(zip(self.segments, numbers, strict=True))
        ]
        return self._cache.put(key, Word(parts, self.ranking))

    def _look_up(self, name: str, text: str) -> Word:
        exact, base = name.endswith(EXACT), base_field(name)
        return Word(
            [self._part(number, base, self._owners(number, base, text, exact)) for number in range(len(self.segments))],
            self.ranking,
        )

    def _owners(self, number: int, base: str, text: str, exact: bool) -> list[tuple[int, int]]:
        """The terms a word stands for, each with the code of its spelling; code -1 is the whole term."""
        field = self.segments[number].fields.get(base)
        if field is None:
            return []
        if exact:
            return [field.spelling_owner(each) for each in range(*field.spelling_range(text, text + "\0"))]
        term = field.term_number(text)
        return [] if term < 0 else [(term, -1)]

    def _part(self, number: int, base: str, owners: list[tuple[int, int]]) -> Weighed | None:
        """The live postings of a word in one segment, None where there are none."""
        if not owners:
            return None
        segment = self.segments[number]
        documents, frequencies = spelled(segment.fields[base], owners, starts_of(segment, base))
        if segment.deleted is not None:
            rows = (~segment.deleted[documents]).nonzero()[0]
            documents, frequencies = documents[rows], frequencies[rows]
        if not len(documents):
            return None
        narrow = documents.astype(np.uint32, copy=False)
        return Weighed(narrow, frequencies, owners, self.norms(number, base), segment.document_count, self._cache)
