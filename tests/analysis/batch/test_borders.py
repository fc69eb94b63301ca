"""The borders of the batch path against the rules, character by character, for every short text of the classes."""

from itertools import product

import numpy as np
import pytest

from searchlib.analysis.batch.tokenizer import MARGIN, classes_of, word_borders
from tests.analysis.windows import words_by_windows

SPACES = b" " * MARGIN


def spans(text: str) -> list[tuple[int, int]]:
    classes = classes_of(SPACES + text.encode() + SPACES)
    starts, ends = (classes.in_bytes(places) - MARGIN for places in word_borders(classes.numbers))
    return list(zip(starts.tolist(), ends.tolist(), strict=True))


@pytest.mark.parametrize("length", range(6))
def test_every_short_text_is_cut_as_the_rules_say(length: int) -> None:
    """All texts of that length at once, five spaces apart, so that no rule looks across."""
    texts = ["".join(text) for text in product("a0'.+#@ ", repeat=length)]
    if length < 5:
        texts += ["".join(text) for text in product("a0²'.,+#@가 ", repeat=length)]
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
