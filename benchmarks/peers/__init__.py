"""What do others make of the same texts? One module an engine, all with the same few answers.

A peer builds an index of the texts, opens it, counts what matches, searches for the ten best, and searches with texts
and highlights. Each runs in a process of its own, on one thread.
"""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

__all__ = ["PEERS", "SHARES", "Peer", "ask_for", "kinds_of", "load", "missing", "version_of"]

PEERS = ("searchlib", "tantivy", "fts5", "bm25s", "bm25s-numba", "whoosh", "xapian")
"""searchlib first: the others are shown as they compare with it."""

SHARES: Mapping[str, int] = {"whoosh": 20_000}
"""The most paragraphs for an engine that would take hours for all of a large corpus."""

_NEEDED: Mapping[str, tuple[str, ...]] = {
    "fts5": ("sqlite3",),
    "bm25s": ("bm25s", "Stemmer"),
    "bm25s-numba": ("bm25s", "Stemmer", "numba"),
}
_VERSIONED = {"whoosh": "Whoosh", "bm25s-numba": "numba"}


class Peer(Protocol):
    """An engine under measurement.

    ``kind`` is one of those that :func:`kinds_of` gives; a query is as typed.
    """

    def items(self, articles: Iterable[list[str]]) -> Iterable[Any]:
        """The articles, each a list of paragraphs, as the engine takes them: what reading would give."""
        ...

    def build(self, folder: Path, items: Iterable[Any], memory: int, workers: int) -> None:
        """Index the items in ``folder``, which is not there yet, and commit.

        ``memory`` (in MiB) and ``workers`` are for engines that can be told.
        """
        ...

    def open(self, folder: Path) -> None:
        """Get ready to answer."""
        ...

    def count(self, kind: str, query: str) -> int:
        """How many texts match."""
        ...

    def search(self, kind: str, query: str) -> object:
        """The ten best, no text of theirs read."""
        ...

    def marked(self, kind: str, query: str) -> object:
        """The ten best, with their texts and the matched words marked."""
        ...

    def close(self) -> None:
        """Let go of files."""
        ...


def load(name: str) -> Peer:
    """The peer of that name. Raises ModuleNotFoundError where the engine is not installed."""
    module, _, variant = name.partition("-")
    make: Callable[..., Peer] = import_module(f"benchmarks.peers.{module}").make
    return make(variant) if variant else make()


def kinds_of(name: str) -> tuple[str, ...]:
    """The kinds of queries that the peer answers: keys of :data:`benchmarks.corpus.KINDS`."""
    if name.startswith("bm25s"):
        return ("term", "union")
    kinds = ("term", "union", "intersection", "phrase")
    return (*kinds, "stems") if name == "searchlib" else kinds


def missing(name: str) -> str:
    """What has to be installed for the peer, "" if it is all there."""
    absent = [module for module in _NEEDED.get(name, (name,)) if find_spec(module) is None]
    if absent:
        return f"{name} is left out: {', '.join(absent)} is not installed ({ask_for(name)})"
    if name == "fts5" and not _has_fts5():
        return f"{name} is left out: this Python's SQLite was made without it"
    return ""


def ask_for(name: str) -> str:
    """How one gets the peer."""
    return "pip install xapian-bindings-binary" if name == "xapian" else "pip install '.[bench]'"


def version_of(name: str) -> str:
    """The engine's name and version."""
    if name == "fts5":
        import sqlite3

        return f"SQLite {sqlite3.sqlite_version}"
    if name == "xapian":
        return f"xapian {import_module('xapian').version_string()}"
    package = _VERSIONED.get(name, name)
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return package


def _has_fts5() -> bool:
    import sqlite3

    with sqlite3.connect(":memory:") as connection:
        options = connection.execute("PRAGMA compile_options").fetchall()
    connection.close()
    return ("ENABLE_FTS5",) in options
