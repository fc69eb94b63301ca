import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.query.lexer import lexemes
from tests.query.fuzzing import typed as typed_pieces


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("closed embassy", [("chunk", "closed"), ("chunk", "embassy")]),
        ("e-mail a+b !x y!", [("chunk", "e-mail"), ("chunk", "a+b"), ("sign", "!"), ("chunk", "x"), ("chunk", "y!")]),
        ("a AND b&&c", [("chunk", "a"), ("operator", "AND"), ("chunk", "b"), ("operator", "AND"), ("chunk", "c")]),
        ("ANDY and NOT", [("chunk", "ANDY"), ("chunk", "and"), ("operator", "NOT")]),
        ("AT&T a|b", [("chunk", "AT&T"), ("chunk", "a|b")]),
        ('title:"a b', [("field", "title"), ("unclosed", "a b")]),
        ("10:30 C:\\x https://x a: a::b", [("chunk", c) for c in ("10:30", "C:\\x", "https://x", "a:", "a::b")]),
        ("-(a)*", [("sign", "-"), ("open", "("), ("chunk", "a"), ("suffix", "*"), ("close", ")")]),
        ("'a b'~5^2", [("suffix", "~5^2"), ("quoted", "a b")]),
        (
            "NEAR(a, 5) NEAR b",
            [
                ("function", "NEAR("),
                *(("chunk", c) for c in ("a,", "5")),
                ("close", ")"),
                ("chunk", "NEAR"),
                ("chunk", "b"),
            ],
        ),
        ('/a (b|"c)/^2 a/b', [("suffix", "^2"), ("regular", 'a (b|"c)'), ("chunk", "a/b")]),
        (r"f:/a\/b/ / c / /d", [("field", "f"), ("regular", r"a\/b"), *(("chunk", c) for c in ("/", "c", "/", "/d"))]),
        ("a BEFORE b BEFORES", [("chunk", "a"), ("operator", "BEFORE"), ("chunk", "b"), ("chunk", "BEFORES")]),
        ("'a b', 'c", [("quoted", "a b"), ("chunk", ","), ("chunk", "c")]),
        ("rock 'n' roll's 'em", [("chunk", "rock"), ("chunk", "n'"), ("chunk", "roll's"), ("chunk", "em")]),
        ("+-a", [("signs", "+-"), ("chunk", "a")]),
        ("a\0b\ud800c", [("chunk", "a"), ("chunk", "b"), ("chunk", "c")]),
        ('צה"ל תנ”ך "אב צה"ל"', [("chunk", "צה״ל"), ("chunk", "תנ״ך"), ("quoted", "אב צה״ל")]),
        (
            '"שלום" צָה"ל* (צה"ל)',
            [("quoted", "שלום"), ("chunk", "צָה״ל*"), ("open", "("), ("chunk", "צה״ל"), ("close", ")")],
        ),
        ('תנ"ך" 12"א', [("chunk", "תנ״ך"), ("quoted", " 12"), ("chunk", "א")]),
        ("\u200e-iran", [("sign", "-"), ("chunk", "iran")]),
    ],
)
def test_a_question_is_cut_into_lexemes(typed, expected):
    assert list(lexemes(typed)) == expected


@given(st.one_of(st.text(), typed_pieces))
def test_no_letter_or_digit_is_lost(text):
    read = "".join(piece for kind, piece in lexemes(text) if kind != "operator")
    assert letters(read) == letters(text)


def letters(text):
    """The letters and digits of ``text`` but those of operators; a suffix is given before its piece."""
    return sorted(filter(str.isalnum, re.sub("AND|OR|NOT|BEFORE", "", text)))
