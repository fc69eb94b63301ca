"""The best of some lists are those of adding everything up, with and without context."""

from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.engine.execution import topk
from searchlib.engine.execution.scored_postings import ScoredPostings
from searchlib.engine.execution.sets import intersection
from searchlib.engine.execution.topk import best_of_union
from searchlib.kernels.topk import best, top_of_intersection, top_of_union

SIZE = 24
scores = st.sampled_from([0.25, 0.5, 1.0, 2.0, 3.0, 8.0])


def postings(scored, context=None):
    documents = np.array(sorted(scored), np.uint32)
    values = np.array([scored[number] for number in sorted(scored)], np.float32)
    return ScoredPostings(documents, values, SIZE, context)


@st.composite
def lists(draw):
    """ScoredPostings and, for each, what documents it makes match and what it gives to others."""
    everything = draw(st.dictionaries(st.integers(0, SIZE - 1), st.tuples(scores, st.booleans()), min_size=1))
    own = {number: score for number, (score, is_own) in everything.items() if is_own}
    others = {number: score for number, (score, is_own) in everything.items() if not is_own}
    return postings(own, postings(others) if others else None), own, others


@settings(max_examples=60, deadline=None)
@given(st.lists(lists(), min_size=1, max_size=5), st.integers(1, 4))
def test_a_context_adds_to_what_matches_and_makes_nothing_match(drawn, k):
    matching = set().union(*(own for _, own, _ in drawn))
    sums = {n: sum(own.get(n, 0) + others.get(n, 0) for _, own, others in drawn) for n in matching}
    expected = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))[:k]
    for many in (topk.CROWDED, 1):
        with patch.multiple(topk, SHORT=0, CROWDED=many, TRIED=1):
            marks = np.zeros(SIZE, np.bool_)
            found = best_of_union([each for each, _, _ in drawn], k, 0.0, None, marks)
            assert list(zip(*best(*found, k), strict=True)) == expected
            assert not marks.any()


plain = st.dictionaries(st.integers(0, SIZE - 1), st.floats(0.125, 4, width=32), min_size=1)
masks = st.none() | st.sets(st.integers(0, SIZE - 1)).map(lambda some: np.isin(np.arange(SIZE), list(some)))


@settings(max_examples=100, deadline=None)
@given(st.lists(plain, min_size=1, max_size=5), st.integers(1, 4), masks)
def test_with_what_lists_keep_the_best_are_those_of_the_kernels_on_whole_lists(drawn, k, allowed):
    parts = [postings(each) for each in drawn]
    for part in parts:
        part.is_positive = True
    arrays = [part.documents for part in parts], [part.scores for part in parts]
    with patch.multiple(topk, SHORT=0):
        for _ in range(3):  # the second time lists know their maxima, then their arrays of all documents
            best_ones = best(*best_of_union(parts, k, 0.0, allowed, np.zeros(SIZE, np.bool_)), k)
            assert best_ones == top_of_union(*arrays, k, 0.0, allowed, SIZE)
            documents, sums = intersection(parts, True)
            if allowed is None:
                assert best(documents, sums, k) == top_of_intersection(*arrays, k, None)
            assert documents.tolist() == intersection(parts, False)[0].tolist()
