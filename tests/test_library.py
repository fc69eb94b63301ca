import datetime

import pytest

import searchlib
from searchlib._whoosh import quiet_import
from searchlib.errors import InvalidRequest, NotAnIndex

with quiet_import():
    from whoosh import query as q
    from whoosh.qparser import QueryParser
    from whoosh.query.spans import SpanFirst


@pytest.fixture
def index(tmp_path):
    with searchlib.open(tmp_path / "index") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    for name in ("one", "two", "three"):
        (folder / f"{name}.txt").write_text(f"Report {name}\n\nThe embassy in Iran was closed, says report {name}.\n")
    return folder


def test_a_folder_is_read_indexed_and_asked(index, folder):
    summary = index.add(searchlib.read(folder))
    assert (summary.added, summary.failed) == (3, ())
    (hit,) = index.search("two", limit=1)
    assert hit.passage.article.id == "two.txt"
    assert hit.passage.article.title == "Report two"
    assert str(hit.passage.source) == f"{folder}/two.txt:3"


def test_what_could_not_be_read_is_in_the_summary(index, folder):
    (folder / "broken.jsonl").write_text('{"text": "fine"}\n{"text": \n')
    summary = index.add(searchlib.read(folder))
    assert summary.added == 4
    assert [failure.source.endswith("broken.jsonl#2") for failure in summary.failed] == [True]


def test_sync_adds_what_is_new_and_takes_out_what_vanished(index, folder):
    index.add([searchlib.from_text("An embassy elsewhere", id="mine")])
    assert index.sync(folder).added == 3
    (folder / "one.txt").unlink()
    (folder / "two.txt").write_text("Report two\n\nIt was opened again.\n")
    (folder / "four.txt").write_text("Report four\n\nNew.\n")
    summary = index.sync(folder)
    assert (summary.added, summary.replaced, summary.unchanged, summary.deleted) == (1, 1, 1, 1)
    assert {facts.id for facts in index.articles()} == {"mine", "two.txt", "three.txt", "four.txt"}


def test_sync_keeps_what_is_there_but_could_not_be_read_this_time(index, folder):
    lines = '{"id": "a", "text": "Iran"}\n{"id": "b", "text": "Embassy"}\n'
    (folder / "two.jsonl").write_text(lines)
    index.sync(folder)
    (folder / "two.jsonl").write_text(lines.replace("Embassy", 'Emb"assy'))
    summary = index.sync(folder)
    assert [failure.source for failure in summary.failed] == [f"{folder}/two.jsonl#2"]
    assert summary.deleted == 0
    assert "b" in index
    (folder / "two.jsonl").unlink()
    assert index.sync(folder).deleted == 2


def test_ten_lines_of_the_readme_work(index, folder):
    index.add(searchlib.read(folder))
    results = index.search("embassy iran", limit=10)
    for hit in results:
        assert hit.score > 0
        assert "Iran" in hit.passage.text
        assert hit.passage.heading is None
        assert hit.passage.article.title.startswith("Report")
        assert [hit.passage.text[start:end] for start, end in hit.spans] == ["embassy", "Iran"]
        assert "<mark>embassy</mark>" in hit.html()
        assert "\x1b[" in hit.ansi()
    assert len(results) == 3


def test_people_who_know_whoosh_get_its_searcher(index):
    with pytest.raises(NotAnIndex):
        index.searcher()
    index.add([searchlib.from_text("Iran", id="a")])
    searcher = index.searcher()
    assert searcher.doc_frequency("text", "iran") == 1
    question = QueryParser("text", searcher.schema).parse("Iranian OR Iran")
    assert len(searcher.search(question)) == 1


def test_any_query_of_whoosh_is_answered(index):
    for name, text, day in ("a", "Iran closed", 1), ("b", "closing the embassy", 2), ("c", "talks", 3):
        index.add([searchlib.from_text(text, id=name, date=datetime.date(2005, 1, day))])
    index.delete("c")

    def found(query):
        return sorted(hit.passage.article.id for hit in index.search(query))

    assert found(q.Variations("text_exact", "close")) == ["a", "b"]
    assert found(q.And([q.Variations("text_exact", "close"), q.Term("text", "iran")])) == ["a"]
    assert found(SpanFirst(q.Term("text", "iran"))) == ["a"]
    assert found(q.DateRange("date", datetime.datetime(2005, 1, 2), None)) == ["b"]
    hit = index.search(q.Prefix("text_exact", "clos"))[0]
    assert "<mark>clos" in hit.html()
    assert hit.explain().value == pytest.approx(hit.score)
    with pytest.raises(InvalidRequest, match="42"):
        index.search(42)


@pytest.mark.parametrize("path", ["opensearch://host:9200/news", "ix\0"])
def test_a_path_that_is_no_folder_is_refused(path):
    with pytest.raises(InvalidRequest, match="folder"):
        searchlib.open(path)


@pytest.mark.parametrize("wrong", [{"memory": 0}, {"workers": 0}, {"wait": -1}])
def test_options_that_make_no_sense_are_refused(tmp_path, wrong):
    with pytest.raises(InvalidRequest):
        searchlib.open(tmp_path, **wrong)


def test_one_id_may_be_given_as_a_string_to_delete(index):
    index.add([searchlib.from_text("Iran", id="abc")])
    assert index.delete("abc") == 1


def test_an_analyzer_of_ones_own_works_everywhere(tmp_path):
    from searchlib.analysis import Analyzer, preset

    plain = preset("plain")
    backwards = Analyzer(name="backwards", tokenizer=plain.tokenizer, filters=(reverse,), stemmer=None)
    with searchlib.open(tmp_path, analyzer=backwards) as index:
        index.add([searchlib.from_text("stressed desserts", id="a")])
        assert [hit.spans for hit in index.search('"stressed desserts"')] == [((0, 8), (9, 17))]
    with searchlib.open(tmp_path, analyzer=backwards) as index:
        assert len(index.search("desserts")) == 1
    with pytest.raises(searchlib.SearchlibError, match="backwards"):
        searchlib.open(tmp_path)


def reverse(word):
    return [(word[::-1], 0)]
