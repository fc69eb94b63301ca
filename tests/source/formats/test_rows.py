"""Lines become rows; what a row took in vain is given again."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.source.formats.rows import Lines, Row, RowReader, quotes_cells


def rows_of(text, *, columns=2, **style):
    reader = RowReader(Lines(iter(io.StringIO(text, newline="\n"))), ",", quoted=True, **style)
    reader.columns = columns
    return list(reader)


def test_lines_can_be_put_back_but_for_the_first():
    lines = Lines(iter("abcd"))
    assert [next(lines), next(lines), next(lines)] == ["a", "b", "c"]
    lines.put_back(keep=1)
    assert (lines.number, lines.taken) == (1, ["a"])
    lines.begin_row()
    assert lines.ahead(2) == ["b", "c"]
    assert (list(lines), lines.number) == (["b", "c", "d"], 4)


def test_a_row_knows_its_line_and_whether_a_mark_has_no_other():
    assert rows_of('1,"a\nb"\n\n2,"c\n3,d\n') == [
        Row(["1", "a\nb"], 1),
        Row([], 3),
        Row(["2", '"c'], 4, unclosed=True),
        Row(["3", "d"], 5),
    ]


@settings(max_examples=50)
@given(st.lists(st.tuples(st.text('a ",\n\\', min_size=1), st.text('a ",\n', min_size=1)), max_size=5))
def test_what_the_standard_library_writes_is_read_back(cells):
    written = io.StringIO()
    csv.writer(written).writerows(cells)
    assert [tuple(row.cells) for row in rows_of(written.getvalue())] == cells


@settings(max_examples=100)
@given(st.text('a1 ",\n\\'))
def test_no_letter_of_any_text_is_lost(text):
    found = "".join(cell for row in rows_of(text) for cell in row.cells)
    assert [letter for letter in found if letter in "a1"] == [letter for letter in text if letter in "a1"]


@pytest.mark.parametrize(
    ("sample", "quoted"),
    [
        ([], False),
        (['1\t"all of it"\n'], False),
        (['1\t"one, two"\n', "2\tthree\n"], True),
        (['1\t"one, two"\n', "2\tthree, four\n"], False),
        (['1\t"a ""b"""\n'], True),
        (['1\t"one\n', "\n", 'two"\n'], True),
        (['1\t"one\n', '2\ttwo"\n'], False),
        (['1\t"one" two\n', '2\t"a ""b"""\n'], False),
    ],
)
def test_marks_quote_where_a_writer_put_them(sample, quoted):
    assert quotes_cells("id\ttext\n", sample, "\t") is quoted
    assert quotes_cells('"id"\t"text"\n', sample, "\t")
