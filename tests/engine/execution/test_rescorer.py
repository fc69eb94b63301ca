"""What the best passages gain is worked out again by looking at each token."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.engine.execution.execution import Execution, Snapshot
from searchlib.engine.execution.explain import explain
from searchlib.engine.execution.rescorer import bare_words
from searchlib.engine.ranking import Ranking
from tests.engine.execution.fakes import FakeSegment
from tests.engine.execution.trees import indexes, q

WORDS = ["close", "talk", "iran", "us", "the", "café"]
QUESTION = q.Or([q.Term("passage", word) for word in WORDS])
PLAIN = Ranking(near=0, likeness=0)


def bags(segments):
    """What a view gives: of a document by its number its terms and how often each stands there."""
    documents = [document for segment in segments for document in segment.documents]
    return lambda number: _bag(documents[number].get("text", []))


def _bag(tokens):
    terms = [term for token in tokens for term, _ in sorted(set(token))]
    return {term: terms.count(term) for term in terms}


def gained(texts, question, **how):
    """The passages of one segment, best first, and what each gained."""
    segment = FakeSegment([{"text": [[(word, word)] for word in text.split()]} for text in texts])
    execution = Execution(Snapshot([segment]), bag_of=bags([segment]), **how)
    ranked = execution.top(question, 10)
    return ranked.documents, [execution.gained(document) for document in ranked.documents]


def any_of(*words):
    return q.Or([q.Term("passage", word) for word in words])


def test_words_side_by_side_come_before_a_passage_that_lacks_one_whatever_else_it_has():
    texts = ["jack jack jack jack", "abramoff of the lobby and of many other things said jack", "x y z jack abramoff"]
    texts += ["x y z"] * 20
    order, gains = gained(texts, any_of("jack", "abramoff"))
    assert order[0] == 2
    assert gains[0]["nearness"] > 0
    order, gains = gained(
        ["jack " * 60, "x " * 200 + "jack abramoff", *["x"] * 90, *["abramoff"] * 3], any_of("jack", "abramoff")
    )
    assert order[0] == 1
    assert gains[0]["together"] > 0


def test_of_four_words_or_beside_others_nothing_is_put_first():
    texts = ["a " * 60, "x " * 200 + "a b c d", *["x"] * 90]
    assert not any("together" in each for each in gained(texts, any_of("a", "b", "c", "d"))[1])
    mixed = q.Or([q.Term("passage", "a"), q.Term("passage", "b"), q.Phrase("text", ["x", "a"])])
    assert not any("together" in each for each in gained(texts, mixed)[1])


def test_how_far_apart_words_were_typed_says_how_far_apart_they_may_stand():
    texts = ["bank " * 60, "x " * 200 + "bank of america", *["x"] * 90, "america"]
    question = any_of("bank", "america")
    assert gained(texts, question, positions={"bank": 0, "america": 2})[0][0] == 1
    assert not any("together" in each for each in gained(texts, question, positions={"bank": 0, "america": 1})[1])


def test_only_any_of_several_bare_words_is_looked_at_once_more():
    assert bare_words(QUESTION) == (QUESTION.subqueries, True)
    assert bare_words(q.And(QUESTION.subqueries)) == ((), False)
    assert bare_words(q.AndNot(QUESTION, q.Term("text", "x"))) == (QUESTION.subqueries, True)
    fact = q.ConstantScoreQuery(q.Term("author", "smith"), 0.0)
    assert bare_words(q.And([QUESTION, fact])) == (QUESTION.subqueries, True)
    assert bare_words(q.And([QUESTION, q.Term("text", "x"), fact])) == ((), False)
    assert bare_words(q.Or([q.Term("title", "x"), q.Term("text", "y")])) == ([q.Term("text", "y")], False)
    execution = Execution(Snapshot([FakeSegment([{"text": [[("iran", "iran")]]}])]))
    assert execution.top(any_of("iran"), 5).documents == [0]
    assert execution.gained(0) == {}


def test_many_words_and_many_places_are_looked_at_in_bounds():
    many = " ".join(f"w{number}" for number in range(200))
    order, gains = gained([many, "w7 w8 " * 100, "w3"], any_of(*many.split()))
    assert order[0] == 0
    assert gains[0]["nearness"] > gains[1]["nearness"] > 0
    assert set(gains[2]) <= {"likeness"}


@settings(max_examples=25, deadline=None)
@given(indexes(), st.integers(2, 6))
def test_the_best_and_all_matches_and_explanations_agree(index, count):
    snapshot, question = Snapshot(index[0]), q.Or(QUESTION.subqueries[:count])
    execution = Execution(snapshot, bag_of=bags(index[0]))
    documents, scores = execution.matches(question)
    expected = sorted(zip((-scores).tolist(), documents.tolist(), strict=True))[:3]
    top = Execution(snapshot, bag_of=bags(index[0])).top(question, 3)
    assert [(-score, document) for document, score in zip(top.documents, top.scores, strict=True)] == expected
    for document, score in zip(documents.tolist(), scores.tolist(), strict=True):
        assert explain(execution, question, document).value == pytest.approx(score, rel=1e-5)


@settings(max_examples=25, deadline=None)
@given(indexes(), st.integers(2, 6))
def test_gains_do_not_depend_on_how_documents_lie_in_segments(index, count):
    segments, question = index[0], q.Or(QUESTION.subqueries[:count])
    everything = [document for segment in segments for document in segment.documents]
    gone = [base + int(number) for base, segment in zip(Snapshot(segments).bases, segments, strict=False)
            if segment.deleted is not None for number in segment.deleted.nonzero()[0]]  # fmt: skip
    whole = FakeSegment(everything, gone)
    one, other = (Execution(Snapshot(each), bag_of=bags(each)).top(question, 50) for each in (segments, [whole]))
    assert one == other, "bit for bit"


@settings(max_examples=15, deadline=None)
@given(indexes())
def test_nothing_gains_where_the_ranking_says_so(index):
    execution = Execution(Snapshot(index[0], ranking=PLAIN), bag_of=bags(index[0]))
    assert not any(map(execution.gained, execution.top(QUESTION, 50).documents))
