"""Where are the words of a text? Said by the classes of characters, and of their nearest neighbours.

A class is named by the character that stands for it:

====  ========================================================================================================
``A``  capital letters, and letters of scripts without small ones
``a``  all other letters of alphabets, abjads and syllabaries
``i``  Hebrew letters
``0``  decimal digits
``x``  other word characters: Hangul, superscript and Roman numbers, circled digits
``h``  letters of writing without spaces: Han, Hiragana, Katakana, Thai, Lao, Khmer, Burmese and their like
``'``  apostrophes and what is typed for them, the Hebrew geresh, the Catalan middle dot
``"``  the Hebrew gershayim, and the quotation marks that are typed for them
``-``  hyphens (no dashes)
``.``  full stop, ``,`` comma, both also as decimal separators of other scripts
``&``  ampersand, ``_`` low line, ``+`` plus, ``#`` number sign, ``@`` commercial at
``m``  marks and invisible format characters (soft hyphen, joiners, byte-order mark; not the zero-width space)
``~``  no-break and narrow spaces (:data:`~searchlib.white_space.NARROW`), ``s`` the space
space  all else
====  ========================================================================================================

Every alphanumeric character (:meth:`str.isalnum`) is of one of the first six classes or a mark. A composed
character has the class of its base, so that a text and its canonical decomposition have the same classes but
for the marks.

The rules read the text with its marks and invisible characters (class ``m``) taken out: each of these belongs to
the character before it. So composed and decomposed texts have the same words. **W** is a character of class ``A``,
``a``, ``i``, ``0`` or ``x``; a letter is one of class ``A``, ``a`` or ``i``; it is *alone* if neither neighbour is W.
What stands at ``i`` is written ``c[i]``.

1. **Words.** Every W is in a word, and two neighbours that are W are in the same one.
2. **Numbers.** ``.`` or ``,`` between two decimal digits is in the word: ``1,250``, ``3.6``. So is ``~`` between
   one to three digits, with no letter, ``x``, ``.`` or ``,`` before them, and exactly three: ``3 456 678``.
3. **Acronyms.** ``.`` between two letters that are alone is in the word: ``U.S``. The dot after an acronym's
   last letter is, too, unless a W follows it: with ``c[i-2]`` a dot by the first sentence, ``c[i]`` is one by
   the second: ``U.S.``
4. **C++, C#.** ``++`` after a W and not before a W or ``+``; ``#`` after a letter that is alone and not
   before a W or ``#``.
5. **Compounds.** An apostrophe, hyphen, ``&`` or ``_`` is in the word if a W follows and a W precedes, or an
   acronym's last dot, ``++`` or ``#`` by rule 4: ``O'Brien``, ``Covid-19``, ``AT&T``, ``U.S.-led``.
6. **Names and tags.** A word begins at ``@`` or ``#`` if a W follows and none precedes: ``@name``, ``#tag``.
   In an e-mail address a W precedes, and its words are like others.
7. **Writing without spaces.** In a run of class ``h`` each character but the last begins a word of two
   characters; a run of one is a word of one. They are in no word of another kind. As marks belong to the character
   before them, no word begins with one; a vowel that Thai and Lao write as a letter is a character of its own.
8. **Initials.** Letters of class ``A`` or ``i`` that are alone, each with a dot behind it and one space (``s`` or
   ``~``) between one and the next, are one word: ``D. K.`` Before the first is neither W nor one of
   ``' - . , & _ + # @``, before one of class ``i`` no ``"`` either, and behind the last dot no W. No other rule makes
   this word longer.
9. **Hebrew abbreviations.** ``"`` between two Hebrew letters is in the word: ``צה"ל``.

All else is in no word. Each rule looks at four characters to either side at most, and the last dot of rule 3 and
rule 5 at what rules 3 and 4 said of a neighbour: so a whole text can be cut by table look-up and comparisons of
shifted arrays. Where two words touch (``C++#tag``, rule 6) the second begins a new one.
"""

import re
from collections.abc import Sequence
from functools import cache
from operator import itemgetter
from typing import Final
from unicodedata import category, normalize

from searchlib.white_space import NARROW

__all__ = ["CLASSES", "PLAIN", "class_of", "may_be_in_word", "reaches_over_space", "stretch", "stretches", "words"]


def _pattern(
    capital: str, small: str, digit: str, other: str, apostrophe: str, space: str, narrow: str = "", hebrew: str = ""
) -> str:
    """The words of all rules but 7, in a text whose characters of a class are those between a set's brackets.

    Where there are no ``narrow`` spaces or ``hebrew`` letters, the rules about these are left out.
    """
    letter = f"{capital}{small}{hebrew}"
    joiner = f"[-{apostrophe}&_]" + (f'|(?<=[{hebrew}])"(?=[{hebrew}])' if hebrew else "")
    ending = '"' if hebrew else ""
    w = f"{letter}{digit}{other}"
    acronym = rf"(?<![{w}])[{letter}](?:\.[{letter}](?![{w}]))+"
    separator = rf"(?<=[{digit}])[.,](?=[{digit}])"
    if narrow:
        few = "".join(rf"(?<![{letter}{other}.,]{f'[{digit}]' * count})" for count in (1, 2, 3))
        group = f"[{digit}]" * 3
        separator += rf"|(?<=[{digit}]){few}(?<![{digit}]{group})[{narrow}](?={group}(?![{digit}]))"
    run = rf"[{w}]+(?:(?:{separator})[{w}]+)*"
    plus_plus = rf"\+\+(?![{w}+])"
    sharp = rf"#(?![{w}#])"
    part = rf"(?:{acronym}(?:\.(?![{w}])|{plus_plus}|{sharp})?|(?<![{w}])[{letter}]{sharp}|{run}(?:{plus_plus})?)"
    plain = rf"[{w}]+(?![{w}{narrow}.,{apostrophe}{ending}&_#+-])"  # most words are, and this is quick
    first = rf'(?:[{capital}]|(?<!")[{hebrew}])' if hebrew else f"[{capital}]"
    further = rf"(?:[{space}{narrow}][{capital}{hebrew}]\.(?![{w}]))+"
    initials = rf"(?<![{w}.,{apostrophe}&_+#@-]){first}\.{further}"
    return rf"{plain}|{initials}|(?:(?<![{w}])[@#])?{part}(?:(?:{joiner}){part})*"


_ASCII_WORD: Final = re.compile(_pattern("A-Z", "a-z", "0-9", "", "'`", " "))


@cache
def _class_word() -> re.Pattern[str]:
    """The words of a text of classes."""
    return re.compile(_pattern("A", "a", "0", "x", "'", "s", "~", "i"))


_UNSPACED: Final = re.compile("h+")

_Spans = Sequence[tuple[int, int]]


def words(text: str) -> _Spans:
    """The (start, end) spans of the words of ``text``, by ascending start; only those of rule 7 overlap."""
    if text.isascii():
        return [match.span() for match in _ASCII_WORD.finditer(text)]
    classes = text.translate(CLASSES)
    spans = _words_of(classes)
    return spans if len(classes) == len(text) else _with_marks(text, spans)


def _words_of(classes: str) -> _Spans:
    spans = [match.span() for match in _class_word().finditer(classes)]
    return sorted(spans + _pairs_of(classes), key=itemgetter(0)) if "h" in classes else spans


def _pairs_of(classes: str) -> list[tuple[int, int]]:
    return [(start, end) for run in _UNSPACED.finditer(classes) for start, end in _pairs(*run.span())]


def _pairs(start: int, end: int) -> list[tuple[int, int]]:
    """The overlapping pairs of a run: (0, 2), (1, 3), ...; a run of one is a word alone."""
    return [(first, first + 2) for first in range(start, end - 1)] or [(start, end)]


def _with_marks(text: str, spans: _Spans) -> _Spans:
    """Spans of the text without marks as spans of ``text``: a word's marks at its end belong to it."""
    places = [place for place, character in enumerate(text) if CLASSES[ord(character)] is not None]
    places.append(len(text))
    return [(places[start], places[end]) for start, end in spans]


_IN_INITIALS: Final = re.compile(r"\. (?=[A-Z]\.)")
_MARKS: Final = r"(?:[^\w\s.]|[\uff9e\uff9f])*"  # and other punctuation: there may be more than are
_IN_WORD: Final = rf"[ {NARROW}](?={_MARKS}\w{_MARKS}[.．٫])|[{NARROW}](?={_MARKS}\d)"
_BETWEEN_INITIALS: Final = re.compile(rf"\.{_MARKS}[ {NARROW}]{_MARKS}\w{_MARKS}\.")  # quick: few dots are so
_RARE: Final = f"{NARROW}．٫"
_SPACE_IN_WORD: Final = re.compile(_IN_WORD)
_PIECE: Final = re.compile(r"\S+")  # what str.split gives
_STRETCH: Final = re.compile(rf"\S+(?:(?:{_IN_WORD})\S+)*")


def stretch(text: str) -> re.Pattern[str]:
    """The pattern of a stretch of ``text``: no word reaches over two, and nothing beyond it decides what a word is.

    A stretch stands between white space, and holds some where there may be initials, or a number with spaces.
    """
    return _STRETCH if reaches_over_space(text) else _PIECE


def stretches(text: str) -> list[str]:
    """The stretches of ``text``, in order."""
    return _STRETCH.findall(text) if reaches_over_space(text) else text.split()


def reaches_over_space(text: str) -> bool:
    """Whether a word of ``text`` may hold white space."""
    if text.isascii():
        return _IN_INITIALS.search(text) is not None
    if _BETWEEN_INITIALS.search(text):
        return True
    return any(character in text for character in _RARE) and _SPACE_IN_WORD.search(text) is not None


def may_be_in_word(text: str, place: int) -> bool:
    """Whether the white space at ``place`` may be within a word."""
    return _SPACE_IN_WORD.match(text, place) is not None


_SYNONYMS: Final = {
    "'": "'’‘‛ʼ´`′＇՚׳·‧",
    '"': '"“”„‟＂״',
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

_HEBREW: Final = ((0x05D0, 0x05F2), (0xFB1D, 0xFB4F))

# Letters, numbers and iteration marks of Han, Hiragana and Katakana, then the scripts of Unicode's line-break class
# SA: Thai, Lao, Burmese, Khmer, Tai Le, New Tai Lue, Tai Tham, Burmese (extended), Tai Viet, Ahom. What is not
# alphanumeric there is no word, and decimal digits are of class 0.
_UNSPACED_SCRIPTS: Final = (
    (0x3005, 0x3007), (0x3021, 0x3029), (0x3031, 0x3035), (0x3038, 0x303C), (0x3041, 0x309F), (0x30A1,
    0x30FF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFF66, 0xFF9D),
    (0x1AFF0, 0x1B16F), (0x20000, 0x3FFFF),
    (0x0E01, 0x0E4E), (0x0E81, 0x0EDF), (0x1000, 0x109F), (0x1780, 0x17DC), (0x1950, 0x1974), (0x1980, 0x19DF),
    (0x1A20, 0x1AAD), (0xA9E0, 0xA9FE), (0xAA60, 0xAADF), (0x11700, 0x11746), )  # fmt: skip

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
    return _word_class(base) if base.isalnum() else _space_class(base)


def _space_class(character: str) -> str:
    return "s" if character == " " else "~" if character in NARROW else " "


def _is_mark(character: str) -> bool:
    code = ord(character)
    if code in _HALFWIDTH_VOICE_MARKS:
        return True
    kind = category(character)
    return kind[0] == "M" or (kind == "Cf" and code != _ZERO_WIDTH_SPACE)


def _word_class(character: str) -> str:
    code = ord(character)
    if character.isdecimal():
        return "0"
    if _within(code, _UNSPACED_SCRIPTS):
        return "h"
    if not character.isalpha() or _within(code, _HANGUL):
        return "x"
    if _within(code, _HEBREW):
        return "i"
    return "a" if category(character) in ("Ll", "Lm") else "A"


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
