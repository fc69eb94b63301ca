"""Who asks for words that the index knows loads nothing that the answer does not need."""

import subprocess
import sys

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
