"""All matches of any engine, as plain lists, are sorted, grouped and cut as a plain reading of the request says."""

import datetime
from itertools import groupby
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.engine.base import Request
from searchlib.engine.collector import collected
from searchlib.engine.search import MatchTable

FAR = datetime.date.max.toordinal() + 1
articles = st.lists(
    st.tuples(st.sampled_from([0, 731_000, 731_001]), st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.5]), max_size=5)),
    max_size=6,
)


def rows_of(articles):
    """(key, score, article, day) of each passage; keys are opaque, and do not ascend."""
    return [
        (f"{-number}/{place}", score, number, day)
        for number, (day, scores) in enumerate(articles)
        for place, score in enumerate(scores)
    ]


def request(sort, group, limit=10, offset=0):
    return Request(question=SimpleNamespace(), sort=sort, group=group, limit=limit, offset=offset)


@given(
    articles,
    st.sampled_from(["relevance", "newest", "oldest"]),
    st.sampled_from([None, "article"]),
    st.integers(0, 5),
    st.integers(0, 5),
    st.booleans(),
    st.booleans(),
)
def test_matches_come_in_the_order_asked_for(articles, sort, group, limit, offset, is_complete, as_arrays):
    rows = rows_of(articles)
    column = np.array if as_arrays else list
    keys, scores, numbers = (column([row[place] for row in rows]) for place in range(3))
    days = column([day for day, _ in articles])
    wholes = column([number % 3 / 2 for number, _ in enumerate(articles)])
    matches = MatchTable(keys, scores, numbers, lambda: days, lambda: wholes, is_complete)
    found = collected(matches, request(sort, group, limit, offset), None)
    entries = [(*row, []) for row in rows]
    if group:
        entries = []
        for number, passages in groupby(rows, key=lambda row: row[2]):
            best = sorted(passages, key=lambda row: -row[1])[:3]
            worth = best[0][1] + number % 3 / 8
            entries.append((best[0][0], worth, number, best[0][3], [row[:2] for row in best[1:]]))
        places = {row[0]: place for place, row in enumerate(rows)}
        entries.sort(key=lambda entry: places[entry[0]])
    sign = -1 if sort == "newest" else 1
    entries.sort(key=lambda each: ((sign * each[3] if each[3] else FAR) if sort != "relevance" else 0, -each[1]))
    page = entries[offset : offset + limit]
    assert found.keys == [entry[0] for entry in page]
    assert found.scores == pytest.approx([entry[1] for entry in page])
    assert found.total == (len(entries) if is_complete else None)
    assert list(found.others) == ([entry[4] for entry in page] if group else [])


def test_the_first_of_the_whole_ranking_are_given_whatever_the_page():
    matches = MatchTable("abc", [1.0, 3.0, 2.0], [0, 0, 1], lambda: [0, 0], lambda: [0.0, 0.0])
    assert collected(matches, request("relevance", None, 1, 2), 2).keys == ["b", "c"]
