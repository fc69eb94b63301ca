"""The benchmark of relevance: collections are read, figures are those of a hand count, differences are tested."""

import gzip
import json
import sys

import numpy as np
import pytest
from click.testing import CliRunner

from benchmarks import judged
from benchmarks.__main__ import main
from benchmarks.corpus import NoData
from benchmarks.relevance import OURS, PLAIN, _Searchlib, score
from benchmarks.significance import p_values
from searchlib.engine.ranking import BM25, DEFAULT

DOCUMENTS = [
    {"_id": "a", "title": "The embassy", "text": "It was closed  on a Friday.\nNobody came."},
    {"_id": "b", "title": "", "text": "Talks about visas went on for days."},
    {"_id": "c", "title": "Only a title", "text": " "},
]
QUESTIONS = [
    {"_id": "1", "text": "why was the embassy closed?"},
    {"_id": "2", "text": "visas - and talks"},
    {"_id": "3", "text": "nobody judged this"},
]


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data" / "judged" / "tiny"
    folder.mkdir(parents=True)
    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as packed:
        packed.write("\n".join(map(json.dumps, DOCUMENTS)))
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, QUESTIONS)))
    (folder / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n1\ta\t1\n2\tb\t1\n2\tc\t1\n3\ta\t0\n")
    return tmp_path / "data"


def test_a_collection_keeps_the_questions_that_have_an_answer(data):
    (found,) = judged.collections(data)
    assert (found.name, list(found.questions), found.judgments["2"]) == ("tiny", ["1", "2"], {"b": 1, "c": 1})
    articles = list(found.articles())
    assert [article.paragraphs[0].text for article in articles] == [
        "It was closed on a Friday. Nobody came.",
        "Talks about visas went on for days.",
        "Only a title",
    ]


def test_without_collections_there_is_a_clear_word(tmp_path, data):
    with pytest.raises(NoData, match="--dataset"):
        list(judged.collections(tmp_path / "nowhere"))
    (data / "judged" / "tiny" / "qrels.tsv").unlink()
    with pytest.raises(NoData, match="qrels"):
        list(judged.collections(data))


def test_figures_are_those_of_a_hand_count(data, tmp_path):
    pytest.importorskip("ir_measures")
    collections = list(judged.collections(data))
    found, _ = score(collections, {OURS: _Searchlib(DEFAULT), PLAIN: _Searchlib(BM25)}, tmp_path)
    assert found[OURS]["tiny"]["RR"].tolist() == [1.0, 1.0]
    assert found[OURS]["tiny"]["R@100"].tolist() == [1.0, 0.5]
    assert found[OURS]["tiny"]["AP"].tolist() == [1.0, 0.5]
    assert found[OURS]["tiny"]["nDCG@10"][1] == pytest.approx(1 / (1 + 1 / np.log2(3)))


def test_without_ir_measures_the_extra_is_named(data, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ir_measures", None)
    with pytest.raises(NoData, match=r"searchlib\[bench\]"):
        score(list(judged.collections(data)), {OURS: _Searchlib(DEFAULT)}, tmp_path)


def test_a_difference_of_one_sign_is_no_chance_and_none_is():
    each, whole = p_values([np.full(30, 0.1), np.tile([0.1, -0.1], 20)], seed=1)
    assert each[0] < 0.001
    assert each[1] > 0.9
    assert whole < 0.01
    assert p_values([np.full(30, 0.1)], seed=2) == p_values([np.full(30, 0.1)], seed=2)


@pytest.mark.slow
def test_the_command_shows_tables_and_writes_json(data, tmp_path):
    pytest.importorskip("ir_measures")
    done = CliRunner().invoke(main, ["relevance", "--data", str(data), "--work", str(tmp_path / "w"), "--sweep"])
    assert done.exit_code == 0, done.output
    for title in ("## nDCG@10", "## RR", "## p, searchlib", "one part left out", "and agreement"):
        assert title in done.output
    assert json.loads((tmp_path / "w" / "results" / "relevance.json").read_text())["name"] == "relevance"
