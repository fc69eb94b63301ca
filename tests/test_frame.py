"""Results as a table of pandas'."""

import datetime
import sys

import pytest

from searchlib.errors import MissingExtra
from searchlib.results import Asked, Results
from tests.cli.values import hit

COLUMNS = [
    "rank",
    "score",
    "id",
    "title",
    "heading",
    "paragraph",
    "text",
    "place",
    "date",
    "authors",
    "language",
    "url",
]


def test_without_pandas_its_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtra, match=r"to_pandas: needs the extra 'pandas': pip install 'searchlib\[pandas\]'"):
        Results((hit(),), 1).to_pandas()


def test_a_hit_is_a_row():
    pytest.importorskip("pandas")
    early = hit(date=datetime.date(1600, 1, 1), metadata={"id": 7, "tags": ("a", "b")}, score=None)
    table = Results((hit(), early, hit(date=None)), 30, asked=Asked(offset=10)).to_pandas()
    assert list(table) == [*COLUMNS, "metadata.desk", "metadata.seen", "metadata.id", "metadata.tags"]
    assert list(table["rank"]) == [11, 12, 13]
    assert table["place"][0] == "news/vienna.txt:5"
    assert (table["authors"][0], table["paragraph"][0], table["heading"][0]) == (
        "Ada Byron; Karl Kraus",
        2,
        "The closure",
    )
    assert table["date"].dtype == "datetime64[s]"
    assert table["date"].dt.year[:2].tolist() == [2024, 1600]
    assert table["date"].isna().tolist() == [False, False, True]
    assert table["score"].isna().tolist() == [False, True, False]
    assert table["metadata.tags"][1] == ("a", "b")


def test_no_hit_is_a_table_without_rows():
    pytest.importorskip("pandas")
    table = Results((), 0).to_pandas()
    assert (list(table), len(table)) == (COLUMNS, 0)
    assert table["date"].dtype == "datetime64[s]"
