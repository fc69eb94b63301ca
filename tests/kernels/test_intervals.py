"""Intervals and chains of them are those of looking at every pair."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels import intervals
from searchlib.kernels.intervals import (
    chains_of,
    distinct,
    either,
    extended,
    extended_every_way,
    firsts_of,
    of_width,
    widths_of,
    within,
)
from tests.kernels.values import array, as_arrays, every_way, ordered, ways

STARTS = [0, 8, 9, 20]  # of three documents; one has no place
PLACES = [place for place in range(20) if place + 1 not in STARTS]  # one is free between two documents


def document_of(place):
    return max(number for number, start in enumerate(STARTS) if start <= place)


def is_inside(first, last):
    return first <= last < first + 4 and document_of(first) == document_of(last)


pairs = st.sets(st.tuples(st.sampled_from(PLACES), st.sampled_from(PLACES)).filter(lambda pair: is_inside(*pair)))
places = st.sets(st.sampled_from(PLACES)).map(lambda some: {(place, place) for place in some})
parts = st.one_of(places, pairs)
chains = st.dictionaries(st.tuples(st.sampled_from(PLACES), st.sampled_from(PLACES)), st.integers(0, 2)).map(
    lambda given: {pair: max(pair[1] - gaps, pair[0]) for pair, gaps in given.items() if is_inside(*pair)}
)
all_gaps = st.sampled_from([None, 0, 1, 3])


def as_chains(given):
    rows = ordered(given)
    return *[array([pair[n] for pair in rows]) for n in range(2)], array([given[pair] for pair in rows])


def listed(columns):
    return list(zip(*(column.tolist() for column in columns), strict=True))


@given(st.integers(1, 4), st.sets(st.integers(3, 30)).map(sorted))
def test_intervals_of_a_width_end_where_they_are_said_to(width, lasts):
    part = of_width(width, array(lasts))
    assert listed(part) == [(last - width + 1, last) for last in lasts]
    assert widths_of(part).tolist() == [width] * len(lasts)
    assert listed(chains_of(part)) == [(last - width + 1, last, last) for last in lasts]
    assert (part[0] is part[1]) == (width == 1)


@given(st.lists(parts, max_size=4))
def test_the_intervals_of_any_are_those_of_all_each_once(several):
    assert listed(either([as_arrays(part) for part in several])) == ordered(set().union(*several))


@given(parts, st.sets(st.integers(0, 2)).map(sorted), st.sampled_from([0, 8]))
def test_those_within_documents_are_all_of_these_and_perhaps_others(part, documents, scattered):
    before, intervals.SCATTERED = intervals.SCATTERED, scattered
    try:
        found = listed(within(as_arrays(part), array(documents), array(STARTS)))
    finally:
        intervals.SCATTERED = before
    wanted = [pair for pair in ordered(part) if document_of(pair[0]) in documents]
    assert found in (wanted, ordered(part))
    assert found == wanted or scattered


@given(st.lists(st.sampled_from(PLACES)))
def test_the_first_place_is_that_of_the_document(some):
    assert firsts_of(array(some), array(STARTS)).tolist() == [STARTS[document_of(place)] for place in some]


@given(st.lists(chains, max_size=4))
def test_of_chains_over_the_same_places_the_one_that_reaches_farthest_stays(several):
    farthest = {pair: max(given.get(pair, -1) for given in several) for given in several for pair in given}
    assert listed(distinct([as_chains(given) for given in several])) == [
        (*pair, farthest[pair]) for pair in ordered(farthest)
    ]


def followed(before, part, gaps):
    """By the interval of ``part`` and the first place what a chain of both reaches."""
    for first, last in ordered(part):
        for (start, end), reach in before.items():
            is_near = gaps is None or first - reach - 1 <= gaps
            if end < first and document_of(start) == document_of(first) and is_near:
                yield (first, last), start, reach + last - first + 1


@given(chains, parts, all_gaps, every_way)
def test_every_way_to_extend_a_chain_is_found(before, part, gaps, way):
    expected = {}
    for (_, last), start, reach in followed(before, part, gaps):
        expected[start, last] = max(reach, expected.get((start, last), 0))
    with ways(way):
        found = extended_every_way(as_chains(before), as_arrays(part), gaps, array(STARTS))
    assert listed(found) == [(*pair, expected[pair]) for pair in ordered(expected)]


@given(chains, parts, st.sampled_from([0, 1, 3]), every_way)
def test_a_chain_is_extended_from_the_one_before_that_reaches_farthest(before, part, gaps, way):
    expected = {}
    for pair, _, reach in followed(before, part, gaps):
        expected[pair] = max(reach, expected.get(pair, 0))
    with ways(way):
        found = extended(as_chains(before), as_arrays(part), gaps, array(STARTS))
    assert listed(found) == [(*pair, expected[pair]) for pair in ordered(expected)]


@given(chains, parts, every_way)
def test_however_far_away_a_chain_is_extended_where_there_is_one_before_in_its_document(before, part, way):
    expected = {pair for pair, *_ in followed(before, part, None)}
    with ways(way):
        firsts, lasts, _ = extended(as_chains(before), as_arrays(part), None, array(STARTS))
    assert listed((firsts, lasts)) == ordered(expected)


def test_single_places_stay_one_array():
    part, starts = of_width(1, array([1, 3])), np.array([0, 9], np.uint32)
    firsts, lasts = within(part, array([0]), starts)
    assert firsts is lasts
