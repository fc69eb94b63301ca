"""How are rows of postings made narrow? Each row of a field as :mod:`.reader` describes it, appended in order."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import numpy as np
from attrs import define, field, frozen

from searchlib.index.format.container import ContainerWriter
from searchlib.index.format.spool import BitSpool, Spool
from searchlib.index.format.strings import write_strings
from searchlib.kernels.arrays import Array, Int64
from searchlib.kernels.borders import distinct_rows, run_lengths
from searchlib.kernels.lookup import rank
from searchlib.kernels.offsets import counts_of, narrowest, offsets_of

__all__ = ["FieldWriter", "Rows"]


@frozen
class Rows:
    """Postings and occurrences, in the order of terms, units and positions.

    ``units`` u4, ``frequencies`` u4 a posting; ``positions`` unsigned, ``forms`` u4 (numbered over all terms) an
    occurrence; ``terms`` int64 [n] how many postings, ``places`` how many occurrences each of n terms has.
    """

    units: Array
    frequencies: Array
    positions: Array
    forms: Array
    terms: Int64
    places: Int64


@define
class FieldWriter:
    """Collects the rows of one field and writes its arrays into a container at the end.

    ``units`` is how many units there are; ``codes`` the most forms that a term has; ``wide`` at most how many of
    ``rows`` occurrences have a position past 254.
    """

    _units: int
    _positions: Spool
    _codes: Spool
    _lows: Spool
    _firsts: BitSpool
    _block_numbers: Spool
    _block_sizes: Spool
    _wide: list[tuple[Array, Array]] = field(factory=list)
    _terms: list[bytes] = field(factory=list)
    _counts: dict[str, list[Int64]] = field(factory=dict)

    @classmethod
    @contextmanager
    def begin(cls, folder: Path, units: int, codes: int, wide: int, rows: int) -> Iterator[Self]:
        """A writer whose long arrays wait in ``folder``; what is left of them goes away at the end."""
        position = np.dtype(np.uint8 if wide <= rows // 8 else np.uint16)
        kinds = (position, narrowest(max(codes - 1, 0)), *map(np.dtype, (np.uint16, np.uint8, np.uint16, np.uint16)))
        spools = [Spool(folder, kind) for kind in kinds]
        positions, coded, lows, firsts, numbers, sizes = spools
        try:
            yield cls(units, positions, coded, lows, BitSpool(firsts), numbers, sizes)
        finally:
            for spool in spools:
                spool.close()

    def append(self, rows: Rows, codes: Array) -> Int64:
        """Add rows; ``codes`` are those of the occurrences of terms with several forms. The blocks of each term."""
        firsts = np.zeros(len(rows.positions), bool)
        firsts[offsets_of(rows.frequencies)[:-1]] = True
        self._firsts.append(firsts)
        self._append_positions(rows.positions)
        self._codes.append(codes)
        self._lows.append(rows.units.astype(np.uint16))  # the low bits
        return self._append_blocks(rows.units, offsets_of(rows.terms))

    def _append_blocks(self, units: Array, starts: Int64) -> Int64:
        if not self._blocked or not len(units):
            return np.zeros(len(starts) - 1, np.int64)
        high = (units >> np.uint32(16)).astype(np.uint16)
        new = distinct_rows(high)
        new[starts[starts < len(units)]] = True
        at = np.flatnonzero(new)
        self._block_numbers.append(high[at])
        self._block_sizes.append(run_lengths(at, len(units)) - 1)
        return counts_of(rank(at, starts))

    def _append_positions(self, positions: Array) -> None:
        largest = np.iinfo(self._positions.dtype).max
        if len(positions) and int(positions.max()) >= largest:
            wide = np.flatnonzero(positions >= largest)
            self._wide.append((wide + self._positions.count, positions[wide].astype(np.uint32)))
            positions = np.minimum(positions, largest)
        self._positions.append(positions)

    def end_terms(self, terms: list[bytes], **counts: Int64) -> None:
        """Name the next terms, and how many ``postings``, ``occurrences``, ``coded`` ones and ``blocks`` each has."""
        self._terms += terms
        for part, numbers in counts.items():
            self._counts.setdefault(part, []).append(numbers)

    @property
    def _blocked(self) -> bool:
        return self._units > 1 << 16

    def write(self, container: ContainerWriter, name: str) -> None:
        """Write the arrays of the terms and their postings, their names beginning with ``name`` and a dot."""
        write_strings(container, f"{name}.terms", self._terms)
        for part in ("postings", "occurrences", "coded", *(["blocks"] if self._blocked else [])):
            offsets = offsets_of(np.concatenate([np.zeros(0, np.int64), *self._counts.get(part, [])]))
            container.add(f"{name}.{part}", offsets.astype(narrowest(int(offsets[-1]))))
        self._lows.write(container, f"{name}.lows")
        if self._blocked:
            self._block_numbers.write(container, f"{name}.block_numbers")
            self._block_sizes.write(container, f"{name}.block_sizes")
        self._firsts.write(container, f"{name}.firsts")
        self._positions.write(container, f"{name}.positions")
        at = np.concatenate([np.zeros(0, np.int64), *(at for at, _ in self._wide)])
        container.add(f"{name}.wide_at", at.astype(narrowest(self._positions.count)))
        container.add(f"{name}.wide_positions", np.concatenate([np.zeros(0, np.uint32), *(p for _, p in self._wide)]))
        self._codes.write(container, f"{name}.codes")
