"""What is committed is whole, few files hold it, and an error or an exception adds nothing to it."""

import errno
import os

import pytest

from searchlib.analysis import preset
from searchlib.errors import AnalyzerError, IndexDamaged, IndexFolderError
from searchlib.index import commit
from searchlib.index.locked_writer import writing
from searchlib.index.manifest import LOCK, TABLE, read_table
from searchlib.index.reader import IndexReader, size_of
from searchlib.index.segment_buffer import Buffer
from tests.index.corpora import ENGLISH, make
from tests.index.disk import build, ids, is_tidy


def test_after_an_error_the_writer_commits_nothing_more(tmp_path, monkeypatch):
    build(tmp_path, "a")

    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    def attempt():
        with writing(tmp_path, ENGLISH) as writer:
            writer.add(make("z", "new"))
            with monkeypatch.context() as patch:
                patch.setattr(commit, "synchronise", full)
                with pytest.raises(IndexFolderError, match="No space left"):
                    writer.merge()
            with pytest.raises(IndexFolderError, match="earlier error"):
                writer.add(make("y", "newer"))

    with pytest.raises(IndexFolderError, match="earlier error"):
        attempt()
    assert ids(tmp_path) == ["a"]
    assert is_tidy(tmp_path)


def test_an_error_of_the_analyzer_ends_the_writer(tmp_path, monkeypatch):
    build(tmp_path, "a")

    def attempt():
        with writing(tmp_path, ENGLISH) as writer:
            writer.add(make("y", "committed"))
            writer.commit()
            with monkeypatch.context() as patch:
                patch.setattr(Buffer, "add", lambda self, article: 1 / 0)
                with pytest.raises(ZeroDivisionError):
                    writer.add(make("z", "new"))

    with pytest.raises(IndexFolderError, match="earlier error"):
        attempt()
    assert ids(tmp_path) == ["a", "y"]


def test_a_merge_does_not_copy_damage(tmp_path):
    build(tmp_path, "a")
    build(tmp_path, "b")
    row = read_table(tmp_path).segments[0]
    path = tmp_path / row.files[0].name
    content = bytearray(path.read_bytes())
    content[64] ^= 1  # the first array begins there
    path.write_bytes(content)
    with pytest.raises(IndexDamaged, match=path.name), writing(tmp_path, ENGLISH) as writer:
        writer.merge()
    assert list(IndexReader.open(tmp_path).problems()) != []
    assert read_table(tmp_path).segments[0] == row


def test_an_exception_keeps_the_last_commit_and_nothing_else(tmp_path):
    def attempt():
        with writing(tmp_path, ENGLISH) as writer:
            writer.add(make("a", "Iran"))
            writer.commit()
            writer.add(make("b", "Iran"))
            writer.delete("a")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt()
    assert ids(tmp_path) == ["a"]
    assert is_tidy(tmp_path)


def test_nothing_new_writes_nothing(tmp_path):
    build(tmp_path, "a")
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir() if path.name != LOCK}
    with writing(tmp_path, ENGLISH) as writer:
        assert not writer.delete("nowhere")
    assert before == {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir() if path.name != LOCK}


@pytest.mark.parametrize("commits", [150, pytest.param(1000, marks=pytest.mark.slow)])
def test_many_single_commits_leave_few_segments(tmp_path, monkeypatch, commits):
    monkeypatch.setattr(commit, "synchronise", lambda path: None)
    most = 0
    for number in range(commits):
        build(tmp_path, str(number))
        most = max(most, len(read_table(tmp_path).segments))
    assert most <= 20
    assert ids(tmp_path) == [str(number) for number in range(commits)]
    reader = IndexReader.open(tmp_path)
    for number in range(commits):
        segment, article = reader.find(str(number))
        assert reader.segments[segment].facts(article).id == str(number)


def test_space_of_deleted_articles_comes_back(tmp_path):
    build(tmp_path, *map(str, range(400)))
    before = size_of(tmp_path)
    with writing(tmp_path, ENGLISH) as writer:
        for number in range(200):
            writer.delete(str(number))
    assert size_of(tmp_path) < 0.7 * before
    assert len(ids(tmp_path)) == 200
    with writing(tmp_path, ENGLISH) as writer:
        for number in range(400):
            writer.delete(str(number))
    assert read_table(tmp_path).segments == ()


def test_what_a_crash_left_is_swept_and_what_is_not_ours_stays(tmp_path):
    build(tmp_path, "a")
    for name in ("0" * 32 + ".text", "0" * 32 + ".7.deleted", "searchlib.json.next", "notes.text", "README.md"):
        (tmp_path / name).write_text("x")
    build(tmp_path, "b")
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {TABLE, LOCK, "notes.text", "README.md", *read_table(tmp_path).names}


def test_another_analyzer_is_refused(tmp_path):
    build(tmp_path, "a")
    with pytest.raises(AnalyzerError, match=r"english.*french"), writing(tmp_path, preset("french")):
        pass
    assert ids(tmp_path) == ["a"]


@pytest.mark.skipif(os.geteuid() == 0, reason="the rights of a folder do not bind root")
def test_a_folder_without_rights_to_write_opens_for_reading(tmp_path):
    build(tmp_path, "a")
    tmp_path.chmod(0o500)
    try:
        assert ids(tmp_path) == ["a"]
        with pytest.raises(IndexFolderError, match="cannot be written"):
            build(tmp_path, "b")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("error", [errno.EACCES, errno.EROFS])
def test_what_may_not_be_written_can_be_read(tmp_path, monkeypatch, error):
    build(tmp_path, "a")

    def refused(path, flags, *rest, opened=os.open, **named):
        if flags & (os.O_RDWR | os.O_WRONLY | os.O_CREAT):
            raise OSError(error, os.strerror(error))
        return opened(path, flags, *rest, **named)

    monkeypatch.setattr(os, "open", refused)
    assert ids(tmp_path) == ["a"]
    with pytest.raises(IndexFolderError, match=f"{tmp_path.name}: cannot be written"):
        build(tmp_path, "b")
    assert ids(tmp_path) == ["a"]
