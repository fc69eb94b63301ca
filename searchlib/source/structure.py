"""How does a draft become an article? Its blocks get numbers, lines, pages and the headings above them.

What a format knows for certain is taken as it is; the rest is worked out here: the layout of plain text
(:mod:`searchlib.source.blocks`), the title (:mod:`searchlib.source.titles`), the date
(:mod:`searchlib.source.dates`).
"""

import datetime
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import evolve

from searchlib.article import Article, Heading, MetadataValue, Paragraph, Source
from searchlib.source import dates
from searchlib.source.blocks import Outline, guessed, known
from searchlib.source.draft import Block, Draft
from searchlib.source.titles import opening, telling, without_label
from searchlib.white_space import running_text

__all__ = ["article_of", "clean"]

_SURROGATE = re.compile("[\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_BYTE_ORDER_MARK = "\ufeff"
_TOP = 5_000
"""So many characters of the first paragraph are enough to make a title of."""


def article_of(
    draft: Draft,
    *,
    id: str,  # noqa: A002 - as Article names it
    path: str | None,
    file: str | None = None,
    part: str | None = None,
) -> Article:
    """The article that a draft is, with the id and the path (as shown to people; None for a string) given.

    ``file`` and ``part`` are those of :class:`~searchlib.article.Source`.

    Every word of the text is in a heading or a paragraph, and where there is a word there is a paragraph. The title is
    the draft's or a heading of the text; a made one is the text's first words or only line, or, where there is no
    word, the last part of the path or id, which nothing is found by.
    Lone surrogates become U+FFFD wherever they stand, other characters stay what they are. The date is the
    draft's, else the one in the file's name (not of a file with many articles), else a dateline's.

    Raises :class:`~searchlib.errors.ArticleError` if ``id`` is blank.
    """
    draft = _clean_draft(draft)
    path = None if path is None else clean(path)
    title = running_text(draft.title or "") or None
    outline = _outline(draft, title)
    headings, paragraphs = _placed(outline, draft)
    return Article(
        id=clean(id),
        title=title or _title(outline, draft.text) or running_text(_last_part(path or id)),
        title_is_made=draft.title_is_text if title else outline.title not in outline.blocks,
        date=_date(draft, path),
        authors=draft.authors,
        language=draft.language,
        url=draft.url,
        source=_source(draft, path, file, part),
        metadata=draft.metadata,
        text=draft.text,
        paragraphs=paragraphs,
        headings=headings,
    )


def _outline(draft: Draft, title: str | None) -> Outline:
    plain = draft.blocks is None
    outline = guessed(draft.text, title) if plain else known(draft.text, draft.blocks or (), title)
    if outline.blocks and all(block.level for block in outline.blocks):
        return evolve(outline, blocks=_with_paragraphs(outline.blocks))
    return outline


def _with_paragraphs(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Headings alone could never be found: those with no other below them become paragraphs."""
    below = [block.level for block in (*blocks[1:], Block(0, 0))]
    return tuple(
        evolve(block, level=0) if deeper <= block.level else block for block, deeper in zip(blocks, below, strict=True)
    )


def _placed(outline: Outline, draft: Draft) -> tuple[list[Heading], list[Paragraph]]:
    """The headings and paragraphs of the outline's blocks, with all that is known of where they stand."""
    line_of, page_of = _line_finder(draft), _page_finder(draft.pages)
    headings: list[Heading] = []
    paragraphs: list[Paragraph] = []
    above: list[Heading] = []
    for block in outline.blocks:
        text = running_text(draft.text[block.start : block.end])
        if block in outline.frame:
            headings.append(Heading(text, block.level, block.start, block.end))
            continue
        if block.level:
            heading = Heading(text, block.level, block.start, block.end)
            headings.append(heading)
            above = [outer for outer in above if outer.level < block.level]
            above += [] if block is outline.title else [heading]
            continue
        over = tuple(heading.text for heading in above)
        line, page = line_of(block.start), page_of(block.start)
        paragraphs.append(Paragraph(len(paragraphs) + 1, text, over, block.start, block.end, line, page))
    return headings, paragraphs


def _line_finder(draft: Draft) -> Callable[[int], int | None]:
    """Make a function from an offset to its line: counted from the first, or that of the format's block."""
    if (first := draft.first_line) is not None:
        starts = [match.end() for match in _LINE_END.finditer(draft.text)]
        return lambda offset: first + bisect_right(starts, offset)
    lined = sorted((block.start, block.line) for block in draft.blocks or () if block.line is not None)
    return lambda offset: _last_at(lined, offset)


def _last_at(lined: list[tuple[int, int]], offset: int) -> int | None:
    place = bisect_right(lined, offset, key=lambda pair: pair[0])
    return lined[place - 1][1] if place else None


def _page_finder(pages: Sequence[int]) -> Callable[[int], int | None]:
    return lambda offset: max(1, bisect_right(pages, offset)) if pages else None


def _title(outline: Outline, text: str) -> str:
    """Find the title: its block, else the beginning of the first block, without a date on a line before it.

    Where runs of spaces are borders it goes as far as the first run after something was said.
    """
    if outline.title is not None:
        return running_text(text[outline.title.start : outline.title.end])
    if not outline.blocks:
        return ""
    first = next((block for block in outline.blocks if not block.level), outline.blocks[0])
    top = text[first.start : min(first.end, first.start + _TOP)]
    part = telling([running_text(part) for part in re.split(r"\s{3,}", top)]) if outline.framed else None
    return opening(part or without_label(top))


def _date(draft: Draft, path: str | None) -> datetime.date | None:
    if draft.date is not None:
        return draft.date.date() if isinstance(draft.date, datetime.datetime) else draft.date
    in_name = dates.in_name(path) if path and draft.record is None else None
    return in_name or dates.in_dateline(draft.text)


def _source(draft: Draft, path: str | None, file: str | None, part: str | None) -> Source | None:
    if path is None:
        return None
    line = draft.first_line if draft.record is not None else None
    return Source(path, line, draft.record, file=clean(file), part=clean(part))


def _last_part(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2] or path


def _clean_draft(draft: Draft) -> Draft:
    """The draft without lone surrogates and without a byte-order mark before its text."""
    cleaned_fields = {name: clean(getattr(draft, name)) for name in ("text", "title", "language", "url")}
    authors = tuple(map(clean, draft.authors))
    cleaned = evolve(draft, **cleaned_fields, authors=authors, metadata=_clean_metadata(draft.metadata))
    return _without_mark(cleaned) if cleaned.text.startswith(_BYTE_ORDER_MARK) else cleaned


def clean(value: Any) -> Any:
    """The value; a string without lone surrogates, which become U+FFFD."""
    return _SURROGATE.sub("\ufffd", value) if isinstance(value, str) and not value.isascii() else value


def _clean_metadata(metadata: Mapping[str, MetadataValue]) -> dict[str, MetadataValue]:
    return {
        clean(name): tuple(map(clean, value)) if isinstance(value, list | tuple) else clean(value)
        for name, value in metadata.items()
    }


def _without_mark(draft: Draft) -> Draft:
    """The draft with its text's first character gone, and all offsets one less."""
    moved = None
    if draft.blocks is not None:
        moved = tuple(evolve(block, start=max(0, block.start - 1), end=max(0, block.end - 1)) for block in draft.blocks)
    pages = tuple(max(0, page - 1) for page in draft.pages)
    return evolve(draft, text=draft.text[1:], blocks=moved, pages=pages)
