"""The matcher over one term's arrays keeps its place, and leaves out no block that may hold a better score."""

import numpy as np
import pytest

from searchlib._whoosh import quiet_import
from searchlib.index.whoosh.posting_list import BLOCK, ArrayMatcher, PostingList

with quiet_import():
    from whoosh.formats import Existence
    from whoosh.matching import ReadTooFar


class ByWeight:
    """Blocks are as good as their highest weight."""

    def block_quality(self, matcher):
        return matcher.block_max_weight()


def matcher_of(weights):
    weights = np.array(weights, np.float32)
    ids = [3 * number for number in range(len(weights))]
    lengths = np.arange(1, len(weights) + 1)
    return ArrayMatcher(PostingList(ids, weights, lengths, lambda number: b"%d" % number), Existence(), ByWeight())


def test_blocks_that_are_not_better_are_skipped_and_no_others():
    matcher = matcher_of(np.repeat([2, 1, 3, 1, 1, 5], BLOCK)[:-1])
    matcher.next()
    assert (matcher.skip_to_quality(1.5), matcher.id()) == (0, 3)
    assert (matcher.skip_to_quality(2), matcher.id()) == (2, 3 * 2 * BLOCK)
    assert (matcher.block_min_id(), matcher.block_max_id()) == (3 * 2 * BLOCK, 3 * (3 * BLOCK - 1))
    assert (matcher.block_min_length(), matcher.block_max_length()) == (2 * BLOCK + 1, 3 * BLOCK)
    assert (matcher.skip_to_quality(3), matcher.id()) == (3, 3 * 5 * BLOCK)
    assert matcher.block_max_id() == 3 * (6 * BLOCK - 2)
    assert matcher.skip_to_quality(5) == 1
    assert not matcher.is_active()


def test_next_tells_where_a_block_begins():
    matcher = matcher_of([1] * (BLOCK + 2))
    assert [number for number in range(1, BLOCK + 3) if matcher.next()] == [BLOCK, BLOCK + 2]


def test_a_copy_stands_where_the_matcher_stands_and_goes_alone():
    matcher = matcher_of([1, 2, 3])
    matcher.next()
    twin = matcher.copy()
    assert (twin.id(), twin.weight(), twin.value()) == (3, 2.0, b"1")
    twin.next()
    assert (matcher.id(), twin.id()) == (3, 6)
    matcher.reset()
    assert list(matcher.all_items()) == [(0, b"0"), (3, b"1"), (6, b"2")]


def test_past_the_end_is_whooshs_error():
    matcher = matcher_of([1])
    matcher.next()
    with pytest.raises(ReadTooFar):
        matcher.next()
    with pytest.raises(ReadTooFar):
        matcher.skip_to(9)


def test_past_the_end_the_last_document_is_named_as_whooshs_and_not_asks_for_it_there():
    matcher = matcher_of([1, 2])
    matcher.next()
    matcher.next()
    assert not matcher.is_active()
    assert matcher.id() == matcher.postings.ids[-1]
