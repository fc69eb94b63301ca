"""The cache of words that were asked for: those used last, within a number of bytes."""

import threading
from collections import OrderedDict
from typing import Generic, Protocol, TypeVar

__all__ = ["Cache", "CachedPart", "CachedWord"]


class CachedWord(Protocol):
    """A word that is kept."""

    @property
    def weight_in_bytes(self) -> int:
        """What is kept of it, roughly."""
        ...

    def forget(self) -> None:
        """It has left the cache: nothing more is to be kept of it than is there."""
        ...


class CachedPart(Protocol):
    """What is kept of a word in one segment; the word's weight counts its ``extra_bytes``."""

    extra_bytes: int

    @property
    def is_forgotten(self) -> bool:
        """Whether the cache has let go of it."""
        ...


Value = TypeVar("Value", bound=CachedWord)


class Cache(Generic[Value]):
    """Words by their field and text, those used last, within ``budget`` bytes. Safe for several threads."""

    def __init__(self, budget: int) -> None:
        self.budget = budget
        self._words: OrderedDict[tuple[str, str], Value] = OrderedDict()
        self._held = 0
        self._lock = threading.Lock()

    def get(self, key: tuple[str, str]) -> Value | None:
        """What is kept under ``key``."""
        found = self._words.get(key)
        if found is not None:
            try:  # noqa: SIM105 - suppress() takes longer than all the rest
                self._words.move_to_end(key)
            except KeyError:  # another thread has just forgotten it
                pass
        return found

    def put(self, key: tuple[str, str], value: Value) -> Value:
        """Keep ``value`` for a while; gives it back, or what another thread has put there meanwhile."""
        with self._lock:
            kept = self._words.setdefault(key, value)
            if kept is value:
                self._held += value.weight_in_bytes
                self._make_room()
        return kept

    def charge(self, part: CachedPart, size: int) -> bool:
        """Count ``size`` bytes more for a part of a word that is kept; whether it is."""
        with self._lock:
            if part.is_forgotten:
                return False
            part.extra_bytes += size
            self._held += size
            self._make_room()
        return True

    def _make_room(self) -> None:
        """Forget the words that were not used for the longest time."""
        while self._held > self.budget and self._words:
            _, word = self._words.popitem(last=False)
            self._held -= word.weight_in_bytes
            word.forget()
