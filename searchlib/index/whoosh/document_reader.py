"""What is known of the documents of any Whoosh schema? Read from the file that :mod:`.document_writer` describes."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from searchlib.errors import IndexDamaged
from searchlib.index.format.strings import StringTable
from searchlib.index.whoosh.api import BufferFile, Segment
from searchlib.index.whoosh.container_files import opened
from searchlib.index.whoosh.document_writer import EXTENSION
from searchlib.index.whoosh.field_lengths import FieldLengthReader
from searchlib.index.whoosh.posting_list import ArrayMatcher, PostingList
from searchlib.index.whoosh.stored_values import unpacked
from searchlib.kernels.arrays import Array

__all__ = ["DocumentReader", "column_filename"]


def column_filename(segment: Segment, fieldname: str) -> str:
    """The file of a column that Whoosh adds to a segment later."""
    return str(segment.make_filename(f".{fieldname}.column"))


class DocumentReader(FieldLengthReader):
    """The documents that a :class:`~.document_writer.DocumentWriter` wrote."""

    def __init__(self, storage: Any, segment: Segment) -> None:
        self._storage = storage
        self._segment = segment
        self._container = opened(storage, segment, EXTENSION)
        self._stored = StringTable.open(self._container, "stored")
        self._names = {kind: self._numbers(kind) for kind in ("lengths", "columns", "vectors")}
        self._files: list[Any] = []

    def _numbers(self, kind: str) -> dict[str, int]:
        names = StringTable.open(self._container, kind)
        return {names.text(number): number for number in range(len(names))}

    def _name(self, kind: str, fieldname: str) -> str | None:
        """What the arrays of that kind and field are called."""
        number = self._names[kind].get(fieldname)
        return None if number is None else f"{kind}.{number}"

    def close(self) -> None:
        """Close the files of columns that were added later."""
        for file in self._files:
            file.close()
        self._files.clear()

    def doc_count(self) -> int:
        """How many documents there are that were not deleted."""
        return self.doc_count_all() - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        """How many there are with the deleted ones."""
        return int(self._segment.doc_count_all())

    def has_deletions(self) -> bool:
        """Whether any was deleted."""
        return bool(self._segment.deleted_count())

    def is_deleted(self, docnum: int) -> bool:
        """Whether this one was."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> Iterator[int]:
        """Those that were."""
        return iter(self._segment.deleted_docs())

    def supports_columns(self) -> bool:
        """There may be columns."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether the field has one."""
        later = column_filename(self._segment, fieldname)
        return fieldname in self._names["columns"] or bool(self._storage.file_exists(later))

    def column_reader(self, fieldname: str, column: Any) -> Any:
        """Whoosh's reader of a column. Raises what the storage does where there is none."""
        name = self._name("columns", fieldname)
        if name is None:
            path = column_filename(self._segment, fieldname)
            file, length = self._storage.open_file(path), self._storage.file_length(path)
            self._files.append(file)
        else:
            data = self._container[name]
            file, length = BufferFile(data.data, name=name), len(data)
        return column.reader(file, 0, length, len(self._stored))

    def _lengths(self, fieldname: str) -> Array:
        name = self._name("lengths", fieldname)
        if name is None:
            return np.zeros(len(self._stored), np.uint8)
        lengths = self._container[name]
        if len(lengths) != len(self._stored):
            raise IndexDamaged(f"{self._container.path}: {name}: not as many lengths as documents")
        return lengths

    def _rows(self, docnum: int, fieldname: str) -> range:
        """The items of a document's vector."""
        name = self._name("vectors", fieldname)
        if name is None:
            return range(0)
        rows = self._container[f"{name}.rows"]
        return range(int(rows[docnum]), int(rows[docnum + 1]))

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        """Whether the document has a vector of the field."""
        return bool(self._rows(docnum, fieldname))

    def vector(self, docnum: int, fieldname: str, format_: Any) -> ArrayMatcher:
        """A matcher over the terms of a document. Raises KeyError where it has no vector."""
        rows = self._rows(docnum, fieldname)
        if not rows:
            raise KeyError(f"document {docnum} has no vector of {fieldname!r}")
        name = self._name("vectors", fieldname)
        terms, values = (StringTable.open(self._container, f"{name}.{part}") for part in ("terms", "values"))
        weights = self._container[f"{name}.weights"][rows.start : rows.stop].view("<f4")
        if not len(weights) == len(rows) <= min(len(terms), len(values)):
            raise IndexDamaged(f"{self._container.path}: {name}: the items do not fit the documents")
        items = PostingList(
            list(map(terms.text, rows)), weights, np.zeros(len(rows), np.uint8), lambda number: values[rows[number]]
        )
        return ArrayMatcher(items, format_)

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The document's stored fields. Raises IndexDamaged where they cannot be read."""
        return unpacked(self._stored[docnum])
