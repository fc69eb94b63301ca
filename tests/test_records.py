import io
import json
import re
from pathlib import Path

import pytest

from searchlib.highlight.formatter import Match
from searchlib.records import (
    Shown,
    article_record,
    facts_record,
    hit_record,
    suggestions_record,
    to_json,
)
from searchlib.results import Results
from searchlib.suggestions import Completion, Suggestions, TitleCompletion
from tests.cli.values import TEXT, article, hit, hit_with_text

DOCUMENT = Path(__file__).parents[1] / "docs" / "json.md"


def documented_fields(heading):
    section = DOCUMENT.read_text(encoding="utf-8").split(f"## {heading}")[1].split("\n## ")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def test_a_hit_has_the_fields_that_the_documentation_promises():
    record = hit_record(hit(around=1), 1, Shown(context=True, explanation=True)) | hit_record(hit(around="article"), 1)
    assert set(record) == documented_fields("A hit")
    assert set(record["source"]) == documented_fields("A source")


def test_the_answer_has_the_fields_that_the_documentation_promises():
    record = Results((hit(),), None, ("w",), "u", "r").to_dict()
    assert set(record) == documented_fields("`query --json`")
    assert record["total"] is None
    assert record["warnings"] == ["w"]


def test_an_article_has_the_fields_that_the_documentation_promises():
    assert set(article_record(article())) == documented_fields("`show --json`") | set(facts_record(article().facts))


def test_a_made_title_is_told():
    assert [hit_record(hit(title_is_made=made), 1)["title_is_made"] for made in (True, False)] == [True, False]
    assert article_record(article(title_is_made=True))["title_is_made"] is True


def test_a_hit_can_be_found_again_in_the_article():
    record = hit_record(hit(), 3)
    assert record["rank"] == 3
    assert TEXT[record["start"] : record["end"]] == record["text"]
    assert [record["text"][start:end] for start, end in record["spans"]] == ["embassy", "Iran"]
    assert record["source"]["place"] == "news/vienna.txt:5"
    assert record["metadata"] == {"desk": "abroad", "seen": "2024-01-06"}
    assert "context" not in record


def test_a_marked_word_names_the_part_of_the_question_that_marked_it():
    matches = (Match(4, 11, "embassy"), Match(15, 19, '"iran"'))
    record = hit_record(hit(above=((), (), matches, (Match(9, 15, "vienna"),), (Match(4, 11, "closure"),))), 1)
    assert record["matches"] == [
        {"start": 4, "end": 11, "part": "embassy"},
        {"start": 15, "end": 19, "part": '"iran"'},
    ]
    assert record["title_matches"] == [{"start": 9, "end": 15, "part": "vienna"}]
    assert record["heading_matches"] == [{"start": 4, "end": 11, "part": "closure"}]
    assert set(record["matches"][0]) == documented_fields("A match")
    assert list(record).index("matches") == list(record).index("spans") + 1


def test_context_holds_the_paragraphs_around():
    context = hit_record(hit(around=1), 1, Shown(context=True))["context"]
    assert [p["text"] for p in context["before"]] == ["The first paragraph."]
    assert [p["paragraph"] for p in context["after"]] == [3]


def test_what_was_expanded_is_there_whole_with_its_spans():
    record = hit_record(hit(around="article"), 1)
    assert [(each["paragraph"], each["spans"]) for each in record["expanded"]] == [
        (1, []),
        (2, [[4, 11], [15, 19]]),
        (3, []),
    ]
    assert "context" not in record


def test_copies_and_other_passages_are_passages_themselves():
    record = hit_record(hit(copies=[hit()], others=[hit(number=1, spans=())]), 1)
    assert [each["paragraph"] for each in (*record["copies"], *record["others"])] == [2, 1]
    assert set(record["copies"][0]) == set(record) - {"rank", "copies", "others"}


def test_suggestions_have_the_fields_that_the_documentation_promises():
    word, title = Completion("embassy", 3, "the embassy"), TitleCompletion("a", "Embassies")
    record = suggestions_record(Suggestions((word,), (title,)), "the emb")
    assert set(record) == documented_fields("`suggest --json`")
    assert record["words"] == [{"word": "embassy", "occurrences": 3, "query": "the embassy"}]
    assert record["titles"] == [{"id": "a", "title": "Embassies"}]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_json_has_no_number_for_is_null(number):
    record = hit_record(hit(score=number, metadata={"n": number}), 1)
    assert record["score"] is None
    assert json.loads(to_json(record, io.StringIO()))["metadata"] == {"n": None}


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1"])
def test_json_can_be_written_in_every_encoding(encoding):
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    line = to_json(hit_record(hit_with_text("東京 é"), 1), stream)
    assert json.loads(line)["text"] == "東京 é"
    assert ("東京" in line) is (encoding == "utf-8")
    assert line.encode(encoding)
