"""Many lists together are added up, whichever way, to the same sums."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.engine.execution.execution import Execution, Snapshot
from searchlib.engine.execution.sets import Union
from searchlib.engine.execution.topk import CROWD
from searchlib.kernels.sets import union
from tests.engine.execution.fakes import FakeSegment
from tests.engine.execution.trees import q

SIZE = 40

lists = st.lists(st.dictionaries(st.integers(0, SIZE - 1), st.floats(0, 4, width=32), max_size=SIZE), max_size=6)


@settings(max_examples=80, deadline=None)
@given(lists, st.booleans())
def test_lists_that_come_one_by_one_are_added_as_all_at_once(given, scored):
    together = Union(SIZE, scored)
    expected = {}
    for each in given:
        documents = np.array(sorted(each), np.uint32)
        scores = np.array([each[document] for document in sorted(each)], np.float32)
        together.add((documents, scores if scored else None))
        for document, score in each.items():
            expected[document] = expected.get(document, 0.0) + score
    documents, scores = together.all()
    assert documents.tolist() == sorted(expected)
    assert (None if scores is None else scores.tolist()) == (
        [expected[n] for n in sorted(expected)] if scored else None
    )
    found = [(np.array(sorted(each), np.uint32), None) for each in given]
    assert union(found, SIZE, False)[0].tolist() == sorted(expected)


@pytest.mark.parametrize("count", [CROWD - 1, CROWD, 3 * CROWD])
def test_the_best_of_a_crowd_of_words_are_the_best_of_all(count):
    words = [f"w{number}" for number in range(count)]
    texts = [words[start::step] for start, step in ((0, 1), (1, 2), (2, 3), (0, 5), (3, 7))]
    segment = FakeSegment([{"text": [[(word, word)] for word in text]} for text in texts])
    tree = q.Or([q.Term("text", word) for word in words])
    documents, scores = Execution(Snapshot([segment])).matches(tree)
    best = sorted(zip(scores.tolist(), documents.tolist(), strict=True), key=lambda pair: (-pair[0], pair[1]))[:3]
    ranked = Execution(Snapshot([segment])).top(tree, 3)
    assert list(zip(ranked.scores, ranked.documents, strict=True)) == best
