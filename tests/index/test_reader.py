"""A reader keeps the commit that it opened, whatever is written, and its refresh shares what did not change."""

import shutil
from threading import Thread

import pytest

from searchlib.errors import IndexDamaged
from searchlib.index import reader as module
from searchlib.index.locked_writer import writing
from searchlib.index.manifest import TABLE, read_table
from searchlib.index.reader import IndexReader, open_segments, size_of
from searchlib.schema import WORD_FIELDS
from tests.index.corpora import ENGLISH, make, read_postings
from tests.index.disk import build, ids


def content(reader):
    """All that a snapshot holds."""
    return [
        (
            [segment.article(number) for number in range(segment.article_count)],
            None if segment.deleted is None else segment.deleted.tolist(),
            [read_postings(segment.fields[name]) for name in WORD_FIELDS],
        )
        for segment in reader.segments
    ]


def changes():
    """Commits that add, replace, delete, merge, and leave nothing."""
    yield lambda writer: writer.add(make("new", "Iran closes"))
    yield lambda writer: writer.add(make("a", "Iran closes the embassy"))
    yield lambda writer: writer.delete("b")
    yield lambda writer: writer.merge()
    yield lambda writer: [writer.delete(name) for name in ("a", "c", "d", "new")]


def test_a_snapshot_stays_what_it_is_whatever_is_written(tmp_path):
    build(tmp_path, "a", "b")
    build(tmp_path, "c", "d")
    readers = [IndexReader.open(tmp_path)]
    before = [content(readers[0])]
    for change in changes():
        with writing(tmp_path, ENGLISH) as writer:
            change(writer)
        readers.append(readers[-1].refresh())
        before.append(content(readers[-1]))
    assert [content(reader) for reader in readers] == before
    assert [list(reader.problems()) for reader in readers[:1]] == [[]]
    generations = [reader.generation for reader in readers]
    assert generations == sorted(set(generations))
    assert [reader.article_count for reader in readers] == [4, 5, 5, 4, 4, 0]
    assert readers[-1].segments == ()
    assert readers[-1].bases == (0,)
    assert list(readers[-1].articles()) == []


def test_a_snapshot_answers_after_its_folder_is_gone(tmp_path):
    build(tmp_path / "index", "a", "b")
    reader = IndexReader.open(tmp_path / "index")
    before = content(reader)
    shutil.rmtree(tmp_path / "index")
    assert content(reader) == before
    with pytest.raises(IndexDamaged, match=f"{TABLE}: is gone"):
        reader.refresh()


def test_a_refresh_without_a_new_commit_is_the_same_reader(tmp_path, monkeypatch):
    build(tmp_path, "a")
    reader = IndexReader.open(tmp_path)
    (tmp_path / TABLE).touch()
    assert reader.refresh() is reader, "the same table"
    monkeypatch.setattr(module, "read_table", lambda folder: pytest.fail("reads nothing"))
    assert reader.refresh() is reader


def test_a_refresh_maps_only_what_is_new(tmp_path, monkeypatch):
    build(tmp_path, *map(str, range(600)))
    build(tmp_path, "x")
    build(tmp_path, "y", "z")
    with writing(tmp_path, ENGLISH) as writer:
        writer.delete("1")
        writer.delete("y")
    old = IndexReader.open(tmp_path)
    with writing(tmp_path, ENGLISH) as writer:
        writer.delete("2")
        writer.add(make("new", "Iran"))
    opened, container = [], module.Container.open
    monkeypatch.setattr(
        module.Container, "open", lambda path, owner: opened.append(path.name) or container(path, owner)
    )
    new = old.refresh()
    known = {name for row in old.table.segments for name in row.names}
    assert set(opened) == {name for row in new.table.segments for name in row.names} - known
    assert new.segments[0].containers is old.segments[0].containers
    assert new.segments[0] is not old.segments[0], "its deletions changed"
    assert new.segments[1] is old.segments[1]
    assert (old.article_count, new.article_count) == (601, 601)


def test_a_merge_below_an_opening_reader_is_no_damage(tmp_path, monkeypatch):
    """The files that the table names are gone when they are opened: the next table is read."""
    build(tmp_path, "a", "b")
    first = []

    def slow(folder, rows, known=None):
        if not first:
            first.append(rows)
            with writing(tmp_path, ENGLISH) as writer:
                writer.delete("a")
                writer.merge()
        return open_segments(folder, rows, known)

    monkeypatch.setattr(module, "open_segments", slow)
    assert ids(tmp_path) == ["b"]
    assert len(first) == 1


def test_readers_see_whole_commits_while_a_writer_commits(tmp_path):
    build(tmp_path, "0")
    seen, done = [], []

    def read():
        reader = IndexReader.open(tmp_path)
        while not done:
            reader = reader.refresh()
            seen.append([reader.segments[s].facts(a).id for s, a in reader.articles()])

    thread = Thread(target=read)
    thread.start()
    for number in range(1, 15):
        build(tmp_path, str(number))
    done.append(True)
    thread.join()
    assert seen == sorted(seen, key=len)
    assert all(found == [str(number) for number in range(len(found))] for found in seen)
    assert len(seen) > 3


def test_articles_are_found_by_id_place_and_number(tmp_path):
    build(tmp_path, "a", "b")
    build(tmp_path, *map(str, range(700)))
    with writing(tmp_path, ENGLISH) as writer:
        writer.delete("b")
        writer.add(make("a", "one", "two", "three"))
    reader = IndexReader.open(tmp_path)
    assert reader.find("b") is None
    assert reader.find("nobody") is None
    segment, number = reader.find("a")
    assert len(reader.segments[segment].article(number).paragraphs) == 3
    assert reader.document_count == 703
    assert reader.article_count == 701
    for document in range(reader.bases[-1]):
        segment, number = reader.segment_of(document)
        assert reader.bases[segment] + number == document
        reader.segments[segment].paragraph(number)
    for outside in (-1, reader.bases[-1]):
        with pytest.raises(IndexError):
            reader.segment_of(outside)


def test_the_size_is_that_of_all_files(tmp_path):
    assert size_of(tmp_path) == 0
    build(tmp_path, *"abcdef")
    with writing(tmp_path, ENGLISH) as writer:
        writer.delete("a")
    names = read_table(tmp_path).names | {TABLE}
    assert len(names) == 4
    assert size_of(tmp_path) == sum((tmp_path / name).stat().st_size for name in names)
