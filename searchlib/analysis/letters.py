"""Which letters are the same to a person who searches? Of those one stands for all, small and without accents.

Compatibility decomposition (NFKD) takes accents apart, and ligatures, superscripts, full-width and half-width letters
with them. What Unicode does not decompose is read from the character's name: ``LATIN SMALL LETTER L WITH STROKE`` is an
``l``. Together they go as far as Lucene's ASCIIFoldingFilter, and a little further. A mark is left out if it is an
accent on a Latin or Greek letter, Arabic harakat or a Hebrew point. Marks that make another letter stay: Thai and
Japanese ones, most Indic ones, and those of ``й`` and ``ї``.

Arabic writing is folded as by Lucene's ArabicNormalizer and PersianNormalizer: what Persian and Urdu keyboards give for
kaf, yeh and heh is the Arabic letter, alef has no signs, alef maksura is yeh, teh marbuta is heh, tatweel is nothing.
Hamza on waw and yeh stays, as there, and the heh of Urdu's aspirates (``ھ``): it tells words apart.

Devanagari follows Lucene's HindiNormalizer where a word has two usual spellings: the nukta is left out, candrabindu is
anusvara, and so is the nasal of a consonant's own class before it (``हिन्दी``, ``हिंदी``); long vowels stay long, and the
virama stays. Vowels that are put together of others in the looks of one (IndicNormalizer) are that one; Malayalam's
chillus and Bengali's khanda ta are the letters with a virama that they once were written as.
"""

import re
from typing import Final
from unicodedata import category, decimal, name, normalize

__all__ = ["fold", "fold_small", "lower"]

# Accents and other marks for any letter, variation selectors, Hebrew points, Arabic harakat and Quranic signs.
_ACCENT: Final = (
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0898-\u089f\u08ca-\u08e1\u08e3-\u08ff"
    "\U000e0100-\U000e01ef]"
)
_ACCENTS: Final = re.compile(_ACCENT)

# Letters on Persian, Urdu and Kurdish keyboards that are Arabic letters to a reader.
_KEYBOARDS: Final = {"ک": "ك", "ی": "ي", "ہ": "ه", "ە": "ه", "ۀ": "ه", "ۂ": "ه", "ۃ": "ة"}
_KEYBOARD: Final = str.maketrans(_KEYBOARDS)

# Cyrillic letters that a mark makes; ё is none of them, as it is written е as well. Arabic ones with hamza on a seat.
_KEPT: Final = {normalize("NFD", letter): letter for letter in "йўїѓќؤئ"} | {"ی\u0654": "ئ", "ى\u0654": "ئ"}
_KEPT_LETTER: Final = re.compile("|".join(f"{form[0]}{_ACCENT}*?{form[1]}" for form in _KEPT))

# Names of Latin letters of more than two letters, and what they are taken for.
_NAMED: Final = {
    "ALPHA": "a", "SCHWA": "a", "ETH": "d", "EPSILON": "e", "IOTA": "i", "KRA": "q", "ENG": "n", "ESH": "s",
    "SHARP": "s", "THORN": "th", "UPSILON": "u", "WYNN": "w", "YOGH": "z", "EZH": "z", "VEND": "v",
    "BETA": "b", "GAMMA": "g", "OMEGA": "o", "CHI": "x", "PHI": "f", "TWO": "2",
    "TESH": "ts", "DEZH": "dz", "LEZH": "lz",
}  # fmt: skip

# Final sigma, the fraction slash, the dot of ŀ; Yiddish digraphs; alef with its sign, tatweel and what else is folded
# in Arabic writing; marks of Devanagari, chillus and khanda ta.
_OTHER: Final = {
    "ς": "σ", "⁄": "/", "·": "", "װ": "וו", "ױ": "וי", "ײ": "יי",
    "ٱ": "ا", "ـ": "", **_KEYBOARDS, "ى": "ي", "ے": "ي", "ة": "ه", "ۃ": "ه",
    "\u093c": "", "ँ": "ं", "ൺ": "ണ്", "ൻ": "ന്", "ർ": "ര്", "ൽ": "ല്", "ൾ": "ള്", "ൿ": "ക്", "ৎ": "ত্",
}  # fmt: skip

# Nasals with a virama before consonants of their own class: written as anusvara, too.
_NASALS: Final = {"ङ": "कखगघ", "ञ": "चछजझ", "ण": "टठडढ", "न": "तथदध", "म": "पफबभ"}
_ANUSVARA: Final = "ं"

# Vowels by what looks the same: signs put together, and a vowel with a sign. The letters a of the scripts of India lie
# alike in their blocks.
_SIGNS: Final = {"ाॅ": "ॉ", "ाॆ": "ॊ", "ाे": "ो", "ाै": "ौ"}
_VOWELS: Final = {
    "अॅ": "ॲ", "अॆ": "ऄ", "अा": "आ", "अॉ": "ऑ", "अॊ": "ऒ", "अो": "ओ", "अौ": "औ",
    "आॅ": "ऑ", "आॆ": "ऒ", "आे": "ओ", "आै": "औ", "उु": "ऊ", "एॅ": "ऍ", "एॆ": "ऎ", "एे": "ऐ",
    "অা": "আ", "ਅਾ": "ਆ", "અા": "આ", "ଅା": "ଆ",
}  # fmt: skip
_COMPOSED: Final = {f"अ{signs}": _VOWELS[f"अ{sign}"] for signs, sign in _SIGNS.items()} | _VOWELS | _SIGNS
_INDIC: Final = re.compile(
    "|".join([*_COMPOSED, *(f"{nasal}्(?=[{own_class}])" for nasal, own_class in _NASALS.items())])
)

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
    if code in _SPACING_MODIFIERS or character.isspace() or category(character) == "Cf":
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


def fold_small(word: str) -> str:
    """:func:`fold` for what is not all in capitals: those that are known by their capitals stay."""
    return word if (word.islower() and word.isascii()) or word.isupper() else fold(word)


def lower(word: str) -> str:
    """``word`` in lower case with its accents, composed (NFKC), cut as :func:`fold` does.

    Arabic letters are those that Arabic is written with, whatever the keyboard: stemmers know no others.
    """
    if word.isascii():
        return word[:_LONGEST].lower()
    return normalize("NFKC", normalize("NFKC", word[:_LONGEST]).lower().translate(_KEYBOARD))


def _folded_once(word: str) -> str:
    decomposed = normalize("NFKD", normalize("NFKD", word).casefold())
    kept = _KEPT_LETTER.sub(_kept, decomposed)
    taken = _ACCENTS.sub("", kept).translate(_LETTERS).casefold()
    return normalize("NFC", _INDIC.sub(_composed, taken))


def _kept(found: re.Match[str]) -> str:
    """The letter of its base and its mark; accents between them go, as everywhere."""
    return _KEPT[found[0][0] + found[0][-1]]


def _composed(found: re.Match[str]) -> str:
    return _COMPOSED.get(found[0], _ANUSVARA)
