"""How is a segment's field read by a merge? As rows of all terms of a range, its forms numbered over the field."""

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from searchlib.index.postings.field import FieldReader
from searchlib.index.postings.reader import Postings
from searchlib.index.postings.term_dictionary import Dictionary
from searchlib.index.postings.writer import Rows
from searchlib.kernels.arrays import Int64
from searchlib.kernels.offsets import counts_of, repeated

__all__ = ["FieldSource"]


@define
class FieldSource:
    """A field of an older segment, as :func:`~searchlib.index.merger.merge_field` reads it."""

    units: int
    postings: Int64
    occurrences: Int64
    wide_rows: int
    _stored: Postings
    _coded: NDArray[np.bool_]
    _reader: FieldReader
    _form_starts: NDArray[np.uint32] = field(factory=lambda: np.zeros(0, np.uint32))

    @classmethod
    def of(cls, reader: FieldReader) -> "FieldSource":
        """Reads the offsets; dictionary and postings are read when asked for, the dictionary first."""
        stored = reader.postings
        return cls(
            units=stored.units,
            postings=stored.offsets("postings"),
            occurrences=stored.offsets("occurrences"),
            wide_rows=stored.wide_rows,
            stored=stored,
            coded=counts_of(stored.offsets("coded")) > 0,
            reader=reader,
        )

    def dictionary(self) -> Dictionary:
        """The field's terms and forms."""
        forms, offsets = self._reader.forms()
        self._form_starts = offsets[:-1].astype(np.uint32)
        dictionary = Dictionary(self._reader.terms.all(), forms, offsets)
        self.release()
        return dictionary

    def rows(self, first: int, last: int) -> Rows:
        """The rows of a range of terms."""
        terms, places = counts_of(self.postings[first : last + 1]), counts_of(self.occurrences[first : last + 1])
        forms = repeated(self._form_starts[first:last], places)
        coded = self._coded[first:last]
        if coded.any():
            forms[repeated(coded, places)] += self._stored.codes(first, last)
        stored = self._stored
        return Rows(
            stored.documents(first, last),
            stored.frequencies(first, last),
            stored.positions(first, last),
            forms,
            terms,
            places,
        )

    def release(self) -> None:
        """Let go of the pages of the mapped file."""
        self._stored.release()
