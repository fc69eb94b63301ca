"""A file's name tells its format, and every format of the list can be loaded."""

import pytest

from searchlib.source.file import Skip
from searchlib.source.formats import FORMATS, format_named, format_of


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *(
            ("a.txt", "text"),
            ("README", "text"),
            ("a.log", "text"),
            ("a.py", "text"),
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


@pytest.mark.parametrize(
    ("name", "reason"), [("a.PNG", "binary"), ("a.exe", "binary"), ("a.docx", "unsupported format")]
)
def test_what_cannot_be_read_is_known_by_its_ending(name, reason):
    with pytest.raises(Skip, match=f"^{reason}$"):
        format_of(name)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_there(name):
    assert format_named(name).__doc__
