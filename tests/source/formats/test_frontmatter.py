"""Front matter is told from text, and never lost."""

import pytest

from searchlib.source.formats.frontmatter import FrontMatter, split


def test_yaml_and_toml_are_read():
    yaml = "---\ntitle: A title\ndate: 2024-01-05\n---\nText"
    found = split(yaml)
    assert found.values == {"title": "A title", "date": "2024-01-05"}
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
    ("matter", "values"),
    [
        ("---\na: [\nb: 1\n---\n", {"a": "[", "b": 1}),
        ("---\na: b: c\n---\n", {"a": "b: c"}),
        (
            "---\na: b: c\nlist:\n- x\n- y\ntext: |\n  one\n  two\n---\n",
            {"a": "b: c", "list": ["x", "y"], "text": "one\ntwo\n"},
        ),
        ('---\na: "b: c\nd: "e"\n---\n', {"a": "b: c", "d": "e"}),
        ("---\nd: 2005-02-30\n---\n", {"d": "2005-02-30"}),
        ("---\na: !!timestamp 2005-02-30\nb: c\n---\n", {"a": "!!timestamp 2005-02-30", "b": "c"}),
        ('---\na: !!int ""\nb: c\n---\n', {"a": '!!int ""', "b": "c"}),
        ("---\na: !!bool x\n---\n", {"a": "!!bool x"}),
        (
            '+++\nd = 2005-02-30\n[more]\na = "b"\nn = 1\n+++\n',
            {"d": "2005-02-30", "a": "b", "n": 1, "front matter": "[more]"},
        ),
        (f"---\nb: 1\na: {'[' * 2000}\n---\n", {"b": 1, "a": "[" * 2000}),
    ],
)
def test_a_value_that_cannot_be_read_is_a_string_and_costs_no_other(matter, values):
    found = split(matter + "Text")
    assert found.values == values
    assert found.end == len(matter)


@pytest.mark.parametrize("text", ["---\n- \t@\n---\n", "+++\na\n+++\n", f"---\n{'[' * 2000}\n---\n"])
def test_what_names_no_value_is_text(text):
    assert split(text) == FrontMatter()


def test_text_between_two_lines_is_text():
    assert split("---\nNote: he said: no\nThis is text.\nSo is this.\n---\n") == FrontMatter()


def test_it_runs_nothing():
    value = "!!python/object/apply:os.system ['true']"
    assert split(f"---\na: {value}\n---\n").values == {"a": value}


def test_a_name_that_is_a_number_is_a_name():
    assert split("---\n2024: x\nyes: y\n---\n").values == {"2024": "x", "True": "y"}
