"""What does one segment of the index hold? Documents, postings and articles, read from two mapped files.

``<id>.postings`` has the fields (:mod:`searchlib.index.postings`) and, for documents and articles:

=====================  =========================================================================================
``lengths``            [documents] how many terms each has in ``text``
``first_documents``    [articles + 1] the first document of each article
``text.starts``        u4 [documents + 1] see :class:`~searchlib.index.postings.field.FieldReader`
``title.widths``       [articles] how many positions each title takes
``heading.widths``     [sections] how many positions the headings above a section take
``sections``           [sections + 1] the first document of each section: paragraphs of an article, under equal headings
=====================  =========================================================================================

``<id>.text`` has the articles (:mod:`searchlib.index.store`). Which articles were deleted lies beside, in
``<id>.<n>.deleted``: ``articles``, a bit each, lowest first.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

import numpy as np
from attrs import define, evolve
from numpy.typing import NDArray

from searchlib.article import Article, ArticleFacts, Paragraph
from searchlib.errors import IndexDamaged
from searchlib.index.format.container import Container
from searchlib.index.postings.field import FieldReader, SpreadFieldReader
from searchlib.index.store.columns import Columns
from searchlib.index.store.reader import StoredReader
from searchlib.kernels.arrays import Array
from searchlib.kernels.offsets import counts_of, repeated
from searchlib.schema import HEADING, TEXT, TITLE

__all__ = ["FieldReader", "SegmentReader"]


@define(slots=False, eq=False, repr=False)
class SegmentReader:
    """One segment as of one commit. Documents and articles are numbered from 0, in the order they were added.

    ``deleted_articles`` says which articles are gone, None where none are.
    """

    identity: bytes
    document_count: int
    article_count: int
    fields: Mapping[str, FieldReader]
    stored: StoredReader
    deleted_articles: NDArray[np.bool_] | None
    containers: tuple[Container, Container]

    @classmethod
    def open(
        cls, postings: Path, text: Path, identity: bytes, deleted_articles: NDArray[np.bool_] | None = None
    ) -> "SegmentReader":
        """Map the two files of the segment of that id. Raises IndexDamaged and RebuildNeeded."""
        first, second = Container.open(postings, identity), Container.open(text, identity)
        first_documents = first["first_documents"]
        documents, articles = len(first["lengths"]), len(first_documents) - 1
        if articles < 0 or first_documents[0] != 0 or first_documents[-1] != documents:
            raise IndexDamaged(f"{postings}: the articles do not cover the documents")
        fields = {
            TEXT: FieldReader.open(first, TEXT, documents),
            TITLE: SpreadFieldReader.spread(first, TITLE, documents, first_documents),
            HEADING: SpreadFieldReader.spread(first, HEADING, documents, first["sections"]),
        }
        stored = StoredReader.open(second, first_documents, first["sections"])
        return cls(identity, documents, articles, fields, stored, deleted_articles, (first, second))

    def without(self, deleted_articles: NDArray[np.bool_] | None) -> "SegmentReader":
        """The same segment with other deletions."""
        return evolve(self, deleted_articles=deleted_articles)

    @cached_property
    def lengths(self) -> NDArray[np.uint32]:
        """[documents]: how many terms each has in ``text``."""
        return self.containers[0]["lengths"].astype(np.uint32)

    @property
    def starts(self) -> Array:
        """Those of the field ``text``."""
        return self.fields[TEXT].starts

    @property
    def first_documents(self) -> Array:
        """[articles + 1]: the first document of each article."""
        return self.stored.first_documents

    @property
    def sections(self) -> Array:
        """[sections + 1]: the first document of each run of an article's paragraphs under equal headings."""
        return self.containers[0]["sections"]

    @property
    def title_widths(self) -> Array:
        """[articles]: how many positions each title takes."""
        return self.containers[0]["title.widths"]

    @property
    def heading_widths(self) -> Array:
        """[sections]: how many positions the headings above each section take."""
        return self.containers[0]["heading.widths"]

    @property
    def dates(self) -> NDArray[np.int32]:
        """[articles]: the ordinal of each article's date, 0 for none."""
        return self.stored.dates

    @property
    def made_titles(self) -> NDArray[np.bool_] | None:
        """[articles]: whose title is made; None where none is."""
        return self.stored.made_titles

    @property
    def columns(self) -> Columns:
        """The facts of the articles by name, the deleted ones included."""
        return self.stored.columns

    @cached_property
    def deleted(self) -> NDArray[np.bool_] | None:
        """[documents]: which are deleted; None where none are."""
        if self.deleted_articles is None:
            return None
        counts = counts_of(self.first_documents)
        if (counts < 0).any():
            raise IndexDamaged(f"{self.containers[0].path}: the articles are out of order")
        return repeated(self.deleted_articles, counts)

    @cached_property
    def live_articles(self) -> int:
        """How many articles are not deleted."""
        return self.article_count - (0 if self.deleted_articles is None else int(self.deleted_articles.sum()))

    @cached_property
    def live_documents(self) -> int:
        """How many documents are not deleted."""
        return self.document_count - (0 if self.deleted is None else int(self.deleted.sum()))

    @cached_property
    def _article_starts(self) -> memoryview:
        return self.first_documents.data

    def article_of(self, document: int) -> int:
        """The number of the article that the document belongs to. Raises IndexError for one that there is not."""
        if not 0 <= document < self.document_count:
            raise IndexError(document)
        article = bisect_right(self._article_starts, document) - 1
        if not 0 <= article < self.article_count:
            raise IndexDamaged(f"{self.containers[0].path}: document {document} is of no article")
        return article

    def facts(self, article: int) -> ArticleFacts:
        """What is known of the article."""
        return self.stored.facts(article)

    def paragraph(self, document: int) -> Paragraph:
        """The paragraph that the document is."""
        return self.stored.paragraph(document, self.article_of(document))

    def article(self, article: int) -> Article:
        """The article, equal to the one that was added."""
        return self.stored.article(article)

    def find(self, article_id: str) -> int:
        """The number of the article of that id which is not deleted, -1 where there is none."""
        return self._live(self.stored.candidates(article_id))

    def find_identity(self, identity: str) -> int:
        """The number of the article of that identity which is not deleted, -1 where there is none."""
        return self._live(self.stored.identified(identity))

    def _live(self, articles: Iterator[int]) -> int:
        gone = self.deleted_articles
        return next((article for article in articles if gone is None or not gone[article]), -1)

    def problems(self) -> Iterator[str]:
        """Read everything; a sentence for each thing that is wrong, naming the file."""
        found = list(self.changes())
        yield from found
        if found:
            return  # what follows would only say the same again
        try:
            yield from self._contradictions()
        except IndexDamaged as error:
            yield str(error)

    def changes(self) -> Iterator[str]:
        """Read the files as they are; a sentence for each array whose bytes were changed."""
        for container in self.containers:
            yield from container.problems()

    def _contradictions(self) -> Iterator[str]:
        if (counts_of(self.first_documents) < 0).any():
            yield f"{self.containers[0].path}: the articles are out of order"
            return
        for field in self.fields.values():
            yield from field.problems()
        yield from self.stored.problems()
