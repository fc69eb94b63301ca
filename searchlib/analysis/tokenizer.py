"""Where are the words of a text? Said by the classes of characters, and of their nearest neighbours.

The rules read the text with its marks and invisible characters (class ``m`` of
:mod:`searchlib.analysis.characters`) taken out: each of these belongs to the character before it. So composed
and decomposed texts have the same words. **W** is a character of class ``a``, ``0`` or ``x``; a letter is one
of class ``a``; a letter is *alone* if neither neighbour is W. What stands at ``i`` is written ``c[i]``.

1. **Words.** Every W is in a word, and two neighbours that are W are in the same one.
2. **Numbers.** ``.`` or ``,`` between two decimal digits is in the word: ``1,250``, ``3.6``.
3. **Acronyms.** ``.`` between two letters that are alone is in the word: ``U.S``. The dot after an acronym's
   last letter is, too, unless a W follows it: with ``c[i-2]`` a dot by the first sentence, ``c[i]`` is one by
   the second: ``U.S.``
4. **C++, C#.** ``++`` after a W and not before a W or ``+``; ``#`` after a letter that is alone and not
   before a W or ``#``.
5. **Compounds.** An apostrophe, hyphen, ``&`` or ``_`` is in the word if a W follows and a W precedes, or an
   acronym's last dot, ``++`` or ``#`` by rule 4: ``O'Brien``, ``Covid-19``, ``AT&T``, ``U.S.-led``.
6. **Names and tags.** A word begins at ``@`` or ``#`` if a W follows and none precedes: ``@name``, ``#tag``.
   In an e-mail address a W precedes, and its words are like others.
7. **Chinese and Japanese.** In a run of class ``h`` each character but the last begins a word of two
   characters; a run of one is a word of one. They are in no word of another kind.

All else is in no word. Each rule looks at two characters to either side at most, and the last dot of rule 3 and
rule 5 at what rules 3 and 4 said of a neighbour: so a whole text can be cut by table look-up and comparisons of
shifted arrays. Where two words touch (``C++#tag``, rule 6) the second begins a new one.
"""

import re
from collections.abc import Sequence
from functools import cache
from operator import itemgetter
from typing import Final

from searchlib.analysis.characters import CLASSES

__all__ = ["words"]


def _pattern(letter: str, digit: str, other: str, apostrophe: str) -> str:
    """The words of rules 1 to 6, in a text whose characters of a class are those between the brackets of a set."""
    w = f"{letter}{digit}{other}"
    acronym = rf"(?<![{w}])[{letter}](?:\.[{letter}](?![{w}]))+"
    run = rf"[{w}]+(?:(?<=[{digit}])[.,](?=[{digit}])[{w}]+)*"
    plus_plus = rf"\+\+(?![{w}+])"
    sharp = rf"#(?![{w}#])"
    part = rf"(?:{acronym}(?:\.(?![{w}])|{plus_plus}|{sharp})?|(?<![{w}])[{letter}]{sharp}|{run}(?:{plus_plus})?)"
    plain = rf"[{w}]+(?![{w}.,{apostrophe}&_#+-])"  # most words are, and this is quick
    return rf"{plain}|(?:(?<![{w}])[@#])?{part}(?:[-{apostrophe}&_]{part})*"


_ASCII_WORD: Final = re.compile(_pattern("A-Za-z", "0-9", "", "'`"))


@cache
def _class_word() -> re.Pattern[str]:
    """The words of a text of classes."""
    return re.compile(_pattern("a", "0", "x", "'"))


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
