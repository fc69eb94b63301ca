"""The engine in a folder answers what the list of articles does, which looks at every token."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import searchlib
from searchlib.article import Article
from searchlib.engine.ranking import Ranking
from searchlib.errors import AnalyzerError, InvalidRequest
from tests.engine.conftest import ENGINES
from tests.engine.test_contract import AS_TYPED, article

WORDS = ["iran", "embassy", "closes", "closed", "talks", "the", "iranian", "US", "us", "covid-19", "2024"]
TYPED = [
    *WORDS, '"iran talks"', '"the embassy" iran', "clos*", "*ed", "t?lks", "iran~1", "/clos(es|ed)/", "title:talks",
    "heading:iran", 'title:"iran talks"', "iran^2 talks", "NEAR(iran talks, 2)", "iran BEFORE (talks OR closed)",
    '"iran (talks OR embassy)"', '"~close the"', "NEAR(clos* iran, 1)", "+iran talks", "iran -talks", "-iran",
    "iran AND talks", "iran AND (talks OR closed)", "iran AND NOT closed", "(iran AND talks) OR embassy",
    "author:smith", "author:s*", 'author:"mary smith"', "lang:en iran", "source:news", "source:*b.txt iran",
    "date:2005 iran", "after:2005-02-01", "before:2005-02-01 talks", "pages:>3", "pages:2..4 iran", "desk:world -iran",
]  # fmt: skip
sentences = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
facts = st.fixed_dictionaries(
    {"title": sentences.filter(bool)},
    optional={
        "title_is_made": st.booleans(),
        "date": st.sampled_from([datetime.date(2005, 1, 1), datetime.date(2005, 2, 3)]),
        "authors": st.sampled_from([("Mary Smith",), ("John Doe", "Smith Mary")]),
        "language": st.sampled_from(["en", "en-US", "fr"]),
        "source": st.sampled_from(["news/a.txt", "news/old/b.txt"]).map(searchlib.Source),
        "metadata": st.sampled_from([{"pages": 3}, {"pages": 4.5, "desk": "World"}]),
    },
)
articles = st.tuples(st.lists(sentences.filter(bool), min_size=1, max_size=3), facts, st.lists(sentences, max_size=2))
corpora = st.lists(articles, min_size=1, max_size=5)
questions = st.one_of(
    st.sampled_from(TYPED), st.lists(st.sampled_from(TYPED), min_size=2, max_size=3).map(" ".join), sentences
)
options = st.fixed_dictionaries(
    {"ranking": st.sampled_from([AS_TYPED, "bm25", Ranking(likeness=0), Ranking(near=0, likeness=0, title=0)])},
    optional={"group": st.just("article"), "expand": st.sampled_from([1, "section", "article"])},
)


def made(corpus):
    """The articles of a corpus, their last paragraphs under headings."""
    for number, (texts, of_all, headings) in enumerate(corpus):
        above = tuple(heading for heading in headings if heading)
        plain = article(str(number), *texts, headings=above, **of_all)
        first = [] if len(texts) < 2 else [0]
        paragraphs = [
            searchlib.Paragraph(p.number, p.text, () if n in first else p.headings, p.start, p.end, line=p.line)
            for n, p in enumerate(plain.paragraphs)
        ]
        yield Article(id=plain.id, text=plain.text, paragraphs=paragraphs, **of_all)


def shown(hit):
    """All that is seen of a hit, but for its score and why it has it."""
    others = [each.passage for each in hit.others]
    return hit.passage, hit.spans, hit.title_spans, hit.heading_spans, hit.expanded, others


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(corpora, st.lists(st.tuples(questions, options), min_size=1, max_size=6), st.data())
def test_both_engines_answer_alike(tmp_path_factory, corpus, asked, data):
    kept = article("kept", "iran", metadata={"pages": 3, "desk": "home"})  # names of metadata may outlive their article
    added = [kept, *made(corpus)]
    gone = data.draw(st.lists(st.sampled_from([each.id for each in added[1:]]), max_size=2, unique=True))
    opened = [searchlib.open(place(tmp_path_factory.mktemp("law") / "index")) for place in ENGINES.values()]
    for index in opened:
        index.add(added)
        index.delete(gone)
    for query, how in asked:
        answers = [index.search(query, limit=100, count=True, fold=False, **how) for index in opened]
        one, other = ({(hit.passage.article.id, hit.passage.number): hit for hit in answer} for answer in answers)
        scores = [{key: hit.score for key, hit in each.items()} for each in (one, other)]
        assert scores[0] == pytest.approx(scores[1], rel=1e-5, abs=1e-9), query
        assert [shown(one[key]) for key in one] == [shown(other[key]) for key in one], query
        for answer in answers:
            assert [hit.explain().value for hit in answer] == pytest.approx([hit.score for hit in answer], abs=1e-5)
            assert (answer.total, answer.understood) == (answers[0].total, answers[0].understood)
        assert answers[0].help == answers[1].help, query
    for index in opened:
        index.close()


def test_both_engines_agree_by_how_much_passages_gain(tmp_path):
    texts = [
        "iran talks embassy closed", "iran talks the talks", "embassy closed in iran today", "closed talks embassy us",
        "embassy of the us embassy of iran", "iran", "talks on talks in iran closed iran", "the us closed it",
    ]  # fmt: skip
    found = []
    for place in ENGINES.values():
        with searchlib.open(place(tmp_path / "index")) as index:
            index.add(article(str(number), text, title="x") for number, text in enumerate(texts))
            results = index.search("iran talks embassy closed today report", limit=50)
            assert any("likeness" in str(hit.explain()) for hit in results)
            found.append([(hit.passage.article.id, pytest.approx(hit.score, rel=1e-5)) for hit in results])
    assert found[0] == [(key, each.expected) for key, each in found[1]]


def test_an_index_of_another_analyzer_is_refused(tmp_path):
    for place in ENGINES.values():
        with searchlib.open(place(tmp_path / "index"), analyzer="french") as index:
            index.add([article("a", "les ambassades")])
        with pytest.raises(AnalyzerError, match="french"):
            searchlib.open(place(tmp_path / "index"), analyzer="german")


def test_who_has_no_whoosh_searcher_says_so(tmp_path):
    with searchlib.open(ENGINES["list"](tmp_path)) as index, pytest.raises(InvalidRequest, match="no Whoosh searcher"):
        index.searcher()
