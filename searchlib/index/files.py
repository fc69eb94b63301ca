"""Which files do the articles come from? A table sorted by path, so that what lies below a folder stands together.

The file ``<id>.files`` holds ``paths``, strings in the order of their bytes, and by path ``sizes`` u8, ``times`` u8 (of
the last change in nanoseconds since 1970, as two's complement where it was before; all bits set: to be read again),
``articles`` u4 and ``readings`` u4.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from attrs import define, field

from searchlib.changes import NEVER, Forgotten, ReadFile, places_of
from searchlib.errors import IndexDamaged
from searchlib.index.format.container import Container, ContainerWriter
from searchlib.index.format.strings import StringTable, write_strings
from searchlib.index.manifest import FileRow

__all__ = ["FileChanges", "FileTable", "write_files"]

_NEVER, _LATEST = (1 << 64) - 1, (1 << 63) - 1
_COLUMNS = (("sizes", "<u8"), ("times", "<u8"), ("articles", "<u4"), ("readings", "<u4"))


@define(eq=False, repr=False)
class FileTable:
    """The files of one commit. Reading raises IndexDamaged where the table contradicts itself."""

    _container: Container | None = None
    _paths: StringTable | None = None
    _columns: tuple[Any, ...] = ()

    @classmethod
    def open(cls, folder: Path, row: FileRow | None) -> "FileTable":
        """The table that the table of contents names; an empty one where it names none."""
        if row is None:
            return cls()
        path = folder / row.name
        container = Container.open(path, bytes.fromhex(path.stem))
        if (container.length, container.checksum) != (row.length, row.checksum):
            raise IndexDamaged(f"{path}: is not the file that the table of contents names")
        paths = StringTable.open(container, "paths")
        columns = tuple(container.typed(name, kind) for name, kind in _COLUMNS)
        if any(len(column) != len(paths) for column in columns):
            raise IndexDamaged(f"{path}: the arrays differ in their number of files")
        return cls(container, paths, tuple(column.data for column in columns))

    def __len__(self) -> int:
        return 0 if self._paths is None else len(self._paths)

    def __iter__(self) -> Iterator[ReadFile]:
        """All files, in the order of their paths' bytes."""
        return self._rows(0, len(self))

    def find(self, path: str) -> ReadFile | None:
        """What is known of the file of that path."""
        number = -1 if self._paths is None else self._paths.find(_bytes(path))
        return None if number < 0 else next(self._rows(number, number + 1))

    def below(self, folder: str) -> Iterator[ReadFile]:
        """The file of that path, or those that lie below it."""
        if (itself := self.find(folder)) is not None:
            yield itself
        if self._paths is not None:
            beginning = _bytes(folder.rstrip(os.sep) + os.sep)
            first = self._paths.lower_bound(beginning)
            last = self._paths.lower_bound(beginning[:-1] + bytes([beginning[-1] + 1]))
            yield from self._rows(first, last)

    def _rows(self, first: int, last: int) -> Iterator[ReadFile]:
        if self._paths is not None:
            columns = (column[first:last].tolist() for column in self._columns)
            for number, size, time, articles, reading in zip(range(first, last), *columns, strict=True):
                signed = time if time <= _LATEST else time - _NEVER + NEVER
                yield ReadFile(self._paths.text(number), size, signed, articles, reading)

    def problems(self) -> Iterator[str]:
        """Read it all; a sentence where its bytes were changed, or paths are out of order."""
        if self._container is not None and self._paths is not None:
            yield from self._container.problems()
            yield from self._paths.problems()


@define
class FileChanges:
    """A table and what was noted since: it becomes the next commit's."""

    table: FileTable
    _noted: dict[str, ReadFile | None] = field(factory=dict)

    def __bool__(self) -> bool:
        """Whether anything is other than in the table."""
        return bool(self._noted)

    def note(self, change: ReadFile | Forgotten) -> None:
        """Keep what was read of a file, or that nothing comes from it any more."""
        new = change if isinstance(change, ReadFile) else None
        if new == self.table.find(change.path):
            self._noted.pop(change.path, None)
        else:
            self._noted[change.path] = new

    def touch(self, path: str) -> None:
        """Articles of the file, perhaps in an archive, come or go: it is not as it was read, until it is again."""
        known = next((row for place in places_of(path) if (row := self._known(place)) is not None), None)
        if known is None or known.modified != NEVER:
            self.note(ReadFile(path if known is None else known.path))

    def _known(self, path: str) -> ReadFile | None:
        return self._noted[path] if path in self._noted else self.table.find(path)

    def rows(self) -> list[ReadFile]:
        """The next table's rows, in order."""
        kept = [row for row in self.table if row.path not in self._noted]
        kept += [row for row in self._noted.values() if row is not None]
        return sorted(kept, key=lambda row: _bytes(row.path))


def write_files(folder: Path, rows: list[ReadFile]) -> FileRow | None:
    """Write a table; None where there are no rows."""
    if not rows:
        return None
    identity = os.urandom(16)
    name = f"{identity.hex()}.files"
    values = zip(*((row.size, row.modified & _NEVER, row.articles, row.reading) for row in rows), strict=True)
    with (folder / name).open("wb") as file:
        container = ContainerWriter.begin(file, identity)
        write_strings(container, "paths", [_bytes(row.path) for row in rows])
        for (column, kind), numbers in zip(_COLUMNS, values, strict=True):
            container.add(column, np.array(numbers, kind))
        container.finish()
    return FileRow(name, container.length, container.checksum)


def _bytes(path: str) -> bytes:
    return path.encode(errors="surrogatepass")
