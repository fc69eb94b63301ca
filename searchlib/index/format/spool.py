"""Where do arrays wait that grow together but lie in a file one after the other? In memory, when long in a file."""

import tempfile
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from attrs import define, field

from searchlib.index.format.container import ContainerWriter
from searchlib.kernels.arrays import Array

__all__ = ["BitSpool", "Spool"]

_IN_MEMORY = 4 << 20
_PIECE = 1 << 20


@define
class Spool:
    """An array of one dtype that is appended to; past some megabytes it lies in a nameless file in ``folder``."""

    folder: Path
    dtype: np.dtype[Any]
    count: int = 0
    _pieces: list[Array] = field(factory=list)
    _waiting: int = 0
    _file: BinaryIO | None = None

    def append(self, piece: Array) -> None:
        """Add the numbers at the end; they must fit the dtype."""
        piece = np.ascontiguousarray(piece, self.dtype)
        self._pieces.append(piece)
        self.count += len(piece)
        self._waiting += piece.nbytes
        if self._waiting > _IN_MEMORY:
            self._spill()

    def _spill(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=self.folder, buffering=0)  # noqa: SIM115 - closed by write
        for piece in self._pieces:
            _write_all(self._file, piece.view(np.uint8).data)
        self._pieces.clear()
        self._waiting = 0

    def write(self, container: ContainerWriter, name: str) -> None:
        """Put all of it into the container, and forget it."""
        container.start(name, self.dtype)
        if self._file is not None:
            with self._file as file:
                file.seek(0)
                left = (self.count - sum(map(len, self._pieces))) * self.dtype.itemsize
                while left:
                    data = file.read(min(left, _PIECE))
                    if not data:
                        raise OSError(5, "a temporary file lost its end")
                    whole = len(data) - len(data) % self.dtype.itemsize
                    file.seek(whole - len(data), 1)
                    container.extend(name, np.frombuffer(data[:whole], self.dtype))
                    left -= whole
        for piece in self._pieces:
            container.extend(name, piece)
        self._pieces.clear()

    def close(self) -> None:
        """Forget all."""
        self._pieces.clear()
        if self._file is not None:
            self._file.close()


def _write_all(file: BinaryIO, data: memoryview) -> None:
    while data:
        data = data[file.write(data) :]


@define
class BitSpool:
    """Bits that are appended to, lowest first in each byte."""

    bytes: Spool
    _rest: Array = field(factory=lambda: np.zeros(0, bool))

    def append(self, bits: Array) -> None:
        """Add the bits, given as bool, at the end."""
        bits = np.concatenate((self._rest, bits)) if len(self._rest) else bits
        whole = len(bits) & ~7
        self._rest = bits[whole:].copy()
        if whole:
            self.bytes.append(np.packbits(bits[:whole], bitorder="little"))

    def write(self, container: ContainerWriter, name: str) -> None:
        """Put all into the container, the last byte filled up with zeros."""
        if len(self._rest):
            self.bytes.append(np.packbits(self._rest, bitorder="little"))
        self.bytes.write(container, name)
