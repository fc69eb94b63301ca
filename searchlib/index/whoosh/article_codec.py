"""What does Whoosh see of the documents of a segment? Paragraphs: their lengths, which are deleted, what is stored."""

from collections.abc import Mapping

import numpy as np

from searchlib.index.segment import SegmentReader
from searchlib.index.whoosh.api import Codec, Segment
from searchlib.index.whoosh.field_lengths import FieldLengthReader
from searchlib.index.whoosh.spelling_lexicons import Lengths, lexicons_of
from searchlib.index.whoosh.terms_reader import ArrayTermsReader
from searchlib.kernels.arrays import Array
from searchlib.schema import HEADING, TEXT, TITLE, exact, stems_field

__all__ = ["ArticleCodec", "ArticleSegment"]


class ArticleSegment(Segment):  # type: ignore[misc]
    """A segment of articles, as Whoosh names one."""

    def __init__(self, reader: SegmentReader) -> None:
        self.indexname = "articles"
        self.segid = reader.identity.hex()
        self.compound = False
        self.reader = reader
        self.lengths: Mapping[str, Lengths] = {
            name: Lengths(field, reader.lengths if name == TEXT else None) for name, field in reader.fields.items()
        }

    def codec(self) -> "ArticleCodec":
        """The codec that reads it."""
        return ArticleCodec()


class ArticleCodec(Codec):  # type: ignore[misc]
    """Reads segments of articles. They are written by :mod:`searchlib.index.locked_writer`, never through Whoosh."""

    def terms_reader(self, _storage: None, segment: ArticleSegment) -> ArrayTermsReader:
        """The stems and the spellings of a segment."""
        lexicons = {}
        for name, field in segment.reader.fields.items():
            lexicons[name], lexicons[exact(name)] = lexicons_of(field, segment.lengths[name])
        return ArrayTermsReader(lexicons)

    def per_document_reader(self, _storage: None, segment: ArticleSegment) -> "ParagraphReader":
        """The paragraphs of a segment."""
        return ParagraphReader(segment)


class ParagraphReader(FieldLengthReader):
    """The paragraphs of a segment. A field of spellings is as long as the field of its stems."""

    def __init__(self, segment: ArticleSegment) -> None:
        self._reader = segment.reader
        self._by_field = segment.lengths

    def doc_count(self) -> int:
        """How many there are that were not deleted."""
        return self._reader.live_documents

    def doc_count_all(self) -> int:
        """How many there are with the deleted ones."""
        return self._reader.document_count

    def has_deletions(self) -> bool:
        """Whether any was deleted."""
        return self._reader.deleted is not None

    def is_deleted(self, docnum: int) -> bool:
        """Whether this one was; Whoosh asks past the last one, too."""
        deleted = self._reader.deleted
        return deleted is not None and docnum < len(deleted) and bool(deleted[docnum])

    def deleted_docs(self) -> list[int]:
        """Those that were."""
        return [] if self._reader.deleted is None else np.flatnonzero(self._reader.deleted).tolist()

    def _lengths(self, fieldname: str) -> Array:
        lengths = self._by_field.get(stems_field(fieldname))
        return np.zeros(self._reader.document_count, np.uint32) if lengths is None else lengths.array

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """The paragraph's text, its headings a line each, and its article's title and id."""
        paragraph = self._reader.paragraph(docnum)
        facts = self._reader.facts(self._reader.article_of(docnum))
        return {
            TEXT: paragraph.text,
            TITLE: facts.title,
            HEADING: "\n".join(paragraph.headings),
            "id": facts.id,
        }
