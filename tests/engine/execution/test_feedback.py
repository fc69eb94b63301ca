"""Passages that have the words of the first ones gain; what is gained is a brute force's."""

import numpy as np
import pytest
from hypothesis import given, settings

from searchlib.engine.execution.execution import Execution, Snapshot
from searchlib.engine.execution.explain import explain
from searchlib.engine.execution.feedback import long_question
from searchlib.engine.ranking import Ranking
from tests.engine.execution.trees import indexes, q

WORDS = ["close", "talk", "iran", "us", "the", "café"]
QUESTION = q.Or([q.Term("passage", word) for word in WORDS])


@settings(max_examples=15, deadline=None)
@given(indexes())
def test_the_best_gain_in_proportion_to_what_they_share_with_the_first(index):
    plain = Snapshot(index[0], ranking=Ranking(agreement=0))
    values = [
        dict(zip(*map(np.ndarray.tolist, Execution(plain).matches(part)), strict=True)) for part in QUESTION.subqueries
    ]
    for part, its in zip(
        QUESTION.subqueries, values, strict=True
    ):  # a word may give to a passage that it does not make match
        for number in range(plain.bases[-1]):
            word = plain.word("passage", part.text)
            segment = max(n for n, base in enumerate(plain.bases[:-1]) if base <= number)
            own = np.array([number - plain.bases[segment]], np.uint32)
            if word.parts[segment] is not None:
                its[number] = float(word.parts[segment].values(own)[0])
    ranked = Execution(plain).top(QUESTION, 50)
    centre = [
        sum(its.get(document, 0.0) / place for place, document in enumerate(ranked.documents[:5], 1)) for its in values
    ]
    likeness = {d: sum(c * its.get(d, 0.0) for c, its in zip(centre, values, strict=True)) for d in ranked.documents}
    expected = dict(zip(ranked.documents, ranked.scores, strict=True))
    if len(expected) > 1:
        best = ranked.documents[0]
        for document in expected:
            expected[document] += 0.3 * ranked.scores[0] * likeness[document] / likeness[best]
    got = Execution(Snapshot(index[0])).top(QUESTION, 50)
    assert dict(zip(got.documents, got.scores, strict=True)) == pytest.approx(expected, rel=1e-5)


def test_a_question_of_few_words_is_left_as_it_is():
    assert long_question(q.Or(QUESTION.subqueries[:3])) == ()
    assert long_question(q.And(QUESTION.subqueries)) == ()
    assert len(long_question(q.AndNot(QUESTION, q.Term("text", "x")))) == 6


@settings(max_examples=15, deadline=None)
@given(indexes())
def test_the_best_and_all_matches_and_explanations_agree(index):
    snapshot = Snapshot(index[0])
    execution = Execution(snapshot)
    documents, scores = execution.matches(QUESTION)
    expected = sorted(zip((-scores).tolist(), documents.tolist(), strict=True))[:3]
    top = Execution(snapshot).top(QUESTION, 3)
    assert [(-score, document) for document, score in zip(top.documents, top.scores, strict=True)] == expected
    for document, score in zip(documents.tolist(), scores.tolist(), strict=True):
        assert explain(execution, QUESTION, document).value == pytest.approx(score, rel=1e-5)
