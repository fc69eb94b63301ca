"""How do articles of older segments get into a new one? Their records as they are, if a dictionary made them small."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from attrs import define, frozen
from numpy.typing import NDArray

from searchlib.article import ArticleFacts
from searchlib.index.format.compressed_records import DICTIONARY_LIMIT, Compressor, RecordReader, RecordWriter, sampled
from searchlib.index.store.layout import COUNTED, NUMBERS, SPARSE
from searchlib.index.store.reader import DIGEST_SIZE, StoredReader
from searchlib.index.store.writer import DICTIONARY_THRESHOLD, StoredWriter
from searchlib.kernels.arrays import Array, Int64
from searchlib.kernels.borders import run_lengths, run_starts
from searchlib.kernels.offsets import counts_of, repeated

__all__ = ["copy_articles", "dictionary_of"]

Flags = NDArray[np.bool_]
Sources = Sequence[tuple[StoredReader, Flags | None]]


def dictionary_of(readers: Sequence[StoredReader]) -> bytes | None:
    """The dictionary of the first reader that has one."""
    return next((reader.chunks.dictionary(0) for reader in readers if reader.chunks.used[:1].any()), None)


def copy_articles(sources: Sources, moved: Mapping[int, ArticleFacts] | None = None) -> StoredWriter:
    """The articles of all sources, in order, but those that the bool array beside each does not name (None: all).

    ``moved``: all that stays of the one source has these facts, by number, now.
    """
    writer = StoredWriter()
    readers = [reader for reader, _ in sources]
    chunks = _Copier(writer, writer.chunks, dictionary_of(readers) or _sampled(readers))
    for reader, alive in sources:
        kept = _Kept.of(reader, alive)
        chunks.copy(reader.chunks, kept.chunks)
        writer.facts.append(*reader.facts_records.columns(), kept.articles, reader.chunks.release)
        writer.contexts.append(*reader.contexts.columns(), kept.sections)
        writer.place(dict(kept.layout(reader)))
        writer.digests.append(reader.digests.reshape(-1, DIGEST_SIZE)[kept.articles].ravel())
        writer.dates.append(reader.dates[kept.articles])
        writer.hashes.append(_by_article(reader.id_hashes, reader.id_articles, len(reader.dates))[kept.articles])
        writer.places.append(_by_article(reader.place_hashes, reader.place_articles, len(reader.dates))[kept.articles])
        writer.made_titles.append(_made_titles(reader)[kept.articles])
        reader.chunks.release()
    if moved is not None:
        writer.rename([article for _, article in sorted(moved.items())])
    return writer


@frozen
class _Kept:
    """What stays of a segment: bool arrays."""

    articles: Flags
    chunks: Flags
    documents: Flags
    headings: Flags
    sections: Flags

    @classmethod
    def of(cls, reader: StoredReader, alive: Flags | None) -> "_Kept":
        counts = [_counts(reader, name) for name in ("article_chunks", "article_headings")]
        articles = np.ones(len(reader.dates), bool) if alive is None else alive
        documents = repeated(articles, counts_of(reader.first_documents))
        chunks, headings = (repeated(articles, count) for count in counts)
        return cls(articles, chunks, documents, headings, documents[reader.sections[:-1].astype(np.intp)])

    def layout(self, reader: StoredReader) -> Iterator[tuple[str, Array]]:
        """What stays of each array of the layout; of offsets the counts."""
        for name in (*COUNTED, *NUMBERS):
            numbers = _counts(reader, name) if name in COUNTED else np.asarray(getattr(reader.layout, name))
            kept: Flags = getattr(self, _ROWS[name.partition("_")[0]])
            if name in SPARSE and not len(numbers):
                numbers = np.zeros(len(kept), np.uint8)
            yield name, numbers[kept]


_ROWS = {"article": "articles", "chunk": "chunks", "paragraph": "documents", "heading": "headings"}


def _counts(reader: StoredReader, name: str) -> Int64:
    return counts_of(np.asarray(getattr(reader.layout, name)))


def _by_article(hashes: Array, articles: Array, count: int) -> Array:
    """u8 [articles]: the hash of each, 0 for those that have none."""
    result = np.zeros(count, np.uint64)
    result[articles] = hashes
    return result


def _made_titles(reader: StoredReader) -> Flags:
    made = reader.made_titles
    return np.zeros(len(reader.dates), np.bool_) if made is None else made


def _sampled(readers: Sequence[StoredReader]) -> bytes:
    """A dictionary from the text of readers that have none, once it is long enough; b"" before."""
    if 2 * sum(len(reader.chunks.bytes) for reader in readers) < DICTIONARY_THRESHOLD:
        return b""
    return sampled([reader.chunks[number] for reader in readers for number in range(0, len(reader.chunks), 4)])


@define
class _Copier:
    """Takes records over; those without a dictionary are deflated again with the chosen one, if there is one."""

    _writer: StoredWriter
    _into: RecordWriter
    _dictionary: bytes

    def copy(self, reader: RecordReader, kept: NDArray[np.bool_]) -> None:
        if self._dictionary and (not reader.used.any() or len(self._writer.dictionaries) >= DICTIONARY_LIMIT):
            again = Compressor(self._dictionary)
            records = [again(reader[number]) for number in np.flatnonzero(kept).tolist()]
            self._into.append(records, self._writer.dictionary(self._dictionary))
            return
        numbers = np.array([0, *map(self._writer.dictionary, reader.dictionaries)], np.uint8)
        starts = run_starts(kept)
        for first, count in zip(starts.tolist(), run_lengths(starts, len(kept)).tolist(), strict=True):
            if kept[first]:
                self._into.copy(reader, first, first + count, numbers)
