import pytest
from hypothesis import given, settings

from searchlib.analysis import preset
from searchlib.analysis.broken_words import broken_words, whole_words
from tests.analysis.texts import TEXT

BECOME = {
    "plain": "plain 0",
    "": " 0",
    "D. K.": "D.K. 0, D. 0, K. 0",
    "É. A.\u00a0Ü.": "É.A.Ü. 0, É. 0, A. 0, Ü. 0",
    "A. B. C. D. E.": "A. 0, B. 1, C. 2, D. 3, E. 4",
    "3\u00a0456\u202f678,5": "3456678,5 0",
    "muni-\u00adcipality": "municipality 0, muni 0, cipality 0",
    "in-\u00adter‐\u00adnational's": "international's 0, in 0, ter 0, national's 0",
    "co\u00adop": "co\u00adop 0",
    "well-known": "well-known 0",
}


@pytest.mark.parametrize(("word", "expected"), BECOME.items())
def test_a_word_in_pieces_becomes_the_whole_and_its_parts(word, expected):
    assert ", ".join(f"{spelling} {step}" for spelling, step in broken_words(word)) == expected


TYPED = {
    "D. K. Kim and vitamin C. I think": "D.K. Kim and vitamin C. I think",
    "3\u00a0456\u202f678 people": "3456678 people",
    "the muni-\ncipality, the muni-\u00adcipality": "the muni-cipality, the muni-cipality",
    "pre- and post-war": "pre- and post-war",
    "vitamins A. B. C. D. E.": "vitamins A. B. C. D. E.",
    "กรุงเทพ D. K.": "กรุงเทพ D.K.",
}


@pytest.mark.parametrize(("text", "expected"), TYPED.items())
def test_what_was_pasted_is_as_a_person_types_it(text, expected):
    assert whole_words(text) == expected
    assert whole_words(expected) == expected


@settings(max_examples=50)
@given(TEXT)
def test_typing_a_text_loses_no_letter(text):
    assert [c for c in whole_words(text) if c.isalnum()] == [c for c in text if c.isalnum()]


WAYS = {
    "3456678": [
        "3\u00a0456\u00a0678",
        "3\u202f456\u2009678",
        "3,456,678",
        "3'456'678",
        "3’456’678",
        "3.456.678",
        "34,56,678",
    ],
    "us": ["U. S.", "U.S.", "US", "U.\u00a0S."],
    "dk": ["D. K.", "D.K.", "DK"],
}


@pytest.mark.parametrize(("spelling", "ways"), WAYS.items())
def test_each_way_of_writing_is_found_by_each_other(spelling, ways):
    analyzer = preset()
    for way in ways:
        (token,) = analyzer.tokens(way)
        assert spelling in {term.spelling for term in token.terms}
        assert token.width == 1


def test_initials_that_are_spaced_are_no_pronoun():
    (token,) = preset().tokens("U. S.")
    assert {"US", "us", "u", "s"} == {term.spelling for term in token.terms}
    assert [term.spelling for term in preset().query_terms("U.S.")] == ["US"]
