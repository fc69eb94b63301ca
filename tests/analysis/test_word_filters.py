import sys
from collections.abc import Callable
from unicodedata import name, normalize

import pytest
from hypothesis import given

from searchlib.analysis import WordFilter
from searchlib.analysis.word_filters import (
    Elisions,
    Folding,
    Numbers,
    acronyms,
    apostrophes,
    compounds,
    fold,
    lower,
    lower_case,
    plain_punctuation,
    possessives,
    tags,
)
from tests.analysis.texts import ANY_TEXT, TEXT

CASES: list[tuple[WordFilter, str, str]] = [
    (plain_punctuation, "O’Bri\u00aden‑x", "O'Brien-x 0"),
    (tags, "name", "name 0"),
    (tags, "@john_smith", "john_smith 0, @johnsmith 0"),
    (tags, "#AT&T", "AT&T 0, #ATT 0"),
    (acronyms, "U.S.", "US 0"),
    (acronyms, "U.S.-led", "US-led 0"),
    (acronyms, "U.S.'s", "US's 0"),
    (acronyms, "a.m.", "AM 0"),
    (acronyms, "3.6", "3.6 0"),
    (acronyms, "non-U.S.-3.5", "non-US-3.5 0"),
    (compounds, "word", "word 0"),
    (compounds, "Covid-19", "Covid 0, Covid19 0, 19 1"),
    (compounds, "AT&T", "AT 0, ATT 0, T 1"),
    (compounds, "state-of-the-art", "state 0, stateoftheart 0, of 1, the 2, art 3"),
    (compounds, "a-b-c-d-e", "a 0, b 1, c 2, d 3, e 4"),
    (compounds, "1,250-1,300", "1,250 0, 1,300 1"),
    (compounds, "-", ""),
    (Numbers(), "1,250", "1250 0"),
    (Numbers(), "1,250,000.75", "1250000.75 0"),
    (Numbers(), "1,250th", "1250th 0"),
    (Numbers(), "3.6", "3.6 0"),
    (Numbers(), "1,25,00,000.5", "12500000.5 0"),
    (Numbers(), "12,34,567", "1234567 0"),
    (Numbers(), "1.234.567", "1234567 0"),
    (Numbers(), "1.234.567,89", "1234567.89 0"),
    (Numbers(), "1.234,5", "1234.5 0"),
    (Numbers(), "1'234'567.5", "1234567.5 0"),
    (Numbers(), "192.168.100.200", "192 0, 168 1, 100 2, 200 3"),
    (Numbers(), "1.234", "1.234 0"),
    (Numbers(), "01,02,03", "01 0, 02 1, 03 2"),
    (Numbers(), "1,2,3", "1 0, 2 1, 3 2"),
    (Numbers(), "1234,567", "1234 0, 567 1"),
    (Numbers(), "10.0.0.1", "10 0, 0 1, 0 2, 1 3"),
    (Numbers(), "02.03.2005", "02 0, 03 1, 2005 2"),
    (Numbers(","), "1.250", "1250 0"),
    (Numbers(","), "3,6", "3.6 0"),
    (Numbers(","), "1,234,567", "1234567 0"),
    (Numbers(","), "1,234.5", "1234.5 0"),
    (Numbers(","), "1'234.50", "1234.50 0"),
    (Numbers(","), "12.05.199", "12 0, 05 1, 199 2"),
    (Numbers(","), "02.03.2005", "02 0, 03 1, 2005 2"),
    (possessives, "Azerbaijan's", "Azerbaijan 0"),
    (possessives, "USA'S", "USA 0"),
    (possessives, "Bush's-era", "Bush-era 0"),
    (possessives, "rock's'n", "rock's'n 0"),
    (possessives, "'s", "'s 0"),
    (Elisions(["l", "qu"]), "L'homme", "homme 0"),
    (Elisions(["l", "qu"]), "aujourd'hui", "aujourd'hui 0"),
    (Elisions(["l", "qu"]), "l'", "l' 0"),
    (apostrophes, "don't", "dont 0"),
    (lower_case, "TE\u0301HERAN", "téheran 0"),
    (Folding(), "US", "us 0"),
    (Folding(["us"]), "US", "us 0, US 0"),
    (Folding(["us"]), "ＵＳ", "us 0, US 0"),
    (Folding(["us"]), "Us", "us 0"),
]


@pytest.mark.parametrize(("word_filter", "word", "expected"), CASES)
def test_a_filter_gives_what_it_says(word_filter: WordFilter, word: str, expected: str) -> None:
    assert ", ".join(f"{spelling} {step}" for spelling, step in word_filter(word)) == expected


ALL: list[Callable[[str], object]] = [
    plain_punctuation, tags, acronyms, compounds, Numbers(), Numbers(","), possessives, Elisions(["l"]), apostrophes,
    lower_case, Folding(["us"]),
]  # fmt: skip


@given(TEXT)
def test_filters_take_any_text_and_give_the_same_again(text: str) -> None:
    for word_filter in ALL:
        assert word_filter(text) == word_filter(text)


FOLDED = {
    "Téhéran": "teheran",
    "Te\u0301he\u0301ran": "teheran",
    "ŁÓDŹ": "lodz",
    "Søren Ærø Œuvre": "sorenaeroœuvre".replace("œ", "oe"),
    "Straße STRAẞE": "strassestrasse",
    "ﬁnal ﬀ": "finalff",
    "Đorđe Þór Ðað ħŋĸſ": "dordethordadhnqs",
    "Iğdır İstanbul": "igdiristanbul",
    "Əliyev Ɛɔƒƙɓ": "aliyeveofkb",
    "ǆ Ǆ ĳ ꜳ ꜷ ȣ ʣ": "dzdzijaaauoudz",
    "ＡＢｃ １２": "abc12",
    "m² Ⅷ ①": "m2viii1",
    "Việt Nguyễn": "vietnguyen",
    "Σίσυφος ΆΪ": "σισυφοσαι",
    "Ёлка йод Київ": "елкайодкиїв",
    "مُحَمَّدٌ أحمد آن ـــ": "محمداحمدان",
    "שָׁלוֹם": "שלום",
    "हिन्दी": "हिन्दी",
    "ไทยที่": "ไทยที่",
    "ﾃﾚﾋﾞ が か\u3099": "テレビがが",
    "서울": "서울",
    "٣ ९": "39",
    "Hawaiʻi Qurʾan": "hawaiiquran",
}


@pytest.mark.parametrize(("text", "folded"), FOLDED.items())
def test_case_and_accents_are_folded_as_people_type(text: str, folded: str) -> None:
    assert "".join(fold(word) for word in text.split()) == folded


def test_every_latin_letter_that_lucene_folds_is_folded() -> None:
    """Letters with an addition (WITH STROKE, WITH HOOK...) of the blocks that ASCIIFoldingFilter names."""
    blocks = (range(0xC0, 0x250), range(0x1D00, 0x1DC0), range(0x1E00, 0x1F00), range(0x2C60, 0x2C80))
    letters = [chr(code) for block in blocks for code in block if " WITH " in name(chr(code), "")]
    left = [letter for letter in letters if name(letter).startswith("LATIN") and not fold(letter).isascii()]
    # A lambda and glottal stops, which are no basic Latin letters to Lucene either.
    assert left == ["ƛ", "ƾ"]


def test_folding_holds_for_every_character() -> None:
    """Folding again changes nothing, and composed or not is the same."""
    for code in range(sys.maxunicode + 1):
        folded = fold(chr(code))
        assert fold(folded) == folded, hex(code)
        assert fold(normalize("NFD", chr(code))) == folded, hex(code)


@given(ANY_TEXT)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_composed_and_decomposed_fold_to_the_same(text: str) -> None:
    assert fold(normalize("NFC", text)) == fold(normalize("NFD", text))
    assert lower(normalize("NFC", text)) == lower(normalize("NFD", text))


@pytest.mark.parametrize("word", ["a" * 5000, "é" * 5000, "a" + "\u0301\u0323" * 5000])
def test_very_long_words_are_folded_by_their_beginning(word: str) -> None:
    assert len(fold(word)) <= 1024
    assert len(lower(word)) <= 1024


def test_lower_keeps_accents_and_composes() -> None:
    assert lower("TE\u0301HE\u0301RAN") == "téhéran"
    assert lower("ﬁN") == "fin"
