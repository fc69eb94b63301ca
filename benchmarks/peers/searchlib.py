"""searchlib itself, through its public face."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import searchlib
from benchmarks.peers.words import words_of
from searchlib.article import Article, Paragraph

__all__ = ["article", "articles_of", "make", "typed"]


class Searchlib:
    """The press releases as articles; a hit is shown as the whole paragraph, matched words in ``<mark>``."""

    _index: searchlib.Index

    def items(self, articles: Iterable[list[str]]) -> Iterator[Article]:
        """See :class:`benchmarks.peers.Peer`."""
        return articles_of(articles)

    def build(self, folder: Path, items: Iterable[Article], memory: int, workers: int) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        with searchlib.open(folder, memory=memory, workers=workers) as index:
            index.add(items)

    def open(self, folder: Path) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        self._index = searchlib.open(folder, create=False)

    def count(self, kind: str, query: str) -> int:
        """See :class:`benchmarks.peers.Peer`."""
        return self._index.search(typed(kind, query), limit=0, count=True).total or 0

    def texts(self, kind: str, query: str) -> list[str]:
        """All texts that match."""
        limit = self.count(kind, query)
        return [hit.passage.text for hit in self._index.search(typed(kind, query), limit=limit)]

    def search(self, kind: str, query: str) -> object:
        """See :class:`benchmarks.peers.Peer`."""
        return self._index.search(typed(kind, query))

    def marked(self, kind: str, query: str) -> object:
        """See :class:`benchmarks.peers.Peer`."""
        return [hit.html() for hit in self._index.search(typed(kind, query))]

    def close(self) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        self._index.close()


def typed(kind: str, query: str) -> str:
    """The query as one types it here. What is quoted is looked for as spelled, words joined by dots by their stems."""
    return ".".join(words_of(query)) if kind == "stems" else query


def articles_of(articles: Iterable[list[str]]) -> Iterator[Article]:
    """Each list of paragraphs as an article; its id is its number."""
    for number, paragraphs in enumerate(articles):
        yield article(str(number), paragraphs)


def article(article_id: str, texts: list[str]) -> Article:
    """An article of these paragraphs, without a title."""
    paragraphs: list[Paragraph] = []
    place = 0
    for text in texts:
        paragraphs.append(Paragraph(len(paragraphs) + 1, text, (), place, place + len(text)))
        place += len(text) + 2
    return Article(id=article_id, title="", text="\n\n".join(texts), paragraphs=paragraphs)


make = Searchlib
