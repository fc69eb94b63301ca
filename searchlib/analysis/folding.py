"""Which letters are the same to a person who searches? Case and accents are folded away here.

Compatibility decomposition (NFKD) takes accents apart, and ligatures, superscripts and full-width letters
with them. What Unicode does not decompose is read from the character's name: ``LATIN SMALL LETTER L WITH
STROKE`` is an ``l``. Together they go as far as Lucene's ASCIIFoldingFilter, and a little further.

A mark is left out if it is an accent on a Latin or Greek letter, Arabic harakat or a Hebrew point. Marks that
make another letter stay: Indic, Thai and Japanese ones, and those of ``й`` and ``ї``.
"""

import re
from typing import Final
from unicodedata import decimal, name, normalize

__all__ = ["fold", "lower"]

# Accents and other marks for any letter, variation selectors, Hebrew points, Arabic harakat and Quranic
# signs.
_ACCENTS: Final = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u0652\u0656-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\U000e0100-\U000e01ef]"
)

# Cyrillic letters that a mark makes; ё is none of them, as it is written е as well. Arabic ones with hamza on
# a seat.
_KEPT: Final = {normalize("NFD", letter): letter for letter in "йўїѓќؤئ"}
_KEPT_LETTER: Final = re.compile("|".join(_KEPT))

# Names of Latin letters of more than two letters, and what they are taken for.
_NAMED: Final = {
    "ALPHA": "a", "SCHWA": "a", "ETH": "d", "EPSILON": "e", "IOTA": "i", "KRA": "q", "ENG": "n", "ESH": "s",
    "SHARP": "s", "THORN": "th", "UPSILON": "u", "WYNN": "w", "YOGH": "z", "EZH": "z", "VEND": "v",
    "BETA": "b", "GAMMA": "g", "OMEGA": "o", "CHI": "x", "PHI": "f", "TWO": "2",
    "TESH": "ts", "DEZH": "dz", "LEZH": "lz",
}  # fmt: skip

# Final sigma, alef with its signs, tatweel, the fraction slash, the dot of ŀ.
_OTHER: Final = {
    "ς": "σ", "ٱ": "ا", "ـ": "", "⁄": "/", "·": "", "\u0653": "", "\u0654": "", "\u0655": "",
}  # fmt: skip

_LATIN: Final = re.compile(r"LATIN .*?(?:LETTER|LIGATURE) (.*)")
_ADDITION: Final = re.compile(r" (?:WITH .*|BAR|DIGRAPH|LOOP|REVERSED)$")

# Decomposing sorts a letter's marks, in time that grows with their square: cut before that hurts.
_LONGEST: Final = 1024

_SPACING_MODIFIERS: Final = range(0x02B0, 0x0300)


class _Letters(dict[int, int | str]):
    """A table for :meth:`str.translate`, filled as letters are met: what a small letter is taken for."""

    def __missing__(self, code: int) -> int | str:
        self[code] = _taken_for(chr(code))
        return self[code]


def _taken_for(character: str) -> int | str:
    code = ord(character)
    if character in _OTHER:
        return _OTHER[character]
    if code in _SPACING_MODIFIERS or character.isspace():
        return ""
    if code < 128:
        return code
    digit = decimal(character, None)
    return _latin(character) or (code if digit is None else str(digit))


def _latin(character: str) -> str:
    """The basic Latin letters in the name of a Latin letter: l for ł, ae for æ; "" for other characters."""
    found = _LATIN.fullmatch(_ADDITION.sub("", name(character, "")))
    if not found:
        return ""
    letters = found.group(1).split()[-1]
    return letters.lower() if len(letters) <= 2 else _NAMED.get(letters, "")


_LETTERS: Final = _Letters()


def fold(word: str) -> str:
    """``word`` in lower case, without accents; folding again changes nothing.

    Composed or not, the same comes out. Digits of any script become ``0`` to ``9``. Of more than 1024
    characters the first ones are folded.
    """
    if word.isascii():
        return word[:_LONGEST].lower()
    return _folded_once(_folded_once(word[:_LONGEST]))[:_LONGEST]


def lower(word: str) -> str:
    """``word`` in lower case with its accents, composed (NFKC), cut as :func:`fold` does."""
    if word.isascii():
        return word[:_LONGEST].lower()
    return normalize("NFKC", normalize("NFKC", word[:_LONGEST]).lower())


def _folded_once(word: str) -> str:
    decomposed = normalize("NFKD", normalize("NFKD", word).casefold())
    kept = _KEPT_LETTER.sub(_kept, decomposed)
    return normalize("NFC", _ACCENTS.sub("", kept).translate(_LETTERS).casefold())


def _kept(found: re.Match[str]) -> str:
    return _KEPT[found.group()]
