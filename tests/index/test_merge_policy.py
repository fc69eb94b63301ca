"""Merges keep segments few and in order, and move each document a few times at most."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.index.merge_policy import FACTOR, SMALLEST, groups_to_merge

sizes = st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 9000)), max_size=30)


def committed(live, fresh):
    """The segments after a commit, and how many documents were moved."""
    groups = groups_to_merge(live, [0] * len(live), fresh)
    moved = 0
    for first, last in reversed(groups):
        moved += sum(live[first:last])
        live[first:last] = [sum(live[first:last])]
    return moved


def most_segments(documents):
    """A level's segments are fewer than FACTOR times two; there are few levels."""
    levels = 2 + max(0, math.ceil(math.log(max(documents, 1) / SMALLEST, FACTOR)))
    return 2 * FACTOR * levels


@pytest.mark.parametrize("size", [1, 2, 10, 600])
def test_a_thousand_commits_leave_at_most_20_segments_and_move_each_document_a_few_times(size):
    live, moved = [], 0
    for _ in range(1000):
        live.append(size)
        moved += committed(live, 1)
        assert len(live) <= 20
    assert sum(live) == 1000 * size
    assert moved < 1000 * size * (3 + SMALLEST / FACTOR + 2 * math.log(1000 * size, FACTOR))


@given(st.lists(st.integers(1, 20_000), min_size=1, max_size=60))
def test_commits_of_any_sizes_leave_few_segments(commits):
    live = []
    for size in commits:
        live.append(size)
        committed(live, 1)
    assert sum(live) == sum(commits)
    assert len(live) <= most_segments(sum(commits))


@given(sizes, st.integers(0, 5))
def test_groups_are_ranges_in_order_that_do_not_overlap(rows, fresh):
    live, deleted = [row[0] for row in rows], [row[1] for row in rows]
    fresh = min(fresh, len(rows))
    groups = groups_to_merge(live, deleted, fresh)
    places = [place for group in groups for place in group]
    assert places == sorted(places)
    assert all(0 <= first < last <= len(rows) for first, last in groups)


@given(sizes.filter(bool), st.integers(2, 5))
def test_what_one_commit_wrote_becomes_one_segment(rows, fresh):
    live, deleted = [row[0] for row in rows], [row[1] for row in rows]
    fresh = min(fresh, len(rows))
    groups = groups_to_merge(live, deleted, fresh)
    if fresh > 1:
        assert groups[-1][0] <= len(rows) - fresh
        assert groups[-1][1] == len(rows)


@given(sizes)
def test_a_segment_much_of_which_is_deleted_is_written_anew(rows):
    live, deleted = [row[0] for row in rows], [row[1] for row in rows]
    covered = {n for first, last in groups_to_merge(live, deleted) for n in range(first, last)}
    for number, (alive, gone) in enumerate(rows):
        if gone > alive:
            assert number in covered


def test_segments_of_falling_sizes_stay_apart():
    assert groups_to_merge([20_000, 1_500, 300], [0, 0, 0]) == []
    assert groups_to_merge([], []) == []
