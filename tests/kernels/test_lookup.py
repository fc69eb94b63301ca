"""Looking up in ascending values says what bisect does, whichever way is gone."""

from bisect import bisect_left, bisect_right

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.lookup import among, looked_up, probe, rank, row_of
from tests.kernels.values import array, ascending, every_way, found, numbers, scored, ways

repeating = st.lists(numbers, max_size=60)


@given(repeating.map(sorted), repeating, st.booleans(), every_way)
def test_the_rank_is_that_of_bisect(values, wanted, in_order, way):
    wanted = sorted(wanted) if in_order else wanted
    with ways(way):
        assert rank(array(values), array(wanted)).tolist() == [bisect_left(values, each) for each in wanted]
        assert rank(array(values), array(wanted), "right").tolist() == [bisect_right(values, each) for each in wanted]


def test_the_rank_of_many_is_that_of_each():
    random = np.random.default_rng(7)
    wanted = np.sort(random.integers(0, 50_000, 5_000)).astype(np.uint32)
    for count in (0, 1, 100, 5_000, 30_000, 60_000):  # counted, merged, looked up
        values = np.sort(random.integers(0, 50_000, count)).astype(np.uint32)
        for side in ("left", "right"):
            assert rank(values, wanted, side).tolist() == np.searchsorted(values, wanted, side).tolist()


@given(ascending, repeating)
def test_what_is_probed_for_is_there_or_not(values, wanted):
    rows, there = probe(array(values), array(wanted))
    assert there.tolist() == [each in values for each in wanted]
    assert [values[row] for row in rows[there]] == [each for each in wanted if each in values]


@given(ascending, ascending, every_way)
def test_what_is_among_the_others_is_found_there(values, wanted, way):
    with ways(way):
        assert among(array(values), array(wanted)).tolist() == [each in values for each in wanted]


@given(ascending, numbers)
def test_a_row_is_that_of_the_number_and_there_is_none_for_another(values, wanted):
    assert row_of(array(values), wanted) == (values.index(wanted) if wanted in values else -1)


@given(scored, repeating)
def test_a_list_gives_its_score_to_what_it_holds_and_nothing_to_others(given, wanted):
    assert looked_up(*found(given), array(wanted)).tolist() == [given.get(each, 0.0) for each in wanted]
