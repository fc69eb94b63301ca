import json

import pytest

from benchmarks.compare import prepare
from benchmarks.corpus import NoData, queries, unpack
from benchmarks.peers import load
from benchmarks.report import Report
from benchmarks.timing import summary
from benchmarks.worker import measure

TEXTS = ["the embassy in Iran was closed", "talks about Iran", "the embassy talks", "nothing else"]
QUERIES = {"term": ["iran"], "union": ["embassy iran"], "intersection": ["+embassy +talks"], "phrase": ['"about iran"']}


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    rows = [{"query": query[0], "tags": [kind]} for kind, query in QUERIES.items()]
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, rows)))
    return folder


def test_percentiles_are_of_the_sorted_times():
    assert summary([4.0, 1.0, 2.0, 3.0]) == {"mean": 2.5, "p50": 3.0, "p90": 4.0, "p99": 4.0}


def test_a_report_is_a_header_and_a_table():
    report = Report("x", {"seed": "1"}, [{"figure": "OR", "ours": 0.12345, "theirs": None}], ("A note.",))
    assert report.markdown().splitlines() == [
        "- seed: 1",
        "",
        "| figure | ours | theirs |",
        "| --- | --- | --- |",
        "| OR | 0.123 | None |",
        "",
        "A note.",
    ]


def test_without_the_data_there_is_a_clear_word(tmp_path):
    with pytest.raises(NoData, match="--data"):
        list(unpack(tmp_path / "nowhere", tmp_path / "work"))


def test_the_same_seed_gives_the_same_queries(data):
    assert queries(data, 5, 1) == queries(data, 5, 1)
    assert queries(data, 5, 1)["term"] in (["embassy", "iran"], ["iran", "embassy"])


@pytest.mark.parametrize("name", ["searchlib", "fts5", "whoosh"])
def test_peers_find_the_same_texts(tmp_path, name):
    peer = load(name)
    assert peer.build(tmp_path / "index", TEXTS) == len(TEXTS)
    peer.open(tmp_path / "index")
    assert [peer.count(kind, QUERIES[kind][0]) for kind in QUERIES] == [2, 3, 1, 1]
    assert len(peer.marked("union", "embassy iran")) == 3
    peer.close()


def test_past_the_corpus_end_sentences_are_dealt_anew(tmp_path, data):
    release = tmp_path / "senate" / "a.txt"
    release.parent.mkdir()
    release.write_text("One sentence. Another sentence of the release. And a third one.")
    prepare(data, tmp_path, 5, 1, 1)
    texts = json.loads((tmp_path / "texts.json").read_text())
    assert len(texts) == 5
    assert all("sentence" in text or "third" in text for text in texts)
    figures = measure("searchlib", tmp_path)
    assert figures["texts"] == 5
    assert set(figures["times"]) == set(QUERIES)
