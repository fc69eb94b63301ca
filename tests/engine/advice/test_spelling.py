"""A misspelt word is put right by what the index holds; what is common, or cannot be bettered, is left alone."""

import pytest

import searchlib
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
