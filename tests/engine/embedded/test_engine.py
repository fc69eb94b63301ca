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


LINES = (
    "The inspectors found that the muni-\ncipality had not paid the con-\ntractor for the water-proof roof, and\n"
    "the well-\nknown firm of D. K. Kim paid 3\u202f456\u202f678 crowns. Pre-\nand post-war courts.\n"
)


def test_words_in_pieces_are_found_whole(index, tmp_path):
    (tmp_path / "D. K. Kim").mkdir()
    (tmp_path / "D. K. Kim" / "a.txt").write_text(LINES, encoding="utf-8")
    index.add(searchlib.read(tmp_path))
    questions = [
        "municipality",
        '"the municipality had"',
        '"the muni-\ncipality had not"',
        "munici*",
        "NEAR(contractor paid, 1)",
        "SENTENCE(contractor municipality)",
        "well-known",
        "wellknown",
        "+well +known",
        '"well-known firm"',
        '"D.K. Kim"',
        '"D. Kim"',
        "+D. +K. +Kim",
        "3456678",
        "3\u202f456\u202f678",
        "3,456,678",
        '"paid 3\u00a0456\u00a0678 crowns"',
        'kim source:"D. K. Kim/a.txt"',
        '"pre and post-war"',
    ]
    missed = [question for question in questions if not index.search(question).hits]
    assert missed == []
    assert not index.search("preand").hits
    (hit,) = index.search('"the municipality had" contractor').hits
    marked = [hit.passage.text[start:end] for start, end in hit.spans]
    assert marked == ["the", "muni-\u00adcipality", "had", "con-\u00adtractor"]
    assert index.get(hit.passage.article.id).text == LINES
