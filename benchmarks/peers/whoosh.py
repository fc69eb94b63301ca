"""Whoosh as it comes, on a share of the texts."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers.fts5 import _match
from searchlib._whoosh import quiet_import

with quiet_import():
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.fields import TEXT, Schema
    from whoosh.index import create_in, open_dir
    from whoosh.qparser import QueryParser

__all__ = ["make"]

SHARE = 20_000  # texts; all of a large corpus would take hours


class Whoosh:
    """One stored field with positions."""

    kinds = ("term", "union", "intersection", "phrase")
    _searcher: Any
    _parser: Any

    def build(self, folder: Path, texts: Sequence[str]) -> int:
        """See :class:`benchmarks.peers.Peer`."""
        folder.mkdir(parents=True)
        index = create_in(str(folder), Schema(text=TEXT(stored=True, analyzer=StemmingAnalyzer(stoplist=None))))
        writer = index.writer(limitmb=256)
        for text in texts[:SHARE]:
            writer.add_document(text=text)
        writer.commit()
        return min(SHARE, len(texts))

    def open(self, folder: Path) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        index = open_dir(str(folder))
        self._searcher, self._parser = index.searcher(), QueryParser("text", index.schema)

    def count(self, kind: str, query: str) -> int:
        """See :class:`benchmarks.peers.Peer`."""
        return len(self._searcher.search(self._parser.parse(_match(kind, query)), limit=None))

    def search(self, kind: str, query: str) -> object:
        """See :class:`benchmarks.peers.Peer`."""
        return self._searcher.search(self._parser.parse(_match(kind, query)), limit=10)

    def marked(self, kind: str, query: str) -> object:
        """See :class:`benchmarks.peers.Peer`."""
        return [hit.highlights("text") for hit in self._searcher.search(self._parser.parse(_match(kind, query)), limit=10)]


make = Whoosh
