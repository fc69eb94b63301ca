"""Judged collections: both layouts are read as the public face wants them, and made into others."""

import pytest

from benchmarks import judged
from benchmarks.corpus import NoData


@pytest.fixture
def tiny(data):
    (found,) = judged.collections(data, ["tiny"])
    return found


@pytest.fixture
def wiki(data):
    (found,) = judged.collections(data, ["wiki"])
    return found


def test_a_collection_keeps_the_questions_that_have_an_answer(tiny):
    assert (list(tiny.questions), tiny.judgments["2"], tiny.sizes) == (["1", "2"], {"b": 1, "c": 1}, "4/3/2")


def test_a_document_is_one_paragraph_beside_its_title(tiny):
    shown = [(article.title, [paragraph.text for paragraph in article.paragraphs]) for article in tiny.articles]
    assert shown == [
        ("The embassy", ["It was closed on a Friday. Nobody came."]),
        ("", ["Talks about visas went on for days."]),
        ("", ["Only a title"]),
        ("", []),
    ]


def test_headings_stand_in_the_text_where_they_change(wiki):
    article = wiki.articles[0]
    assert [(heading.level, heading.text) for heading in article.headings] == [
        (1, "Places"),
        (2, "Cities"),
        (2, "Mountains"),
    ]
    assert [paragraph.headings for paragraph in article.paragraphs] == [
        (),
        ("Places", "Cities"),
        ("Places", "Mountains"),
        ("Places", "Mountains"),
    ]
    assert article.text.startswith("An old country.\n\nPlaces\n\nCities\n\nTehran is")
    assert "Places" not in article.text[article.paragraphs[1].start :]


def test_texts_have_titles_and_headings_before_them(tiny, wiki):
    assert dict(tiny.texts())["a"] == "The embassy It was closed on a Friday. Nobody came."
    assert dict(wiki.texts())["Iran#3"] == "Iran Places Mountains Alborz is a range of mountains."


def test_written_articles_have_nothing_beside_their_texts(wiki):
    written = wiki.written()
    assert [(key, text) for key, text in written.texts()] == [(key, text) for key, text in wiki.texts()]
    assert {article.title for article in written.articles} == {""}
    assert not any(article.headings for article in written.articles)


def test_cut_documents_have_their_paragraphs_and_judgments(tiny):
    cut = tiny.cut()
    assert [paragraph.text for paragraph in cut.articles[0].paragraphs] == [
        "It was closed on a Friday.",
        "Nobody came.",
    ]
    assert (cut.articles[0].title, cut.judgments) == ("The embassy", tiny.judgments)


def test_articles_of_passages_are_as_good_as_the_best_of_them(wiki):
    cut = wiki.cut()
    assert (cut.articles, cut.judgments) == (wiki.articles, {"1": {"Iran": 2}, "2": {"no#1": 1}})
    assert cut.kind.key("no#1", 1) == "no#1"


def test_both_folders_are_read_and_names_choose_among_them(data):
    assert [found.name for found in judged.collections(data)] == ["tiny", "wiki"]
    assert [found.name for found in judged.collections(data, ["wiki"])] == ["wiki"]


def test_what_is_not_there_is_named(tmp_path, data):
    with pytest.raises(NoData, match="--dataset"):
        list(judged.collections(tmp_path / "nowhere"))
    with pytest.raises(NoData, match=r"squid.*tiny, wiki"):
        list(judged.collections(data, ["squid"]))
    (data / "judged" / "tiny" / "qrels.tsv").unlink()
    with pytest.raises(NoData, match="qrels"):
        list(judged.collections(data))
