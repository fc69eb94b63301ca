"""The table of files is found by path, below a folder, and is the next one with what was noted since."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.changes import NEVER, Forgotten, ReadFile
from searchlib.errors import IndexDamaged
from searchlib.index.files import FileChanges, FileTable, write_files
from searchlib.index.locked_writer import writing
from searchlib.index.reader import IndexReader
from tests.index.corpora import ENGLISH, make

ROWS = [
    ReadFile("/a", 1, 2, 3, 4),
    ReadFile("/a.txt", 5, 6, 7, 8),
    ReadFile("/a/b"),
    ReadFile("/a/é\ud800", (1 << 64) - 1, 0, 0, (1 << 32) - 1),
    ReadFile("/a0"),
    ReadFile("/b/c", 0, 1 << 62, 1, 0),
]


def table(folder, rows):
    return FileTable.open(folder, write_files(folder, FileChanges(FileTable(), {row.path: row for row in rows}).rows()))


def test_a_table_is_read_as_it_was_written(tmp_path):
    read = table(tmp_path, reversed(ROWS))
    assert list(read) == ROWS
    assert [read.find(row.path) for row in ROWS] == ROWS
    assert (read.find("/a/"), read.find(""), len(read)) == (None, None, 6)
    assert list(read.problems()) == []
    assert (write_files(tmp_path, []), list(FileTable())) == (None, [])


@pytest.mark.parametrize(
    ("folder", "paths"),
    [
        ("/a", ["/a", "/a/b", "/a/é\ud800"]),
        ("/a/", ["/a/b", "/a/é\ud800"]),
        ("/b", ["/b/c"]),
        ("/", [row.path for row in ROWS]),
        ("/nowhere", []),
        ("/a/b", ["/a/b"]),
    ],
)
def test_what_lies_below_a_folder_is_what_begins_with_it(tmp_path, folder, paths):
    assert [row.path for row in table(tmp_path, ROWS).below(folder)] == paths


steps = st.lists(st.tuples(st.sampled_from(["note", "forget", "touch", "write"]), st.sampled_from(ROWS)), max_size=12)


@settings(max_examples=60, deadline=None)
@given(steps)
def test_noted_files_are_those_of_the_next_table(tmp_path_factory, taken):
    folder = tmp_path_factory.mktemp("files")
    changes, model = FileChanges(FileTable()), {}
    for step, row in taken:
        if step == "note":
            changes.note(row)
            model[row.path] = row
        elif step == "forget":
            changes.note(Forgotten(row.path))
            model.pop(row.path, None)
        elif step == "touch":
            changes.touch(row.path)
            above = [path for path in (row.path, str(Path(row.path).parent)) if path in model]
            path = above[0] if above else row.path
            if path not in model or model[path].modified != NEVER:
                model[path] = ReadFile(path)
        else:
            changes = FileChanges(FileTable.open(folder, write_files(folder, changes.rows())))
    assert {row.path: row for row in changes.rows()} == model
    assert bool(changes) is ({row.path: row for row in changes.table} != model)


def test_a_changed_table_of_files_is_told_and_answers_go_on(tmp_path):
    with writing(tmp_path, ENGLISH) as writer:
        writer.add(make("a", "Iran"))
        writer.note(ROWS[1])
    name = IndexReader.open(tmp_path).table.files.name
    data = bytearray((tmp_path / name).read_bytes())
    data[70] ^= 1
    (tmp_path / name).write_bytes(data)
    reader = IndexReader.open(tmp_path)
    assert reader.find("a") == (0, 0)
    assert [problem for problem in reader.problems() if name in problem]
    (tmp_path / name).unlink()
    assert [problem for problem in IndexReader.open(tmp_path).problems() if name in problem]
    with pytest.raises(IndexDamaged, match=name), writing(tmp_path, ENGLISH):
        pass


@pytest.mark.parametrize("workers", [1, 2])
def test_what_moves_keeps_its_postings(tmp_path, workers):
    with writing(tmp_path, ENGLISH) as writer:
        for name in "abcd":
            writer.add(make(name, f"Iran {name}", "embassy"))
    before = IndexReader.open(tmp_path)
    with writing(tmp_path, ENGLISH, workers=workers) as writer:
        writer.add(make("new", "Iran and more"))
        assert writer.move(make("b", "x").identity, make("z", "Iran b", "embassy"))
        assert not writer.move("nobody", make("y", "Iran"))
        assert (writer.holder("b"), writer.held(make("z", "x").identity).id) == (None, "z")
        writer.remove(make("d", "x").identity)
    reader = IndexReader.open(tmp_path)
    assert list(reader.problems()) == []
    found = {reader.segments[s].article(a).id: reader.segments[s].article(a) for s, a in reader.articles()}
    assert sorted(found) == ["a", "c", "new", "z"]
    assert found["z"].text == make("z", "Iran b", "embassy").text
    assert before.find("b") is not None
