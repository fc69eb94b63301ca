"""What does a word become? Small pure filters, each from a word to (spelling, step) pairs, to be chained.

They expect the words that :mod:`searchlib.analysis.tokenizer` finds and take any text. The order of a chain
matters: :func:`plain_punctuation` comes first, as the others know plain apostrophes and hyphens only, and
what folds case last.

Folding (:func:`fold`) makes one of letters that are the same to a person who searches. Compatibility decomposition
(NFKD) takes accents apart, and ligatures, superscripts and full-width letters with them. What Unicode does not
decompose is read from the character's name: ``LATIN SMALL LETTER L WITH STROKE`` is an ``l``. Together they go as far
as Lucene's ASCIIFoldingFilter, and a little further. A mark is left out if it is an accent on a Latin or Greek letter,
Arabic harakat or a Hebrew point. Marks that make another letter stay: Indic, Thai and Japanese ones, and those of
``й`` and ``ї``.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias
from unicodedata import decimal, name, normalize

from attrs import field, frozen

from searchlib.analysis.broken_words import broken_words
from searchlib.analysis.tokenizer import PLAIN

__all__ = [
    "Elisions",
    "Folding",
    "Numbers",
    "acronyms",
    "apostrophes",
    "compounds",
    "fold",
    "leaves_letters",
    "lower",
    "lower_case",
    "plain_punctuation",
    "possessives",
    "tags",
]

Entries: TypeAlias = Sequence[tuple[str, int]]

# Words of more parts are phrases or addresses: nobody types them in one.
_MOST_PARTS_JOINED: Final = 4

_JOINERS: Final = re.compile("[-'&_.,]")
_COMPOUND: Final = re.compile("[-&_]")
_POSSESSIVE: Final = re.compile("(?<=.)'[sS](?![^-&_])")
_BETWEEN_JOINERS: Final = re.compile("[^-'&_@#+]+")
_ACRONYM_DOT: Final = re.compile(r"(?<!\d)\.|\.(?!\d)")
_THOUSANDS: Final = r"\D*\d{1,3}(?:,\d{3})+(?:\.\d+)?\D*"
_LAKHS: Final = r"\D*\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?\D*"
_IN_THOUSANDS: Final = re.compile(_THOUSANDS)
_GROUPED: Final = re.compile(f"{_THOUSANDS}|{_LAKHS}")
_SURELY_GROUPED: Final = re.compile(r"\D*\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?\D*|\D*\d{1,3}(?:,\d{3})+\.\d+\D*")
_APOSTROPHES: Final = re.compile(r"\D*\d{1,3}(?:'\d{3})+(?:[.,]\d+)?\D*")
_ADDRESS: Final = re.compile(r"(?:(?:1?\d?\d|2[0-4]\d|25[0-5])\.){3}(?:1?\d?\d|2[0-4]\d|25[0-5])")
_SEPARATOR: Final = re.compile("[.,]")
_DECIMAL_COMMA: Final = str.maketrans(".,", ",.")


def plain_punctuation(word: str) -> Entries:
    """``O’Brien`` to ``O'Brien``: plain apostrophes, hyphens and so on, without soft hyphens and the like."""
    return ((word if word.isascii() else word.translate(PLAIN), 0),)


def tags(word: str) -> Entries:
    """``@name`` to ``name`` and, beside it, ``@name`` without any joiners in it; likewise ``#tag``."""
    if not word.startswith(("@", "#")):
        return ((word, 0),)
    return (word[1:], 0), (word[0] + _JOINERS.sub("", word[1:]), 0)


def acronyms(word: str) -> Entries:
    """``U.S.`` to ``US``, ``a.m.`` to ``AM``: capitals without dots; those of numbers stay."""
    if "." not in word:
        return ((word, 0),)
    return ((_BETWEEN_JOINERS.sub(_without_dots, word), 0),)


def _without_dots(part: re.Match[str]) -> str:
    letters, dots = _ACRONYM_DOT.subn("", part.group())
    return letters.upper() if dots else part.group()


def compounds(word: str) -> Entries:
    """``Covid-19`` to ``Covid``, ``Covid19`` beside it, and ``19`` a step on; likewise ``AT&T``, ``a_b``.

    Words of more than four parts, and such with dots or commas of numbers, have no joined form.
    """
    parts = [part for part in _COMPOUND.split(word) if part]
    if len(parts) < 2:
        return tuple((part, 0) for part in parts)
    if len(parts) > _MOST_PARTS_JOINED or _SEPARATOR.search(word):
        return tuple(zip(parts, range(len(parts)), strict=True))
    return (parts[0], 0), ("".join(parts), 0), *zip(parts[1:], range(1, len(parts)), strict=True)


@frozen
class Numbers:
    """``1,250`` to ``1250``; ``3.6`` stays. With ``decimal=","``: ``1.250`` to ``1250``, ``3,6`` to ``3.6``.

    ``1,25,00,000``, in lakhs and crores, is a number, too, where the decimal separator is a point. What can only be
    meant in one way is understood whatever the separator: ``1.234.567``, ``1.234,5`` and ``1'234.5``. Numbers that no
    rule makes one, as ``1,2,3`` and the internet address ``10.0.0.1``, become their parts, each a step further.
    """

    decimal: str = "."

    def __call__(self, word: str) -> Entries:
        """The number without separators of thousands, or its parts."""
        if not _SEPARATOR.search(word):
            return ((word, 0),)
        if _APOSTROPHES.fullmatch(word):
            return ((word.replace("'", "").replace(",", "."), 0),)
        swapped = word.translate(_DECIMAL_COMMA)
        number, other = (word, swapped) if self.decimal == "." else (swapped, word)
        if _ADDRESS.fullmatch(word):
            return _apart(word)
        if _GROUPED.fullmatch(number) if self.decimal == "." else _IN_THOUSANDS.fullmatch(number):
            return ((number.replace(",", ""), 0),)
        if _SURELY_GROUPED.fullmatch(other):
            return ((other.replace(",", ""), 0),)
        if number.count(".") == 1 and "," not in number:
            return ((number, 0),)
        return _apart(number)


def _apart(number: str) -> Entries:
    parts = [part for part in _SEPARATOR.split(number) if part]
    return tuple(zip(parts, range(len(parts)), strict=True))


def possessives(word: str) -> Entries:
    """``Azerbaijan's`` to ``Azerbaijan``, ``Bush's-era`` to ``Bush-era``."""
    return ((_POSSESSIVE.sub("", word) if "'" in word else word, 0),)


def _as_set(words: Iterable[str]) -> frozenset[str]:
    return frozenset(words)


@frozen
class Elisions:
    """``l'homme`` to ``homme``: an article before an apostrophe goes. ``articles`` are in lower case."""

    articles: frozenset[str] = field(converter=_as_set)

    def __call__(self, word: str) -> Entries:
        """What follows the article, or the word as it is."""
        before, _, after = word.partition("'")
        return ((after if after and before.lower() in self.articles else word, 0),)


def apostrophes(word: str) -> Entries:
    """``O'Brien`` to ``OBrien``, ``don't`` to ``dont``."""
    return ((word.replace("'", ""), 0),)


def lower_case(word: str) -> Entries:
    """Small letters with their accents, composed (NFKC): what stemmers of accented languages expect."""
    return ((lower(word), 0),)


@frozen
class Folding:
    """Case and accents folded away; a word in capitals that folds to one of ``homographs`` keeps both.

    So ``US`` and ``WHO`` become ``us`` and ``US``, ``who`` and ``WHO``, but the pronouns are only ``us`` and
    ``who``.
    """

    homographs: frozenset[str] = field(default=frozenset(), converter=_as_set)

    def __call__(self, word: str) -> Entries:
        """The folded word, and the capitals."""
        folded = fold(word)
        if word.isupper() and folded in self.homographs:
            return (folded, 0), (folded.upper(), 0)
        return ((folded, 0),)


def leaves_letters(word_filter: object) -> bool:
    """Whether the filter is one of those here that leave a word of ASCII letters and digits as it is."""
    return type(word_filter) in (Numbers, Elisions) or any(word_filter is each for each in _FOR_PUNCTUATION)


_FOR_PUNCTUATION: Final = (broken_words, plain_punctuation, tags, acronyms, compounds, possessives, apostrophes)


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
