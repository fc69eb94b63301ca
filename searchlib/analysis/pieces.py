"""How much text is worked on at once? As much as keeps the arrays in a core's cache; a huge text is cut for it."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

import numpy as np

from searchlib.analysis.occurrences import Numbers, Occurrences

__all__ = ["pieces_of", "rejoined", "slices_of"]

_SLICE: Final = 2**19  # bytes


def pieces_of(texts: Sequence[str]) -> tuple[list[bytes], Numbers | None]:
    """The texts in UTF-8 (surrogates encoded like other characters), and whose each piece is.

    None says that the pieces are the texts. Texts of several slices are cut at spaces, where no word ends or
    begins otherwise.
    """
    pieces = [text.encode("utf-8", "surrogatepass") for text in texts]
    if not pieces or max(map(len, pieces)) <= 2 * _SLICE:
        return pieces, None
    cut = [list(_cut(piece)) for piece in pieces]
    owners = np.repeat(np.arange(len(cut), dtype=np.int32), [len(parts) for parts in cut])
    return [part for parts in cut for part in parts], owners


def _cut(text: bytes) -> Iterator[bytes]:
    begin = 0
    while len(text) - begin > _SLICE:
        end = max(text.rfind(space, begin, begin + _SLICE) for space in (b" ", b"\n"))
        if end < 0:
            end = min((place for space in (b" ", b"\n") if (place := text.find(space, begin)) >= 0), default=len(text))
        yield text[begin:end]
        begin = end + 1
    yield text[begin:]


def slices_of(pieces: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """Neighbouring pieces that make a slice together: the numbers of the first and after the last."""
    ends = np.fromiter(accumulate(map(len, pieces)), np.intp, len(pieces))
    begin = done = 0
    while begin < len(pieces):
        end = max(begin + 1, int(np.searchsorted(ends, done + _SLICE, side="right")))
        yield begin, end
        begin, done = end, int(ends[end - 1])


def rejoined(rows: Occurrences, owners: Numbers, widths: Numbers) -> Occurrences:
    """The rows of pieces as rows of texts; ``widths`` are how many positions each piece takes."""
    before = np.cumsum(widths, dtype=np.int64) - widths
    firsts = np.searchsorted(owners, owners)
    moved = (before - before[firsts]).astype(np.int32)
    return Occurrences(owners[rows.text], rows.position + moved[rows.text], rows.entry)
