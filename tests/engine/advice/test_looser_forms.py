"""What was a phrase becomes words near each other, then all of them; all else stays as it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.analysis.presets import preset
from searchlib.engine.advice.looser_forms import all_near, all_together
from searchlib.query import read
from searchlib.query.canonical import canonical

ANALYZER = preset()

CASES = [  # as typed, near each other, all together
    ("embassy iran", "embassy iran", "embassy iran"),
    ('"embassy"', '"embassy"', '"embassy"'),
    ('"closed embassy"', '"closed embassy"~5', "closed AND embassy"),
    ('"closed embassy"~5', '"closed embassy"~5', "closed AND embassy"),
    ('"closed embassy"~3', '"closed embassy"~3', '"closed embassy"~3'),
    ('title:"closed embassy"', 'title:"closed embassy"~5', "title:closed AND title:embassy"),
    ('"war AND peace"', '"war AND peace"~5', "war AND and AND peace"),
    ('"closed embassy"^2', '"closed embassy"~5^2', "(closed AND embassy)^2"),
    ('iran "closed embassy"', 'iran "closed embassy"~5', "iran OR closed AND embassy"),
    ('+iran +"closed embassy"', 'iran AND "closed embassy"~5', "iran AND closed AND embassy"),
    ('"a b"~5 "c d"', '"a b"~5 "c d"~5', "a AND b OR c AND d"),
    ('"iran" "closed embassy"', '"iran" "closed embassy"~5', '"iran" OR closed AND embassy'),
    ('"~closed (embassy OR legation)"', '"~closed (embassy OR legation)"~5', "closed AND (embassy legation)"),
    ('NEAR("closed embassy" iran, 5)', 'NEAR("closed embassy"~5 iran, 5)', 'NEAR("closed embassy" iran, 5)'),
    ('author:"jane doe" "a b"', '"a b"~5 AND author:"jane doe"', 'a AND b AND author:"jane doe"'),
]


@pytest.mark.parametrize(("typed", "near", "together"), CASES)
def test_phrases_become_looser_and_all_else_stays(typed, near, together):
    question = read(typed, ANALYZER)
    assert read(canonical(all_near(question)), ANALYZER).understood == read(near, ANALYZER).understood
    assert read(canonical(all_together(question)), ANALYZER).understood == read(together, ANALYZER).understood


WORDS = st.lists(st.sampled_from(["iran", "AND", "closed", "covid-19", "U.S.", "embass*", "~closed"]), min_size=1)
PHRASES = WORDS.map(lambda words: f'"{" ".join(words)}"')
PARTS = st.tuples(st.sampled_from(["", "+", "-", "title:"]), PHRASES, st.sampled_from(["", "~5", "~3", "^2"]))


@given(st.lists(PARTS.map("".join), min_size=1, max_size=4).map(" ".join))
def test_a_looser_question_is_read_as_it_is_written(text):
    question = read(text, ANALYZER)
    for node in (all_near(question), all_together(question)):
        again = read(canonical(node), ANALYZER)
        assert again.understood == canonical(node)
        assert node is None or not again.warnings
