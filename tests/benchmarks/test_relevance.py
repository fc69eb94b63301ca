"""The benchmark of relevance: figures are those of a hand count, differences are tested, the command tells all."""

import inspect
import json
import sys

import numpy as np
import pytest
from click.testing import CliRunner

import searchlib
from benchmarks import floor, judged, relevance
from benchmarks.__main__ import main
from benchmarks.corpus import NoData
from benchmarks.cut import cut_table
from benchmarks.floor import below, floor_table
from benchmarks.relevance import score, tables
from benchmarks.significance import p_values
from benchmarks.systems import FLOOR, FLOORS, OURS, PLAIN, SYSTEMS, WRITTEN, Indexes, reranked


@pytest.fixture
def indexes(tmp_path):
    with Indexes(tmp_path / "indexes") as found:
        yield found


@pytest.fixture
def reciprocal(monkeypatch):
    """A measure that needs nothing installed: the reciprocal rank of the first text that is judged to answer."""

    def measured(collection, answers, names):
        ranks = [_first(answers(text), collection.judgments[key]) for key, text in collection.questions.items()]
        return dict.fromkeys(names, np.array([1 / rank if rank else 0.0 for rank in ranks]))

    monkeypatch.setattr(relevance, "measured", measured)


def _first(keys, grades):
    return next((rank for rank, key in enumerate(keys, 1) if grades.get(key)), 0)


def _scored(**figures):
    return {name: {"nDCG@10": np.array(values)} for name, values in figures.items()}


def test_figures_are_those_of_a_hand_count(data, indexes):
    pytest.importorskip("ir_measures")
    found, _ = score(list(judged.collections(data)), {OURS: SYSTEMS[OURS], PLAIN: SYSTEMS[PLAIN]}, indexes)
    assert found[OURS]["tiny"]["RR"].tolist() == [1.0, 1.0]
    assert found[OURS]["tiny"]["R@100"].tolist() == [1.0, 0.5]
    assert found[OURS]["tiny"]["AP"].tolist() == [1.0, 0.5]
    assert found[OURS]["tiny"]["nDCG@10"][1] == pytest.approx(1 / (1 + 1 / np.log2(3)))
    assert found[OURS]["wiki"]["nDCG@10"][1] == 1.0


def test_passages_are_found_by_their_number(data, indexes):
    (wiki,) = judged.collections(data, ["wiki"])
    for system in (SYSTEMS[OURS], SYSTEMS[PLAIN], *FLOORS.values()):
        answers = system(wiki, indexes)
        assert (answers("largest city")[0], answers("Oslo")) == ("Iran#2", ["no#1#1"])


def test_without_ir_measures_the_extra_is_named(data, indexes, monkeypatch):
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    with pytest.raises(NoData, match=r"searchlib\[bench\]"):
        score(list(judged.collections(data)), {OURS: SYSTEMS[OURS]}, indexes)


def test_a_mean_is_of_its_collections_and_shown_where_all_are_there():
    figures = dict.fromkeys(["squad", "covidqa", "selqapar"], 0.5)
    assert relevance.with_means({**figures, "squad": 0.8, "xquad": 0.9})["mean of passages"] == pytest.approx(0.6)
    assert relevance.with_means({"squad": 0.8, "xquad": 0.9}) == {"squad": 0.8, "xquad": 0.9}


def test_a_difference_of_one_sign_is_no_chance_and_none_is():
    differences = {"one": np.full(30, 0.1), "none": np.tile([0.1, -0.1], 20)}
    found = p_values(differences, {"both": ["one", "none"], "more": ["one", "other"]}, seed=1)
    assert list(found) == ["one", "none", "both"]
    assert found["one"] < 0.001
    assert found["none"] > 0.9
    assert found["both"] < 0.01
    assert found == p_values(differences, {"both": ["one", "none"]}, seed=1)


def test_a_default_far_below_plain_bm25_is_named():
    found = {
        OURS: _scored(cran=[0.5, 0.6], squad=[0.4, 0.4], covidqa=[0.391, 0.391]),
        FLOOR: _scored(cran=[0.4, 0.6], squad=[0.5, 0.4], covidqa=[0.4, 0.4]),
        WRITTEN: _scored(cran=[0.4, 0.6], squad=[0.5, 0.41], covidqa=[0.4, 0.42]),
    }
    table = floor_table(found)
    assert below(found) == ["squad"]
    assert table.rows[0] == {"ranking": OURS, "cran": "+0.0500", "squad": "-0.0500", "covidqa": "-0.0090"}
    assert table.notes[0] == "The worst of the default: squad, -0.0500."
    assert table.notes[2].endswith("on: covidqa.")


def test_a_cut_collection_is_measured_by_articles(data, indexes, reciprocal):
    table = cut_table(list(judged.collections(data)), indexes)
    assert [row["ranking"] for row in table.rows] == ["the best passage alone", "group='article'", "difference"]
    assert table.rows[0]["wiki"] == "1.0000"
    assert {row[name] for row in table.rows[2:] for name in ("tiny", "wiki")} == {"+0.0000"}
    assert "tiny 4/4/2" in table.notes[-1]


def test_the_best_passage_alone_gives_each_article_once(data, indexes):
    (wiki,) = judged.collections(data, ["wiki"])
    assert SYSTEMS[OURS](wiki.cut(), indexes)("largest city") == ["Iran", "no#1"]


@pytest.fixture
def door(monkeypatch):
    """A search that reranks, where the public one does not yet."""
    search = searchlib.Index.search
    if "rerank" in inspect.signature(search).parameters:
        return

    def reranking(index, query, *, rerank=None, depth=50, **options):
        hits = list(search(index, query, **options))
        if rerank is None:
            return hits
        scores = rerank(query, [hit.passage.text for hit in hits[:depth]])
        order = sorted(range(len(scores)), key=lambda place: -scores[place])
        return [*(hits[place] for place in order), *hits[depth:]]

    monkeypatch.setattr(searchlib.Index, "search", reranking)


def shortest_first(question, texts):
    return [-len(text) for text in texts]


def test_a_function_orders_the_best_anew(data, indexes, door):
    (wiki,) = judged.collections(data, ["wiki"])
    assert SYSTEMS[OURS](wiki, indexes)("largest city")[0] == "Iran#2"
    assert reranked(shortest_first, 50)(wiki, indexes)("largest city")[0] == "no#1#1"
    assert reranked(shortest_first, 1)(wiki, indexes)("largest city")[0] == "Iran#2"


def test_a_reranked_row_is_tested_against_the_default():
    figures = {measure: np.array([0.5, 1.0]) for measure in relevance.MEASURES}
    found = {OURS: {"tiny": figures}, PLAIN: {"tiny": figures}, f"{OURS}, rerank=a:b": {"tiny": figures}}
    assert [table.title for table in tables(found, (), 1)][-2:] == [
        f"p, {OURS} against {PLAIN}",
        f"p, {OURS}, rerank=a:b against {OURS}",
    ]


@pytest.mark.parametrize("name", ["no.such.module:f", "json", "json:nothing", "json:__name__", ":f"])
def test_a_function_that_is_not_there_is_a_usage_error(data, name):
    done = CliRunner().invoke(main, ["relevance", "--data", str(data), "--rerank", name])
    assert (done.exit_code, name in done.output) == (2, True)


def _command(data, folder, *options):
    done = CliRunner().invoke(main, ["relevance", "--data", str(data), "--work", str(folder), *options])
    shown = folder / "results" / "relevance.json"
    return done, json.loads(shown.read_text()) if shown.exists() else {}


def test_the_command_shows_tables_and_fails_below_the_floor(data, tmp_path, reciprocal, door, monkeypatch):
    rerank = ["--rerank", f"{__name__}:shortest_first", "--depth", "3"]
    done, report = _command(data, tmp_path / "w", "--floor", "--cut", *rerank)
    assert done.exit_code == 0, done.output
    titles = [table["title"] for table in report["tables"]]
    assert {"nDCG@10", "RR", f"nDCG@10 above {FLOOR}", "nDCG@10 of articles"} <= {*titles}
    names = [row["ranking"] for row in report["tables"][0]["rows"]]
    assert {OURS, PLAIN, FLOOR, WRITTEN, f"{OURS}, rerank={__name__}:shortest_first, depth=3"} <= {*names}
    assert report["header"]["collections"] == "tiny 4/3/2, wiki 2/5/2 (articles/passages/questions)"

    monkeypatch.setattr(floor, "ALLOWED", -2.0)
    done, report = _command(data, tmp_path / "w", "--floor", "--collection", "wiki")
    assert done.exit_code == 1, done.output
    assert any("below: wiki." in note for table in report["tables"] for note in table["notes"])


@pytest.mark.slow
def test_the_command_sweeps(data, tmp_path):
    pytest.importorskip("ir_measures")
    done, report = _command(data, tmp_path / "w", "--sweep")
    assert done.exit_code == 0, done.output
    assert "rankings to measure" in done.output
    assert [table["title"] for table in report["tables"]][-4:] == [
        "nDCG@10, one part left out",
        "nDCG@10, one part after the other",
        "nDCG@10, held out",
        "nDCG@10, held out by part",
    ]
