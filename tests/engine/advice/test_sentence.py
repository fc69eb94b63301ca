"""The sentence on top of an explanation says what stands in the passage, how often, and how rare it is."""

import pytest

import searchlib
from tests.engine.test_contract import article


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with searchlib.open(tmp_path_factory.mktemp("advice") / "index") as opened:
        report = "The embassy in Iran: embassies are closed, an Embassy was closed. Iran said so."
        opened.add([article("z", *(f"Nothing of interest, number {number}" for number in range(40)))])
        opened.add([article("a", report, title="One"), article("b", "Iran and others", title="Talks in Vienna")])
        yield opened


def told(index, query, number=0, **options):
    return index.search(query, **options)[number].explain().sentence


def test_words_are_counted_and_weighed_the_rarest_first(index):
    assert told(index, "iran embassy") == (
        "Found because “embassy” stands here 3 times, also as “embassies”"
        " (in 1 of 42 passages, so it counts something)"
        " and “iran” stands here twice (in 2 of 42 passages, so it counts something)."
    )


def test_what_is_not_there_is_said_too(index):
    assert told(index, "embassy zeppelin vienna").endswith("“embassy” and “zeppelin” are not here.")
    assert told(index, "embassy zeppelin").endswith("“zeppelin” is not here.")


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ('"embassies are closed"', '"embassies are closed" stands here once'),
        ("clos*", "“clos*” stands here twice, as “closed”"),
        ("+iran +embassy -zeppelin", "“iran” stands here twice"),
    ],
)
def test_phrases_and_beginnings_are_told_as_typed(index, query, part):
    assert part in told(index, query)
    assert "zeppelin" not in told(index, query)


def test_a_title_is_told_as_such(index):
    assert "“title:talks” is in its title" in told(index, "title:talks")
    assert str(index.search("title:talks")[0].explain()).startswith("Found because ")


def test_a_heading_is_told_as_such(index):
    index.add([article("h", "Ministers met.", headings=("Trade",))])
    assert "“heading:trade” is in a heading above it" in told(index, "heading:trade")
    index.delete("h")


def test_an_article_is_explained_by_its_passages_and_adds_up(index):
    hit = index.search("iran", group="article")[0]
    explanation = hit.explain()
    assert explanation.value == pytest.approx(hit.score, rel=1e-5)
    assert explanation.sentence.startswith("Found because")
    assert "sentence" not in str(explanation)


def test_where_there_is_no_word_there_is_no_sentence(index):
    assert told(index, "-embassy") == ""
    from searchlib.query.queries import Every, Term

    assert told(index, Every()) == ""
    assert "“embassi” stands here 3 times, as " in told(index, Term("text", "embassi"))
