"""What does a word become? Small pure filters, each from a word to (spelling, step) pairs, to be chained.

They expect the words that :mod:`searchlib.analysis.tokenizer` finds and take any text. The order of a chain
matters: :func:`plain_punctuation` comes first, as the others know plain apostrophes, quotes and hyphens only, and
what makes letters small last.

An acronym in the plural (``NGOs``) is told by its capitals, so that who makes letters small must leave it to the
stemmer, which knows :func:`singular`, and to the analyzer's ``folding``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Final, TypeAlias

from attrs import field, frozen

from searchlib.analysis.broken_words import broken_words
from searchlib.analysis.letters import fold, lower
from searchlib.analysis.tokenizer import PLAIN

__all__ = [
    "Elisions",
    "Folding",
    "LowerCase",
    "Numbers",
    "acronyms",
    "apostrophes",
    "compounds",
    "gershayim",
    "leaves_letters",
    "plain_punctuation",
    "possessives",
    "singular",
    "tags",
]

Entries: TypeAlias = Sequence[tuple[str, int]]

# Words of more parts are phrases or addresses: nobody types them in one.
_MOST_PARTS_JOINED: Final = 4

_JOINERS: Final = re.compile("[-'\"&_.,]")
_COMPOUND: Final = re.compile('[-&_"]')
_POSSESSIVE: Final = re.compile("(?<=.)'[sS](?![^-&_])")
_BETWEEN_JOINERS: Final = re.compile("[^-'\"&_@#+]+")
_ACRONYM_DOT: Final = re.compile(r"(?<!\d)\.|\.(?!\d)")
_THOUSANDS: Final = r"\D*\d{1,3}(?:,\d{3})+(?:\.\d+)?\D*"
_LAKHS: Final = r"\D*\d{1,2}(?:,\d\d)+,\d{3}(?:\.\d+)?\D*"
_IN_THOUSANDS: Final = re.compile(_THOUSANDS)
_GROUPED: Final = re.compile(f"{_THOUSANDS}|{_LAKHS}")
_SURELY_GROUPED: Final = re.compile(r"\D*\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?\D*|\D*\d{1,3}(?:,\d{3})+\.\d+\D*")
_APOSTROPHES: Final = re.compile(r"\D*\d{1,3}(?:'\d{3})+(?:[.,]\d+)?\D*")
_ADDRESS: Final = re.compile(r"(?:(?:1?\d?\d|2[0-4]\d|25[0-5])\.){3}(?:1?\d?\d|2[0-4]\d|25[0-5])")
_BEFORE_LAST: Final = re.compile(r'"(?=\w[^\w"&-]*(?:["&_-]|\Z))')  # the last letter may have points
_PLURAL: Final = re.compile("[A-Za-z0-9]+[A-Z]s")
_NUMBERED: Final = re.compile("[A-Za-z0-9]*[0-9]s")
_DECADE: Final = re.compile("[0-9]*0s")
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
    return letters.upper() if dots and not _is_plural(letters) else letters


def gershayim(word: str) -> Entries:
    """``צה"ל`` to ``צהל``: an abbreviation without the quotation mark before its last letter.

    One before more letters stays, as a quotation may begin there: ``ב"מעריב``.
    """
    return ((_BEFORE_LAST.sub("", word) if '"' in word else word, 0),)


def compounds(word: str) -> Entries:
    """``Covid-19`` to ``Covid``, ``Covid19`` beside it, and ``19`` a step on; likewise ``AT&T``, ``a_b``, ``ב"מעריב``.

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


def singular(word: str) -> str:
    """``NGO`` for ``NGOs``, ``PhD`` for ``PhDs``, ``f16`` for ``f16s``: what has capitals or digits before its ``s``.

    "" for other words, and for decades (``1990s``), which are no plurals of a year.
    """
    if _is_plural(word) or (word[-2:-1].isdigit() and _NUMBERED.fullmatch(word) and not _DECADE.fullmatch(word)):
        return word[:-1]
    return ""


def _is_plural(word: str) -> bool:
    """Whether it is an acronym's."""
    return word.endswith("s") and word[-2:-1].isupper() and _PLURAL.fullmatch(word) is not None


@frozen
class LowerCase:
    """Small letters with their accents, composed (NFKC): what stemmers of accented languages expect.

    A word with one of ``digraphs`` (``{"ae": "ä"}``) has two spellings: as it is, and with all of them as that one
    letter. One that begins with u is none after a vowel or q. Acronyms in the plural are left as they are.
    """

    digraphs: Mapping[str, str] = field(factory=dict, hash=False)

    def __call__(self, word: str) -> Entries:
        """The word in small letters, before it with its digraphs as letters: a phrase looks for what is first."""
        if _is_plural(word):
            return ((word, 0),)
        small = lower(word)
        letters = self._pattern.sub(self._letter, small) if self.digraphs else small
        return ((small, 0),) if letters == small else ((letters, 0), (small, 0))

    def _letter(self, found: re.Match[str]) -> str:
        return self.digraphs[found[0]]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile("|".join(f"{_NO_VOWEL}{each}" if each[0] == "u" else each for each in self.digraphs))


_NO_VOWEL: Final = "(?<![aeiouyäöüq])"


@frozen
class Folding:
    """Case and accents folded away; a word in capitals that folds to one of ``homographs`` keeps both.

    So ``US`` and ``WHO`` become ``us`` and ``US``, ``who`` and ``WHO``, but the pronouns are only ``us`` and
    ``who``. With ``plurals`` an acronym in the plural is left as it is, unless one of ``homographs`` is in it.
    """

    homographs: frozenset[str] = field(default=frozenset(), converter=_as_set)
    plurals: bool = False

    def __call__(self, word: str) -> Entries:
        """The folded word, and the capitals."""
        folded = fold(word)
        if word.isupper() and folded in self.homographs:
            return (folded, 0), (folded.upper(), 0)
        if self.plurals and _is_plural(word) and folded[:-1] not in self.homographs:
            return ((word, 0),)
        return ((folded, 0),)


def leaves_letters(word_filter: object) -> bool:
    """Whether the filter is one of those here that leave a word of ASCII letters and digits as it is."""
    return type(word_filter) in (Numbers, Elisions) or any(word_filter is each for each in _FOR_PUNCTUATION)


_FOR_PUNCTUATION: Final = (
    broken_words,
    plain_punctuation,
    tags,
    acronyms,
    compounds,
    gershayim,
    possessives,
    apostrophes,
)
