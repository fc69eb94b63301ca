"""What only a process of its own shows: the exit status, closed pipes, interruptions, terminals."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = [sys.executable, "-m", "searchlib"]


@pytest.fixture
def environment():
    return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "80"}


def test_a_reader_that_has_seen_enough_is_no_error(library, environment):
    command = [*PYTHON, "query", "embassy", "--jsonl", "--index", str(library / "index")]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 0


def test_an_output_that_cannot_show_a_character_shows_another(library, environment):
    command = [*PYTHON, "query", "embassy", "roses", "--index", str(library / "index")]
    result = subprocess.run(command, env={**environment, "PYTHONIOENCODING": "ascii"}, capture_output=True, check=True)
    assert b"\n1?4 of 4 passages\n" in result.stdout
    assert result.stderr == b""


def test_bytes_that_are_no_text_are_words_like_others(library, environment):
    command = [*PYTHON, "query", b"caf\xe9", "--index", str(library / "index")]
    result = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (1, b"searchlib: nothing found\n")


def test_an_output_that_was_closed_is_no_error(library, environment):
    command = f"{sys.executable} -m searchlib list --index '{library / 'index'}' >&-"
    result = subprocess.run(command, shell=True, env=environment, stderr=subprocess.PIPE, check=False)
    assert (result.returncode, result.stderr) == (0, b"")


# The command line, which says when it begins to read its standard input.
_READING = """
import signal
import sys
from searchlib.cli.group import group
from searchlib.source import walk

opened = walk._open_standard_input
walk._open_standard_input = lambda *given: print("ready", flush=True) or opened(*given)
signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts in the background ignores it
group.main(sys.argv[1:])
"""


def test_interrupting_index_says_what_is_kept(tmp_path, environment):
    command = [sys.executable, "-c", _READING, "index", "-", "--index", str(tmp_path / "index")]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, stderr=pipe)
    assert process.stdout.readline() == b"ready\n"
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.startswith(b"searchlib: interrupted")
    assert b"Traceback" not in told


def test_a_terminal_gets_colour_and_a_progress_bar(tmp_path, environment):
    pty = pytest.importorskip("pty")
    (tmp_path / "a.txt").write_text("The lighthouse keeper wrote a letter to his sister.", encoding="utf-8")
    environment = {name: value for name, value in environment.items() if name not in ("NO_COLOR", "CI")}
    environment |= {"TERM": "xterm", "SEARCHLIB_INDEX": str(tmp_path / "index")}

    def on_a_terminal(*arguments):
        ours, theirs = pty.openpty()
        process = subprocess.Popen([*PYTHON, *arguments], env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
        os.close(ours)
        return process.wait(60), shown

    status, shown = on_a_terminal("index", str(tmp_path / "a.txt"))
    assert status == 0
    assert b"1 articles" in shown
    assert b"added 1" in shown
    assert b"\x1b[1;33mlighthouse\x1b[0m" in on_a_terminal("query", "lighthouse")[1]


def _read(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # Linux: the other side was closed
        return b""
