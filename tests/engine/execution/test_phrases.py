"""A phrase stands in one document, and is counted once for each place."""

import numpy as np
import pytest

from searchlib.engine.execution import phrases
from searchlib.engine.execution.execution import Execution, Snapshot
from searchlib.engine.execution.phrases import SCANT, WordPositions
from searchlib.errors import IndexDamaged
from searchlib.kernels import lookup
from tests.engine.execution.fakes import FakeSegment
from tests.engine.execution.oracle import Oracle
from tests.engine.execution.trees import q


def words(text):
    """Tokens of a text; ``a/b`` is one with two terms, ``talk=talks`` a stem and its spelling."""
    pairs = [[(each.split("=")[0], each.split("=")[-1]) for each in token.split("/")] for token in text.split()]
    return {"text": pairs}


@pytest.mark.parametrize(
    ("texts", "phrase", "matching"),
    [
        (["a b", "b a"], q.Phrase("text", ["a", "b"]), [0]),
        (["a", "b"], q.Phrase("text", ["a", "b"]), []),
        (["a", "b"], q.Phrase("text", ["a", "b"], slop=3), []),
        (["a", "b", "a x b"], q.Phrase("text", ["a", "b"], slop=2), [2]),
        (["a x x b"], q.Phrase("text", ["a", "b"], slop=2), []),
        (["to be or not to be", "be to or not be to"], q.Phrase("text", ["to", "be", "or", "not", "to", "be"]), [0]),
        (["no no", "no"], q.Phrase("text", ["no", "no"]), [0]),
        (["run=run/run=runs fast", "run=ran fast"], q.Phrase("text", ["run", "fast"]), [0, 1]),
        (["run=run/run=runs fast fast fast"], q.Phrase("text", ["run", "fast"], boost=3.0), [0]),
        (["a b", "a b a b", "b"], q.Phrase("text", ["a", "b"], boost=0.5), [0, 1]),
        (["run=run/run=runs fast", "run=ran fast"], q.Phrase("text_exact", ["runs", "fast"]), [0]),
        (["x=us/y=us army", "z=us army", "z=US army"], q.Phrase("text_exact", ["us", "army"]), [0, 1]),
        (["b", "a b"], q.Phrase("text", ["a", "b"]), [1]),
        (["a"], q.Phrase("text", ["a"]), [0]),
        (["a"], q.Phrase("text", []), []),
        (["a"], q.Phrase("body", ["a", "a"]), []),
    ],
)
def test_where_a_phrase_matches(texts, phrase, matching):
    documents = [words(text) for text in texts]
    found, scores = Execution(Snapshot([FakeSegment(documents)])).matches(phrase)
    assert found.tolist() == matching
    assert dict(zip(matching, scores, strict=True)) == pytest.approx(Oracle(documents).scores(phrase), rel=1e-5)


def test_a_phrase_that_is_often_asked_is_answered_as_the_first_time():
    documents = [words("a b " * (n % 7) + "b=B c " * (n % 3)) for n in range(300)]
    snapshot, phrases = Snapshot([FakeSegment(documents)]), [["a", "b"], ["b", "c", "b"], ["b", "c", "a"]]
    for words_ in phrases:
        for name in ("text", "text_exact"):
            phrase = q.Phrase(name, words_)
            expected = Oracle(documents).scores(phrase)
            for _ in range(20):
                found, scores = Execution(snapshot).matches(phrase)
                assert dict(zip(found.tolist(), scores.tolist(), strict=True)) == pytest.approx(expected, rel=1e-5)


def test_a_word_that_stands_behind_its_segment_is_damage():
    word = WordPositions(np.array([1, 5], np.uint32), None, 0, False, 4, lambda _size: True)
    with pytest.raises(IndexDamaged, match="no place"):
        word.hold(np.arange(SCANT + 1, dtype=np.uint32))


@pytest.mark.parametrize(("common", "many", "merge_cost"), [(0, 9, 0), (1000, 0, 0), (0, 0, 1000)])
@pytest.mark.parametrize("rarest", [0, 1, 2])
def test_a_phrase_at_the_first_place_is_found_and_none_before_it(monkeypatch, common, many, merge_cost, rarest):
    monkeypatch.setattr(phrases, "COMMON", common)
    monkeypatch.setattr(phrases, "SCANT", 0)
    monkeypatch.setattr(lookup, "MANY", many)
    monkeypatch.setattr(lookup, "MERGE_COST", merge_cost)
    words = ["a", "b", "c"]
    texts = [[words[rarest]], words, [*words[rarest:], *words], *([[word] for word in words if word != words[rarest]])]
    segment = FakeSegment([{"text": [[(word, word)] for word in text]} for text in texts])
    found, _ = Execution(Snapshot([segment])).matches(q.Phrase("text", words))
    assert found.tolist() == [1, 2]
