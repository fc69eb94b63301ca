"""Somebody who found nothing is told what there is of each word, and a question that does find something."""

import datetime
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import searchlib
from searchlib.help import Help, Sought

TEXTS = [
    "The embassy in Iran was closed",
    "Talks about the embassy went on",
    "Iran and Iraq held talks",
    "A closed door and an embassy",
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with searchlib.open(tmp_path_factory.mktemp("advice") / "index") as opened:
        opened.add(
            searchlib.from_text(text, id=str(number), date=datetime.date(2005, 1, 1 + number))
            for number, text in enumerate(TEXTS)
        )
        yield opened


def test_who_finds_something_needs_no_help(index):
    assert index.search("embassy").help is None
    assert index.search("embassy", limit=0).help is None
    assert index.search("embassy", offset=50).help is None


def test_it_is_told_what_is_nowhere_and_what_never_meets(index):
    helped = index.search("iraq AND closed AND quixotic").help
    assert helped.sought == (Sought("iraq", 1), Sought("closed", 2), Sought("quixotic", 0))
    assert helped.apart == (("iraq", "closed"),)
    assert helped.lines[0] == (
        "“iraq”: 1 passage, “closed”: 2 passages, “quixotic”: none; “iraq” and “closed” never meet in one passage"
    )


@pytest.mark.parametrize(
    ("query", "suggestion", "found"),
    [
        ("embassy AND quixotic", "embassy", 3),
        ('"embassy quixotic iran"', '"embassy iran"~5', 1),
        ('"closed embassy"', '"closed embassy"~5', 2),
        ('"iraq door"', "iraq", 1),
        ('title:embassy AND "door closed"', '"door closed"', 0),
        ("embassy -embassy", "embassy", 3),
        ("embassy AND iraq", "embassy", 3),
        ("talks AND iraq AND embassy", "talks AND iraq", 1),
        ("iraq AND door", "iraq", 1),
        ("quixotic", None, 0),
        ("-the -a -iran", None, 0),
        ("", None, 0),
    ],
)
def test_the_nearest_question_that_finds_something_is_suggested(index, query, suggestion, found):
    results = index.search(query)
    assert not results
    if found or suggestion is None:
        assert (results.help.suggestion, results.help.found) == (suggestion, found)
    if results.help.suggestion:
        assert index.search(results.help.suggestion, count=True).total == results.help.found > 0


def test_where_the_filters_stand_in_the_way_that_is_said(index):
    filters = searchlib.Filters(after=datetime.date(2006, 1, 1))
    helped = index.search("embassy iran", filters=filters).help
    assert (helped.suggestion, helped.found, helped.is_unfiltered) == ("embassy iran", 4, True)
    assert helped.lines[-1] == "4 passages without the filters for: embassy iran"


def test_filters_are_kept_where_a_little_less_finds_something_within(index):
    filters = searchlib.Filters(after=datetime.date(2005, 1, 4))
    helped = index.search("embassy AND quixotic", filters=filters).help
    assert (helped.suggestion, helped.found, helped.is_unfiltered) == ("embassy", 1, False)


def test_for_a_question_of_thousands_of_words_no_other_is_looked_for(index):
    results = index.search("iraq AND door AND " + " AND ".join(f"quixotic{number}" for number in range(1000)))
    assert results.help.apart == (("iraq", "door"),)
    assert (results.help.suggestion, results.did_you_mean) == (None, None)


def test_a_tree_of_whoosh_is_told_of_too_and_nothing_is_suggested(index):
    from searchlib.query.queries import And, Term

    helped = index.search(And([Term("text", "iraq"), Term("text", "door")])).help
    assert helped == Help((Sought("iraq", 1), Sought("door", 1)), (("iraq", "door"),))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_counts_are_those_of_a_plain_look_and_suggestions_find_what_they_say(index, data):
    words = data.draw(st.lists(st.sampled_from(["iran", "iraq", "embassy", "door", "zzz"]), min_size=1, unique=True))
    signs = data.draw(st.sampled_from([" AND ", " ", '"']))
    query = f'"{" ".join(words)}"' if signs == '"' else signs.join(words)
    results = index.search(query)
    helped = results.help
    assert (helped is None) == bool(results)
    if helped is None:
        return
    held = [{word for word in words if word in text.casefold().split()} for text in TEXTS]
    counts = {word: sum(word in some for some in held) for word in words}
    told = {each.text.strip('"'): each.passages for each in helped.sought}
    assert {word: told[word] for word in words} == counts
    apart = {
        pair
        for pair in combinations(words, 2)
        if all(counts[w] for w in pair) and not any(set(pair) <= h for h in held)
    }
    assert set(helped.apart) == apart
    assert (helped.suggestion is None) == (not any(counts.values()))
    if helped.suggestion is not None:
        again = index.search(helped.suggestion, count=True)
        assert (again.total, again.understood, again.warnings) == (helped.found, helped.suggestion, ())
