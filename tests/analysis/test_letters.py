import sys
from unicodedata import name, normalize

import pytest
from hypothesis import given

from searchlib.analysis.letters import fold, fold_small, lower
from tests.analysis.texts import ANY_TEXT, TRICKY_TEXT

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
    "हिन्दी हिंदी": "हिंदीहिंदी",
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
    """Folding again changes nothing, and composed or not is the same. The planes between have no characters."""
    for code in (*range(0x34000), *range(0xE0000, 0xE0200), sys.maxunicode):
        folded = fold(chr(code))
        assert fold(folded) == folded, hex(code)
        assert fold(normalize("NFD", chr(code))) == folded, hex(code)


SAME = {
    "كتاب": "کتاب",
    "ايران": "ایران ایرٰان ایـــران اِیران",
    "الله": "اللہ اللە ﷲ",
    "رحمة": "رحمۃ رحمه رَحْمَةٌ",
    "علي": "على علی علے",
    "خانه": "خانۀ خانهٔ خانۂ خانة",
    "احمد": "أحمد إحمد آحمد ٱحمد أَحْمَد",
    "مؤمن": "مُؤْمِن مو\u0654من مو\u064f\u0654من",
    "مسئله": "مسی\u0654له مسى\u0654له مسئلة",
    "لا": "ﻻ ﻼ",
    "قال": "قَالَ ق\u08f0ال",
    "ميروم": "می\u200cروم",
    "וו": "װ",
    "יידיש": "ײדיש ײִדיש",
    "संबंध": "सम्बन्ध संबन्ध सम्बंध",
    "गंगा": "गङ्गा",
    "कंठ": "कण्ठ",
    "पंच": "पञ्च",
    "जमीन": "ज़मीन ज\u093cमीन",
    "हंस": "हँस",
    "ऑफिस": "अॉफिस अाॅफिस आॅफिस",
    "और": "अौर अाैर आैर",
    "ऐसा": "एेसा",
    "আমি": "অামি",
    "ഞാൻ": "ഞാന് ഞാന്\u200d",
    "সৎ": "সত্ সত্\u200d",
    "テレビ": "ﾃﾚﾋﾞ",
    "グループ": "ｸﾞﾙｰﾌﾟ",
    "abc12": "ＡＢＣ１２",
    "가": "ﾡￂ",
}


@pytest.mark.parametrize(("letters", "others"), SAME.items())
def test_letters_that_are_the_same_to_a_reader_are_one(letters: str, others: str) -> None:
    assert [fold(other) for other in others.split()] == [fold(letters)] * len(others.split())


OTHER = [
    "ؤ و",
    "ئ ي",
    "ء ا",
    "ھ ہ",
    "گ ك",
    "й и",
    "ї і",
    "ड़ ढ",
    "आ अ",
    "अन्य अंय",
    "उन्हें उंहें",
    "ク グ",
    "שׁ ס",
    "ك ق",
    "ה ח",
]


@pytest.mark.parametrize("pair", OTHER)
def test_letters_that_differ_to_a_reader_stay_apart(pair: str) -> None:
    one, other = pair.split()
    assert fold(one) != fold(other)


@pytest.mark.parametrize("word", ["ـ", "ـــ", "\u064b\u064c", "\u0301" * 10_000, "\u200d", "\u093c", "ﹰ"])
def test_of_marks_and_tatweel_alone_nothing_is_left(word: str) -> None:
    assert fold(word) == ""


def test_letters_of_persian_keyboards_are_arabic_to_a_stemmer() -> None:
    assert lower("کتابی ہمۃ خانۀ مسی\u0654له") == "كتابي همة خانه مسئله"


def test_what_is_in_capitals_may_stay() -> None:
    assert [fold_small(word) for word in ("US", "NGOs", "Téhéran")] == ["US", "ngos", "teheran"]


@given(TRICKY_TEXT)
def test_tricky_letters_are_folded_once_and_for_all(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded == fold(normalize("NFC", text)) == fold(normalize("NFD", text))


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
