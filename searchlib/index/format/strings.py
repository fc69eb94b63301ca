"""How are sorted strings found in a mapped file? By binary search over UTF-8 bytes; nothing is read on opening."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from searchlib.errors import IndexDamaged
from searchlib.index.format.container import Container, ContainerWriter
from searchlib.kernels.arrays import Int64
from searchlib.kernels.borders import ascends
from searchlib.kernels.offsets import narrowest, offsets_of

__all__ = ["StringTable", "write_strings"]

_PIECE = 1 << 16


def write_strings(writer: ContainerWriter, name: str, strings: Sequence[bytes]) -> None:
    """Two arrays: ``name`` has the bytes of all strings, ``name.ends`` the offsets, one more than there are strings."""
    offsets = offsets_of(np.fromiter(map(len, strings), np.int64, len(strings)))
    writer.start(name, np.uint8)
    for start in range(0, len(strings), _PIECE):
        writer.extend(name, np.frombuffer(b"".join(strings[start : start + _PIECE]), np.uint8))
    writer.add(f"{name}.ends", offsets.astype(narrowest(int(offsets[-1]))))


@define(eq=False, repr=False)
class StringTable:
    """Strings in ascending order of their bytes, which for UTF-8 is the order of their code points."""

    _bytes: memoryview
    _ends: memoryview
    _where: str
    count: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.count = len(self._ends) - 1
        if self.count < 0 or self._ends[0] != 0 or self._ends[self.count] != len(self._bytes):
            raise IndexDamaged(f"{self._where}: the offsets do not fit the strings")

    @classmethod
    def open(cls, container: Container, name: str) -> "StringTable":
        """The strings that :func:`write_strings` wrote. Raises IndexDamaged where their offsets do not fit."""
        where = f"{container.path}: {name}"
        return cls(container.typed(name, "|u1").data, container[f"{name}.ends"].data, where)

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, number: int) -> bytes:
        """The bytes of string ``number``, from 0."""
        if not 0 <= number < self.count:
            raise IndexError(number)
        start, end = self._ends[number], self._ends[number + 1]
        if start > end:
            raise IndexDamaged(f"{self._where}: the offsets run backwards")
        return bytes(self._bytes[start:end])

    def text(self, number: int) -> str:
        """String ``number``, decoded."""
        try:
            return self[number].decode(errors="surrogatepass")
        except UnicodeDecodeError as error:
            raise IndexDamaged(f"{self._where}: string {number} is not UTF-8") from error

    def characters(self, first: int, last: int) -> tuple[NDArray[np.uint32], Int64]:
        """The strings from ``first`` up to ``last``, read at once: their code points, and offsets [strings + 1]."""
        if not 0 <= first <= last <= self.count:
            raise IndexError(last)
        ends = np.asarray(self._ends[first : last + 1]).astype(np.int64)
        if not ascends(ends) or ends[-1] > len(self._bytes):
            raise IndexDamaged(f"{self._where}: the offsets run backwards")
        data = np.asarray(self._bytes[ends[0] : ends[-1]])
        try:
            text = bytes(data).decode(errors="surrogatepass")
        except UnicodeDecodeError as error:
            raise IndexDamaged(f"{self._where}: the strings are not UTF-8") from error
        offsets = ends - ends[0]
        if len(text) < len(data):
            offsets = offsets_of(data & 0xC0 != 0x80)[offsets]  # bytes that continue a character count for nothing
        return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4"), offsets

    def lower_bound(self, wanted: bytes) -> int:
        """The number of the first string that is not below ``wanted``; the count where all are."""
        low, high, data, ends = 0, self.count, self._bytes, self._ends
        while low < high:
            middle = (low + high) >> 1
            if bytes(data[ends[middle] : ends[middle + 1]]) < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, wanted: bytes) -> int:
        """The number of the first string equal to ``wanted``, -1 where there is none."""
        number = self.lower_bound(wanted)
        return number if number < self.count and self[number] == wanted else -1

    def all(self) -> list[bytes]:
        """Every string, in order."""
        for problem in self._disorder():
            raise IndexDamaged(problem)
        data = bytes(self._bytes)
        return [data[start:end] for start, end in pairwise(self._ends.tolist())]

    def problems(self) -> Iterator[str]:
        """A sentence where offsets run backwards, strings are no UTF-8 or out of order."""
        try:
            strings = self.all()
        except IndexDamaged as error:
            yield str(error)
            return
        if any(first > second for first, second in pairwise(strings)):
            yield f"{self._where}: the strings are out of order"
        if not _is_text(strings):
            yield f"{self._where}: the strings are not UTF-8"

    def _disorder(self) -> Iterator[str]:
        ends = np.asarray(self._ends)
        if not ascends(ends):
            yield f"{self._where}: the offsets run backwards"


def _is_text(strings: Iterable[bytes]) -> bool:
    try:
        b"\n".join(strings).decode(errors="surrogatepass")
    except UnicodeDecodeError:
        return False
    return True
