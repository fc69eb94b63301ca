import subprocess
import sys
import textwrap

import pytest

import searchlib
from searchlib.errors import IndexFolderError, IndexLocked
from searchlib.index import writer


def articles(*ids):
    return [searchlib.from_text(f"Iran and embassy number {name}", id=name) for name in ids]


def test_a_second_writer_is_told_that_another_one_writes(tmp_path):
    holder = textwrap.dedent(
        """
        import sys, searchlib
        def slowly():
            yield searchlib.from_text("Iran", id="one")
            print("writing", flush=True)
            sys.stdin.readline()
        searchlib.open(sys.argv[1]).add(slowly())
        """
    )
    process = subprocess.Popen(
        [sys.executable, "-c", holder, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process, searchlib.open(tmp_path / ".." / tmp_path.name) as index:
        assert process.stdout.readline() == "writing\n"
        index.refresh()
        with pytest.raises(IndexLocked, match="another process"):
            index.add(articles("two"))
        process.communicate("\n")
        index.refresh()
        assert index.add(articles("two")).added == 1
        assert len(index) == 2


def test_long_adds_are_committed_on_the_way_and_an_interruption_keeps_those(tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "COMMIT_CHARACTERS", 50)
    told = []

    def interrupted():
        yield from articles("a", "b", "c")
        raise KeyboardInterrupt

    with searchlib.open(tmp_path) as index:
        with pytest.raises(KeyboardInterrupt):
            index.add(interrupted(), progress=told.append)
        assert told[-1].committed == 2
        assert [facts.id for facts in index.articles()] == ["a", "b"]
        assert index.add(articles("a", "b", "c")).unchanged == 2


def test_a_folder_that_cannot_be_written_is_an_error_in_our_words(tmp_path, monkeypatch):
    with searchlib.open(tmp_path) as index:
        index.add(articles("a"))

        def full(*_, **__):
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(writer, "SegmentWriter", full)
            with pytest.raises(IndexFolderError, match="No space left"):
                index.add(articles("b"))
        assert [facts.id for facts in index.articles()] == ["a"]


def test_an_index_on_a_read_only_folder_is_searched_and_not_written(tmp_path, monkeypatch):
    with searchlib.open(tmp_path) as index:
        index.add(articles("a"))

    class ReadOnly(writer.FileStorage):
        def lock(self, name):
            raise PermissionError(13, "Permission denied", name)

    monkeypatch.setattr(writer, "FileStorage", ReadOnly)
    with searchlib.open(tmp_path, create=False) as index:
        assert len(index.search("embassy")) == 1
        with pytest.raises(IndexFolderError, match="cannot be written: Permission denied"):
            index.add(articles("b"))
        with pytest.raises(IndexFolderError, match="cannot be written"):
            index.delete(["a"])
        assert len(index) == 1


def test_nothing_new_writes_nothing(tmp_path):
    with searchlib.open(tmp_path) as index:
        index.add(articles("a"))
        before = {path.name for path in tmp_path.iterdir()}
        assert index.add(articles("a")).unchanged == 1
        assert {path.name for path in tmp_path.iterdir() if path.suffix != ".tmp"} == before
