"""The sweep: parts are where two rankings differ, each ranking is measured once, choices are held out."""

import numpy as np
import pytest
from attrs import evolve

from benchmarks import judged
from benchmarks.sweep import Part, Rankings, chosen, parts, sweep_tables
from benchmarks.systems import OURS, PLAIN
from searchlib.engine.ranking import BM25, DEFAULT

TRIED = (Part("stop_words", (True, False)), Part("title", (2.0, 1.5, 2.5, 1.0)))
assert (DEFAULT.stop_words, BM25.stop_words) == (True, False)


class Made:
    """Figures that a formula gives: stop words help on two collections, titles on one and harm on another."""

    def __init__(self):
        self.known = {}

    def __len__(self):
        return len(self.known)

    def measure(self, rankings):
        return [self.known.setdefault(ranking, self._figures(ranking)) for ranking in rankings]

    def _figures(self, ranking):
        helped = 0.1 * ranking.stop_words
        return {
            "one": 0.5 + helped + 0.1 * ranking.title,
            "two": 0.5 + helped,
            "three": 0.5 - helped - 0.15 * ranking.title,
        }


def test_parts_are_where_the_default_differs_from_plain_bm25():
    found = {part.field: part for part in parts(DEFAULT, BM25)}
    assert {part.field for part in found.values()} == {
        name for name in found if getattr(DEFAULT, name) != getattr(BM25, name)
    }
    for part in found.values():
        assert (part.values[0], part.without) == (getattr(DEFAULT, part.field), getattr(BM25, part.field))
        assert len(set(part.values)) == len(part.values)
        for value in part.values:  # each is one that a ranking may have
            evolve(DEFAULT, **{part.field: value})
    assert parts(evolve(BM25, title=3.0), BM25) == (Part("title", (3.0, 2.0, 1.0)),)
    assert parts(evolve(BM25, burst=True), BM25) == (Part("burst", (True, False)),)
    assert parts(BM25, BM25) == ()


@pytest.mark.parametrize(
    ("held_out", "stop_words", "title"), [("one", True, 1.0), ("two", True, 1.0), ("three", True, 2.5)]
)
def test_a_choice_does_not_see_what_is_held_out(held_out, stop_words, title):
    best = chosen(TRIED, Made(), held_out)
    assert (best.stop_words, best.title) == (stop_words, title)


def test_what_gains_too_little_takes_no_place_of_the_default():
    assert chosen((Part("k1", (DEFAULT.k1, 0.7, 1.2)),), Made(), "one") == DEFAULT
    assert chosen((Part("title", (2.0, 2.01)),), Made(), "three") == DEFAULT  # 0.0005 on the mean
    assert chosen((Part("title", (2.0, 2.03)),), Made(), "three").title == 2.03


def test_tables_tell_what_parts_add_and_what_is_chosen_again():
    left_out, one_by_one, held_out, choices = sweep_tables(TRIED, Made(), ["one", "two", "three"])
    assert [row["ranking"] for row in left_out.rows] == [OURS, "without stop words", "without weight of titles"]
    assert [row["two"] for row in left_out.rows] == ["0.6000", "0.5000", "0.6000"]
    assert [row["ranking"] for row in one_by_one.rows] == [PLAIN, "and stop words", "and weight of titles"]
    default, others, difference = held_out.rows
    assert (default["three"], others["three"], difference["three"]) == ("0.1000", "0.0250", "-0.0750")
    assert (others["one"], others["two"]) == ("0.7000", "0.6000")
    assert [row["chosen with it"] for row in choices.rows] == ["3 of 3", "1 of 3"]
    assert choices.rows[1]["values chosen"] == "1.0 (2), 2.5 (1)"
    assert float(choices.rows[0]["mean, with"]) == pytest.approx(np.mean([0.8, 0.6, 0.1]), abs=1e-4)


def test_a_single_collection_has_nothing_held_out():
    assert len(list(sweep_tables(TRIED, Made(), ["one"]))) == 2


@pytest.mark.slow
def test_two_processes_measure_each_ranking_once(data, tmp_path):
    pytest.importorskip("ir_measures")
    with Rankings(list(judged.collections(data)), tmp_path / "indexes") as rankings:
        first, again = rankings.measure([DEFAULT, DEFAULT])
        assert (first, len(rankings)) == (again, 1)
        assert set(first) == {"tiny", "wiki"}
        assert rankings.measure([BM25])[0]["tiny"] > 0.5
