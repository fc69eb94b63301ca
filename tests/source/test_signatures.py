"""What bytes say for certain is never said of text; what they likely are is a guess that harms no article."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.source.signatures import certain_kind, is_zipped_document, likely_kind


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7", "pdf"),
        (b"%PDF words", None),
        (b"PK\3\4...", "zip"),
        (b"PK\5\6" + b"\0" * 18, "zip"),
        (b"PK words", None),
        (b"<!doctype HTML>", "html"),
        (b"\n\n<HTML\nlang='de'>", "html"),
        (b"<!DOCTYPE html PUBLIC>", "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a\n-->\n<html>", "html"),
        ("\ufeff<html>".encode("utf-16"), "html"),
        (b"<!doctype book>", None),
        (b"<htmlish>", None),
        (b"The <html> tag", None),
        (b"<?xml version='1.0'?><html-report>", None),
        (b"", None),
    ],
)
def test_what_is_certain(head, kind):
    assert certain_kind(head) == kind


@pytest.mark.parametrize("name", [b"[Content_Types].xml", b"mimetype", b"word/document.xml", b"META-INF/MANIFEST.MF"])
def test_a_zip_may_be_a_document(name):
    head = b"PK\3\4" + b"\0" * 26
    assert is_zipped_document(head + name)
    assert not is_zipped_document(head + b"news/" + name)


PROSE = (
    'The minister (Smith) said; nobody listened: {sic}. "It is over," she said.\n\n- one thing;\n- another thing.\n',
    "name;price;text\na;1;some words;\nb;2;other words;\n",
    "class of 1990: a report\n\nimport and export\n\nfrom here to there\n",
    "# A heading\n\nText with `code {}` and [a link](x).\n\n    a = {}\n\nMore text.\n",
    "Dear Sir,\n\nI write to you\n(again);\n",
)


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_no_program(text):
    assert likely_kind(text.encode()) == "text"


@settings(max_examples=30)
@given(st.binary(max_size=60))
def test_any_bytes_have_a_likely_kind(head):
    assert likely_kind(head) in ("html", "json", "program", "text", "xml")
    assert likely_kind(b"Words. " + head.replace(b"{", b"")) in ("text", "program")
