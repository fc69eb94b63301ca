"""Positions of words: where they stand side by side, or each shortly behind the one before; in which documents.

Words that follow each other by place follow each other in one document, as a place is free between two of them: no
document has to be looked at.
"""

from collections.abc import Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.kernels.arrays import Documents, Flags, Places, Rows
from searchlib.kernels.borders import run_lengths, run_starts
from searchlib.kernels.lookup import among, rank

__all__ = ["Counts", "beside", "bits_of", "chained", "counted", "has_bit", "located", "side_by_side"]

FEW: Final = 32  # so many places are counted faster one by one

Counts: TypeAlias = NDArray[np.unsignedinteger[Any]]
"""How often something stands in each document of a list, aligned with it."""

Bits: TypeAlias = NDArray[np.uint8]


def located(places: Places, starts: Places) -> Documents:
    """The document in which each of ``places`` lies; ``starts`` [documents + 1]: where each begins. n log documents.

    Documents come in the order of the places, each once for each of its places.
    """
    documents = rank(starts, places, "right").astype(np.uint32)
    documents -= 1
    return documents


def counted(documents: NDArray[np.uint32]) -> tuple[Documents, Counts]:
    """Each of ascending ``documents`` once, and how often it stands there: both u4. Linear."""
    if len(documents) < FEW:
        counts: dict[int, int] = {}
        for document in documents.tolist():
            counts[document] = counts.get(document, 0) + 1
        return np.array([*counts], np.uint32), np.array([*counts.values()], np.uint32)
    starts = run_starts(documents)
    return documents.take(starts), run_lengths(starts, len(documents)).astype(np.uint32)


def bits_of(places: Places, size: int) -> Bits:
    """A bit for each position below ``size``, the lowest first, set at the ascending ``places``; the last byte is 0.

    All places are below ``size``: see to it first. Linear in both.
    """
    bits = np.zeros((size >> 3) + 2, np.uint8)
    if len(places):
        where = places >> 3
        new = run_starts(where)
        values = np.left_shift(np.uint8(1), (places & 7).astype(np.uint8), dtype=np.uint8)
        bits[where[new]] = np.bitwise_or.reduceat(values, new)
    return bits


def has_bit(bits: Bits, places: Places) -> Flags:
    """For each of ``places`` whether it is set in what :func:`bits_of` made; none is behind the end. Linear."""
    there = bits.take(places >> 3, mode="clip")
    there >>= (places & 7).astype(np.uint8)
    return (there & 1).view(np.bool_)


def beside(places: Places, step: int) -> tuple[Places, int]:
    """The places ``step`` behind ascending ``places``, or before them if that is below 0; and how many have none.

    The first ones have no place before them: they are left out. A pass over the places.
    """
    if step >= 0:
        return places + np.uint32(step), 0
    early = int(places.searchsorted(-step))
    return places[early:] - np.uint32(-step), early


def side_by_side(words: Sequence[Places]) -> tuple[int, Rows]:
    """Of words, at least one, the number of the rarest, and its rows (ascending) where all follow each other in order.

    Places ascend, none twice. The rarest word's are looked up among the others', short lists first: n log m for each.
    """
    order = sorted(range(len(words)), key=[len(places) for places in words].__getitem__)
    first = order[0]
    base, rows = words[first], np.arange(len(words[first]))
    for number in order[1:]:
        wanted, early = beside(base, number - first)
        keep = among(words[number], wanted).nonzero()[0] + early
        base, rows = base.take(keep), rows.take(keep)
    return first, rows


def chained(words: Sequence[Places], slop: int, starts: Places) -> Places:
    """The places of the last word at which a chain ends: each word 1 to ``slop`` positions behind the one before.

    Of words, at least one, whose places ascend, none twice; a chain is in one document, and they begin at ``starts``
    [documents + 1]. Each word's places are looked up among those so far: n log m for each.
    """
    base = words[0]
    for places in words[1:]:
        if not len(base):
            break
        behind = rank(base, places)
        before = base.take(behind - 1, mode="clip")
        close = (behind > 0) & (places - before <= slop)
        close &= rank(starts, places, "right") == rank(starts, before, "right")
        base = places[close]
    return base
