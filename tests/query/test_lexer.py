import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.query.lexer import lexemes


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
        ("-(a)*", [("sign", "-"), ("open", "("), ("chunk", "a"), ("close", ")"), ("suffix", "*")]),
        ("'a b', 'c", [("quoted", "a b"), ("chunk", ","), ("chunk", "c")]),
        ("rock 'n' roll's 'em", [("chunk", "rock"), ("chunk", "n'"), ("chunk", "roll's"), ("chunk", "em")]),
        ("+-a", [("signs", "+-"), ("chunk", "a")]),
        ("a\0b\ud800c", [("chunk", "a"), ("chunk", "b"), ("chunk", "c")]),
        ("\u200e-iran", [("sign", "-"), ("chunk", "iran")]),
    ],
)
def test_a_question_is_cut_into_lexemes(typed, expected):
    assert list(lexemes(typed)) == expected


@given(st.text())
def test_no_letter_or_digit_is_lost(text):
    read = "".join(piece for kind, piece in lexemes(text) if kind != "operator")
    typed = text.replace("AND", "").replace("OR", "").replace("NOT", "")
    assert [c for c in typed if c.isalnum()] == [
        c for c in read.replace("AND", "").replace("OR", "").replace("NOT", "") if c.isalnum()
    ]
