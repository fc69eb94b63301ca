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
from searchlib.index.format.container import Container
from searchlib.kernels.arrays import Array, Int64
from searchlib.kernels.borders import ascends, run_lengths
from searchlib.kernels.lookup import rank
from searchlib.kernels.offsets import repeated

__all__ = ["Postings"]

_OFFSETS = {"postings": "lows", "occurrences": "positions", "coded": "codes", "blocks": "block_numbers"}
_NUMBERS = ("|u1", "<u2", "<u4")
_ARRAYS = {
    "lows": ("<u2",),
    "firsts": ("|u1",),
    "positions": _NUMBERS,
    "wide_at": (*_NUMBERS, "<u8"),
    "wide_positions": ("<u4",),
    "codes": _NUMBERS,
    "block_numbers": ("<u2",),
    "block_sizes": ("<u2",),
}


@define(eq=False, repr=False)
class Postings:
    """The mapped postings of one field. Methods take a range of terms, ``first`` included and ``last`` not.

    Raise IndexDamaged where stored numbers contradict each other.
    """

    _container: Container
    _name: str
    units: int
    _views: dict[str, tuple[memoryview, int]] = field(factory=dict)
    _arrays: dict[str, Array] = field(factory=dict)
    _blocked: bool = False
    coded: bool = False
    has_wide: bool = False

    @classmethod
    def open(cls, container: Container, name: str, terms: int, units: int) -> "Postings":
        """The postings of a field with so many terms, and ``units`` documents, articles or sections."""
        opened = cls(container, name, units, blocked=f"{name}.blocks" in container)
        if opened._blocked is (units <= 1 << 16):
            raise opened._damage("blocks do not fit the number of units")
        for part, dtypes in _ARRAYS.items() if opened._blocked else list(_ARRAYS.items())[:-2]:
            opened._arrays[part] = container.typed(f"{name}.{part}", *dtypes)
        for offsets, rows in _OFFSETS.items() if opened._blocked else list(_OFFSETS.items())[:-1]:
            opened._views[offsets] = container[f"{name}.{offsets}"].data, len(opened._arrays[rows])
        if any(len(view) != terms + 1 for view, _ in opened._views.values()) or not opened._agree():
            raise opened._damage("the arrays do not fit each other")
        opened.has_wide = len(opened._arrays["wide_at"]) > 0
        return opened

    def _agree(self) -> bool:
        """Whether the arrays that go together are of one length."""
        lengths = {part: len(array) for part, array in self._arrays.items()}
        return (
            lengths["firsts"] == (lengths["positions"] + 7) // 8
            and lengths["wide_at"] == lengths["wide_positions"]
            and lengths["positions"] < 1 << 8 * self._arrays["wide_at"].itemsize
            and lengths.get("block_numbers") == lengths.get("block_sizes")
        )

    def offsets(self, part: str) -> Int64:
        """The offsets of ``postings``, ``occurrences`` or ``coded``, read whole. They begin with 0 and ascend."""
        view, limit = self._views[part]
        offsets = np.asarray(view).astype(np.int64)
        if offsets[0] or offsets[-1] != limit or not ascends(offsets):
            raise self._damage(f"{part} are out of order")
        return offsets

    def span(self, part: str, first: int, last: int) -> tuple[int, int]:
        """Where the rows of the terms begin and end, by the offsets named ``part``; there are such rows."""
        view, limit = self._views[part]
        start, end = view[first], view[last]
        if not start <= end <= limit:
            raise self._damage(f"{part} run backwards or too far")
        return start, end

    def documents(self, first: int, last: int) -> Array:
        """The units of the postings, u2 or u4, ascending in each term."""
        start, end = self.span("postings", first, last)
        units = self._arrays["lows"][start:end]
        if self._blocked:
            units = self._with_blocks(units, first, last)
        if len(units) and int(units.max()) >= self.units:
            raise self._damage("a posting names a unit that there is not")
        return units

    def _with_blocks(self, lows: Array, first: int, last: int) -> Array:
        start, end = self.span("blocks", first, last)
        high = self._arrays["block_numbers"][start:end].astype(np.uint32) << np.uint32(16)
        if end - start == 1:
            whole: Array = lows | high[0]
            return whole
        sizes = self._arrays["block_sizes"][start:end].astype(np.intp) + 1
        if int(sizes.sum()) != len(lows):
            raise self._damage("the blocks do not fit the postings")
        units = repeated(high, sizes)
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
        if len(at) != count or not count or at[0]:
            raise self._damage("the occurrences do not fit the postings")
        return run_lengths(at, stop - begin).astype(np.uint32)

    def positions(self, first: int, last: int) -> Array:
        """The position of each occurrence in its unit, unsigned, ascending in each posting."""
        begin, stop = self.span("occurrences", first, last)
        positions = self._arrays["positions"][begin:stop]
        if not self.has_wide:
            return positions
        wide_at = self._arrays["wide_at"]
        low, high = rank(wide_at, np.array([begin, stop], wide_at.dtype)).tolist()
        if low == high:
            return positions
        positions = positions.astype(np.uint32)
        at = wide_at[low:high].astype(np.intp) - begin
        if not len(at) or int(at.min()) < 0 or int(at.max()) >= len(positions):
            raise self._damage("the wide positions are out of order")
        positions[at] = self._arrays["wide_positions"][low:high]
        return positions

    def codes(self, first: int, last: int) -> Array:
        """The code of each occurrence of those terms that have several forms."""
        start, end = self.span("coded", first, last)
        if last - first == 1 and start < end:
            begin, stop = self.span("occurrences", first, last)
            if end - start != stop - begin:
                raise self._damage("the codes do not fit the occurrences")
        return self._arrays["codes"][start:end]

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
        try:
            for part in self._views:
                self.offsets(part)
            yield from self._disorder()
        except IndexDamaged as error:
            yield str(error)

    def _disorder(self) -> Iterator[str]:
        for term in range(len(self._views["postings"][0]) - 1):
            self.codes(term, term + 1)
            units = self.documents(term, term + 1).astype(np.int64)
            frequencies = self.frequencies(term, term + 1)
            if not len(units) or not ascends(units, strictly=True):
                yield f"{self._where}: the postings of term {term} are out of order"
                return
            key = repeated(units, frequencies) << 32 | self.positions(term, term + 1).astype(np.int64)
            if not ascends(key, strictly=True):
                yield f"{self._where}: the positions of term {term} are out of order"
                return

    @property
    def _where(self) -> str:
        return f"{self._container.path}: {self._name}"

    def _damage(self, what: str) -> IndexDamaged:
        return IndexDamaged(f"{self._where}: {what}")
