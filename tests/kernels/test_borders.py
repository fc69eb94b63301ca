"""Runs of equal values are those of itertools.groupby."""

from itertools import groupby, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.borders import (
    ascends,
    distinct_rows,
    highest_of_runs,
    lowest_of_runs,
    once,
    run_count,
    run_lengths,
    run_starts,
    stable_order,
    true_in_runs,
)
from tests.kernels.values import array

few = st.lists(st.integers(0, 3), max_size=30)


@given(few)
def test_runs_are_those_of_groupby(values):
    groups = [(value, len(list(group))) for value, group in groupby(values)]
    starts = run_starts(array(values))
    assert array(values)[starts].tolist() == once(array(values)).tolist() == [value for value, _ in groups]
    assert run_lengths(starts, len(values)).tolist() == [length for _, length in groups]
    assert run_count(array(values)) == len(groups)


@given(st.lists(st.tuples(st.integers(0, 2), st.booleans(), st.integers(0, 1)), max_size=20))
def test_a_row_is_new_where_any_column_differs_from_the_one_before(rows):
    columns = [array([row[number] for row in rows], np.int64) for number in range(3)]
    expected = [number == 0 or rows[number - 1] != row for number, row in enumerate(rows)]
    assert distinct_rows(*columns).tolist() == expected


@given(few.filter(bool), st.data())
def test_of_each_run_the_highest_the_lowest_and_how_many_are_true(values, data):
    others = data.draw(st.lists(st.integers(0, 9), min_size=len(values), max_size=len(values)))
    runs = [
        [other for _, other in group] for _, group in groupby(zip(values, others, strict=True), lambda pair: pair[0])
    ]
    starts = run_starts(array(values))
    assert highest_of_runs(array(others), starts).tolist() == list(map(max, runs))
    assert lowest_of_runs(array(others), starts).tolist() == list(map(min, runs))
    assert true_in_runs(array(others) > 4, starts).tolist() == [sum(each > 4 for each in run) for run in runs]


@given(few)
def test_it_ascends_where_no_value_is_below_the_one_before(values):
    assert ascends(array(values)) == (values == sorted(values))
    assert ascends(array(values), strictly=True) == all(one < other for one, other in pairwise(values))


@given(st.lists(st.integers(0, 2**17 - 1)), st.sampled_from([2**17, 2**20]))
def test_the_order_is_that_of_sorting_and_leaves_equal_ones_as_they_stand(numbers, limit):
    assert stable_order(array(numbers), limit).tolist() == sorted(range(len(numbers)), key=numbers.__getitem__)
