"""bm25s with numba: arrays in memory, no positions, no phrases; the texts beside it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import bm25s
import Stemmer

__all__ = ["make"]


class Bm25s:
    """Lucene's BM25, the Snowball stemmer, no stop words."""

    kinds = ("term", "union")
    _retriever: Any
    _stemmer: Any = Stemmer.Stemmer("english")

    def build(self, folder: Path, texts: Sequence[str]) -> int:
        """See :class:`benchmarks.peers.Peer`."""
        tokens = bm25s.tokenize(list(texts), stopwords=None, stemmer=self._stemmer, show_progress=False)
        retriever = bm25s.BM25(method="lucene", backend="numba")
        retriever.index(tokens, show_progress=False)
        retriever.save(str(folder), corpus=list(texts))
        return len(texts)

    def open(self, folder: Path) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        self._retriever = bm25s.BM25.load(str(folder), mmap=True, load_corpus=True)
        self._retriever.activate_numba_scorer()

    def count(self, kind: str, query: str) -> int:
        """It scores every text: there is nothing to count."""
        return -1

    def search(self, kind: str, query: str) -> object:
        """See :class:`benchmarks.peers.Peer`."""
        tokens = bm25s.tokenize([query], stopwords=None, stemmer=self._stemmer, show_progress=False, return_ids=False)
        return self._retriever.retrieve(tokens, k=10, show_progress=False, n_threads=1)

    marked = search


make = Bm25s
