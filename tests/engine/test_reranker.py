"""A function of somebody else's orders the best hits of any engine; whatever it does is told, and pages stay whole."""

import math
import pickle
import re
import sys
import zlib
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import searchlib
from searchlib.engine.base import Request
from searchlib.engine.reranker import called, reranked
from searchlib.engine.search import RankedKeys
from searchlib.errors import InvalidRequest, RerankError
from searchlib.query.queries import And, Near, Or, Term
from searchlib.query.question import given as question_of
from searchlib.records import hit_record, to_json
from tests.engine.conftest import ENGINES
from tests.engine.test_contract import REPORT, article, found

DOCUMENT = Path(__file__).parents[2] / "docs" / "ranking.md"


@pytest.fixture
def five(index):
    """Five passages about Iran, the shortest first."""
    index.add([article("a", *("iran" + " talks" * n for n in range(5)))])
    assert numbers(index.search("iran")) == [1, 2, 3, 4, 5]
    return index


def numbers(hits):
    return [hit.passage.number for hit in hits]


def scores(hits):
    return [hit.score for hit in hits]


def overlap(question, texts):
    """How many words of the question each text has."""
    return [len({*question.lower().split()} & {*text.lower().split()}) for text in texts]


def length(_question, texts):
    return [len(text) for text in texts]


class Recorder:
    """A function that remembers what it was asked."""

    def __init__(self, score=length):
        self.score, self.asked = score, []

    def __call__(self, question, texts):
        self.asked.append((question, list(texts)))
        return self.score(question, texts)


# --- the order --------------------------------------------------------------------------------------------------------


def test_a_function_orders_the_hits_by_its_scores(index):
    texts = {"rare": "embassy", "many": "iran and the talks that were held on it", "one": "iran", "other": "talks"}
    index.add(article(key, text, title="") for key, text in texts.items())
    before = index.search("iran embassy talks", count=True)
    hits = index.search("iran embassy talks", count=True, rerank=overlap)
    assert [hit.passage.article.id for hit in before] == ["rare", "many", "one", "other"]
    assert [hit.passage.article.id for hit in hits] == ["many", "rare", "one", "other"]
    assert scores(hits) == [2.0, 1.0, 1.0, 1.0]
    assert all(type(score) is float for score in scores(hits))
    assert (hits.total, hits.warnings, hits.is_complete) == (4, (), True)
    assert (hits.understood, hits.reading) == (before.understood, before.reading)


def test_the_others_follow_in_their_order_without_a_score(five):
    hits = five.search("iran", rerank=length, depth=3)
    assert numbers(hits) == [3, 2, 1, 4, 5]
    assert scores(hits)[3:] == [None, None]
    assert hits[0].spans == ((0, 4),)


def test_ties_stay_in_their_order(five):
    assert numbers(five.search("iran", rerank=lambda _, texts: [0] * len(texts))) == [1, 2, 3, 4, 5]
    assert numbers(five.search("iran", rerank=lambda _, texts: [1, 2, 1, 2, 1][: len(texts)])) == [2, 4, 1, 3, 5]


def test_infinite_scores_are_scores(five):
    hits = five.search("iran", rerank=lambda *_: [0, -math.inf, 1, math.inf, -math.inf])
    assert numbers(hits) == [4, 3, 1, 2, 5]
    assert scores(hits)[0] == math.inf


@pytest.mark.parametrize(
    "give",
    [
        list,
        tuple,
        iter,
        np.array,
        lambda row: np.array(row, np.float32),
        lambda row: [np.float64(each) for each in row],
        lambda row: (each for each in row),
        lambda row: [each > 2 for each in row],
    ],
)
def test_scores_are_whatever_has_an_order_and_holds_numbers(five, give):
    hits = five.search("iran", rerank=lambda _, texts: give([1, 2, 3, 4, 5]))
    assert numbers(hits)[0] in (3, 5)
    assert scores(hits) == sorted(scores(hits), reverse=True)


def test_it_sees_the_question_as_typed_and_title_headings_and_text_a_line_each(index):
    index.add(
        [article("a", "iran talks", title="The\ntitle", headings=("One", "Two")), article("b", "iran", title="B")]
    )
    rerank = Recorder()
    index.search(' +IRAN  "talks', rerank=rerank)
    assert rerank.asked == [(' +IRAN  "talks', ["The title\nOne\nTwo\niran talks", "B\niran"])]


@pytest.mark.parametrize(
    "tree",
    [
        Or([Term("text", "iran"), Term("text", "talk")]),
        And([Term("text", "iran"), Near([Term("text", "iran"), Term("text", "talk")], gaps=0)]),
    ],
)
def test_of_a_tree_it_sees_what_whoosh_writes(five, tree):
    rerank = Recorder()
    hits = five.search(tree, rerank=rerank)
    assert numbers(hits)[0] == 5
    assert [question for question, _ in rerank.asked] == [str(tree)]
    assert "talk" in str(tree)


def test_copies_are_folded_before_and_have_no_score(index):
    index.add([article("x", "the embassy and its staff")])
    index.add(article(key, REPORT) for key in "abc")
    rerank = Recorder()
    first, second = index.search("embassy staff", rerank=rerank, depth=2)
    assert len(rerank.asked[0][1]) == 2
    assert [first.passage.article.id, second.passage.article.id] == ["a", "x"]
    assert (scores(first.copies), second.copies) == ([None, None], ())
    assert first.explain().kind == "rerank"
    assert first.copies[0].explain().kind == "score"
    unfolded = index.search("embassy staff", rerank=rerank, fold=False)
    assert [hit.passage.article.id for hit in unfolded] == ["a", "b", "c", "x"]
    assert len(rerank.asked[1][1]) == 4


def test_the_explanation_has_its_score_and_below_it_the_one_before(five):
    before = {hit.passage.number: hit.explain() for hit in five.search("iran")}
    first, *_, last = five.search("iran", rerank=length, depth=4)
    explained = first.explain()
    assert (explained.value, explained.kind) == (first.score, "rerank")
    assert explained.description == "score of tests.engine.test_reranker.length, in place of"
    assert explained.details == (evolve(before[4], sentence=""),)
    assert explained.sentence == before[4].sentence
    assert last.explain() == before[5]


def test_a_hit_without_a_score_is_a_value_like_others(five):
    hits = five.search("iran", rerank=length, depth=4)
    copy = pickle.loads(pickle.dumps(hits))
    assert copy == hits
    assert len({*copy, *hits}) == 5
    assert math.isnan(copy[4].explain().value)
    record = hit_record(hits[4], 5)
    assert record["score"] is None
    assert '"score": null' in to_json(record, sys.stdout)


def test_help_and_corrections_are_as_without_it(five):
    five.add(article(str(n), "the embassy") for n in range(3))
    nothing = five.search("talks AND embassy", rerank=length)
    assert nothing.help == five.search("talks AND embassy").help is not None
    assert five.search("+embasssy talks", rerank=length).did_you_mean == "+embassy talks"
    around = five.search("iran", rerank=length, expand=1)[0].expanded
    assert [each.number for each in [marked.paragraph for marked in around.paragraphs]] == [4, 5]


# --- pages ------------------------------------------------------------------------------------------------------------


def test_it_sees_the_same_whatever_the_page(five):
    rerank = Recorder()
    pages = [five.search("iran", rerank=rerank, depth=4, limit=2, offset=offset) for offset in (0, 2, 4)]
    assert [numbers(each) for each in pages] == [[4, 3], [2, 1], [5]]
    assert len(rerank.asked) == 2, "the third page does not depend on it"
    assert rerank.asked[0] == rerank.asked[1]
    assert len(rerank.asked[0][1]) == 4
    assert scores(pages[2]) == [None]


def test_a_page_without_a_hit_needs_no_function(five):
    rerank = Recorder()
    for query, options in (("nobody", {}), ("", {}), ("iran", {"limit": 0}), ("iran", {"offset": 20})):
        results = five.search(query, rerank=rerank, count=True, **options)
        assert (len(results), results.is_complete) == (0, True)
        assert results.total == five.search(query, count=True, **options).total
    assert rerank.asked == []


def test_an_index_without_an_article_needs_no_function(index):
    assert len(index.search("iran", rerank=Recorder(score=None))) == 0


def test_a_depth_beyond_all_there_is_does_no_harm(five):
    assert numbers(five.search("iran", rerank=length, depth=10**9, limit=2)) == [5, 4]


reports = st.sampled_from(["iran", "iran talks", "the talks", "embassy iran iran", REPORT, REPORT.upper(), REPORT[:-1]])


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(reports, min_size=1, max_size=4), min_size=1, max_size=5),
    st.integers(0, 999),
    st.integers(1, 5),
    st.integers(1, 9),
    st.booleans(),
)
def test_pages_put_together_are_the_ranking_each_passage_once(
    engine, tmp_path_factory, corpus, seed, limit, depth, fold
):
    def chance(_, texts):
        return [zlib.crc32(f"{seed} {text}".encode()) % 4 for text in texts]

    with searchlib.open(ENGINES[engine](tmp_path_factory.mktemp("law"))) as index:
        for number, texts in enumerate(corpus):
            index.add([article(str(number), *texts)])
        ask = partial(index.search, "iran embassy", fold=fold)
        before, whole = ask(limit=100), ask(limit=100, rerank=chance, depth=depth)
        pages = [
            hit for offset in range(0, 25, limit) for hit in ask(limit=limit, offset=offset, rerank=chance, depth=depth)
        ]
    assert pages == [*whole]
    assert {hit.passage for hit in whole} == {hit.passage for hit in before}
    assert len(whole) == len(before)
    seen = min(depth, len(before))
    assert scores(whole)[seen:] == [None] * (len(before) - seen)
    assert [hit.passage for hit in whole[seen:]] == [hit.passage for hit in before[seen:]]
    assert scores(whole)[:seen] == sorted(scores(whole)[:seen], reverse=True)
    places = {hit.passage: place for place, hit in enumerate(before)}
    for one, other in pairwise(whole[:seen]):
        assert one.score > other.score or places[one.passage] < places[other.passage]


# --- what goes wrong --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_out", "message"),
    [
        ([1, math.nan, 2, float("nan"), 3], "gave NaN for 2 of 5 texts"),
        ([1, 2], "gave 2 scores for 5 texts"),
        ([1] * 6, "gave more than 5 scores for 5 texts"),
        ([], "gave 0 scores for 5 texts"),
        (None, "gave None: it must give a number for each text, in a row"),
        (0.5, "gave 0.5: it must"),
        ("12345", "gave '12345': it must"),
        (dict.fromkeys(range(5), 1), "gave {0: 1, 1: 1, "),
        ({1, 2, 3, 4, 5}, "gave {1, 2, 3, 4, 5}: it must"),
        (np.zeros((5, 1)), r"gave an array of the shape \(5, 1\): it must"),
        (np.float32(1), r"gave an array of the shape \(\): it must"),
        ([1, 2, 3, 4, "much"], "gave 'much' as the score of a text, which is no number"),
        ([1, 2, 3, 4, None], "gave None as the score of a text"),
        ([1, 2, 3, 4, 10**400], "gave 10+.*0+ as the score of a text, which is no number"),
        ([1, 2, 3, 4, 1j], "gave 1j as the score of a text"),
        ([np.array([1.0])] * 5, r"gave array\(\[1\.\]\) as the score of a text"),
    ],
)
def test_what_is_no_score_is_an_error_that_names_the_function(five, given_out, message):
    def model(_question, _texts):
        return given_out

    name = re.escape(
        "tests.engine.test_reranker.test_what_is_no_score_is_an_error_that_names_the_function.<locals>.model"
    )
    with pytest.raises(searchlib.RerankError, match=f"^{name} {message}"):
        five.search("iran", rerank=model)


@pytest.mark.parametrize(
    "error", [ValueError("no memory"), RerankError("its own"), KeyError("x"), RecursionError("deep")]
)
def test_an_exception_of_the_function_is_the_cause(five, error):
    def model(_question, texts):
        raise error
        yield  # the exception comes when the scores are read

    def eager(_question, texts):
        raise error

    for each in (model, eager):
        with pytest.raises(RerankError, match=f"{each.__name__} raised {type(error).__name__}: ") as raised:
            five.search(Term("text", "iran"), rerank=each)
        assert raised.value.__cause__ is error
    assert numbers(five.search("iran")) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_who_interrupts_it_is_heard(five, error):
    def model(_question, _texts):
        raise error

    with pytest.raises(error):
        five.search("iran", rerank=model)


@pytest.mark.parametrize("rerank", ["length", 3, [length]])
def test_a_function_can_be_called(five, rerank):
    with pytest.raises(InvalidRequest, match=r"rerank is .*: it must be a function"):
        five.search("iran", rerank=rerank)


@pytest.mark.parametrize("depth", [0, -1, 1.5, "5", None])
def test_a_depth_is_a_whole_number(five, depth):
    with pytest.raises(InvalidRequest, match=r"depth is .*: it must be a whole number, 1 or more"):
        five.search("iran", rerank=length, depth=depth)


@pytest.mark.parametrize(
    ("options", "message"), [({"group": "article"}, "group is 'article'"), ({"sort": "newest"}, "sort is 'newest'")]
)
def test_what_has_an_order_of_its_own_takes_no_function(five, options, message):
    with pytest.raises(InvalidRequest, match=f"rerank .* {message}"):
        five.search("iran", rerank=length, **options)


def test_a_request_is_a_value_whatever_the_function_is():
    class Unhashable:
        __hash__ = None

        def __eq__(self, other):
            raise AssertionError

        def __call__(self, question, texts):
            return []

    question, one, other = question_of(Term("text", "x")), Unhashable(), Unhashable()
    request = Request(question=question, rerank=one)
    assert request == Request(question=question, rerank=one)
    assert request != Request(question=question, rerank=other)
    assert hash(request) == hash(Request(question=question, rerank=one))


def test_functions_are_called_by_module_and_name():
    here = "tests.engine.test_reranker"
    assert called(length) == called(partial(partial(length), texts=[])) == f"{here}.length"
    assert called(Recorder()) == called(Recorder) == f"{here}.Recorder"
    assert called(Recorder().__call__) == f"{here}.Recorder.__call__"
    assert called(lambda: None).endswith("<lambda>")
    assert called("".join) == "str.join"


# --- time -------------------------------------------------------------------------------------------------------------


class Clock:
    """Stands still until somebody takes time."""

    now = 0.0

    def __call__(self):
        return self.now


def search_of(keys, is_complete=True, ranked=lambda: None):
    """A search that has these passages, none a copy of another."""

    def rank(first):
        ranked()
        return RankedKeys(list(keys)[:first], [1.0] * len(keys), len(keys))

    passage = partial(SimpleNamespace, article=SimpleNamespace(title="t", title_is_made=False), headings=())
    return SimpleNamespace(
        ranked=rank,
        text=str,
        are_copies=lambda one, other: False,
        is_complete=is_complete,
        passage=lambda key: passage(text=key),
    )


def timed(search, rerank, clock, timeout=2.0):
    request = Request(question=question_of(Term("text", "x")), timeout=timeout, rerank=rerank, limit=2)
    return reranked(search, request, rerank, clock)


@pytest.mark.parametrize(("seconds", "is_used"), [(1.9, True), (2.0, False), (60.0, False)])
def test_a_function_that_ends_too_late_is_not_used(seconds, is_used):
    clock = Clock()

    def slow(_question, texts):
        clock.now += seconds
        return range(len(texts))

    page = timed(search_of("abc"), slow, clock)
    assert (page.is_complete, page.reranked is not None) == (is_used, is_used)
    assert [list(group) for group in page.ranks] == ([[2], [1]] if is_used else [[0], [1]])
    assert timed(search_of("abc"), slow, clock, timeout=None).reranked is not None


def test_time_counts_that_scores_take_while_they_are_read():
    clock = Clock()

    def lazy(_question, texts):
        for _ in texts:
            clock.now += 1
            yield math.nan  # what is not used is not looked at

    assert not timed(search_of("abc"), lazy, clock).is_complete


@pytest.mark.parametrize("is_complete", [True, False])
def test_a_search_that_used_up_the_time_calls_no_function(is_complete):
    clock, rerank = Clock(), Recorder()

    def slow():
        clock.now += 3 * is_complete

    page = timed(search_of("abc", is_complete, slow), rerank, clock)
    assert (page.is_complete, rerank.asked) == (False, [])
    assert not timed(search_of("", is_complete, slow), rerank, clock).ranks


def test_who_was_late_is_told_and_the_answer_is_the_one_before(five, monkeypatch):
    before = five.search("iran", count=True)

    def late(question, texts):
        clock.now += 3600
        return length(question, texts)

    clock = Clock()
    monkeypatch.setattr("searchlib.engine.reranker.reranked", partial(reranked, clock=clock))
    results = five.search("iran", count=True, rerank=late, timeout=3600)
    assert [*results] == [*before]
    assert (results.is_complete, results.total) == (False, 5)
    (warning,) = results.warnings
    assert warning.endswith("late was not done after 3600 seconds: order and scores are those from before it")
    assert results[0].explain() == before[0].explain()


def test_no_time_at_all_is_enough_for_no_function(five):
    rerank = Recorder()
    assert not five.search("iran", rerank=rerank, timeout=0).is_complete
    assert rerank.asked == []


# --- the page of it ---------------------------------------------------------------------------------------------------


class CrossEncoder:
    def __init__(self, name):
        assert "/" in name

    def predict(self, pairs):
        return np.array([len(text) for _, text in pairs], np.float32)


class StaticModel:
    """A vector that says how often each letter stands in a text."""

    @classmethod
    def from_pretrained(cls, name):
        assert "/" in name
        return cls()

    def encode(self, texts):
        return np.array([[text.count(letter) for letter in "abcdefghijklmnopqrstuvwxyz"] for text in texts], np.float32)


@pytest.mark.parametrize(
    ("module", "name"), [("sentence_transformers", CrossEncoder), ("model2vec", StaticModel)], ids=str
)
def test_the_examples_of_the_documentation_run(index, monkeypatch, module, name):
    index.add([article("a", "iran", "the embassy in iran", title="T")])
    examples = DOCUMENT.read_text(encoding="utf-8").split("## A model of your own")[1].split("\n## ")[0]
    (code,) = [each for each in re.findall(r"```python\n(.*?)```", examples, re.DOTALL) if module in each]
    monkeypatch.setitem(sys.modules, module, SimpleNamespace(**{name.__name__: name}))
    namespace = {"index": index}
    exec(code, namespace)
    assert found(index, "embassy iran")
    assert numbers(namespace["results"]) == [2, 1]
    assert None not in scores(namespace["results"])
