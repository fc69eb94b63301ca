"""Questions of which all words side by side are wanted, as where hits are sorted by date."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchlib.query import Emphasis, read
from tests.query.fuzzing import ENGLISH, FIELDS, anything, typed
from tests.query.trees import flattened

ALL = Emphasis(frozenset({"the"}), 0.5, True, frozenset({"the", "of"}))

pieces = ["iran", "the", "boat", "(", ")", "OR", "AND", "-", "+", "lang:en", "title:", '"swift boat"', "x^2", "foo:bar"]
built = st.lists(st.sampled_from(pieces), max_size=9).map(" ".join)


def asked(text, emphasis=ALL):
    return read(text, ENGLISH, FIELDS, emphasis)


@settings(max_examples=500, deadline=None)
@given(st.one_of(typed, anything, built))
@example('0\xad"0')
@example("ab\xad OR cd")
def test_what_is_understood_is_asked_again_word_by_word(text):
    question = asked(text)
    again = question.reread(question.understood)
    assert (again.understood, again.reading) == (question.understood, question.reading)
    assert flattened(again.tree) == flattened(question.tree)
    assert again.optional == ()
    if question.understood:
        assert again.warnings == ()


@settings(max_examples=300, deadline=None)
@given(st.one_of(typed, built))
def test_what_can_be_left_out_is_what_is_demanded_only_here(text):
    question = asked(text)
    assert set(question.optional) <= set(getattr(question.node, "must", ()))
    for node in question.optional:
        alone = question.reread(question.text_of(node))
        assert (alone.node, alone.warnings) == (node, ())


@given(built)
def test_where_any_word_will_do_there_is_nothing_to_leave_out(text):
    question = read(text, ENGLISH, FIELDS)
    assert (question.wants_all, question.optional) == (False, ())


@pytest.mark.parametrize(
    ("text", "understood", "optional"),
    [
        ("the swift boat", "swift AND boat", ["swift", "boat"]),
        ("swift", "swift", []),
        ("the of", "the AND of", ["the", "of"]),
        ("the -swift", "the -swift", []),
        ("the lang:en", "the AND language:en", []),
        ("swift OR boat the", "swift OR boat OR the", []),
        ("(swift OR boat) the sank", "(swift OR boat) AND sank", ["swift OR boat", "sank"]),
        ("(swift the boat) sank", "swift AND boat AND sank", ["swift", "boat", "sank"]),
        ("swift boat AND sank", "swift AND boat AND sank", ["swift"]),
        ("swift AND the", "swift AND the", []),
        ("+swift boat", "+swift boat", []),
        ("swift boat -(sank came)", "swift AND boat -sank -came", ["swift", "boat"]),
        ("swift boat NOT (sank came)", "swift AND boat -sank -came", ["swift", "boat"]),
        ("swift boat lang:en", "swift AND boat AND language:en", ["swift", "boat"]),
        ("swift OR boat lang:en", "swift OR boat language:en", []),
        ("title:(swift boat)", "title:swift AND title:boat", ["title:swift", "title:boat"]),
        ("NEAR((swift fast) boat) sank", "NEAR((swift OR fast) boat, 10) AND sank", None),
        ("foo:bar", "foo AND bar", ["foo", "bar"]),
        ("-foo:bar boat", "boat -foo -bar", []),
        ("swift swift Swift", "swift", []),
        ("(swift boat)^2 sank", "(swift AND boat)^2 AND sank", ["(swift AND boat)^2", "sank"]),
    ],
)
def test_all_words_are_wanted_where_no_or_is_typed(text, understood, optional):
    question = asked(text)
    assert question.understood == understood
    if optional is not None:
        assert [question.text_of(node) for node in question.optional] == optional
