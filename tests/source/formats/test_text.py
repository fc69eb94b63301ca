"""Plain text is the file, decoded."""

from searchlib.source.draft import Draft

from .drafts import drafts


def test_a_text_is_the_whole_file_from_line_one():
    assert drafts("text", b"\xef\xbb\xbfOne.\r\n\r\nTwo.") == [Draft(text="One.\r\n\r\nTwo.", first_line=1)]
