"""Rows of a table are articles; the header says which column is what."""

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


def test_a_quote_that_is_never_closed_is_told_and_the_rows_before_it_are_kept():
    found = drafts("csv", '\n"n","text"\n1,"one\nmore"\n2,"two\n3,three\n4,four\n')
    assert found[0].text == "one\nmore"
    assert found[1:] == [
        Problem("a quote in the row that begins on line 5 is never closed: from there on the file is left out")
    ]
    with pytest.raises(Unreadable, match="line 1 is never closed"):
        drafts("csv", 'n,"text\n1,one\n2,two\n')


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
