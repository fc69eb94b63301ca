"""A user's own synonyms: read from a file or a mapping, used for bare words."""

import pytest

import searchlib
from searchlib.analysis import preset
from searchlib.errors import InvalidRequest
from searchlib.query import read
from searchlib.query.queries import DisjunctionMax, Phrase, Term
from searchlib.query.synonyms import Synonyms, rules_of

ENGLISH = preset("english")


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "synonyms.txt"
    path.write_text("# vehicles\ncar, automobile, motor car\n\ntv => television  # one way\n", encoding="utf-8")
    return path


def asked(typed, rules):
    return read(typed, ENGLISH, synonyms=Synonyms.of(rules, ENGLISH))


def test_a_word_or_its_synonyms_count_once(listed):
    question = asked("cars", rules_of(listed))
    assert isinstance(question.tree, DisjunctionMax)
    assert question.tree.subqueries == [
        Term("passage", "car"),
        Term("passage", "automobil"),
        Phrase("text", ["motor", "car"]),
    ]
    assert question.understood == "cars"
    assert question.reading == "passages with cars or automobile or motor car"


def test_an_arrow_goes_one_way(listed):
    assert isinstance(asked("tv", rules_of(listed)).tree, DisjunctionMax)
    assert asked("television", rules_of(listed)).tree == Term("passage", "televis")


def test_several_words_have_synonyms_together(listed):
    assert "automobile" in asked("motor car", rules_of(listed)).reading
    assert "automobile" not in asked("motor boats", rules_of(listed)).reading


@pytest.mark.parametrize("typed", ['"car"', "title:car", "iran -car", "car*"])
def test_only_bare_words_have_synonyms(listed, typed):
    assert asked(typed, rules_of(listed)).tree == read(typed, ENGLISH).tree


@pytest.mark.parametrize("line", ["car", "car,", "a => b => c", "=> b", "a =>", "car,,automobile"])
def test_a_line_that_is_no_list_is_named(tmp_path, line):
    path = tmp_path / "mine.txt"
    path.write_text(f"a, b\n{line}\n", encoding="utf-8")
    with pytest.raises(InvalidRequest, match=r"mine\.txt, line 2"):
        rules_of(path)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(InvalidRequest, match="nowhere"):
        searchlib.open(tmp_path / "index", synonyms=tmp_path / "nowhere")
    (tmp_path / "latin").write_bytes(b"caf\xe9, bar")
    with pytest.raises(InvalidRequest, match="latin"):
        rules_of(tmp_path / "latin")


def test_an_open_index_answers_with_them(tmp_path):
    mapping = {"tv": "television", "car": ["automobile", "motor car"]}
    with searchlib.open(tmp_path / "index", synonyms=mapping) as index:
        index.add([searchlib.from_text(text, id=text) for text in ("an automobile", "a motor car", "a television")])
        assert {hit.passage.text for hit in index.search("car")} == {"an automobile", "a motor car"}
        hit = index.search("tv")[0]
        assert hit.html() == "a <mark>television</mark>"
        assert hit.explain().value == pytest.approx(hit.score, rel=1e-5)
        assert {hit.passage.text for hit in index.search("+car -motor")} == {"an automobile"}
