"""One writer at a time; the next one waits as long as it was told to, and is told who writes."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from threading import Thread

import pytest

from searchlib.errors import IndexFolderError, IndexLocked
from searchlib.index.lock import locked
from searchlib.index.locked_writer import writing
from searchlib.index.manifest import LOCK
from searchlib.index.reader import IndexReader
from tests.index.corpora import ENGLISH, make
from tests.index.disk import build, ids

HOLDER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from searchlib.index.lock import locked
    with locked(Path(sys.argv[1]), 0):
        print("held", flush=True)
        sys.stdin.readline()
    """
)


def run(code, *arguments):
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_second_writer_waits_and_is_told_which_process_writes(tmp_path):
    with run(HOLDER, tmp_path) as process:
        assert process.stdout.readline() == "held\n"
        begun = time.monotonic()
        expected = rf"{tmp_path.name}: another process is writing to it: process {process.pid} on \S+$"
        with pytest.raises(IndexLocked, match=expected), writing(tmp_path, ENGLISH, wait=0.2):
            pass
        assert time.monotonic() - begun >= 0.2
        assert IndexReader.open(tmp_path) is None
        process.communicate("\n")
    build(tmp_path, "after")
    assert ids(tmp_path) == ["after"]


def test_a_writer_that_waits_goes_on_when_the_other_is_done(tmp_path):
    with run(HOLDER, tmp_path) as process:
        assert process.stdout.readline() == "held\n"
        thread = Thread(target=lambda: (time.sleep(0.1), process.communicate("\n")))
        thread.start()
        with writing(tmp_path, ENGLISH, wait=60) as writer:
            writer.add(make("after", "Iran"))
        thread.join()
    assert ids(tmp_path) == ["after"]


def test_the_lock_dies_with_its_process(tmp_path):
    with run(HOLDER, tmp_path) as process:
        assert process.stdout.readline() == "held\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
        build(tmp_path, "after")
    assert ids(tmp_path) == ["after"]


def test_the_lock_dies_with_its_process_though_a_forked_child_lives_on(tmp_path):
    code = HOLDER.replace(
        '    print("held"', "    child = os.fork()\n    if not child:\n        signal.pause()\n    print(child"
    ).replace("import sys", "import os, signal, sys")
    with run(code, tmp_path) as process:
        child = int(process.stdout.readline())
        try:
            with pytest.raises(IndexLocked), locked(tmp_path, 0):
                pass
            process.send_signal(signal.SIGKILL)
            process.wait()
            with locked(tmp_path, 20):  # the child may not have had its first moment yet, in which it lets go
                pass
        finally:
            os.kill(child, signal.SIGKILL)


def test_two_writers_of_one_process_exclude_each_other(tmp_path):
    with writing(tmp_path, ENGLISH), pytest.raises(IndexLocked), writing(tmp_path, ENGLISH):
        pass


def test_the_lock_is_free_after_an_error(tmp_path):
    with pytest.raises(ZeroDivisionError), locked(tmp_path, 0):
        raise ZeroDivisionError
    with locked(tmp_path, 0):
        pass
    assert (tmp_path / LOCK).read_bytes() == b"", "nobody is named who does not write"


@pytest.mark.parametrize("content", [b"", b"garbage", b"\xff\xff", b"1\n", b"x" * 10_000, b"1 " + b"2" * 10_000])
def test_what_the_locks_file_says_is_not_believed(tmp_path, content):
    with run(HOLDER, tmp_path) as process:
        process.stdout.readline()
        (tmp_path / LOCK).write_bytes(content)
        with pytest.raises(IndexLocked) as raised, locked(tmp_path, 0):
            pass
        assert len(str(raised.value)) < 500
        process.communicate("\n")


def test_a_full_disk_does_not_keep_from_writing(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with locked(tmp_path, 0), pytest.raises(IndexLocked), locked(tmp_path, 0):
            pass


def test_a_folder_that_is_gone_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("pathlib.Path.mkdir", lambda *_, **__: None)
    with pytest.raises(IndexFolderError, match="nowhere: cannot be written"), writing(tmp_path / "nowhere", ENGLISH):
        pass
