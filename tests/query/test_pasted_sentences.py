"""A sentence that was pasted is read as one: its quotes, dashes and capitals ask for nothing."""

import pytest
from attrs import evolve
from hypothesis import given, settings

from searchlib.analysis import preset
from searchlib.query import Emphasis, read
from searchlib.query.fields import Names
from searchlib.query.parser import parse_sentence
from searchlib.query.queries import AndNot, Or, Phrase
from tests.query.cases import phrase, spelled, word
from tests.query.fuzzing import ENGLISH, FIELDS, assert_laws, sentences
from tests.query.trees import flattened

QUOTES = "the words in quotes count one by one, too"
DASH = "- before a word excludes nothing"
OPEN = "a quote that is not closed is left out"
CAPITALS = "capitals mean nothing"

SENTENCES = [
    (
        'He said "swift boat" - and -later that the captain was here',
        'He said "swift boat" and later that the captain was here swift boat',
        [DASH, QUOTES],
    ),
    ('the swift boat of "swift boat" fame was in the news', None, []),
    ("he said that the boat - and the captain -- were here", "he said that the boat and the captain were here", []),
    ("he said --no that the boat was not in here", "he said no that the boat was not in here", []),
    (
        "he said !never that the boat was not in here",
        "he said never that the boat was not in here",
        ["! before a word"],
    ),
    (
        '"He said that the captain of the ship was here"',
        '"He said that the captain of the ship was here" He said that the captain of the ship was here',
        [QUOTES],
    ),
    (
        "He said 'we must go' and the boys' house was there",
        'He said "we must go" and the boys house was there we must go',
        [QUOTES],
    ),
    (
        "„Iran“ is what «the ship» was said to be by them",
        '"Iran" is what "the ship" was said to be by them Iran the ship',
        [QUOTES],
    ),
    ('the pipe of 12" was said to be in it', "the pipe of 12 was said to be in it", [OPEN]),
    ('he said "that -later it was +not in the box', None, None),
    ('he said "that -later it was not in the box', "he said that later it was not in the box", [OPEN, DASH]),
    ('he said «that "it" was not in the box', 'he said that "it" was not in the box it', [OPEN, QUOTES]),
    (
        "WHO SAID IT IS NOT THE US AND NOT IRAN OR -IRAQ",
        "who said it is not the us and not iran or iraq",
        [CAPITALS, DASH],
    ),
    (
        'THE MAN BEFORE "WAR AND PEACE" WAS A WRITER OF IT',
        'the man before "war and peace" was a writer of it war and peace',
        [CAPITALS, QUOTES],
    ),
    ("Note: the ship of -C++ at 10:30 was here, 5 + 6", "Note the ship of C++ at 10:30 was here 5 6", [DASH]),
    ("* the -ship was ~5 km off, and of ^ it ~", "the ship was 5 km off and of it", [DASH, "needs letters"]),
    ("NEAR the SENTENCE of -it was a house in Iran", "NEAR the SENTENCE of it was a house in Iran", [DASH]),
    ('it was "a && (b || x^2)" in the book of us', 'it was "a && (b || x^2)" in the book of us a b x', [QUOTES]),
    ('the -ship of "AND AND" was here with them, "OR"', None, [DASH, QUOTES]),
]


@pytest.mark.parametrize(("typed", "understood", "told"), SENTENCES, ids=[typed for typed, _, _ in SENTENCES])
def test_marks_of_a_sentence_are_no_syntax(typed, understood, told):
    question = read(typed, ENGLISH, FIELDS)
    assert_laws(question)
    if told is None:  # a searcher's sign behind the quote
        assert parse_sentence(typed, ENGLISH, Names(FIELDS)) is None
        return
    assert question.understood == (understood or question.understood)
    assert len(question.warnings) == len(told)
    assert all(any(each in warning for warning in question.warnings) for each in told)
    assert type(question.tree) is Or
    assert not any(label[0] == "AndNot" for label, _ in flattened(question.tree))


def test_a_sentence_looks_for_its_words_and_for_what_it_quotes():
    question = read('He said the "swift boats" were -not what it was', ENGLISH)
    words = [word(stem) for stem in ("he", "said", "the")]
    after = [word(stem) for stem in ("were", "not", "what", "it", "was", "swift", "boat")]
    assert flattened(question.tree) == flattened(Or([*words, phrase("swift", "boats"), *after]))
    assert question.reading.endswith("the exact phrase “swift boats”, were, not, what, it, was, swift, boats")


def test_a_phrase_adds_no_words_where_all_of_them_stand_bare():
    once = read('the swift boat and a "swift boat" were in it', ENGLISH)
    assert [type(leaf) for leaf in once.tree.subqueries].count(Phrase) == 1
    assert once.understood.count("swift") == 2
    assert once.warnings == ()
    some = read('the swift ship and a "swift boat" were in it', ENGLISH)
    assert some.understood.endswith('"swift boat" were in it swift boat')


SEARCHED_FOR = [
    *('+"swift boat" he', '"swift boat"~3 he', '"swift b*" he', '"~boats in" he', '"(ship OR boat) in" he', '"a b"^2'),
    *("AND he", "OR he", "NOT he", "BEFORE he", "&& he", "|| he", "+he", "(he)", "NEAR(a he)", "title:he", "length:5"),
    *("he*", "*ship", "ship~", "ship~1", "ship^2", "/ship?/"),
]


@pytest.mark.parametrize("typed", SEARCHED_FOR)
def test_what_only_a_searcher_types_keeps_its_meaning(typed):
    text = f'what was the "swift boat" of it {typed} -iran'
    assert parse_sentence(text, ENGLISH, Names(FIELDS)) is None
    question = read(text, ENGLISH, FIELDS)
    assert type(question.tree) is AndNot
    assert_laws(question)


@pytest.mark.parametrize(
    "typed",
    [
        'the ship of "swift boat" -iran in',  # seven words
        'iran iraq syria nato egypt "swift boat" -un embassy the',  # one function word
        "IRAN AND IRAQ AND SYRIA AND LIBYA AND -YEMEN",  # operators are none
        "THE CLOSED EMBASSY OF IRAN AND -IRAQ",  # seven words
    ],
)
def test_shorter_questions_and_lists_of_words_keep_their_meaning(typed):
    question = read(typed, ENGLISH)
    assert "AndNot" in repr(question.tree)
    assert question.warnings == ()
    assert_laws(question)


def test_a_searchers_question_is_not_understood_as_a_sentence():
    """Its canonical text, which has lost what told it apart, is in brackets."""
    question = read('who was (the first) man "on the moon" in it', ENGLISH)
    assert question.understood == '(who was the first man "on the moon" in it)'
    assert_laws(question)
    demanded = read('+"He said that the captain of the ship was here"', ENGLISH)
    assert type(demanded.tree) is Phrase
    assert demanded.understood == '("He said that the captain of the ship was here")'
    assert_laws(demanded)
    shouted = read("(THE CAT) IS NOT IN IT OR WHO ATE IRAN", ENGLISH)
    assert shouted.understood.startswith("(")
    assert_laws(shouted)
    assert read("who was (the first) man on the moon", ENGLISH).understood == "who was the first man on the moon"


def test_the_way_out_that_a_warning_names_is_one():
    (warning,) = read("who was the first man on the moon -armstrong", ENGLISH).warnings
    assert "NOT does" in warning
    excluding = read("who was the first man on the moon NOT armstrong", ENGLISH)
    assert type(excluding.tree) is AndNot
    assert excluding.warnings == ()
    (warning,) = read('"who was the first man on the moon"', ENGLISH).warnings
    assert "+ before a quote" in warning
    assert type(read('+"who was the first man on the moon"', ENGLISH).tree) is Phrase


def test_in_capitals_names_are_words():
    shouted = read("WHO SAID IT IS THE US THAT DID IT", ENGLISH)
    assert flattened(shouted.tree) == flattened(read("who said it is the us that did it", ENGLISH).tree)
    named = read("the WHO said that the -US was not in it", ENGLISH)
    assert spelled("WHO") in named.tree.subqueries
    assert spelled("US") in named.tree.subqueries
    assert not read("DIE NATO UND DER IRAN SIND NICHT IN GENF", preset("german")).warnings


def test_sentences_are_known_in_each_language_that_has_function_words():
    german = read("Er sagte, dass der -Kapitän nicht auf dem Schiff war", preset("german"))
    assert [DASH in warning for warning in german.warnings] == [True]
    for analyzer in (preset("plain"), evolve(ENGLISH, name="mine")):
        question = read('He said "swift boat" and -later that the captain was here', analyzer)
        assert type(question.tree) is AndNot
        assert question.warnings == ()


def test_what_is_left_out_of_a_ranking_does_not_matter():
    text = 'He said "swift boat" and -later that the captain was here'
    ranked = read(text, ENGLISH, emphasis=Emphasis(frozenset({"the", "and", "that"})))
    assert ranked.understood == read(text, ENGLISH).understood
    assert ranked.warnings == read(text, ENGLISH).warnings
    assert word("the") not in ranked.tree.subqueries


def test_a_sentence_too_long_to_be_said_again_with_its_phrases_is_its_words():
    text = '"' + "He said that the captain of the ship was here. " * 2_100 + '"'
    question = read(text, ENGLISH)
    assert len(question.understood) < len(text) < 100_000
    assert all(type(leaf) is not Phrase for leaf in question.tree.subqueries)
    assert [QUOTES[:34] in warning for warning in question.warnings] == [True]
    assert_laws(question)


@settings(max_examples=600, deadline=None)
@given(sentences)
def test_what_is_understood_of_a_sentence_means_the_same(text):
    for analyzer in (ENGLISH, preset("german"), preset("french"), preset("plain")):
        assert_laws(read(text, analyzer, FIELDS), analyzer)


@settings(max_examples=200, deadline=None)
@given(sentences)
def test_a_sentence_looks_for_all_that_its_words_look_for(text):
    sentence = parse_sentence(text, ENGLISH, Names(FIELDS))
    if sentence is None:
        return
    found = {str(leaf) for leaf in read(text, ENGLISH, FIELDS).tree.subqueries}
    for piece in text.replace('"', " ").split():
        if piece.isalpha() and not piece.isupper():
            assert str(read(piece, ENGLISH).tree) in found
