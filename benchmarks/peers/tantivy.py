"""tantivy-py: Rust, with the English Snowball stemmer and positions, one indexing thread."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.peers.words import texts_of

__all__ = ["make"]

_HEAP = 256_000_000


class Tantivy:
    """One stored field; a commit at the end, merges waited for; snippets of 150 characters, as they come."""

    _index: Any
    _searcher: Any

    def items(self, articles: Iterable[list[str]]) -> Iterator[str]:
        """See :class:`benchmarks.peers.Peer`."""
        return texts_of(articles)

    def build(self, folder: Path, items: Iterable[str], memory: int, workers: int) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        folder.mkdir(parents=True)
        schema = tantivy.SchemaBuilder().add_text_field("text", stored=True, tokenizer_name="en_stem").build()
        writer = tantivy.Index(schema, path=str(folder)).writer(heap_size=_HEAP, num_threads=1)
        for text in items:
            writer.add_document(tantivy.Document(text=text))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()

    def count(self, kind: str, query: str) -> int:
        """See :class:`benchmarks.peers.Peer`."""
        return int(self._searcher.search(self._parsed(query), 1, count=True).count)

    def texts(self, kind: str, query: str) -> list[str]:
        """All texts that match."""
        hits = self._searcher.search(self._parsed(query), max(1, self._searcher.num_docs), count=False).hits
        return [self._searcher.doc(address)["text"][0] for _, address in hits]

    def search(self, kind: str, query: str) -> object:
        """See :class:`benchmarks.peers.Peer`."""
        return self._searcher.search(self._parsed(query), 10, count=False).hits

    def marked(self, kind: str, query: str) -> object:
        """See :class:`benchmarks.peers.Peer`."""
        parsed = self._parsed(query)
        hits = self._searcher.search(parsed, 10, count=False).hits
        snippets = tantivy.SnippetGenerator.create(self._searcher, parsed, self._index.schema, "text")
        documents = [self._searcher.doc(address) for _, address in hits]
        return [snippets.snippet_from_doc(document).to_html() for document in documents]

    def close(self) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        del self._searcher, self._index

    def _parsed(self, query: str) -> Any:
        return self._index.parse_query(query, ["text"])


make = Tantivy
