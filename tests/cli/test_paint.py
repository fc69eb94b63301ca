import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.cli.line_breaks import cells
from searchlib.cli.paint import Console, wants_colour

PLAIN, COLOURED = Console(colour=False, width=20), Console(colour=True, width=20)
ESCAPE = re.compile(r"\x1b\[[\d;]*m")


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("choice", "terminal", "environment", "wanted"),
    [
        ("auto", True, {}, True),
        ("auto", False, {}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", True, {"NO_COLOR": ""}, True),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", True, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("auto", True, {"TERM": "dumb"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_is_for_terminals_and_as_asked(choice, terminal, environment, wanted):
    stream = Terminal() if terminal else io.StringIO()
    assert wants_colour(choice, stream, environment) is wanted


def test_a_hyphen_at_the_end_of_a_line_is_shown_alone():
    assert PLAIN.lines("muni-\u00adcipality a", "", ((0, 14),)) == ["**muni-cipality** a"]


@pytest.mark.parametrize(("columns", "width"), [("30", 40), ("80", 80), ("200", 100)])
def test_a_page_is_as_wide_as_the_terminal_within_bounds(monkeypatch, columns, width):
    monkeypatch.setenv("COLUMNS", columns)
    assert Console.of("never", io.StringIO()).width == width


def test_matched_words_stay_visible_without_colour():
    assert PLAIN.lines("the embassy", "", ((4, 11),)) == ["the **embassy**"]
    assert COLOURED.lines("the embassy", "", ((4, 11),)) == ["the \x1b[1;33membassy\x1b[0m"]


def test_a_word_broken_over_lines_is_marked_on_each():
    lines = PLAIN.lines("x" * 30, "", ((0, 30),))
    assert lines == [f"**{'x' * 16}**", f"**{'x' * 14}**"]


def test_a_marked_phrase_may_break_between_its_words():
    assert PLAIN.lines("a closed embassy", "", ((2, 16),)) == ["a **closed**", "**embassy**"]


def test_escape_codes_of_the_text_are_shown_and_not_sent():
    assert COLOURED.lines("\x1b[31mred", "") == ["␛[31mred"]


@given(st.text(alphabet="ab é東\x1b", max_size=80), st.booleans())
def test_no_line_is_wider_than_the_page(text, colour):
    page = Console(colour=colour, width=20)
    spans = tuple(match.span() for match in re.finditer(r"[ab]+", text))
    for line in page.lines(text, "  ", spans):
        assert cells(ESCAPE.sub("", line)) <= 20
        assert colour or "\x1b" not in line
