"""What does a batch of texts come out as? Its occurrences: a row of three arrays for each term of each token.

A text is cut into pieces of bounded length before, and pieces that lie together make a slice, which is analysed at
once; the rows of pieces become rows of texts again.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from searchlib.analysis.tokenizer import may_be_in_word
from searchlib.kernels.borders import run_lengths, run_starts
from searchlib.kernels.offsets import groups_within, offsets_of, repeated

__all__ = ["Numbers", "Occurrences", "joined", "pieces_of", "rejoined", "slices_of"]

Numbers: TypeAlias = NDArray[np.int32]


@frozen(eq=False)
class Occurrences:
    """One row for each term of each token, sorted by text, then position of the token, then as its terms are.

    ``text`` is the number of the text in its batch, ``position`` (the token's, and the term's step) counts from
    the text's first word, and ``entry`` is a number of the batch analyzer's entries. All are equally long.
    """

    text: Numbers
    position: Numbers
    entry: Numbers

    def __len__(self) -> int:
        return len(self.entry)


def joined(parts: Sequence[Occurrences]) -> Occurrences:
    """The rows of all ``parts``, in their order."""
    if len(parts) == 1:
        return parts[0]
    empty = [np.empty(0, np.int32)]
    return Occurrences(
        np.concatenate([part.text for part in parts] or empty),
        np.concatenate([part.position for part in parts] or empty),
        np.concatenate([part.entry for part in parts] or empty),
    )


_SLICE: Final = 2**19  # bytes, of a text that is cut characters
_BORDER: Final = re.compile("[ \n]")


def pieces_of(texts: Sequence[str]) -> tuple[list[bytes], Numbers | None]:
    """The texts in UTF-8 (surrogates encoded like other characters), and whose each piece is.

    None says that the pieces are the texts. Texts of several slices are cut at spaces that are in no word.
    """
    pieces = [text.encode("utf-8", "surrogatepass") for text in texts]
    if not pieces or max(map(len, pieces)) <= 2 * _SLICE:
        return pieces, None
    cut = [[part.encode("utf-8", "surrogatepass") for part in _cut(text)] for text in texts]
    owners = repeated(np.arange(len(cut), dtype=np.int32), np.array([len(parts) for parts in cut]))
    return [part for parts in cut for part in parts], owners


def _cut(text: str) -> Iterator[str]:
    begin = 0
    while len(text) - begin > _SLICE:
        end = _border(text, begin)
        yield text[begin:end]
        begin = end + 1
    yield text[begin:]


def _border(text: str, begin: int) -> int:
    """The last space or line end of the slice at ``begin`` that is in no word; without one the next, or the end."""
    line, place = text.rfind("\n", begin, begin + _SLICE), begin + _SLICE
    while (place := text.rfind(" ", begin, place)) > line:
        if not may_be_in_word(text, place):
            return place
    if line >= 0:
        return line
    further = (found.start() for found in _BORDER.finditer(text, begin + _SLICE))
    return next((place for place in further if not may_be_in_word(text, place)), len(text))


def slices_of(pieces: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """Neighbouring pieces that make a slice together: the numbers of the first and after the last."""
    return groups_within(list(map(len, pieces)), _SLICE)


def rejoined(rows: Occurrences, owners: Numbers, widths: Numbers) -> Occurrences:
    """The rows of pieces as rows of texts; ``widths`` are how many positions each piece takes."""
    before = offsets_of(widths)[:-1]
    starts = run_starts(owners)
    firsts = repeated(before[starts], run_lengths(starts, len(owners)))
    moved = (before - firsts).astype(np.int32)
    return Occurrences(owners[rows.text], rows.position + moved[rows.text], rows.entry)
