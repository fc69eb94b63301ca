"""Where do an article's paragraphs and headings lie in its text? Arrays of numbers, by chunk, document and heading.

======================  ========================================================================================
``chunk_documents``     [chunks + 1] the first document of each chunk
``chunk_starts``        [chunks] where the chunk begins in its article's text
``chunk_lines``         [chunks] the least source line of its paragraphs, 0 where none is known
``paragraph_starts``    [documents] where the paragraph begins in its chunk
``paragraph_sizes``     [documents] twice the length of its slice of the text, and 1 more where the paragraph's text is
                        another than its slice
``paragraph_lines``     [documents] its source line less that of its chunk, plus 1; 0 where it is not known
``paragraph_pages``     [documents] its page plus 1, 0 where it is not known
``heading_starts``      [headings] where each of the articles' headings begins in its article's text
``heading_sizes``       [headings] how long its slice of the text is
``heading_levels``      [headings] its level
``article_chunks``      [articles + 1] the first chunk of each article
``article_headings``    [articles + 1] the first heading of each article
======================  ========================================================================================

All are unsigned and as narrow as their largest number lets them be; places and lengths are in code points.
``paragraph_lines`` and ``paragraph_pages`` are empty where all their numbers would be 0. A block's text is its slice
with runs of white space as one space, and an article's paragraphs count from 1: neither is stored.
"""

from bisect import bisect_right
from collections.abc import Iterator

import numpy as np
from attrs import define, field

from searchlib.errors import IndexDamaged
from searchlib.index.format.container import Container
from searchlib.kernels.arrays import Array
from searchlib.kernels.borders import ascends

__all__ = ["COUNTED", "NUMBERS", "SPARSE", "Layout"]

COUNTED = ("chunk_documents", "article_chunks", "article_headings")
"""The arrays that are offsets; writers collect the counts."""

SPARSE = ("paragraph_lines", "paragraph_pages")
"""The arrays that are empty where all their numbers would be 0."""

NUMBERS = (
    "chunk_starts",
    "chunk_lines",
    "paragraph_starts",
    "paragraph_sizes",
    *SPARSE,
    "heading_starts",
    "heading_sizes",
    "heading_levels",
)
"""The other arrays."""


@define(eq=False, repr=False)
class Layout:
    """The arrays above, mapped, as memory views: quick to read single numbers from."""

    where: str
    documents: int
    chunk_documents: memoryview
    chunk_starts: memoryview
    chunk_lines: memoryview
    paragraph_starts: memoryview
    paragraph_sizes: memoryview
    paragraph_lines: memoryview
    paragraph_pages: memoryview
    heading_starts: memoryview
    heading_sizes: memoryview
    heading_levels: memoryview
    article_chunks: memoryview
    article_headings: memoryview
    lined: bool = field(init=False)
    paged: bool = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.lined, self.paged = len(self.paragraph_lines) > 0, len(self.paragraph_pages) > 0

    @classmethod
    def open(cls, container: Container, documents: int, chunks: int, articles: int) -> "Layout":
        """The arrays of the container. Raises IndexDamaged where they are not as long as they must be."""
        views = {name: container[name].data for name in (*COUNTED, *NUMBERS)}
        layout = cls(f"{container.path}", documents, **views)
        headings = len(layout.heading_starts)
        for lengths, wanted in (
            ([len(views[name]) - 1 for name in ("article_chunks", "article_headings")], articles),
            ([len(layout.chunk_documents) - 1, len(layout.chunk_starts), len(layout.chunk_lines)], chunks),
            ([len(layout.paragraph_starts), len(layout.paragraph_sizes)], documents),
            ([len(views[name]) or documents for name in SPARSE], documents),
            ([len(layout.heading_sizes), len(layout.heading_levels)], headings),
        ):
            if any(length != wanted for length in lengths):
                raise IndexDamaged(f"{container.path}: the arrays of the layout differ in their lengths")
        return layout

    def chunk_of(self, document: int) -> int:
        """The chunk that holds the document. Raises IndexDamaged where there is none."""
        starts = self.chunk_documents
        chunk = bisect_right(starts, document) - 1
        if not 0 <= chunk < len(starts) - 1 or starts[chunk] > document:
            raise IndexDamaged(f"{self.where}: document {document} is in no chunk")
        return chunk

    def span(self, name: str, article: int, limit: int) -> range:
        """The chunks or headings of an article, by their offsets. Raises IndexDamaged past ``limit``."""
        offsets: memoryview = getattr(self, name)
        first, last = offsets[article], offsets[article + 1]
        if not first <= last <= limit:
            raise IndexDamaged(f"{self.where}: {name} are out of order")
        return range(first, last)

    def problems(self) -> Iterator[str]:
        """A sentence for each array of offsets that is out of order."""
        last = {"chunk_documents": self.documents, "article_chunks": len(self.chunk_starts)}
        for name in COUNTED:
            offsets: Array = np.asarray(getattr(self, name)).astype(np.int64)
            end = last.get(name, len(self.heading_starts))
            if offsets[0] != 0 or offsets[-1] != end or not ascends(offsets):
                yield f"{self.where}: {name} are out of order"
