"""docs/analysis.md is true: what it says is the same has the same spellings."""

import re
from pathlib import Path

import pytest

from searchlib.analysis import preset

PAGE = Path(__file__).parent.parent.parent / "docs" / "analysis.md"

CELLS = re.findall(r"^\|(.*)\|(.*)\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
TABLE = [[re.findall("`([^`]+)`", cell) for cell in row] for row in CELLS]
ROWS = [(ones, others) for ones, others in TABLE if ones and len(ones) == len(others)]


def spelled(text: str) -> list[set[str]]:
    return [{term.spelling for term in token.terms} for token in preset("plain").tokens(text)]


@pytest.mark.parametrize(("ones", "others"), ROWS)
def test_what_the_page_calls_the_same_has_the_same_spellings(ones: list[str], others: list[str]) -> None:
    assert list(map(spelled, ones)) == list(map(spelled, others))


def test_the_page_has_the_rows_that_are_tried() -> None:
    assert len(ROWS) >= 8
