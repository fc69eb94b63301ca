"""All words at once give the same answers as one word after the other."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.automata.automaton import Similar, matches, of_expression, of_wildcard
from searchlib.engine.execution import dictionary_scan
from searchlib.engine.execution.deadline import Deadline, OutOfTime
from searchlib.engine.execution.dictionary_scan import accepted

automata = st.one_of(
    st.sampled_from(["(a+)+b", "(a|aa)+$", "b?c.{2}|[^a]é*$", ".*", "", "(?i)A", r"(.*[ab].{0,3}){2}c\Z"]).map(
        of_expression
    ),
    st.text("ab*?", max_size=5).map(of_wildcard),
    st.builds(Similar, st.text("abc", max_size=5), st.integers(0, 2)),
)


def as_arrays(words):
    return np.array([ord(c) for word in words for c in word], np.uint32), np.cumsum([0, *map(len, words)])


@pytest.mark.parametrize("table", [0, 1 << 22])
@settings(max_examples=60, deadline=None)
@given(automaton=automata, words=st.lists(st.text("abcé\U0001f600", max_size=6), max_size=12))
def test_a_word_is_accepted_where_it_is_alone(table, automaton, words):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dictionary_scan, "_TABLE", table)
        assert accepted(automaton, *as_arrays(words)).tolist() == [matches(automaton, word) for word in words]


def test_an_expression_that_would_explode_takes_a_step_for_each_character():
    words = ["a" * length for length in range(255)]
    steps = []

    class Counting:
        def __init__(self, automaton):
            self.start, self.symbol, self.accepts = automaton.start, automaton.symbol, automaton.accepts
            self._automaton = automaton

        def following(self, state, symbol):
            steps.append(state)
            return self._automaton.following(state, symbol)

    assert not accepted(Counting(of_expression("(a|aa)*(a+)+b")), *as_arrays(words)).any()
    assert len(steps) == 254


def test_time_is_asked_for():
    with pytest.raises(OutOfTime):
        accepted(of_wildcard("*"), *as_arrays(["a"]), Deadline(0.0, clock=lambda: 1.0))
