"""Lengths of fields as Whoosh asks for them: of one document, and the sum, least and greatest of all."""

import numpy as np

from searchlib.index.whoosh.api import PerDocumentReader
from searchlib.kernels.arrays import Array

__all__ = ["FieldLengthReader"]


class FieldLengthReader(PerDocumentReader):  # type: ignore[misc]
    """Of a reader of documents what follows from the lengths."""

    def _lengths(self, fieldname: str) -> Array:
        """[documents]: how many terms each has in the field, deleted ones included; 0 where there is no such field."""
        raise NotImplementedError

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """How many terms the document has in the field, ``default`` for none."""
        return int(self._lengths(fieldname)[docnum]) or default

    def field_length(self, fieldname: str) -> int:
        """How many all have together."""
        return int(self._lengths(fieldname).sum(dtype=np.int64))

    def min_field_length(self, fieldname: str) -> int:
        """How many the shortest has."""
        lengths = self._lengths(fieldname)
        return int(lengths.min()) if len(lengths) else 0

    def max_field_length(self, fieldname: str) -> int:
        """How many the longest has."""
        return int(self._lengths(fieldname).max(initial=0))
