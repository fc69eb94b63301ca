"""What does a word become? Small pure filters, each from a word to (spelling, step) pairs, to be chained.

They expect the words that :mod:`searchlib.analysis.tokenizer` finds and take any text. The order of a chain
matters: :func:`plain_punctuation` comes first, as the others know plain apostrophes and hyphens only, and
what folds case last.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from attrs import field, frozen

from searchlib.analysis.characters import PLAIN
from searchlib.analysis.folding import fold, lower

__all__ = [
    "Elisions",
    "Folding",
    "Numbers",
    "acronyms",
    "apostrophes",
    "compounds",
    "leaves_letters",
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
_GROUPED: Final = re.compile(r"\D*\d{1,3}(?:,\d{3})+(?:\.\d+)?\D*")
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

    Numbers that no rule makes one, as ``1,2,3`` and ``10.0.0.1``, become their parts, each a step further.
    """

    decimal: str = "."

    def __call__(self, word: str) -> Entries:
        """The number without separators of thousands, or its parts."""
        if not _SEPARATOR.search(word):
            return ((word, 0),)
        number = word if self.decimal == "." else word.translate(_DECIMAL_COMMA)
        if _GROUPED.fullmatch(number):
            return ((number.replace(",", ""), 0),)
        if number.count(".") == 1 and "," not in number:
            return ((number, 0),)
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


_FOR_PUNCTUATION: Final = (plain_punctuation, tags, acronyms, compounds, possessives, apostrophes)
