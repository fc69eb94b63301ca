"""Front matter is told from text, and never lost."""

import datetime

import pytest

from searchlib.source.formats.frontmatter import FrontMatter, split


def test_yaml_and_toml_are_read():
    yaml = "---\ntitle: A title\ndate: 2024-01-05\n---\nText"
    found = split(yaml)
    assert found.values == {"title": "A title", "date": datetime.date(2024, 1, 5)}
    assert yaml[found.end :] == "Text"
    assert found.lines == 4
    assert split('+++\r\ntitle = "A title"\r\n+++\r\nText').values == {"title": "A title"}


def test_it_may_be_empty_and_end_the_file():
    assert split("---\n---").values == {}
    assert split("---\n---").end == 7
    assert split("---\n...\nText").end == 8


@pytest.mark.parametrize(
    "text", ["Text", "", "--- \n words", "---\nno end", "---\na sentence\n---\nText", "----\na: 1\n----\n"]
)
def test_a_line_across_the_page_is_no_front_matter(text):
    assert split(text) == FrontMatter()


@pytest.mark.parametrize(
    "matter",
    [
        "---\na: [\n---\n",
        "---\na: b: c\n---\n",
        "+++\na\n+++\n",
        "---\nd: 2005-02-30\n---\n",
        f"---\n{'[' * 5000}\n---\n",
        "---\n- \t@\n---\n",
    ],
)
def test_what_cannot_be_read_is_kept(matter):
    found = split(matter + "Text")
    assert found.broken == matter
    assert found.end == len(matter)


def test_it_runs_nothing():
    assert split("---\na: !!python/object/apply:os.system ['true']\n---\n").broken


def test_a_name_that_is_a_number_is_a_name():
    assert split("---\n2024: x\nyes: y\n---\n").values == {"2024": "x", "True": "y"}
