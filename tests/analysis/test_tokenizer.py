import sys
import time
from unicodedata import normalize

import pytest
from hypothesis import example, given

from searchlib.analysis.tokenizer import PLAIN, class_of, stretch, stretches, words
from tests.analysis.texts import TEXT, TRICKY_TEXT
from tests.analysis.windows import words_by_windows

WORDS = {
    "It’s Azerbaijan’s, not O'Brien`s or O´Brien's.": "It’s|Azerbaijan’s|not|O'Brien`s|or|O´Brien's",
    "al-Assad's e‑mail -- no—dash – -here- 'quoted' _this_": "al-Assad's|e‑mail|no|dash|here|quoted|this",
    "1,250 and 3.6, 1,2,3. $3.6 billion (4.) ١٬٢٥٠": "1,250|and|3.6|1,2,3|3.6|billion|4|١٬٢٥٠",
    "The U.S. is U.S.-led; U.S.’s J.F.K. and U.S": "The|U.S.|is|U.S.-led|U.S.’s|J.F.K.|and|U.S",
    "at 5 p.m., e.g. here.Then A.Smith U.S.Army Ph.D.": "at|5|p.m.|e.g.|here|Then|A|Smith|U.S|Army|Ph|D",
    "AT&T, R&D & snake_case __init__": "AT&T|R&D|snake_case|init",
    "C++, g++ C++11 C+++ C# F#-like C#m a+b C++语言": "C++|g++|C|11|C|C#|F#-like|C|m|a|b|C++|语言",
    "@name #tag, ##tag a@b #1 @ # (@x) C##tag": "@name|#tag|#tag|a|b|#1|@x|C|#tag",
    "someone.else@mail.example.com": "someone|else|mail|example|com",
    "https://www.example.com/a-b_c.html?q=1&r=2#top": "https|www|example|com|a-b_c|html|q|1&r|2|top",
    "東京都は 東。Xは第3章": "東京|京都|都は|東|X|は第|3|章",
    "コーヒー ﾃﾚﾋﾞ か\u3099き": "コー|ーヒ|ヒー|ﾃﾚ|ﾚﾋﾞ|か\u3099き",
    "서울 हिन्दी": "서울|हिन्दी",
    "ภาษาไทย": "ภา|าษ|ษา|าไ|ไท|ทย",
    "กุ้ง ก 3ปี x": "กุ้ง|ก|3|ปี|x",
    "ខ្មែរ မြန်မာ": "ខ្មែ|មែរ|မြန်|န်မာ",
    "D. K. Kim, D.K. Kim; (É. A. Ü.) O'B. C. D. x": "D. K.|Kim|D.K.|Kim|É. A. Ü.|O'B|C. D.|x",
    "Plan B. A new plan. Vitamin C. I think U. S.": "Plan|B|A|new|plan|Vitamin|C|I|think|U. S.",
    "A.  B. C.\nD. e. F. G.H. I. J.K": "A|B. C.|D|e|F|G.H.|I|J.K",
    "a 3\u00a0456\u202f678, 12\u2009345 A4\u00a0100 1.5\u00a0100": "a|3\u00a0456\u202f678|12\u2009345|A4|100|1.5|100",
    "2019\u00a0500 1\u00a02345 01\u00a042\u00a034 3\u00a0456,5": "2019|500|1|2345|01|42|34|3\u00a0456,5",
    "co\u00adop \ufeffbegin Te\u0301he\u0301ran ❤\ufe0f": "co\u00adop|begin|Te\u0301he\u0301ran",
    "zero\u200bwidth left\u200e to": "zero|width|left\u200e|to",
    "E\u0301.U. m² Ⅷ ½": "E\u0301.U.|m²|Ⅷ|½",
    "Qurʾan ʿAbd Hawaiʻi col·lecció צה״ל": "Qurʾan|ʿAbd|Hawaiʻi|col·lecció|צה״ל",
    'צה"ל צה”ל, תנ"ך" "שלום" ב"מעריב" צָה"לִ': 'צה"ל|צה”ל|תנ"ך|שלום|ב"מעריב|צָה"לִ',
    'x"y "ab" 12"א א"12 א""ב צה"ל-ארה"ב': 'x|y|ab|12|א|א|12|א|ב|צה"ל-ארה"ב',
    "": "",
    "... -- !": "",
}


@pytest.mark.parametrize(("text", "expected"), WORDS.items())
def test_words_are_where_people_see_them(text: str, expected: str) -> None:
    assert [text[start:end] for start, end in words(text)] == (expected.split("|") if expected else [])


@given(TEXT)
@example("U.S.-a'b")
@example("a#b##c")
@example("1.a.b.2")
def test_words_are_those_of_the_documented_rules(text: str) -> None:
    assert list(words(text)) == words_by_windows(text)


@given(TEXT)
def test_spans_ascend_within_the_text_and_only_unspaced_writing_overlaps(text: str) -> None:
    last = (-1, 0)
    for start, end in words(text):
        assert last[0] < start < end <= len(text)
        assert start >= last[1] or class_of(ord(text[start])) == "h"
        last = start, end


@given(TEXT)
def test_every_alphanumeric_is_in_a_word(text: str) -> None:
    covered = {place for start, end in words(text) for place in range(start, end)}
    missed = [c for i, c in enumerate(text) if c.isalnum() and class_of(ord(c)) != "m" and i not in covered]
    assert missed == []


@given(TRICKY_TEXT)
def test_composed_and_decomposed_texts_have_the_same_words(text: str) -> None:
    composed, decomposed = normalize("NFC", text), normalize("NFD", text)
    of_composed = [normalize("NFD", composed[start:end]) for start, end in words(composed)]
    assert of_composed == [decomposed[start:end] for start, end in words(decomposed)]


def test_a_character_and_its_decomposition_are_of_one_class_in_all_of_unicode() -> None:
    different = []
    for code in range(sys.maxunicode + 1):
        base, *further = normalize("NFD", chr(code))
        same = class_of(code) == class_of(ord(base))
        marks = all(class_of(ord(mark)) == "m" for mark in further)
        if not same or not (marks or class_of(code) == "x"):  # x: a Hangul syllable decomposes to letters
            different.append(chr(code))
    assert different == []


def test_ten_thousand_hyphens_and_letters_are_one_word() -> None:
    assert words("a-" * 10_000 + "a") == [(0, 20_001)]
    assert words("a" * 10_000) == [(0, 10_000)]
    assert len(words("a." * 10_000)) == 1


def test_every_code_point_has_a_class() -> None:
    assert {class_of(code) for code in range(sys.maxunicode + 1)} == set("Aai0xh'\"-.,&_+#@ms~ ")


@pytest.mark.parametrize(
    ("characters", "name"),
    [
        ("aéßжʰ", "a"),
        ("AÉЖمक", "A"),
        ("09٣９", "0"),
        ("가²Ⅷ①", "x"),
        ("中々〇かガーｶกเำລຽမឝᦀ", "h"),
        ("'’‘`´＇׳·", "'"),
        ('"“”„＂״', '"'),
        ("אתםﬡײ", "i"),
        ("-‐‑", "-"),
        ("–—−", " "),
        ("\u0301\u00ad\u200d\ufeff\u0e31\ufe0f\uff9e", "m"),
        (" ", "s"),
        ("\u00a0\u2009\u202f", "~"),
        ("\u200b\u3000\n\0\ud800", " "),
    ],
)
def test_characters_are_of_the_class_that_their_use_says(characters: str, name: str) -> None:
    assert {character: class_of(ord(character)) for character in characters} == dict.fromkeys(characters, name)


def test_every_alphanumeric_is_a_word_character_but_for_the_halfwidth_voice_marks() -> None:
    others = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isalnum() and class_of(code) not in "Aai0xh"]
    assert others == ["\uff9e", "\uff9f"]


def test_plain_punctuation_keeps_letters_and_drops_what_nobody_sees() -> None:
    assert "O’Brień‑co\u00adop\ufeff ʻokina ＠１".translate(PLAIN) == "O'Brień-coop 'okina @１"


@pytest.mark.parametrize("text", ["กรุงเทพ" * 15_000, "\u0e31" * 100_000, "A. " * 30_000, "1\u00a0" * 50_000])
def test_long_texts_without_a_space_are_cut_in_time_in_proportion_to_their_length(text: str) -> None:
    start = time.process_time()
    assert len(words(text)) == {"ก": 89_999, "\u0e31": 0, "A": 1, "1": 50_000}[text[0]]
    assert time.process_time() - start < 2


@given(TEXT)
@example("D. K\uff9e. é")
@example("é A.\u00ad\u00a0B.")
@example("١٢٣\u00a0٤٥٦ .")
def test_no_word_reaches_over_two_stretches(text: str) -> None:
    pieces = [(found.start(), found[0]) for found in stretch(text).finditer(text)]
    assert [piece for _, piece in pieces] == stretches(text)
    found = [(place + start, place + end) for place, piece in pieces for start, end in words(piece)]
    assert found == list(words(text))
