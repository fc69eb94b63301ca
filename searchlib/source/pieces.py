"""What does a text fall into, before it is known what is a heading? Pieces, with the width of the border before.

The layouts (:mod:`searchlib.source.lines`, :mod:`searchlib.source.space_runs`) make pieces;
:mod:`searchlib.source.blocks` makes headings and paragraphs of them.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

__all__ = [
    "BLANK",
    "LIMIT",
    "LINE",
    "WIDE",
    "WORD",
    "Piece",
    "ends_sentence",
    "joined",
    "measure",
    "packed",
]

LIMIT = 200
"""No passage is much longer than this many words."""

WIDE = 20
"""A run of this many spaces is a border whatever stands around it; borders below are the runs' own widths."""
LINE = 1_000
"""The border that a line end is, in text of one paragraph a line."""
BLANK = 2_000
"""The border that an empty line is."""

WORD = re.compile(r"[^\W_]")
"""Finds what makes a run of characters a word: a letter or a digit."""

_SENTENCE_END = re.compile(r"[.!?…。！？][\"'’”»)\]*]*\Z")
# Thai, Lao, Burmese, Khmer, Chinese and Japanese: written without spaces, about two characters a word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_LONGEST_WORD = 20
_LONGEST_COUNTED = 20_000


class Piece(NamedTuple):
    """A stretch of text (code points), the border before it, its size in words, and what its layout tells.

    ``item`` says that it begins with a bullet or number, ``lines`` how many lines it goes over. A named tuple
    and not an attrs class because a large file has millions of them.
    """

    start: int
    end: int
    border: int
    size: int
    item: bool = False
    lines: int = 1


def measure(text: str, start: int, end: int) -> int:
    """The number of words between ``start`` and ``end``.

    Characters of scripts without spaces count for half a word, an endless word for one in twenty characters.
    More than 20,000 characters are not counted but estimated: it is enough to know that they are too many.
    """
    if end - start > _LONGEST_COUNTED:
        return (end - start) // 6
    words = text[start:end].split()
    letters = sum(map(len, words))
    size = max(len(words), letters // _LONGEST_WORD)
    if letters <= 6 * len(words) or text.isascii():
        return size
    return max(size, len(words) + len(_UNSPACED.findall(text, start, end)) // 2)


def joined(first: Piece, second: Piece) -> Piece:
    """One piece from the beginning of ``first`` to the end of ``second``, which comes next."""
    size = first.size + second.size
    return Piece(first.start, second.end, first.border, size, first.item, first.lines + second.lines)


def ends_sentence(text: str, end: int) -> bool:
    """Whether a sentence ends at ``end``: a full stop or its like, then only closing quotes."""
    return _SENTENCE_END.search(text, max(0, end - 6), end) is not None


def packed(pieces: Iterable[Piece], limit: int = LIMIT) -> Iterator[Piece]:
    """Join neighbours: about equally many words in each, and none much over ``limit`` that was not before."""
    rest = list(pieces)
    left = sum(piece.size for piece in rest)
    group, target = rest[0], _share(left, limit)
    for piece in rest[1:]:
        if group.size + piece.size > limit * 11 // 10 or group.size + piece.size / 2 > target:
            yield group
            left -= group.size
            group, target = piece, _share(left, limit)
        else:
            group = joined(group, piece)
    yield group


def _share(words: int, limit: int) -> float:
    return words / max(1, -(-words // limit))
