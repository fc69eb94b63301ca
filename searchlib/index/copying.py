"""How do articles of older segments get into a new one? Their records as they are, if a dictionary made them small."""

from collections.abc import Sequence

import numpy as np
from attrs import define
from numpy.typing import NDArray

from searchlib.index.arrays import Array, counts_of, distinct_rows
from searchlib.index.compression import DICTIONARY_LIMIT, Compressor, RecordReader, RecordWriter, sampled
from searchlib.index.stored import DIGEST_SIZE, StoredReader
from searchlib.index.storing import DICTIONARY_THRESHOLD, FACTS_SHARE, StoredWriter

__all__ = ["copy_articles", "dictionaries_of"]

Kept = Sequence[tuple[StoredReader, NDArray[np.bool_] | None]]


def dictionaries_of(readers: Sequence[StoredReader]) -> tuple[bytes, bytes] | None:
    """The dictionaries for chunks and for facts of the first reader that has them."""
    for reader in readers:
        if len(reader.chunks) and reader.chunks.used[0] and reader.facts_records.used[0]:
            return reader.chunks.dictionary(0), reader.facts_records.dictionary(0)
    return None


def copy_articles(sources: Kept) -> StoredWriter:
    """The articles of all sources, in order, but those that the bool array beside each does not name (None: all)."""
    writer = StoredWriter()
    readers = [reader for reader, _ in sources]
    chosen = dictionaries_of(readers) or _sampled(readers)
    chunks, facts = (
        _Copier(writer, into, dictionary)
        for into, dictionary in zip((writer.chunks, writer.facts), chosen or (b"", b""), strict=True)
    )
    for reader, alive in sources:
        counts = counts_of(reader.article_chunks)
        kept = np.ones(len(counts), bool) if alive is None else alive
        kept_chunks = kept.repeat(counts)
        chunks.copy(reader.chunks, kept_chunks)
        facts.copy(reader.facts_records, kept)
        writer.article_chunks.append(counts[kept])
        writer.chunk_documents.append(counts_of(reader.chunk_documents)[kept_chunks])
        writer.digests.append(reader.digests.reshape(-1, DIGEST_SIZE)[kept].ravel())
        writer.dates.append(reader.dates[kept])
        writer.hashes.append(_by_article(reader)[kept])
    return writer


def _by_article(reader: StoredReader) -> Array:
    """The hash of each article's id."""
    hashes = np.zeros(len(reader.id_hashes), np.uint64)
    hashes[reader.id_articles] = reader.id_hashes
    return hashes


def _sampled(readers: Sequence[StoredReader]) -> tuple[bytes, bytes] | None:
    """Dictionaries from the records of readers that have none, once these are long enough together."""
    if 2 * sum(len(reader.chunks.bytes) for reader in readers) < DICTIONARY_THRESHOLD:
        return None
    chunks = [reader.chunks[number] for reader in readers for number in range(0, len(reader.chunks), 4)]
    facts = [reader.facts_records[number] for reader in readers for number in range(0, len(reader.facts_records), 4)]
    return sampled(chunks), sampled(facts, FACTS_SHARE)


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
        borders = np.append(np.flatnonzero(distinct_rows(kept)), len(kept)) if len(kept) else np.zeros(1, np.int64)
        for first, last in zip(borders[:-1].tolist(), borders[1:].tolist(), strict=True):
            if kept[first]:
                self._into.copy(reader, first, last, numbers)
