"""SQLite FTS5: C, with the Porter stemmer."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.peers.words import texts_of, words_of

__all__ = ["make"]

_WHERE = "FROM passages WHERE passages MATCH ?"
_BEST = f"SELECT rowid {_WHERE} ORDER BY rank LIMIT 10"
_MARKED = f"SELECT snippet(passages, 0, '<mark>', '</mark>', '…', 30) {_WHERE} ORDER BY rank LIMIT 10"


class Fts5:
    """One table with one column, the texts stored in it; snippets of 30 words."""

    _connection: sqlite3.Connection

    def items(self, articles: Iterable[list[str]]) -> Iterator[str]:
        """See :class:`benchmarks.peers.Peer`."""
        return texts_of(articles)

    def build(self, folder: Path, items: Iterable[str], memory: int, workers: int) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        folder.mkdir(parents=True)
        self.open(folder)
        with self._connection as connection:
            connection.execute("CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='porter unicode61')")
            connection.executemany("INSERT INTO passages VALUES (?)", ((text,) for text in items))
        self._connection.close()

    def open(self, folder: Path) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        self._connection = sqlite3.connect(folder / "passages.sqlite")

    def count(self, kind: str, query: str) -> int:
        """See :class:`benchmarks.peers.Peer`."""
        row = self._connection.execute(f"SELECT count(*) {_WHERE}", [_match(kind, query)])
        return int(row.fetchone()[0])

    def search(self, kind: str, query: str) -> object:
        """See :class:`benchmarks.peers.Peer`."""
        return self._connection.execute(_BEST, [_match(kind, query)]).fetchall()

    def marked(self, kind: str, query: str) -> object:
        """See :class:`benchmarks.peers.Peer`."""
        return self._connection.execute(_MARKED, [_match(kind, query)]).fetchall()

    def close(self) -> None:
        """See :class:`benchmarks.peers.Peer`."""
        self._connection.close()


def _match(kind: str, query: str) -> str:
    """The query in FTS5's own language, each word quoted: what it would take for an operator is a word."""
    if kind == "phrase":
        return query
    words = [f'"{word}"' for word in words_of(query)]
    return (" OR " if kind == "union" else " AND ").join(words)


make = Fts5
