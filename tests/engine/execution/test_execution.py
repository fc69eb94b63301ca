"""The array engine answers what brute force over the tokens does."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchlib.engine.execution import phrases, scored_postings
from searchlib.engine.execution import topk as pruning
from searchlib.engine.execution.execution import Execution, Snapshot
from searchlib.engine.ranking import Ranking
from searchlib.errors import InvalidRequest
from searchlib.kernels import lookup, positions, sets, topk
from tests.engine.execution.fakes import FakeSegment
from tests.engine.execution.oracle import Oracle
from tests.engine.execution.trees import conjunctions, indexes, q, trees, unions

PLAIN = Ranking(near=0, likeness=0)  # it has its own brute force
questions = st.lists(st.one_of(trees, unions, conjunctions), min_size=1, max_size=6)


@pytest.fixture(params=["as it is", "as in a large index", "as in a large index of rare words"])
def thresholds(request, monkeypatch):
    """Where the ways part for short and long lists; small, so that small segments go the ways of large ones."""
    if request.param != "as it is":
        monkeypatch.setattr(scored_postings, "CHAMPIONS", 3)
        monkeypatch.setattr(scored_postings, "PROBE_COST", 1000)
        monkeypatch.setattr(topk, "LONG", 3)
        monkeypatch.setattr(topk, "BLOCK", 2)
        monkeypatch.setattr(topk, "NARROW", 1)
        monkeypatch.setattr(pruning, "SHORT", 0)
        monkeypatch.setattr(positions, "FEW", 0)
        monkeypatch.setattr(phrases, "SCANT", 0)
        monkeypatch.setattr(phrases, "COMMON", 0 if request.param.endswith("rare words") else 1000)
        monkeypatch.setattr(lookup, "MANY", 0)
        monkeypatch.setattr(lookup, "MERGE_COST", 1000)
        monkeypatch.setattr(pruning, "CROWDED", 1)
        monkeypatch.setattr(pruning, "TRIED", 1)
        monkeypatch.setattr(sets, "LONG", 1)


def as_sorted(documents, scores):
    return sorted(zip(documents.tolist(), scores.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(index=indexes(), questions=questions)
def test_matches_and_scores_are_those_of_brute_force(thresholds, index, questions):
    segments, kept = index
    snapshot, oracle = Snapshot(segments, ranking=PLAIN), Oracle(kept)
    for tree in questions:
        documents, scores = Execution(snapshot).matches(tree)
        assert np.all(documents[1:] > documents[:-1]), tree
        got = dict(zip(documents.tolist(), scores.tolist(), strict=True))
        assert got == pytest.approx(oracle.scores(tree), rel=1e-5, abs=1e-12), tree


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(index=indexes(), questions=questions, data=st.data())
def test_the_best_are_the_first_of_all_matches_in_order(thresholds, index, questions, data):
    segments, _ = index
    snapshot = Snapshot(segments)
    for tree in questions:
        execution = Execution(snapshot)
        masks = None
        if data.draw(st.booleans()):
            masks = [data.draw(st.sampled_from([None, np.arange(s.document_count) % 2 == 0])) for s in segments]
        expected = as_sorted(*execution.matches(tree, masks))
        for k in (1, 2, 3, 10):
            top = execution.top(tree, k, count=True, allowed=masks)
            assert list(zip(top.documents, top.scores, strict=True)) == expected[:k], tree
            assert top.total == len(expected) == execution.count(tree, masks)
            assert execution.top(tree, k, allowed=masks).total in (None, len(expected))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(index=indexes(), tree=st.one_of(trees, unions, conjunctions))
def test_segments_and_deletions_change_no_bit_of_a_score(thresholds, index, tree):
    segments, kept = index
    whole = FakeSegment([document for document in kept if document is not None])
    numbers = [number for number, document in enumerate(kept) if document is not None]
    documents, scores = Execution(Snapshot(segments)).matches(tree)
    merged, their_scores = Execution(Snapshot([whole])).matches(tree)
    assert documents.tolist() == [numbers[each] for each in merged]
    assert scores.tolist() == their_scores.tolist()


def test_a_class_that_is_not_known_is_drained_or_refused():
    snapshot = Snapshot([FakeSegment([{}, {}])])
    odd = q.Variations("text", "a")
    with pytest.raises(InvalidRequest, match="Variations"):
        Execution(snapshot).matches(odd)
    drained = Execution(snapshot, lambda query, segment: (np.array([1], np.uint32), np.array([0.5])))
    assert drained.top(q.Or([odd]), 3).documents == [1]


def test_an_index_without_segments_answers_nothing():
    execution = Execution(Snapshot([]))
    assert execution.matches(q.Every())[0].tolist() == []
    assert execution.top(q.Or([q.Term("text", "a")]), 3, count=True) == ([], [], 0)
