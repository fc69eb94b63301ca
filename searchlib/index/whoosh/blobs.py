"""How do many byte strings of any length get into a container? One after the other, waiting in a file when long.

Read again as a :class:`~searchlib.index.format.strings.StringTable`: two arrays, the bytes and where each string ends.
"""

import tempfile
from array import array
from pathlib import Path

import numpy as np
from attrs import define, field

from searchlib.index.format.container import ContainerWriter
from searchlib.index.format.spool import Spool
from searchlib.kernels.offsets import narrowest

__all__ = ["Blobs"]

_WAITING = 1 << 16


def _spool() -> Spool:
    return Spool(Path(tempfile.gettempdir()), np.dtype(np.uint8))


@define
class Blobs:
    """Byte strings, appended to; 8 bytes for each stay in memory."""

    _spool: Spool = field(factory=_spool)
    _waiting: bytearray = field(factory=bytearray)
    _ends: "array[int]" = field(factory=lambda: array("Q", [0]))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def append(self, data: bytes) -> None:
        """Add one string at the end."""
        self._waiting += data
        self._ends.append(self._ends[-1] + len(data))
        if len(self._waiting) > _WAITING:
            self._flush()

    def _flush(self) -> None:
        self._spool.append(np.frombuffer(bytes(self._waiting), np.uint8))
        self._waiting.clear()

    def write(self, container: ContainerWriter, name: str) -> None:
        """Put all into the container, and forget the bytes."""
        self._flush()
        self._spool.write(container, name)
        ends = np.frombuffer(self._ends, np.uint64)
        container.add(f"{name}.ends", ends.astype(narrowest(self._ends[-1])))
