import datetime
import pickle

import pytest

from searchlib.article import Article, Heading, Paragraph, Source, joined
from searchlib.errors import ArticleError

HOLDS_ITSELF = ["a"]
HOLDS_ITSELF.append(HOLDS_ITSELF)


def make(**changes):
    fields = {
        "id": "a",
        "title": "Talks",
        "text": "Talks\n\nThe embassy closed.",
        "headings": [Heading("Talks", 1, 0, 5)],
        "paragraphs": [Paragraph(1, "The embassy closed.", (), 7, 26)],
    }
    return Article(**(fields | changes))


def test_equal_articles_have_equal_digests_and_hashes():
    assert make() == make()
    assert make().sha256 == make().sha256
    assert hash(make()) == hash(make())


@pytest.mark.parametrize(
    "change",
    [
        {"id": "b"},
        {"title": "Other"},
        {"title_is_made": True},
        {"text": "Talks \n\nThe embassy closed.", "paragraphs": [Paragraph(1, "The embassy closed.", (), 8, 27)]},
        {"date": datetime.date(2005, 1, 1)},
        {"authors": ("A",)},
        {"language": "en"},
        {"url": "https://example.org"},
        {"metadata": {"desk": "world"}},
        {"metadata": {"desk": ["world"]}},
        {"headings": [Heading("Talks", 2, 0, 5)]},
        {"headings": []},
        {"source": Source("moved.txt")},
        {"paragraphs": [Paragraph(1, "The embassy closed.", (), 7, 26, line=3)]},
    ],
)
def test_whatever_is_indexed_changes_the_digest(change):
    assert make(**change).sha256 != make().sha256


@pytest.mark.parametrize(
    "change",
    [
        {"id": ""},
        {"id": " \n"},
        {"text": "\ud800"},
        {"title": "\udc00"},
        {"headings": [Heading("Talks", 1, 0, 8)]},
        {"paragraphs": [Paragraph(1, "x", (), 7, 27)]},
        {"paragraphs": [Paragraph(1, "x", (), 9, 8)]},
        {"paragraphs": [Paragraph(1, "The embassy opened.", (), 7, 26)]},
        {"metadata": {"a": None}},
        {"metadata": {"a": [["list"]]}},
        {"metadata": {"a": HOLDS_ITSELF}},
        {"metadata": {"a": {"set"}}},
        {"metadata": {"a": ["x", None]}},
        {"metadata": {1: "a"}},
        {"date": "2005-01-01"},
        {"title_is_made": "no"},
        {"title_is_made": None},
    ],
)
def test_an_article_that_contradicts_itself_is_refused(change):
    with pytest.raises(ArticleError):
        make(**change)


def test_of_a_point_in_time_the_day_is_kept():
    moment = datetime.datetime(2005, 7, 17, 5, tzinfo=datetime.UTC)
    article = make(date=moment, metadata={"seen": moment})
    assert article.date == article.metadata["seen"] == datetime.date(2005, 7, 17)
    assert type(article.date) is datetime.date


def test_an_article_without_a_made_title_has_the_digest_that_it_always_had():
    assert make().sha256 == "755a00d8c6d9e84c89eb6bdfab75033ae444022d082f8da29b3a2193dc1d4ecf"


def test_a_title_is_given_unless_it_is_said_to_be_made():
    assert make().title_is_made is make().facts.title_is_made is False
    assert make(title_is_made=True).facts.title_is_made


def test_values_are_frozen():
    with pytest.raises(AttributeError):
        make().title = "x"
    with pytest.raises(TypeError):
        make(metadata={"a": 1}).metadata["a"] = 2


def test_articles_and_facts_can_be_pickled():
    article = make(metadata={"a": 1}, source=Source("x", line=1))
    assert pickle.loads(pickle.dumps(article)) == article
    assert pickle.loads(pickle.dumps(article.facts)) == article.facts


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (Source("a.txt"), "a.txt"),
        (Source("a.txt", line=3), "a.txt:3"),
        (Source("a.csv", record=2), "a.csv#2"),
        (Source("a.pdf", page=4), "a.pdf, page 4"),
    ],
)
def test_a_source_is_shown_as_people_write_it(source, shown):
    assert str(source) == shown


@pytest.mark.parametrize("numbers", [(1, 3), (2, 1), (0, 1)])
def test_paragraphs_are_numbered_from_one_on(numbers):
    blocks = [Paragraph(number, "ab", (), 3 * place, 3 * place + 2) for place, number in enumerate(numbers)]
    with pytest.raises(ArticleError, match="numbered"):
        Article(id="a", title="", text="ab ab", paragraphs=blocks)


def test_paragraphs_stand_in_the_order_of_the_text():
    blocks = [Paragraph(1, "ab", (), 3, 5), Paragraph(2, "ab", (), 0, 2)]
    with pytest.raises(ArticleError, match="order"):
        Article(id="a", title="", text="ab ab", paragraphs=blocks)


def test_several_values_behind_a_name_are_a_tuple_of_them():
    moment = datetime.datetime(2005, 7, 17, 12)
    article = make(metadata={"tags": ["a", 1, moment], "none": (), "desk": "x"})
    assert dict(article.metadata) == {"tags": ("a", 1, moment.date()), "none": (), "desk": "x"}
    assert joined(article.metadata["tags"]) == "a, 1, 2005-07-17"
    assert joined("x") == "x"
    assert pickle.loads(pickle.dumps(article)) == article
