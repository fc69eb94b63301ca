"""When time is up the answer is what there is: never what does not match, and never an error."""

from itertools import count
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchlib.analysis import preset
from searchlib.engine.base import Request
from searchlib.engine.execution.collector import chosen
from searchlib.engine.execution.deadline import Deadline, OutOfTime
from searchlib.engine.execution.execution import Execution, Snapshot
from searchlib.query import FIELDS
from searchlib.query.filters import Filters, restriction_of
from searchlib.query.queries import Near
from tests.engine.execution.fakes import FakeSegment
from tests.engine.execution.trees import indexes, q, trees, unions


def looks(most):
    """A deadline that passes when it is looked at for the ``most``-th time."""
    ticks = count()
    return Deadline(most, clock=lambda: next(ticks))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(indexes(), st.one_of(trees, unions), st.integers(0, 12))
def test_what_is_found_in_time_matches(index, tree, most):
    segments, _ = index
    whole = dict(zip(*(each.tolist() for each in Execution(Snapshot(segments)).matches(tree)), strict=True))
    execution = Execution(Snapshot(segments), deadline=looks(most))
    found, scores = execution.matches(tree)
    assert set(found.tolist()) <= set(whole)
    if execution.is_complete:
        assert dict(zip(found.tolist(), scores.tolist(), strict=True)) == whole
    for asked in (execution, Execution(Snapshot(segments), deadline=looks(most))):
        best = asked.top(tree, 3, count=True)
        assert set(best.documents) <= set(whole)
        assert best.total == (len(whole) if asked.is_complete else None)
    assert Execution(Snapshot(segments), deadline=looks(0)).top(tree, 3).documents == []


def three():
    texts = ["iran talks", "iran", "talks iran iran"]
    return [FakeSegment([{"text": [[(word, word)] for word in text.split()]}]) for text in texts]


@pytest.mark.parametrize("most", [*range(12), 20])
def test_words_near_each_other_are_cut_short_too(most):
    documents = [{"text": [[(word, word)] for word in ["a", "b", "c", "a", "b", "c"]]} for _ in range(3)]
    parts = [q.Term("text", word) for word in "abc"]
    within = Near(parts[:2], gaps=5, is_ordered=False)
    tree = Near([within, parts[2]], gaps=None)
    execution = Execution(Snapshot([FakeSegment(documents)]), deadline=looks(most))
    assert len(execution.matches(tree)[0]) == (3 if execution.is_complete else 0)
    assert execution.is_complete or most < 20


def test_the_segments_done_so_far_count():
    execution = Execution(Snapshot(three()), deadline=looks(3))
    assert execution.matches(q.Term("text", "iran"))[0].tolist() == [0, 1]
    assert not execution.is_complete


def test_of_an_or_its_first_parts_count():
    tree = q.Or([q.Prefix("text", "tal"), q.Prefix("text", "ir")])
    found = [Execution(Snapshot(three()[:1]), deadline=looks(most)).matches(tree)[0].tolist() for most in range(12)]
    assert [] in found
    assert [0] in found


def test_what_is_not_wanted_is_known_whole_or_nothing_is_given():
    segments = three()
    tree = q.AndNot(q.Every(), q.Or([q.Term("text", "nowhere"), q.Prefix("text", "tal"), q.Prefix("text", "ir")]))
    for most in range(40):
        execution = Execution(Snapshot(segments), deadline=looks(most))
        assert execution.matches(tree)[0].tolist() == []
        assert execution.top(tree, 3).documents == []


@pytest.mark.parametrize("pattern", [q.Prefix("text", ""), q.Wildcard("text", "*"), q.Term("author", "nobody")])
def test_a_pattern_that_is_not_wanted_is_known_whole_or_nothing_is_given(pattern):
    segment = FakeSegment([{"text": [[(word, word)]]} for word in "abc"])
    unwanted = q.Or([pattern, q.Prefix("text", "")]) if pattern.fieldname == "author" else pattern
    for tree in (q.Not(unwanted), q.AndNot(q.Every(), unwanted), q.And([q.Every(), q.Not(unwanted)])):
        for most in range(20):
            assert Execution(Snapshot([segment]), deadline=looks(most)).matches(tree)[0].tolist() == []


@pytest.mark.parametrize("sort", ["relevance", "newest"])
@pytest.mark.parametrize("group", [None, "article"])
@pytest.mark.parametrize("filters", [Filters(), Filters(languages="en"), Filters(sources="a*")])
def test_sorting_grouping_and_filters_answer_with_what_there_is(sort, group, filters):
    facts = [SimpleNamespace(id="a", source=None, language="en", metadata={})]
    segments = [FakeSegment([{"text": [[("iran", "iran")]]}], facts=facts) for _ in range(3)]
    request = Request(
        question=SimpleNamespace(tree=q.Term("text", "iran")),
        restriction=restriction_of(filters, preset("plain"), FIELDS).tree,
        sort=sort,
        group=group,
        count=True,
    )
    answers = []
    for most in range(12):
        execution = Execution(Snapshot(segments), deadline=looks(most))
        answers.append(chosen(execution, request))
        assert (answers[-1].total is None) is not execution.is_complete
    assert answers[0].keys == []
    assert answers[-1].keys == [0, 1, 2]


def test_a_deadline_that_has_passed_stays_so():
    times = iter([0.0, 1.0, 2.0])
    deadline = Deadline(1.5, clock=lambda: next(times))
    deadline.check()
    for _ in range(3):
        with pytest.raises(OutOfTime):
            deadline.check()
    assert deadline.has_passed


def test_what_is_asked_after_the_search_has_all_the_time():
    execution = Execution(Snapshot(three()), deadline=looks(0))
    assert execution.top(q.Term("text", "iran"), 3).documents == []
    execution.finish()
    assert len(execution.matching.found(q.Term("text", "iran"), 0, True)[0]) == 1
    assert not execution.is_complete
