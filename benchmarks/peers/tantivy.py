"""tantivy-py: Rust, with the English Snowball stemmer and positions, one thread."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tantivy

__all__ = ["make"]


class Tantivy:
    """One stored field; a commit at the end, merges waited for."""

    kinds = ("term", "union", "intersection", "phrase")
    _index: Any
    _searcher: Any

    def build(self, folder: Path, texts: Sequence[str]) -> int:
        """See :class:`benchmarks.peers.Peer`."""
        folder.mkdir(parents=True)
        schema = tantivy.SchemaBuilder().add_text_field("text", stored=True, tokenizer_name="en_stem").build()
        writer = tantivy.Index(schema, path=str(folder)).writer(heap_size=256_000_000, num_threads=1)
        for text in texts:
            writer.add_document(tantivy.Document(text=text))
        writer.commit()
        writer.wait_merging_threads()
        return len(texts)

    def open(self, folder: Path) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        self._index = tantivy.Index.open(str(folder))
        self._searcher = self._index.searcher()

    def count(self, kind: str, query: str) -> int:
        """See :class:`benchmarks.peers.Peer`."""
        return int(self._searcher.search(self._index.parse_query(query, ["text"]), 1, count=True).count)

    def search(self, kind: str, query: str) -> object:
        """See :class:`benchmarks.peers.Peer`."""
        return self._searcher.search(self._index.parse_query(query, ["text"]), 10, count=False).hits

    def marked(self, kind: str, query: str) -> object:
        """See :class:`benchmarks.peers.Peer`."""
        parsed = self._index.parse_query(query, ["text"])
        hits = self._searcher.search(parsed, 10, count=False).hits
        snippets = tantivy.SnippetGenerator.create(self._searcher, parsed, self._index.schema, "text")
        documents = [self._searcher.doc(address) for _, address in hits]
        return [snippets.snippet_from_doc(document).to_html() for document in documents]


make = Tantivy
