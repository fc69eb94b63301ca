"""The one door from the embedded engine to Whoosh."""

from searchlib._whoosh import quiet_import

with quiet_import():
    from whoosh.index import FileIndex
    from whoosh.query import (
        And,
        AndMaybe,
        AndNot,
        Every,
        Not,
        NullQuery,
        Or,
        Phrase,
        Prefix,
        Query,
        Term,
        Wildcard,
    )
    from whoosh.reading import IndexReader
    from whoosh.searching import Searcher

__all__ = [
    "And",
    "AndMaybe",
    "AndNot",
    "Every",
    "FileIndex",
    "IndexReader",
    "Not",
    "NullQuery",
    "Or",
    "Phrase",
    "Prefix",
    "Query",
    "Searcher",
    "Term",
    "Wildcard",
]
