"""How does Whoosh keep any index in arrays? With this codec: ``index.writer(codec=ArrayCodec())``.

Whoosh's schema, storage, table of contents and matchers stay; terms, postings, lengths, stored fields, columns and
vectors go into containers (:mod:`searchlib.index.format.container`), two files a segment. We pickle nothing in them;
what Whoosh's formats and columns make of values is kept byte by byte. Lengths are exact.
"""

import secrets
from collections.abc import Iterator
from typing import Any

from searchlib.index.whoosh.api import Codec, Segment
from searchlib.index.whoosh.document_reader import DocumentReader, column_filename
from searchlib.index.whoosh.document_writer import DocumentWriter
from searchlib.index.whoosh.terms_reader import ArrayTermsReader
from searchlib.index.whoosh.terms_writer import InvertedWriter, terms_reader

__all__ = ["ArrayCodec", "ArraySegment"]


class ArraySegment(Segment):  # type: ignore[misc]
    """What Whoosh's table of contents says of a segment: its id, its number of documents, and which are deleted."""

    def __init__(self, indexname: str) -> None:
        self.indexname = indexname
        self.segid = secrets.token_hex(8)  # not of the random module: equal seeds would give equal ids
        self.compound = False
        self._count = 0
        self._deleted: set[int] = set()

    def codec(self) -> "ArrayCodec":
        """The codec that reads it."""
        return ArrayCodec()

    def should_assemble(self) -> bool:
        """There are two files already; Whoosh's compound file would add a pickled table."""
        return False

    def set_doc_count(self, doccount: int) -> None:
        """Whoosh's writer tells how many documents there are."""
        self._count = doccount

    def doc_count_all(self) -> int:
        """How many there are with the deleted ones."""
        return self._count

    def deleted_count(self) -> int:
        """How many were deleted."""
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        """Those that were."""
        return iter(self._deleted)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete the document, or let it be there again."""
        if delete:
            self._deleted.add(docnum)
        else:
            self._deleted.discard(docnum)

    def is_deleted(self, docnum: int) -> bool:
        """Whether this one was."""
        return docnum in self._deleted


class ArrayCodec(Codec):  # type: ignore[misc]
    """Writes and reads segments of any Whoosh schema."""

    def new_segment(self, _storage: Any, indexname: str) -> ArraySegment:
        """A segment without documents."""
        return ArraySegment(indexname)

    def per_document_writer(self, storage: Any, segment: ArraySegment) -> DocumentWriter:
        """A writer of the segment's documents."""
        return DocumentWriter(storage, segment)

    def field_writer(self, storage: Any, segment: ArraySegment) -> InvertedWriter:
        """A writer of the segment's terms and postings."""
        return InvertedWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: ArraySegment) -> ArrayTermsReader:
        """The segment's terms."""
        return terms_reader(storage, segment)

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> DocumentReader:
        """The segment's documents."""
        return DocumentReader(storage, segment)

    @classmethod
    def column_filename(cls, segment: ArraySegment, fieldname: str) -> str:
        """The file of a column that Whoosh adds to a segment later."""
        return column_filename(segment, fieldname)
