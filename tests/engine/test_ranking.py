"""What stands first: a tiny collection through the public face."""

import math

import pytest

import searchlib
from searchlib.analysis import PRESETS, stop_words
from searchlib.article import Article, Heading, Paragraph
from searchlib.engine.ranking import Ranking
from searchlib.errors import InvalidRequest
from tests.engine.test_contract import article, found

FILLER = "the report was read in the morning and nobody said a word about it"


@pytest.fixture
def index(tmp_path):
    with searchlib.open(tmp_path / "index") as opened:
        yield opened


def test_a_rare_word_counts_more_than_a_common_one(index):
    index.add(article(str(n), f"talks {FILLER}") for n in range(8))
    index.add([article("rare", f"uranium {FILLER}")])
    assert found(index, "talks uranium")[0] == ("rare", 1)


def test_a_word_that_clusters_counts_more_than_one_as_rare_that_does_not(index):
    index.add(article(f"x{n}", FILLER) for n in range(8))
    index.add(article(f"b{n}", f"quokka quokka quokka quokka {FILLER}") for n in range(3))
    index.add(article(f"s{n}", f"notably {FILLER}") for n in range(3))
    index.add([article("only s", f"notably {FILLER} today"), article("only b", f"quokka {FILLER} today")])
    order = [key for key, _ in found(index, "notably quokka")]
    assert order.index("only b") < order.index("only s")
    order = [key for key, _ in found(index, "notably quokka", ranking="bm25")]
    assert order.index("only s") < order.index("only b"), "equal scores: the first that was added"


def test_rarity_is_counted_in_passages(index):
    index.add([article("a", *[f"treaty {FILLER} {n}" for n in range(6)])])
    index.add(article(f"b{n}", f"ministry {FILLER} {n}") for n in range(6))
    index.add([article("both", f"treaty {FILLER}", f"ministry {FILLER}")])
    one, other = (index.search(word)[0].explain().details[0].details[0].value for word in ("treaty", "ministry"))
    assert one == other == pytest.approx(math.log(2)), "7 of 14 passages hold each"
    index.delete(["b0"])
    assert index.search("ministry")[0].explain().details[0].details[0].value > one


def test_title_and_headings_add_to_the_score(index):
    index.add([article("plain", f"embassy {FILLER}"), article("titled", f"embassy {FILLER}", title="The embassy")])
    assert found(index, "embassy") == [("titled", 1), ("plain", 1)]
    assert found(index, "embassy", ranking=Ranking(title=0)) == [("plain", 1), ("titled", 1)]


def test_a_title_that_matches_alone_gives_the_first_passage_and_satisfies_an_and(index):
    index.add([article("a", f"one {FILLER}", f"two {FILLER}", f"visas {FILLER}", title="The embassy")])
    assert found(index, "embassy") == [("a", 1)]
    assert found(index, "embassy AND visas") == [("a", 3)]
    assert found(index, "+embassy +(visas OR two)") == [("a", 2), ("a", 3)]
    assert found(index, "embassy visas") == [("a", 3), ("a", 1)]
    assert found(index, "two -embassy") == [("a", 2)], "what is excluded is excluded from the text"
    assert found(index, '"embassy"') == []


def test_a_heading_that_matches_alone_gives_the_first_passage_under_it(index):
    text = "Start\n\none\n\ntwo\n\nEmbassies\n\nthree\n\nfour"
    headings = [Heading(name, 1, text.index(name), text.index(name) + len(name)) for name in ("Start", "Embassies")]
    paragraphs = [
        Paragraph(number, name, (under,), text.index(name), text.index(name) + len(name))
        for number, (name, under) in enumerate(
            [("one", "Start"), ("two", "Start"), ("three", "Embassies"), ("four", "Embassies")], 1
        )
    ]
    index.add([Article(id="a", title="x", text=text, headings=headings, paragraphs=paragraphs)])
    assert found(index, "embassy") == [("a", 3)]
    assert found(index, "embassy four") == [("a", 4), ("a", 3)]
    index.delete(["a"])
    assert found(index, "embassy") == []


def test_stop_words_are_left_out_of_bare_words_only(index):
    index.add([article("a", "who is he"), article("b", "he closed the embassy"), article("c", "the the the the")])
    assert found(index, "who closed the embassy") == [("b", 1)]
    assert found(index, "the")[0] == ("c", 1), "there is nothing else"
    assert {key for key, _ in found(index, "who is")} == {"a"}
    assert found(index, '"the"')[0] == ("c", 1)
    assert found(index, "+the embassy")[0] == ("b", 1)
    assert len(found(index, "+the embassy")) == 2
    assert {key for key, _ in found(index, "text:the embassy")} == {"b", "c"}
    assert len(found(index, "closed the embassy", ranking="bm25")) == 2
    assert index.search("who closed the embassy").understood == "who closed the embassy"


def test_a_word_that_is_typed_twice_counts_more(index):
    index.add([article("a", f"visas {FILLER}"), article("b", f"embassy {FILLER}")])
    assert found(index, "visas embassy embassies")[0] == ("b", 1)
    assert found(index, "visas visa embassy")[0] == ("a", 1)
    boost = index.search("embassy visas visa")[0].explain().details[0].details[-1]
    assert (boost.kind, boost.value) == ("boost", pytest.approx(2**0.65))


def test_in_a_long_question_the_parts_of_a_compound_are_looked_for_one_by_one(index):
    index.add([article("a", f"the transfer of heat {FILLER}")])
    assert found(index, "heat-transfer") == []
    assert found(index, "heat-transfer slabs plates wings") == [("a", 1)]


@pytest.mark.parametrize("ranking", ["tfidf", None, 3])
def test_a_ranking_that_is_not_known_is_refused(index, ranking):
    with pytest.raises(InvalidRequest, match="'default', 'bm25', 'burst'"):
        index.search("iran", ranking=ranking)


@pytest.mark.parametrize("numbers", [{"k1": -1}, {"b": 1.5}, {"title": "2"}, {"repeats": float("nan")}])
def test_a_number_that_cannot_be_is_refused(numbers):
    with pytest.raises(InvalidRequest, match=next(iter(numbers))):
        Ranking(**numbers)


def test_every_language_has_its_function_words_and_plain_has_none():
    sizes = {name: len(stop_words(name)) for name in PRESETS}
    assert sizes.pop("plain") == 0
    assert min(sizes.values()) > 60, sizes
