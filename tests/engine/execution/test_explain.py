"""An explanation's numbers are those that make the score."""

from math import prod

import pytest
from hypothesis import given, settings

from searchlib.engine.execution.execution import Execution, Snapshot
from searchlib.engine.execution.explain import explain
from tests.engine.execution.fakes import FakeSegment
from tests.engine.execution.trees import indexes, q, trees


def adds_up(explanation):
    values = [adds_up(each) for each in explanation.details]
    if values and explanation.description.endswith("the sum of"):
        times = float(explanation.description.split()[0]) if explanation.description[0].isdigit() else 1.0
        assert explanation.value == pytest.approx(times * sum(values), rel=1e-5)
    elif values and explanation.description.endswith("the product of"):
        assert explanation.value == pytest.approx(prod(values), rel=1e-5)
    return explanation.value


@settings(max_examples=100, deadline=None)
@given(indexes(), trees)
def test_the_numbers_add_up_to_the_score(index, tree):
    execution = Execution(Snapshot(index[0]))
    for document, score in zip(*(each.tolist() for each in execution.matches(tree)), strict=True):
        assert adds_up(explain(execution, tree, document)) == pytest.approx(score, rel=1e-5, abs=1e-9)


def test_a_phrase_and_its_words_are_named():
    execution = Execution(Snapshot([index_of_one()]))
    tree = q.Or([q.Term("text", "talk"), q.Phrase("text_exact", ["iran", "talks"]), q.Prefix("text_exact", "tal")])
    text = str(explain(execution, tree, 0))
    assert "BM25 of text:talk, the product of" in text
    assert 'BM25 of text_exact:"iran talks"' in text
    assert "text_exact:tal*" in text


def index_of_one():
    return FakeSegment([{"text": [[("iran", "iran")], [("talk", "talks")]]}])
