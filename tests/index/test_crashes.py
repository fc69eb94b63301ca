"""A crash at any instant, a full disk, a lost machine: the last commit stays, whole, and the next one tidies up."""

import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import suppress

import pytest

from searchlib.errors import IndexFolderError
from searchlib.index.format import spool
from searchlib.index.locked_writer import writing
from searchlib.index.manifest import TABLE, read_table
from searchlib.index.reader import IndexReader
from tests.index.corpora import ENGLISH, make
from tests.index.disk import Fault, Kills, PowerLoss, build, chance, ids, is_tidy, names

OLD, NEW = ["a", "b", "c", "d"], ["a", "d", "b", "z"]


def change(folder):
    """A commit that replaces, deletes, adds and merges."""
    with writing(folder, ENGLISH) as writer:
        writer.add(make("b", "replaced"))
        writer.delete("c")
        writer.add(make("z", "new " * 3000))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An index of two segments, in one of them a deleted article; long arrays wait in files when they are written."""
    monkeypatch.setattr(spool, "_IN_MEMORY", 500)
    monkeypatch.setattr(os, "fsync", lambda file: None)  # what it would wait for does not matter here, the call does
    build(tmp_path / "index", *map(str, range(600)))
    build(tmp_path / "index", "a", "b", "c", "x")
    with writing(tmp_path / "index", ENGLISH) as writer:
        for name in map(str, range(600)):
            writer.delete(name)
        writer.merge()
        writer.delete("x")
    build(tmp_path / "index", "d")
    assert ids(tmp_path / "index") == OLD
    assert len(read_table(tmp_path / "index").segments) == 2
    return tmp_path / "index"


def trial(folder, number):
    """A copy of the folder in which something may go wrong."""
    return shutil.copytree(folder, folder.with_name(str(number)))


@pytest.mark.parametrize(("error", "late"), [(errno.ENOSPC, False), (errno.EIO, True)], ids=["full", "broken"])
def test_an_error_of_any_call_leaves_the_old_commit_or_the_new_one(folder, error, late):
    at, seen, refused = 1, set(), 0
    while True:
        each = trial(folder, at)
        with pytest.MonkeyPatch.context() as patch:
            fault = Fault(patch, at, error, late)
            try:
                change(each)
            except IndexFolderError as raised:
                refused += 1
                names(raised, each)
        assert ids(each) in (OLD, NEW)
        seen.add(tuple(ids(each)))
        change(each)
        assert ids(each) == NEW
        assert is_tidy(each), "nothing of the failed commit is left"
        shutil.rmtree(each)
        if fault.count < at:
            break
        at += 1
    assert at > 40
    assert refused > 25
    assert len(seen) == 2


def test_a_process_killed_before_any_call_leaves_the_old_commit_or_the_new_one(folder, tmp_path):
    states = tmp_path / "states"
    with pytest.MonkeyPatch.context() as patch:
        Kills(patch, folder, states)
        change(folder)
    seen = []
    for state in sorted(states.iterdir()):
        assert ids(state) in (OLD, NEW), state.name
        seen.append(ids(state) == NEW)
        change(state)
        assert ids(state) == NEW
        assert is_tidy(state)
        shutil.rmtree(state)
    assert len(seen) > 40
    assert seen == sorted(seen), "first the old commit, then the new one"
    assert len(set(seen)) == 2


def test_a_machine_that_stops_before_any_call_leaves_the_old_commit_or_the_new_one(folder, tmp_path):
    states = tmp_path / "states"
    states.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        loss = PowerLoss(patch, folder, states)
        change(folder)
    check_states(states, loss)


def test_what_a_failed_commit_left_is_taken_away_only_when_the_new_table_is_on_the_disk(folder, tmp_path):
    states = tmp_path / "states"
    states.mkdir()

    class Failing(PowerLoss):
        """The folder cannot be synchronised once, just after the table was renamed."""

        def before(self, name, arguments):
            super().before(name, arguments)
            if name == "fsync" and self.told[-2][0] == "replace":
                raise OSError(errno.EIO, "Input/output error")

    with pytest.MonkeyPatch.context() as patch:
        loss = Failing(patch, folder, states)
        with pytest.raises(IndexFolderError, match="Input/output error"):
            change(folder)
    check_states(states, loss)
    assert is_tidy(folder)


def check_states(states, loss):
    assert loss.count > 40
    seen = set()
    for state in sorted(states.iterdir()):
        found = ids(state)
        assert found in (OLD, NEW), state.name
        seen.add(tuple(found))
        shutil.rmtree(state)
    assert len(seen) == 2


def test_a_commit_goes_to_the_disk_files_first_then_names_then_the_table(folder, tmp_path):
    states = tmp_path / "states"
    states.mkdir()
    before = read_table(folder).names
    with pytest.MonkeyPatch.context() as patch:
        loss = PowerLoss(patch, folder, states)
        change(folder)
    after = read_table(folder).names
    replaced = loss.told.index(("replace", f"{TABLE}.next", TABLE))
    opened = [names[0] for call, *names in loss.told[:replaced] if call == "open" and names]
    assert opened[-1] == f"{TABLE}.next"
    assert {name for name in opened if name in after - before} == after - before, "new files come first"
    last = max(number for number, (call, *_) in enumerate(loss.told) if call == "open" and number < replaced)
    assert [call for call, *_ in loss.told[last : replaced + 3]] == [
        "open",
        "write",
        "fsync",
        "replace",
        "open",
        "fsync",
    ]
    assert loss.told[last - 2 : last] == [("open", folder.name), ("fsync",)]
    removed = {names[0]: number for number, (call, *names) in enumerate(loss.told) if call == "unlink"}
    assert set(removed) >= before - after
    assert all(number > replaced + 2 for name, number in removed.items() if name in before)


def test_a_full_disk_at_any_size_leaves_the_old_commit(folder):
    largest = max(path.stat().st_size for path in folder.iterdir())
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for size in [*range(0, largest, largest // 12), 9 * largest]:
        each = trial(folder, size)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            change(each)
            full = False
        except IndexFolderError as error:
            full = True
            names(error, each, "File too large")
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert ids(each) == (OLD if full else NEW)
        change(each)
        assert ids(each) == NEW
        assert is_tidy(each)
    assert not full


def test_a_first_commit_that_fails_leaves_an_empty_index_or_none(tmp_path, monkeypatch):
    at = 1
    while True:
        folder = tmp_path / str(at)
        folder.mkdir()
        with pytest.MonkeyPatch.context() as patch:
            fault = Fault(patch, at, errno.ENOSPC, False)
            with suppress(IndexFolderError):
                build(folder, "a")
        assert IndexReader.open(folder) is None or ids(folder) in ([], ["a"])
        build(folder, "a")
        assert ids(folder) == ["a"]
        assert is_tidy(folder)
        if fault.count < at:
            break
        at += 1


# --- a process that is killed ---------------------------------------------------------------------------------------

WRITER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from searchlib.index.locked_writer import writing
    from tests.index.corpora import ENGLISH, make
    folder, first = Path(sys.argv[1]), int(sys.argv[2])
    for number in range(first, 10**6):
        with writing(folder, ENGLISH) as writer:
            writer.add(make(str(number), f"Iran and embassy number {number}"))
            if number % 3 == 2:
                writer.delete(str(number - 1))
        print(number, flush=True)
    """
)


def left_by(last):
    """The ids that the writer leaves that was killed after its commit number ``last``."""
    return [str(number) for number in range(last + 1) if not (number % 3 == 1 and number < last)]


@pytest.mark.parametrize("kills", [4, pytest.param(80, marks=pytest.mark.slow)])
def test_a_writer_killed_at_a_random_instant_leaves_what_it_committed(tmp_path, kills):
    choices, last = chance(), -1
    for _ in range(kills):
        command = [sys.executable, "-c", WRITER, str(tmp_path), str(last + 1)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            told = [process.stdout.readline()]
            time.sleep(choices.uniform(0, 0.1))
            process.send_signal(signal.SIGKILL)
            told += process.stdout.readlines()
        last = max(last, *(int(line) for line in told if line.endswith("\n")))
        found = ids(tmp_path)
        assert found in (left_by(last), left_by(last + 1)), "one commit more than it told may have been made"
        last += found == left_by(last + 1)
    build(tmp_path, "end")
    assert ids(tmp_path) == [*left_by(last), "end"]
    assert is_tidy(tmp_path)
