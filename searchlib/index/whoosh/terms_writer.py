"""How are the terms of any Whoosh schema kept? Each field's as sorted strings, its postings as arrays beside them.

The file ``<segment>.terms`` has the names of the fields in order (``fields``) and for field number n:

==============  ==========================================================
``n.terms``     the terms, in the order of their bytes
``n.postings``  offsets [terms + 1] into the rows of postings
``n.ids``       a posting: its document
``n.weights``   u4, a posting: the bits of its weight, a 32-bit float
``n.lengths``   a posting: how long the field is in its document, 0 where that is not known
``n.values``    a posting: the bytes that the field's format gave it
==============  ==========================================================
"""

from array import array
from functools import partial
from typing import Any

import numpy as np
from attrs import define, field

from searchlib.errors import IndexDamaged
from searchlib.index.format.container import Container, ContainerWriter
from searchlib.index.format.strings import StringTable, write_strings
from searchlib.index.whoosh.api import FieldWriter, Segment
from searchlib.index.whoosh.blobs import Blobs
from searchlib.index.whoosh.container_files import NewFile, opened
from searchlib.index.whoosh.posting_list import PostingList
from searchlib.index.whoosh.terms_reader import ArrayTermsReader, Lexicon
from searchlib.kernels.arrays import Array
from searchlib.kernels.offsets import narrowest

__all__ = ["InvertedWriter", "terms_reader"]

EXTENSION = ".terms"


@define
class _Field:
    """The rows of one field on their way into the file."""

    terms: Blobs = field(factory=Blobs)
    offsets: "array[int]" = field(factory=lambda: array("Q", [0]))
    ids: "array[int]" = field(factory=lambda: array("I"))
    weights: "array[float]" = field(factory=lambda: array("f"))
    lengths: "array[int]" = field(factory=lambda: array("I"))
    values: Blobs = field(factory=Blobs)

    def write(self, container: ContainerWriter, number: int) -> None:
        """Write the arrays of the field of that number."""
        self.terms.write(container, f"{number}.terms")
        for name, numbers in ("postings", self.offsets), ("ids", self.ids), ("lengths", self.lengths):
            rows = np.array(numbers)
            container.add(f"{number}.{name}", rows.astype(narrowest(int(rows.max(initial=0)))))
        container.add(f"{number}.weights", np.array(self.weights, "<f4").view("<u4"))
        self.values.write(container, f"{number}.values")


class InvertedWriter(FieldWriter):  # type: ignore[misc]
    """Takes the postings of a segment as Whoosh gives them: by field, term, document. One field is in memory."""

    def __init__(self, storage: Any, segment: Segment) -> None:
        self._file = NewFile.create(storage, segment, EXTENSION)
        self._fields: list[str] = []
        self._field = _Field()
        self.is_closed = False

    def start_field(self, fieldname: str, _fieldobj: Any) -> None:
        """Begin a field; they come in the order of their names."""
        self._fields.append(fieldname)
        self._field = _Field()

    def start_term(self, text: bytes) -> None:
        """Begin a term; they come in the order of their bytes."""
        self._field.terms.append(text)

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int | None) -> None:
        """Add a posting; they come in the order of documents."""
        self._field.ids.append(docnum)
        self._field.weights.append(weight)
        self._field.lengths.append(length or 0)
        self._field.values.append(vbytes)

    def finish_term(self) -> None:
        """End the term."""
        self._field.offsets.append(len(self._field.ids))

    def finish_field(self) -> None:
        """End the field, and write it."""
        self._field.write(self._file.container, len(self._fields) - 1)

    def close(self) -> None:
        """Write the end of the file."""
        write_strings(self._file.container, "fields", [name.encode() for name in self._fields])
        self._file.finish()
        self.is_closed = True


def terms_reader(storage: Any, segment: Segment) -> ArrayTermsReader:
    """The terms that an :class:`InvertedWriter` wrote."""
    container = opened(storage, segment, EXTENSION)
    names = StringTable.open(container, "fields")
    return ArrayTermsReader({names.text(number): _lexicon(container, number) for number in range(len(names))})


def _lexicon(container: Container, number: int) -> Lexicon:
    terms, values = StringTable.open(container, f"{number}.terms"), StringTable.open(container, f"{number}.values")
    names = ("postings", "ids", "lengths", "weights")
    offsets, ids, lengths, weights = (container[f"{number}.{name}"] for name in names)
    if len(offsets) != len(terms) + 1 or {len(ids), len(weights), len(lengths), len(values)} != {int(offsets[-1])}:
        raise IndexDamaged(f"{container.path}: the postings of field {number} do not fit its terms")
    return Lexicon(terms, partial(_postings, container, offsets, ids, weights, lengths, values))


def _postings(
    container: Container,
    offsets: Array,
    ids: Array,
    weights: Array,
    lengths: Array,
    values: StringTable,
    numbers: range,
) -> PostingList:
    first, last = int(offsets[numbers.start]), int(offsets[numbers.stop])
    if not first < last <= len(ids):
        raise IndexDamaged(f"{container.path}: the offsets of postings run backwards")
    return PostingList(
        ids[first:last].tolist(),
        weights[first:last].view("<f4"),
        lengths[first:last],
        lambda number: values[first + number],
    )
