"""Where do words stand side by side? Places of words go in, the places at which a phrase stands come out.

A place counts positions from the segment's first word, with one left free between two documents: words that follow
each other by place follow each other in one document, so that no document has to be looked at.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.execution.readers import Documents, FieldArrays
from searchlib.errors import IndexDamaged

__all__ = [
    "Charge",
    "Owners",
    "WordPositions",
    "bits_of",
    "counted",
    "located",
    "near",
    "occurrences",
    "once",
    "side_by_side",
    "spelled",
]

FEW: Final = 32  # so many places are counted faster one by one

COMMON: Final = 128  # a word that stands in one of so many places has a bit for each place
MANY: Final = 1024  # from so many places on merging may be quicker than looking each up
MERGE_COST: Final = 8  # looking one place up by binary search costs as much as merging so many

Owners: TypeAlias = Sequence[tuple[int, int]]
"""The terms a word stands for, each with the code of its spelling; code -1 is the whole term."""

Charge: TypeAlias = Callable[[int], bool]
"""Told how many bytes are to be kept; says whether they may."""

_Counts: TypeAlias = NDArray[np.unsignedinteger[Any]]


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
        places: NDArray[np.uint32],
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

    def chosen(self) -> NDArray[np.uint32]:
        """The places of this word alone, each once."""
        if self._chosen is not None:
            return self._chosen
        places = self.places if self._codes is None else self.places[self._codes == self._code]
        places = once(places) if self._repeated else places
        if self._charge(4 * len(places)):
            self._chosen = places
        return places

    def hold(self, wanted: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """For each place, ascending, whether the word stands there."""
        if len(wanted) > FEW and self._has_bits():
            assert self._bits is not None
            there = self._bits.take(wanted >> 3, mode="clip")
            there >>= (wanted & 7).astype(np.uint8)
            return (there & 1).view(np.bool_)
        places = self.chosen()
        if len(wanted) > MANY and len(wanted) * MERGE_COST > len(places):
            return _in_both(wanted, places)
        stands: NDArray[np.bool_] = places.take(places.searchsorted(wanted), mode="clip") == wanted
        return stands

    def documents(self, rows: NDArray[np.intp], starts: NDArray[np.uint32]) -> Documents:
        """The documents in which the places in some ``rows`` lie."""
        if self._documents is None:
            places = self.chosen()
            self._located += len(rows)
            if len(rows) <= FEW or self._located < 4 * len(places) or not self._charge(4 * len(places)):
                return located(places.take(rows), starts)
            self._documents = located(places, starts)
        return self._documents.take(rows)

    def _has_bits(self) -> bool:
        """Whether there is a bit for each position, as there is of a word that stands nearly everywhere."""
        if self._bits is None and len(self.places) * COMMON >= self._size and self._charge(self._size >> 3):
            self._bits = bits_of(self.chosen(), self._size)
        return self._bits is not None


def _in_both(wanted: NDArray[np.uint32], places: NDArray[np.uint32]) -> NDArray[np.bool_]:
    """For each of ``wanted`` whether it is one of ``places``; both ascending, nothing twice. By merging the two."""
    merged = np.concatenate((places, wanted))
    merged.sort(kind="stable")  # two runs in order: one pass
    common = merged[:-1][merged[1:] == merged[:-1]]
    stands = np.zeros(len(wanted), np.bool_)
    stands[wanted.searchsorted(common)] = True
    return stands


def bits_of(places: NDArray[np.uint32], size: int) -> NDArray[np.uint8]:
    """A bit for each position below ``size``, the lowest first, set at the ascending ``places``; the last byte is 0."""
    bits = np.zeros((size >> 3) + 2, np.uint8)
    if len(places):
        if places[-1] >= size:
            raise IndexDamaged("a word stands where its segment has no place: the index is damaged, check says where")
        where = places >> 3
        new = np.flatnonzero(np.concatenate(([True], where[1:] != where[:-1])))
        values = np.left_shift(np.uint8(1), (places & 7).astype(np.uint8), dtype=np.uint8)
        bits[where[new]] = np.bitwise_or.reduceat(values, new)
    return bits


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


def side_by_side(words: Sequence[WordPositions]) -> tuple[WordPositions, NDArray[np.intp]]:
    """The rarest of ``words``, at least one, and its rows (ascending) where they all follow each other."""
    order = sorted(range(len(words)), key=[len(word.places) for word in words].__getitem__)
    first = order[0]
    base = words[first].chosen()
    rows: NDArray[np.intp] | None = None
    for number in order[1:]:
        if number > first:
            keep = words[number].hold(base + np.uint32(number - first)).nonzero()[0]
        else:
            early = int(base.searchsorted(first - number))  # before these nothing can stand so far
            keep = words[number].hold(base[early:] - np.uint32(first - number)).nonzero()[0] + early
        rows = keep if rows is None else rows.take(keep)
        if not len(keep):
            break
        base = base.take(keep)
    return words[first], np.arange(len(base)) if rows is None else rows


def near(words: Sequence[WordPositions], slop: int, starts: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """The places of the last word at which a chain ends: each word 1 to ``slop`` positions behind the one before."""
    base = words[0].chosen()
    for word in words[1:]:
        if not len(base):
            break
        places = word.chosen()
        behind = base.searchsorted(places)
        before = base.take(behind - 1, mode="clip")
        close = (behind > 0) & (places - before <= slop)
        close &= starts.searchsorted(places, "right") == starts.searchsorted(before, "right")
        base = places[close]
    return base


def located(places: NDArray[np.uint32], starts: NDArray[np.uint32]) -> Documents:
    """The documents in which ``places`` lie."""
    documents = starts.searchsorted(places, "right").astype(np.uint32)
    documents -= 1
    return documents


def counted(documents: Documents) -> tuple[Documents, _Counts]:
    """Each of ascending ``documents`` once, and how often it stands there."""
    if len(documents) < FEW:
        counts: dict[int, int] = {}
        for document in documents.tolist():
            counts[document] = counts.get(document, 0) + 1
        return np.array([*counts], np.uint32), np.array([*counts.values()], np.uint32)
    first = np.empty(len(documents) + 1, np.bool_)
    first[0] = first[-1] = True
    np.not_equal(documents[1:], documents[:-1], out=first[1:-1])
    edges = first.nonzero()[0]
    return documents.take(edges[:-1]), (edges[1:] - edges[:-1]).astype(np.uint32)


def spelled(
    field: FieldArrays, owners: Owners, starts: NDArray[np.uint32]
) -> tuple[NDArray[np.unsignedinteger[Any]], _Counts]:
    """The documents that hold a term (code -1) or a spelling, and how often; ``owners`` as in :func:`occurrences`."""
    term, code = owners[0]
    if len(owners) == 1:
        codes = None if code < 0 else field.codes(term)
        if codes is None:
            return field.documents(term), field.frequencies(term)
        frequencies = field.frequencies(term)
        ends = frequencies.cumsum(dtype=np.int64)
        if ends[-1] == len(codes):
            counts = np.add.reduceat(codes == code, ends - frequencies, dtype=np.uint32)
            rows = counts.nonzero()[0]
            return field.documents(term)[rows], counts[rows]
    return counted(located(occurrences(field, owners, int(starts[-1]), _free).chosen(), starts))


def once(places: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Ascending places, each once."""
    if len(places) < 2:
        return places
    new = np.empty(len(places), np.bool_)
    new[0] = True
    np.not_equal(places[1:], places[:-1], out=new[1:])
    return places[new]


def _free(_size: int) -> bool:
    return True
