"""searchlib itself, through its public face."""

from collections.abc import Sequence
from pathlib import Path

import searchlib
from searchlib.article import Article, Paragraph

__all__ = ["make"]

_PASSAGES_AN_ARTICLE = 13  # as the press releases have on average


class Searchlib:
    """Articles of a dozen passages, as the texts have no articles any more."""

    kinds = ("term", "union", "intersection", "phrase")
    _index: searchlib.Index

    def build(self, folder: Path, texts: Sequence[str]) -> int:
        """See :class:`benchmarks.peers.Peer`."""
        with searchlib.open(folder) as index:
            index.add(_articles(texts))
        return len(texts)

    def open(self, folder: Path) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        self._index = searchlib.open(folder, create=False)

    def count(self, kind: str, query: str) -> int:
        """See :class:`benchmarks.peers.Peer`."""
        return self._index.search(query, limit=0, count=True).total or 0

    def search(self, kind: str, query: str) -> object:
        """See :class:`benchmarks.peers.Peer`."""
        return self._index.search(query)

    def marked(self, kind: str, query: str) -> object:
        """See :class:`benchmarks.peers.Peer`."""
        return [hit.html() for hit in self._index.search(query)]


def _articles(texts: Sequence[str]) -> "list[Article]":
    return [
        _article(start, texts[start : start + _PASSAGES_AN_ARTICLE])
        for start in range(0, len(texts), _PASSAGES_AN_ARTICLE)
    ]


def _article(number: int, texts: Sequence[str]) -> Article:
    paragraphs, place = [], 0
    for text in texts:
        paragraphs.append(Paragraph(len(paragraphs) + 1, text, (), place, place + len(text)))
        place += len(text) + 2
    return Article(id=str(number), title="", text="\n\n".join(texts), paragraphs=paragraphs)


make = Searchlib
