"""Who asks for words that the index knows loads nothing that the answer does not need."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import searchlib

PROGRAM = """
import sys, searchlib
index = searchlib.open(sys.argv[1], create=False)
print([hit.html() for hit in index.search(sys.argv[2])])
print(*sorted(name for name in sys.modules if name in sys.argv[3:]))
"""
UNNEEDED = [
    "nltk",
    "searchlib.source",
    "searchlib.index.locked_writer",
    "searchlib.index.whoosh",
    "searchlib.help",
    "searchlib.suggestions",
    "searchlib.highlight.attribution",
    "searchlib.highlight.extract",
    "searchlib.engine.advice.spelling",
    "searchlib.engine.advice.diagnosis",
    "searchlib.engine.advice.sentence",
    "searchlib.engine.article_groups",
    "searchlib.engine.collector",
    "searchlib.engine.reranker",
    "searchlib.engine.embedded.suggest",
    "click",
    "multiprocessing",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lean") / "index"
    with searchlib.open(folder) as index:
        index.add([searchlib.from_text("The ministers are closing several embassies nationally.", id="a")])
    return folder


def ask(folder, question):
    command = [sys.executable, "-c", PROGRAM, str(folder), question, *UNNEEDED]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


@pytest.mark.parametrize("question", ["closing embassies", '"several embassies"', "+ministers +nationally"])
def test_known_words_load_no_stemmer_and_nothing_that_reads_or_writes(folder, question):
    answer, loaded = ask(folder, question)
    assert "<mark>" in answer
    assert loaded == ""


def test_a_word_that_is_new_to_the_index_loads_the_stemmer(folder):
    answer, loaded = ask(folder, "embassies negotiating")
    assert "<mark>embassies</mark>" in answer
    assert loaded == "nltk"


SEEDS = Path(__file__).parents[1] / "seeds"
QUESTION = "embassy iran"  # the README's


@pytest.fixture(scope="module")
def titled(tmp_path_factory):
    """An article whose title and heading have words that its text has not."""
    place = tmp_path_factory.mktemp("lean")
    (place / "a.md").write_text("# Negotiating ministries\n\n## Unexpected delays\n\nThe embassies are closing.\n")
    with searchlib.open(place / "index") as index:
        index.add(searchlib.read(place / "a.md"))
        (hit,) = index.search("embassies")
        assert (hit.passage.article.title, hit.passage.heading) == ("Negotiating ministries", "Unexpected delays")
    return place / "index"


@pytest.fixture(scope="module")
def seeded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lean") / "seeds"
    with searchlib.open(folder) as index:
        index.add(searchlib.read(SEEDS))
    return folder


def typed(folder, question):
    """What the command line prints, and the top packages that it imports for that."""
    command = [sys.executable, "-X", "importtime", "-m", "searchlib", "query", "--index", str(folder), question]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout, set(re.findall(r"\| +([a-z]\w*)(?:\.\w+)*$", done.stderr, re.MULTILINE))


def test_the_command_line_knows_the_stems_of_titles_and_headings(titled):
    answer, packages = typed(titled, "negotiating embassies unexpected")
    assert "Negotiating" in answer
    assert {"searchlib", "click"} <= packages
    assert "nltk" not in packages


def test_the_question_of_the_readme_loads_no_stemmer(seeded):
    answer, packages = typed(seeded, QUESTION)
    assert "**Embassy** in **Iran**" in answer
    assert "nltk" not in packages


def test_a_word_that_is_new_to_the_index_loads_the_stemmer_on_the_command_line_too(titled):
    assert "nltk" in typed(titled, "embassies parliaments")[1]
