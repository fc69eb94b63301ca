"""Xapian: C++, with the English Snowball stemmer and positions."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.peers.words import texts_of

__all__ = ["make"]

_xapian: Any = import_module("xapian")  # it has no types


class Xapian:
    """Stems without positions and words with them, as its term generator has it; phrases match spellings."""

    _database: Any
    _enquire: Any
    _parser: Any

    def __init__(self) -> None:
        self._stem = _xapian.Stem("english")

    def items(self, articles: Iterable[list[str]]) -> Iterator[str]:
        """See :class:`benchmarks.peers.Peer`."""
        return texts_of(articles)

    def build(self, folder: Path, items: Iterable[str], memory: int, workers: int) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        folder.mkdir(parents=True)
        database = _xapian.WritableDatabase(str(folder), _xapian.DB_CREATE_OR_OPEN)
        generator = _xapian.TermGenerator()
        generator.set_stemmer(self._stem)
        for text in items:
            document = _xapian.Document()
            document.set_data(text)
            generator.set_document(document)
            generator.index_text(text)
            database.add_document(document)
        database.commit()
        database.close()

    def open(self, folder: Path) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        self._database = _xapian.Database(str(folder))
        self._enquire = _xapian.Enquire(self._database)
        self._parser = _xapian.QueryParser()
        self._parser.set_stemmer(self._stem)
        self._parser.set_stemming_strategy(_xapian.QueryParser.STEM_SOME)
        self._parser.set_database(self._database)

    def count(self, kind: str, query: str) -> int:
        """See :class:`benchmarks.peers.Peer`."""
        return int(self._found(query, 0, self._database.get_doccount()).get_matches_estimated())

    def search(self, kind: str, query: str) -> object:
        """See :class:`benchmarks.peers.Peer`."""
        return [match.docid for match in self._found(query, 10, 0)]

    def marked(self, kind: str, query: str) -> object:
        """See :class:`benchmarks.peers.Peer`."""
        found = self._found(query, 10, 0)
        flags = _xapian.MSet.SNIPPET_BACKGROUND_MODEL | _xapian.MSet.SNIPPET_EXHAUSTIVE
        texts = [match.document.get_data().decode() for match in found]
        return [found.snippet(text, 150, self._stem, flags, "<mark>", "</mark>", "…") for text in texts]

    def close(self) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        self._database.close()

    def _found(self, query: str, limit: int, count: int) -> Any:
        flags = _xapian.QueryParser.FLAG_PHRASE | _xapian.QueryParser.FLAG_LOVEHATE
        self._enquire.set_query(self._parser.parse_query(query, flags))
        return self._enquire.get_mset(0, limit, count)


make = Xapian
