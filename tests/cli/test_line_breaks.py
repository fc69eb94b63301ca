import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.cli.line_breaks import cells, clipped, one_line, shortened, word_spans, wrap

TEXTS = st.text(alphabet="ab .,é東京。\u0301\u200d😀", max_size=120)


def lines_of(text, width, **options):
    return [text[start:end] for start, end in wrap(text, width, **options)]


def test_lines_break_at_spaces_and_fill_the_width():
    assert lines_of("one two three four", 9) == ["one two", "three", "four"]
    assert lines_of("", 9) == []


def test_a_mark_counts_for_the_width_of_its_line():
    assert lines_of("one two six", 11) == ["one two six"]
    assert lines_of("one two six", 11, spans=((4, 7),), mark_cells=4) == ["one two", "six"]


def test_chinese_counts_two_cells_a_character_and_breaks_without_spaces():
    assert cells("東京tower") == 9
    assert lines_of("東京東京東京", 5) == ["東京", "東京", "東京"]


def test_a_closing_mark_does_not_begin_a_line():
    assert lines_of("東京。東京", 6) == ["東京。", "東京"]
    assert lines_of("東京東。", 6) == ["東京", "東。"]


def test_combining_marks_take_no_cell_and_stay_with_their_letter():
    assert cells("e\u0301") == 1
    assert lines_of("e\u0301" * 6, 3) == ["e\u0301" * 3] * 2


def test_a_word_longer_than_the_line_is_broken_where_the_line_ends():
    assert lines_of("see " + "x" * 25, 10) == ["see", "x" * 10, "x" * 10, "x" * 5]


@given(TEXTS, st.integers(12, 40))
def test_wrapping_loses_nothing_but_spaces_and_keeps_to_the_width(text, width):
    spans = tuple(match.span() for match in re.finditer("[abé東][abé東\u0301]*", text))
    marks = word_spans(text, spans)
    ranges = list(wrap(text, width, marks, mark_cells=4))
    assert "".join(text[start:end] for start, end in ranges).replace(" ", "") == text.replace(" ", "")
    for start, end in ranges:
        assert cells(text[start:end]) + 4 * len(clipped(marks, start, end)) <= width


@given(TEXTS, st.integers(1, 20))
def test_a_shortened_text_fits(text, width):
    short = shortened(text, width)
    assert cells(short) <= width
    assert short == text or short.endswith("…")


def test_spans_are_cut_at_spaces_and_joined_where_they_touch():
    assert word_spans("closed embassy", ((0, 14),)) == ((0, 6), (7, 14))
    assert word_spans("東京都", ((0, 2), (2, 3))) == ((0, 3),)


def test_spans_are_clipped_to_a_line():
    assert clipped(((0, 3), (5, 9), (12, 14)), 2, 7) == ((0, 1), (3, 5))


@pytest.mark.parametrize("steering", ["\x1b[31m", "\x9b31m", "\r", "\b", "\x07", "\u202e", "\x7f", "\n", "\u2028"])
def test_nothing_that_steers_a_terminal_survives_and_offsets_stay(steering):
    text = f"a{steering}b"
    assert len(one_line(text)) == len(text)
    assert one_line(text).isprintable()


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_every_line_can_be_encoded_and_is_as_long_as_its_text(text):
    line = one_line(text)
    assert len(line) == len(text)
    assert line.encode().decode() == line
