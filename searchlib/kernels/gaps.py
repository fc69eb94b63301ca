"""Gaps between several words in each of some documents: how far it is from one to another, and where all are closest.

No place of one document is within another's.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from searchlib.kernels.arrays import Int64, Places, Rows
from searchlib.kernels.borders import lowest_of_runs, run_starts
from searchlib.kernels.offsets import offsets_of, ranges, repeated

__all__ = ["FAR", "gaps_and_spans", "gaps_of_two"]

FAR: Final = 1 << 40
"""A distance between words of which one is not there; no place is so high."""

_FAR: Final = np.int64(FAR)


def gaps_and_spans(words: Sequence[Places], begins: Places, ends: Places, most: int) -> tuple[Int64, Int64]:
    """How far it is at least from one word forward to another, and from the first to the last of all where all are.

    ``words``, two at least, have their places, ascending; ``begins`` and ``ends`` [documents] are the first place of
    each document and the one behind its last. Of a word the first ``most`` places in each document count. Gaps are
    [documents, words, words], from the first word to the second, 0 where they share a place; spans are [documents]. FAR
    or more: there is none.

    A binary search for each word and document; the rest is linear in the places found there, times the words.
    """
    count, size = len(begins), len(words)
    gaps, spans = np.full((count, size, size), FAR), np.full(count, FAR)
    places, which, documents = _events(words, begins, ends, most)
    if len(places):
        distances = places - _last_places(places, which, documents, begins, size)
        key = documents * size + which
        order = key.argsort(kind="stable")
        starts = run_starts(key[order])
        runs = key[order[starts]]
        gaps[runs // size, :, runs % size] = lowest_of_runs(distances[:, order], starts).T
        starts = run_starts(documents)
        spans[documents[starts]] = lowest_of_runs(distances.max(axis=0), starts)
    return gaps, spans


def _events(words: Sequence[Places], begins: Places, ends: Places, most: int) -> tuple[Int64, Rows, Rows]:
    """The places of all words in the documents, ascending, which word stands there, and in which document."""
    found = [_rows_in(places, begins, ends, most) for places in words]
    counts = np.array([each for _, each in found])
    places = np.concatenate([its.take(rows) for its, (rows, _) in zip(words, found, strict=True)]).astype(np.int64)
    order = places.argsort(kind="stable")
    documents = np.concatenate([repeated(np.arange(len(begins)), each) for each in counts])
    return places[order], repeated(np.arange(len(words)), counts.sum(axis=1))[order], documents[order]


def _rows_in(places: Places, begins: Places, ends: Places, most: int) -> tuple[Int64, Int64]:
    """The rows of a word's places that are in the documents, the first ``most`` of each, and how many these are."""
    first = places.searchsorted(begins)
    counts = np.minimum(places.searchsorted(ends) - first, most)
    return ranges(first, counts), counts


def _last_places(places: Int64, which: Rows, documents: Rows, begins: Places, size: int) -> Int64:
    """[words, events]: where each word stood last in the same document, the event's own place included; else -FAR."""
    last = np.full((size, len(places)), -FAR)
    last[which, np.arange(len(places))] = places
    np.maximum.accumulate(last, axis=1, out=last)
    last = last[:, places.searchsorted(places, "right") - 1]
    last[last < begins[documents]] = -FAR
    return last


def gaps_of_two(one: Places, other: Places, begins: Places, ends: Places) -> tuple[Int64, Int64]:
    """Of two words, as most questions have, the gaps from ``one`` forward to the ``other`` and back: two [documents].

    As :func:`gaps_and_spans` has them, but all places count. The places of the rarer word in the documents are looked
    up among those of the other.
    """
    if len(one) > len(other):
        back, ahead = gaps_of_two(other, one, begins, ends)
        return ahead, back
    first = one.searchsorted(begins)
    counts = one.searchsorted(ends) - first
    there = counts.nonzero()[0]
    ahead = np.full(len(begins), FAR)
    back = ahead.copy()
    if len(there) and len(other):
        first, counts = first[there], counts[there]
        places = one.take(ranges(first, counts))
        behind = other.searchsorted(places)
        after, before = other.take(behind, mode="clip"), other.take(behind - 1, mode="clip")
        starts = offsets_of(counts)[:-1]
        end, begin = repeated(ends[there], counts), repeated(begins[there], counts)
        gaps = np.where((after >= places) & (after < end), after - places, _FAR)
        ahead[there] = lowest_of_runs(gaps, starts)
        gaps[gaps > 0] = _FAR  # what shares a place is 0 both ways
        np.copyto(gaps, places - before, where=(before < places) & (before >= begin) & (gaps > 0))
        back[there] = lowest_of_runs(gaps, starts)
    return ahead, back
