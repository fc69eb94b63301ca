"""Which white space is within a word? The rules of line ends, and of spaces in numbers, for all who fold white space.

The *running text* of a text has each run of white space as one space, but for what is no border of words:

- A line end within a word. A hyphen and the line end behind it become :data:`LINE_END`, the hyphen and a soft hyphen:
  ``muni-⏎cipality`` is one word, and the text alone does not tell whether it has a hyphen. Where it is certain that it
  has one, as in ``state-of-the-⏎art``, ``Anglo-⏎Saxon``, ``e-⏎mail`` and ``1990-⏎1995``, the line end alone goes; so
  it does behind a soft hyphen. A hyphen that stands for a part of a word stays before the space:
  ``pre-⏎and post-war``.
- The mark U+200B of where a line may end, between letters of scripts without spaces: it goes.
- A space of :data:`NARROW` between groups of three digits, which stays as it is: ``3 456 678``.
"""

import re
from typing import Final

__all__ = ["LINE_END", "NARROW", "is_within_word", "readable", "running_text", "without_line_ends"]

LINE_END: Final = re.compile("[-‐]\u00ad")
"""What stands in running text for a hyphen at the end of a line: it may be the line's, or the word's."""

_BEHIND_HYPHEN: Final = re.compile("(?<=[-‐])\u00ad")

NARROW: Final = "\u00a0\u2005\u2006\u2007\u2008\u2009\u200a\u202f"
"""No-break spaces, and those that are less than a third of an em wide."""

# Words before which a hyphen stands for the rest of a word: pre- and post-war, Vor- oder Nachteil. None that ends a
# word as well: gover-nor, Frau-en.
_SUSPENDING: Final = frozenset(["and", "or", "und", "oder", "bis", "sowie", "bzw", "och", "eller", "og", "и", "или"])

_LINE_MAY_END: Final = "\u200b"
_UNSPACED: Final = (
    "\u0e01-\u0ecd\u0edc-\u0edf\u1000-\u103f\u1050-\u109f\u1780-\u17d3\u1950-\u19ab\u1a20-\u1a7c"
    "\u3041-\u30ff\u3400-\u9fff"
)
_WITHIN_UNSPACED: Final = re.compile(f"(?<=[{_UNSPACED}])\u200b+(?=[{_UNSPACED}])")
_SOFT_HYPHEN: Final = "\u00ad"
_GAP: Final = r"[^\S\r\n]*(?:\r\n?|\n)[^\S\r\n]*"
_HYPHEN_LAST: Final = re.compile(r"-[^\S\r\n]*[\r\n]")  # quick
_HYPHENATED: Final = re.compile(rf"(?<=[\w.\u0300-\u036f])([-‐]){_GAP}(?=[^\W_])")
_SOFTLY_HYPHENATED: Final = re.compile(r"(?<=\w\u00ad)\s+(?=\w)")
_BEFORE: Final = re.compile(r"\S*\Z")
_AFTER: Final = re.compile(r"\S*")
_WORD: Final = re.compile(r"[\w'’]+")
_LONGEST: Final = 64  # characters of a word before a hyphen that are looked at
_SPELLED: Final = re.compile(r"[(\[{\"'“„‘«‚¿¡]*((?:[^\W\d_]|['’\u0300-\u036f\u00ad])+)[^\w-]*[-‐]?")

_KEPT: Final = rf"(?<=\d)(?<!\d\d\d\d)[{NARROW}](?=\d\d\d(?!\d))"
_IN_NUMBER: Final = re.compile(_KEPT)
_FOLDED: Final = re.compile(rf"(?:(?!{_KEPT})\s)+")


def running_text(raw: str) -> str:
    """``raw`` with runs of white space as one space, none at the ends, and no word parted at the end of a line."""
    text = without_line_ends(raw)
    if not text.isascii() and _IN_NUMBER.search(text):
        return _FOLDED.sub(" ", text).strip()
    return " ".join(text.split())


def readable(text: str) -> str:
    """Running text for a person's eyes: a hyphen at the end of a line is that alone, as a soft one may be seen, too."""
    return _BEHIND_HYPHEN.sub("", text) if "\u00ad" in text else text


def without_line_ends(text: str) -> str:
    """``text`` without the line ends that are within a word, made or possible; all other white space stays."""
    if _LINE_MAY_END in text:
        text = _WITHIN_UNSPACED.sub("", text)
    if "\u00ad" in text:
        text = _SOFTLY_HYPHENATED.sub("", text)
    return _HYPHENATED.sub(_rejoined, text) if _HYPHEN_LAST.search(text) or "‐" in text else text


def is_within_word(text: str, end: int) -> bool:
    """Whether the line that ends at ``end`` (its last character is before it) may break a word there."""
    return (_HYPHENATED.match(text, end - 1) or _SOFTLY_HYPHENATED.match(text, end)) is not None


def _rejoined(found: re.Match[str]) -> str:
    """The hyphen without its line end, with a soft hyphen where it may be the line's; all of it where words end."""
    text, (start, end) = found.string, found.span()
    before, after = _first(_BEFORE.search(text, max(0, start - _LONGEST), start)), _first(_AFTER.match(text, end))
    word = _first(_WORD.match(after))
    if word in _SUSPENDING and not after.startswith(("-", "‐"), len(word)):
        return found[0]
    return found[1] + _SOFT_HYPHEN if _may_be_one_word(before, after) else found[1]


def _first(match: re.Match[str] | None) -> str:
    return match[0] if match else ""


def _may_be_one_word(before: str, after: str) -> bool:
    """Whether both are parts of plain words: letters alone, two or more, and not a name's capital behind small ones."""
    first, last = _SPELLED.fullmatch(before), _SPELLED.match(after)
    if not first or not last or len(first[1]) < 2 or len(last[1]) < 2 or last.end() < len(after):
        return False
    return not last[1][0].isupper() or (first[1].isupper() and last[1].isupper())
