"""What the README shows is what happens: its Python runs, and its answer is the command's."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import searchlib

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CAPITALS = {"ARCHITECTURE", "BEFORE", "CHANGELOG", "CONTRIBUTING", "LICENSE", "README", "SENTENCE"}


@pytest.fixture
def checkout(tmp_path):
    """A copy of what the README's reader has: seeds, and an index folder with nothing in it."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "index").mkdir()
    return tmp_path


def python(folder, *arguments, **options):
    """What Python prints in ``folder``."""
    unwanted = ("SEARCHLIB_INDEX", "FORCE_COLOR")
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment |= {"PYTHONPATH": str(ROOT), "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, *arguments]
    result = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", **options)
    assert result.returncode == 0, result.stderr
    return result.stdout


def block(start):
    """The first block of code after ``start``."""
    return README.partition(start)[2].partition("\n")[2].partition("```")[0]


def test_the_answer_is_what_the_command_prints_first(checkout):
    shown = block("prints first:\n\n```")
    assert "**Embassy**" in shown
    printed = python(checkout, "-m", "searchlib", "query", "embassy iran")
    assert printed[: len(shown)] == shown


def test_the_python_example_prints_hits_with_place_spans_and_snippet(checkout):
    printed = python(checkout, "-", input=block("## From Python\n\n```python")).splitlines()
    assert re.fullmatch(r"\d+\.\d+ Azerbaijan’s National .* / Foreign Relations and Concerns", printed[0])
    assert re.fullmatch(r"seeds/000_\w+\.txt:15 \(\(\d+, \d+\), \(\d+, \d+\)\)", printed[1])
    assert "its **Embassy** in **Iran**" in printed[2]
    assert len(printed) % 3 == 0


def test_the_example_of_rows_prints_a_line_a_hit(checkout):
    code = "import searchlib\n" + block("alone or among articles:\n\n```python")
    summary, line = python(checkout, "-", input=code).splitlines()
    assert summary == "passage 1 of 1"
    assert re.fullmatch(r" +1\. \d\.\d\d  Talks  5  The embassy was closed\.", line)


def test_every_example_command_names_what_exists():
    commands = re.findall(r"python -m searchlib (\w+)", README)
    assert set(commands) == {"check", "index", "query", "show", "suggest"}
    for link in re.findall(r"\]\(([\w./-]+)\)", README):
        assert (ROOT / link).exists()


@pytest.mark.parametrize(
    ("called", "is_of"),
    [("searchlib", searchlib), ("index", searchlib.Index), ("results", searchlib.Results), ("hit", searchlib.Hit)],
)
def test_every_name_that_is_told_is_there(called, is_of):
    names = set(re.findall(rf"(?<![\w/.]){called}\.([A-Za-z_]+)", README))
    assert len(names) > 2
    assert names - {*dir(is_of), *getattr(is_of, "__annotations__", ())} == set()


def test_no_word_waits_to_be_replaced():
    words = set(re.findall(r"\b[A-Z]{5,}\b", README))
    assert words - CAPITALS == set()
    assert not re.search(r"\b(?:TODO|TBD|XXX|FIXME)\b", README)
