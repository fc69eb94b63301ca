"""Where does a word stand, and where several side by side? Postings read into places, kept in the form asked for.

What is pure stands in :mod:`searchlib.kernels.positions`. Here is what remembers: a word that is often asked about
keeps its own places, a bit for each place, or the document of each.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.execution.readers import FieldArrays
from searchlib.errors import IndexDamaged
from searchlib.kernels.arrays import Documents, Flags, Places, Rows
from searchlib.kernels.borders import once, true_in_runs
from searchlib.kernels.lookup import among
from searchlib.kernels.offsets import offsets_of
from searchlib.kernels.positions import Counts, beside, bits_of, chained, counted, has_bit, located

__all__ = ["Charge", "Owners", "WordPositions", "near", "occurrences", "side_by_side", "spelled"]

SCANT: Final = 32  # for so many places it does not pay to look for bits or to keep documents
COMMON: Final = 128  # a word that stands in one of so many places has a bit for each place

Owners: TypeAlias = Sequence[tuple[int, int]]
"""The terms a word stands for, each with the code of its spelling; code -1 is the whole term."""

Charge: TypeAlias = Callable[[int], bool]
"""Told how many bytes are to be kept; says whether they may."""


class WordPositions:
    """Where a word occurs: ``places`` ascending, those only whose code is ``code`` where ``codes`` are given.

    ``repeated``: a place may be there twice, for two spellings of one term. ``size`` counts the segment's positions;
    ``charge`` is asked before bytes are kept. What is asked often is kept in a form that answers faster.
    """

    __slots__ = (
        "_bits",
        "_charge",
        "_chosen",
        "_code",
        "_codes",
        "_documents",
        "_located",
        "_repeated",
        "_size",
        "places",
    )

    def __init__(
        self,
        places: Places,
        codes: NDArray[np.unsignedinteger[Any]] | None,
        code: int,
        repeated: bool,
        size: int,
        charge: Charge,
    ) -> None:
        self.places = places
        self._codes, self._code, self._repeated = codes, code, repeated
        self._size, self._charge = size, charge
        self._chosen = None if repeated or codes is not None else places
        self._bits: NDArray[np.uint8] | None = None
        self._documents: Documents | None = None
        self._located = 0

    def chosen(self) -> Places:
        """The places of this word alone, each once."""
        if self._chosen is not None:
            return self._chosen
        places = self.places if self._codes is None else self.places[self._codes == self._code]
        places = once(places) if self._repeated else places
        if self._charge(4 * len(places)):
            self._chosen = places
        return places

    def hold(self, wanted: Places) -> Flags:
        """For each place, ascending, whether the word stands there."""
        if len(wanted) > SCANT and self._has_bits():
            assert self._bits is not None
            return has_bit(self._bits, wanted)
        return among(self.chosen(), wanted)

    def documents(self, rows: Rows, starts: Places) -> Documents:
        """The documents in which the places in some ``rows`` lie."""
        if self._documents is None:
            places = self.chosen()
            self._located += len(rows)
            if len(rows) <= SCANT or self._located < 4 * len(places) or not self._charge(4 * len(places)):
                return located(places.take(rows), starts)
            self._documents = located(places, starts)
        return self._documents.take(rows)

    def _has_bits(self) -> bool:
        """Whether there is a bit for each position, as there is of a word that stands nearly everywhere."""
        if self._bits is None and len(self.places) * COMMON >= self._size and self._charge(self._size >> 3):
            places = self.chosen()
            if len(places) and places[-1] >= self._size:
                raise IndexDamaged(
                    "a word stands where its segment has no place: the index is damaged, check says where"
                )
            self._bits = bits_of(places, self._size)
        return self._bits is not None


def occurrences(field: FieldArrays, owners: Owners, size: int, charge: Charge) -> WordPositions:
    """The occurrences of a word: of a term (one owner, code -1), or of a spelling with its owners, at least one."""
    if len(owners) > 1:
        places = np.concatenate([occurrences(field, [each], size, charge).chosen() for each in owners])
        return WordPositions(once(np.sort(places)), None, 0, False, size, charge)
    term, code = owners[0]
    codes = field.codes(term)
    if code < 0:
        return WordPositions(field.places(term), None, 0, codes is not None, size, charge)
    return WordPositions(field.places(term), codes, code, False, size, charge)


def side_by_side(words: Sequence[WordPositions]) -> tuple[WordPositions, Rows]:
    """The rarest of ``words``, at least one, and its rows (ascending) where they all follow each other.

    As :func:`searchlib.kernels.positions.side_by_side` says, which looks places up; a word here may know its bits.
    """
    order = sorted(range(len(words)), key=[len(word.places) for word in words].__getitem__)
    first = order[0]
    base = words[first].chosen()
    rows: Rows | None = None
    for number in order[1:]:
        wanted, early = beside(base, number - first)
        keep = words[number].hold(wanted).nonzero()[0]
        if early:
            keep += early
        rows = keep if rows is None else rows.take(keep)
        if not len(keep):
            break
        base = base.take(keep)
    return words[first], np.arange(len(base)) if rows is None else rows


def near(words: Sequence[WordPositions], slop: int, starts: Places) -> Places:
    """The places of the last word at which a chain ends: each word 1 to ``slop`` positions behind the one before."""
    return chained([word.chosen() for word in words], slop, starts)


def spelled(field: FieldArrays, owners: Owners, starts: Places) -> tuple[NDArray[np.unsignedinteger[Any]], Counts]:
    """The documents that hold a term (code -1) or a spelling, and how often; ``owners`` as in :func:`occurrences`."""
    term, code = owners[0]
    if len(owners) == 1:
        codes = None if code < 0 else field.codes(term)
        if codes is None:
            return field.documents(term), field.frequencies(term)
        offsets = offsets_of(field.frequencies(term))
        if offsets[-1] == len(codes):
            counts = true_in_runs(codes == code, offsets[:-1])
            rows = counts.nonzero()[0]
            return field.documents(term)[rows], counts[rows]
    return counted(located(occurrences(field, owners, int(starts[-1]), _free).chosen(), starts))


def _free(_size: int) -> bool:
    return True
