"""Engines are known by the scheme of a path; whatever has none is a folder."""

import subprocess
import sys
from pathlib import Path

import pytest

import searchlib
from searchlib import engine as engines
from searchlib.engine.base import OpenOptions
from searchlib.errors import InvalidRequest


@pytest.fixture
def opened(monkeypatch):
    """What was opened under the scheme ``shelf``."""
    calls = []
    monkeypatch.setattr(engines, "_OPENERS", {})
    engines.register("Shelf", lambda path, options: calls.append((path, options)) or "the engine")
    return calls


def test_a_path_with_a_scheme_is_opened_by_its_engine(opened):
    options = OpenOptions(create=False)
    assert engines.open_engine("shelf://upper/left", options) == "the engine"
    assert engines.open_engine("SHELF://", options) == "the engine"
    assert opened == [("shelf://upper/left", options), ("SHELF://", options)]


def test_the_options_of_open_reach_the_engine(opened):
    searchlib.open("shelf://a", create=False, memory=9, workers=2, wait=1.5, analyzer="french")
    ((_, options),) = opened
    assert (options.create, options.memory, options.workers, options.wait) == (False, 9, 2, 1.5)
    assert options.analyzer.name == "french"


@pytest.mark.parametrize("name", ["a folder", "C:", "c:\\news", "C://news", "here/shelf://upper", "shelf:upper"])
def test_what_has_no_scheme_is_a_folder(opened, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with searchlib.open(name) as index:
        index.add([searchlib.from_text("Iran", id="a")])
    assert opened == []
    assert any(tmp_path.rglob("*.postings"))


def test_a_scheme_that_nobody_knows_is_refused_and_those_known_are_named(opened):
    with pytest.raises(InvalidRequest, match=r"no engine for opensearch://.*a folder, shelf://"):
        searchlib.open("opensearch://host:9200/news")


@pytest.mark.parametrize("scheme", ["", "c", "a b", "9p", "shelf://"])
def test_a_scheme_has_two_letters_or_more(scheme):
    with pytest.raises(InvalidRequest, match="two letters"):
        engines.register(scheme, lambda path, options: None)


WITHOUT_ARRAYS = """
import sys, searchlib, tests.engine.brute_engine
with searchlib.open("list://here") as index:
    index.add([searchlib.from_text("Talks with Iran.\\n\\nThe embassy in Iran was closed.", id="a", title="Iran")])
    for typed in ["embas* iran", "NEAR(clos* iran, 3)", "/embass(y|ies)/", "embasy", "iran AND nothing"]:
        results = index.search(typed, expand="section")
        results.help, results.did_you_mean, index.search(typed, group="article", sort="newest").hits
        [(hit.spans, hit.matches, hit.title_matches, hit.expanded, hit.explain()) for hit in results]
print(*[name for name in sys.modules if name.startswith(("searchlib.index", "searchlib.engine."))])
"""


def test_an_engine_of_its_own_needs_nothing_of_the_embedded_one():
    """Hits, pages, surroundings, explanations and advice come from the protocol alone."""
    command = [sys.executable, "-c", WITHOUT_ARRAYS]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2])
    loaded = done.stdout.split()
    assert "searchlib.engine.hits" in loaded
    assert "searchlib.engine.advice.sentence" in loaded
    inner = ("searchlib.index", "searchlib.engine.execution", "searchlib.engine.embedded")
    assert [name for name in loaded if name.startswith(inner)] == []
