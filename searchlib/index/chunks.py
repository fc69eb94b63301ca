"""Which bytes stand for an article's text and blocks? A few chunks of some kilobytes, cut between paragraphs.

A chunk is a line of JSON, then a piece of the text; the pieces of an article make its whole text. The JSON object says
where the chunk's paragraphs lie; a key is left out where it would say nothing:

====  ==============================================================================================================
"o"   where the piece begins in the article's text, in code points; left out where it is 0
"g"   by paragraph: code points from the end of the paragraph before (or the piece's beginning) to its start
"l"   by paragraph: its length in code points
"n"   the numbers of the paragraphs, where they do not count on from the article's first document by one
"i"   by paragraph: its source line less that of the one before (the first as it is); left out where some are unknown
"j"   by paragraph: its source line or null; where some are unknown, and some are not
"p"   by paragraph: page or null
"h"   [[count, [headings]], ...]: the headings above the paragraphs, for so many after each other
"w"   by paragraph a digit: its text is its piece as it stands (0), with each two spaces as one (1), with runs of white
      space as one space and none at the ends (2), or another (3); left out where all are 0
"t"   the texts of the paragraphs whose digit is 3
"b"   only in an article's first chunk: its headings as [[text, level, start, end], ...]
====  ==============================================================================================================
"""

import json
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter, sub
from typing import Any

from attrs import frozen

from searchlib.article import Article, ArticleFacts, Heading, Paragraph, fields_of
from searchlib.errors import ArticleError, IndexDamaged

__all__ = ["CHUNK_SIZE", "pack_chunks", "unpack_article", "unpack_paragraph"]

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

CHUNK_SIZE = 1800
"""A chunk ends with the paragraph that takes it to so many code points."""


def pack_chunks(article: Article) -> Iterator[tuple[bytes, int]]:
    """The article's chunks in order, at least one, each with the number of paragraphs in it."""
    columns = _columns(article)
    first = begin = 0
    for last in _ends(article, columns.starts):
        end = len(article.text) if last == len(article.paragraphs) else columns.starts[last]
        members = [f'"o":{begin}'] if begin else []
        members += columns.members(begin, first, last)
        if not first and article.headings:
            members.append(f'"b":{_json([[h.text, h.level, h.start, h.end] for h in article.headings])}')
        yield f"{{{','.join(members)}}}\n{article.text[begin:end]}".encode(), last - first
        first, begin = last, end


def _ends(article: Article, starts: Sequence[int]) -> Iterator[int]:
    """Up to which paragraph each chunk goes; out of order they are all in one, which is then the last."""
    length, begin = len(article.text), 0
    if length > CHUNK_SIZE and list(starts) == sorted(starts):
        while begin + CHUNK_SIZE < length - CHUNK_SIZE // 3:
            number = bisect_left(starts, begin + CHUNK_SIZE)
            if number == len(starts) or starts[number] >= length - CHUNK_SIZE // 3:
                break
            if number:
                yield number
            begin = starts[number]
    yield len(starts)


@frozen
class _Columns:
    """An article's paragraphs, attribute by attribute, as this is quicker than one by one."""

    numbers: Sequence[int]
    texts: Sequence[str]
    headings: Sequence[tuple[str, ...]]
    starts: Sequence[int]
    ends: Sequence[int]
    lines: Sequence[int | None]
    pages: Sequence[int | None]
    ways: str

    def members(self, begin: int, first: int, last: int) -> Iterator[str]:
        """The members of a chunk's JSON object; lists of numbers are written as Python does: quick, and JSON."""
        if first == last:
            return
        starts, ends, ways = self.starts[first:last], self.ends[first:last], self.ways[first:last]
        yield f'"g":{list(map(sub, starts, (begin, *ends)))},"l":{list(map(sub, ends, starts))}'
        if ways.strip("0"):
            yield f'"w":"{ways}"'
        if "3" in ways:
            yield f'"t":{_json([self.texts[first + index] for index, way in enumerate(ways) if way == "3"])}'
        if self.numbers[first:last] != tuple(range(first + 1, last + 1)):
            yield f'"n":{_json(self.numbers[first:last])}'
        yield from _places(self.lines[first:last], self.pages[first:last])
        headings = self.headings[first:last]
        if any(headings):
            yield f'"h":{_json([[len(list(group)), above] for above, group in groupby(headings)])}'


def _columns(article: Article) -> _Columns:
    if not article.paragraphs:
        return _Columns((), (), (), (), (), (), (), "")
    numbers, texts, headings, starts, ends, lines, pages = zip(*map(_attributes, article.paragraphs), strict=True)
    raws = [article.text[start:end] for start, end in zip(starts, ends, strict=True)]
    ways = "".join(map(_way, raws, texts))
    return _Columns(numbers, texts, headings, starts, ends, lines, pages, ways)


_attributes = attrgetter("number", "text", "headings", "start", "end", "line", "page")


def _places(lines: Sequence[int | None], pages: Sequence[int | None]) -> Iterator[str]:
    if None not in lines:
        yield f'"i":{list(map(sub, lines, (0, *lines)))}'
    elif lines.count(None) < len(lines):
        yield f'"j":{_json(lines)}'
    if pages.count(None) < len(pages):
        yield f'"p":{_json(pages)}'


def _way(raw: str, text: str) -> str:
    """How a paragraph's text comes from the piece of the article's text."""
    if raw == text:
        return "0"
    if _DERIVED[1](raw) == text:
        return "1"
    return "2" if _DERIVED[2](raw) == text else "3"


_DERIVED: Sequence[Callable[[str], str]] = (
    lambda raw: raw,
    lambda raw: raw.replace("  ", " "),
    lambda raw: " ".join(raw.split()),
)


def unpack_paragraph(chunk: bytes, index: int, number: int) -> Paragraph:
    """Paragraph ``index`` (from 0) of the chunk; it has ``number`` unless the chunk says another.

    Raises IndexDamaged for other bytes.
    """
    try:
        head, text = _parted(chunk)
        gaps, lengths = head["g"], head["l"]
        start = sum(gaps[: index + 1]) + sum(lengths[:index])
        return _paragraph(head, text, index, number, start)
    except _WRONG as error:
        raise IndexDamaged(f"a chunk of text is none: {error}") from error


def unpack_article(facts: ArticleFacts, chunks: Sequence[bytes]) -> Article:
    """The article whose chunks these are. Raises IndexDamaged where they do not fit together."""
    paragraphs: list[Paragraph] = []
    pieces: list[str] = []
    headings: list[Heading] = []
    try:
        for chunk in chunks:
            head, text = _parted(chunk)
            headings += [Heading(*row) for row in head.get("b", ())]
            paragraphs += _paragraphs(head, text, len(paragraphs) + 1)
            pieces.append(text)
        fields = fields_of(facts)
        del fields["sha256"]
        return Article(**fields, text="".join(pieces), paragraphs=tuple(paragraphs), headings=tuple(headings))
    except (*_WRONG, ArticleError) as error:
        raise IndexDamaged(f"the chunks of {facts.id} are no article: {error}") from error


_WRONG = (ValueError, TypeError, KeyError, IndexError, AttributeError)


def _parted(chunk: bytes) -> tuple[dict[str, Any], str]:
    line, _, text = chunk.partition(b"\n")
    return json.loads(line), text.decode()


def _paragraphs(head: dict[str, Any], text: str, number: int) -> Iterator[Paragraph]:
    start = 0
    for index, (gap, length) in enumerate(zip(head.get("g", ()), head.get("l", ()), strict=True)):
        start += gap
        yield _paragraph(head, text, index, number + index, start)
        start += length


def _paragraph(head: dict[str, Any], text: str, index: int, number: int, start: int) -> Paragraph:
    """Paragraph ``index``, which starts at ``start`` in the piece."""
    end, begin = start + head["l"][index], head.get("o", 0)
    way = int(head["w"][index]) if "w" in head else 0
    found = head["t"][head["w"][:index].count("3")] if way == 3 else _DERIVED[way](text[start:end])
    if "n" in head:
        number = head["n"][index]
    headings = _headings(head["h"], index) if "h" in head else ()
    line = sum(head["i"][: index + 1]) if "i" in head else head["j"][index] if "j" in head else None
    page = head["p"][index] if "p" in head else None
    return Paragraph(number, found, headings, begin + start, begin + end, line, page)


def _headings(groups: list[Any], index: int) -> tuple[str, ...]:
    for count, headings in groups:
        if index < count:
            return tuple(headings)
        index -= count
    raise IndexError("a paragraph without headings")
