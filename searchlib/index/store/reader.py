"""What does a segment say of its articles? Their facts and text, found by document, number or id.

The file holds the text of the chunks (:mod:`.chunks`, UTF-8) as the records ``chunks``, compressed as
:mod:`searchlib.index.format.compressed_records` tells; ``facts`` (:mod:`.facts`), a record an article, and
``contexts``, a record a section: a JSON array of the headings above its paragraphs, outermost first, or nothing where
there are none (both as :mod:`searchlib.index.format.plain_records` tells); the arrays of :mod:`.layout`, and these:

===================  ===========================================================================================
``digests``          u1 [articles * 32] the articles' sha256
``dates``            u4 [articles] their dates as days from 1 January of the year 1, which is 1; 0 for none
``id_hashes``        u8 [articles] ascending: the first 8 bytes of the sha256 of their ids, little-endian
``id_articles``      [articles] whose hash that is
``place_hashes``     u8 ascending: the same of the identities (file, NUL, part) of the articles whose source has a
                     part; not there where none has
``place_articles``   whose hash that is
``made_titles``      u1 [articles] 1 for those whose title is made, 0 for the others; not there where none is
===================  ===========================================================================================
"""

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from attrs import define
from numpy.typing import NDArray

from searchlib.article import BY_ID, Article, ArticleFacts, Heading, Paragraph, fields_of
from searchlib.errors import ArticleError, IndexDamaged
from searchlib.index.format.compressed_records import RecordReader
from searchlib.index.format.container import Container
from searchlib.index.format.plain_records import PieceReader
from searchlib.index.format.strings import StringTable
from searchlib.index.store.facts import unpack_facts, unpack_names, unpack_rows
from searchlib.index.store.layout import Layout
from searchlib.kernels.arrays import Array
from searchlib.kernels.borders import ascends
from searchlib.white_space import running_text

if TYPE_CHECKING:  # seldom needed
    from searchlib.index.store.columns import Columns, FactRow

__all__ = ["DIGEST_SIZE", "MADE_TITLES", "PLACE_ARTICLES", "PLACE_HASHES", "StoredReader", "hash_of", "pack_context"]

DIGEST_SIZE = 32
PLACE_HASHES, PLACE_ARTICLES = "place_hashes", "place_articles"
MADE_TITLES = "made_titles"

_ARTICLES = 1 << 10  # whose facts are read at once

_decode = json.JSONDecoder().decode
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def hash_of(name: str) -> int:
    """The number of 64 bits that an id or identity is looked for by."""
    return int.from_bytes(hashlib.sha256(name.encode(errors="surrogatepass")).digest()[:8], "little")


def _may_be_older(raw: str) -> bool:
    """Whether version 1 may have taken ``raw`` for running text that it is not: white space was all that it knew."""
    return not raw.isascii() and ("\u200b" in raw or "\u00ad" in raw)


def pack_context(headings: Sequence[str]) -> bytes:
    """The record of a section under these headings."""
    return _encode(list(headings)).encode(errors="surrogatepass") if headings else b""


@define(slots=False, eq=False, repr=False)
class StoredReader:
    """The articles of one segment, by number from 0. Reading raises IndexDamaged where the file contradicts itself.

    ``first_documents`` [articles + 1] and ``sections`` [sections + 1] are those of the postings.
    """

    _container: Container
    first_documents: Array
    sections: Array
    dictionaries: list[bytes]
    chunks: RecordReader
    facts_records: PieceReader
    contexts: PieceReader
    layout: Layout

    @classmethod
    def open(cls, container: Container, first_documents: Array, sections: Array) -> "StoredReader":
        """The articles in the container; their number and that of their documents are compared."""
        dictionaries = StringTable.open(container, "dictionaries").all()
        chunks = RecordReader.open(container, "chunks", dictionaries)
        articles = len(first_documents) - 1
        reader = cls(
            container,
            first_documents,
            sections,
            dictionaries,
            chunks,
            PieceReader.open(container, "facts", articles),
            PieceReader.open(container, "contexts", len(sections) - 1),
            Layout.open(container, int(first_documents[-1]), len(chunks), articles),
        )
        made = [] if reader._made_flags is None else [len(reader._made_flags)]
        counts = [len(reader.dates), len(reader.id_hashes), len(reader.id_articles), *made]
        if len(reader.place_hashes) != len(reader.place_articles) or len(reader.place_hashes) > articles:
            raise IndexDamaged(f"{container.path}: {PLACE_HASHES} and {PLACE_ARTICLES} are not of the same articles")
        if any(count != articles for count in counts) or len(reader.digests) != articles * DIGEST_SIZE:
            raise IndexDamaged(f"{container.path}: the arrays differ in their number of articles")
        return reader

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
    def place_hashes(self) -> NDArray[np.uint64]:
        """u8, ascending: of the articles that are known by their place."""
        return self._container.typed(PLACE_HASHES, "<u8") if PLACE_HASHES in self._container else np.zeros(0, np.uint64)

    @cached_property
    def place_articles(self) -> Array:
        """The article of each of :attr:`place_hashes`."""
        return self._container[PLACE_ARTICLES] if PLACE_ARTICLES in self._container else np.zeros(0, np.uint8)

    @cached_property
    def made_titles(self) -> NDArray[np.bool_] | None:
        """[articles]: whose title is made; None where none is."""
        flags = self._made_flags
        if flags is None:
            return None
        for problem in self._flag_problems():
            raise IndexDamaged(problem)
        return flags.view(np.bool_)

    @cached_property
    def _made_flags(self) -> NDArray[np.uint8] | None:
        return self._container.typed(MADE_TITLES, "|u1") if MADE_TITLES in self._container else None

    # What is read number by number is quicker read from memory views.

    @cached_property
    def _made(self) -> memoryview | None:
        return None if self.made_titles is None else self.made_titles.data

    @cached_property
    def _hashes(self) -> memoryview:
        return self.id_hashes.data

    @cached_property
    def _place_hashes(self) -> memoryview:
        return self.place_hashes.data

    @cached_property
    def _days(self) -> memoryview:
        return self.dates.data

    @cached_property
    def _digests(self) -> memoryview:
        return self.digests.data

    @cached_property
    def _firsts(self) -> memoryview:
        return self.first_documents.data

    @cached_property
    def _sections(self) -> memoryview:
        return self.sections.data

    def sha256(self, article: int) -> str:
        """The article's sha256 as it was added."""
        return self._digests[article * DIGEST_SIZE : (article + 1) * DIGEST_SIZE].hex()

    def facts(self, article: int) -> ArticleFacts:
        """What is known of the article."""
        made = self._made is not None and bool(self._made[article])
        try:
            return unpack_facts(self.facts_records[article], self._days[article], self.sha256(article), made)
        except IndexDamaged as error:
            raise IndexDamaged(f"{self._container.path}: {error}") from error

    @cached_property
    def columns(self) -> "Columns":
        """The facts by name, for search: read whole when first asked for."""
        from searchlib.index.store.columns import columns_of  # seldom needed

        try:
            return columns_of(self._fact_rows(), len(self.first_documents) - 1)
        except IndexDamaged as error:
            raise IndexDamaged(f"{self._container.path}: {error}") from error

    def _fact_rows(self) -> "Iterator[FactRow]":
        articles = len(self.first_documents) - 1
        for first in range(0, articles, _ARTICLES):
            yield from unpack_rows(self.facts_records.between(first, min(first + _ARTICLES, articles)))

    def paragraph(self, document: int, article: int) -> Paragraph:
        """The paragraph that is the document, one of ``article``."""
        layout = self.layout
        chunk = layout.chunk_of(document)
        start = layout.paragraph_starts[document]
        end = start + (layout.paragraph_sizes[document] >> 1)
        text = self.chunks.text(chunk, end)
        if end > len(text):
            raise IndexDamaged(f"{layout.where}: document {document} lies outside its chunk")
        return self._paragraph(document, document - self._firsts[article] + 1, chunk, text[start:end])

    def _paragraph(self, document: int, number: int, chunk: int, raw: str) -> Paragraph:
        layout, line, page = self.layout, 0, 0
        start = layout.chunk_starts[chunk] + layout.paragraph_starts[document]
        if layout.lined:
            line = layout.paragraph_lines[document]
        if layout.paged:
            page = layout.paragraph_pages[document]
        return Paragraph(
            number,
            running_text(raw) if layout.paragraph_sizes[document] & 1 or _may_be_older(raw) else raw,
            self._headings_above(document) if self.contexts.filled else (),
            start,
            start + len(raw),
            line + layout.chunk_lines[chunk] - 1 if line else None,
            page - 1 if page else None,
        )

    def _headings_above(self, document: int) -> tuple[str, ...]:
        section = bisect_right(self._sections, document) - 1
        if not 0 <= section < len(self._sections) - 1:
            raise IndexDamaged(f"{self.layout.where}: document {document} is in no section")
        context = self.contexts[section]
        if not context:
            return ()
        try:
            return tuple(_decode(context.decode(errors="surrogatepass")))
        except (ValueError, TypeError, RecursionError) as error:
            raise IndexDamaged(f"{self.contexts.where}: record {section} is no array of headings: {error}") from error

    def article(self, article: int) -> Article:
        """The article, equal to the one that was added."""
        facts, where = self.facts(article), self.layout.where
        chunks = self.layout.span("article_chunks", article, len(self.chunks))
        pieces = [self.chunks.text(chunk) for chunk in chunks]
        text = "".join(pieces)
        fields = fields_of(facts)
        del fields["sha256"]
        try:
            paragraphs = tuple(self._paragraphs(article, chunks, pieces))
            return Article(**fields, text=text, paragraphs=paragraphs, headings=tuple(self._headings(article, text)))
        except ArticleError as error:
            raise IndexDamaged(f"{where}: the chunks of {facts.id} are no article: {error}") from error

    def _paragraphs(self, article: int, chunks: range, pieces: Sequence[str]) -> Iterator[Paragraph]:
        layout, first = self.layout, self._firsts[article]
        documents = range(first, min(self._firsts[article + 1], layout.documents))
        for chunk, text in zip(chunks, pieces, strict=True):
            for document in range(layout.chunk_documents[chunk], layout.chunk_documents[chunk + 1]):
                if document not in documents:
                    raise IndexDamaged(f"{layout.where}: document {document} is of another article")
                start = layout.paragraph_starts[document]
                end = start + (layout.paragraph_sizes[document] >> 1)
                if end > len(text):
                    raise IndexDamaged(f"{layout.where}: document {document} lies outside its chunk")
                yield self._paragraph(document, document - first + 1, chunk, text[start:end])

    def _headings(self, article: int, text: str) -> Iterator[Heading]:
        layout = self.layout
        for number in layout.span("article_headings", article, len(layout.heading_starts)):
            start = layout.heading_starts[number]
            end = start + layout.heading_sizes[number]
            yield Heading(running_text(text[start:end]), layout.heading_levels[number], start, end)

    def candidates(self, article_id: str) -> Iterator[int]:
        """The articles of that id, in order: those with the same hash whose id is the same, too."""
        found = self._with_hash(article_id, self._hashes, self.id_articles)
        return (article for article in found if self.names(article)[0] == article_id)

    def identified(self, identity: str) -> Iterator[int]:
        """The articles of that identity, in order."""
        if identity.startswith(BY_ID):
            found = self._with_hash(identity.removeprefix(BY_ID), self._hashes, self.id_articles)
        else:
            found = self._with_hash(identity, self._place_hashes, self.place_articles)
        return (article for article in found if self.names(article)[1] == identity)

    def _with_hash(self, name: str, hashes: memoryview, articles: Array) -> Iterator[int]:
        """The articles whose hash is that of the name, in order."""
        wanted = hash_of(name)
        place = bisect_left(hashes, wanted)
        while place < len(hashes) and hashes[place] == wanted:
            article = int(articles[place])
            if article < len(self.first_documents) - 1:
                yield article
            place += 1

    def names(self, article: int) -> tuple[str, str]:
        """The article's id and identity."""
        try:
            return unpack_names(self.facts_records[article])
        except IndexDamaged as error:
            raise IndexDamaged(f"{self._container.path}: {error}") from error

    def problems(self) -> Iterator[str]:
        """Read every article; a sentence for each contradiction."""
        found = [*self.layout.problems(), *self.facts_records.problems(), *self.contexts.problems()]
        found += self._flag_problems()
        yield from found
        if found:
            return  # what follows would only say the same again
        hashes = self.id_hashes
        if not ascends(hashes) or not ascends(self.place_hashes):
            yield f"{self._container.path}: the hashes of the ids or places are out of order"
        for article in range(len(self.first_documents) - 1):
            yield from self._article_problems(article)

    def _flag_problems(self) -> Iterator[str]:
        if self._made_flags is not None and self._made_flags.max(initial=0) > 1:
            yield f"{self._container.path}: the array {MADE_TITLES!r} has other numbers than 0 and 1"

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
        elif article not in self.identified(read.identity):
            yield f"{self._container.path}: {read.id}: is not found by its place"
