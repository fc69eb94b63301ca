import datetime
import gc
import pickle
from copy import deepcopy

import pytest

import searchlib
from searchlib._whoosh import quiet_import
from searchlib.errors import IndexLocked, InvalidRequest, NotAnIndex
from searchlib.index.reader import IndexReader

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


def test_what_was_left_out_is_in_the_summary(index, folder):
    for name in ("a.docx", "b.docx", "c.js", ".hidden"):
        (folder / name).write_text("words")
    omitted = {("unsupported format", ".docx", 2), ("program", ".js", 1), ("hidden", "", 1)}
    for summary in (index.add(searchlib.read(folder)), index.sync(folder)):
        assert {(each.reason, each.suffix, each.count) for each in summary.skipped} == omitted
    assert index.add([searchlib.from_text("words")]).skipped == ()


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
    for tree in (
        q.Prefix("text_exact", "clos"),
        q.Wildcard("text_exact", "*clos*"),
        q.Regex("text_exact", "clo.*d$"),
        q.FuzzyTerm("text_exact", "closet"),
        q.TermRange("text_exact", "clo", "clp"),
        q.Require(q.Term("text", "close"), q.Term("text", "iran")),
        q.DisjunctionMax([q.Term("text", "close"), q.Term("text", "nothing")]),
        q.Phrase("text", ["iran", "close"], slop=2),
        q.Or([q.Term("text", "close"), q.Term("text", "iran")], scale=0.9),
        q.And([q.Regex("text_exact", "clo.*d$"), q.Not(q.FuzzyTerm("text_exact", "embassies"))]),
    ):
        hit = index.search(tree)[0]
        assert "<mark>clos" in hit.html(), tree
        assert hit.explain().value == pytest.approx(hit.score), tree
    near = index.search(SpanFirst(q.Term("text", "iran")))[0]
    assert near.explain().value == pytest.approx(near.score)
    with pytest.raises(InvalidRequest, match="42"):
        index.search(42)
    deep = q.Term("text", "iran")
    for _ in range(3000):
        deep = q.And([deep, q.Term("text", "closed")])
    with pytest.raises(InvalidRequest, match="cannot be run"):
        index.search(deep)
    with pytest.raises(InvalidRequest, match="cannot be run"):
        index.search(q.Term("text", 5))


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


def test_a_closed_index_says_so(index):
    index.add([searchlib.from_text("Iran", id="a")])
    hit = index.search("iran")[0]
    index.close()
    index.close()
    assert hit.passage.text == "Iran", "a hit that is held keeps its snapshot"
    for use in (lambda: index.search("iran"), lambda: len(index), lambda: index.get("a"), lambda: index.add([])):
        with pytest.raises(InvalidRequest, match="closed"):
            use()


def test_a_closed_index_lets_go_of_its_files_at_once(tmp_path):
    gc.collect()
    gc.disable()
    try:
        with searchlib.open(tmp_path) as index:
            for name in "abc":
                index.add([searchlib.from_text("Iran and its embassy", id=name)])
                assert [len(hit.html()) > 4 for hit in index.search("iran embassy")]
                assert index.search('"its embassy"')[0].explain().value > 0
        alive = [thing for thing in gc.get_objects() if isinstance(thing, IndexReader) and thing.folder == tmp_path]
    finally:
        gc.enable()
    assert alive == []


def test_what_another_made_meanwhile_is_seen_when_writing(tmp_path):
    early = searchlib.open(tmp_path / "index")
    with searchlib.open(tmp_path / "index", analyzer="french") as index:
        index.add([searchlib.from_text("les ambassades", id="a")])
    assert early.delete(["a"]) == 1
    early.add([searchlib.from_text("les ambassades", id="b")])
    assert early.stats().analyzer == "french"
    assert len(early.search("ambassade")) == 1


def test_results_can_be_copied_and_sent(index):
    index.add([searchlib.from_text("Iran and its embassy", id="a")])
    results = index.search("iran")
    for copy in (pickle.loads(pickle.dumps(results)), deepcopy(results)):
        assert copy == results
        assert copy[0].spans == ((0, 4),)
        assert copy[0].explain().value == results[0].score


def test_what_stands_around_several_hits_of_an_article_is_read_once(index):
    index.add([searchlib.from_text("Iran had one embassy.\n\nThe embassy in Iran was closed. Late.", id="a")])
    first, second = index.search("iran", expand="article")
    assert first.expanded.place != second.expanded.place
    shared = zip(first.expanded.paragraphs, second.expanded.paragraphs, strict=True)
    assert all(mine is other for mine, other in shared)


def test_what_was_worked_out_goes_with_a_copy(index):
    index.add([searchlib.from_text("Iran and its embassy", id="a")])
    hit = pickle.loads(pickle.dumps(index.search("iran", group="article", expand="article")))[0]
    assert [each.spans for each in hit.expanded.paragraphs] == [((0, 4),)]
    copy = pickle.loads(pickle.dumps(index.search("iran AND embasssy")))
    assert copy.help == index.search("iran AND embasssy").help
    assert (copy.help.suggestion, copy.did_you_mean) == ("iran", "iran AND embassy")


def test_a_question_of_megabytes_is_read_to_a_point(index):
    index.add([searchlib.from_text("Iran", id="a")])
    results = index.search("iran " * 1_000_000)
    assert len(results) == 1
    assert "100,000" in results.warnings[0]


def test_what_is_no_article_or_id_is_refused(index):
    article = searchlib.from_text("Iran", id="a")
    for wrong in (article, "folder", 5):
        with pytest.raises(InvalidRequest, match="iterable"):
            index.add(wrong)
    index.add([article])
    for use in (lambda: index.get(5), lambda: index.delete([5])):
        with pytest.raises(InvalidRequest, match="5 is no id"):
            use()


def test_who_writes_while_articles_come_in_is_told_that_it_is_the_same_process(index):
    def articles():
        yield searchlib.from_text("Iran", id="a")
        with pytest.raises(IndexLocked, match="this process"):
            index.delete(["c"])
        yield searchlib.from_text("Iraq", id="b")

    index.add([searchlib.from_text("Iran", id="c")])
    assert index.add(articles()).added == 2


def test_mappings_are_articles_one_by_one_among_others_and_a_bad_one_is_named(index):
    summary = index.add(
        [
            {"id": 5, "title": "T", "text": "Iran", "date": "2005-03-01", "tags": ["a", "b"], "desk": None},
            searchlib.from_text("Iraq", id="a"),
            {"id": 6, "text": b"Iran"},
            {"text": "an embassy", "n": 3},
        ]
    )
    assert (summary.added, [(each.source, each.reason[:4]) for each in summary.failed]) == (3, [("6", "text")])
    assert (index.get("5").title, index.get("5").date, "desk" in index.get("5").metadata) == (
        "T",
        datetime.date(2005, 3, 1),
        False,
    )
    assert searchlib.from_text("an embassy").id in index
    assert len(index.search("after:2005-02 n:3")) + len(index.search("after:2005-02")) == 1
    assert index.add([{"id": 5, "text": "Iran"}]).replaced == 1
    assert index.add([{"id": "5", "text": "Iran"}]).unchanged == 1


@pytest.mark.parametrize("wrong", [{"id": 5, "text": "Iran"}, b"Iran", {}.items, searchlib.from_text("Iran")])
def test_one_mapping_is_no_iterable_of_articles(index, wrong):
    with pytest.raises(InvalidRequest, match="iterable of articles"):
        index.add(wrong)


def test_what_an_iterable_raises_passes_through_and_no_mapping_is_mistaken_for_it(index):
    def mappings():
        yield {"id": 1, "text": "Iran"}
        raise KeyError("the third page")

    with pytest.raises(KeyError, match="third page"):
        index.add(mappings())
