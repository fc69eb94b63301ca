"""What an engine gets of a question, and who remembers questions: for one commit, holding nothing of another."""

import gc
import weakref

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.query import Emphasis, QuestionReader, read
from searchlib.query import given as given_tree
from searchlib.query.compile import compiled
from searchlib.query.queries import NullQuery, Or, Term
from searchlib.query.question import SHORT
from searchlib.query.synonyms import Synonyms
from tests.query.fuzzing import ENGLISH, FIELDS
from tests.query.fuzzing import typed as typed_pieces
from tests.query.trees import flattened

words = st.lists(st.sampled_from(["iran", "the", "iran", "heat-transfer", "U.S.", "car", "closed"]), max_size=9)
emphases = st.builds(Emphasis, st.just(frozenset({"the"})), st.sampled_from([0.0, 0.5]), st.booleans())
SYNONYMS = Synonyms.of([("car", ["automobile", "motor car"])], ENGLISH)


@settings(max_examples=200, deadline=None)
@given(st.one_of(typed_pieces, words.map(" ".join)), emphases, st.booleans())
def test_the_rewritten_node_is_what_the_tree_was_compiled_from(text, emphasis, has_synonyms):
    question = read(text, ENGLISH, FIELDS, emphasis, SYNONYMS if has_synonyms else None)
    assert flattened(compiled(question.rewritten)) == flattened(question.tree)
    if question.node is None:
        assert (question.rewritten, question.tree) == (None, NullQuery)


def test_the_rewritten_node_has_synonyms_weights_and_no_stop_words():
    question = read("the car iran iran", ENGLISH, FIELDS, Emphasis(frozenset({"the"}), 0.5), SYNONYMS)
    assert repr(question.node).count("Word") == 4
    assert "automobile" in repr(question.rewritten)
    assert "Boosted" in repr(question.rewritten)
    assert "'the'" not in repr(question.rewritten)
    assert compiled(question.rewritten) == question.tree


def test_a_tree_that_was_given_has_no_node():
    question = given_tree(Or([Term("text", "iran")]))
    assert (question.node, question.rewritten, question.is_given, question.understood) == (None, None, True, "")
    assert not read("", ENGLISH).is_given


def emphasis_of(manner):
    return Emphasis(repeats=manner)


def test_a_short_question_is_read_once_for_each_manner():
    reader = QuestionReader(ENGLISH, FIELDS, 1, emphasis_of)
    asked = reader.read("iran iran", 0.5)
    assert reader.read("iran iran", 0.5) is asked
    assert reader.read("iran iran", 1.0).tree != asked.tree
    assert asked == read("iran iran", ENGLISH, FIELDS, Emphasis(repeats=0.5))
    long = "iran " * SHORT
    assert reader.read(long, 0.5) is not reader.read(long, 0.5)
    assert reader.read(long, 0.5) == reader.read(long, 0.5)


@pytest.mark.parametrize("text", ["iran", "iran " * SHORT])
def test_who_lets_go_of_a_reader_lets_go_of_its_analyzer_at_once(text):
    class Stem:
        def __call__(self, spelling):
            return spelling

    stem = Stem()
    gone = weakref.ref(stem)
    reader = QuestionReader(evolve(ENGLISH, stemmer=stem), FIELDS, 1, emphasis_of)
    assert reader.read(text, 0.5).understood
    gc.collect()
    gc.disable()
    try:
        del stem, reader
        assert gone() is None
    finally:
        gc.enable()
