"""Parts of arrays are counted, cut and put one after the other as lists of lists are."""

from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.offsets import (
    counts_of,
    fitting,
    groups_within,
    narrowest,
    offsets_of,
    ranges,
    repeated,
)
from tests.kernels.values import array, counts

kinds = st.sampled_from([np.uint8, np.uint32, np.int32, np.int64])


@given(counts, kinds)
def test_offsets_are_the_sums_so_far_and_tell_the_counts_again(numbers, kind):
    offsets = offsets_of(array(numbers, kind))
    assert offsets.dtype == np.int64
    assert offsets.tolist() == offsets_of(numbers).tolist() == [0, *accumulate(numbers)]
    assert counts_of(offsets).tolist() == counts_of(offsets.astype(np.uint8)).tolist() == numbers


def test_counts_of_offsets_that_run_backwards_are_below_0():
    assert counts_of(array([0, 3, 1])).tolist() == [3, -2]


@given(st.lists(st.booleans()))
def test_offsets_of_flags_count_those_that_are_true(flags):
    assert offsets_of(np.array(flags, bool)).tolist() == [0, *accumulate(map(int, flags))]


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 4)), max_size=9), kinds)
def test_ranges_are_those_of_python_one_after_the_other(parts, kind):
    starts, sizes = array([start for start, _ in parts], kind), array([count for _, count in parts], kind)
    expected = [number for start, count in parts for number in range(start, start + count)]
    assert ranges(starts, sizes).tolist() == expected
    assert repeated(starts, sizes).tolist() == [start for start, count in parts for _ in range(count)]
    assert repeated(starts, sizes).dtype == kind


def test_a_part_with_less_than_nothing_is_refused():
    for kernel in (ranges, repeated):
        with pytest.raises(ValueError, match="negative"):
            kernel(array([1, 2], np.int64), array([1, -1], np.int64))


@given(counts, st.integers(0, 20))
def test_so_many_of_the_first_parts_fit_as_can_be_added_up(numbers, limit):
    assert fitting(array(numbers, np.int64), limit) == sum(total <= limit for total in accumulate(numbers))


@given(counts, st.integers(0, 12))
def test_groups_are_all_parts_in_order_each_as_long_as_goes(numbers, limit):
    groups = list(groups_within(numbers, limit))
    assert groups == list(groups_within(array(numbers, np.int64), limit))
    assert [number for first, last in groups for number in range(first, last)] == list(range(len(numbers)))
    for first, last in groups:
        assert last == first + 1 or sum(numbers[first:last]) <= limit
        assert last == len(numbers) or sum(numbers[first : last + 1]) > limit


@given(st.integers(0, 2**63))
def test_the_narrowest_type_holds_the_number_and_the_next_narrower_does_not(largest):
    kind = narrowest(largest)
    assert largest <= np.iinfo(kind).max
    assert kind.itemsize == 1 or largest > np.iinfo(f"<u{kind.itemsize // 2}").max
