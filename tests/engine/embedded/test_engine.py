"""What the engine in a folder promises beside the contract: what lies on disk, and which files are held."""

from pathlib import Path

import pytest

import searchlib
from tests.engine.test_contract import article

DESCRIPTORS = Path("/proc/self/fd")


@pytest.fixture
def index(tmp_path):
    with searchlib.open(tmp_path / "index") as opened:
        yield opened


def test_adding_nothing_writes_nothing(index, tmp_path):
    assert index.add([]).added == 0
    assert not (tmp_path / "index").exists()


@pytest.mark.skipif(not DESCRIPTORS.exists(), reason="descriptors are counted in /proc")
def test_who_commits_and_searches_holds_the_files_of_one_commit(index, tmp_path):
    counts = []
    with searchlib.open(tmp_path / "index") as other:
        for number in range(300):
            index.add([article(str(number % 7), f"iran talks {number}")])
            assert index.search(f"talks {number}", ranking="bm25" if number % 2 else "burst").hits
            if number % 3 != 1:
                other.refresh()
            assert other.search("iran").hits
            if number % 5 == 0:
                assert index.delete([str(number % 7)]) == 1
            counts.append(len(list(DESCRIPTORS.iterdir())))
    assert max(counts[50:]) <= max(counts[:50]) + 10, counts
