"""Sorted by date all words are wanted, or the most that a passage has; what is left out is told. On every engine."""

import datetime
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import searchlib
from searchlib.engine import reduction
from searchlib.query import read
from tests.engine.conftest import ENGINES
from tests.engine.test_contract import article

DAYS = st.dates(datetime.date(2000, 1, 1), datetime.date(2000, 1, 9))


@pytest.fixture(params=ENGINES)
def index(request, tmp_path):
    with searchlib.open(ENGINES[request.param](tmp_path / "index")) as opened:
        yield opened


def dated(article_id, *texts, year=2000, **facts):
    return article(article_id, *texts, date=datetime.date(year, 1, 1), **facts)


def ids(results):
    return [hit.passage.article.id for hit in results]


BOATS = [
    dated("both", "A swift boat came.", year=2001),
    dated("older", "Boats, and swift ones.", year=2000),
    dated("swift", "A swift answer.", year=2009),
    dated("boat", "The boat sank.", year=2008),
]


@pytest.fixture
def boats(index):
    index.add(BOATS)
    return index


@pytest.mark.parametrize("sort", ["newest", "oldest"])
@pytest.mark.parametrize("typed", ["swift boat", "the swift boat", "(swift boat)", "Swift boats of the"])
@pytest.mark.parametrize("ranking", ["burst", "bm25"])
def test_all_words_are_wanted_in_any_form_and_function_words_are_not(boats, typed, sort, ranking):
    results = boats.search(typed, sort=sort, ranking=ranking)
    assert ids(results) == (["both", "older"] if sort == "newest" else ["older", "both"])
    assert results.understood.lower() in ("swift and boat", "swift and boats")
    assert results.warnings == ()
    assert results.total == 2


def test_by_relevance_any_of_the_words_will_do(boats):
    results = boats.search("swift boat", count=True)
    assert (results.understood, results.total) == ("swift boat", 4)


@pytest.mark.parametrize(
    ("typed", "found", "understood"),
    [
        ("swift OR boat", ["swift", "boat", "both", "older"], "swift OR boat"),
        ("swift OR boat sank", ["swift", "boat", "both", "older"], "swift OR boat OR sank"),
        ("(sank OR answer) swift", ["swift"], "(sank OR answer) AND swift"),
        ("swift AND boat", ["both", "older"], "swift AND boat"),
        ("+boat swift", ["boat", "both", "older"], "+boat swift"),
        ("swift boat -came", ["older"], "swift AND boat -came"),
        ("swift -(boat came)", ["swift"], "swift -boat -came"),
        ('swift "a swift boat"', ["both"], 'swift AND "a swift boat"'),
        ("swift boa*", ["both", "older"], "swift AND boa*"),
        ("swift boat date:2001", ["both"], "swift AND boat AND date:2001"),
        ("NEAR((boat ship) swift) came", ["both"], "NEAR((boat OR ship) swift, 10) AND came"),
        ("boat", ["boat", "both", "older"], "boat"),
        ("the", ["boat"], "the"),
    ],
)
def test_or_says_any_and_what_is_demanded_or_excluded_stays(boats, typed, found, understood):
    results = boats.search(typed, sort="newest")
    assert (ids(results), results.understood, results.warnings) == (found, understood, ())
    again = boats.search(results.understood, sort="newest")
    assert (again, again.reading) == (results, results.reading)


def test_the_most_words_that_a_passage_has_are_asked_for_and_the_others_named(boats):
    results = boats.search("swift boat captain came", sort="newest")
    assert ids(results) == ["both"]
    assert results.understood == "swift AND boat AND came"
    assert results.reading == "passages with all of: swift, boat, came"
    assert results.warnings == ("no passage has all of these words: “captain” is left out",)
    again = boats.search(results.understood, sort="newest")
    assert (again.hits, again.understood, again.warnings) == (results.hits, results.understood, ())


def test_of_passages_with_as_many_words_the_best_decides(index):
    index.add([dated("often", "rare " * 3 + "word"), *(dated(str(n), "plain text, a long one") for n in range(5))])
    results = index.search("rare word plain text", sort="newest")
    assert results.understood == "rare AND word"
    assert results.warnings == ("no passage has all of these words: “plain”, “text” are left out",)


@pytest.mark.parametrize("many", [7, 8, 30])
def test_many_words_are_all_wanted_where_a_passage_has_them(index, many):
    words = [f"word{n}x" for n in range(many)]
    index.add([dated("all", " ".join(words)), dated("most", " ".join(words[:-1]), year=2005), dated("one", words[0])])
    results = index.search(" ".join(words), sort="newest")
    assert (ids(results), results.warnings) == (["all"], ())
    index.delete(["all"])
    results = index.search(" ".join(words), sort="newest")
    assert ids(results) == ["most"]
    assert results.warnings == (f"no passage has all of these words: “{words[-1]}” is left out",)


def test_of_many_words_that_are_left_out_some_are_named_and_the_others_counted(boats):
    results = boats.search("swift boat " + " ".join(f"none{n}x" for n in range(9)), sort="newest")
    assert ids(results) == ["both", "older"]
    (warning,) = results.warnings
    assert warning.endswith("“none4x” and 4 more are left out")
    assert warning.count("“") == reduction.NAMED


def test_what_the_filters_do_not_admit_counts_for_nothing(boats):
    filters = searchlib.Filters(after=datetime.date(2008, 1, 1), before=datetime.date(2009, 1, 1))
    results = boats.search("swift boat", sort="newest", filters=filters)
    assert (ids(results), results.understood) == (["boat"], "boat")
    assert results.warnings == ("no passage that the filters admit has all of these words: “swift” is left out",)
    typed = boats.search("swift boat date:2008", sort="newest")
    assert (ids(typed), typed.understood) == (["boat"], "boat AND date:2008")


def test_exclusions_and_demands_hold_for_what_is_left(boats):
    results = boats.search("swift boat sank -answer -(ones came)", sort="newest")
    assert (ids(results), results.understood) == (["boat"], "boat AND sank -answer -ones -came")
    assert results.warnings == ("no passage has all of these words: “swift” is left out",)
    results = boats.search("swift answer AND boat", sort="newest")
    assert (results.total, results.understood, results.warnings) == (0, "swift AND answer AND boat", ())
    results = boats.search("(swift came) AND sank", sort="newest")
    assert (results.total, results.understood, results.warnings) == (0, "swift AND came AND sank", ())
    results = boats.search("(swift sank) AND came", sort="newest")
    assert (ids(results), results.understood) == (["both"], "swift AND came")


def test_where_no_word_is_anywhere_none_is_left_out_and_help_is_given(boats):
    results = boats.search("zebra giraffe", sort="newest")
    assert (results.total, results.understood, results.warnings) == (0, "zebra AND giraffe", ())
    assert [part.text for part in results.help.sought] == ["zebra", "giraffe"]
    filters = searchlib.Filters(before=datetime.date(1990, 1, 1))
    results = boats.search("swift boat", sort="newest", filters=filters)
    assert (results.warnings, results.help.suggestion, results.help.is_unfiltered) == ((), "swift AND boat", True)


def test_what_is_suggested_is_understood_in_the_same_way(boats):
    results = boats.search("answer AND sank", sort="newest")
    assert results.help.suggestion
    again = boats.search(results.help.suggestion, sort="newest")
    assert (again.total, again.warnings) == (results.help.found, ())


def test_a_misspelt_word_that_is_left_out_is_put_right(index):
    index.add([dated(str(n), f"The embassy {n} in Iran was closed.") for n in range(20)])
    results = index.search("iran embasssy", sort="newest", limit=1)
    assert results.understood == "iran"
    assert results.did_you_mean == "iran embassy"


@pytest.mark.parametrize("options", [{}, {"group": "article"}, {"count": True}, {"fold": False}])
def test_pages_and_limits_do_not_change_what_is_meant(index, options):
    index.add([dated(str(n), f"swift boat {n}x", year=1980 + n) for n in range(9)])
    index.add([dated("no", "captain")])
    whole = index.search("swift boat captain", sort="newest", **options)
    assert (whole.total, len(whole), whole.understood) == (9, 9, "swift AND boat")
    for limit, offset in ((0, 0), (2, 0), (2, 4), (5, 7), (1, 100)):
        page = index.search("swift boat captain", sort="newest", limit=limit, offset=offset, **options)
        assert list(page) == list(whole)[offset : offset + limit]
        assert (page.understood, page.warnings, page.total) == (whole.understood, whole.warnings, 9)
        assert page.help is None


def test_titles_and_headings_are_context(index):
    index.add([dated("titled", "The boat came.", title="Swift"), dated("x", "swift"), dated("y", "boat", year=2005)])
    assert ids(index.search("swift boat", sort="newest")) == ["titled"]
    results = index.search("swift boat came captain", sort="newest")
    assert (ids(results), results.understood) == (["titled"], "swift AND boat AND came")


def test_a_title_counts_beside_a_demanded_word_of_the_text(index):
    index.add([dated("titled", "Hello there.", "The boat came.", "Nothing.", title="Swift")])
    results = index.search("(swift captain) AND boat", sort="newest")
    assert ([hit.passage.number for hit in results], results.understood) == ([2], "swift AND boat")
    results = index.search("swift captain -boat", sort="newest")
    assert ([hit.passage.number for hit in results], results.understood) == ([1], "swift -boat")
    results = index.search("swift captain hello -swift", sort="newest")
    assert ([hit.passage.number for hit in results], results.understood) == ([1], "swift AND hello -swift")


def test_a_compound_is_one_word_and_its_forms_are_found(index):
    index.add([dated("a", "Covid 19 vaccines"), dated("b", "covid"), dated("c", "vaccine")])
    results = index.search("covid-19 vaccine nowhere", sort="newest")
    assert (ids(results), results.understood) == (["a"], "covid-19 AND vaccine")


def test_synonyms_stand_for_a_word(tmp_path):
    with searchlib.open(tmp_path / "index", synonyms={"ship": ["boat"]}) as index:
        index.add(BOATS)
        assert ids(index.search("swift ship", sort="newest")) == ["both", "older"]
        results = index.search("swift ship nowhere", sort="newest")
        assert (ids(results), results.understood) == (["both", "older"], "swift AND ship")


def test_words_side_by_side_have_synonyms_together(tmp_path):
    with searchlib.open(tmp_path / "index", synonyms={"swift boat": ["patrol vessel"], "sank": "went down"}) as index:
        index.add([*BOATS, dated("vessel", "The patrol vessel went down.", year=2010)])
        results = index.search("the swift boat", sort="newest")
        assert (ids(results), results.understood) == (["vessel", "both", "older"], "swift AND boat")
        results = index.search("swift boat sank", sort="newest")
        assert (ids(results), results.understood) == (["vessel"], "swift AND boat AND sank")
        assert ids(index.search(results.understood, sort="newest")) == ["vessel"]
        assert {hit.html() for hit in results} == {
            "The <mark>patrol</mark> <mark>vessel</mark> <mark>went</mark> <mark>down</mark>."
        }


def test_a_tree_that_was_given_stays_as_it_is(boats):
    tree = read("swift boat nowhere", searchlib.analysis.preset()).tree
    assert boats.search(tree, sort="newest").total == 4


def test_an_index_that_was_not_made_yet_has_nothing(index):
    results = index.search("swift boat", sort="newest")
    assert (results.total, results.understood, results.warnings) == (0, "swift AND boat", ())


def test_a_search_that_is_cut_short_does_not_say_that_no_passage_has_the_words(tmp_path):
    with searchlib.open(tmp_path / "index") as index:
        index.add(BOATS)
        results = index.search("swift boat captain", sort="newest", timeout=0)
        assert (results.is_complete, results.total) == (False, None)
        assert results.warnings == (
            "the search was cut short after 0 seconds: there may be more passages, and better ones",
        )
        assert ids(index.search("swift boat captain", sort="newest", timeout=60)) == ["both", "older"]


def test_the_time_is_that_of_all_searches_together(tmp_path, monkeypatch):
    from searchlib.engine.embedded import search

    given_times, plain = [], search.EmbeddedSearch

    def slow(view, request):
        given_times.append(request.timeout)
        time.sleep(0.02)
        return plain(view, request)

    monkeypatch.setattr(search, "EmbeddedSearch", slow)
    with searchlib.open(tmp_path / "index") as index:
        index.add(BOATS)
        assert ids(index.search("swift boat captain", sort="newest", timeout=60)) == ["both", "older"]
        assert given_times == sorted(given_times, reverse=True)
        assert [60 - each >= 0.02 * n for n, each in enumerate(given_times)] == [True] * 3
        given_times.clear()
        assert index.search("swift boat", sort="newest")
        assert len(given_times) == 1, "a further search is made only where nothing was found"


WORDS = ["iran", "embassy", "closes", "talks", "nowhere", "the"]
texts = st.lists(st.sampled_from(WORDS[:4]), min_size=1, max_size=4).map(" ".join)


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(texts, DAYS), min_size=1, max_size=6),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6, unique=True),
    st.sampled_from(["newest", "oldest"]),
)
def test_what_is_asked_is_the_most_that_a_passage_has(engine, tmp_path_factory, told, words, sort):
    with searchlib.open(ENGINES[engine](tmp_path_factory.mktemp("law"))) as index:
        index.add(article(str(n), text, title="x", date=day) for n, (text, day) in enumerate(told))
        results = index.search(" ".join(words), sort=sort, limit=100, fold=False)
        wanted = {word for word in words if word != "the"} or {"the"}
        most = max(len(wanted & set(text.split())) for text, _ in told)
        kept = set(results.understood.split(" AND ")) if most else wanted
        assert kept <= wanted
        assert len(kept) == (most or len(wanted))
        assert {int(key) for key in ids(results)} == {n for n, (t, _) in enumerate(told) if kept <= set(t.split())}
        assert bool(results.warnings) == (kept != wanted)
        assert all(f"“{word}”" in results.warnings[0] for word in wanted - kept)
        again = index.search(results.understood, sort=sort, limit=100, fold=False)
        assert (again.hits, again.understood, again.warnings) == (results.hits, results.understood, ())
