"""How do the postings of several sources become one field? Range by range of terms, by moving whole slices.

Sources are runs in memory and fields of older segments alike. Units that are gone are left out, and with them the terms
and forms that nothing is left of; the others get new numbers in the same order. Nothing here depends on how the units
were dealt to sources: a merge gives what one source with all units would have given.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from searchlib.index.format.container import ContainerWriter
from searchlib.index.postings.term_dictionary import Dictionary, write_spellings
from searchlib.index.postings.writer import FieldWriter, Rows
from searchlib.kernels.arrays import Array, Int64
from searchlib.kernels.lookup import rank
from searchlib.kernels.offsets import counts_of, groups_within, offsets_of, ranges, repeated

__all__ = ["RANGE_ROWS", "MergePart", "MergeSource", "merge_field"]

RANGE_ROWS = 1 << 18
"""Occurrences that are merged at a time; a term with more has each source's share merged alone."""


class MergeSource(Protocol):
    """Postings of one field, of so many ``units``, whose terms are in the order of the merged ones."""

    units: int
    postings: Int64  # offsets [terms + 1]
    occurrences: Int64  # offsets [terms + 1]
    wide_rows: int  # at most so many positions are past 254

    def rows(self, first: int, last: int) -> Rows:
        """The rows of a range of the source's terms; ``forms`` are numbered over the source."""
        ...

    def release(self) -> None:
        """Let go of memory that holds what was read so far."""
        ...


@frozen
class MergePart:
    """A source on its way into a merged field.

    ``terms`` int64, ascending: the merged number of each of its terms; ``forms`` u4: of each of its forms. ``alive``
    says which units stay (None: all), ``base`` how many units of the merged field come before.
    """

    source: MergeSource
    terms: Int64
    forms: Array
    alive: NDArray[np.bool_] | None
    base: int

    def rows(self, low: int, high: int) -> Rows | None:
        """What stays of the rows of merged terms from ``low`` to ``high``, renumbered, with counts for all of them."""
        first, last = rank(self.terms, np.array([low, high])).tolist()
        if first == last:
            return None
        rows = self.source.rows(first, last)
        units, keep = rows.units, None
        if self.alive is not None:
            keep = self.alive[units]
            units = self._numbers[units]
        rows = Rows(
            units.astype(np.uint32) + np.uint32(self.base),
            rows.frequencies,
            rows.positions,
            self.forms[rows.forms],
            rows.terms,
            rows.places,
        )
        return _spread(rows if keep is None else _kept(rows, keep), self.terms[first:last] - low, high - low)

    @cached_property
    def _numbers(self) -> Int64:
        """The new number, counted from 0, of each unit that stays."""
        assert self.alive is not None
        return offsets_of(self.alive)[:-1]

    @property
    def survivors(self) -> int:
        """How many units stay."""
        return self.source.units if self.alive is None else int(np.count_nonzero(self.alive))


def _kept(rows: Rows, keep: NDArray[np.bool_]) -> Rows:
    """The rows of those postings that ``keep`` names."""
    places = repeated(keep, rows.frequencies)
    return Rows(
        rows.units[keep],
        rows.frequencies[keep],
        rows.positions[places],
        rows.forms[places],
        _counted(keep, rows.terms),
        _counted(places, rows.places),
    )


def _counted(keep: NDArray[np.bool_], counts: Int64) -> Int64:
    """How many rows of each part are kept."""
    return counts_of(offsets_of(keep)[offsets_of(counts)])


def _spread(rows: Rows, numbers: Int64, count: int) -> Rows:
    """The same rows, with counts for each of ``count`` terms, of which ``numbers`` have rows."""
    terms, places = np.zeros(count, np.int64), np.zeros(count, np.int64)
    terms[numbers], places[numbers] = rows.terms, rows.places
    return Rows(rows.units, rows.frequencies, rows.positions, rows.forms, terms, places)


def merge_field(
    container: ContainerWriter, name: str, folder: Path, dictionary: Dictionary, parts: Sequence[MergePart]
) -> None:
    """Write the field ``name`` of the units that stay; long arrays wait in ``folder`` meanwhile."""
    units = sum(part.survivors for part in parts)
    wide, rows = (sum(int(count) for count in counts) for counts in zip(*map(_sizes, parts), strict=True))
    widest = int(counts_of(dictionary.offsets).max(initial=1))
    with FieldWriter.begin(folder, units, widest, wide, rows) as writer:
        spellings = _Spellings(dictionary)
        for low, high in _term_ranges(len(dictionary.terms), parts):
            _merge_range(writer, spellings, dictionary, parts, low, high)
            for part in parts:
                part.source.release()
        writer.write(container, name)
    spellings.write(container, name)


def _sizes(part: MergePart) -> tuple[int, int]:
    return part.source.wide_rows, int(part.source.occurrences[-1])


def _term_ranges(count: int, parts: Sequence[MergePart]) -> Iterator[tuple[int, int]]:
    """Ranges of merged terms with at most RANGE_ROWS occurrences, or of one term."""
    sizes = np.zeros(count, np.int64)
    for part in parts:
        sizes[part.terms] += counts_of(part.source.occurrences)
    return groups_within(sizes, RANGE_ROWS)


class _Spellings:
    """The forms that stayed, with their terms' new numbers, codes and frequencies."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._terms = 0
        self._forms: list[bytes] = []
        self._columns: list[tuple[Int64, Int64, Int64]] = []

    def add(self, low: int, owners: Int64, codes: Int64, frequencies: Int64, terms: int) -> None:
        """Take the forms from number ``low`` on that occur, and ``terms`` new terms."""
        alive = np.flatnonzero(frequencies)
        self._forms += [self._dictionary.forms[number] for number in (alive + low).tolist()]
        self._columns.append((owners[alive] + self._terms, codes[alive], frequencies[alive]))
        self._terms += terms

    def write(self, container: ContainerWriter, name: str) -> None:
        """Write the spelling dictionary of all that was taken."""
        empty = [(np.zeros(0, np.int64),) * 3]
        owners, codes, frequencies = map(np.concatenate, zip(*(empty + self._columns), strict=True))
        write_spellings(container, name, self._forms, owners, codes, frequencies)


def _merge_range(
    writer: FieldWriter, spellings: _Spellings, dictionary: Dictionary, parts: Sequence[MergePart], low: int, high: int
) -> None:
    """Merge the terms from ``low`` to ``high``."""
    pieces: Iterable[Rows] = _pieces(parts, low, high)
    if high - low > 1:
        pieces = [_interleaved(list(pieces), high - low)]
    first, last = dictionary.offsets[[low, high]].astype(np.uint32)
    frequencies = np.zeros(last - first, np.int64)
    postings, occurrences = np.zeros(high - low, np.int64), np.zeros(high - low, np.int64)
    for rows in pieces:
        frequencies += np.bincount(rows.forms - first, minlength=last - first)
        postings += rows.terms
        occurrences += rows.places
    alive, starts = frequencies > 0, dictionary.offsets[low : high + 1] - first
    codes = offsets_of(alive)
    several = counts_of(codes[starts]) > 1
    codes = codes[:-1] - repeated(codes[starts[:-1]], counts_of(starts))
    blocks = np.zeros(high - low, np.int64)
    for rows in pieces if high - low > 1 else _pieces(parts, low, high):
        coded = rows.forms[repeated(several, rows.places)] - first
        blocks += writer.append(rows, codes[coded])
    kept = np.flatnonzero(postings)
    writer.end_terms(
        [dictionary.terms[low + number] for number in kept.tolist()],
        postings=postings[kept],
        occurrences=occurrences[kept],
        coded=np.where(several, occurrences, 0)[kept],
        blocks=blocks[kept],
    )
    owners = repeated(offsets_of(postings > 0)[:-1], counts_of(starts))
    spellings.add(int(first), owners, codes, frequencies, len(kept))


def _pieces(parts: Sequence[MergePart], low: int, high: int) -> Iterator[Rows]:
    """The rows of each part, in order."""
    for part in parts:
        rows = part.rows(low, high)
        if rows is not None:
            yield rows


def _interleaved(pieces: Sequence[Rows], count: int) -> Rows:
    """The rows of all pieces, term by term, in each term those of one piece after the other's."""
    if len(pieces) == 1:
        return pieces[0]
    terms, places = (
        sum((getattr(piece, which) for piece in pieces), np.zeros(count, np.int64)) for which in ("terms", "places")
    )
    posting, occurrence = offsets_of(terms), offsets_of(places)
    units, frequencies = np.empty(posting[-1], np.uint32), np.empty(posting[-1], np.uint32)
    width = np.result_type(*(piece.positions for piece in pieces))
    positions, forms = np.empty(occurrence[-1], width), np.empty(occurrence[-1], np.uint32)
    for piece in pieces:
        to = ranges(posting[:-1], piece.terms)
        units[to], frequencies[to] = piece.units, piece.frequencies
        to = ranges(occurrence[:-1], piece.places)
        positions[to], forms[to] = piece.positions, piece.forms
        posting[:-1] += piece.terms
        occurrence[:-1] += piece.places
    return Rows(units, frequencies, positions, forms, terms, places)
