"""How do people who know Whoosh search an index of articles? With Whoosh's own Searcher, over one commit.

    searcher = whoosh_searcher(reader)
    for hit in searcher.search(Wildcard("text_exact", "negotiati*")):
        hit["id"], hit["title"], hit["heading"], hit["text"]

Whoosh's documents are the paragraphs, in the order of the index. Its fields are ``text``, ``title`` and ``heading``,
whose terms are stems, and ``text_exact``, ``title_exact`` and ``heading_exact``, whose terms are spellings; ``id`` is
stored.
"""

from typing import Any

from searchlib.analysis import Analyzer
from searchlib.analysis.whoosh_analyzer import WhooshAnalyzer
from searchlib.index.reader import IndexReader
from searchlib.index.whoosh.api import (
    STORED,
    EmptyReader,
    FieldType,
    MultiReader,
    Schema,
    Searcher,
    WhooshSegmentReader,
)
from searchlib.index.whoosh.article_codec import ArticleCodec, ArticleSegment
from searchlib.index.whoosh.spelling_lexicons import ArrayPositions
from searchlib.schema import EXACT, WORD_FIELDS

__all__ = ["whoosh_schema", "whoosh_searcher"]


class ArrayField(FieldType):  # type: ignore[misc]
    """A field that is served from arrays. Whoosh's query parser asks it for terms if it has an analyzer."""

    def __init__(self, analyzer: WhooshAnalyzer | None, stored: bool) -> None:
        super().__init__(ArrayPositions(), analyzer, scorable=True, stored=stored)

    def to_bytes(self, value: Any) -> bytes:
        """The term's bytes in the index."""
        return value if isinstance(value, bytes) else str(value).encode(errors="surrogatepass")

    def from_bytes(self, bs: bytes) -> str:
        """The term again."""
        return bs.decode(errors="surrogatepass")


def whoosh_schema(analyzer: Analyzer | None = None) -> Schema:
    """The Whoosh schema of every index of articles; with the ``analyzer`` Whoosh's parser can read queries for it."""
    schema = Schema(id=STORED())
    for name in WORD_FIELDS:
        for end in ("", EXACT):
            analysis = None if analyzer is None else WhooshAnalyzer(analyzer, exact=bool(end))
            schema.add(name + end, ArrayField(analysis, stored=not end))
    return schema


def whoosh_searcher(reader: IndexReader, analyzer: Analyzer | None = None, **options: Any) -> Searcher:
    """A Whoosh searcher over what the reader holds, to read only; document numbers are the reader's.

    ``analyzer`` should be the index's: it lets ``QueryParser("text", searcher.schema)`` work. ``options`` are those of
    Whoosh's Searcher, as ``weighting=``.
    """
    schema, codec = whoosh_schema(analyzer), ArticleCodec()
    segments = [ArticleSegment(segment) for segment in reader.segments if segment.document_count]
    readers = [WhooshSegmentReader(None, schema, segment, codec=codec) for segment in segments]
    if not readers:
        return Searcher(EmptyReader(schema), **options)
    return Searcher(readers[0] if len(readers) == 1 else MultiReader(readers), **options)
