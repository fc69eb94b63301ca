"""Gaps between several words in each of some documents: how far it is from one to another, and where all are closest.

An *event* is a place at which one of the words stands. Documents and words are numbered from 0 here, and no place of
one document is within another's.
"""

from collections.abc import Sequence
from typing import Final, TypeAlias

import numpy as np

from searchlib.kernels.arrays import Int64, Places, Rows
from searchlib.kernels.borders import lowest_of_runs, run_starts
from searchlib.kernels.offsets import ranges, repeated

__all__ = ["FAR", "Events", "events", "last_places", "least_gaps", "shortest_spans"]

FAR: Final = 1 << 40
"""A distance between words of which one is not there; no place is so high."""


Events: TypeAlias = tuple[Int64, Rows, Rows]
"""Aligned, in ascending order of places: the place, which word stands there, and in which document."""


def events(words: Sequence[Places], begins: Int64, ends: Int64, most: int) -> Events:
    """Where ``words`` stand in documents, of each word the first ``most`` places in each.

    ``words`` have their places, ascending; ``begins`` and ``ends`` [documents], ascending, are the first place of each
    document and the one behind its last. A binary search for each word and document, the rest linear in the events.
    """
    bounds = np.concatenate((begins, ends))
    rows = np.array([places.searchsorted(bounds.astype(places.dtype)) for places in words])
    first = rows[:, : len(begins)]
    counts = np.minimum(rows[:, len(begins) :] - first, most)
    found = [places.take(ranges(low, count)) for places, low, count in zip(words, first, counts, strict=True)]
    places = np.concatenate(found).astype(np.int64)
    order = places.argsort(kind="stable")
    numbers = repeated(np.tile(np.arange(len(begins)), len(words)), counts.ravel())
    which = repeated(np.arange(len(words)), counts.sum(axis=1))
    return places[order], which[order], numbers[order]


def last_places(found: Events, count: int, begins: Int64) -> Int64:
    """[words, events]: where each of ``count`` words stood last at each event, in its document; -FAR: not yet.

    What stands at the event's own place counts. Linear in the events times the words.
    """
    places, words, documents = found
    last = np.full((count, len(places)), -FAR)
    last[words, np.arange(len(places))] = places
    np.maximum.accumulate(last, axis=1, out=last)
    last = last[:, places.searchsorted(places, "right") - 1]
    last[last < begins[documents]] = -FAR
    return last


def least_gaps(found: Events, last: Int64, count: int) -> Int64:
    """[documents, words, words]: how far it is at least from the first word forward to the second, 0 at one place.

    FAR or more where one is not there or the second never follows. ``last`` is that of :func:`last_places`, ``count``
    the number of documents. Linear in the events times the words.
    """
    (places, words, documents), size = found, len(last)
    gaps = np.full((count, size, size), FAR)
    if len(places):
        key = documents * size + words
        order = key.argsort(kind="stable")
        starts = run_starts(key[order])
        runs = key[order[starts]]
        gaps[runs // size, :, runs % size] = lowest_of_runs((places - last)[:, order], starts).T
    return gaps


def shortest_spans(found: Events, last: Int64, count: int) -> Int64:
    """[documents]: from the first to the last of all words where they stand closest together; FAR or more: they do not.

    ``last`` is that of :func:`last_places`, ``count`` the number of documents. Linear in the events times the words.
    """
    places, _, documents = found
    spans = np.full(count, FAR)
    if len(places):
        starts = run_starts(documents)
        spans[documents[starts]] = lowest_of_runs(places - last.min(axis=0), starts)
    return spans
