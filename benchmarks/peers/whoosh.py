"""Whoosh as it comes."""

import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.peers.words import texts_of, words_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its regular expressions are of an older Python
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.fields import TEXT, Schema
    from whoosh.index import create_in, open_dir
    from whoosh.qparser import QueryParser

__all__ = ["make"]


class Whoosh:
    """One stored field with positions and the Porter stemmer; highlights are fragments, as they come."""

    _searcher: Any
    _parser: Any

    def items(self, articles: Iterable[list[str]]) -> Iterator[str]:
        """See :class:`benchmarks.peers.Peer`."""
        return texts_of(articles)

    def build(self, folder: Path, items: Iterable[str], memory: int, workers: int) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        folder.mkdir(parents=True)
        index = create_in(str(folder), Schema(text=TEXT(stored=True, analyzer=StemmingAnalyzer(stoplist=None))))
        writer = index.writer(limitmb=256)
        for text in items:
            writer.add_document(text=text)
        writer.commit()

    def open(self, folder: Path) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        index = open_dir(str(folder))
        self._searcher, self._parser = index.searcher(), QueryParser("text", index.schema)

    def count(self, kind: str, query: str) -> int:
        """See :class:`benchmarks.peers.Peer`."""
        return len(self._searcher.search(self._parsed(kind, query), limit=None))

    def search(self, kind: str, query: str) -> Any:
        """See :class:`benchmarks.peers.Peer`."""
        return self._searcher.search(self._parsed(kind, query), limit=10)

    def marked(self, kind: str, query: str) -> object:
        """See :class:`benchmarks.peers.Peer`."""
        return [hit.highlights("text") for hit in self.search(kind, query)]

    def close(self) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        self._searcher.close()

    def _parsed(self, kind: str, query: str) -> Any:
        if kind == "phrase":
            return self._parser.parse(query)
        words = [f'"{word}"' for word in words_of(query)]  # quoted, as some are operators
        return self._parser.parse((" OR " if kind == "union" else " AND ").join(words))


make = Whoosh
