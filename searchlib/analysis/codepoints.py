"""Of which class is each character of megabytes of text? Said by table look-up, for bytes of UTF-8.

In UTF-8 an ASCII character is a byte; another is a leading byte and continuation bytes. A continuation byte is
to the character that it belongs to as a mark is to its letter: both are left out, and the rules of
:mod:`searchlib.analysis.tokenizer` see one class for each character that is no mark.
"""

from typing import Final, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from searchlib.analysis.characters import class_of

__all__ = [
    "COMMA",
    "DIGIT",
    "DOT",
    "JOINER",
    "LEAD_AT",
    "LETTER",
    "PLUS",
    "SHARP",
    "UNSPACED",
    "WORD",
    "Bytes",
    "Classes",
    "Places",
    "classes_of",
]

Bytes: TypeAlias = NDArray[np.uint8]
Places: TypeAlias = NDArray[np.intp]

# The classes as numbers, ordered so that a range of them is found by one comparison: the first three are W,
# the next six are in a word if their neighbours say so. 0 is a code point that was not met yet.
LETTER, DIGIT, WORD, JOINER, DOT, COMMA, PLUS, SHARP, LEAD_AT, UNSPACED, SPACE, MARK = range(1, 13)

_NUMBER: Final = {
    "a": LETTER, "0": DIGIT, "x": WORD, "'": JOINER, "-": JOINER, "&": JOINER, "_": JOINER, ".": DOT, ",": COMMA,
    "+": PLUS, "#": SHARP, "@": LEAD_AT, "h": UNSPACED, " ": SPACE, "m": MARK,
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
        if len(self.marks) > len(places):
            return places + np.searchsorted(before, places, side="right")
        first_moved = np.searchsorted(places, before)
        return places + np.cumsum(np.bincount(first_moved, minlength=len(places) + 1)[:-1])


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
