"""What every engine promises; a new engine joins ENGINES and must pass as it is.

``list`` is :mod:`tests.engine.brute_engine`: an engine in three hundred lines that looks at every token.
"""

import datetime
import threading

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import searchlib
from searchlib.analysis import preset
from searchlib.article import Article, Paragraph
from searchlib.engine.ranking import BM25, Ranking
from searchlib.errors import InvalidRequest, NotAnIndex, NotFound, SearchlibError
from searchlib.query import Emphasis, read
from searchlib.query.queries import And, Near, Or, Prefix, Term
from searchlib.source.sentences import sentences as sentences_of
from tests.engine.conftest import ENGINES
from tests.engine.oracle import Oracle, typed
from tests.engine.plain_filters import DAYS, EACH_ALONE, EVERYONE, filed, passes, typed_filters, wanted

AS_TYPED = Ranking(stop_words=False, parts=False, near=0, likeness=0)
WORDS = ["iran", "embassy", "closes", "closed", "closing", "talks", "the", "talk", "iranian", "2024"]


def article(article_id, *texts, **facts):
    """An article whose paragraphs are the texts."""
    whole, paragraphs = "", []
    for number, text in enumerate(texts, 1):
        start = len(whole)
        whole += text + "\n\n"
        paragraphs.append(Paragraph(number, text, facts.get("headings", ()), start, start + len(text), line=number))
    facts.pop("headings", None)
    return Article(id=article_id, title=facts.pop("title", article_id), text=whole, paragraphs=paragraphs, **facts)


def found(index, query, **options):
    return [(hit.passage.article.id, hit.passage.number) for hit in index.search(query, **options)]


# --- laws: the answers are the oracle's -----------------------------------------------------------------------------

sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
corpora = st.lists(st.lists(sentences, min_size=1, max_size=3), min_size=1, max_size=5)
leaves = st.one_of(
    st.sampled_from(WORDS).map(lambda word: ("word", word)),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3).map(lambda words: ("phrase", *words)),
    st.sampled_from(["clos", "tal", "iran", "x"]).map(lambda prefix: ("prefix", prefix)),
)
trees = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3, unique=True).map(lambda ts: ("or", *ts)),
        st.lists(parts, min_size=2, max_size=3, unique=True).map(lambda ts: ("and", *ts)),
        st.tuples(st.just("without"), parts, parts),
        st.tuples(st.just("maybe"), parts, parts).filter(lambda tree: tree[1] != tree[2]),
    ),
    max_leaves=5,
)


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(corpora, st.lists(trees, min_size=1, max_size=8), st.sampled_from([BM25, AS_TYPED]))
def test_answers_and_scores_are_those_of_the_oracle(engine, tmp_path_factory, corpus, questions, ranking):
    texts = [text for texts in corpus for text in texts]
    ranking = evolve(ranking, title=0, heading=0)
    oracle = Oracle(texts, preset("english"), ranking)
    places = [(str(n), m) for n, texts in enumerate(corpus) for m in range(1, len(texts) + 1)]
    with searchlib.open(ENGINES[engine](tmp_path_factory.mktemp("law"))) as index:
        index.add(article(str(n), *texts) for n, texts in enumerate(corpus))
        for tree in questions:
            emphasis = Emphasis(repeats=ranking.repeats)
            expected = oracle.scores(read(typed(tree), preset("english"), emphasis=emphasis).tree)
            assert set(expected) == oracle.matching(tree), typed(tree)
            hits = index.search(typed(tree), limit=1000, ranking=ranking)
            got = {(hit.passage.article.id, hit.passage.number): hit.score for hit in hits}
            assert got == pytest.approx({places[n]: score for n, score in expected.items()}, rel=1e-5), typed(tree)
            assert [hit.score for hit in hits] == sorted(got.values(), reverse=True)
            for hit in hits:
                assert hit.explain().value == pytest.approx(hit.score, rel=1e-5, abs=1e-9)


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.one_of(st.none(), sentences)), max_size=10),
    st.integers(1, 3),
)
def test_an_index_holds_the_last_of_what_was_added_and_not_deleted(engine, tmp_path_factory, steps, size):
    expected = {}
    with searchlib.open(ENGINES[engine](tmp_path_factory.mktemp("law"))) as index:
        for start in range(0, len(steps), size):
            for key, text in steps[start : start + size]:
                if text is None:
                    assert index.delete([key]) == int(key in expected)
                    expected.pop(key, None)
                else:
                    index.add([article(key, text)])
                    expected[key] = text
            assert len(index) == len(expected)
            assert {facts.id for facts in index.articles()} == set(expected)
            assert {key: index.get(key).paragraphs[0].text for key in expected} == expected
            for word in WORDS[:4]:
                oracle = Oracle(expected.values(), preset("english"))
                matching = {key for n, key in enumerate(expected) if n in oracle.matching(("word", word))}
                assert {hit.passage.article.id for hit in index.search(word, limit=100)} == matching


# --- adding -----------------------------------------------------------------------------------------------------------


def test_a_new_article_is_added_a_changed_one_replaced_the_same_left_alone(index):
    assert index.add([article("a", "iran"), article("b", "talks")]).added == 2
    summary = index.add([article("a", "iran"), article("b", "embassy")])
    assert (summary.added, summary.replaced, summary.unchanged) == (0, 1, 1)
    assert found(index, "talks") == []
    assert found(index, "text:embassy") == [("b", 1)]


def test_of_two_articles_of_one_id_in_a_batch_the_later_one_stays(index):
    summary = index.add([article("a", "iran"), article("a", "embassy"), article("a", "embassy")])
    assert (summary.added, summary.replaced, summary.unchanged) == (1, 1, 1)
    assert len(index) == 1
    assert index.get("a").paragraphs[0].text == "embassy"


def test_an_article_comes_back_as_it_was(index):
    original = article(
        "a/b 'c'\n",
        "iran",
        "embassy",
        title="A title",
        headings=("One", "Two"),
        date=datetime.date(2005, 7, 17),
        authors=("A", "B"),
        language="en",
        url="https://example.org",
        source=searchlib.Source("x.txt", record=3),
        metadata={"words": 2, "section": "news", "day": datetime.date(2000, 1, 1), "share": 0.5},
    )
    index.add([original])
    assert index.get("a/b 'c'\n") == original
    assert next(index.articles()) == original.facts


@pytest.mark.parametrize("article_id", ["x" * 10_000, "a/b", "it's", "line\nbreak", "émigré 東京", "../up"])
def test_any_id_will_do(index, article_id):
    index.add([article(article_id, "iran")])
    assert found(index, "iran") == [(article_id, 1)]
    assert index.delete([article_id]) == 1
    assert found(index, "iran") == []


@pytest.mark.parametrize("error", [RuntimeError("the source broke"), FileNotFoundError(2, "the source broke")])
def test_an_exception_of_the_source_passes_through_and_keeps_the_index_whole(index, error):
    def broken():
        yield article("b", "talks")
        raise error

    index.add([article("a", "iran")])
    with pytest.raises(type(error), match="the source broke"):
        index.add(broken())
    assert found(index, "iran") == [("a", 1)]
    assert index.add([article("b", "talks")]).added == 1


def test_progress_is_told_after_each_article(index):
    told = []
    index.add([article("a", "iran"), article("b", "talks")], progress=told.append)
    assert [step.articles for step in told] == [1, 2]
    assert told[-1].characters == len("iran\n\ntalks\n\n")


def test_deleting_says_how_many_went(index):
    index.add([article("a", "iran"), article("b", "iran")])
    assert index.delete(["a", "nobody", "a"]) == 1
    assert index.delete(["a"]) == 0
    assert len(index) == 1


def test_what_is_not_there_is_not_found(index):
    for _ in range(2):
        with pytest.raises(NotFound, match="nobody"):
            index.get("nobody")
        index.add([article("a", "iran")])


# --- searching --------------------------------------------------------------------------------------------------------


def test_an_empty_index_answers_nothing(index):
    results = index.search("iran", count=True)
    assert (list(results), results.total, len(index)) == ([], 0, 0)
    assert results.understood == "iran"


@pytest.mark.parametrize("articles", [[Article(id="a", title="iran", text="", paragraphs=[])]])
def test_an_index_without_a_passage_answers_nothing(index, articles):
    index.add(articles)
    for query in ("iran", '"iran talks"', "ira*", "-iran", "iran talks"):
        assert list(index.search(query)) == []
    index.add([article("b", "iran")])
    assert found(index, "iran") == [("b", 1)]
    assert len(index) == len(articles) + 1


@pytest.mark.parametrize(
    "query", ["", "*", '"', "()", "!!!", "-", "+", "😀", "\0", "\ud800", "*" * 100_000, '"' * 100_000]
)
def test_a_question_without_a_word_finds_nothing(index, query):
    index.add([article("a", "iran")])
    results = index.search(query)
    assert (list(results), results.total, results.understood) == ([], 0, "")


@pytest.mark.parametrize("query", ["(" * 10_000 + "iran" + ")" * 10_000, "iran " * 20_000, "NOT " * 9_999 + "talks"])
def test_a_question_of_any_length_and_depth_is_answered(index, query):
    index.add([article("a", "iran"), article("b", "talks")])
    assert ("a", 1) in found(index, query)


def test_a_hit_tells_where_it_stands(index):
    index.add([article("a", "talks", "embassy in Iran", headings=("One", "Two"), source=searchlib.Source("x.txt"))])
    (hit,) = index.search("iran")
    passage = hit.passage
    assert passage.headings == ("One", "Two")
    assert passage.heading == "Two"
    assert passage.source == searchlib.Source("x.txt", line=2)
    assert index.get(passage.article.id).text[passage.start : passage.end] == passage.text
    assert hit.spans == ((11, 15),)
    assert hit.html() == "embassy in <mark>Iran</mark>"


def test_ties_go_to_the_article_added_first_whatever_was_merged(index):
    for key in "cabd":
        index.add([article(key, "iran", "iran")])
    assert found(index, "iran", limit=5) == [("c", 1), ("c", 2), ("a", 1), ("a", 2), ("b", 1)]
    assert found(index, "iran", limit=2, offset=3) == [("a", 2), ("b", 1)]


def test_limits(index):
    index.add([article("a", "iran", "iran talks")])
    assert found(index, "iran", limit=0) == []
    assert index.search("iran", limit=0).total == 2
    assert len(found(index, "iran", limit=10**9)) == 2
    assert found(index, "iran", offset=10**9) == []
    for wrong in ({"limit": -1}, {"offset": -1}, {"sort": "best"}, {"group": "day"}):
        with pytest.raises(InvalidRequest, match=next(iter(wrong))) as error:
            index.search("iran", **wrong)
        assert isinstance(error.value, ValueError | SearchlibError)


def test_a_total_is_exact_for_and_and_phrases_and_for_or_when_asked(index):
    index.add([article("a", "iran talks", "iran", "talks")])
    assert index.search("iran AND talks").total == 1
    assert index.search('"iran talks"').total == 1
    assert index.search("iran talks").total is None
    assert index.search("iran talks", count=True).total == 3
    assert index.search("iran talks", limit=1, count=True).total == 3


def test_filters_choose_articles(index):
    index.add(
        [
            article("a", "iran", date=datetime.date(2005, 1, 1), language="en", source=searchlib.Source("n/a.txt")),
            article("b", "iran", date=datetime.date(2006, 1, 1), language="fr", metadata={"desk": "world"}),
            article("c", "iran"),
        ]
    )

    def passing(**filters):
        return {key for key, _ in found(index, "iran", filters=searchlib.Filters(**filters))}

    assert passing() == {"a", "b", "c"}
    assert passing(after=datetime.date(2005, 1, 1)) == {"a", "b"}
    assert passing(before=datetime.date(2006, 1, 1)) == {"a"}
    assert passing(languages=["fr", "de"]) == {"b"}
    assert passing(sources=["n/*"]) == {"a"}
    assert passing(metadata={"desk": "world"}) == {"b"}
    assert passing(metadata={"desk": "world"}, languages=["en"]) == set()


def test_a_filter_of_one_string_is_one_value(index):
    index.add([article("a", "iran", language="en", source=searchlib.Source("news/a.txt")), article("b", "iran")])
    assert found(index, "iran", filters=searchlib.Filters(languages="en")) == [("a", 1)]
    assert found(index, "iran", filters=searchlib.Filters(sources="a*")) == [("a", 1)]
    moment = datetime.datetime(2005, 1, 1, 12, tzinfo=datetime.UTC)
    assert searchlib.Filters(after=moment).after == datetime.date(2005, 1, 1)


@pytest.mark.parametrize("wrong", [{"filters": {}}, {"limit": "3"}, {"limit": None}, {"offset": 1.5}])
def test_options_of_another_type_are_refused(index, wrong):
    with pytest.raises(InvalidRequest, match=next(iter(wrong))):
        index.search("iran", **wrong)
    with pytest.raises(InvalidRequest, match="2005"):
        searchlib.Filters(after="2005")


def test_only_articles_are_added(index):
    with pytest.raises(InvalidRequest, match="add takes articles"):
        index.add(["a string"])


def test_sorting_by_date_puts_the_undated_last(index):
    days = {"a": datetime.date(2005, 1, 1), "b": None, "c": datetime.date(2007, 1, 1)}
    index.add(article(key, "iran", date=day) for key, day in days.items())
    assert [key for key, _ in found(index, "iran", sort="newest")] == ["c", "a", "b"]
    assert [key for key, _ in found(index, "iran", sort="oldest")] == ["a", "c", "b"]


def test_grouping_keeps_the_best_passage_of_each_article(index):
    index.add([article("a", "iran talks talks talks", "iran"), article("b", "iran the the")])
    results = index.search("iran", group="article", count=True)
    assert [(hit.passage.article.id, hit.passage.number) for hit in results] == [("a", 2), ("b", 1)]
    assert results.total == 2


def test_title_and_heading_are_searched_by_name(index):
    index.add([article("a", "talks", title="Embassy closed", headings=("Iran",)), article("b", "embassy iran")])
    assert found(index, "title:embassy") == [("a", 1)]
    assert found(index, "heading:iran") == [("a", 1)]
    assert found(index, 'title:"embassy closed"') == [("a", 1)]
    assert found(index, "text:embassy") == [("b", 1)]


def test_titles_and_headings_are_marked_where_they_matched(index):
    index.add([article("a", "Talks began.", title="The embassy of Iran", headings=("Embassies closed",))])
    (hit,) = index.search("embassy iran talks")
    assert (hit.title_spans, hit.heading_spans, hit.spans) == (((4, 11), (15, 19)), ((0, 9),), ((0, 5),))
    (hit,) = index.search("talks AND title:iran")
    assert (hit.title_spans, hit.heading_spans, hit.spans) == (((15, 19),), (), ((0, 5),))


def test_each_marked_word_names_the_part_of_the_question_that_marked_it(index):
    index.add([article("a", "Talks of Iran began.", title="The embassy of Iran", headings=("Embassies closed",))])
    (hit,) = index.search('embassies title:iran tal* "of ira*" NEAR(/ira.*/ began, 2) talks')
    assert hit.matches == (
        (0, 5, "tal*"),
        (0, 5, "talks"),
        (6, 8, '"of ira*"'),
        (9, 13, '"of ira*"'),
        (9, 13, "NEAR(/ira.*/ began, 2)"),
        (14, 19, "NEAR(/ira.*/ began, 2)"),
    )
    assert hit.title_matches == ((4, 11, "embassies"), (15, 19, "title:iran"))
    assert hit.heading_matches == ((0, 9, "embassies"),)
    assert (hit.spans, hit.title_spans) == (((0, 5), (6, 8), (9, 13), (14, 19)), ((4, 11), (15, 19)))


def test_a_single_chinese_character_is_found_wherever_it_stands_and_alone_is_marked(index):
    index.add([article("a", "他昨天到了北京。", "我去北京大学。", "東")])
    assert {number for _, number in found(index, "京")} == {1, 2}
    (hit,) = index.search("昨")
    assert hit.html() == "他<mark>昨</mark>天到了北京。"
    assert found(index, "北京大学") == [("a", 2)]


def test_words_near_each_other_are_found_and_marked_where_they_are(index):
    index.add([article("a", "Iran, talks; the the the the Iran talk", "talks the iranian Iran", "iran the the talks")])
    parts = [Or([Term("text_exact", "iran"), Prefix("text_exact", "irani")]), Term("text", "talk")]
    for gaps, is_ordered, expected in (
        (0, True, {1: ["Iran", "talks", "Iran", "talk"]}),
        (1, False, {1: ["Iran", "talks", "Iran", "talk"], 2: ["talks", "iranian"]}),
        (None, True, {1: ["Iran", "talks", "Iran", "talk"], 3: ["iran", "talks"]}),
    ):
        hits = index.search(Near(parts, gaps=gaps, is_ordered=is_ordered))
        marked = {hit.passage.number: [hit.passage.text[a:b] for a, b in hit.spans] for hit in hits}
        assert marked == expected
        assert all(hit.explain().value == pytest.approx(hit.score) for hit in hits)


TOLD = [
    "The embassy in Iran was closed. Iraq waits.",
    "Mr. Smith left Iran. The embassy closed.",
    "Sen. Jones (D-Mass.) of Iran saw the closed embassies! Nobody else did.",
    "Iran? Embassy. The Iranian embassy in Iran.",
    "伊朗关闭了大使馆。美国没有。",
]


PARTS_OF_SENTENCES = {
    *("SENTENCE(iran embassy)", "SENTENCE(iran embass*)", 'SENTENCE("closed embassies" (iraq iran))'),
    *("SENTENCE(NEAR(embassy iran, 1) closed)", "SENTENCE(mr smith iran)", "SENTENCE(jones iran closed)"),
    *("SENTENCE(smith iran)", "SENTENCE(伊朗 使馆)", "closed", "iraq", "iran"),
}


@pytest.mark.parametrize(
    ("query", "answers"),
    [
        ("SENTENCE(iran embassy)", {1: "embassy Iran", 3: "Iran embassies", 4: "embassy Iran"}),
        ("SENTENCE(iran embass*)", {1: "embassy Iran", 3: "Iran embassies", 4: "embassy Iran"}),
        ('SENTENCE("closed embassies" (iraq OR iran))', {3: "Iran closed embassies"}),
        ("SENTENCE(NEAR(embassy iran, 1) closed)", {1: "embassy Iran closed"}),
        ("SENTENCE(mr smith iran)", {2: "Mr Smith Iran"}),
        ("SENTENCE(jones iran closed)", {3: "Jones Iran closed"}),
        ("SENTENCE(iran embassy) AND closed", {1: "embassy Iran closed", 3: "Iran closed embassies"}),
        ("SENTENCE(iran embassy) -iraq", {3: "Iran embassies", 4: "embassy Iran"}),
        ("iran -SENTENCE(iran embassy)", {2: "Iran"}),
        ("iraq OR SENTENCE(smith iran)", {1: "Iraq", 2: "Smith Iran"}),
        ("+SENTENCE(iran embassy) iraq", {1: "embassy Iran Iraq", 3: "Iran embassies", 4: "embassy Iran"}),
        ("SENTENCE(伊朗 使馆)", {5: "伊朗 使馆"}),
        ("SENTENCE(伊朗 美国)", {}),
        ("SENTENCE(iraq embassy)", {}),
    ],
)
def test_words_of_one_sentence_are_found_and_marked_there(index, query, answers):
    index.add([article("a", *TOLD, title="Iran embassy")])
    hits = index.search(query, limit=50, fold=False)
    marked = {hit.passage.number: " ".join(hit.passage.text[a:b] for a, b in hit.spans) for hit in hits}
    assert marked == answers
    for hit in hits:
        assert hit.explain().value == pytest.approx(hit.score)
        assert {match.part for match in hit.matches} <= PARTS_OF_SENTENCES
    assert index.search(query).total in (None, len(hits))
    for options in ({"count": True}, {"count": True, "limit": 1}):
        assert index.search(query, fold=False, **options).total == len(hits)
    for options in ({"sort": "newest"}, {"sort": "oldest", "limit": 3}):
        assert {hit.passage.number for hit in index.search(query, fold=False, **options)} <= {
            hit.passage.number for hit in hits
        }


clauses = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
stories = st.lists(
    st.tuples(clauses, st.sampled_from([".", "!", " Mr.", ",", " U.S.", "?"])).map("".join), min_size=1, max_size=4
).map(lambda told: " ".join(each.capitalize() for each in told))


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(stories, min_size=1, max_size=3), min_size=1, max_size=4),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3, unique=True),
    st.sampled_from(["{0}", "{0} AND {1}", "{0} OR {1}", "{1} -{0}", "+{0} {1}"]),
    st.sampled_from(WORDS),
)
def test_a_sentence_holds_what_one_of_its_sentences_holds(engine, tmp_path_factory, corpus, words, form, other):
    analyzer = preset("english")

    def stems(text):
        return {term.text for token in analyzer.tokens(text) for term in token.terms}

    wanted, another = [stems(word) for word in words], stems(other)

    def expected(text):
        together = any(all(one & stems(text[a:b]) for one in wanted) for a, b in sentences_of(text))
        has = bool(another & stems(text))
        return {"{0}": together, "{0} AND {1}": together and has, "{0} OR {1}": together or has}.get(
            form, together if form.startswith("+") else has and not together
        )

    question = form.format(f"SENTENCE({' '.join(words)})", other)
    with searchlib.open(ENGINES[engine](tmp_path_factory.mktemp("law"))) as index:
        for n, texts in enumerate(corpus):  # one commit each: several segments
            index.add([article(str(n), *texts)])
        hits = index.search(question, limit=100, fold=False, count=True, ranking=AS_TYPED)
        first = index.search(question, limit=1, fold=False, ranking=AS_TYPED)
    assert {(hit.passage.article.id, hit.passage.number) for hit in hits} == {
        (str(n), m) for n, texts in enumerate(corpus) for m, text in enumerate(texts, 1) if expected(text)
    }
    assert hits.total == len(hits)
    assert [(hit.score, hit.passage) for hit in first] == [(hit.score, hit.passage) for hit in hits[:1]]


def test_a_word_is_not_marked_for_a_title_that_another_article_has(index):
    titles = {"a": "Embassy", "b": "Iran", "c": "The embassy"}
    index.add(article(key, "iran talks", title=title) for key, title in titles.items())
    tree = Or([And([Term("text", "iran"), Term("title", "embassi")]), Term("text", "talk")])
    marked = {hit.passage.article.id: hit.markdown() for hit in index.search(tree)}
    assert marked == {"a": "**iran** **talks**", "b": "iran **talks**", "c": "**iran** **talks**"}


@pytest.mark.parametrize(
    ("query", "answers"),
    [
        ("negotiation", [1, 2, 3]),
        ('"negotiations"', [2]),
        ("negotiat*", [1, 2, 3]),
        ("negotiati*", [1, 2]),
        ('"to be or not to be"', [4]),
        ("US", [5, 6]),
        ("us", [5, 6, 7]),
        ("azerbaijan", [8, 9]),
        ("Azerbaijan's", [8, 9]),
        ("covid-19", [10, 11, 12]),
        ("teheran", [13]),
        ("-us AND negotiation", [1, 2, 3]),
    ],
)
def test_stems_spellings_and_names_are_found_as_people_type_them(index, query, answers):
    texts = [
        "negotiating",
        "negotiations",
        "negotiated",
        "to be or not to be",
        "the U.S. army",
        "the US army",
        "tell us",
        "Azerbaijan’s",
        "azerbaijan",
        "Covid-19",
        "covid19",
        "covid 19",
        "Te\u0301héran",
    ]
    index.add([article("a", *texts)])
    assert sorted(number for _, number in found(index, query, limit=50)) == answers


# --- opening ----------------------------------------------------------------------------------------------------------


def test_an_index_is_there_when_opened_again(index, place):
    index.add([article("a", "embassy in Iran")])
    assert len(index) == 1
    with searchlib.open(place, create=False) as again:
        assert found(again, "iran") == [("a", 1)]
        again.add([article("b", "iran")])
    assert found(index, "iran") == [("a", 1)], "a reader keeps its snapshot"
    index.refresh()
    assert found(index, "iran") == [("b", 1), ("a", 1)]


def test_of_two_that_open_a_new_index_neither_takes_anything_from_the_other(index, place):
    with searchlib.open(place) as other:
        index.add([article("a", "iran")])
        other.add([article("b", "iran")])
        index.refresh()
        assert found(index, "iran") == found(other, "iran") == [("a", 1), ("b", 1)]


def test_adding_nothing_makes_no_index(index, place):
    assert index.add([]).added == 0
    with pytest.raises(NotAnIndex):
        searchlib.open(place, create=False)


def test_several_threads_search_one_open_index(index):
    index.add(article(str(n), f"iran {WORDS[n % 5]}") for n in range(50))
    expected = {word: found(index, f"iran {word}") for word in WORDS}
    wrong = []

    def ask():
        wrong.extend(word for word in WORDS if found(index, f"iran {word}") != expected[word])

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_stats_count_what_is_there(index):
    index.add([article("a", "iran talks", "iran"), article("b", "talks about talks")])
    stats = index.stats()
    assert (stats.articles, stats.passages, stats.words, stats.terms) == (2, 3, 6, 3)
    assert stats.analyzer == "english"
    assert stats.size > 0
    assert index.check() == ()


# --- help, suggestions, surroundings, copies --------------------------------------------------------------------------

REPORT = (
    "The embassy in Tehran was closed on Thursday, and its staff left the country in two aeroplanes,"
    " as the ministry told journalists today."
)


def test_who_finds_nothing_is_told_what_would_be_found(index):
    index.add([article("a", "iran talks"), article("b", "embassy")])
    helped = index.search("iran AND embassy").help
    assert helped.apart == (("iran", "embassy"),)
    assert index.search(helped.suggestion).help is None
    assert index.search("iran").help is None


def test_a_misspelt_word_is_put_right(index):
    index.add([article(str(n), "the embassy in iran") for n in range(3)])
    assert index.search("+embasssy iran").did_you_mean == "+embassy iran"
    assert index.search("embassy iran").did_you_mean is None


def test_an_empty_index_has_no_advice(index):
    results = index.search("iran")
    assert (results.help, results.did_you_mean) == (None, None)
    assert index.suggest("ir").words == ()


def test_a_made_title_is_told_found_and_marked(index):
    index.add([article("a", "iran talks", title="iran talks", title_is_made=True), article("b", "one")])
    (hit,) = index.search("title:talks")
    assert (hit.passage.article.title_is_made, hit.title_spans) == (True, ((5, 10),))
    assert index.get("a").title_is_made
    assert [facts.title_is_made for facts in index.articles()] == [True, False]


def test_neighbours_section_and_article_stand_around_a_hit(index):
    index.add([article("x", "iran")])
    index.add([article("a", "one", "two iran", "three", "four iran"), article("b", "iran")])

    def around(expand):
        extract = index.search("two", expand=expand)[0].expanded
        return extract and [each.text for each in extract.paragraphs]

    assert around(None) is None
    assert around(0) == ["two iran"]
    assert around(1) == ["one", "two iran", "three"]
    assert around("section") == around("article") == around(99) == ["one", "two iran", "three", "four iran"]
    extract = index.search("two AND iran", expand="article")[0].expanded
    assert [each.spans for each in extract.paragraphs] == [(), ((0, 3), (4, 8)), (), ((5, 9),)]
    assert extract.html().splitlines()[3] == "<p>four <mark>iran</mark></p>"
    assert [each.paragraph for each in extract.paragraphs] == list(index.get("a").paragraphs)
    for wrong in (-1, "chapter", 1.5):
        with pytest.raises(InvalidRequest, match="expand"):
            index.search("iran", expand=wrong)


def test_articles_are_ranked_by_their_best_passage_and_a_quarter_of_what_the_whole_scores(index):
    index.add([article("a", "iran"), article("b", "iran the", "iran the the", "talks", "iran the", "iran the the the")])
    scores = {hit.passage.number: hit.score for hit in index.search("iran") if hit.passage.article.id == "b"}
    best, *others = sorted(index.search("iran", group="article"), key=lambda hit: -len(hit.others))
    assert [hit.passage.number for hit in (best, *best.others)] == [1, 4, 2]
    passage, whole = best.explain().details
    assert passage.value == pytest.approx(scores[1], rel=1e-5)
    assert whole.kind == "article"
    assert whole.value > 0
    assert [hit.score for hit in best.others] == pytest.approx([scores[4], scores[2]])
    assert best.explain().value == pytest.approx(best.score, rel=1e-5)
    assert [(hit.passage.article.id, hit.others) for hit in others] == [("a", ())]
    assert "article" not in str(best.others[0].explain())


def test_an_article_that_has_the_words_in_many_places_comes_before_one_of_as_good_a_passage(index):
    filler = "the report was read in the morning and nobody said a word about it"
    index.add([article("a", "iran talks", filler, filler), article("b", filler, "iran talks", f"iran {filler}")])
    first, second = index.search("iran talks", group="article")
    assert (first.passage.article.id, second.passage.article.id) == ("b", "a")
    assert index.search('"iran talks"', group="article")[0].passage.article.id == "a", (
        "a phrase: the best passage alone"
    )


def test_a_title_adds_to_an_article_only_where_words_may_stand_in_it(index):
    index.add([article("a", "swift boats", title="Swift swift"), article("b", "swift boats", title="other other")])
    one, other = index.search("text:swift", group="article", fold=False)
    assert one.score == pytest.approx(other.score)
    one, other = index.search("swift", group="article", fold=False)
    assert one.score > other.score


def test_copies_are_folded_under_the_best_and_pages_neither_repeat_nor_lose_one(index):
    texts = [REPORT, f"iran talks {REPORT}", REPORT.upper(), "the embassy", REPORT.replace("two", "three")] * 3
    index.add(article(str(number), text) for number, text in enumerate(texts))
    whole = index.search("embassy", limit=100, count=True)
    assert whole.total == 15
    shown = [hit.passage for hit in whole]
    copied = [copy.passage for hit in whole for copy in hit.copies]
    assert len({*shown, *copied}) == len(shown) + len(copied) == 15
    assert any(len(hit.copies) >= 2 for hit in whole)
    for size in (1, 2, 3, 4):
        pages = [index.search("embassy", limit=size, offset=at) for at in range(0, len(shown) + 2, size)]
        assert [hit.passage for page in pages for hit in page] == shown
    apart = index.search("embassy", limit=100, fold=False)
    assert len(apart) == 15
    assert all(hit.copies == () for hit in apart)
    grouped = index.search("embassy", limit=100, group="article")
    assert [hit.passage for hit in grouped] == shown
    assert [len(hit.copies) for hit in grouped] == [len(hit.copies) for hit in whole]


def test_copies_are_folded_whatever_they_are_sorted_by(index):
    days = [datetime.date(2005, 1, day) for day in (3, 1, 2)]
    index.add(article(str(day.day), REPORT, date=day) for day in days)
    (newest,) = index.search("embassy", sort="newest")
    assert [hit.passage.article.id for hit in (newest, *newest.copies)] == ["3", "2", "1"]


def test_words_and_titles_are_completed(index):
    index.add([article("a", "embassy embassies embargo embassy", title="Embassy closed")])
    index.add([article("b", "iran", title="b")])
    suggestions = index.suggest("Closed emb")
    assert [(word.word, word.occurrences) for word in suggestions.words] == [
        ("embassy", 2),
        ("embargo", 1),
        ("embassies", 1),
    ]
    assert suggestions.words[0].query == "Closed embassy"
    assert [(title.id, title.title) for title in suggestions.titles] == [("a", "Embassy closed")]
    assert [word.word for word in index.suggest("emb", limit=1).words] == ["embassy"]
    index.delete("a")
    assert index.suggest("emb").titles == ()
    for start in ("", " ", "(", "\0", "\ud800", "x" * 10_000, "emb "):
        assert index.suggest(start).words == ()
    for wrong in ({"limit": -1}, {"limit": None}):
        with pytest.raises(InvalidRequest, match="limit"):
            index.suggest("emb", **wrong)
    with pytest.raises(InvalidRequest, match="string"):
        index.suggest(5)


def test_a_word_of_two_stems_is_counted_once(index):
    index.add([article("a", "NGOs met ngos, one NGO"), article("b", "NGOs")])
    assert [(word.word, word.occurrences) for word in index.suggest("ngo").words] == [("ngos", 3), ("ngo", 1)]


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(corpora, st.sampled_from(["i", "cl", "closed", "t", "x", "iran ta", "the c"]), st.integers(1, 4))
def test_suggestions_are_the_most_frequent_that_begin_so(engine, tmp_path_factory, corpus, begun, limit):
    spelled = [word for texts in corpus for text in texts for word in text.split()]
    *before, start = begun.split()
    begin_so = {word: spelled.count(word) for word in spelled if word.startswith(start)}
    with searchlib.open(ENGINES[engine](tmp_path_factory.mktemp("law"))) as index:
        index.add(article(str(n), *texts, title=" ".join(texts)) for n, texts in enumerate(corpus))
        found = index.suggest(begun, limit=limit)
    assert {each.word: each.occurrences for each in found.words}.items() <= begin_so.items()
    assert len(found.words) == min(limit, len(begin_so))
    if not before:
        assert [each.occurrences for each in found.words] == sorted(begin_so.values(), reverse=True)[:limit]
    titled = [" ".join(texts) for texts in corpus]
    fitting = {title for title in titled if all(any(w.startswith(p) for w in title.split()) for p in begun.split())}
    assert {each.title for each in found.titles} <= fitting
    assert len(found.titles) == min(limit, len(fitting))


# --- filters: one meaning at both doors -------------------------------------------------------------------------------

KNOWN = [  # so that each name of metadata has its type whatever the others are
    article("known a", "nobody", metadata={"desk": "x", "pages": 0, "signed": datetime.date(1999, 1, 1), "Tag": "x"}),
    article("known b", "nobody", metadata={"Tag": 0, "Word count": "0", "seen": "1999-01-01 00:00", "topics": "x"}),
    article("known c", "nobody", metadata={"Tag": datetime.date(1999, 1, 1)}),
]


QUESTIONS = ("iran talks", "+iran", "embassy -talks", '"talks the"', "iran BEFORE talks")


def filed_in(index, corpus):
    """The articles of those facts, added to the index."""
    corpus = [{**facts, "id": f"o{number}"} for number, facts in enumerate(corpus)]
    others = ("language", "authors", "date", "metadata")
    sources = [facts["source"] and searchlib.Source(facts["source"]) for facts in corpus]
    index.add(KNOWN)
    index.add(
        article(facts["id"], facts["text"], source=source, **{name: facts[name] for name in others})
        for facts, source in zip(corpus, sources, strict=True)
    )
    return corpus


def check_both_doors(index, corpus, question, asked):
    """What is passed, what is typed and a plain reading come to the same passages, in one order, with one score."""
    passing = {facts["id"] for facts in corpus if passes(facts, asked)}
    results = index.search(question, filters=searchlib.Filters(**asked), limit=100, fold=False)
    hits = [(hit.passage.article.id, hit.score) for hit in results]
    unfiltered = [hit.passage.article.id for hit in index.search(question, limit=100, fold=False)]
    assert [key for key, _ in hits] == [key for key in unfiltered if key in passing], asked
    assert all(warning.endswith("left out where it is compared") for warning in results.warnings)
    typed = typed_filters(asked)
    again = index.search(f"{question} {typed}", limit=100, fold=False)
    assert [(hit.passage.article.id, hit.score) for hit in again] == hits, typed
    assert again.warnings == results.warnings


def test_each_filter_alone_admits_what_it_says_at_both_doors(index):
    corpus = filed_in(index, EVERYONE)
    for asked in EACH_ALONE:
        check_both_doors(index, corpus, "iran talks", asked)


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(filed, min_size=1, max_size=8), st.lists(wanted, min_size=1, max_size=8))
def test_a_filter_typed_and_a_filter_passed_answer_alike(engine, tmp_path_factory, corpus, filters):
    with searchlib.open(ENGINES[engine](tmp_path_factory.mktemp("law"))) as index:
        corpus = filed_in(index, corpus)
        for asked in filters:
            for question in QUESTIONS:
                check_both_doors(index, corpus, question, asked)


@pytest.mark.parametrize(
    ("typed", "filters", "is_found"),
    [
        ("lang:en", {"languages": "en"}, True),
        ("lang:EN_us", {"languages": "EN_us"}, True),
        ("source:*politics/*", {"sources": "*politics/*"}, True),
        ("source:politics/*", {"sources": "politics/*"}, True),
        ("source:Politics/*", {"sources": "Politics/*"}, True),
        ("source:politics", {"sources": "politics"}, True),
        ("source:olitics/*", {"sources": "olitics/*"}, False),
        ("source:News/*", {"sources": "News/*"}, True),
        ("source:*.TXT", {"sources": "*.TXT"}, True),
        ('source:"/News/Politics/One.tx?"', {"sources": "/News/Politics/One.tx?"}, True),
        ("source:[O]ne.txt", {"sources": "[O]ne.txt"}, False),
        ("desk:world", {"metadata": {"desk": "world"}}, True),
        ('desk:"THE WORLD"', {"metadata": {"DESK": "THE WORLD"}}, True),
        ('desk:"world the"', {"metadata": {"desk": "world the"}}, False),
    ],
)
def test_both_doors_of_the_house_have_one_filter(index, typed, filters, is_found):
    source = searchlib.Source("News/Politics/One.txt")
    index.add([article("a", "iran", language="en-US", source=source, metadata={"desk": "The World"})])
    expected = [("a", 1)] if is_found else []
    assert found(index, f"{typed} iran") == expected
    assert found(index, "iran", filters=searchlib.Filters(**filters)) == expected


def test_a_name_that_no_article_has_admits_none_and_is_told_of(index):
    index.add([article("a", "iran", metadata={"desk": "world"})])
    results = index.search("iran", filters=searchlib.Filters(metadata={"dsk": "world"}))
    assert list(results) == []
    assert results.warnings == ("no article has “dsk” in its metadata: the filter admits none",)
    assert index.search("iran").warnings == ()


EXPORTED = [  # as a CSV has them: each value is text
    article("1", "council", metadata={"Word count": "120", "price": "9.50", "crawled": "2019-03-04 10:00:00"}),
    article("2", "council", metadata={"Word count": "1,080", "price": "10.5", "crawled": "2020-03-04 10:00:00"}),
    article("3", "council", metadata={"Word count": "n/a", "price": "12", "crawled": "unknown"}),
]


@pytest.mark.parametrize(
    ("typed", "metadata", "ids", "warnings"),
    [
        (
            "word_count:>100",
            {"Word count": searchlib.Range(100.5, None)},
            "12",
            ("1 value of “Word count” is no number",),
        ),
        (
            '"Word count":100..200',
            {"WORD COUNT": searchlib.Range(100, 200)},
            "1",
            ("1 value of “Word count” is no number",),
        ),
        ("word-count:120", {"word_count": 120}, "1", ()),
        ("word_count:1080.0", {"word_count": 1080.0}, "2", ()),
        ('word_count:"n/a"', {"word_count": "n/a"}, "3", ()),
        ("price:<10", {"price": searchlib.Range(None, 9.99)}, "1", ()),
        ("price:10.50", {"price": "10.50"}, "2", ()),
        ("crawled:2019", {"crawled": "2019"}, "1", ()),
        ("crawled:2020-03-04", {"crawled": datetime.date(2020, 3, 4)}, "2", ()),
        (
            "crawled:>2019-12-31",
            {"crawled": searchlib.Range(datetime.date(2020, 1, 1), None)},
            "2",
            ("1 value of “crawled” is no date",),
        ),
        ("crawled:unknown", {"crawled": "unknown"}, "3", ()),
    ],
)
def test_numbers_and_days_of_an_export_compare_as_what_they_are(index, typed, metadata, ids, warnings):
    index.add(EXPORTED)
    told = tuple(f"{warning}: left out where it is compared" for warning in warnings)
    for results in (
        index.search(f"council {typed}"),
        index.search("council", filters=searchlib.Filters(metadata=metadata)),
    ):
        assert [hit.passage.article.id for hit in results] == list(ids)
        assert results.warnings == told
    again = index.search(index.search(f"council {typed}").understood)
    assert ([hit.passage.article.id for hit in again], again.warnings) == (list(ids), told)


@pytest.mark.parametrize(
    ("typed", "metadata", "reason"),
    [
        ("desk:>100", {"desk": searchlib.Range(100, None)}, "compares, and no value of “desk” is a number"),
        ("desk:>2019-03-04", {"desk": ">2019-03-04"}, "compares, and no value of “desk” is a date"),
        ("pages:>2019-03-04", {"pages": ">2019-03-04"}, "compares, and no value of “pages” is a date"),
        ("pages:>many", {"pages": ">many"}, "is no number or date to compare with"),
    ],
)
def test_a_comparison_that_cannot_be_made_is_said(index, typed, metadata, reason):
    index.add([article("a", "iran", metadata={"desk": "world", "pages": "7"})])
    for results in (index.search(f"iran {typed}"), index.search("iran", filters=searchlib.Filters(metadata=metadata))):
        assert len(results) == 0
        (warning,) = results.warnings
        assert reason in warning


def test_of_several_values_behind_a_name_any_will_do(index):
    index.add(
        [
            article("a", "iran", metadata={"tags": ["World news", "talks"], "seen": [DAYS[0], DAYS[1]]}),
            article("b", "iran", metadata={"tags": ("talks", 7), "seen": [], "pages": ["3", "30"]}),
            article("c", "iran", metadata={"tags": "world"}),
        ]
    )
    for asked, metadata, ids in [
        ("tags:talks", {"tags": "talks"}, "ab"),
        ('tags:"news talks"', {"tags": "news talks"}, ""),
        ("tags:(world OR 7)", {"tags": ["world", 7]}, "abc"),
        ("tags:>5", {"tags": searchlib.Range(5.5, None)}, "b"),
        ("pages:20..40", {"pages": searchlib.Range(20, 40)}, "b"),
        ("seen:2005-03-31", {"seen": DAYS[1]}, "a"),
    ]:
        assert [key for key, _ in found(index, f"iran {asked}")] == list(ids), asked
        assert [key for key, _ in found(index, "iran", filters=searchlib.Filters(metadata=metadata))] == list(ids)
    assert [key for key, _ in found(index, "iran -tags:talks")] == ["c"]
    assert index.get("a").metadata == {"tags": ("World news", "talks"), "seen": (DAYS[0], DAYS[1])}
    assert index.get("b").metadata["seen"] == ()


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("AND", "AND:7"),
        ("NOT", '"NOT":7'),
        ("near", "near:>5"),
        ("Case Number", '"case number":7'),
        ("Case Number", "case_number:7"),
        ("a:b.c-d", "a_b_c_d:7"),
        ("a:b.c-d", '"a:b.c-d":7'),
        ("source.name", "source_name:7"),
        ("_id", "_id:7"),
        ("2nd", '"2nd":7'),
        ('say "x"', '"say _x_":7'),
        ("n" * 10_000, f"{'n' * 10_000}:7"),
        ("date", '"metadata.date":7'),
        ("title", "metadata_title:7"),
    ],
)
def test_whatever_a_name_is_made_of_it_can_be_asked_for(index, name, typed):
    index.add([article("a", "iran", metadata={name: 7}), article("b", "iran", metadata={name: 5})])
    results = index.search(f"iran {typed}")
    assert [hit.passage.article.id for hit in results] == ["a"]
    assert results.warnings == ()
    assert [key for key, _ in found(index, results.understood)] == ["a"]


def test_names_that_differ_in_capitals_alone_are_two(index):
    index.add([article("a", "iran", metadata={"desk": "x", "Desk": "y"}), article("b", "iran", metadata={"Desk": "x"})])
    assert found(index, "iran", filters=searchlib.Filters(metadata={"desk": "x"})) == [("a", 1)]
    assert found(index, "iran", filters=searchlib.Filters(metadata={"Desk": "x"})) == [("b", 1)]


@pytest.mark.parametrize("name", ["source", "text", "title", "passage", "date", "lang", "text_exact", "*"])
def test_metadata_that_is_called_as_a_field_is_reached_by_a_filter(index, name):
    index.add([article("a", "iran", metadata={name: "AP wire"}), article("b", "iran ap wire", title="AP wire")])
    assert found(index, "iran", filters=searchlib.Filters(metadata={name: "ap"})) == [("a", 1)]


def test_what_a_filter_cannot_be_is_taken_as_it_is_when_typed(index):
    index.add([article(key, text, metadata={"length": 3}) for key, text in (("a", "iran long"), ("b", "iran"))])
    results = index.search("iran", filters=searchlib.Filters(metadata={"length": "long"}))
    assert [hit.passage.article.id for hit in results] == ["a"]
    assert results.warnings == index.search("iran length:long").warnings != ()


@pytest.mark.parametrize(
    "filters", [{"authors": ""}, {"languages": "?!"}, {"metadata": {"desk": " "}}, {"before": datetime.date.min}]
)
def test_a_filter_that_says_nothing_admits_none_and_is_told_of(index, filters):
    index.add([article("a", "iran", authors=["x"], date=DAYS[0], metadata={"desk": "world"})])
    results = index.search("iran", filters=searchlib.Filters(**filters))
    assert list(results) == []
    assert "it admits none" in results.warnings[-1]


def test_a_star_alone_is_every_source(index):
    index.add([article("a", "iran"), article("b", "iran", source=searchlib.Source("x/y"))])
    assert len(found(index, "iran", filters=searchlib.Filters(sources="*"))) == 2
    assert len(found(index, "iran", filters=searchlib.Filters(sources=["nowhere", "*"]))) == 2


def test_filters_add_nothing_to_a_score_and_hold_for_totals_and_groups(index):
    index.add(article(key, "iran talks", "iran", language=key) for key in ("en", "fr", "en-GB"))
    filters = searchlib.Filters(languages="en")
    scores = {(hit.passage.article.id, hit.passage.number): hit.score for hit in index.search("iran")}
    results = index.search("iran", filters=filters, count=True, group="article", fold=False)
    assert [hit.passage.article.id for hit in results] == ["en", "en-GB"]
    assert results.total == 2
    (hit,) = index.search("iran", filters=filters, limit=1)
    assert hit.score == scores[(hit.passage.article.id, hit.passage.number)]
