import sys

import pytest

from searchlib.analysis.tokenizer import PLAIN, class_of


def test_every_code_point_has_a_class() -> None:
    assert {class_of(code) for code in range(sys.maxunicode + 1)} == set("a0xh'-.,&_+#@m ")


@pytest.mark.parametrize(
    ("characters", "name"),
    [
        ("aÉßжم", "a"),
        ("09٣９", "0"),
        ("가²Ⅷ①", "x"),
        ("中々〇かガーｶ", "h"),
        ("'’‘`´＇׳״·", "'"),
        ("-‐‑", "-"),
        ("–—−", " "),
        ("\u0301\u00ad\u200d\ufeff\u0e31\ufe0f\uff9e", "m"),
        ("\u200b \n\0\ud800", " "),
    ],
)
def test_characters_are_of_the_class_that_their_use_says(characters: str, name: str) -> None:
    assert {character: class_of(ord(character)) for character in characters} == dict.fromkeys(characters, name)


def test_every_alphanumeric_is_a_word_character_but_for_the_halfwidth_voice_marks() -> None:
    others = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isalnum() and class_of(code) not in "a0xh"]
    assert others == ["\uff9e", "\uff9f"]


def test_plain_punctuation_keeps_letters_and_drops_what_nobody_sees() -> None:
    assert "O’Brień‑co\u00adop\ufeff ʻokina ＠１".translate(PLAIN) == "O'Brień-coop 'okina @１"
