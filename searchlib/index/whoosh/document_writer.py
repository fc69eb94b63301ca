"""How are the documents of any Whoosh schema kept? Their stored fields, lengths, columns and vectors, by number.

The file ``<segment>.documents`` has:

====================  ==========================================================
``stored``            a document: its stored fields (:mod:`.stored_values`)
``lengths``           the names of the fields that have lengths, in order;
                      ``lengths.n`` a document: how long field n is, 0 where it is not there
``columns``           the names of the columns; ``columns.n`` u1, the bytes that Whoosh's column writer made
``vectors``           the names of the fields with vectors; for field n
                      ``vectors.n.rows`` offsets [documents + 1] into the items, and an item: its term
                      (``vectors.n.terms``), the bits of its weight, a 32-bit float
                      (``vectors.n.weights``, u4), and its value (``vectors.n.values``)
====================  ==========================================================
"""

import tempfile
from array import array
from collections.abc import Iterable
from typing import Any

import numpy as np
from attrs import define, field

from searchlib.index.format.container import ContainerWriter
from searchlib.index.format.strings import write_strings
from searchlib.index.whoosh.api import PerDocumentWriter, Segment, StructFile
from searchlib.index.whoosh.blobs import Blobs
from searchlib.index.whoosh.container_files import NewFile
from searchlib.index.whoosh.stored_values import encoded, packed
from searchlib.kernels.offsets import narrowest

__all__ = ["EXTENSION", "DocumentWriter"]

EXTENSION = ".documents"
_IN_MEMORY = 1 << 20

Item = tuple[str, float, bytes]


class _Column:
    """A column as Whoosh's writer makes it, in a file that is in memory while it is small."""

    def __init__(self, column: Any) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed by write
        self._writer = column.writer(StructFile(self._file))

    def add(self, docnum: int, value: Any) -> None:
        """The value of one document; they come in order."""
        self._writer.add(docnum, value)

    def write(self, container: ContainerWriter, name: str, documents: int) -> None:
        """Put all into the container, and forget it."""
        self._writer.finish(documents)
        container.start(name, np.uint8)
        with self._file as file:
            file.seek(0)
            while piece := file.read(_IN_MEMORY):
                container.extend(name, np.frombuffer(piece, np.uint8))


@define
class _Vectors:
    """The vectors of one field."""

    rows: "array[int]" = field(factory=lambda: array("Q", [0]))
    terms: Blobs = field(factory=Blobs)
    weights: "array[float]" = field(factory=lambda: array("f"))
    values: Blobs = field(factory=Blobs)

    def fill(self, documents: int) -> None:
        """Let the documents before that number have no more items."""
        self.rows.extend([self.rows[-1]] * (documents + 1 - len(self.rows)))

    def add(self, docnum: int, items: Iterable[Item]) -> None:
        """The items of one document."""
        self.fill(docnum)
        for text, weight, value in items:
            self.terms.append(text.encode(errors="surrogatepass"))
            self.weights.append(weight)
            self.values.append(value)
        self.rows.append(len(self.terms))

    def write(self, container: ContainerWriter, name: str, documents: int) -> None:
        """Put all into the container."""
        self.fill(documents)
        container.add(f"{name}.rows", np.array(self.rows).astype(narrowest(self.rows[-1])))
        self.terms.write(container, f"{name}.terms")
        container.add(f"{name}.weights", np.array(self.weights, "<f4").view("<u4"))
        self.values.write(container, f"{name}.values")


@define
class _Lengths:
    """The lengths of one field."""

    numbers: "array[int]" = field(factory=lambda: array("I"))

    def add(self, docnum: int, length: int) -> None:
        """That of one document."""
        self.numbers.extend([0] * (docnum - len(self.numbers)))
        self.numbers.append(length)

    def write(self, container: ContainerWriter, name: str, documents: int) -> None:
        """Put all into the container."""
        self.numbers.extend([0] * (documents - len(self.numbers)))
        numbers = np.array(self.numbers)
        container.add(name, numbers.astype(narrowest(int(numbers.max(initial=0)))))


@define
class _Document:
    """What is known of the document that is being added."""

    stored: dict[str, Any] = field(factory=dict)
    lengths: dict[str, int] = field(factory=dict)
    columns: dict[str, tuple[Any, Any]] = field(factory=dict)
    vectors: dict[str, list[Item]] = field(factory=dict)


class DocumentWriter(PerDocumentWriter):  # type: ignore[misc]
    """Takes documents as Whoosh gives them: a start, fields in any order, an end or a cancellation."""

    def __init__(self, storage: Any, segment: Segment) -> None:
        self._file = NewFile.create(storage, segment, EXTENSION)
        self._stored = Blobs()
        self._lengths: dict[str, _Lengths] = {}
        self._columns: dict[str, _Column] = {}
        self._vectors: dict[str, _Vectors] = {}
        self._document: _Document | None = None
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        """Begin the document of the next number."""
        if self._document is not None or docnum != len(self._stored):
            raise ValueError(f"document {docnum} is begun where {len(self._stored)} is to be begun or ended")
        self._document = _Document()

    @property
    def _open(self) -> _Document:
        if self._document is None:
            raise ValueError("a field is added where no document is begun")
        return self._document

    def add_field(self, fieldname: str, _fieldobj: Any, value: Any, length: int | None) -> None:
        """What is to be stored of a field (None: nothing), and how long it is.

        Raises TypeError for a value of a type that cannot be stored.
        """
        if value is not None:
            self._open.stored[fieldname] = encoded(value)
        if length:
            self._open.lengths[fieldname] = length

    def add_column_value(self, fieldname: str, columnobj: Any, value: Any) -> None:
        """The document's value in a column."""
        self._open.columns[fieldname] = columnobj, value

    def add_vector_items(self, fieldname: str, _fieldobj: Any, items: Iterable[Item]) -> None:
        """The document's vector of a field: terms, weights, values."""
        self._open.vectors[fieldname] = list(items)

    def cancel_doc(self) -> None:
        """Forget the document that was begun."""
        self._document = None

    def finish_doc(self) -> None:
        """End the document."""
        document, number = self._open, len(self._stored)
        for name, length in document.lengths.items():
            self._lengths.setdefault(name, _Lengths()).add(number, length)
        for name, (column, value) in document.columns.items():
            if name not in self._columns:
                self._columns[name] = _Column(column)
            self._columns[name].add(number, value)
        for name, items in document.vectors.items():
            self._vectors.setdefault(name, _Vectors()).add(number, items)
        self._stored.append(packed(document.stored))
        self._document = None

    def close(self) -> None:
        """End the document that was begun, and write the file."""
        if self._document is not None:
            self.finish_doc()
        container = self._file.container
        kinds: dict[str, Any] = {"lengths": self._lengths, "columns": self._columns, "vectors": self._vectors}
        for kind, parts in kinds.items():
            names = sorted(parts)
            write_strings(container, kind, [name.encode() for name in names])
            for number, name in enumerate(names):
                parts[name].write(container, f"{kind}.{number}", len(self._stored))
        self._stored.write(container, "stored")
        self._file.finish()
        self.is_closed = True
