"""What a hit says of its matches, asked of an index."""

import pickle
from copy import deepcopy

import pytest

import searchlib
from searchlib import Article, Match, Paragraph
from searchlib.query.queries import And, FuzzyTerm, Near, Or, Prefix, Regex, Term, Wildcard

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
