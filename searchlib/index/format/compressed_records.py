"""How are small pieces of text kept small, and quick to get? Each deflated alone, with a preset dictionary they share.

Records of one kind are two arrays: ``name`` has the bytes of all, ``name.ends`` offsets, one more than records; a
third, ``name.dictionaries`` (u1), says which dictionary each was deflated with: 0 none, k the k-th. The dictionaries
are strings of ``dictionaries``. Records are raw deflate streams (RFC 1951).
"""

import zlib
from collections.abc import Iterator, Sequence

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from searchlib.errors import IndexDamaged
from searchlib.index.format.container import Container, ContainerWriter
from searchlib.kernels.arrays import Array, Int64
from searchlib.kernels.offsets import counts_of, narrowest, offsets_of

__all__ = ["DICTIONARY_LIMIT", "DICTIONARY_SIZE", "Compressor", "RecordReader", "RecordWriter", "sampled"]

DICTIONARY_SIZE = 30_000  # of the 32 KB that deflate looks back; the rest is for the piece itself
DICTIONARY_LIMIT = 200  # dictionaries in one segment
_LEVEL = 1
_PIECE = 4 << 20
_RECORDS = 1 << 10


class Compressor:
    """Deflates records with one dictionary, b"" for none."""

    def __init__(self, dictionary: bytes = b"") -> None:
        self.dictionary = dictionary
        if dictionary:
            self._primed = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15, 7, zdict=dictionary)
        else:
            self._primed = zlib.compressobj(_LEVEL, zlib.DEFLATED, -15)

    def __call__(self, record: bytes) -> bytes:
        """The record, deflated."""
        stream = self._primed.copy()  # priming anew would take ten times as long
        return stream.compress(record) + stream.flush()


def sampled(records: Sequence[bytes], size: int = DICTIONARY_SIZE) -> bytes:
    """A dictionary of that size from records, which should be like those to come: the beginnings of some of them."""
    step = max(1, len(records) // 60)
    share = size // max(1, len(records[::step])) + 1
    return b"".join(record[:share] for record in records[::step])[:size]


def _end_of(stream: "zlib._Decompress") -> bytes:
    """Nothing, if the stream is whole."""
    if not stream.eof:
        raise zlib.error("it is cut off")
    return b""


@define(eq=False, repr=False)
class RecordReader:
    """The records of one kind, mapped."""

    _bytes: memoryview
    _ends: memoryview
    _used: memoryview
    dictionaries: Sequence[bytes]
    _container: Container
    _where: str

    @classmethod
    def open(cls, container: Container, name: str, dictionaries: Sequence[bytes]) -> "RecordReader":
        """The records of that name. Raises IndexDamaged where their offsets do not fit."""
        data, ends = container[name], container[f"{name}.ends"]
        used = container[f"{name}.dictionaries"]
        where = f"{container.path}: {name}"
        if len(ends) != len(used) + 1 or ends[0] != 0 or ends[-1] != len(data):
            raise IndexDamaged(f"{where}: the offsets do not fit the records")
        return cls(data.data, ends.data, used.data, dictionaries, container, where)

    def __len__(self) -> int:
        return len(self._used)

    def __getitem__(self, number: int) -> bytes:
        """Record ``number``, inflated. Raises IndexDamaged where it cannot be."""
        return self._inflated(number, 0)

    def text(self, number: int, length: int = 0) -> str:
        """Record ``number``, which is UTF-8, or its beginning of ``length`` code points at least, if it is so long."""
        try:
            return self._inflated(number, length).decode()
        except UnicodeDecodeError as error:
            raise IndexDamaged(f"{self._where}: record {number} is no text: {error}") from error

    def _inflated(self, number: int, wanted: int) -> bytes:
        """All of the record, or its first ``wanted`` bytes, if these are ASCII; 0: all."""
        dictionary = self.dictionary(number)
        stream = zlib.decompressobj(-15, dictionary) if dictionary else zlib.decompressobj(-15)
        try:
            found = stream.decompress(self._bytes[self._ends[number] : self._ends[number + 1]], wanted)
            if stream.eof or (wanted and len(found) == wanted and found.isascii()):
                return found
            return found + stream.decompress(stream.unconsumed_tail) + _end_of(stream)
        except zlib.error as error:
            raise IndexDamaged(f"{self._where}: record {number} cannot be inflated: {error}") from error

    def dictionary(self, number: int) -> bytes:
        """The dictionary that a record was deflated with, b"" for none."""
        used = self._used[number]
        if used > len(self.dictionaries):
            raise IndexDamaged(f"{self._where}: record {number} needs a dictionary that there is not")
        return self.dictionaries[used - 1] if used else b""

    def release(self) -> None:
        """Let go of the pages that were read."""
        self._container.release()

    @property
    def bytes(self) -> memoryview:
        """The bytes of all records as they are stored."""
        return self._bytes

    @property
    def ends(self) -> Int64:
        """The offsets of the records."""
        return np.asarray(self._ends).astype(np.int64)

    @property
    def used(self) -> NDArray[np.uint8]:
        """The dictionary of each record: 0 none, k the k-th."""
        return np.asarray(self._used)


@define(eq=False, repr=False)
class RecordWriter:
    """Records of one kind on their way into a container: as bytes, already deflated."""

    _pieces: list[list[bytes] | tuple[RecordReader, int, int]] = field(factory=list)
    _lengths: list[Array] = field(factory=list)
    _used: list[Array] = field(factory=list)

    def append(self, records: Sequence[bytes], dictionary: int) -> None:
        """Add deflated records that have one dictionary."""
        self._pieces.append(list(records))
        self._lengths.append(np.fromiter(map(len, records), np.int64, len(records)))
        self._used.append(np.full(len(records), dictionary, np.uint8))

    def copy(self, reader: RecordReader, first: int, last: int, dictionaries: Array) -> None:
        """Add records of an older segment as they are; ``dictionaries`` maps its dictionary numbers to new ones."""
        ends = reader.ends[first : last + 1]
        self._pieces.append((reader, int(ends[0]), int(ends[-1])))
        self._lengths.append(counts_of(ends))
        self._used.append(dictionaries[reader.used[first:last]])

    def write(self, container: ContainerWriter, name: str) -> None:
        """Write the three arrays."""
        container.start(name, np.uint8)
        for data in self._data():
            container.extend(name, np.frombuffer(data, np.uint8))
        offsets = offsets_of(np.concatenate([np.zeros(0, np.int64), *self._lengths]))
        container.add(f"{name}.ends", offsets.astype(narrowest(int(offsets[-1]))))
        container.add(f"{name}.dictionaries", np.concatenate([np.zeros(0, np.uint8), *self._used]))

    def _data(self) -> Iterator[bytes | memoryview]:
        """The bytes of all records, some megabytes at a time."""
        for piece in self._pieces:
            if isinstance(piece, tuple):
                reader, start, end = piece
                while start < end:
                    yield reader.bytes[start : min(start + _PIECE, end)]
                    reader.release()
                    start += _PIECE
            else:
                for first in range(0, len(piece), _RECORDS):
                    yield b"".join(piece[first : first + _RECORDS])
