import io
import json
import re
import tarfile

import pytest
from click.testing import CliRunner

from benchmarks import corpus, dealing, measuring, plots, promised, promises
from benchmarks.__main__ import main
from benchmarks.agreement import cause, lines
from benchmarks.compare import means
from benchmarks.growth import growing, rises
from benchmarks.measuring import Measure
from benchmarks.peers import PEERS, kinds_of, load, missing
from benchmarks.processes import Failed, run, timed
from benchmarks.report import Report, Table
from benchmarks.targets import Target
from benchmarks.timing import milliseconds, peak_mebibytes, summary

RELEASES = [
    "The embassy in Iran was closed on a Friday. It opens again in May.   The talks about Iran went on and on for days",
    "The embassy's talks were held in the morning. Nobody came!\nNothing else happened on that day in any town at all.",
    "too short",
]
TEXTS = [
    [
        "The embassy in Iran was closed on a Friday. It opens again in May.",
        "The talks about Iran went on and on for days",
    ],
    [
        "The embassy's talks were held in the morning. Nobody came!",
        "Nothing else happened on that day in any town at all.",
    ],
]
QUERIES = {
    "term": ["iran", "talks"],
    "union": ["embassy iran", "closed town"],
    "intersection": ["+embassy +talks", "+iran +talks"],
    "phrase": ['"about iran"', '"embassy in iran"'],
}
FOUND = {"term": [2, 2], "union": [3, 2], "intersection": [1, 1], "phrase": [1, 1], "stems": [1, 1]}


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    (folder / "judged" / "cran").mkdir(parents=True)
    rows = [{"query": query, "tags": [kind, "x"]} for kind, typed in QUERIES.items() for query in typed]
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, rows)))
    with tarfile.open(folder / "senate.tar.xz", "w:xz") as archive:
        for number, release in enumerate(RELEASES):
            member = tarfile.TarInfo(f"senate/{number}.txt")
            member.size = len(release)
            archive.addfile(member, io.BytesIO(release.encode()))
    return folder


@pytest.fixture
def work(tmp_path):
    return tmp_path / "work"


@pytest.fixture
def measure(data, work):
    return Measure(work, corpus.prepare(data, work, 30, 1), corpus.queries(data, 5, 1))


# The texts and questions


def test_press_releases_are_cut_into_paragraphs_of_forty_characters_or_more(data, work):
    assert list(corpus.articles(corpus.cut(data, work), 100)) == TEXTS


def test_a_count_of_paragraphs_may_end_within_an_article(data, work):
    assert list(corpus.articles(corpus.cut(data, work), 3)) == [TEXTS[0], TEXTS[1][:1]]
    assert list(corpus.articles(corpus.cut(data, work), 2)) == TEXTS[:1]


def test_what_is_prepared_is_said(data, work):
    lines = list(corpus.unpack(data, work))
    assert "senate.txt" in lines[0]
    assert "cran" in lines[1]


def test_without_the_data_there_is_a_clear_word(tmp_path):
    with pytest.raises(corpus.NoData, match="--data"):
        list(corpus.unpack(tmp_path / "nowhere", tmp_path / "work"))


def test_texts_are_counted_in_megabytes_of_utf_8(data, work):
    texts = corpus.prepare(data, work, 4, 1)
    assert texts.dealt == 0
    assert texts.megabytes == sum(len(text) for article in TEXTS for text in article) / 1e6


def test_past_the_corpus_end_sentences_are_dealt_anew(data, work):
    texts = corpus.prepare(data, work, 50, 1)
    articles = list(corpus.articles(texts.path, 50))
    assert (texts.paragraphs, texts.dealt) == (50, 46)
    assert articles[:2] == TEXTS
    assert [len(article) for article in articles[2:]] == [13, 13, 13, 7]
    assert texts.megabytes == pytest.approx(sum(len(text.encode()) for each in articles for text in each) / 1e6)
    sentences = {each for article in TEXTS for text in article for each in re.split(r"(?<=[.!?]) ", text)}
    dealt = "\n".join(text for article in articles[2:] for text in article)
    assert all(each in dealt for each in sentences)
    assert not "".join(re.split("|".join(map(re.escape, sentences)), dealt)).strip()
    assert "the last 46 " in str(texts)


def dealt(path, count, seed):
    target = io.BytesIO()
    size = dealing.deal(path, target, count, seed)
    assert size == sum(map(len, target.getvalue().split(b"\n")))
    return target.getvalue().split()


def test_the_same_seed_deals_the_same_and_more_goes_on_from_less(data, work):
    path = corpus.cut(data, work)
    assert dealt(path, 100, 1) == dealt(path, 100, 1)
    assert dealt(path, 200, 1)[: len(dealt(path, 100, 1))] == dealt(path, 100, 1)
    assert dealt(path, 100, 1) != dealt(path, 100, 2)


def test_what_is_dealt_has_the_same_mean_length(data, work):
    path = corpus.cut(data, work)
    mean = sum(len(text) for article in TEXTS for text in article) / 4
    assert dealing.deal(path, io.BytesIO(), 5000, 1) / 5000 == pytest.approx(mean, rel=0.05)


def test_the_seed_decides_the_order_of_the_queries_and_nothing_else(data):
    with (data / "queries.jsonl").open("a") as file:
        file.writelines(f'\n{{"query": "word{number}", "tags": ["union"]}}' for number in range(50))
    first, again, other = (corpus.queries(data, 100, seed) for seed in (1, 1, 2))
    assert first == again
    assert first["union"] != other["union"]
    assert {kind: sorted(typed) for kind, typed in first.items()} == {
        kind: sorted(each) for kind, each in other.items()
    }
    assert corpus.queries(data, 5, 1)["union"] == first["union"][:5]


def test_term_queries_are_the_words_of_the_others(data):
    assert sorted(corpus.queries(data, 5, 1)["term"]) == ["closed", "embassy", "iran", "town"]


# Times


def test_percentiles_are_of_the_sorted_times():
    assert summary([4.0, 1.0, 2.0, 3.0]) == {"mean": 2.5, "p50": 3.0, "p90": 4.0, "p99": 4.0}
    times = [float(number) for number in range(100)][::-1]
    assert summary(times) == {"mean": 49.5, "p50": 50.0, "p90": 90.0, "p99": 99.0}


def test_each_query_is_timed_in_its_turn():
    asked = []
    assert len(milliseconds(asked.append, ["b", "a"])) == 2
    assert asked == ["b", "a"]


def test_the_peak_memory_of_a_process_is_its_own(tmp_path):
    kept = b"x" * (300 << 20)
    printed = timed(["-c", "from benchmarks.timing import peak_mebibytes; print(peak_mebibytes())"])[1]
    assert 1 < float(printed) < 200 < peak_mebibytes()
    assert kept


# Processes


def test_a_process_has_one_thread_and_says_why_it_failed():
    assert timed(["-c", "import os; print(os.environ['OMP_NUM_THREADS'])"])[1] == "1\n"
    with pytest.raises(Failed, match="of this kind"):
        timed(["-c", "raise ValueError('of this kind')"])
    assert timed(["-c", "raise SystemExit(1)"], fine=(0, 1))[1] == ""


def test_a_task_that_fails_is_named(tmp_path):
    with pytest.raises(Failed, match="worker ask"):
        run("ask", name="fts5", folder=tmp_path / "nowhere", kind="term", queries=["iran"])


# Peers


@pytest.mark.parametrize("name", PEERS)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_peers_find_the_same_texts(tmp_path, name):
    if missing(name):
        pytest.skip(missing(name))
    if name == "bm25s-numba":
        pytest.skip("compiles for seconds what bm25s finds as well")
    peer = load(name)
    peer.build(tmp_path / "index", peer.items(TEXTS), 512, 1)
    peer.open(tmp_path / "index")
    for kind in kinds_of(name):
        queries = QUERIES["phrase" if kind == "stems" else kind]
        if not name.startswith("bm25s"):
            assert [peer.count(kind, query) for query in queries] == FOUND[kind]
            assert [len(list(peer.search(kind, query))) for query in queries] == FOUND[kind]
        assert len(peer.marked(kind, queries[0])) >= FOUND[kind][0]
    peer.close()


def test_a_peer_that_is_not_installed_is_named_with_what_to_install(monkeypatch):
    monkeypatch.setattr("benchmarks.peers.find_spec", lambda _: None)
    assert missing("tantivy") == "tantivy is left out: tantivy is not installed (pip install '.[bench]')"
    assert "xapian-bindings" in missing("xapian")


# Agreement


@pytest.mark.parametrize(
    ("text", "query", "kind", "here", "why"),
    [
        ("Senator O’Brien spoke", "+obrien +senator", "intersection", True, "apostrophes"),
        ("an e-mail to the senate", "+email +senate", "intersection", True, "hyphens"),
        ("it cost 1,250 dollars", "+1250 +dollars", "intersection", True, "numbers"),
        ("the U.S. Coast Guard", '"us coast guard"', "phrase", True, "acronyms and addresses"),
        ("talks in Téhéran", "+teheran +talks", "intersection", True, "accents"),
        ("closing embassies here", '"closed embassy"', "phrase", False, "another form of a word"),
        ("the closed embassy", '"closed embassy"', "stems", True, "stemmers that differ"),
        ("nothing of the kind", '"closed embassy"', "stems", False, "stemmers that differ"),
        ("nothing of the kind", "+closed +embassy", "intersection", True, "not explained"),
    ],
)
def test_why_one_engine_alone_finds_a_text(text, query, kind, here, why):
    assert cause(text, query, kind, here=here) == why


def test_agreement_is_counted_in_a_sentence():
    found = {"queries": 9, "equal": 7, "fewer": 2, "causes": {"here": {}, "there": {"b": 1, "a": 12}}}
    (line,) = lines({"phrase": {**found, "not looked into": 1}}, corpus.KINDS)
    assert line.startswith("phrase: 7 of 9 queries match equally many paragraphs here as in tantivy, 2 fewer, 0 more.")
    assert "here alone: none; in tantivy alone: 12 a, 1 b." in line


# Reports


def test_a_report_is_a_header_and_tables(tmp_path):
    rows = [{"figure": "OR", "ours": 0.12345, "theirs": None}, {"figure": "n", "ours": 1234.5, "theirs": 1234}]
    report = Report("x", {"seed": "1"}, [Table("T", rows, ("A note.",)), Table("U", [], ("Another.",))])
    assert report.markdown().splitlines() == [
        *("# x", "", "- seed: 1", ""),
        *(
            "## T",
            "",
            "| figure | ours | theirs |",
            "| --- | --- | --- |",
            "| OR | 0.123 |  |",
            "| n | 1,234 | 1,234 |",
        ),
        *("", "- A note.", "", "## U", "", "- Another."),
    ]
    assert json.loads(report.save(tmp_path).read_text())["tables"][0]["rows"] == rows


def test_a_target_tells_what_is_reached():
    assert [Target(1.0, 0.5).row("x", value)["reached"] for value in (0.5, 0.9, 1.1)] == ["aim", "must", "no"]
    assert [Target(1.0, 1.5, more=True).row("x", value)["reached"] for value in (1.6, 1.2, 0.9)] == [
        "aim",
        "must",
        "no",
    ]
    assert Target(20).row("x", 20)["reached"] == "must"


def test_plots_are_drawn(tmp_path):
    pytest.importorskip("matplotlib")
    table = Table("Milliseconds, x", [{"figure": "OR: mean", "ours": 1.0, "theirs": None}, {"figure": "OR: p50"}])
    drawn = means([table, Table("Building", [])])
    assert [(each.title, each.rows) for each in drawn] == [
        ("Milliseconds, x", [{"figure": "OR", "ours": 1.0, "theirs": None}])
    ]
    assert {path.name for path in plots.bars(drawn, "ms", tmp_path / "a")} == {"a.png", "a.svg"}
    rows = [{"n": 10, "OR": 1.0}, {"n": 20, "OR": 2.0}]
    assert all(path.stat().st_size for path in plots.curves(rows, {"ms": ["OR"]}, tmp_path / "b"))


def test_growth_from_one_to_five_million_is_judged():
    columns = ("OR", "OR with text", "AND", "AND with text", "phrase", "phrase with text")
    rows = [{"paragraphs": size, **dict.fromkeys(columns, cost)} for size, cost in ((1_000_000, 1.0), (5_000_000, 3.5))]
    assert "OR: 3.50 times from 1 to 5 million paragraphs: must be at most 3, not reached." in list(rises(rows))


# From end to end, through real processes


def test_compare_from_end_to_end(data, work, monkeypatch):
    monkeypatch.setattr(measuring, "_STARTS", 1)
    other = "tantivy" if not missing("tantivy") else "fts5"
    arguments = ["--data", data, "--work", work, "--paragraphs", "30", "--peer", "searchlib", "--peer", other]
    done = CliRunner().invoke(main, ["compare", *map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0
    tables = {table["title"]: table for table in json.loads((work / "results" / "compare.json").read_text())["tables"]}
    asked = tables["Milliseconds, search alone"]["rows"]
    assert [row["figure"] for row in asked[:2]] == ["term: mean", "term: p50"]
    assert all(row["searchlib"] > 0 for row in asked)
    assert tables["Building"]["rows"][0] == {"figure": "paragraphs", "searchlib": 30, other: 30}
    assert f"| figure | searchlib | {other} |" in done.output
    if other == "tantivy":
        assert "AND: 2 of 2 queries match equally many" in tables["Answers"]["notes"][0]
        assert len(tables["Searchlib over tantivy"]["rows"]) == 15


@pytest.mark.slow
def test_growth_has_a_row_a_size(measure):
    row = growing(measure)
    assert row["paragraphs"] == 30
    assert all(value > 0 for value in row.values())


def test_what_searchlib_promises_is_measured_on_its_index(measure, work):
    peer, texts = load("searchlib"), measure.texts
    folder = work / "index"
    peer.build(folder, peer.items(corpus.articles(texts.path, texts.paragraphs)), 512, 1)
    assert promised.replace_a_tenth(str(folder), str(texts.path), texts.paragraphs) == 1
    promised.merge(str(folder))
    equal = promised.ask_in_threads(str(folder), measure.queries, 1)
    assert equal["equal"] == equal["answers"] == 8 * sum(map(len, measure.queries.values()))
    suggested = promised.suggest(str(folder), ["embassy iran", "iran"])
    assert all(value > 0 for value in suggested.values())
    committed = promised.commit_singly(str(folder), str(texts.path), 3)
    assert len(committed["times"]) == 3
    assert 1 <= committed["segments"] <= 4


@pytest.mark.slow
def test_promises_from_end_to_end(measure, monkeypatch):
    monkeypatch.setattr(promises, "_STARTS", 1)
    monkeypatch.setattr(promises, "_ROUNDS", 1)
    (table,) = promises.promises(measure, 3, 1)
    assert len(table.rows) == 25
    assert {row["reached"] for row in table.rows} <= {"", "aim", "must", "no"}
