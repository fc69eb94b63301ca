"""How do a field's postings lie in the arrays of a segment? The mapped arrays, and what is decoded of them.

A posting is a term in a unit: a document, or for the fields of the context an article or section. An occurrence is a
place of the term there. Both stand in the order of terms, units, positions:

====================  ============================================================================================
``postings``          offsets [terms + 1] into the rows of postings
``occurrences``       offsets [terms + 1] into the rows of occurrences
``coded``             offsets [terms + 1] into ``codes``: terms of one form alone have none there
``lows``              u2, a posting: the unit's low 16 bits
``blocks``            offsets [terms + 1] into the next two, which give the high bits; all three only past 65,536 units
``block_numbers``     u2, the high 16 bits of the units of a row's postings
``block_sizes``       u2, how many postings follow each other with these high bits, less one
``firsts``            a bit an occurrence, lowest first: whether it is the first of its posting
``positions``         u1, u2 or u4, an occurrence: its position in the unit; the largest number stands for a wide one
``wide_at``           numbers of the occurrences with a wide position, ascending; ``wide_positions`` u4 has those
``codes``             u1, u2 or u4, an occurrence of a term with several forms: which of them
====================  ============================================================================================
"""

from collections.abc import Iterator

import numpy as np
from attrs import define, field

from searchlib.errors import IndexDamaged
from searchlib.index.arrays import Array, Int64
from searchlib.index.container import Container

__all__ = ["Postings"]


@define
class Postings:
    """The mapped postings of one field. Methods take a range of terms, ``first`` included and ``last`` not.

    Raise IndexDamaged where stored numbers contradict each other.
    """

    _container: Container
    _name: str
    units: int
    _views: dict[str, memoryview] = field(factory=dict)
    _arrays: dict[str, Array] = field(factory=dict)
    _blocked: bool = False
    coded: bool = False
    has_wide: bool = False

    @classmethod
    def open(cls, container: Container, name: str, units: int) -> "Postings":
        """The postings of a field with ``units`` documents, articles or sections."""
        opened = cls(container, name, units)
        opened._blocked = f"{name}.blocks" in container
        for offsets in ("postings", "occurrences", "coded", *(["blocks"] if opened._blocked else [])):
            opened._views[offsets] = container[f"{name}.{offsets}"].data
        for part in ("lows", "firsts", "positions", "wide_at", "wide_positions", "codes"):
            opened._arrays[part] = container[f"{name}.{part}"]
        for part in ("block_numbers", "block_sizes") if opened._blocked else ():
            opened._arrays[part] = container[f"{name}.{part}"]
        opened.has_wide = len(opened._arrays["wide_at"]) > 0
        if opened._blocked is (units <= 1 << 16):
            raise opened._damage("blocks do not fit the number of units")
        return opened

    def offsets(self, part: str) -> Int64:
        """The offsets of ``postings``, ``occurrences`` or ``coded``, read whole."""
        return np.asarray(self._views[part]).astype(np.int64)

    def span(self, part: str, first: int, last: int) -> tuple[int, int]:
        """Where the rows of the terms begin and end, by the offsets named ``part``."""
        view = self._views[part]
        start, end = view[first], view[last]
        if start > end:
            raise self._damage(f"{part} run backwards")
        return start, end

    def documents(self, first: int, last: int) -> Array:
        """The units of the postings, u2 or u4, ascending in each term."""
        start, end = self.span("postings", first, last)
        units = self._arrays["lows"][start:end]
        if self._blocked:
            units = self._with_blocks(units, first, last)
        if len(units) != end - start or (len(units) and int(units.max()) >= self.units):
            raise self._damage("a posting names a unit that there is not")
        return units

    def _with_blocks(self, lows: Array, first: int, last: int) -> Array:
        start, end = self.span("blocks", first, last)
        high = self._arrays["block_numbers"][start:end].astype(np.uint32) << np.uint32(16)
        if end - start == 1:
            whole: Array = lows | high[0]
            return whole
        units = np.repeat(high, self._arrays["block_sizes"][start:end].astype(np.intp) + 1)
        if len(units) != len(lows):
            raise self._damage("the blocks do not fit the postings")
        units |= lows
        return units

    def frequencies(self, first: int, last: int) -> Array:
        """How many occurrences each posting has, u4, at least one."""
        start, end = self.span("postings", first, last)
        begin, stop = self.span("occurrences", first, last)
        count = end - start
        if stop - begin == count:
            return np.ones(count, np.uint32)
        bits = np.unpackbits(self._arrays["firsts"][begin >> 3 : (stop + 7) >> 3], bitorder="little")
        at = np.flatnonzero(bits[begin & 7 :][: stop - begin].view(bool))
        if len(at) != count or at[0]:
            raise self._damage("the occurrences do not fit the postings")
        frequencies = np.empty(count, np.uint32)
        np.subtract(at[1:], at[:-1], out=frequencies[:-1], casting="unsafe")
        frequencies[-1] = stop - begin - at[-1]
        return frequencies

    def positions(self, first: int, last: int) -> Array:
        """The position of each occurrence in its unit, unsigned, ascending in each posting."""
        begin, stop = self.span("occurrences", first, last)
        positions = self._arrays["positions"][begin:stop]
        if len(positions) != stop - begin:
            raise self._damage("the positions do not fit the occurrences")
        if not self.has_wide:
            return positions
        wide_at = self._arrays["wide_at"]
        low, high = wide_at.searchsorted(np.array([begin, stop], wide_at.dtype)).tolist()
        if low == high:
            return positions
        positions = positions.astype(np.uint32)
        positions[wide_at[low:high].astype(np.intp) - begin] = self._arrays["wide_positions"][low:high]
        return positions

    def codes(self, first: int, last: int) -> Array:
        """The code of each occurrence of those terms that have several forms."""
        start, end = self.span("coded", first, last)
        codes = self._arrays["codes"][start:end]
        if len(codes) != end - start:
            raise self._damage("the codes do not fit the occurrences")
        return codes

    @property
    def wide_rows(self) -> int:
        """At most so many positions are past 254."""
        positions = self._arrays["positions"]
        return len(self._arrays["wide_at"] if positions.itemsize == 1 else positions)

    def release(self) -> None:
        """Let go of the pages that were read."""
        self._container.release()

    def problems(self) -> Iterator[str]:
        """A sentence for each array whose numbers are out of order or out of bounds."""
        for part, rows in ("postings", "lows"), ("occurrences", "positions"), ("coded", "codes"):
            offsets = self.offsets(part)
            if offsets[0] or (np.diff(offsets) < 0).any() or offsets[-1] != len(self._arrays[rows]):
                yield f"{self._where}: {part} do not fit {rows}"
                return
        try:
            yield from self._disorder()
        except IndexDamaged as error:
            yield str(error)

    def _disorder(self) -> Iterator[str]:
        for term in range(len(self._views["postings"]) - 1):
            units = self.documents(term, term + 1).astype(np.int64)
            frequencies = self.frequencies(term, term + 1)
            if not len(units) or (np.diff(units) <= 0).any():
                yield f"{self._where}: the postings of term {term} are out of order"
                return
            key = np.repeat(units, frequencies) << 32 | self.positions(term, term + 1).astype(np.int64)
            if (np.diff(key) <= 0).any():
                yield f"{self._where}: the positions of term {term} are out of order"
                return

    @property
    def _where(self) -> str:
        return f"{self._container.path}: {self._name}"

    def _damage(self, what: str) -> IndexDamaged:
        return IndexDamaged(f"{self._where}: {what}")
