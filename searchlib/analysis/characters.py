"""Of which class is a character? One letter for each code point: all that the tokenizer knows of a text.

The classes, each named by the character that stands for it:

====  ========================================================================================================
``a``  letters of alphabets, abjads and syllabaries
``0``  decimal digits
``x``  other word characters: Hangul, superscript and Roman numbers, circled digits
``h``  Han, Hiragana and Katakana: writing without spaces
``'``  apostrophes and what is typed for them, the Hebrew geresh and gershayim, the Catalan middle dot
``-``  hyphens (no dashes)
``.``  full stop, ``,`` comma, both also as decimal separators of other scripts
``&``  ampersand, ``_`` low line, ``+`` plus, ``#`` number sign, ``@`` commercial at
``m``  marks and invisible format characters (soft hyphen, joiners, byte-order mark; not the zero-width space)
space  all else
====  ========================================================================================================

Every alphanumeric character (:meth:`str.isalnum`) is of one of the first four classes or a mark. A composed
character has the class of its base, so that a text and its canonical decomposition have the same classes but
for the marks.
"""

from typing import Final
from unicodedata import category, normalize

__all__ = ["CLASSES", "PLAIN", "class_of"]

_SYNONYMS: Final = {
    "'": "'’‘‛ʼ´`′＇՚׳״·‧",
    "-": "-‐‑⁃﹣－֊־",
    ".": ".．٫",
    ",": ",，٬",
    "&": "&＆﹠",
    "_": "_＿",
    "+": "+＋﹢",
    "#": "#＃﹟",
    "@": "@＠﹫",
}

# Letters by their category, apostrophes by their use: ʻokina, and the ʿayn and ʾalif of romanised Arabic and
# Hebrew.
_LETTERS_AS_APOSTROPHES: Final = "ʹʻʼʽʾʿˈꞌ"

_PUNCTUATION: Final = {
    ord(character): name
    for name, characters in _SYNONYMS.items()
    for character in characters
    if not character.isalnum()
}

# Letters, numbers and iteration marks of Han, Hiragana and Katakana; what is not alphanumeric there is no
# word.
_UNSPACED: Final = (
    (0x3005, 0x3007), (0x3021, 0x3029), (0x3031, 0x3035), (0x3038, 0x303C), (0x3041, 0x309F), (0x30A1,
    0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9D),
    (0x1AFF0, 0x1B16F), (0x20000, 0x3FFFF), )  # fmt: skip

# A Hangul syllable decomposes to several letters (jamo), not to a letter and marks: none of them counts as
# one letter.
_HANGUL: Final = ((0x1100, 0x11FF), (0x3131, 0x318E), (0xA960, 0xA97C), (0xAC00, 0xD7FB), (0xFFA0, 0xFFDC))

_HALFWIDTH_VOICE_MARKS: Final = (0xFF9E, 0xFF9F)
_ZERO_WIDTH_SPACE: Final = 0x200B


def class_of(code: int) -> str:
    """The class of a code point (0 to 0x10FFFF, surrogates included), as one character."""
    base = normalize("NFD", chr(code))[0]
    if ord(base) in _PUNCTUATION:
        return _PUNCTUATION[ord(base)]
    if _is_mark(base):
        return "m"
    return _word_class(base) if base.isalnum() else " "


def _is_mark(character: str) -> bool:
    code = ord(character)
    if code in _HALFWIDTH_VOICE_MARKS:
        return True
    kind = category(character)
    return kind[0] == "M" or (kind == "Cf" and code != _ZERO_WIDTH_SPACE)


def _word_class(character: str) -> str:
    code = ord(character)
    if _within(code, _UNSPACED):
        return "h"
    if character.isdecimal():
        return "0"
    return "a" if character.isalpha() and not _within(code, _HANGUL) else "x"


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


class _Classes(dict[int, str | None]):
    """A table for :meth:`str.translate`, filled as characters are met: to classes, marks left out."""

    def __missing__(self, code: int) -> str | None:
        name = class_of(code)
        self[code] = None if name == "m" else name
        return self[code]


class _Plain(dict[int, int | str | None]):
    """A table for :meth:`str.translate`: punctuation to its plain ASCII form, format characters left out."""

    def __missing__(self, code: int) -> int | str | None:
        character = chr(code)
        if character in _LETTERS_AS_APOSTROPHES:
            self[code] = "'"
        elif category(character) == "Cf":
            self[code] = None
        else:
            name = class_of(code)
            self[code] = name if name in _SYNONYMS else code
        return self[code]


CLASSES: Final = _Classes()
"""``text.translate(CLASSES)`` gives the classes of the characters of ``text`` but those of class ``m``."""

PLAIN: Final = _Plain()
"""``word.translate(PLAIN)`` gives ``word`` with plain punctuation and without invisible characters."""
