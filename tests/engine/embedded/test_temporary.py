"""The index of ``:memory:``."""

import gc
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

import searchlib
from searchlib.errors import IndexDamaged, IndexFolderError, IndexLocked, NotAnIndex, NotFound
from searchlib.index.manifest import TABLE

ARTICLES = [{"id": number, "text": f"Iran and {number} embassies"} for number in range(5)]


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Where temporary folders are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_does_what_an_index_does_and_is_gone_when_closed(place):
    with searchlib.open(":memory:") as index:
        assert len(index.search("iran")) == 0
        assert index.add(ARTICLES).added == 5
        hits = index.search("iran embassies", limit=3).hits
        assert index.check() == ()
        assert (index.stats().articles, index.stats().size > 0) == (5, True)
        assert index.delete(["3"]) == 1
        assert index.add(ARTICLES).added == 1
        assert [entry.parent for entry in place.rglob(TABLE)] == list(place.iterdir())
    assert list(place.iterdir()) == []
    assert "Iran" in hits[0].passage.text
    assert hits[0].html().count("<mark>") == 2
    index.close()


def test_two_of_them_are_two_indexes(place):
    with searchlib.open(":memory:") as one, searchlib.open(":memory:") as other:
        one.add(ARTICLES)
        assert (len(one), len(other), len(list(place.iterdir()))) == (5, 0, 2)


def test_it_is_gone_when_nobody_holds_it(place):
    index = searchlib.open(":memory:")
    index.add(ARTICLES)
    results = index.search("iran")
    del index
    gc.collect()
    assert "Iran" in results[0].passage.text
    del results
    gc.collect()
    assert list(place.iterdir()) == []


def test_it_is_gone_at_the_end_of_python_and_outlives_a_forked_child(tmp_path):
    code = """
import os, sys, searchlib
index = searchlib.open(":memory:")
index.add([{"id": 1, "text": "Iran"}])
if hasattr(os, "fork"):
    child = os.fork()
    if not child:
        sys.exit()
    os.waitpid(child, 0)
index.refresh()
print(len(index.search("iran")), len(os.listdir(os.environ["TMPDIR"])), index.check())
"""
    environment = os.environ | dict.fromkeys(["TMPDIR", "TEMP", "TMP"], str(tmp_path))
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[0] == "1 1 ()"
    assert list(tmp_path.iterdir()) == []


def test_its_folder_is_not_told(place):
    def articles():
        yield searchlib.from_text("Iran")
        with pytest.raises(IndexLocked, match=r"^:memory:: this process"):
            index.delete(["0"])

    with pytest.raises(NotAnIndex, match=r"^:memory:: there is no index$"):
        searchlib.open(":memory:", create=False)
    assert list(place.iterdir()) == []
    index = searchlib.open(":memory:")
    with pytest.raises(NotAnIndex, match=r"^:memory:: there is no index yet"):
        index.searcher()
    index.add(ARTICLES)
    index.add(articles())
    with pytest.raises(NotFound) as missing:
        index.get("none")
    (folder,) = place.iterdir()
    for file in folder.iterdir():
        if file.stat().st_size and file.name != TABLE:
            content = bytearray(file.read_bytes())
            content[len(content) // 2] ^= 0xFF
            file.write_bytes(content)
    problems = index.check()
    (folder / TABLE).write_text("{}")
    with pytest.raises(IndexDamaged, match=f"^:memory:/{TABLE}: ") as damaged:
        index.refresh()
    told = [*problems, str(missing.value), str(damaged.value)]
    assert problems
    assert not [each for each in told if str(place) in each]
    index.close()


def test_where_no_temporary_folder_can_be_made_it_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    with pytest.raises(IndexFolderError, match=r"^:memory:: no temporary folder: No such file"):
        searchlib.open(":memory:")


def test_several_processes_fill_it(place):
    with searchlib.open(":memory:", workers=2) as index:
        assert index.add(ARTICLES).added == 5
        assert index.search("iran", count=True).total == 5
    assert list(place.iterdir()) == []


def test_a_folder_of_that_name_can_be_named_nevertheless(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with searchlib.open("./:memory:") as index:
        index.add(ARTICLES)
    assert Path(":memory:").is_dir()
