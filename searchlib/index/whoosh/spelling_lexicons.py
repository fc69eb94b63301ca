"""Where do stems and spellings stand, as Whoosh counts it? Posting lists made of a field of articles.

To Whoosh a spelling is a term of the twin field (``text_exact`` for ``text``). Its occurrences are those of its stem
that carry its code. A spelling may be there under several stems or codes, and the same place under two of them: each
place counts once.
"""

from functools import cached_property, partial

import numpy as np
from attrs import define
from numpy.typing import NDArray

from searchlib.index.postings.field import FieldReader, SpreadFieldReader
from searchlib.index.whoosh.api import Positions
from searchlib.index.whoosh.posting_list import PostingList
from searchlib.index.whoosh.terms_reader import Lexicon
from searchlib.kernels.arrays import Array, Int64
from searchlib.kernels.offsets import counts_of, offsets_of, repeated
from searchlib.kernels.positions import counted, located

__all__ = ["ArrayPositions", "Lengths", "lexicons_of"]


class ArrayPositions(Positions):  # type: ignore[misc]
    """Positions as 32-bit numbers, little-endian: Whoosh's own format has them pickled."""

    def encode(self, poslist: list[int]) -> bytes:
        """The bytes of ascending positions."""
        return np.asarray(poslist, "<u4").tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """The positions again."""
        return list(map(int, np.frombuffer(valuestring, "<u4")))

    def decode_frequency(self, valuestring: bytes) -> int:
        """How many positions there are."""
        return len(valuestring) // 4


@define(slots=False)
class Lengths:
    """How many terms each document has in one field; counted from the postings when they are not ``known``."""

    field: FieldReader
    known: NDArray[np.uint32] | None = None

    @cached_property
    def array(self) -> NDArray[np.uint32]:
        """[documents]."""
        if self.known is not None:
            return self.known
        postings, count = self.field.postings, self.field.term_count
        units = repeated(postings.documents(0, count), postings.frequencies(0, count))
        counts = np.bincount(units, minlength=postings.units).astype(np.uint32)
        return repeated(counts, counts_of(self.field.units)) if isinstance(self.field, SpreadFieldReader) else counts


def lexicons_of(field: FieldReader, lengths: Lengths) -> tuple[Lexicon, Lexicon]:
    """The stems of the field, and its spellings."""
    return (
        Lexicon(field.terms, partial(_of_stem, field, lengths)),
        Lexicon(field.spellings, partial(_of_spelling, field, lengths)),
    )


def _of_stem(field: FieldReader, lengths: Lengths, numbers: range) -> PostingList:
    term = numbers[0]
    documents, frequencies = field.documents(term), field.frequencies(term)
    return _list(field, lengths, documents, frequencies, field.places(term))


def _of_spelling(field: FieldReader, lengths: Lengths, numbers: range) -> PostingList:
    places = np.unique(np.concatenate([_places(field, number) for number in numbers]))
    documents, frequencies = counted(located(places, field.starts))
    return _list(field, lengths, documents, frequencies, places)


def _places(field: FieldReader, number: int) -> NDArray[np.uint32]:
    """Where the stem of a spelling has its code."""
    term, code = field.spelling_owner(number)
    places, codes = field.places(term), field.codes(term)
    return places if codes is None else places[codes == code]


def _list(
    field: FieldReader, lengths: Lengths, documents: Array, frequencies: Array, places: NDArray[np.uint32]
) -> PostingList:
    value = partial(_positions, field, documents, offsets_of(frequencies), places)
    return PostingList(documents.tolist(), frequencies, lengths.array[documents], value)


def _positions(field: FieldReader, documents: Array, offsets: Int64, places: NDArray[np.uint32], number: int) -> bytes:
    """The positions of one posting in :class:`ArrayPositions`."""
    inside = places[offsets[number] : offsets[number + 1]]
    positions: Array = inside - field.starts[documents[number]]
    return positions.astype("<u4").tobytes()
