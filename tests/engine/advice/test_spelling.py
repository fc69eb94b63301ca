"""A misspelt word is put right by what the index holds; what is common, or cannot be bettered, is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import searchlib
from searchlib.engine.advice.spelling import distance, swaps
from tests.engine.test_contract import article

FREQUENT = ["The embassy in Iran was closed", "Nuclear weapons are feared", "An open market of flowers"]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with searchlib.open(tmp_path_factory.mktemp("advice") / "index") as opened:
        texts = [text for text in FREQUENT for _ in range(120)]
        texts += ["An embassage arrived", "The Embasy opened", "mark my words"] + ["the closet was full of moths"] * 30
        opened.add([article("a", *texts)])
        yield opened


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("embasssy", "embassy"),
        ("ebmassy iran", "embassy iran"),
        ("mebassy", "embassy"),
        ("Nucler", "Nuclear"),
        ('+iran "nuclaer weapon" -flowers', '+iran "nuclear weapons" -flowers'),
        ('+iran "nuclaer weapons" -flowres', '+iran "nuclear weapons" -flowres'),
        ("(nuclear OR wepons) AND feard", "(nuclear OR weapons) AND feared"),
        ("irna", "iran"),
        ("embassyiran", "embassy iran"),
        ("+embassyiran", "+(embassy iran)"),
        ("emb assy", "embassy"),
        ("embasy iran", "embassy iran"),
        ("embassy iran", None),
        ("embassage", None),
        ("xq", None),
        ("", None),
        ("mark", None),
        ("nucle*", None),
        ("-embasssy iran", None),
        ("IRNA", "Iran"),
        ("zzzzzzzz", None),
    ],
)
def test_did_you_mean(index, typed, meant):
    assert index.search(typed).did_you_mean == meant


def test_what_stands_with_the_other_words_is_preferred(index):
    assert index.search("closd iran").did_you_mean == "closed iran"
    assert index.search("closet moths closex").did_you_mean == "closet moths closet"


def test_what_is_offered_finds_something_and_needs_no_further_offer(index):
    for word in ("embassy", "nuclear", "flowers", "weapons", "market"):
        for place in range(len(word)):
            typed = word[:place] + word[place + 1 :]
            meant = index.search(typed).did_you_mean
            if meant is not None:
                results = index.search(meant)
                assert results
                assert results.did_you_mean is None


def test_a_tree_of_whoosh_is_nobodys_mistake(index):
    from searchlib.query.queries import Term

    assert index.search(Term("text", "embasssy")).did_you_mean is None


words = st.text("abc", max_size=6)


def once_mistaken(word):
    """What one mistake makes of a word."""
    for at in range(len(word) + 1):
        for letter in "abc":
            yield word[:at] + letter + word[at:]
            yield word[:at] + letter + word[at + 1 :]
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


@given(words, words)
def test_one_mistake_is_a_letter_wrong_missing_too_much_or_changed_places(one, other):
    assert (distance(one, other) <= 1) == (other in {one, *once_mistaken(one)})
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)


@given(words, words, words)
def test_two_mistakes_are_found_as_such(one, between, other):
    if distance(one, between) == 1 and distance(one, other) == 2:
        assert distance(between, other) >= 1


@given(words)
def test_swaps_are_one_mistake_away(word):
    assert all(distance(word, swapped) == 1 and sorted(swapped) == sorted(word) for swapped in swaps(word))
    assert swaps("ab") == {"ba"}
