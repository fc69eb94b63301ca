"""Which runs of spaces within a line are borders between paragraphs? Wide ones, and some of the narrow.

Text taken from web pages is often one long line in which paragraphs, and what once was punctuation, have
become runs of spaces: ``budget        Americans expressed concerns   said Crapo``. A wide run is a border. A
narrow one is where the text may be cut, and its pieces are joined again across the narrowest runs first until
they are worth reading.
"""

import re
from collections.abc import Iterator

from searchlib.source.pieces import LIMIT, WIDE, WORD, Piece, ends_sentence, joined, measure

__all__ = ["split_at_runs"]

_RUN = re.compile(r"\s{3,}|\s?\t\s?")
_TAB_WIDTH = 4
_PUNCTUATION = ",.;:!?)]}%’”"

_TINY = 20
"""Fewer words than this do not stand alone beside a run that is not wide."""
_NARROW = 5
"""Runs up to this wide are what a full stop, a dash or a quote and its spaces leave behind."""
_GOOD = 100
"""Sentences are joined across narrow runs up to this many words."""
_SCRAP = 8
"""Fewer words than this after a wide run that head nothing belong to what stands before."""


def split_at_runs(text: str, start: int, end: int, border: int) -> list[Piece]:
    """Cut one line into pieces: the first has ``border`` before it, the others the run's width."""
    pieces = list(_split(text, start, end, border))
    for width in sorted({piece.border for piece in pieces[1:] if piece.border < WIDE}):
        pieces = list(_join_at(text, pieces, width))
    return list(_without_last_scraps(text, pieces)) if len(pieces) > 2 else pieces


def _split(text: str, start: int, end: int, border: int) -> Iterator[Piece]:
    scanned, has_word = start, False
    for run in _RUN.finditer(text, start, end):
        has_word = has_word or WORD.search(text, scanned, run.start()) is not None
        scanned = run.end()
        width = len(run[0]) + run[0].count("\t") * (_TAB_WIDTH - 1)
        # A piece without a word is a bullet: it goes with what follows.
        if not has_word or not _is_border(text[scanned], width):
            continue
        yield Piece(start, run.start(), border, measure(text, start, run.start()))
        start, border, has_word = scanned, min(width, WIDE), False
    yield Piece(start, end, border, measure(text, start, end))


def _is_border(following: str, width: int) -> bool:
    return width >= WIDE or not (following.islower() or following in _PUNCTUATION)


def _join_at(text: str, pieces: list[Piece], width: int) -> Iterator[Piece]:
    last = pieces[0]
    for piece in pieces[1:]:
        if piece.border == width and _belong_together(text, last, piece):
            last = joined(last, piece)
        else:
            yield last
            last = piece
    yield last


def _belong_together(text: str, first: Piece, second: Piece) -> bool:
    size = first.size + second.size
    if size > LIMIT or ends_sentence(text, first.end):
        return False
    return min(first.size, second.size) < _TINY or (second.border <= _NARROW and size <= _GOOD)


def _without_last_scraps(text: str, pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces, scraps at the end (a link's words, a number) joined with what stands before them."""
    last = len(pieces)
    while last > 1 and pieces[last - 1].size < _SCRAP and not ends_sentence(text, pieces[last - 1].end):
        last -= 1
    yield from pieces[: last - 1]
    kept = pieces[last - 1]
    for scrap in pieces[last:]:
        if kept.size + scrap.size > LIMIT:
            yield kept
            kept = scrap
        else:
            kept = joined(kept, scrap)
    yield kept
