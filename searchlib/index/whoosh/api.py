"""The one door from the codecs to Whoosh: what Whoosh 2.7.4, Whoosh-Reloaded 2.7.5 and whoosh3 share."""

from searchlib._whoosh import quiet_import

with quiet_import():
    from whoosh.codec.base import (
        Codec,
        FieldCursor,
        FieldWriter,
        PerDocumentReader,
        PerDocumentWriter,
        Segment,
        TermsReader,
    )
    from whoosh.fields import STORED, FieldType, Schema
    from whoosh.filedb.structfile import BufferFile, StructFile
    from whoosh.formats import Positions
    from whoosh.matching import LeafMatcher, ReadTooFar
    from whoosh.reading import EmptyReader, MultiReader, TermInfo, TermNotFound
    from whoosh.reading import SegmentReader as WhooshSegmentReader
    from whoosh.searching import Searcher

__all__ = [
    "STORED",
    "BufferFile",
    "Codec",
    "EmptyReader",
    "FieldCursor",
    "FieldType",
    "FieldWriter",
    "LeafMatcher",
    "MultiReader",
    "PerDocumentReader",
    "PerDocumentWriter",
    "Positions",
    "ReadTooFar",
    "Schema",
    "Searcher",
    "Segment",
    "StructFile",
    "TermInfo",
    "TermNotFound",
    "TermsReader",
    "WhooshSegmentReader",
]
