"""The batch path finds the words of the rules: classes of characters, borders between words, places in bytes."""

import sys
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.analysis.batch import tokenizer
from searchlib.analysis.batch.tokenizer import MARGIN, Classes, classes_of, word_borders
from searchlib.analysis.tokenizer import class_of
from tests.analysis.windows import words_by_windows

SPACES = b" " * MARGIN


def spans(text: str) -> list[tuple[int, int]]:
    classes = classes_of(SPACES + text.encode() + SPACES)
    starts, ends = (classes.in_bytes(places) - MARGIN for places in word_borders(classes.numbers))
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


@pytest.mark.parametrize("length", range(6))
def test_every_short_text_is_cut_as_the_rules_say(length: int) -> None:
    """All texts of that length at once, five spaces apart, so that no rule looks across."""
    texts = ["".join(text) for text in product("a0'.+#@ " if length < 5 else "a0'.+@ ", repeat=length)]
    if length < 5:
        texts += ["".join(text) for text in product("aA0²'.,+#@가\u00a0 ", repeat=length)]
    if length < 4:
        texts += ["".join(text) for text in product("aא\"״'.+#0 ", repeat=length)]
    everything = (" " * 5).join(texts)
    width = length + 5
    found = word_borders(classes_of(SPACES + everything.encode() + SPACES).numbers)
    by_text: list[list[tuple[int, int]]] = [[] for _ in texts]
    for start, end in zip(*(places - MARGIN for places in found), strict=True):
        by_text[start // width].append((start % width, start % width + end - start))
    assert by_text == [words_by_windows(text) for text in texts]


@pytest.mark.parametrize("text", ["", "a", "a\u0301b", "\u0301a", "a.\u0301b\u00ad. c", "1\u00ad.2", "é", "日本語"])
def test_borders_are_places_in_bytes(text: str) -> None:
    lengths = np.cumsum([0, *(len(character.encode()) for character in text)]).tolist()
    assert spans(text) == [(lengths[start], lengths[end]) for start, end in words_by_windows(text)]


def test_every_code_point_has_the_class_of_its_character() -> None:
    """All of Unicode, surrogates too: the marks are left out, each at the bytes of its own."""
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    found = classes_of(everything.encode("utf-8", "surrogatepass"))
    expected = [class_of(code) for code in range(sys.maxunicode + 1)]
    numbers = bytes(tokenizer._NUMBER[name] for name in expected if name != "m")
    assert found.numbers.tobytes() == numbers


@pytest.mark.parametrize("marks", [[], [0], [4], [0, 1, 2], [2, 3, 6], list(range(0, 20, 2))])
def test_places_without_marks_become_places_in_bytes(marks: list[int]) -> None:
    kept = [place for place in range(30) if place not in marks]
    classes = Classes(np.empty(len(kept), np.uint8), np.array(marks, np.intp))
    for some in (kept, kept[::3], kept[:1], []):
        places = np.array([kept.index(place) for place in some], np.intp)
        assert classes.in_bytes(places).tolist() == some


@given(st.text(st.characters(exclude_categories=()), max_size=30))
def test_a_character_of_any_width_is_found_at_its_first_byte(text: str) -> None:
    found = classes_of(text.encode("utf-8", "surrogatepass"))
    widths = [len(character.encode("utf-8", "surrogatepass")) for character in text]
    begins = [sum(widths[:i]) for i, character in enumerate(text) if class_of(ord(character)) != "m"]
    assert found.in_bytes(np.arange(len(found.numbers))).tolist() == begins
