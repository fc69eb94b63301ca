"""Where do the words begin and end in megabytes of text? The tokenizer's rules as comparisons of shifted arrays.

The rules are those of :mod:`searchlib.analysis.tokenizer`, by their numbers. What is W is in a word; only
punctuation needs a look at its neighbours, and it is rare, so the rules are asked about its places alone.
"""

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.analysis.codepoints import (
    COMMA,
    DIGIT,
    DOT,
    JOINER,
    LEAD_AT,
    LETTER,
    PLUS,
    SHARP,
    UNSPACED,
    WORD,
    Bytes,
    Places,
)

__all__ = ["MARGIN", "word_borders"]

MARGIN: Final = 3
"""So many characters of class space must stand before the first and after the last word."""

Flags: TypeAlias = NDArray[np.bool_]


def word_borders(classes: Bytes) -> tuple[Places, Places]:
    """The starts and ends of all words, by ascending start; only those of rule 7 overlap.

    ``classes`` are numbers of :mod:`searchlib.analysis.codepoints`, none of them a mark; they begin and end
    with :data:`MARGIN` spaces.
    """
    inside = classes <= WORD
    places = np.flatnonzero((classes - np.uint8(JOINER)) < LEAD_AT - JOINER + 1)
    kinds, before, after = classes[places], classes[places - 1], classes[places + 1]
    inside[places[_simple(kinds, before, after)]] = True
    _mark_acronyms(inside, classes, places[(kinds == DOT) & (before == LETTER)])
    _mark_plus_plus(inside, classes, places[(kinds == PLUS) & (before <= WORD) & (after == PLUS)])
    _mark_sharp(inside, classes, places[(kinds == SHARP) & (before == LETTER)])
    _mark_late_joiners(inside, places[(kinds == JOINER) & (after <= WORD) & _ends_a_part(before)])
    leads = places[(kinds >= SHARP) & (before > WORD) & (after <= WORD)]
    starts, ends = _runs(inside, leads[inside[leads - 1]])
    return _with_pairs(classes, starts, ends)


def _simple(kinds: Bytes, before: Bytes, after: Bytes) -> Flags:
    """Rules 2 and 5 between two characters that are W, and rule 6."""
    numbers = ((kinds == DOT) | (kinds == COMMA)) & (before == DIGIT) & (after == DIGIT)
    joiners = (kinds == JOINER) & (before <= WORD)
    leads = (kinds >= SHARP) & (before > WORD)
    simple: Flags = numbers | ((joiners | leads) & (after <= WORD))
    return simple


def _mark_acronyms(inside: Flags, classes: Bytes, dots: Places) -> None:
    """Rule 3, for dots after a letter."""
    inner = dots[classes[dots + 1] == LETTER]
    inner = inner[(classes[inner - 2] > WORD) & (classes[inner + 2] > WORD)]
    inside[inner] = True
    last = dots[(classes[dots - 2] == DOT) & (classes[dots + 1] > WORD)]
    inside[last[inside[last - 2]]] = True  # a dot before a letter is in a word by rule 3 only


def _mark_plus_plus(inside: Flags, classes: Bytes, pairs: Places) -> None:
    """Rule 4, for the first of two plus signs after a W."""
    following = classes[pairs + 2]
    pairs = pairs[(following > WORD) & (following != PLUS)]
    inside[pairs] = inside[pairs + 1] = True


def _mark_sharp(inside: Flags, classes: Bytes, signs: Places) -> None:
    """Rule 4, for number signs after a letter."""
    following = classes[signs + 1]
    inside[signs[(classes[signs - 2] > WORD) & (following > WORD) & (following != SHARP)]] = True


def _ends_a_part(kinds: Bytes) -> Flags:
    ends: Flags = (kinds == DOT) | (kinds == PLUS) | (kinds == SHARP)
    return ends


def _mark_late_joiners(inside: Flags, joiners: Places) -> None:
    """Rule 5 after an acronym's last dot, ``++`` or ``#``: no other rule has these in a word before a joiner."""
    inside[joiners[inside[joiners - 1]]] = True


def _runs(inside: Flags, touching: Places) -> tuple[Places, Places]:
    """The starts and ends of runs; a run is cut where a word begins that touches the one before (rule 6)."""
    borders = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    if len(touching):
        borders = np.sort(np.concatenate([borders, touching, touching]))
    return borders[0::2].copy(), borders[1::2].copy()


def _with_pairs(classes: Bytes, starts: Places, ends: Places) -> tuple[Places, Places]:
    """Rule 7: the overlapping pairs of unspaced writing, put among the other words."""
    places = np.flatnonzero(classes == UNSPACED)
    if not len(places):
        return starts, ends
    followed = classes[places + 1] == UNSPACED
    words = followed | (classes[places - 1] != UNSPACED)
    starts = np.concatenate([starts, places[words]])
    ends = np.concatenate([ends, (places + 1 + followed)[words]])
    order = np.argsort(starts, kind="stable")  # two ascending runs: merged in linear time
    return starts[order], ends[order]
