"""Intervals that stand near each other, in arrays and in one text, are those that brute force finds."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from searchlib.highlight import proximity as standing
from searchlib.kernels import interval_join, intervals, lookup
from searchlib.query.queries import MOST_SETS
from tests.engine import brute
from tests.kernels.values import as_arrays

LENGTH = 7
places = st.integers(0, LENGTH - 1)
single = st.sets(places.map(lambda place: (place, place)), max_size=4)
mixed = st.sets(st.tuples(places, places).filter(lambda pair: pair[0] <= pair[1] < pair[0] + 3), max_size=4)
wide = st.sets(st.integers(0, LENGTH - 2).map(lambda place: (place, place + 1)), max_size=4)
parts = st.lists(st.one_of(single, single, mixed, wide), min_size=1, max_size=4)
repeated = st.tuples(st.one_of(single, mixed), st.integers(2, 4)).map(lambda pair: [pair[0]] * pair[1])
questions = st.tuples(
    st.lists(parts | repeated, min_size=1, max_size=3), st.sampled_from([0, 1, 2, 4, None]), st.booleans()
)


@pytest.fixture(params=["as it is", "as in a large index"])
def thresholds(request, monkeypatch):
    if request.param != "as it is":
        monkeypatch.setattr(lookup, "MANY", 0)
        monkeypatch.setattr(lookup, "MERGE_COST", 1000)
        monkeypatch.setattr(intervals, "SCATTERED", 0)
        monkeypatch.setattr(standing, "_FEW", 0)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(questions)
@example(([[{(0, 0)}, {(1, 3), (4, 4)}, {(6, 6)}]], 3, True))  # the earlier chain has fewer gaps
@example(([[{(0, 0)}, {(1, 3), (4, 4)}, {(6, 6)}]], 3, False))
@example(([[{(0, 0)}, {(1, 1), (1, 3)}, {(4, 4)}, {(6, 6)}]], 2, True))
def test_they_are_those_of_brute_force(thresholds, question):
    documents, gaps, is_ordered = question
    count = min(map(len, documents))
    starts = np.arange(len(documents) + 1, dtype=np.uint32) * (LENGTH + 1)  # one place is free between documents
    merged = [
        as_arrays([(a + int(starts[n]), b + int(starts[n])) for n, doc in enumerate(documents) for a, b in doc[number]])
        for number in range(count)
    ]
    expected = set()
    for start, document in zip(starts.tolist(), documents, strict=False):
        like = [document.index(part) for part in document[:count]]  # equal parts are marked alike
        marked = [[(*pair, {(n, pair)}) for pair in document[n]] for n in like]
        found = brute.near(SimpleNamespace(gaps=gaps, is_ordered=is_ordered), marked)
        expected |= {(first + start, last + start) for first, last, _ in found}
        texts = [{pair: {(n, pair)} for pair in document[n]} for n in like]
        assert standing.marked(texts, gaps, is_ordered) == set().union(*(tokens for *_, tokens in found))
        assert standing.matches(texts, gaps, is_ordered) == {pair[:2]: pair[2] for pair in found}
    ends = interval_join.ends_of_matches(merged, gaps, is_ordered, starts, MOST_SETS)
    assert ends.tolist() == sorted({last for _, last in expected})
    firsts, lasts = interval_join.matches(merged, gaps, is_ordered, starts, MOST_SETS)
    assert list(zip(firsts.tolist(), lasts.tolist(), strict=True)) == sorted(expected, key=lambda pair: pair[::-1])
