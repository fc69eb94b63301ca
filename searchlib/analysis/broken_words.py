"""What does a word in pieces become? The whole, and its pieces beside it where they are words as well.

A word is in pieces where it goes over a line's end, and where the tokenizer let it reach over white space: initials
and groups of digits.
"""

from collections.abc import Sequence
from typing import Final, TypeAlias

from searchlib.analysis.tokenizer import reaches_over_space, words
from searchlib.white_space import LINE_END, without_line_ends

__all__ = ["broken_words", "may_have_pieces", "whole_words"]

Entries: TypeAlias = Sequence[tuple[str, int]]

_MOST_INITIALS: Final = 4


def broken_words(word: str) -> Entries:
    """``D. K.`` to ``D.K.``, and ``D.`` and ``K.`` beside it; ``3 456`` (a narrow space) to ``3456``.

    ``muni-⏎cipality`` (see :data:`~searchlib.white_space.LINE_END`) to ``municipality``, and ``muni`` and ``cipality``
    beside it: the hyphen may be the line's, or the word's. More than four initials are a list of letters, each a step
    further.
    """
    if word.isalnum():
        return ((word, 0),)
    spaced = word.split()
    if len(spaced) < 2:
        parts = LINE_END.split(word)
        return ((word, 0),) if len(parts) == 1 else _with_parts(parts)
    if _is_list(spaced):
        return tuple(zip(spaced, range(len(spaced)), strict=True))
    return (("".join(spaced), 0),) if spaced[0][-1].isdigit() else _with_parts(spaced)


def _with_parts(parts: Sequence[str]) -> Entries:
    return ("".join(parts), 0), *((part, 0) for part in parts if part)


def _is_list(spaced: Sequence[str]) -> bool:
    """Whether initials are too many for a name."""
    return len(spaced) > _MOST_INITIALS and not spaced[0][-1].isdigit()


def may_have_pieces(text: str) -> bool:
    """Whether a word of ``text`` may be in pieces; quick."""
    return not (text.isascii() and text.isprintable()) or reaches_over_space(text)


def whole_words(text: str) -> str:
    """``text`` as a person types it: without white space in initials and numbers, or line ends in words."""
    if not may_have_pieces(text):
        return text
    text = LINE_END.sub("-", without_line_ends(text))
    if not reaches_over_space(text):
        return text
    parts, last = [], 0
    for start, end in words(text):
        spaced = text[start:end].split()
        if len(spaced) > 1 and not _is_list(spaced):  # those of writing without spaces overlap, and have none
            parts += [text[last:start], "".join(spaced)]
            last = end
    return "".join([*parts, text[last:]])
