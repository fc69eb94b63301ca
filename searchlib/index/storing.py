"""How do articles get into a segment's text file? As records made here, or copied from older segments as they are."""

from collections.abc import Sequence

import numpy as np
from attrs import define, field

from searchlib.article import Article
from searchlib.index.arrays import Array, narrowest, offsets_of
from searchlib.index.chunks import pack_chunks
from searchlib.index.compression import Compressor, RecordWriter, sampled
from searchlib.index.container import ContainerWriter
from searchlib.index.facts import pack_facts
from searchlib.index.stored import hash_of
from searchlib.index.strings import write_strings

__all__ = ["DICTIONARY_THRESHOLD", "FACTS_SHARE", "ArticleBuffer", "StoredWriter"]

DICTIONARY_THRESHOLD = 1 << 19
"""Bytes of text from which on a dictionary pays."""

FACTS_SHARE = 8_000
_OVERHEAD = 64


@define
class StoredWriter:
    """The articles of a new segment, in order: rows of small arrays, and records already deflated."""

    dictionaries: list[bytes] = field(factory=list)
    chunks: RecordWriter = field(factory=RecordWriter)
    facts: RecordWriter = field(factory=RecordWriter)
    chunk_documents: list[Array] = field(factory=list)
    article_chunks: list[Array] = field(factory=list)
    digests: list[Array] = field(factory=list)
    dates: list[Array] = field(factory=list)
    hashes: list[Array] = field(factory=list)

    def dictionary(self, content: bytes) -> int:
        """The number by which records name that dictionary."""
        if content not in self.dictionaries:
            self.dictionaries.append(content)
        return self.dictionaries.index(content) + 1

    def write(self, container: ContainerWriter) -> None:
        """Write the arrays that :mod:`.stored` names."""
        write_strings(container, "dictionaries", self.dictionaries)
        for name, counts in ("chunk_documents", self.chunk_documents), ("article_chunks", self.article_chunks):
            offsets = offsets_of(_joined(counts, np.int64))
            container.add(name, offsets.astype(narrowest(int(offsets[-1]))))
        container.add("digests", _joined(self.digests, np.uint8))
        container.add("dates", _joined(self.dates, np.int32).view(np.uint32))
        hashes = _joined(self.hashes, np.uint64)
        order = np.argsort(hashes, kind="stable")
        container.add("id_hashes", hashes[order])
        container.add("id_articles", order.astype(narrowest(len(order))))
        self.chunks.write(container, "chunks")
        self.facts.write(container, "facts")


def _joined(pieces: Sequence[Array], kind: type) -> Array:
    return np.concatenate([np.zeros(0, kind), *pieces])


@define
class _Records:
    """Records of one kind: those before ``done`` are deflated, the others wait."""

    records: list[bytes] = field(factory=list)
    done: int = 0
    waiting: int = 0
    size: int = 0

    def append(self, record: bytes) -> None:
        self.records.append(record)
        self.waiting += len(record)
        self.size += len(record) + _OVERHEAD

    def deflate(self, compressor: Compressor) -> None:
        """Deflate those that wait, all together, as this is quicker than now and then one."""
        deflated = [compressor(record) for record in self.records[self.done :]]
        self.records[self.done :] = deflated
        self.size += sum(map(len, deflated)) - self.waiting
        self.done, self.waiting = len(self.records), 0


@define
class ArticleBuffer:
    """Articles on their way to the disk, deflated when there is enough for a dictionary.

    ``known`` is the pair of dictionaries (for chunks, for facts) that the index uses already, if it does.
    """

    known: tuple[bytes, bytes] | None = None
    documents: list[int] = field(factory=list)
    digests: bytearray = field(factory=bytearray)
    _dates: list[int] = field(factory=list)
    _hashes: list[int] = field(factory=list)
    _chunk_counts: list[int] = field(factory=list)
    _chunk_documents: list[int] = field(factory=list)
    _chunks: _Records = field(factory=_Records)
    _facts: _Records = field(factory=_Records)
    _compressors: tuple[Compressor, Compressor] | None = None

    def __len__(self) -> int:
        return len(self.documents)

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return self._chunks.size + self._facts.size

    def successor(self) -> "ArticleBuffer":
        """An empty buffer with the same dictionaries."""
        if self._compressors is None or not self._compressors[0].dictionary:
            return ArticleBuffer(self.known)
        return ArticleBuffer((self._compressors[0].dictionary, self._compressors[1].dictionary))

    def add(self, article: Article) -> None:
        """Take the article in; its number is how many there were."""
        count = 0
        for chunk, documents in pack_chunks(article):
            self._chunk_documents.append(documents)
            self._chunks.append(chunk)
            count += 1
        self._facts.append(pack_facts(article))
        self._chunk_counts.append(count)
        self.documents.append(len(article.paragraphs))
        self.digests += bytes.fromhex(article.sha256)
        self._dates.append(0 if article.date is None else article.date.toordinal())
        self._hashes.append(hash_of(article.id))
        if self._chunks.waiting >= DICTIONARY_THRESHOLD:
            self._deflate()

    def _deflate(self) -> None:
        if self._compressors is None:
            dictionaries = self.known or (sampled(self._chunks.records), sampled(self._facts.records, FACTS_SHARE))
            self._compressors = Compressor(dictionaries[0]), Compressor(dictionaries[1])
        self._chunks.deflate(self._compressors[0])
        self._facts.deflate(self._compressors[1])

    def stored(self, alive: Array) -> StoredWriter:
        """The articles that ``alive`` (bool) names, ready to be written."""
        compressors = self._compressors = self._compressors or (Compressor(), Compressor())
        self._deflate()
        writer = StoredWriter()
        counts = np.array(self._chunk_counts, np.int64)
        chunks_alive = np.repeat(alive, counts)
        uses = [writer.dictionary(each.dictionary) if each.dictionary else 0 for each in compressors]
        writer.chunks.append(_chosen(self._chunks.records, chunks_alive), uses[0])
        writer.facts.append(_chosen(self._facts.records, alive), uses[1])
        writer.chunk_documents.append(np.array(self._chunk_documents, np.int64)[chunks_alive])
        writer.article_chunks.append(counts[alive])
        writer.digests.append(np.frombuffer(bytes(self.digests), np.uint8).reshape(-1, 32)[alive].ravel())
        writer.dates.append(np.array(self._dates, np.int32)[alive])
        writer.hashes.append(np.array(self._hashes, np.uint64)[alive])
        return writer


def _chosen(records: list[bytes], alive: Array) -> list[bytes]:
    return records if alive.all() else [records[number] for number in np.flatnonzero(alive).tolist()]
