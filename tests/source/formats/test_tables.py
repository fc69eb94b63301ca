"""Rows of a table are articles; the header says which column is what."""

import csv
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.source.file import Unreadable
from searchlib.source.formats import Problem

from .drafts import drafts, only


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_delimiter_is_the_header_s(delimiter, encoding):
    data = 'id|Title|Body\r\na|An été|"one, two; three\nfour"\r\nb|B|x\r\n'.replace("|", delimiter).encode(encoding)
    first, second = drafts("csv", data)
    assert (first.id, first.title, first.text) == ("a", "An été", "one, two; three\nfour")
    assert (first.record, second.record, second.text) == (1, 2, "x")


def test_excel_may_name_the_delimiter():
    assert only("csv", "sep=;\ntitle;text\na;b").text == "b"


def test_tsv_is_divided_by_tabs_alone():
    draft = only("tsv", "title\ttext, all of it\tn\na\tb, c\t01\n".replace("text, all of it", "text"))
    assert (draft.title, draft.text, draft.metadata) == ("a", "b, c", {"n": "01"})


def test_without_a_text_column_the_columns_are_named():
    with pytest.raises(
        Unreadable, match=r"^no column for the text \(--field text=NAME says which it is\); it has 'name', 'price'$"
    ):
        drafts("csv", "name,price\na,1\n")
    with pytest.raises(Unreadable, match=r"^no column 'Body' \(--field text=NAME says which it is\); it has 'text'$"):
        drafts("csv", "text\na\n", text="Body")


def test_the_user_says_which_column_is_what():
    draft = only("csv", "A,B\nnot this,this\n", text="b", title="A")
    assert (draft.title, draft.text) == ("not this", "this")


def test_a_row_that_does_not_fit_costs_only_itself():
    found = drafts("csv", "title,text\na,one\nb,two,three\n\nc,four,,\nd\ne,five\n")
    assert [item if isinstance(item, Problem) else item.text for item in found] == [
        "one",
        Problem("has 3 cells, but the header has 2", 2),
        "four",
        "d",
        "five",
    ]


def test_a_quote_that_is_never_closed_swallows_no_row_and_is_told():
    found = drafts("csv", '\n"n","text"\n1,"one\nmore"\n2,"two\n3,three\n4,"four"\n')
    assert texts_of(found[:-1]) == ["one\nmore", '"two', "three", "four"]
    assert found[-1] == Problem("the row on line 5 has a quotation mark that is never closed: it was read as text")
    found = drafts("csv", 'n,"text\n1,one\n2,two\n3,"three\n')
    assert texts_of(found[:-1]) == ["one", "two", '"three']
    reason = "2 rows, first on line 1, have a quotation mark that is never closed: it was read as text"
    assert found[-1] == Problem(reason)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ('1,"Budget",x,"We met" said the mayor.', '"We met" said the mayor.'),
        ('1,"Budget",x,"We met, he "and" they", she said.', '"We met, he "and" they", she said.'),
        ('1,"Budget, again",x,He said "we met".', 'He said "we met".'),
        ('1,Budget,x,"He said \\"we\n\nmet\\", too."', 'He said "we\n\nmet", too.'),
        ('1,Budget,x,"We met" ', "We met"),
        ('1,Budget,x,"""We met"" said the mayor."', '"We met" said the mayor.'),
        ("1,Budget,x,a\rb", "a\rb"),
    ],
)
def test_quotes_that_are_not_in_order_stay_in_their_row(row, text):
    found = drafts("csv", f"id,title,x,text\n{row}\n2,T,y,other\n")
    assert texts_of(found) == [text, "other"]


def test_two_stray_quotes_swallow_no_row_between_them():
    rows = ['1,a,x,"The road', "2,b,x,rail", '3,c,x,a set of 32"', "4,d,x,bus"]
    found = drafts("csv", "id,title,x,text\n" + "\n".join(rows))
    assert texts_of(found[:-1]) == ['"The road', "rail", 'a set of 32"', "bus"]
    assert isinstance(found[-1], Problem)


def test_a_stray_mark_behind_too_many_cells_costs_its_row_only():
    found = drafts("csv", 'id,text\n1,2,3,"x\n2,two\n')
    assert found[0] == Problem("has 4 cells, but the header has 2", 1)
    assert found[1].text == "two"


def texts_of(items):
    return [item.text for item in items]


@pytest.mark.parametrize("name", ["tsv", "csv"])
def test_quotation_marks_between_tabs_are_text(name):
    rows = ['1\t"We met" said he.', '2\t"The road', '3\trail, "rail"', '4\t"All of it."', '5\tends."']
    assert texts_of(drafts(name, "id\ttext\n" + "\n".join(rows))) == [row[2:] for row in rows]


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        ('1\tx\t"one\n\nmore"\n2\tx\tthree\n', ["one\n\nmore", "three"]),
        ('1\tx\t"a ""b"" c"\n2\tx\tthree\n', ['a "b" c', "three"]),
        ('1\tx\t"one, two"\n2\tx\tthree\n', ["one, two", "three"]),
        ('1\tx\t"one"\n2\tx\tthree, four\n', ['"one"', "three, four"]),
        ('1\tx\t"a\tb"\n2\tx\tthree\n', ["a\tb", "three"]),
    ],
)
def test_quotes_that_a_writer_put_round_cells_are_none(rows, texts):
    assert texts_of(drafts("tsv", f"id\tx\ttext\n{rows}")) == texts


def test_quoted_columns_quote_all():
    assert texts_of(drafts("tsv", '"id"\t"text"\n"1"\t"one"\n')) == ["one"]


@settings(max_examples=50)
@given(st.lists(st.text('a" ,', min_size=1).filter(lambda text: "a" in text), min_size=1))
def test_a_line_between_tabs_is_a_row_whatever_its_marks(texts):
    found = drafts("tsv", "n\ttext\n" + "".join(f"1\t{text}\n" for text in texts))
    assert len(texts_of(found)) == len(texts)


def test_tsv_may_be_divided_by_commas_after_all():
    assert only("tsv", "title;text\na;b, c\n").text == "b, c"


def test_marks_before_the_header_are_no_part_of_a_name():
    for mark in ("\ufeff", "\ufeff\ufeff", "ï»¿"):
        draft = only("csv", f'{mark}"text","n"\na,1\n')
        assert (draft.text, draft.metadata) == ("a", {"n": "1"})


def test_a_first_column_without_a_name_in_the_header():
    written = 'title,text\n"1","A","one, two"\n"2","B","three"\n'
    assert [(item.title, item.text, item.metadata) for item in drafts("csv", written)] == [
        ("A", "one, two", {"column 1": "1"}),
        ("B", "three", {"column 1": "2"}),
    ]
    assert only("csv", ",title,text\n0,A,one\n").metadata == {"column 1": "0"}
    assert only("tsv", "title\ttext\nx\tA\tone\n").title == "A"


def test_commas_of_a_text_are_no_column():
    for rows in ("A,one, two\nB,three, four\n", "A,1,000\nB,2,000\n", "1,one,two\n1,three,four\n"):
        found = drafts("csv", f"title,text\n{rows}")
        assert [item.reason for item in found] == ["has 3 cells, but the header has 2"] * 2


def test_a_space_behind_each_delimiter_is_no_part_of_a_cell():
    found = drafts("csv", 'id, title, text\n1, "A, or B", "one"\n2, C, two\n')
    assert [(item.title, item.text) for item in found] == [("A, or B", "one"), ("C", "two")]


def test_semicolons_leave_decimal_commas():
    assert only("csv", "id;price;text\n1;2,50;one, two\n").metadata == {"price": "2,50"}


def test_a_header_longer_than_the_standard_library_allows_is_read_by_the_first_who_comes():
    before = csv.field_size_limit(1 << 17)
    try:
        assert only("csv", f"text,{'n' * (1 << 18)}\nwords,1\n").text == "words"
    finally:
        csv.field_size_limit(max(before, csv.field_size_limit()))


def test_forty_thousand_columns_take_time_in_proportion():
    names = ",".join(f"n{number % 30_000}" for number in range(40_000))
    cells = ",".join(map(str, range(40_000)))
    started = time.process_time()
    draft = only("csv", f"text,{names}\nwords,{cells}\n")
    assert (draft.text, len(draft.metadata)) == ("words", 40_000)
    assert only("csv", f"text\nwords{',' * 1_000_000}").text.startswith("words")
    assert isinstance(only("csv", f"text,n\nwords,{cells}"), Problem)
    assert time.process_time() - started < 3


@pytest.mark.parametrize("cell", ['"x', '"x""', '""x', '"', '"""', 'x"'])
def test_stray_marks_take_time_in_proportion(cell):
    started = time.process_time()
    drafts("csv", "a,b,text\n" + f"1,2,{cell}\n" * 3_000)
    drafts("csv", "a,b,text\n" + f"{cell}," * 30_000)
    assert time.process_time() - started < 3


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\r\n"])
def test_a_quote_that_ends_the_file_is_closed(end):
    assert [draft.text for draft in drafts("csv", f'n,text\n1,one\n2,"two"{end}')] == ["one", "two"]


def test_a_single_column_needs_no_quotes():
    assert [draft.text for draft in drafts("csv", "text\none, two, three\nfour\n")] == ["one, two, three", "four"]


def test_columns_without_a_name_or_with_the_same_are_kept():
    assert only("csv", "text,,x,x\na,b,c,d\n").metadata == {"column 2": "b", "x": "c", "x 4": "d"}


def test_a_long_field_and_a_nul_are_read():
    draft = only("csv", 'text,n\n"%s",a\0b\n' % ("word " * 100_000))
    assert len(draft.text) == 500_000
    assert draft.metadata == {"n": "a\0b"}


def test_old_mac_lines_are_rows():
    assert [draft.text for draft in drafts("csv", "n,text\r1,one\r2,two\r")] == ["one", "two"]


@pytest.mark.parametrize("data", ["", "\n\n", "\ufeff", "text\n", "text,title\n\n"])
def test_nothing_is_nothing(data):
    assert drafts("csv", data) == []


@settings(max_examples=100)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(str.strip), min_size=1))
def test_what_the_standard_library_writes_is_read(texts):
    import csv
    import io

    written = io.StringIO()
    csv.writer(written).writerows([["n", "text"], *([1, text] for text in texts)])
    assert [draft.text for draft in drafts("csv", written.getvalue())] == texts


def test_a_table_from_dos_has_its_letters():
    rows = "id;text\n1;plain\n2;Die Straße führt über die größere Brücke\n3;Überall Äpfel für Bäcker\n"
    assert texts_of(drafts("csv", rows.encode("cp850"))) == [row[2:] for row in rows.splitlines()[1:]]
