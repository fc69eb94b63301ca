"""How do small records lie in a file that need no compression? One after the other, found by their number.

Two arrays: ``name`` has the bytes of all, ``name.ends`` offsets, one more than there are records.
"""

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Self

import numpy as np
from attrs import define, field

from searchlib.errors import IndexDamaged
from searchlib.index.format.container import Container, ContainerWriter
from searchlib.kernels.arrays import Array
from searchlib.kernels.offsets import counts_of, narrowest, offsets_of, repeated

__all__ = ["PieceReader", "PieceWriter"]

_PIECE = 4 << 20


@define(eq=False, repr=False)
class PieceReader:
    """The records of one kind, mapped."""

    _bytes: memoryview
    _ends: memoryview
    where: str
    filled: bool  # whether any record has bytes

    @classmethod
    def open(cls, container: Container, name: str, count: int) -> Self:
        """The records of that name. Raises IndexDamaged where they are not so many or the offsets do not fit."""
        data, ends = container[name].data, container[f"{name}.ends"].data
        where = f"{container.path}: {name}"
        if len(ends) != count + 1 or ends[0] != 0 or ends[count] != len(data):
            raise IndexDamaged(f"{where}: the offsets do not fit the records")
        return cls(data, ends, where, len(data) > 0)

    def __getitem__(self, number: int) -> bytes:
        """Record ``number``, from 0. Raises IndexDamaged where it would lie outside."""
        start, end = self._ends[number], self._ends[number + 1]
        if not start <= end <= len(self._bytes):
            raise IndexDamaged(f"{self.where}: record {number} lies outside")
        return bytes(self._bytes[start:end])

    def between(self, first: int, last: int) -> list[bytes]:
        """The records from ``first`` up to ``last``. Raises IndexDamaged where one would lie outside."""
        ends = self._ends[first : last + 1].tolist()
        if any(start > end for start, end in pairwise(ends)) or ends[-1] > len(self._bytes):
            raise IndexDamaged(f"{self.where}: a record from {first} to {last} lies outside")
        data = bytes(self._bytes[ends[0] : ends[-1]])
        return [data[start - ends[0] : end - ends[0]] for start, end in pairwise(ends)]

    def columns(self) -> tuple[Array, Array]:
        """The bytes of all records, u1, mapped, and their lengths."""
        return np.asarray(self._bytes), counts_of(np.asarray(self._ends))

    def problems(self) -> Iterable[str]:
        """A sentence where the offsets run backwards."""
        if any(start > end for start, end in pairwise(self._ends)):
            yield f"{self.where}: the offsets run backwards"


@define(eq=False, repr=False)
class PieceWriter:
    """Records of one kind on their way into a container."""

    _bytes: list[tuple[Array, Callable[[], None] | None]] = field(factory=list)
    _lengths: list[Array] = field(factory=list)

    def append(self, content: Array, lengths: Array, kept: Array, release: Callable[[], None] | None = None) -> None:
        """Add records: the bytes of all and their lengths, but those that the bool array ``kept`` does not name.

        ``release`` lets go of mapped pages and is called again and again while the records are written.
        """
        if not kept.all():
            content, lengths = content[repeated(kept, lengths)], lengths[kept]
        self._bytes.append((content, release))
        self._lengths.append(lengths)

    def write(self, container: ContainerWriter, name: str) -> None:
        """Write the two arrays."""
        container.start(name, np.uint8)
        for content, release in self._bytes:
            for start in range(0, len(content), _PIECE):
                container.extend(name, content[start : start + _PIECE])
                if release is not None:
                    release()
        offsets = offsets_of(np.concatenate([np.zeros(0, np.int64), *self._lengths]))
        container.add(f"{name}.ends", offsets.astype(narrowest(int(offsets[-1]))))
