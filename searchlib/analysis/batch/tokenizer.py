"""Where do the words begin and end in megabytes of text? The tokenizer's rules as comparisons of shifted arrays.

The rules are those of :mod:`searchlib.analysis.tokenizer`, by their numbers. What is W is in a word; only
punctuation needs a look at its neighbours, and it is rare, so the rules are asked about its places alone.

The class of each character is looked up in a table, from UTF-8: an ASCII character is a byte; another is a leading
byte and continuation bytes. A continuation byte is to the character that it belongs to as a mark is to its letter: both
are left out, and the rules see one class for each character that is no mark.
"""

from typing import Final, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from searchlib.analysis.tokenizer import class_of
from searchlib.kernels.borders import run_starts
from searchlib.kernels.lookup import rank

__all__ = [
    "JOINER",
    "LETTER",
    "MARGIN",
    "SHARP",
    "WORD",
    "Bytes",
    "Classes",
    "Places",
    "classes_of",
    "word_borders",
]

Bytes: TypeAlias = NDArray[np.uint8]
Places: TypeAlias = NDArray[np.intp]

# The classes as numbers, ordered so that a range of them is found by one comparison: the first three are letters,
# the first five W, the next eight are in a word if their neighbours say so. 0 is a code point that was not met yet.
HEBREW, CAPITAL, LETTER, DIGIT, WORD, NARROW, JOINER, QUOTE, DOT, COMMA, PLUS, SHARP, LEAD_AT = range(1, 14)
UNSPACED, BLANK, SPACE, MARK = range(14, 18)

_NUMBER: Final = {
    "i": HEBREW, "A": CAPITAL, "a": LETTER, "0": DIGIT, "x": WORD, "~": NARROW, "'": JOINER, "-": JOINER, "&": JOINER,
    "_": JOINER, '"': QUOTE, ".": DOT, ",": COMMA, "+": PLUS, "#": SHARP, "@": LEAD_AT, "h": UNSPACED, "s": BLANK,
    " ": SPACE, "m": MARK,
}  # fmt: skip

_LEADING: Final = 0xC0  # the least leading byte; less and not ASCII is a continuation byte
_BYTES: Final = bytes(_NUMBER[class_of(code)] for code in range(128)) + bytes([MARK]) * 128
_TABLE: Final = np.zeros(0x110000, np.uint8)  # filled as characters are met


@frozen(eq=False)
class Classes:
    """The classes of a text's characters without its marks, and where those characters are in its bytes.

    ``numbers`` is uint8, one a character; ``marks`` are the ascending places of the bytes left out, None if
    there are none.
    """

    numbers: Bytes
    marks: Places | None

    def in_bytes(self, places: Places) -> Places:
        """Where the characters at ``places`` (ascending, within ``numbers``) begin in the bytes."""
        if self.marks is None:
            return places
        before = self.marks - np.arange(len(self.marks))  # so many characters stand before each mark
        return places + rank(before, places, "right")


def classes_of(data: bytes) -> Classes:
    """The classes of UTF-8 (surrogates encoded like other characters)."""
    numbers = np.frombuffer(data.translate(_BYTES), np.uint8)
    if data.isascii():
        return Classes(numbers, None)
    numbers = numbers.copy()
    content = np.frombuffer(data, np.uint8)
    leading = np.flatnonzero(content >= _LEADING)
    numbers[leading] = _looked_up(_code_points(content, leading))
    left_out = numbers == MARK
    return Classes(numbers[~left_out], np.flatnonzero(left_out))


def _code_points(content: Bytes, leading: Places) -> Places:
    """The code points that begin at ``leading`` in UTF-8: the leading byte's low bits and six of each further."""
    first = content[leading]
    codes = (first & 0x1F).astype(np.intp) << 6 | _six(content, leading + 1)
    longer = np.flatnonzero(first >= 0xE0)
    codes[longer] = (codes[longer] & 0x3FF) << 6 | _six(content, leading[longer] + 2)
    longest = np.flatnonzero(first >= 0xF0)
    codes[longest] = codes[longest] << 6 | _six(content, leading[longest] + 3)
    return codes


def _six(content: Bytes, places: Places) -> Places:
    return (content[places] & 0x3F).astype(np.intp)


def _looked_up(codes: Places) -> Bytes:
    numbers = _TABLE[codes]
    if numbers.all():
        return numbers
    for code in np.unique(codes[numbers == 0]).tolist():
        _TABLE[code] = _NUMBER[class_of(code)]
    return _TABLE[codes]


MARGIN: Final = 5
"""So many characters of class space must stand before the first and after the last word."""

Flags: TypeAlias = NDArray[np.bool_]


def word_borders(classes: Bytes) -> tuple[Places, Places]:
    """The starts and ends of all words, by ascending start; only those of rule 7 overlap.

    ``classes`` are numbers of :mod:`searchlib.analysis.batch.tokenizer`, none of them a mark; they begin and end
    with :data:`MARGIN` spaces.
    """
    inside = classes <= WORD
    places = np.flatnonzero((classes - np.uint8(NARROW)) < LEAD_AT - NARROW + 1)
    kinds, before, after = classes[places], classes[places - 1], classes[places + 1]
    inside[places[_simple(kinds, before, after)]] = True
    dots = places[(kinds == DOT) & (before <= LETTER)]
    _mark_groups(inside, classes, places[(kinds == NARROW) & (before == DIGIT) & (after == DIGIT)])
    _mark_acronyms(inside, classes, dots)
    _mark_plus_plus(inside, classes, places[(kinds == PLUS) & (before <= WORD) & (after == PLUS)])
    _mark_sharp(inside, classes, places[(kinds == SHARP) & (before <= LETTER)])
    _mark_late_joiners(inside, places[(kinds == JOINER) & (after <= WORD) & _ends_a_part(before)])
    _mark_initials(inside, classes, dots)
    leads = places[(kinds >= SHARP) & (before > WORD) & (after <= WORD)]
    starts, ends = _runs(inside, leads[inside[leads - 1]])
    return _with_pairs(classes, starts, ends)


def _simple(kinds: Bytes, before: Bytes, after: Bytes) -> Flags:
    """Rules 2, 5 and 9 between two characters that are W, and rule 6."""
    numbers = ((kinds == DOT) | (kinds == COMMA)) & (before == DIGIT) & (after == DIGIT)
    joiners = (kinds == JOINER) & (before <= WORD)
    leads = (kinds >= SHARP) & (before > WORD)
    hebrew = (kinds == QUOTE) & (before == HEBREW) & (after == HEBREW)
    simple: Flags = numbers | ((joiners | leads) & (after <= WORD)) | hebrew
    return simple


def _mark_groups(inside: Flags, classes: Bytes, spaces: Places) -> None:
    """Rule 2, for narrow spaces between digits."""
    if not len(spaces):
        return
    third, fourth = classes[spaces + 3], classes[spaces + 4]
    spaces = spaces[(classes[spaces + 2] == DIGIT) & (third == DIGIT) & (fourth != DIGIT)]
    joined = np.ones(len(spaces), np.bool_)
    digits = joined.copy()  # whether all characters since the space are
    for step in (2, 3, 4):
        before = classes[spaces - step]
        joined &= ~(digits & _spoils_a_group(before))
        digits &= before == DIGIT
    inside[spaces[joined & ~digits]] = True


def _spoils_a_group(kinds: Bytes) -> Flags:
    spoils: Flags = (kinds <= LETTER) | (kinds == WORD) | (kinds == DOT) | (kinds == COMMA)
    return spoils


def _mark_initials(inside: Flags, classes: Bytes, dots: Places) -> None:
    """Rule 8, for dots after a letter: each pair of initials is marked alone."""
    spaces, letters = classes[dots + 1], classes[dots + 2]
    dots = dots[((spaces == BLANK) | (spaces == NARROW)) & (letters <= CAPITAL) & (classes[dots - 1] <= CAPITAL)]
    outside = classes[dots - 2]
    alone = (outside > LEAD_AT) | (outside == NARROW) | ((outside == QUOTE) & (classes[dots - 1] != HEBREW))
    dots = dots[alone & (classes[dots + 3] == DOT) & (classes[dots + 4] > WORD)]
    inside[dots] = inside[dots + 1] = inside[dots + 3] = True


def _mark_acronyms(inside: Flags, classes: Bytes, dots: Places) -> None:
    """Rule 3, for dots after a letter."""
    inner = dots[classes[dots + 1] <= LETTER]
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
    borders = run_starts(inside)[1:]
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
