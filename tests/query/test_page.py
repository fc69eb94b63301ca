"""The page for users says what is so: each of its examples is read as the page has it."""

import datetime
import re
from pathlib import Path

import pytest

from searchlib.analysis import preset, stop_words
from searchlib.query import Emphasis, Fields, read
from searchlib.query.filters import Filters, Range, restriction_of
from tests.query.contents import DAYS, MIXED, NUMBERS, PRICES, TEXTS
from tests.query.trees import flattened

PAGE = (Path(__file__).parents[2] / "docs" / "queries.md").read_text(encoding="utf-8")
METADATA = {
    "length": NUMBERS,
    "ministry": TEXTS,
    "signed": DAYS,
    "Case Number": NUMBERS,
    "source.name": TEXTS,
    "price": PRICES,
    "pages": MIXED,
    "zip": TEXTS,
    "tags": TEXTS,
    "date": DAYS,
    "title": TEXTS,
}
FIELDS = Fields(lambda: METADATA)
ENGLISH = preset("english")
CONSTRUCTS, _, WARNINGS = PAGE.partition("## What comes back")


def rows(section):
    """The cells of the tables, without their heads."""
    lines = [line for line in section.splitlines() if line.startswith("| `")]
    return [re.split(r"(?<!\\) \| ", line.strip("| ")) for line in lines]


def typed_in(cell):
    return cell.strip("`").replace("\\|", "|")


EXAMPLES = [typed_in(row[0]) for row in rows(CONSTRUCTS)]
REPAIRED = [row for row in rows(WARNINGS) if len(row) == 3]


def test_the_page_has_examples():
    assert len(EXAMPLES) > 35
    assert len(REPAIRED) > 8


@pytest.mark.parametrize("typed", EXAMPLES)
def test_an_example_of_the_page_needs_no_warning(typed):
    question = read(typed, ENGLISH, FIELDS)
    assert question.warnings == ()
    assert read(question.understood, ENGLISH, FIELDS).understood == question.understood


@pytest.mark.parametrize(("typed", "understood", "warning"), REPAIRED)
def test_a_warning_is_worded_as_on_the_page(typed, understood, warning):
    question = read(typed_in(typed), ENGLISH, FIELDS)
    assert question.understood == typed_in(understood)
    assert question.warnings == (warning,)


BY_DATE = [
    (typed_in(row[0]), row[1].split("`")[1]) for row in rows(re.split("## ", PAGE.partition("## Sorted by date")[2])[0])
]


def test_the_page_has_questions_sorted_by_date():
    assert len(BY_DATE) > 5


@pytest.mark.parametrize(("typed", "understood"), BY_DATE)
def test_a_question_sorted_by_date_is_understood_as_on_the_page(typed, understood):
    assert read(typed, ENGLISH, FIELDS, Emphasis(all_but=stop_words("english"))).understood == understood


PASSED = [
    (typed_in(row[0]), passed[1]) for row in rows(CONSTRUCTS) if (passed := re.match(r"`(Filters\(.*?\))`", row[1]))
]


def test_the_page_has_filters():
    assert len(PASSED) == 9


@pytest.mark.parametrize(("typed", "passed"), PASSED)
def test_a_filter_of_the_page_is_what_is_typed_beside_it(typed, passed):
    filters = eval(passed, {"Filters": Filters, "Range": Range, "datetime": datetime})
    assert flattened(restriction_of(filters, ENGLISH, FIELDS).tree) == flattened(read(typed, ENGLISH, FIELDS).tree)


def test_what_the_text_of_the_page_names_is_understood():
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^\|.*$", "", CONSTRUCTS, flags=re.MULTILINE))
    questions = [example for example in inline if ":" in example or " " in example]
    assert questions
    for typed in questions:
        assert typed.startswith(("index.", "searchlib ")) or read(typed, ENGLISH, FIELDS).warnings == (), typed
