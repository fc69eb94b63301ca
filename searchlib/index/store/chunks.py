"""Into which pieces is an article's text cut? A few chunks of some kilobytes, so that reading a paragraph takes one.

A chunk begins where a paragraph does, the first one where the text does; the chunks of an article make its whole text.
:class:`Blocks` collects where chunks, paragraphs and headings lie, as they come, and reckons the arrays of
:mod:`.layout` all at once.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import numpy as np
from attrs import define, field

from searchlib.article import Article, Paragraph
from searchlib.errors import ArticleError
from searchlib.kernels.arrays import Array, Int64
from searchlib.kernels.borders import lowest_of_runs
from searchlib.kernels.offsets import offsets_of, repeated

__all__ = ["CHUNK_SIZE", "Blocks", "check_places", "cuts_of"]

CHUNK_SIZE = 1800
"""A chunk ends with the paragraph that takes it to so many code points."""

_REST = CHUNK_SIZE // 3  # less than that is no chunk of its own


def cuts_of(length: int, starts: Sequence[int]) -> Iterator[int]:
    """The paragraphs with which a further chunk begins, of a text of ``length``; ``starts`` ascend."""
    begin = 0
    while begin + CHUNK_SIZE < length - _REST:
        number = bisect_left(starts, begin + CHUNK_SIZE)
        if number == len(starts) or starts[number] >= length - _REST:
            return
        yield number
        begin = starts[number]


_MOST = 1 << 31  # for a number plus one as for a number
_FAR = np.int64(1 << 40)
_COLUMNS = ("starts", "sizes", "lines", "pages", "chunk_starts", "heading_starts", "heading_ends", "heading_levels")


def _columns() -> dict[str, "array[int]"]:
    return {name: array("q") for name in _COLUMNS}


@define
class Blocks:
    """Where the paragraphs, chunks and headings of articles lie; lines and pages are one more, 0 where not known."""

    documents: "array[int]" = field(factory=lambda: array("q"))
    headings: "array[int]" = field(factory=lambda: array("q"))
    chunks: "array[int]" = field(factory=lambda: array("q"))
    chunk_documents: "array[int]" = field(factory=lambda: array("q"))
    _columns: dict[str, "array[int]"] = field(factory=_columns)

    @property
    def size(self) -> int:
        """How many bytes it takes."""
        single = (self.documents, self.headings, self.chunks, self.chunk_documents)
        return 8 * (sum(map(len, single)) + sum(map(len, self._columns.values())))

    def add(self, article: Article) -> Iterator[str]:
        """Take the article's blocks in; yields the pieces of its text, and must be read to the end.

        Raises ArticleError for lines, pages and levels that are none.
        """
        paragraphs, columns = article.paragraphs, self._columns
        starts = [paragraph.start for paragraph in paragraphs]
        lines = [0 if paragraph.line is None else paragraph.line + 1 or -1 for paragraph in paragraphs]
        pages = [0 if paragraph.page is None else paragraph.page + 1 or -1 for paragraph in paragraphs]
        levels = [heading.level for heading in article.headings]
        _check(article.id, lines, pages, levels)
        columns["starts"].extend(starts)
        columns["sizes"].extend([_size(article.text, paragraph) for paragraph in paragraphs])
        columns["lines"].extend(lines)
        columns["pages"].extend(pages)
        columns["heading_starts"].extend([heading.start for heading in article.headings])
        columns["heading_ends"].extend([heading.end for heading in article.headings])
        columns["heading_levels"].extend(levels)
        self.documents.append(len(starts))
        self.headings.append(len(levels))
        return self._pieces(article.text, starts)

    def _pieces(self, text: str, starts: Sequence[int]) -> Iterator[str]:
        begin = first = count = 0
        for number in (*cuts_of(len(text), starts), len(starts)):
            end = starts[number] if number < len(starts) else len(text)
            self._columns["chunk_starts"].append(begin)
            self.chunk_documents.append(number - first)
            count += 1
            yield text[begin:end]
            begin, first = end, number
        self.chunks.append(count)

    def arrays(self, alive: Array) -> dict[str, Array]:
        """The arrays of :mod:`.layout` for the articles that ``alive`` (bool) names; of offsets the counts."""
        counts = {name: np.array(getattr(self, name), np.int64) for name in ("documents", "headings", "chunks")}
        documents, headings, chunks = (repeated(alive, counts[name]) for name in counts)
        columns = {name: np.array(column, np.int64) for name, column in self._columns.items()}
        in_chunks = np.array(self.chunk_documents, np.int64)
        bases, lines = _by_chunk(columns["lines"], in_chunks)
        return {
            "chunk_documents": in_chunks[chunks],
            "chunk_starts": columns["chunk_starts"][chunks],
            "chunk_lines": bases[chunks],
            "paragraph_starts": (columns["starts"] - repeated(columns["chunk_starts"], in_chunks))[documents],
            "paragraph_sizes": columns["sizes"][documents],
            "paragraph_lines": lines[documents],
            "paragraph_pages": columns["pages"][documents],
            "heading_starts": columns["heading_starts"][headings],
            "heading_sizes": (columns["heading_ends"] - columns["heading_starts"])[headings],
            "heading_levels": columns["heading_levels"][headings],
            "article_chunks": counts["chunks"][alive],
            "article_headings": counts["headings"][alive],
        }


def _size(text: str, paragraph: Paragraph) -> int:
    """Twice the length of the slice, and 1 more where it is not the paragraph's text."""
    start, end = paragraph.start, paragraph.end
    return 2 * (end - start) + (text[start:end] != paragraph.text)


def check_places(article: Article) -> None:
    """Raise ArticleError for lines, pages and levels that are none, as :meth:`Blocks.add` does."""
    lines = [paragraph.line for paragraph in article.paragraphs if paragraph.line is not None]
    pages = [paragraph.page for paragraph in article.paragraphs if paragraph.page is not None]
    _check(article.id, lines, pages, [heading.level for heading in article.headings])


def _check(article_id: str, lines: Sequence[int], pages: Sequence[int], levels: Sequence[int]) -> None:
    for what, numbers in (("line", lines), ("page", pages), ("level", levels)):
        if numbers and not 0 <= min(numbers) <= max(numbers) < _MOST:
            raise ArticleError(f"{article_id}: a block's {what} is less than 0 or more than an index can keep")


def _by_chunk(lines: Int64, in_chunks: Int64) -> tuple[Int64, Int64]:
    """The least line of each chunk, and each paragraph's line less that, plus 1; from lines plus 1, 0 for none."""
    known, filled = lines > 0, in_chunks > 0
    bases = np.zeros(len(in_chunks), np.int64)
    if known.any():
        begins = offsets_of(in_chunks)[:-1][filled]
        least = lowest_of_runs(np.where(known, lines, _FAR), begins)
        bases[filled] = np.where(least < _FAR, least - 1, 0)
    return bases, np.where(known, lines - repeated(bases, in_chunks), 0)
