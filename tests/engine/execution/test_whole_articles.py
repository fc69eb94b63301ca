"""What an article scores as a whole is what BM25 says of its paragraphs as one text."""

import pytest

from searchlib.engine.execution.snapshot import Snapshot
from searchlib.engine.execution.whole_articles import whole_scores
from searchlib.engine.ranking import Ranking
from tests.engine.execution.fakes import FakeSegment
from tests.engine.execution.trees import q


def tokens(text):
    return [[(word, word)] for word in text.split()]


def segment(*articles, deleted=()):
    """Of articles, given as (title, paragraphs)."""
    documents = [
        {"title": tokens(title), "text": tokens(text), "article": number}
        for number, (title, texts) in enumerate(articles)
        for text in texts
    ]
    return FakeSegment(documents, deleted)


IRAN = q.Term("passage", "iran")


def test_a_word_counts_as_often_as_it_stands_in_the_paragraphs_and_twice_for_the_title():
    one = segment(("iran", ["iran talks", "iran"]), ("x", ["talks talks", "iran"]), ("x", ["talks"]))
    snapshot = Snapshot([one], ranking=Ranking())
    weight, (first, second, third) = snapshot.word("passage", "iran").weight, whole_scores(snapshot, q.Or([IRAN]))
    mean = (5 + 5 + 3) / 3  # terms of the texts, and twice the title
    assert first == pytest.approx(weight * 4 / (4 + 1 * (0.3 + 0.7 * 5 / mean)), rel=1e-6)
    assert second == pytest.approx(weight * 1 / (1 + 1 * (0.3 + 0.7 * 5 / mean)), rel=1e-6)
    assert third == 0


def test_neither_deletions_nor_segments_nor_exclusions_change_it():
    articles = [("x", ["iran"]), ("y", ["iran iran", "talks"]), ("z", ["gone iran"])]
    whole = whole_scores(Snapshot([segment(*articles, deleted=[3])]), IRAN)
    apart = whole_scores(Snapshot([segment(articles[0]), segment(articles[1])]), IRAN)
    assert whole[:2].tolist() == apart.tolist()
    excluded = q.AndNot(IRAN, q.Term("passage", "talks"))
    assert (
        whole_scores(Snapshot([segment(*articles)]), excluded).tolist()
        == whole_scores(Snapshot([segment(*articles)]), IRAN).tolist()
    )


def test_phrases_and_fields_of_their_own_add_nothing():
    snapshot = Snapshot([segment(("iran", ["iran talks"]))])
    for tree in (q.Phrase("text", ["iran", "talks"]), q.Term("title", "iran"), q.Term("author", "iran")):
        assert whole_scores(snapshot, tree).tolist() == [0.0]
    assert whole_scores(Snapshot([]), IRAN).tolist() == []
