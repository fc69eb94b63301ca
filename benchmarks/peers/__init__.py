"""What do others make of the same texts? One module an engine, all with the same five answers.

A peer builds an index of the texts, opens it, counts what matches, searches for the ten best, and searches with texts and
highlights. Each runs in a process of its own, on one thread.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol

__all__ = ["PEERS", "Peer", "load"]

PEERS = ("searchlib", "tantivy", "fts5", "bm25s", "whoosh")
"""searchlib first: the others are shown as they compare with it."""


class Peer(Protocol):
    """An engine under measurement. ``kind`` is one of "term", "union", "intersection", "phrase"; a query is as typed."""

    kinds: tuple[str, ...]

    def build(self, folder: Path, texts: Sequence[str]) -> int:
        """Index the texts in ``folder`` and commit; how many of them were indexed (a slow engine may take a share)."""
        ...

    def open(self, folder: Path) -> None:
        """Get ready to answer."""
        ...

    def count(self, kind: str, query: str) -> int:
        """How many texts match."""
        ...

    def search(self, kind: str, query: str) -> object:
        """The ten best."""
        ...

    def marked(self, kind: str, query: str) -> object:
        """The ten best, with their texts and the matched words marked."""
        ...


def load(name: str) -> Peer:
    """The peer of that name. Raises ModuleNotFoundError where the engine is not installed."""
    make: Callable[[], Peer] = import_module(f"benchmarks.peers.{name}").make
    return make()
