"""A file's name tells its format, and every format of the list can be loaded."""

import pytest

from searchlib.source.file import Skip
from searchlib.source.formats import FORMATS, format_named, format_of, is_left_out


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *(
            ("a.txt", "text"),
            ("README", "text"),
            ("a.log", "text"),
            ("a.MD", "markdown"),
            ("a.htm", "html"),
        ),
        *(
            ("a.pdf", "pdf"),
            ("a.jsonl", "jsonl"),
            ("a.ndjson", "jsonl"),
            ("a.json", "json"),
            ("a.csv", "csv"),
            ("a.tsv", "tsv"),
        ),
    ],
)
def test_the_ending_tells_the_format(name, expected):
    assert format_of(name) == expected


PAGE = b"<!DOCTYPE html><html><p>Words.</p></html>"
SCRIPT = b"function f(a) {\n  return a;\n}\n"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        *(
            ("a.PNG", "binary"),
            ("a.exe", "binary"),
            ("a.docx", "unsupported format"),
            ("a.mhtml", "unsupported format"),
        ),
        *((name, "program") for name in ("a.js", "A.CSS", "app.js.map", "a.py", "a.min.js.download", "a.css?v=1.2")),
        *((name, "program") for name in ("jquery.js?x=1.2#y", "main.c~", "lib.js.1", "lib.js.bak.2", "a.js?q=b.txt~")),
    ],
)
def test_what_cannot_be_read_is_known_by_its_ending(name, reason):
    assert is_left_out(name)
    for head in (b"", b"Words, and more words."):
        with pytest.raises(Skip, match=f"^{reason}$"):
            format_of(name, head)


@pytest.mark.parametrize(
    "name", ["a.txt", "a.pdf", "a.js", "a.css.download", "a.docx", "a.jpg", "a.xml", "a.json", "a"]
)
def test_bytes_that_are_certain_are_worth_more_than_an_ending(name):
    assert format_of(name, PAGE) == "html"
    assert format_of(name, b"%PDF-1.4\n") == "pdf"


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.log", "a.md", "a.tex"])
def test_an_ending_holds_where_bytes_are_not_certain(name):
    for head in (SCRIPT, b'{"text": "x"}', b"<p>a paragraph</p>", b"<?php echo 1;", b"#!/bin/sh\n"):
        assert format_of(name, head) == format_of(name)


@pytest.mark.parametrize("name", ["index.php", "view.aspx", "story", "story.html?print=1", "a.cgi?id=3", "3.5 million"])
def test_without_a_known_ending_the_bytes_decide(name):
    assert format_of(name, PAGE) == "html"
    assert format_of(name, b"\xef\xbb\xbf <!-- saved --> <html lang=en>") == "html"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"<head><title>T</title>", "html"),
        (b"Some words of an article.", "text"),
        (b'{"text": "words"}', "json"),
        (b'[\n {"text": "words"}]', "json"),
        (b"{curly} words", "text"),
        (b"", "text"),
    ],
)
def test_bytes_of_a_file_without_an_ending(head, expected):
    assert format_of("article", head) == expected


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (SCRIPT, "program"),
        (b"<?php\necho 'x';", "program"),
        (b"#!/usr/bin/env python\n", "program"),
        (b"a { color: red; }\n.b { margin: 0 auto; }\n", "program"),
        (b"import os\nimport sys\n\ndef main(a):\n    return a\n", "program"),
        (b'<?xml version="1.0"?><rss></rss>', "unsupported format"),
        (b'\n<rss version="2.0"><channel></channel></rss>', "unsupported format"),
        (b"PK\3\4" + b"\0" * 26 + b"[Content_Types].xml", "unsupported format"),
    ],
)
def test_what_is_no_article_is_known_by_its_bytes(head, reason):
    with pytest.raises(Skip, match=f"^{reason}$"):
        format_of("article", head)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_there(name):
    assert format_named(name).__doc__
