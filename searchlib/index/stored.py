"""What does a segment say of its articles? Their facts and text, found by document, number or id.

The file holds the records ``chunks`` (:mod:`.chunks`) and ``facts`` (:mod:`.facts`), compressed as :mod:`.compression`
tells, and these arrays:

===================  ===========================================================================================
``chunk_documents``  [chunks + 1] the first document of each chunk
``article_chunks``   [articles + 1] the first chunk of each article
``digests``          u1 [articles * 32] the articles' sha256
``dates``            u4 [articles] their dates as days from 1 January of the year 1, which is 1; 0 for none
``id_hashes``        u8 [articles] ascending: the first 8 bytes of the sha256 of their ids, little-endian
``id_articles``      [articles] whose hash that is
===================  ===========================================================================================
"""

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import TypeVar

import numpy as np
from attrs import define
from numpy.typing import NDArray

from searchlib.article import Article, ArticleFacts, Paragraph
from searchlib.errors import IndexDamaged
from searchlib.index.arrays import Array
from searchlib.index.chunks import unpack_article, unpack_paragraph
from searchlib.index.compression import RecordReader
from searchlib.index.container import Container
from searchlib.index.facts import unpack_facts
from searchlib.index.strings import StringTable

__all__ = ["StoredReader", "hash_of"]

DIGEST_SIZE = 32

Value = TypeVar("Value")


def hash_of(article_id: str) -> int:
    """The number of 64 bits that an id is looked for by."""
    return int.from_bytes(hashlib.sha256(article_id.encode(errors="surrogatepass")).digest()[:8], "little")


@define(slots=False)
class StoredReader:
    """The articles of one segment, by number from 0. Reading raises IndexDamaged where the file contradicts itself.

    ``first_documents`` [articles + 1] are those of the postings.
    """

    _container: Container
    first_documents: Array
    dictionaries: list[bytes]
    chunks: RecordReader
    facts_records: RecordReader

    @classmethod
    def open(cls, container: Container, first_documents: Array) -> "StoredReader":
        """The articles in the container; their number and that of their documents are compared."""
        dictionaries = StringTable.open(container, "dictionaries").all()
        chunks = RecordReader.open(container, "chunks", dictionaries)
        facts = RecordReader.open(container, "facts", dictionaries)
        reader = cls(container, first_documents, dictionaries, chunks, facts)
        articles = len(first_documents) - 1
        counts = [len(facts), len(reader.article_chunks) - 1, len(reader.dates), len(reader.id_hashes)]
        counts += [len(reader.id_articles), len(reader.digests) // DIGEST_SIZE]
        if any(count != articles for count in counts) or len(reader.chunk_documents) != len(chunks) + 1:
            raise IndexDamaged(f"{container.path}: the arrays differ in their number of articles")
        return reader

    @cached_property
    def chunk_documents(self) -> Array:
        """[chunks + 1] the first document of each chunk."""
        return self._container["chunk_documents"]

    @cached_property
    def article_chunks(self) -> Array:
        """[articles + 1] the first chunk of each article."""
        return self._container["article_chunks"]

    @cached_property
    def dates(self) -> NDArray[np.int32]:
        """i4 [articles]: the ordinal of each article's date, 0 for none."""
        return self._container.typed("dates", "<u4").view("<i4")

    @cached_property
    def digests(self) -> NDArray[np.uint8]:
        """u1 [articles * 32]."""
        return self._container["digests"]

    @cached_property
    def id_hashes(self) -> NDArray[np.uint64]:
        """u8 [articles], ascending."""
        return self._container["id_hashes"]

    @cached_property
    def id_articles(self) -> Array:
        """[articles]: the article of each of :attr:`id_hashes`."""
        return self._container["id_articles"]

    @cached_property
    def _searched_hashes(self) -> memoryview:
        return self.id_hashes.data

    @cached_property
    def _chunk_starts(self) -> memoryview:
        return self.chunk_documents.data

    def sha256(self, article: int) -> str:
        """The article's sha256 as it was added."""
        return self.digests[article * DIGEST_SIZE : (article + 1) * DIGEST_SIZE].tobytes().hex()

    def facts(self, article: int) -> ArticleFacts:
        """What is known of the article."""
        return self._named(partial(unpack_facts, self.facts_records[article], self.sha256(article)))

    def paragraph(self, document: int, article: int) -> Paragraph:
        """The paragraph that is the document, one of ``article``."""
        chunk = _last_not_above(self._chunk_starts, document)
        index = document - self._chunk_starts[chunk]
        number = document - int(self.first_documents[article]) + 1
        return self._named(partial(unpack_paragraph, self.chunks[chunk], index, number))

    def article(self, article: int) -> Article:
        """The article, equal to the one that was added."""
        first, last = int(self.article_chunks[article]), int(self.article_chunks[article + 1])
        if not first < last <= len(self.chunks):
            raise IndexDamaged(f"{self._container.path}: article {article} has no text")
        chunks = [self.chunks[number] for number in range(first, last)]
        return self._named(partial(unpack_article, self.facts(article), chunks))

    def candidates(self, article_id: str) -> Iterator[int]:
        """The articles of that id, in order: those with the same hash whose id is the same, too."""
        wanted, hashes = hash_of(article_id), self._searched_hashes
        place = bisect_left(hashes, wanted)
        while place < len(hashes) and hashes[place] == wanted:
            article = int(self.id_articles[place])
            if article < len(self.first_documents) - 1 and self.facts(article).id == article_id:
                yield article
            place += 1

    def _named(self, read: Callable[[], Value]) -> Value:
        try:
            return read()
        except IndexDamaged as error:
            raise IndexDamaged(f"{self._container.path}: {error}") from error

    def problems(self) -> Iterator[str]:
        """Read every article; a sentence for each contradiction."""
        path = self._container.path
        for name, offsets, last in (
            ("chunk_documents", self.chunk_documents, self.first_documents[-1]),
            ("article_chunks", self.article_chunks, len(self.chunks)),
        ):
            if offsets[0] != 0 or offsets[-1] != last or (np.diff(offsets.astype(np.int64)) < 0).any():
                yield f"{path}: {name} are out of order"
                return
        hashes = self.id_hashes
        if (hashes[1:] < hashes[:-1]).any():
            yield f"{path}: the hashes of the ids are out of order"
        for article in range(len(self.first_documents) - 1):
            yield from self._article_problems(article)

    def _article_problems(self, article: int) -> Iterator[str]:
        try:
            read = self.article(article)
        except IndexDamaged as error:
            yield str(error)
            return
        documents = int(self.first_documents[article + 1]) - int(self.first_documents[article])
        if read.sha256 != self.sha256(article) or len(read.paragraphs) != documents:
            yield f"{self._container.path}: {read.id}: the stored text is not the one that was indexed"
        elif article not in self.candidates(read.id):
            yield f"{self._container.path}: {read.id}: is not found by its id"


def _last_not_above(starts: memoryview, number: int) -> int:
    """The last part that begins at or before ``number``; of empty ones the one after them."""
    low, high = 0, len(starts) - 1
    while high - low > 1:
        middle = (low + high) >> 1
        if starts[middle] <= number:
            low = middle
        else:
            high = middle
    return low
