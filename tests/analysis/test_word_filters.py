from collections.abc import Callable

import pytest
from hypothesis import given

from searchlib.analysis import WordFilter
from searchlib.analysis.word_filters import (
    Elisions,
    Folding,
    LowerCase,
    Numbers,
    acronyms,
    apostrophes,
    compounds,
    gershayim,
    plain_punctuation,
    possessives,
    singular,
    tags,
)
from tests.analysis.texts import TEXT

UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü"}

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
    (acronyms, "N.G.O.s", "NGOs 0"),
    (acronyms, "non-M.P.s-led", "non-MPs-led 0"),
    (gershayim, 'צה"ל', "צהל 0"),
    (gershayim, 'צָה"לִ', "צָהלִ 0"),
    (gershayim, 'צה"ל-ארה"ב', "צהל-ארהב 0"),
    (gershayim, 'א"ב"ג', "אבג 0"),
    (gershayim, 'ב"מעריב', 'ב"מעריב 0'),
    (gershayim, 'ב"צה"ל', 'ב"צהל 0'),
    (compounds, 'ב"מעריב', "ב 0, במעריב 0, מעריב 1"),
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
    (LowerCase(), "TE\u0301HERAN", "téheran 0"),
    (LowerCase(), "NGOs", "NGOs 0"),
    (LowerCase(UMLAUTS), "Mueller", "müller 0, mueller 0"),
    (LowerCase(UMLAUTS), "Müller", "müller 0"),
    (LowerCase(UMLAUTS), "Aerztehaeuser", "ärztehäuser 0, aerztehaeuser 0"),
    (LowerCase(UMLAUTS), "Bauer", "bauer 0"),
    (LowerCase(UMLAUTS), "neue", "neue 0"),
    (LowerCase(UMLAUTS), "Quelle", "quelle 0"),
    (Folding(), "US", "us 0"),
    (Folding(), "NGOs", "ngos 0"),
    (Folding(["it"], plurals=True), "NGOs", "NGOs 0"),
    (Folding(["it"], plurals=True), "ITs", "its 0"),
    (Folding(["it"], plurals=True), "Is", "is 0"),
    (Folding(["us"]), "US", "us 0, US 0"),
    (Folding(["us"]), "ＵＳ", "us 0, US 0"),
    (Folding(["us"]), "Us", "us 0"),
]


@pytest.mark.parametrize(("word_filter", "word", "expected"), CASES)
def test_a_filter_gives_what_it_says(word_filter: WordFilter, word: str, expected: str) -> None:
    assert ", ".join(f"{spelling} {step}" for spelling, step in word_filter(word)) == expected


ALL: list[Callable[[str], object]] = [
    plain_punctuation, tags, acronyms, gershayim, compounds, Numbers(), Numbers(","), possessives, Elisions(["l"]),
    apostrophes, LowerCase(), LowerCase(UMLAUTS), Folding(["us"]), Folding(["us"], plurals=True),
]  # fmt: skip


@given(TEXT)
def test_filters_take_any_text_and_give_the_same_again(text: str) -> None:
    for word_filter in ALL:
        assert word_filter(text) == word_filter(text)


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("NGOs", "NGO"), ("MPs", "MP"), ("PhDs", "PhD"), ("mRNAs", "mRNA"), ("A380s", "A380"), ("f16s", "f16"),
        ("16s", "16"), ("747s", "747"), ("1990s", ""), ("90s", ""), ("Is", ""), ("As", ""), ("embassies", ""),
        ("GPS", ""), ("s", ""), ("1s", "1"), ("@f16s", ""), ("", ""), ("s\ud800s", ""),
    ],
)  # fmt: skip
def test_a_plural_is_told_by_capitals_or_digits(plural: str, one: str) -> None:
    assert singular(plural) == one
