"""How do arrays lie in a file? One after the other, named in a table at the end, mapped into memory when read.

    magic (8 bytes), format version (u32), segment id (16 bytes), 4 zero bytes
    the arrays' bytes, each from a multiple of 64 on, zeros between them
    the table: JSON {"arrays": {name: [dtype, count, offset, crc32]}}
    crc32 of the table (u32), its offset (u64), the file's length (u64), magic (8 bytes)

All numbers are little-endian and unsigned. Opening checks magic, version, id, length, the table's checksum, and that
every array lies in the file; the arrays' own checksums are for :meth:`Container.problems`, which reads everything. So
what a mapped array says must be tested against its bounds wherever it is used as an index or a size.
"""

import json
import mmap
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Self

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from searchlib.errors import IndexDamaged, IndexFolderError, RebuildNeeded

__all__ = ["Container", "ContainerWriter"]

MAGIC = b"srchlib\x00"
VERSION = 1
"""Of a segment's file; that of the whole index is in :mod:`searchlib.index.manifest`."""

_HEAD = struct.Struct("<8sI16sI")
_FOOT = struct.Struct("<IQQ8s")
_ALIGNMENT = 64
_DTYPES = ("|u1", "<u2", "<u4", "<u8")
_PIECE = 4 << 20

Array = NDArray[Any]


@define(eq=False, repr=False)
class ContainerWriter:
    """Writes arrays to a new file, each in as many pieces as come. The table is written by :meth:`finish`."""

    _file: BinaryIO
    _arrays: dict[str, list[Any]] = field(factory=dict)
    length: int = 0
    checksum: int = 0

    @classmethod
    def begin(cls, file: BinaryIO, segment: bytes) -> Self:
        """Write the head; ``segment`` is the id of 16 bytes that every file of a segment carries."""
        file.write(_HEAD.pack(MAGIC, VERSION, segment, 0))
        return cls(file)

    def add(self, name: str, array: Array) -> None:
        """Append a whole array."""
        self.start(name, array.dtype)
        self.extend(name, array)

    def start(self, name: str, dtype: Any) -> None:
        """Begin an array whose pieces follow by :meth:`extend`, before any other array is begun."""
        self._file.write(b"\0" * (-self._file.tell() % _ALIGNMENT))
        self._arrays[name] = [np.dtype(dtype).newbyteorder("<").str, 0, self._file.tell(), 0]

    def extend(self, name: str, piece: Array) -> None:
        """Append a piece to the array begun last."""
        row = self._arrays[name]
        row[1] += len(piece)
        data = np.ascontiguousarray(piece, dtype=row[0]).view(np.uint8).data
        row[3] = zlib.crc32(data, row[3])
        self._file.write(data)

    def finish(self) -> None:
        """Write the table and the foot. From then on ``length`` is the file's in bytes, ``checksum`` the table's."""
        table = json.dumps({"arrays": self._arrays}, separators=(",", ":")).encode()
        offset = self._file.tell()
        self.length, self.checksum = offset + len(table) + _FOOT.size, zlib.crc32(table)
        self._file.write(table + _FOOT.pack(self.checksum, offset, self.length, MAGIC))


@frozen
class _Row:
    """Where an array lies: what the table says of it, checked against the file's bounds."""

    dtype: Any
    count: int
    offset: int
    checksum: int

    @property
    def end(self) -> int:
        return self.offset + self.count * int(self.dtype.itemsize)


@define(eq=False, repr=False)
class Container:
    """The arrays of one file, mapped: nothing is read before it is used."""

    path: Path
    _pages: mmap.mmap | None
    _bytes: Array
    _rows: dict[str, _Row]
    _end: int
    checksum: int

    @classmethod
    def open(cls, path: Path, segment: bytes) -> Self:
        """Map the file.

        Raises IndexDamaged if it is missing, not whole or another segment's, RebuildNeeded for another version,
        IndexFolderError where it may not be read.
        """
        pages = _mapped(path)
        mapped = np.frombuffer(pages, np.uint8)
        table, checksum = _table(path, mapped, segment)
        end = len(mapped) - len(table) - _FOOT.size
        return cls(path, pages, mapped, _rows(path, table, end), end, checksum)

    @classmethod
    def of_bytes(cls, path: Path, data: bytes | mmap.mmap, segment: bytes) -> Self:
        """The same, of a file whose bytes somebody else read or mapped; errors call it ``path``."""
        mapped = np.frombuffer(data, np.uint8)
        table, checksum = _table(path, mapped, segment)
        end = len(mapped) - len(table) - _FOOT.size
        return cls(path, None, mapped, _rows(path, table, end), end, checksum)

    @property
    def length(self) -> int:
        """The length of the file in bytes."""
        return len(self._bytes)

    @property
    def names(self) -> list[str]:
        """The names of all arrays, in the order of the file."""
        return list(self._rows)

    def __contains__(self, name: str) -> bool:
        return name in self._rows

    def __getitem__(self, name: str) -> Array:
        """The array of that name, read-only. Raises IndexDamaged where the file has none."""
        return self.typed(name, *_DTYPES)

    def typed(self, name: str, *dtypes: str) -> Array:
        """The array of that name, read-only. Raises IndexDamaged where the file has none of one of these dtypes."""
        row = self._rows.get(name)
        if row is None:
            raise IndexDamaged(f"{self.path}: holds no array {name!r}")
        if row.dtype.str not in dtypes:
            raise IndexDamaged(f"{self.path}: the array {name!r} is {row.dtype.str}, not {' or '.join(dtypes)}")
        return self._bytes[row.offset : row.end].view(row.dtype)

    def release(self) -> None:
        """Let go of the pages of memory that hold what was read; the system reads them again when they are used."""
        if self._pages is not None and hasattr(mmap, "MADV_DONTNEED"):
            self._pages.madvise(mmap.MADV_DONTNEED)

    def problems(self) -> Iterator[str]:
        """Read the whole file, some megabytes at a time; a sentence for each array whose bytes were changed."""
        done = _HEAD.size
        for name, row in sorted(self._rows.items(), key=lambda item: item[1].offset):
            if self._bytes[done : row.offset].any():
                yield f"{self.path}: the bytes before the array {name!r} were changed"
            if self._checksum(row.offset, row.end) != row.checksum:
                yield f"{self.path}: the array {name!r} was changed"
            done = max(done, row.end)
        if self._bytes[done : self._end].any():
            yield f"{self.path}: the bytes after the arrays were changed"

    def _checksum(self, start: int, end: int) -> int:
        checksum = 0
        for piece in range(start, end, _PIECE):
            checksum = zlib.crc32(self._bytes[piece : min(piece + _PIECE, end)].data, checksum)
            self.release()
        return checksum


def _mapped(path: Path) -> mmap.mmap:
    try:
        if not path.is_file():
            raise IndexDamaged(f"{path}: is missing")
        with path.open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError as error:
        raise IndexDamaged(f"{path}: is missing") from error
    except ValueError as error:
        raise IndexDamaged(f"{path}: is empty") from error
    except OSError as error:
        raise IndexFolderError(f"{path}: cannot be read: {error.strerror or error}") from error


def _table(path: Path, mapped: Array, segment: bytes) -> tuple[bytes, int]:
    """The bytes of a whole file's table, and their checksum."""
    if len(mapped) < _HEAD.size + _FOOT.size:
        raise IndexDamaged(f"{path}: too short to be a segment's file")
    magic, version, owner, rest = _HEAD.unpack(mapped[: _HEAD.size].tobytes())
    checksum, offset, length, end = _FOOT.unpack(mapped[-_FOOT.size :].tobytes())
    if magic != MAGIC or rest:
        raise IndexDamaged(f"{path}: not a segment's file")
    if version != VERSION:
        raise RebuildNeeded(f"{path}: of version {version}, read here is version {VERSION}: rebuild the index")
    if end != MAGIC or length != len(mapped) or not _HEAD.size <= offset <= len(mapped) - _FOOT.size:
        raise IndexDamaged(f"{path}: cut off or longer than it was written")
    if owner != segment:
        raise IndexDamaged(f"{path}: belongs to another segment")
    table = mapped[offset : -_FOOT.size].tobytes()
    if zlib.crc32(table) != checksum:
        raise IndexDamaged(f"{path}: its table of arrays was changed")
    return table, checksum


def _rows(path: Path, table: bytes, limit: int) -> dict[str, _Row]:
    """The rows of a file's table, every number tested before it is used; the arrays end at ``limit``."""
    try:
        return {name: _row(path, name, limit, *row) for name, row in json.loads(table)["arrays"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise IndexDamaged(f"{path}: its table of arrays is none: {error}") from error


def _row(path: Path, name: str, limit: int, dtype: str, count: int, start: int, checksum: int) -> _Row:
    if dtype not in _DTYPES or any(type(number) is not int for number in (count, start, checksum)):
        raise IndexDamaged(f"{path}: the array {name!r} is of no known kind")
    row = _Row(np.dtype(dtype), count, start, checksum)
    if start % _ALIGNMENT or not _HEAD.size <= row.offset <= row.end <= limit:
        raise IndexDamaged(f"{path}: the array {name!r} lies outside the file")
    return row
