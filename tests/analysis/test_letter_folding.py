import sys
from unicodedata import name, normalize

import pytest
from hypothesis import given

from searchlib.analysis.word_filters import fold, lower
from tests.analysis.texts import ANY_TEXT

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
