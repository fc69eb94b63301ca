"""How do articles get into a segment's text file? As records made here, or copied from older segments as they are."""

from array import array
from collections.abc import Mapping, Sequence

import numpy as np
from attrs import define, field

from searchlib.article import BY_ID, Article, ArticleFacts
from searchlib.index.format.compressed_records import Compressor, RecordWriter, sampled
from searchlib.index.format.container import ContainerWriter
from searchlib.index.format.plain_records import PieceWriter
from searchlib.index.format.strings import write_strings
from searchlib.index.store.chunks import Blocks
from searchlib.index.store.facts import pack_facts
from searchlib.index.store.layout import COUNTED, NUMBERS, SPARSE
from searchlib.index.store.reader import (
    DIGEST_SIZE,
    MADE_TITLES,
    PLACE_ARTICLES,
    PLACE_HASHES,
    hash_of,
    pack_context,
)
from searchlib.kernels.arrays import Array
from searchlib.kernels.offsets import narrowest, offsets_of, repeated

__all__ = ["DICTIONARY_THRESHOLD", "ArticleBuffer", "StoredWriter"]

DICTIONARY_THRESHOLD = 1 << 19
"""Bytes of text from which on a dictionary pays."""

_OVERHEAD = 64


@define
class StoredWriter:
    """The articles of a new segment, in order: pieces of arrays, and text already deflated."""

    dictionaries: list[bytes] = field(factory=list)
    chunks: RecordWriter = field(factory=RecordWriter)
    facts: PieceWriter = field(factory=PieceWriter)
    contexts: PieceWriter = field(factory=PieceWriter)
    digests: list[Array] = field(factory=list)
    dates: list[Array] = field(factory=list)
    hashes: list[Array] = field(factory=list)
    places: list[Array] = field(factory=list)
    made_titles: list[Array] = field(factory=list)
    _layout: dict[str, list[Array]] = field(factory=lambda: {name: [] for name in (*COUNTED, *NUMBERS)})

    def dictionary(self, content: bytes) -> int:
        """The number by which records name that dictionary."""
        if content not in self.dictionaries:
            self.dictionaries.append(content)
        return self.dictionaries.index(content) + 1

    def place(self, arrays: Mapping[str, Array]) -> None:
        """Take a piece of each array of :mod:`.layout`; of offsets the counts."""
        for name, piece in arrays.items():
            self._layout[name].append(piece)

    def rename(self, articles: Sequence[ArticleFacts]) -> None:
        """Give the articles, all of them and in order, the ids and places of these, which are the same otherwise."""
        facts = _Pieces()
        for article in articles:
            facts.append(pack_facts(article))
        self.facts = PieceWriter()
        facts.write(self.facts, np.ones(len(articles), np.bool_))
        self.digests = [np.frombuffer(b"".join(bytes.fromhex(article.sha256) for article in articles), np.uint8)]
        self.hashes = [np.array([hash_of(article.id) for article in articles], np.uint64)]
        self.places = [np.array(list(map(place_hash, articles)), np.uint64)]

    def write(self, container: ContainerWriter) -> None:
        """Write the arrays that :mod:`.reader` and :mod:`.layout` name."""
        write_strings(container, "dictionaries", self.dictionaries)
        for name in COUNTED:
            offsets = offsets_of(_joined(self._layout[name], np.uint8))
            container.add(name, offsets.astype(narrowest(int(offsets[-1]))))
        for name in NUMBERS:
            numbers = _joined(self._layout[name], np.uint8)
            largest = int(numbers.max(initial=0))
            container.add(name, (numbers if largest or name not in SPARSE else numbers[:0]).astype(narrowest(largest)))
        container.add("digests", _joined(self.digests, np.uint8))
        container.add("dates", _joined(self.dates, np.int32).view(np.uint32))
        made = _joined(self.made_titles, np.bool_)
        if made.any():
            container.add(MADE_TITLES, made.view(np.uint8))
        hashes = _joined(self.hashes, np.uint64)
        order = np.argsort(hashes, kind="stable")
        container.add("id_hashes", hashes[order])
        container.add("id_articles", order.astype(narrowest(len(order))))
        places = _joined(self.places, np.uint64)
        if (by_place := np.flatnonzero(places)).size:
            order = by_place[np.argsort(places[by_place], kind="stable")]
            container.add(PLACE_HASHES, places[order])
            container.add(PLACE_ARTICLES, order.astype(narrowest(len(places))))
        self.facts.write(container, "facts")
        self.contexts.write(container, "contexts")
        self.chunks.write(container, "chunks")


def place_hash(article: Article | ArticleFacts) -> int:
    """What an article that is known by its place is looked for by; 0 for the others."""
    identity = article.identity
    return 0 if identity.startswith(BY_ID) else hash_of(identity) or 1


def _joined(pieces: Sequence[Array], kind: type) -> Array:
    return np.concatenate([np.zeros(0, kind), *pieces])


@define
class _Pieces:
    """Small records of one kind, one after the other."""

    content: bytearray = field(factory=bytearray)
    lengths: "array[int]" = field(factory=lambda: array("q"))

    def append(self, record: bytes) -> None:
        self.content += record
        self.lengths.append(len(record))

    @property
    def size(self) -> int:
        return len(self.content) + 8 * len(self.lengths)

    def write(self, writer: PieceWriter, kept: Array) -> None:
        writer.append(np.frombuffer(bytes(self.content), np.uint8), np.array(self.lengths, np.int64), kept)


@define
class ArticleBuffer:
    """Articles on their way to the disk, deflated when there is enough for a dictionary.

    ``known`` is the dictionary that the index uses already, if it does.
    """

    known: bytes | None = None
    digests: bytearray = field(factory=bytearray)
    _blocks: Blocks = field(factory=Blocks)
    _facts: _Pieces = field(factory=_Pieces)
    _contexts: _Pieces = field(factory=_Pieces)
    _dates: "array[int]" = field(factory=lambda: array("i"))
    _hashes: "array[int]" = field(factory=lambda: array("Q"))
    _places: "array[int]" = field(factory=lambda: array("Q"))
    _made_titles: bytearray = field(factory=bytearray)
    _chunks: list[bytes] = field(factory=list)
    _waiting: list[bytes] = field(factory=list)
    _waiting_size: int = 0
    _deflated_size: int = 0
    _compressor: Compressor | None = None

    def __len__(self) -> int:
        return len(self._dates)

    @property
    def documents(self) -> Array:
        """int64 [articles]: how many documents each has."""
        return np.array(self._blocks.documents, np.int64)

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        arrays = self._blocks.size + self._facts.size + self._contexts.size + len(self.digests) + 12 * len(self)
        return arrays + self._waiting_size + self._deflated_size

    def successor(self) -> "ArticleBuffer":
        """An empty buffer with the same dictionary."""
        used = self._compressor.dictionary if self._compressor else b""
        return ArticleBuffer(used or self.known)

    def add(self, article: Article, contexts: Sequence[Sequence[str]]) -> None:
        """Take the article in; its number is how many there were. ``contexts`` are the headings of its sections."""
        for piece in self._blocks.add(article):
            chunk = piece.encode()
            self._waiting.append(chunk)
            self._waiting_size += len(chunk) + _OVERHEAD
        self._facts.append(pack_facts(article))
        for headings in contexts:
            self._contexts.append(pack_context(headings))
        self.digests += bytes.fromhex(article.sha256)
        self._dates.append(0 if article.date is None else article.date.toordinal())
        self._hashes.append(hash_of(article.id))
        self._places.append(place_hash(article))
        self._made_titles.append(article.title_is_made)
        if self._waiting_size >= DICTIONARY_THRESHOLD:
            self._deflate()

    def _deflate(self) -> None:
        """Deflate the chunks that wait, all together, as this is quicker than now and then one."""
        if self._compressor is None:
            enough = self._waiting_size >= DICTIONARY_THRESHOLD
            self._compressor = Compressor(self.known or (sampled(self._waiting) if enough else b""))
        deflated = list(map(self._compressor, self._waiting))
        self._chunks += deflated
        self._deflated_size += sum(map(len, deflated)) + _OVERHEAD * len(deflated)
        self._waiting.clear()
        self._waiting_size = 0

    def stored(self, alive: Array, sections_alive: Array) -> StoredWriter:
        """The articles and sections that the bool arrays name, ready to be written."""
        self._deflate()
        assert self._compressor is not None
        writer = StoredWriter()
        used = self._compressor.dictionary
        chunks_alive = repeated(alive, np.array(self._blocks.chunks, np.int64))
        writer.chunks.append(_chosen(self._chunks, chunks_alive), writer.dictionary(used) if used else 0)
        writer.place(self._blocks.arrays(alive))
        self._facts.write(writer.facts, alive)
        self._contexts.write(writer.contexts, sections_alive)
        digests = np.frombuffer(bytes(self.digests), np.uint8)
        writer.digests.append(digests.reshape(-1, DIGEST_SIZE)[alive].ravel())
        writer.dates.append(np.array(self._dates, np.int32)[alive])
        writer.hashes.append(np.array(self._hashes, np.uint64)[alive])
        writer.places.append(np.array(self._places, np.uint64)[alive])
        writer.made_titles.append(np.array(self._made_titles, np.bool_)[alive])
        return writer


def _chosen(records: list[bytes], alive: Array) -> list[bytes]:
    return records if alive.all() else [records[number] for number in np.flatnonzero(alive).tolist()]
