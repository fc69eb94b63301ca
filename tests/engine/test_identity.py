"""Only the same replaces the same: what every engine promises of articles that were read, moved, and of their ids."""

import contextlib
import io
import itertools
import os
import shutil
import tempfile
import time
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import searchlib
from searchlib.changes import Forgotten, Moved, ReadFile, Removed
from searchlib.errors import InvalidRequest, NotFound
from searchlib.source import Sync


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def write(path, text, age=60):
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")
    then = time.time() - age
    os.utime(path, (then, then))


def ids(index, query="words"):
    return sorted(hit.passage.article.id for hit in index.search(query, limit=50, fold=False))


def test_files_of_one_name_are_two_articles_in_one_call_or_in_many(index, folder):
    for year in "2019", "2020", "2021":
        write(f"{year}/report.txt", f"Words of {year}.")
    index.add(searchlib.read("2019"))
    index.add(searchlib.read("2020/report.txt"))
    index.add(searchlib.read(folder / "2021"))
    assert ids(index) == ["2020/report.txt", "2021/report.txt", "report.txt"]
    assert index.add(searchlib.read(".", folder, "2019")).unchanged == 7
    assert len(index) == 3


def test_a_file_is_the_same_however_its_path_is_typed(index, folder):
    write("news/a.txt", "Words.")
    Path("alias").symlink_to("news")
    index.add(searchlib.read("news"))
    for path in ("alias", "./alias/a.txt", folder / "news", "news/../news/a.txt"):
        assert index.add(searchlib.read(path)).unchanged == 1
    write("news/a.txt", "Other words.", age=30)
    summary = index.add(searchlib.read(folder / "news" / "a.txt"))
    assert (summary.added, summary.replaced, len(index), ids(index)) == (0, 1, 1, ["a.txt"])


def test_records_of_one_id_stay_apart_and_are_counted(index, folder):
    write("a.csv", "id,text\n7,words one\n8,words two\n7,words three\n")
    write("b.csv", "id,text\n7,words four\n9,words five\n")
    assert index.add(searchlib.read("a.csv")).kept_apart == 1
    summary = index.add(searchlib.read("b.csv"))
    assert (summary.added, summary.replaced, summary.kept_apart) == (2, 0, 1)
    assert ids(index) == ["7", "7 (2)", "8", "9", "b.csv#7"]
    again = index.add(searchlib.read("b.csv", "a.csv"))
    assert (again.unchanged, again.added, again.kept_apart) == (5, 0, 0)


def test_a_re_export_under_the_same_path_replaces_by_the_records_own_ids(index, folder):
    write("a.csv", "id,text\n7,words one\n8,words two\n")
    index.add(searchlib.read("a.csv"))
    write("a.csv", "id,text\n9,words three\n8,words four\n7,words one\n", age=30)
    summary = index.add(searchlib.read("a.csv"))
    assert (summary.added, summary.replaced, ids(index)) == (1, 2, ["7", "8", "9"])


def test_global_ids_replace_each_other_in_all_files(index, folder):
    write("a.csv", "id,text\n7,words one\n")
    write("b.csv", "id,text\n7,words two\n")
    index.add(searchlib.read("a.csv", ids="global"))
    assert index.add(searchlib.read("b.csv", ids="global")).replaced == 1
    assert (ids(index), index.get("7").source.path) == (["7"], "b.csv")


def test_an_article_of_python_and_a_file_never_replace_each_other(index, folder):
    write("a.txt", "Words of a file.")
    write("b.txt", "Words of a file.")
    index.add(searchlib.read("a.txt"))
    summary = index.add(
        [searchlib.from_text("Words of Python.", id="a.txt"), searchlib.from_text("Words.", id="b.txt")]
    )
    assert [(failure.source, "a.txt" in failure.reason) for failure in summary.failed] == [("a.txt", True)]
    assert (summary.added, index.get("a.txt").text) == (1, "Words of a file.")
    index.add(searchlib.read("b.txt"))
    assert ids(index) == ["a.txt", "b.txt", "work/b.txt"]


def test_what_was_got_and_changed_replaces_itself(index, folder):
    write("a.txt", "Words of a file.")
    index.add(searchlib.read("a.txt"))
    better = evolve(index.get("a.txt"), title="A better title")
    assert index.add([better]).replaced == 1
    assert index.get("a.txt").title == "A better title"


def test_an_id_stays_while_the_file_stays_and_is_free_when_it_is_gone(index, folder):
    write("x/a.txt", "Words one.")
    write("y/a.txt", "Words two.")
    index.sync("x")
    index.sync("y")
    Path("x/a.txt").unlink()
    write("x/other.txt", "Words three.")
    index.sync("x")
    assert ids(index) == ["other.txt", "y/a.txt"]
    write("y/a.txt", "Words four.", age=30)
    index.sync("y")
    assert ids(index) == ["other.txt", "y/a.txt"]
    write("x/a.txt", "Words five.")
    index.sync("x")
    assert ids(index) == ["a.txt", "other.txt", "y/a.txt"]


def test_an_article_comes_back_with_its_place(index, folder):
    write("n/a.jsonl", '{"id": 7, "text": "words"}\n\n{"text": "more words"}\n')
    originals = list(searchlib.read("n"))
    index.add(originals)
    for original in originals:
        article = index.get(original.id)
        assert article == original
        assert (article.source.file, article.source.part, article.sha256) == (
            str(folder / "n" / "a.jsonl"),
            original.source.part,
            original.sha256,
        )
    (hit, _) = index.search("words", fold=False)
    assert (hit.passage.source.file, hit.passage.source.path) == (str(folder / "n" / "a.jsonl"), "n/a.jsonl")


# --- sync -------------------------------------------------------------------------------------------------------------


def test_a_second_sync_reads_nothing_and_counts_all(index, folder):
    write("n/a.txt", "Words of a.")
    write("n/b.csv", "id,text\n1,words\n2,words\n")
    assert index.sync("n").added == 3
    summary = index.sync(folder / "n")
    assert (summary.added, summary.unchanged, summary.deleted) == (0, 3, 0)
    write("n/a.txt", "Words of b.", age=30)
    summary = index.sync("n")
    assert (summary.replaced, summary.unchanged) == (1, 2)


def test_what_was_deleted_comes_back_with_the_next_sync(index, folder):
    write("n/a.txt", "Words of a.")
    index.sync("n")
    index.delete("a.txt")
    assert index.sync("n").added == 1


def test_what_was_read_without_a_sync_is_known_to_it(index, folder):
    write("n/a.txt", "Words of a.")
    write("n/b.txt", "Words of b.")
    index.add(list(searchlib.read("n/a.txt")))
    index.add(searchlib.read("n/b.txt"))
    Path("n/a.txt").unlink()
    summary = index.sync("n")
    assert (summary.deleted, summary.unchanged, ids(index)) == (1, 1, ["b.txt"])


def test_a_moved_file_keeps_its_analysis_and_is_found_at_its_new_place(index, folder):
    write("n/a.txt", "Words of the embassy in Iran.\n\nMore words of it.")
    write("n/b.txt", "Words of b.")
    index.sync("n")
    before = index.get("a.txt")
    Path("n/deep").mkdir()
    Path("n/a.txt").rename("n/deep/c.txt")
    summary = index.sync("n")
    assert (summary.moved, summary.added, summary.deleted, summary.unchanged) == (1, 0, 0, 1)
    after = index.get("deep/c.txt")
    assert (after.text, after.sha256, after.source.path) == (before.text, before.sha256, "n/deep/c.txt")
    assert ids(index, '"embassy in iran" OR text:"more words"') == ["deep/c.txt", "deep/c.txt"]
    assert index.check() == ()
    with pytest.raises(NotFound):
        index.get("a.txt")
    assert index.sync("n").unchanged == 2


def test_two_thousand_moves_and_an_article_taken_out_in_one_sync(index, folder):
    for n in range(30):
        write(f"n/old/{n:02}.txt", f"Words of {n}.")
    index.sync("n")
    Path("n/old").rename("n/new")
    Path("n/new/00.txt").unlink()
    write("n/new/01.txt", "Other words.", age=30)
    summary = index.sync("n")
    assert (summary.moved, summary.added, summary.deleted) == (28, 1, 2)
    assert ids(index) == [f"new/{n:02}.txt" for n in range(1, 30)]
    assert index.check() == ()


def test_records_of_a_renamed_table_keep_their_ids(index, folder):
    write("n/export.csv", "id,text\n7,words one\n8,words two\n")
    index.sync("n")
    Path("n/export.csv").rename("n/export-2.csv")
    assert index.sync("n").moved == 2
    assert (ids(index), index.get("7").source.path) == (["7", "8"], "n/export-2.csv")
    assert index.check() == ()


def test_an_empty_folder_may_be_a_disk_that_is_missing(index, folder):
    write("n/a.txt", "Words of a.")
    index.sync("n")
    Path("n/a.txt").unlink()
    summary = index.sync("n")
    assert (summary.deleted, len(summary.warnings), len(index)) == (0, 1, 1)
    assert index.sync("n", empty=True).deleted == 1
    assert index.sync("n").warnings == ()


def test_changes_are_done_in_order(index):
    one, two = (searchlib.from_text("Words.", id=name) for name in ("one", "two"))
    summary = index._engine.add([one, Removed(one.identity), two, Removed("nobody"), Forgotten("/x"), ReadFile("/n/x")])
    index.refresh()
    assert (summary.added, summary.deleted, [facts.id for facts in index.articles()]) == (2, 1, ["two"])
    assert [row.path for row in index._engine.files("/n")] == ["/n/x"]
    assert list(index._engine.files("/m")) == []


def test_a_move_of_what_is_not_there_adds(index, folder):
    write("a.txt", "Words.")
    (article,) = searchlib.read("a.txt")
    summary = index._engine.add([Moved("nobody", article)])
    assert (summary.added, summary.moved) == (1, 0)


def test_what_was_added_takes_nothing_from_the_next_sync(index, folder):
    write("n/a.csv", "id,text\n7,words one\n8,words two\n")
    write("n/b.csv", "id,text\n1,words\n")
    index.sync("n")
    write("n/a.csv", "id,text\n7,words one\n", age=30)
    write("n/b.csv", "", age=30)
    index.add(searchlib.read("n"))
    assert len(index) == 3, "add takes nothing out"
    assert (index.sync("n").deleted, ids(index)) == (2, ["7"])


def test_a_folder_and_a_file_take_each_other_s_place(index, folder):
    write("n/x/a.txt", "Words of a.")
    write("n/b.txt", "Words of b.")
    index.sync("n")
    Path("n/x/a.txt").unlink()
    Path("n/x").rmdir()
    write("n/x", "Plain words.")
    assert (index.sync("n").deleted, ids(index)) == (1, ["b.txt", "x"])
    Path("n/x").unlink()
    write("n/x/c.txt", "Words of c.")
    assert (index.sync("n").deleted, ids(index)) == (1, ["b.txt", "x/c.txt"])


def test_members_of_an_archive_come_back_however_they_were_read(index, folder):
    import zipfile

    Path("n").mkdir()
    with zipfile.ZipFile("n/x.zip", "w") as archive:
        archive.writestr("a.txt", "Words of a.")
        archive.writestr("b.txt", "Words of b.")
    os.utime("n/x.zip", (1, 1))
    index.add(list(searchlib.read("n")))
    assert (index.sync("n").unchanged, index.delete("n/x.zip/a.txt"), index.sync("n").added) == (2, 1, 1)


def test_what_a_followed_file_lost_goes_and_a_broken_link_holds_nothing_back(index, folder):
    write("out/a.csv", "id,text\n7,words one\n8,words two\n")
    write("n/b.txt", "Words.")
    Path("n/a.csv").symlink_to("../out/a.csv")
    Path("n/l.txt").symlink_to("b.txt")
    index.sync("n", follow=True)
    write("out/a.csv", "id,text\n7,words one\n", age=30)
    assert index.sync("n", follow=True).deleted == 1
    Path("n/b.txt").unlink()
    summary = index.sync("n", follow=True)
    assert (summary.deleted, len(summary.failed), ids(index)) == (1, 1, ["7"])


def test_a_record_keeps_its_id_when_ids_come_to_mean_the_same_everywhere(index, folder):
    write("n/a.csv", "id,text\n7,words one\n8,words two\n")
    index.sync("n")
    summary = index.sync("n", ids="global")
    assert (summary.failed, ids(index), index.get("7").source.part) == ((), ["7", "8"], None)
    index.delete(["7", "8"])
    index.add(searchlib.read("n"))
    summary = index.add(searchlib.read("n", ids="global"))
    assert (summary.replaced, summary.failed, ids(index)) == (2, (), ["7", "8"])


def test_a_file_from_before_1970_is_known(index, folder):
    write("n/a.txt", "Words.", age=time.time() + 86_400)
    index.sync("n")
    index.sync(reading := searchlib.read("n"))
    assert (reading.files_unchanged, Path("n/a.txt").stat().st_mtime_ns < -1) == (1, True)


def test_a_changed_file_is_read_once(index, folder):
    write("n/a.csv", "id,text\n7,words one\n8,words two\n")
    index.sync("n")
    write("n/a.csv", "id,text\n7,words three\n", age=30)
    index.sync("n")
    index.sync(reading := searchlib.read("n"))
    assert (reading.files_unchanged, reading.unchanged) == (1, 1)


def test_a_sync_that_was_stopped_anywhere_is_put_right_by_the_next(index, folder):
    stop = 0
    for stop in range(99):
        write("n/a.csv", "id,text\n7,words one\n8,words two\n")
        write("n/b.csv", "id,text\n9,words three\n")
        write("n/c.txt", "Words to be moved.")
        Path("n/d.txt").unlink(missing_ok=True)
        index.sync("n")
        write("n/a.csv", "id,text\n7,words one\n", age=30)
        write("n/b.csv", "", age=30)
        Path("n/c.txt").rename("n/d.txt")
        engine, reading = index._engine, searchlib.read("n")
        changes = Sync(reading, engine.files, engine.articles).changes()
        engine.add(itertools.islice(changes, stop))
        is_over = next(changes, None) is None
        reading.close()
        index.refresh()
        index.sync("n")
        assert ids(index) == ["7", "d.txt"], stop
        if is_over:
            break
    assert stop > 8


@pytest.mark.parametrize("next_one", ["replaced", "removed", "moved"])
def test_what_moved_changes_once_more(index, folder, next_one):
    write("a.txt", "Words.")
    index.add(searchlib.read("a.txt"))
    (before,) = searchlib.read("a.txt")
    Path("a.txt").rename("b.txt")
    (moved,) = searchlib.read("b.txt")
    write("b.txt", "Other words.")
    write("c.txt", "Words.")
    (other,), (third,) = searchlib.read("b.txt"), searchlib.read("c.txt")
    change, left = {
        "replaced": (other, ["b.txt"]),
        "removed": (Removed(moved.identity), []),
        "moved": (Moved(moved.identity, third), ["c.txt"]),
    }[next_one]
    index._engine.add([Moved(before.identity, moved), change])
    index.refresh()
    assert ([facts.id for facts in index.articles()], index.check()) == (left, ())


def test_paths_that_are_no_text(index, folder):
    name = os.fsdecode(b"n\xe9")
    try:
        write(f"{name}/{name}.txt", "Words.")
    except OSError:
        pytest.skip("names of files are Unicode here")
    index.sync(name)
    assert index.get(f"{name}/{name}.txt").text == "Words."
    assert index.sync(name).unchanged == 1
    Path(name, f"{name}.txt").rename(f"{name}/b.txt")
    assert index.sync(name).moved == 1
    assert [failure.source for failure in index.sync("a\0b").failed] == ["a\0b"]


def test_ids_of_any_characters_stay_apart(index, folder):
    own = ["7", "7", "7\\u00002", "\\ud800", "\\ud801", "a.jsonl#1", "../a"]
    write("a.jsonl", "".join(f'{{"id": "{each}", "text": "words {n}"}}\n' for n, each in enumerate(own)))
    assert index.add(searchlib.read("a.jsonl")).added == 7
    assert index.add(searchlib.read("a.jsonl")).unchanged == 7
    assert ids(index) == sorted(["7", "7 (2)", "7\ufffd2", "\ufffd", "\ufffd (2)", "a.jsonl#1", "../a"])


NAMES = st.sampled_from(["a.txt", "b.txt", "c.csv", "d", "d/a.txt", "d/c.csv", "e/a.txt", "e/f/b.txt"])
TEXTS = st.sampled_from(["words one", "words two\n8,words three", "words two\n9,words three\n8,words one", ""])
STEPS = st.one_of(
    st.tuples(st.just("write"), NAMES, TEXTS),
    st.tuples(st.just("write"), NAMES, TEXTS),
    st.tuples(st.sampled_from(["remove", "touch", "delete"]), NAMES),
    st.tuples(st.just("rename"), st.one_of(NAMES, st.just("e")), st.one_of(NAMES, st.just("g"))),
    st.tuples(st.sampled_from(["add", "add list", "sync"]), st.sampled_from([".", ".", "d", "e"])),
)


class Disk:
    """A folder that files come to, move in and vanish from, each with a time of change of its own."""

    def __init__(self, folder):
        self.folder, self.now = folder, 1_000_000_000

    def write(self, name, text):
        path = self.folder / name
        if not path.is_dir() and not any(above.is_file() for above in path.parents):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"id,text\n7,{text}\n" if name.endswith(".csv") else text, encoding="utf-8")
            self.touch(name)

    def touch(self, name):
        self.now += 10
        if (self.folder / name).is_file():
            os.utime(self.folder / name, (self.now, self.now))

    def remove(self, name):
        path = self.folder / name
        with contextlib.suppress(OSError):
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def rename(self, name, other):
        with contextlib.suppress(OSError):
            (self.folder / name).rename(self.folder / other)

    def holds(self, place):
        """What is read of it, anew."""
        return sorted((article.source.file, article.text) for article in searchlib.read(self.folder / place))


@settings(max_examples=15, deadline=None)
@given(st.lists(STEPS, min_size=4, max_size=14))
def test_after_each_sync_the_index_holds_what_the_folder_holds(steps):
    with tempfile.TemporaryDirectory() as name, searchlib.open(":memory:") as index:
        disk = Disk(Path(os.path.realpath(name)))
        for step, *places in [*steps, ("sync", ".")]:
            root = disk.folder / places[0]
            if step == "sync" and root.exists():
                index.sync(root, empty=True)
                known = [index.get(facts.id) for facts in index.articles()]
                below = [each for each in known if Path(each.source.file).is_relative_to(root)]
                assert sorted((each.source.file, each.text) for each in below) == disk.holds(places[0])
                assert len({each.id for each in known}) == len({each.identity for each in known}) == len(known)
                index.sync(reading := searchlib.read(root))
                assert (reading.files, reading.unchanged) == (0, len(below))
            elif step == "delete":
                index.delete([str(root)], folders=True)
            elif step in ("add", "add list") and root.exists():
                index.add(searchlib.read(root) if step == "add" else list(searchlib.read(root)))
            elif step not in ("add", "add list", "sync"):
                getattr(disk, step)(*places)
        assert index.check() == ()


# --- places -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def placed(index, folder):
    write("news/one.txt", "Words of one.")
    write("news/more.jsonl", '{"text": "words two"}\n\n{"text": "words three"}\n')
    write("news/deep/one.txt", "Words of another one.")
    index.add(searchlib.read("news/"))
    return index


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ("one.txt", "Words of one."),
        ("news/one.txt", "Words of one."),
        ("./news/one.txt:1", "Words of one."),
        ("news/more.jsonl#1", "words two"),
        ("more.jsonl#3", "words three"),
        ("news/deep/../deep/one.txt", "Words of another one."),
        ("news/one.txt, page 1", "Words of one."),
    ],
)
def test_an_article_is_got_by_its_id_or_by_the_place_that_a_hit_printed(placed, where, text):
    assert placed.get(where).text == text


def test_a_place_is_known_from_any_working_directory(placed, folder, monkeypatch):
    monkeypatch.chdir("/")
    assert placed.get(str(folder / "news" / "one.txt")).text == "Words of one."
    assert placed.get("news/one.txt").text == "Words of one.", "as a hit prints it"


def test_accents_of_a_path_may_be_composed_or_not(index, folder):
    write("n/cafe\u0301.txt", "Words.")
    index.add(searchlib.read("n"))
    assert index.get("n/caf\u00e9.txt").text == index.get("n/cafe\u0301.txt").text == "Words."
    assert index.delete("n/caf\u00e9.txt") == 1


def test_several_articles_at_a_place_are_listed(placed):
    with pytest.raises(NotFound, match=r"'news/more.jsonl' holds 2 articles: more.jsonl#1, more.jsonl#3$"):
        placed.get("news/more.jsonl")


@pytest.mark.parametrize("where", ["nowhere/ONE.txt", "on.txt", "deep/one.tx"])
def test_the_nearest_is_offered(placed, where):
    with pytest.raises(NotFound, match=r"there is .*one.txt"):
        placed.get(where)


@pytest.mark.parametrize(
    "where", ["", " ", "\0", "x" * 10_000, ":", "#", "#1", ":1", ", page 1", "/", "\udce9", "a\nb:3"]
)
def test_any_text_may_be_asked_for(placed, where):
    with pytest.raises(NotFound):
        placed.get(where)
    if where != "/":
        assert placed.delete(where) == 0


def test_a_path_takes_out_all_of_its_file_and_a_folder_only_if_it_is_said(placed):
    assert placed.delete("news/more.jsonl#3") == 1
    assert placed.delete(["news/more.jsonl", "nowhere"]) == 1
    with pytest.raises(InvalidRequest, match=r"news is a folder that 2 articles are from"):
        placed.delete("news")
    assert (len(placed), placed.delete("news", folders=True), len(placed)) == (2, 2, 0)


def test_what_comes_by_the_pipe_is_known_by_what_it_says(index, monkeypatch):
    def pipe(text):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        return index.add(searchlib.read("-", format="csv"))

    assert pipe("id,text\n7,words one\n7,words two\n").kept_apart == 1
    assert pipe("id,text\n7,words one\n7,words two\n").unchanged == 2
    assert pipe("id,text\n7,words three\n7,words four\n").kept_apart == 2
    assert ids(index) == ["7", "7 (2)", "7 (3)", "7 (4)"]


def test_many_places_are_looked_for_at_once(placed, monkeypatch):
    asked = ["one.txt", "news/more.jsonl", "nowhere", "news/more.jsonl#3", "news/deep/"]
    times, articles = [], placed._engine.articles
    monkeypatch.setattr(type(placed._engine), "articles", lambda _: times.append(1) or articles())
    with pytest.raises(InvalidRequest, match="news/deep/ is a folder that"):
        placed.ids_at_each(asked)
    assert placed.ids_at_each(asked, folders=True) == {
        "one.txt": ["one.txt"],
        "news/more.jsonl": ["more.jsonl#1", "more.jsonl#3"],
        "nowhere": [],
        "news/more.jsonl#3": ["more.jsonl#3"],
        "news/deep/": ["deep/one.txt"],
    }
    assert (len(times), placed.delete(f"nowhere {n}" for n in range(300)), len(times)) == (2, 0, 3)


def test_an_archive_is_a_file(index, folder):
    import zipfile

    with zipfile.ZipFile("x.zip", "w") as archive:
        archive.writestr("a.txt", "Words of a.")
        archive.writestr("sub/b.txt", "Words of b.")
    index.add(searchlib.read("x.zip"))
    assert index.get("x.zip/sub/b.txt").text == "Words of b."
    assert index.delete("x.zip") == 2


def test_an_id_of_ten_thousand_characters_is_one(index, folder):
    long = "7" * 10_000
    write("a.jsonl", f'{{"id": "{long}", "text": "words"}}\n')
    write("b.jsonl", f'{{"id": "{long}", "text": "words"}}\n')
    index.add(searchlib.read("a.jsonl", "b.jsonl"))
    assert ids(index) == [long, f"b.jsonl#{long}"]
    assert index.get(long).source.path == "a.jsonl"
