import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchlib.white_space import running_text

RUNNING = {
    " a\tb \n c\u2028d ": "a b c d",
    "the muni-\ncipality had": "the muni-\u00adcipality had",
    "the (muni- \r\n   cipality's), x": "the (muni-\u00adcipality's), x",
    "muni‐\ncipality MUNI-\nCIPALITY O’Con-\nnor": "muni‐\u00adcipality MUNI-\u00adCIPALITY O’Con-\u00adnor",
    "in-\nter-\nnational": "in-\u00adter-\u00adnational",
    "gover-\nnor Frau-\nen": "gover-\u00adnor Frau-\u00aden",
    "well-\nknown": "well-\u00adknown",
    "state-of-the-\nart face-\nto-face": "state-of-the-art face-to-face",
    "Anglo-\nSaxon 1990-\n1995 F-\n16": "Anglo-Saxon 1990-1995 F-16",
    "20-\nyear e-\nmail vitamin-\na": "20-year e-mail vitamin-a",
    "U.S.-\nled http://a.b/foo-\nbar.html": "U.S.-led http://a.b/foo-bar.html",
    "pre-\nand post-war Vor-\noder Nachteil": "pre- and post-war Vor- oder Nachteil",
    "pre- and post-war, well- known": "pre- and post-war, well- known",
    "muni-\n\ncipality": "muni- cipality",
    "- one\n- two\n-three": "- one - two -three",
    "-\n-\n-": "- - -",
    "a | - | -\n- | b -\nc --\nd": "a | - | - - | b - c -- d",
    "the end-\n": "the end-",
    "-": "-",
    "muni\u00ad\ncipality and muni\u00ad cipality, co\u00adop": "muni\u00adcipality and muni\u00adcipality, co\u00adop",
    "a \u00ad b": "a \u00ad b",
    "3\u00a0456\u202f678,5 12\u2009345": "3\u00a0456\u202f678,5 12\u2009345",
    "in\u00a02019\u00a0500 people, 12\u00a0 345 01\u00a042\u00a034": "in 2019 500 people, 12 345 01 42 34",
    "ភាសា\u200bខ្មែរ foo\u200bbar": "ភាសាខ្មែរ foo\u200bbar",
}


@pytest.mark.parametrize(("raw", "text"), RUNNING.items())
def test_white_space_and_line_ends_are_what_a_reader_takes_them_for(raw, text):
    assert running_text(raw) == text


PIECES = st.sampled_from([*"aZé1.,-‐ \n\t\r", "\u00ad", "\u00a0", "\u202f", "\u0301", "and ", "123", "\u200b", "ก", "ี"])


@settings(max_examples=60)
@example("a\u00ad\n\nb")
@given(st.lists(PIECES).map("".join))
def test_no_letter_is_lost_and_folding_again_changes_nothing(raw):
    text = running_text(raw)
    assert running_text(text) == text == text.strip()
    assert [c for c in text if c.isalnum()] == [c for c in raw if c.isalnum()]
    assert all(not space.isspace() or space in " \u00a0\u202f" for space in text)


def test_a_column_of_hyphens_takes_time_in_proportion_to_its_length():
    start = time.process_time()
    for raw in ("-\n" * 50_000, "a-\n" * 50_000, "3\u00a0" * 50_000, "a" * 100_000 + "-\nb", "-" + " " * 100_000):
        running_text(raw)
    assert time.process_time() - start < 2
