"""bm25s: arrays in memory, no positions, no phrases; its numpy and its numba code."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import bm25s
import Stemmer

from benchmarks.peers.words import texts_of

__all__ = ["make"]


class Bm25s:
    """Lucene's BM25, the Snowball stemmer, no stop words. It has no highlights: with text means the texts alone."""

    _retriever: Any
    _texts: Any
    _stemmer: Any = Stemmer.Stemmer("english")

    def __init__(self, backend: str = "numpy") -> None:
        self._backend = backend

    def items(self, articles: Iterable[list[str]]) -> Iterator[str]:
        """See :class:`benchmarks.peers.Peer`."""
        return texts_of(articles)

    def build(self, folder: Path, items: Iterable[str], memory: int, workers: int) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        texts = items if isinstance(items, list) else list(items)
        tokens = bm25s.tokenize(texts, stopwords=None, stemmer=self._stemmer, show_progress=False)
        retriever = bm25s.BM25(method="lucene", backend=self._backend)
        retriever.index(tokens, show_progress=False)
        retriever.save(str(folder), corpus=texts, show_progress=False)

    def open(self, folder: Path) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        loaded = bm25s.BM25.load(str(folder), mmap=True, load_corpus=True, show_progress=False)
        self._texts, loaded.corpus = loaded.corpus, None
        if self._backend == "numba":
            loaded.activate_numba_scorer()
        self._retriever = loaded

    def count(self, kind: str, query: str) -> int:
        """It scores every text: there is nothing to count."""
        return -1

    def search(self, kind: str, query: str) -> list[int]:
        """See :class:`benchmarks.peers.Peer`."""
        tokens = bm25s.tokenize([query], stopwords=None, stemmer=self._stemmer, show_progress=False, return_ids=False)
        if not tokens[0]:  # to its tokenizer a letter is no word
            return []
        found = self._retriever.retrieve(tokens, k=min(10, len(self._texts)), show_progress=False, n_threads=0)
        numbers: list[int] = found.documents[0].tolist()
        return numbers

    def marked(self, kind: str, query: str) -> object:
        """The ten best and their texts."""
        return [self._texts[number]["text"] for number in self.search(kind, query)]

    def close(self) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        del self._retriever, self._texts


make = Bm25s
