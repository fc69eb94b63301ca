"""SQLite FTS5: C, with the Porter stemmer."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

__all__ = ["make"]

_BEST = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT 10"
_MARKED = "SELECT highlight(passages, 0, '<mark>', '</mark>') FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT 10"


class Fts5:
    """One table with one column, the texts stored in it."""

    kinds = ("term", "union", "intersection", "phrase")
    _connection: sqlite3.Connection

    def build(self, folder: Path, texts: Sequence[str]) -> int:
        """See :class:`benchmarks.peers.Peer`."""
        folder.mkdir(parents=True)
        self.open(folder)
        with self._connection as connection:
            connection.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='porter unicode61')")
            connection.executemany("INSERT INTO passages VALUES (?)", ((text,) for text in texts))
        self._connection.close()
        return len(texts)

    def open(self, folder: Path) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        self._connection = sqlite3.connect(folder / "passages.sqlite")

    def count(self, kind: str, query: str) -> int:
        """See :class:`benchmarks.peers.Peer`."""
        row = self._connection.execute("SELECT count(*) FROM passages WHERE passages MATCH ?", [_match(kind, query)])
        return int(row.fetchone()[0])

    def search(self, kind: str, query: str) -> object:
        """See :class:`benchmarks.peers.Peer`."""
        return self._connection.execute(_BEST, [_match(kind, query)]).fetchall()

    def marked(self, kind: str, query: str) -> object:
        """See :class:`benchmarks.peers.Peer`."""
        return self._connection.execute(_MARKED, [_match(kind, query)]).fetchall()


def _match(kind: str, query: str) -> str:
    """The query in FTS5's own language, each word quoted: what it would take for an operator is a word."""
    if kind == "phrase":
        return query
    words = [f'"{word.lstrip("+")}"' for word in query.split()]
    return (" OR " if kind == "union" else " AND ").join(words)


make = Fts5
