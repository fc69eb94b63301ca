"""How is a plain text laid out in lines? One paragraph a line, wrapped lines, or one line with runs of spaces.

Empty lines, and lines without a word (``* * *``), part *stanzas*. Within a stanza lines are joined where the
first is full, which means that the next line's first word would have made it too long, or where the next goes
on in small letters or with the rest of a word or, below a list item, further in. Lines of more than a hundred columns
are not wrapped: each is a paragraph, or several (:mod:`searchlib.source.space_runs`).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from searchlib.source.pieces import BLANK, LINE, WORD, Piece, ends_sentence, measure
from searchlib.source.space_runs import split_at_runs
from searchlib.source.titles import is_label
from searchlib.white_space import is_within_word

__all__ = ["is_item", "pieces_of"]

_WIDEST = 100
_USUAL = 60
_NARROWEST = 40
"""Hard-wrapped lines have between so many columns: 60 to 80 as a rule."""

_ITEM = re.compile(
    r"(?:[-–—*•·▪■□◦‣●○►➢§]|\(?[0-9]{1,3}[.)]|\(?[a-zA-Z]\))\s+\S|[•·▪■◦‣●○►➢]\S|o(?:\t|\s{2,})\S"
    r"|(?:Â·|â€¢|ï‚·|\uf0b7|\uf0a7)\s*\S"  # bullets that were read in a wrong encoding or font
)


class _Line(NamedTuple):
    start: int
    end: int
    indent: int
    item: bool

    @property
    def width(self) -> int:
        return self.indent + self.end - self.start

    @property
    def is_long(self) -> bool:
        return self.end - self.start > _WIDEST


def is_item(text: str, start: int, end: int) -> bool:
    """Whether a bullet or a number opens the text at ``start``."""
    return _ITEM.match(text, start, end) is not None


def pieces_of(text: str) -> list[Piece]:
    """The pieces of a plain text, in its order: each word of the text is in exactly one."""
    stanzas = list(_stanzas(text))
    width = _wrap_width(text, stanzas)
    pieces: list[Piece] = []
    for stanza in stanzas:
        pieces += _pieces_of_stanza(text, stanza, width)
    return pieces


def _stanzas(text: str) -> Iterator[list[_Line]]:
    stanza: list[_Line] = []
    for line in _lines(text):
        if line is not None:
            stanza.append(line)
        elif stanza:
            yield stanza
            stanza = []
    if stanza:
        yield stanza


def _lines(text: str) -> Iterator[_Line | None]:
    """The lines, without white space around them; None for those without a word."""
    position = 0
    for raw in text.splitlines(keepends=True):
        if WORD.search(raw):
            body = raw.lstrip()
            indent = len(raw) - len(body)
            start, end = position + indent, position + len(raw.rstrip())
            indent += 3 * raw.count("\t", 0, indent)
            yield _Line(start, end, indent, is_item(text, start, end))
        else:
            yield None
        position += len(raw)


def _wrap_width(text: str, stanzas: list[list[_Line]]) -> int:
    """The width at which lines are wrapped, 0 where they are not.

    That is the width which nine of ten lines with others beside them keep to. Where most lines end a
    sentence, each is a paragraph; and two lines of forty columns are as likely a title and a sentence.
    """
    above = [line for stanza in stanzas for line in stanza[:-1] if not line.is_long]
    if not above or 2 * sum(ends_sentence(text, line.end) for line in above) > len(above):
        return 0
    widths = sorted(line.width for stanza in stanzas if len(stanza) > 1 for line in stanza if not line.is_long)
    width = widths[len(widths) * 9 // 10]
    return width if width >= (_NARROWEST if len(above) > 2 else _USUAL) else 0


def _pieces_of_stanza(text: str, stanza: list[_Line], width: int) -> Iterator[Piece]:
    if len(stanza) == 1:
        yield from _pieces_of_line(text, stanza[0], BLANK)
        return
    border, group = BLANK, [stanza[0]]
    for line in stanza[1:]:
        if _goes_on(text, group, line, width):
            group.append(line)
            continue
        yield from _pieces_of_group(text, group, border)
        border, group = LINE, [line]
    yield from _pieces_of_group(text, group, border)


def _goes_on(text: str, group: list[_Line], line: _Line, width: int) -> bool:
    """Whether ``line`` goes on with the paragraph that ``group`` begins."""
    above = group[-1]
    if line.item or line.is_long or above.is_long:
        return False
    if group[0].item and line.indent > group[0].indent:
        return True
    if is_within_word(text, above.end):
        return True
    if text[line.start].islower():
        return not ends_sentence(text, above.end) or _is_full(text, above, line, width)
    if line.indent > above.indent + 1 and (len(group) > 1 or ends_sentence(text, above.end)):
        return False  # an indented first line
    return _is_full(text, above, line, width) and not _is_label(text, line)


def _is_label(text: str, line: _Line) -> bool:
    return line.end - line.start < _NARROWEST and is_label(text[line.start : line.end])


def _is_full(text: str, above: _Line, line: _Line, width: int) -> bool:
    if not width:
        return False
    word = text[line.start : line.end].split(None, 1)[0]
    return above.width + 1 + len(word) >= width


def _pieces_of_group(text: str, group: list[_Line], border: int) -> Iterator[Piece]:
    """Lines that belong together are one piece; runs of spaces count as borders in long lines only.

    In short lines side by side they are columns, or lines made even.
    """
    first, last = group[0], group[-1]
    if first.is_long:
        yield from _pieces_of_line(text, first, border)
    else:
        size = measure(text, first.start, last.end)
        yield Piece(first.start, last.end, border, size, first.item, len(group))


def _pieces_of_line(text: str, line: _Line, border: int) -> Iterator[Piece]:
    for piece in split_at_runs(text, line.start, line.end, border):
        yield piece._replace(item=is_item(text, piece.start, piece.end))
