import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.analysis.batch import tokenizer
from searchlib.analysis.batch.tokenizer import Classes, classes_of
from searchlib.analysis.tokenizer import class_of


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
