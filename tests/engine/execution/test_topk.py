"""The best of some lists with context are those of adding everything up."""

from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.engine.execution import topk
from searchlib.engine.execution.scored_postings import ScoredPostings
from searchlib.engine.execution.topk import best, best_of_union

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
    for many in (topk.MANY, 1):
        with patch.multiple(topk, SHORT=0, MANY=many, TRIED=1):
            marks = np.zeros(SIZE, np.bool_)
            found = best_of_union([each for each, _, _ in drawn], k, 0.0, None, marks)
            assert list(zip(*best(*found, k), strict=True)) == expected
            assert not marks.any()
