"""Which files need not be read again? Those that were read in the same way, and are as they were then."""

import time
import zlib
from collections.abc import Callable
from typing import TypeAlias

from attrs import frozen

from searchlib.changes import NEVER, Forgotten, ReadFile
from searchlib.source.file import File

__all__ = ["FileNotes", "Note"]

Note: TypeAlias = Callable[[ReadFile | Forgotten], None]

_GRAIN = 2_000_000_000
"""Nanoseconds: a file changed so shortly before may change again and bear the same time (FAT counts two seconds)."""


@frozen
class FileNotes:
    """Told which files are begun and ended by ``note``; asks ``known`` what an earlier reading noted of a path."""

    note: Note
    known: Callable[[str], ReadFile | None] | None = None

    def unchanged(self, file: File, way: str) -> ReadFile | None:
        """What was noted of a file that need not be read again; ``way`` says how it would be read."""
        before = self.known(file.file) if self.known is not None and file.file is not None else None
        if before is None or before.modified == NEVER or (before.size, before.modified) != (file.size, file.modified):
            return None
        return before if before.reading == _digest(way) else None

    def begin(self, file: File) -> int:
        """From now on the file is to be read again, unless it comes to its end; when that is, for :meth:`end`."""
        self.note(ReadFile(file.file or file.path))
        return time.time_ns()

    def end(self, file: File, way: str, articles: int, begun: int, *, is_whole: bool) -> None:
        """The file gave so many articles; if ``is_whole`` it need not be read again before it changes."""
        path = file.file or file.path
        if is_whole and not articles:
            self.note(Forgotten(path))
        elif is_whole and file.modified < begun - _GRAIN:
            self.note(ReadFile(path, file.size, file.modified, articles, _digest(way)))


def _digest(way: str) -> int:
    return zlib.crc32(way.encode(errors="surrogatepass"))
