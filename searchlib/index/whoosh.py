"""The one door from the index to Whoosh: what Whoosh 2.7.4, Whoosh-Reloaded 2.7.5 and whoosh3 share."""

from searchlib._whoosh import quiet_import

with quiet_import():
    from whoosh.columns import NumericColumn
    from whoosh.fields import COLUMN, ID, STORED, FieldType, Schema
    from whoosh.filedb.filestore import FileStorage
    from whoosh.formats import Positions
    from whoosh.index import FileIndex
    from whoosh.index import IndexError as WhooshIndexError
    from whoosh.writing import SegmentWriter

__all__ = [
    "COLUMN",
    "ID",
    "STORED",
    "FieldType",
    "FileIndex",
    "FileStorage",
    "NumericColumn",
    "Positions",
    "Schema",
    "SegmentWriter",
    "WhooshIndexError",
]
