"""What a sync changes: what is new, other, moved or gone below the paths, and nothing else."""

import os
import time
from pathlib import Path

import pytest

from searchlib.article import Article
from searchlib.changes import NEVER, Forgotten, Moved, ReadFile, Removed
from searchlib.source import Sync, read, sync
from searchlib.source.file import File
from searchlib.source.known_files import FileNotes

NOW = 1_700_000_000_000_000_000


class Known:
    """An index as a sync sees it: what was done to it so far."""

    def __init__(self):
        self.articles, self.rows = {}, {}

    def files(self, path):
        return [row for row in self.rows.values() if row.path == path or row.path.startswith(path.rstrip("/") + "/")]

    def facts(self):
        return [article.facts for article in self.articles.values()]

    def sync(self, *paths, reread=False, empty=False, **options):
        """What changed, in words; the reading; the warnings."""
        reading = read(*paths, **options)
        sync = Sync(reading, self.files, self.facts, reread, empty)
        told = [self.apply(change) for change in sync.changes()]
        return [each for each in told if each], reading, sync.warnings

    def apply(self, change):
        if isinstance(change, Article):
            same = self.articles.get(change.identity)
            self.articles[change.identity] = change
            if same is not None and same.sha256 == change.sha256:
                return ""
            return f"{'=' if same else '+'} {change.id}"
        if isinstance(change, Moved):
            old = self.articles.pop(change.identity)
            assert old.sha256 == change.article.sha256
            self.articles[change.article.identity] = change.article
            return f"{old.id} > {change.article.id}"
        if isinstance(change, Removed):
            return f"- {self.articles.pop(change.identity).id}"
        if isinstance(change, ReadFile):
            self.rows[change.path] = change
        else:
            assert isinstance(change, Forgotten)
            self.rows.pop(change.path, None)
        return ""


@pytest.fixture
def known(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Known()


def write(path, text, age=60):
    """A file that was changed so many seconds ago."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")
    then = time.time() - age
    os.utime(path, (then, then))


def test_only_what_changed_is_read_again(known):
    for name in "abc":
        write(f"news/{name}.txt", f"Words of {name}.")
    assert known.sync("news")[0] == ["+ a.txt", "+ b.txt", "+ c.txt"]
    write("news/b.txt", "Other words.", age=30)
    changed, reading, _ = known.sync("news")
    assert changed == ["= b.txt"]
    assert (reading.articles, reading.unchanged, reading.files_unchanged, reading.seen) == (1, 2, 2, 3)


def test_the_same_size_and_time_are_no_proof_within_the_clock_s_grain(known):
    write("news/a.txt", "Words of a.", age=0)
    known.sync("news")
    write("news/a.txt", "Words of b.", age=0)
    assert known.sync("news")[0] == ["= a.txt"]


def test_a_file_that_changes_while_it_is_read_for_long_is_read_again(monkeypatch):
    noted = []
    notes, file = FileNotes(noted.append), File("a.txt", "a.txt", None, "a.txt", file="/a.txt", modified=NOW)
    for age, lasting in (1, 60), (3, 0):
        monkeypatch.setattr(time, "time_ns", lambda age=age: NOW + age * 10**9)
        begun = notes.begin(file)
        monkeypatch.setattr(time, "time_ns", lambda end=age + lasting: NOW + end * 10**9)
        notes.end(file, "way", 1, begun, is_whole=True)
    assert [row.modified for row in noted] == [NEVER, NEVER, NOW]


def test_a_file_from_the_future_is_read_each_time(known):
    write("news/a.txt", "Words of a.", age=-3600)
    known.sync("news")
    assert known.sync("news")[1].articles == 1


def test_what_is_as_it_was_is_read_again_where_it_is_asked_for_or_read_in_another_way(known):
    write("news/a.txt", "Words of a.")
    known.sync("news")
    assert known.sync("news")[1].articles == 0
    assert known.sync("news", reread=True)[1].articles == 1
    assert known.sync("news", encoding="cp1252")[1].articles == 1
    assert known.sync("news", encoding="cp1252")[1].articles == 0


def test_what_vanished_goes_and_what_came_from_elsewhere_stays(known):
    for path in ("news/a.txt", "news/old/b.txt", "newsroom/c.txt", "other/d.txt"):
        write(path, f"Words of {path}.")
    known.sync("news", "newsroom", "other")
    for path in ("news/old/b.txt", "newsroom/c.txt", "other/d.txt"):
        Path(path).unlink()
    assert known.sync("./news/../news")[0] == ["- old/b.txt"]
    assert set(known.rows) == {os.path.realpath(path) for path in ("news/a.txt", "newsroom/c.txt", "other/d.txt")}


def test_a_record_that_vanished_goes_and_the_others_keep_who_they_are(known):
    write("n/export.csv", "id,text\n1,one\n2,two\n3,three\n")
    known.sync("n")
    write("n/export.csv", "id,text\n3,three\n1,one\n4,four\n", age=30)
    assert sorted(known.sync("n")[0]) == ["+ 4", "- 2", "= 1", "= 3"]  # their lines are others now


def test_an_archive_is_read_again_as_a_whole(known):
    import zipfile

    def pack(*names, age):
        with zipfile.ZipFile("n/x.zip", "w") as archive:
            for name in names:
                archive.writestr(name, f"Words of {name}.")
        os.utime("n/x.zip", (time.time() - age,) * 2)

    Path("n").mkdir()
    pack("a.txt", "b.txt", age=60)
    assert known.sync("n")[0] == ["+ x.zip/a.txt", "+ x.zip/b.txt"]
    assert known.sync("n")[1].unchanged == 2
    pack("b.txt", age=30)
    assert known.sync("n")[0] == ["- x.zip/a.txt"]


def test_what_cannot_be_read_this_time_stays(known):
    write("n/a.jsonl", '{"text": "one"}\n{"text": "two"}\n')
    write("n/b.csv", "id,text\n1,one\n")
    known.sync("n")
    write("n/a.jsonl", '{"text": "one"}\n{"text": broken\n', age=30)
    write("n/b.csv", "name,price\n1,one\n", age=30)
    changed, reading, _ = known.sync("n")
    assert (changed, len(reading.failed)) == ([], 2)
    assert len(known.articles) == 3
    assert len(known.sync("n")[1].failed) == 2, "what failed is told each time"


def test_a_root_that_is_not_there_takes_nothing_out(known):
    write("n/a.txt", "Words.")
    known.sync("n")
    Path("n").rename("m")
    changed, reading, _ = known.sync("n")
    assert (changed, len(reading.failed), len(known.articles)) == ([], 1, 1)


def test_an_empty_root_may_be_a_disk_that_is_missing(known):
    write("n/sub/a.txt", "Words.")
    write("m/b.txt", "More words.")
    known.sync("n", "m")
    Path("n/sub/a.txt").unlink()
    changed, _, (warning,) = known.sync("n", "m")
    assert (changed, len(known.articles)) == ([], 2)
    assert "n holds no file any more" in warning
    assert known.sync("n", "m", empty=True)[0::2] == (["- sub/a.txt"], [])


def test_a_moved_file_is_the_same_article_at_another_place(known):
    write("n/a/x.txt", "Words.")
    write("n/b/y.txt", "Words.")
    write("n/c.txt", "Other words.")
    known.sync("n")
    Path("n/a/deep").mkdir()
    Path("n/a/x.txt").rename("n/a/deep/z.txt")
    Path("n/b/y.txt").rename("n/b/new.txt")
    Path("n/c.txt").rename("n/d.txt")
    write("n/d.txt", "Other words than before.")
    assert known.sync("n")[0] == ["a/x.txt > a/deep/z.txt", "b/y.txt > b/new.txt", "+ d.txt", "- c.txt"]


def test_many_records_of_one_text_move_one_by_one(known, monkeypatch):
    compared = []
    monkeypatch.setattr(sync, "_steps", lambda one, other: compared.append(one) or 0)
    write("news/a.csv", "text\n" + "The same words.\n" * 50)
    for n in range(150):
        write(f"news/old/{n:03}.txt", "Words of all.")
    known.sync("news")
    Path("news/a.csv").rename("news/b.csv")
    Path("news/old").rename("news/new")
    changed = known.sync("news")[0]
    assert changed[:2] == ["a.csv#1 > b.csv#1", "a.csv#2 > b.csv#2"]
    assert changed[-1] == "old/149.txt > new/149.txt"
    assert (len(changed), len(compared) <= 50 + 150 * 100) == (200, True)


def test_what_lies_where_nobody_may_look_has_not_moved(known, monkeypatch):
    write("news/deep/a.txt", "Words of a.")
    write("news/b.txt", "Words of b.")
    known.sync("news")
    write("news/c.txt", "Words of a.")
    scandir = os.scandir

    def refuse(path):
        if path.endswith("deep"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert known.sync("news")[0] == ["+ c.txt"]
    monkeypatch.undo()


def test_a_copy_is_no_move(known):
    write("n/a.txt", "Words.")
    known.sync("n")
    write("n/b.txt", "Words.")
    assert known.sync("n")[0] == ["+ b.txt"]


def test_a_renamed_folder_moves_all_that_is_in_it(known):
    for name in "abc":
        write(f"n/old/{name}.txt", f"Words of {name}.")
    known.sync("n")
    Path("n/old").rename("n/new")
    assert known.sync("n")[0] == [f"old/{name}.txt > new/{name}.txt" for name in "abc"]
    assert known.sync("n")[0] == []


def test_ids_that_mean_the_same_everywhere_are_read_each_time(known):
    write("n/a.jsonl", '{"id": 1, "text": "one"}\n')
    write("n/b.jsonl", '{"id": 1, "text": "one"}\n')
    known.sync("n", ids="global")
    Path("n/b.jsonl").unlink()
    known.sync("n", ids="global")
    assert [article.source.path for article in known.articles.values()] == ["n/a.jsonl"]


def test_ids_that_come_to_mean_something_else_are_read_again_and_take_the_place_of_those_before(known):
    write("n/a.jsonl", '{"id": 1, "text": "one"}\n')
    write("n/b.jsonl", '{"id": 1, "text": "two"}\n')
    known.sync("n")
    assert len(known.articles) == 2
    known.sync("n", ids="global")
    assert [article.source.path for article in known.articles.values()] == ["n/b.jsonl"]
    known.sync("n")
    assert len(known.articles) == 2


@pytest.mark.parametrize("last", ["a.txt", "b.txt"])
def test_a_file_that_vanishes_between_looking_and_reading_is_named_and_stays_known(known, last):
    write("n/a.txt", "Words of a.")
    write("n/b.txt", "Words of b.")
    known.sync("n")
    write(f"n/{last}", "Words of another kind.", age=30)
    reading = read("n")
    sync = Sync(reading, known.files, known.facts)
    reading.walk()
    sync._look()
    Path(f"n/{last}").unlink()
    for change in sync.changes():
        known.apply(change)
    assert [failure.source for failure in reading.failed] == [f"n/{last}"]
    assert len(known.articles) == 2
    assert known.sync("n")[0] == [f"- {last}"]
