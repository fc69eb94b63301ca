"""What a hit says of its matches, asked of an index."""

import json
import pickle
from copy import deepcopy

import pytest

import searchlib
from searchlib import Article, Hit, Match, Paragraph, Results
from searchlib.query.queries import And, FuzzyTerm, Near, Or, Prefix, Regex, Term, Wildcard
from searchlib.results import Asked

TEXT = "Iraq closed the embassy in Iran, said the television."
ARTICLE = Article(
    id="a",
    title="The news of Iran",
    text=TEXT,
    paragraphs=(Paragraph(1, TEXT, ("Embassies",), 0, len(TEXT), 1),),
    authors=("Ada",),
    metadata={"desk": "Iran"},
)


@pytest.fixture
def index(tmp_path):
    with searchlib.open(tmp_path / "index", synonyms={"tv": "television"}) as index:
        index.add([ARTICLE])
        yield index


def told(hit, where="text"):
    """By each part what it marked."""
    passage = hit.passage
    text, matches = {
        "text": (passage.text, hit.matches),
        "title": (passage.article.title, hit.title_matches),
        "heading": (passage.heading, hit.heading_matches),
    }[where]
    found = {}
    for match in matches:
        found.setdefault(match.part, []).append(text[match.start : match.end])
    return found


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("iran", {"iran": ["Iran"]}),
        ("ira*", {"ira*": ["Iraq", "Iran"]}),
        ("*ran", {"*ran": ["Iran"]}),
        ("i*n", {"i*n": ["Iran", "in"]}),
        ("irann~1", {"irann~1": ["Iran"]}),
        ("/ira[nq]/", {"/ira[nq]/": ["Iraq", "Iran"]}),
        ("tv", {"tv": ["television"]}),
        ('"the ~embassies i*n ira*"', {'"the ~embassies i*n ira*"': ["the", "embassy", "in", "Iran"]}),
        ("NEAR(embassy i*n, 3)", {"NEAR(embassy i*n, 3)": ["embassy", "in", "Iran"]}),
        ("/iraq/ BEFORE /iran/", {"/iraq/ BEFORE /iran/": ["Iraq", "Iran"]}),
        ("ira* i*n iran", {"ira*": ["Iraq", "Iran"], "i*n": ["in", "Iran"], "iran": ["Iran"]}),
        ("iran iraq^3 iran", {"iran": ["Iran"], "iraq": ["Iraq"]}),
        ("(iran AND paris) OR closed", {"closed": ["closed"]}),
        ("(iran NOT news) OR iraq", {"iran": ["Iran"], "iraq": ["Iraq"]}),
        ("news AND closed", {"closed": ["closed"]}),
        ("iran author:ada desk:iran -paris", {"iran": ["Iran"]}),
        ("author:ada", {}),
        ("-paris", {}),
        (FuzzyTerm("text_exact", "irann"), {"irann~": ["Iran"]}),
        (Regex("text_exact", "ira[nq]"), {"/ira[nq]/": ["Iraq", "Iran"]}),
        (Wildcard("text_exact", "i*n"), {"i*n": ["in", "Iran"]}),
        (Near([Wildcard("text_exact", "i?an"), Term("text", "said")], gaps=0), {'"i?an said"': ["Iran", "said"]}),
        (And([Prefix("text_exact", "ira"), Or([Term("text", "iran")])]), {"ira*": ["Iraq", "Iran"], "iran": ["Iran"]}),
    ],
)  # fmt: skip
def test_every_kind_of_question_says_why_a_word_is_marked(index, question, expected):
    (hit,) = index.search(question)
    assert {part: sorted(words) for part, words in told(hit).items()} == {
        part: sorted(words) for part, words in expected.items()
    }
    assert sorted({match[:2] for match in hit.matches}) == list(hit.spans)
    assert list(hit.matches) == sorted(hit.matches)


def test_titles_and_headings_say_it_too(index):
    (hit,) = index.search('embassies title:iran title:"news of" ira* text:closed')
    assert told(hit, "title") == {"title:iran": ["Iran"], 'title:"news of"': ["news", "of"]}
    assert told(hit, "heading") == {"embassies": ["Embassies"]}
    assert told(hit)["text:closed"] == ["closed"]


def test_a_hit_that_was_copied_knows_its_matches(index):
    (hit,) = index.search('embassy title:iran "in iran"')
    for copy in (pickle.loads(pickle.dumps(hit)), deepcopy(hit)):
        assert (
            copy.matches
            == hit.matches
            == (
                Match(16, 23, "embassy"),
                Match(24, 26, '"in iran"'),
                Match(27, 31, '"in iran"'),
            )
        )
        assert copy.title_matches == hit.title_matches == (Match(12, 16, "title:iran"),)
        assert copy.heading_matches == hit.heading_matches == (Match(0, 9, "embassy"),)


def test_results_are_a_dictionary_for_json_as_the_command_line_prints_it(index):
    results = index.search("embassy iran", offset=0, limit=5, group="article")
    record = json.loads(json.dumps(results.to_dict()))
    assert {name: record[name] for name in ("schema", "query", "limit", "offset", "sort", "group")} == {
        "schema": 1,
        "query": "embassy iran",
        "limit": 5,
        "offset": 0,
        "sort": "relevance",
        "group": "article",
    }
    assert [(each["rank"], each["id"], each["spans"]) for each in record["hits"]] == [(1, "a", [[16, 23], [27, 31]])]
    assert "explanation" not in record["hits"][0]
    assert results.to_dict(explanation=True)["hits"][0]["explanation"]["value"] == results[0].explain().value
    nothing = index.search("embasy", limit=1)
    assert (nothing.to_dict()["did_you_mean"], nothing.to_dict()["help"]["sought"]) == (
        "embassy",
        [{"text": "embasy", "passages": 0}],
    )


def test_what_was_asked_comes_back_with_the_results(index):
    assert index.search("iran", limit=3, offset=1, sort="newest").asked == Asked("iran", 3, 1, "newest")
    assert index.search(Or([Term("text", "iran"), Term("text", "iraq")])).asked.query == "(text:iran OR text:iraq)"
    assert searchlib.open(":memory:").search("iran \ud800").asked == Asked("iran \ufffd")
    assert pickle.loads(pickle.dumps(index.search("iran"))).asked == Asked("iran")


def test_around_a_hit_stands_what_was_expanded(index):
    results = index.search("embassy", expand=1)
    assert results.to_dict()["hits"][0]["expanded"][0]["text"] == TEXT
    assert results.to_dict(context=True)["hits"][0]["context"] == {"before": [], "after": []}


@pytest.mark.parametrize(
    ("options", "summary"),
    [
        ({}, "passage 1 of 1"),
        ({"offset": 5}, "none of 1 passages"),
        ({"limit": 0}, "none of 1 passages"),
        ({"group": "article"}, "article 1 of 1"),
    ],
)
def test_which_hits_these_are_is_said_in_words(index, options, summary):
    results = index.search("embassy", **options)
    assert results.summary == repr(results).split("\n")[0] == summary


def test_many_hits_are_said_by_the_first_and_the_last():
    two = (Hit.of(1.0, None), Hit.of(1.0, None))
    assert Results(two, 1200, asked=Asked(offset=1000)).summary == "passages 1,001 to 1,002 of 1,200"
    assert Results(two, None).summary == "passages 1 to 2, best first"
    assert Results((), None).summary == Results((), 0).summary == "nothing found"


def test_where_nothing_is_found_what_helps_is_shown_even_when_the_index_is_closed(tmp_path):
    with searchlib.open(tmp_path / "other") as index:
        index.add([ARTICLE])
        results = index.search("embasy (")
    shown = ["nothing found", "  warning: ", "  did you mean: embassy", "  “embasy”: none"]
    assert [line[: len(start)] for line, start in zip(repr(results).split("\n"), shown, strict=True)] == shown
    assert "did you mean: embassy" in results._repr_html_()
