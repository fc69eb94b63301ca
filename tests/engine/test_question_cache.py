"""Who reads questions for an engine: once for a commit, in its words, and nothing of a commit that is past is held."""

import gc
import weakref

import pytest
from attrs import evolve

from searchlib.analysis import Analyzer, preset
from searchlib.engine.question_cache import QuestionCache, restricted
from searchlib.engine.ranking import DEFAULT, Ranking, ranking_of
from searchlib.errors import InvalidRequest
from searchlib.query import read
from searchlib.query.filters import Filters
from searchlib.query.queries import Phrase, Term
from tests.query.contents import NUMBERS, TEXTS


class Shelf:
    """Of an engine what questions are read by; each :meth:`commit` is another."""

    def __init__(self, **names):
        self.generation = 1
        self.reading_analyzer = preset("english")
        self.names = names

    def fields(self):
        return self.names

    def commit(self, **names):
        self.generation += 1
        self.names = names


def test_a_question_is_read_once_for_a_commit_and_a_ranking():
    shelf, cache = Shelf(), QuestionCache()
    asked = cache.question(shelf, "iran talks", DEFAULT)
    assert cache.question(shelf, "iran talks", DEFAULT) is asked
    assert cache.question(shelf, "iran talks", Ranking(burst=False)) is not asked
    shelf.commit()
    assert cache.question(shelf, "iran talks", DEFAULT) is not asked
    assert cache.question(shelf, "iran talks", DEFAULT) == asked


def test_names_of_metadata_are_those_of_the_last_commit():
    shelf, cache = Shelf(), QuestionCache()
    before = cache.question(shelf, "pages:3", DEFAULT)
    shelf.commit(pages=NUMBERS)
    after = cache.question(shelf, "pages:3", DEFAULT)
    assert before.tree != after.tree
    assert "pages" in repr(after.tree)
    assert not after.warnings


def test_another_analyzer_reads_again():
    shelf, cache = Shelf(), QuestionCache()
    english = cache.question(shelf, "closing", DEFAULT)
    shelf.reading_analyzer = preset("plain")
    assert (english.tree.text, cache.question(shelf, "closing", DEFAULT).tree.text) == ("close", "closing")


def test_stop_words_are_left_out_as_the_ranking_has_it():
    shelf, cache = Shelf(), QuestionCache()
    assert cache.question(shelf, "the embassy", DEFAULT).tree == Term("passage", "embassi")
    assert "the" in repr(cache.question(shelf, "the embassy", ranking_of("bm25")).tree)


def test_after_a_commit_nothing_of_the_one_before_is_held():
    class Stem:
        def __call__(self, spelling):
            return spelling

    stem = Stem()
    gone = weakref.ref(stem)
    shelf, cache = Shelf(), QuestionCache()
    shelf.reading_analyzer = evolve(preset("english"), stemmer=stem)
    cache.question(shelf, "iran", DEFAULT)
    del stem
    shelf.reading_analyzer = preset("english")
    cache.follow(shelf)
    assert gone() is not None, "the commit is still the last"
    shelf.commit()
    cache.follow(shelf)
    gc.collect()
    assert gone() is None


def test_synonyms_are_worked_out_once_an_analyzer(monkeypatch):
    tokens, asked = Analyzer.tokens, []
    monkeypatch.setattr(Analyzer, "tokens", lambda self, text: asked.append(text) or tokens(self, text))
    shelf, cache = Shelf(), QuestionCache([("car", ["automobile"])])
    for _ in range(3):
        assert "automobil" in repr(cache.question(shelf, "car", DEFAULT).tree)
        shelf.commit()
    assert asked.count("automobile") == 1
    shelf.reading_analyzer = preset("plain")
    assert "automobile" in repr(cache.question(shelf, "car", DEFAULT).tree)
    assert asked.count("automobile") == 2


def test_a_tree_is_taken_as_it_stands_and_anything_else_is_refused():
    tree = Phrase("text_exact", ["closed", "embassy"])
    assert QuestionCache().question(Shelf(), tree, DEFAULT).tree is tree
    for wrong in (None, 7, b"iran", ["iran"]):
        with pytest.raises(InvalidRequest, match="it must be a string"):
            QuestionCache().question(Shelf(), wrong, DEFAULT)


def test_what_is_said_of_filters_is_said_with_the_question():
    shelf = Shelf(desk=TEXTS)
    question = read("iran", shelf.reading_analyzer)
    same, tree = restricted(shelf, question, Filters(metadata={"desk": "World"}))
    assert same is question
    assert "desk" in repr(tree)
    told, _ = restricted(shelf, question, Filters(metadata={"shelf": "World"}))
    assert len(told.warnings) == 1
    assert "shelf" in told.warnings[0]
    assert told.tree is question.tree
