"""A pattern stands for the spellings it matches, within bounds, and says where it was cut."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.engine.execution.deadline import Deadline, OutOfTime
from searchlib.engine.execution.execution import Execution, Snapshot
from searchlib.engine.execution.expansion import ExpansionBudget, expanded
from tests.engine.brute import passes
from tests.engine.execution.fakes import FakeField, FakeSegment
from tests.engine.execution.trees import q


def field(*texts):
    return FakeField([[[(word, word)] for word in text.split()] for text in texts])


FIELDS = [field("talk talks", "tale tall"), None, field("talks talks talker", "iran")]


def test_the_most_frequent_spellings_of_all_segments_are_used_and_the_cut_is_told():
    found = expanded(q.Prefix("text", "tal"), FIELDS, most=2)
    assert found.spellings == [("tale", [[0], [], []]), ("talks", [[2], [], [2]])]
    assert found.warnings == ["tal* stands for 5 words: the 2 most frequent were used"]


def test_of_as_frequent_spellings_the_first_are_used():
    found = expanded(q.Wildcard("text", "*"), [field("d c b a c")], most=2)
    assert [text for text, _ in found.spellings] == ["a", "c"]


spellings = st.lists(st.lists(st.text("abAé", min_size=1, max_size=4), max_size=12), min_size=1, max_size=3)
wild = st.text("ab*?A", max_size=4).map(lambda text: q.Wildcard("text", text))
prefixes = st.text("abAé", max_size=2).map(lambda text: q.Prefix("text", text))
fuzzy = st.builds(
    q.FuzzyTerm, st.just("text"), st.text("abé", max_size=4), st.just(1.0), st.integers(0, 2), st.integers(0, 2)
)
regular = st.sampled_from([r"(?i:a.*)\Z", "a|b", "(?=a)", "ab?", "[^a]+$", r"(a|b)\1"]).map(
    lambda text: q.Regex("text", text)
)


@settings(max_examples=120, deadline=None)
@given(st.one_of(wild, prefixes, fuzzy, regular), spellings)
def test_a_pattern_stands_for_what_passes_a_test_of_each_spelling(query, segments):
    fields = [field(" ".join(words)) for words in segments]
    words = sorted({word for some in segments for word in some if passes(query, word)})
    numbers = [{each.spelling_text(n): n for n in range(each.spelling_count)} for each in fields]
    expected = [(word, [[known[word]] if word in known else [] for known in numbers]) for word in words]
    assert expanded(query, fields) == (expected, [], Counter(w for some in segments for w in some if passes(query, w)))


def test_what_many_patterns_cost_together_is_bounded_and_the_cut_is_told():
    budget = ExpansionBudget(words=3, occurrences=100, spellings=9)
    some = field("a1 a1 a1 a2 b1 b2 b2 c1")
    found = [expanded(q.Wildcard("text", text), [some], budget=budget) for text in ("a*", "?[12]", "?1", "*")]
    assert [[text for text, _ in each.spellings] for each in found] == [["a1", "a2"], ["a1"], [], []]
    assert [each.warnings for each in found] == [
        [],
        ["?[12] stands for 5 words: the 1 most frequent were used"],
        ["?1 was left out: there are too many such patterns in one question"],
        ["* was left out: there are too many such patterns in one question"],
    ]


def test_frequent_words_cost_more():
    budget = ExpansionBudget(words=9, occurrences=4, spellings=99)
    found = expanded(q.Prefix("text", ""), [field("a a a b c")], budget=budget)
    assert [text for text, _ in found.spellings] == ["a", "b"]


def test_when_time_is_up_the_segments_done_so_far_count():
    ticks = iter(range(100))
    deadline = Deadline(2, clock=lambda: next(ticks))
    found = expanded(q.Prefix("text", "tal"), FIELDS, deadline=deadline)
    assert [text for text, _ in found.spellings] == ["tale", "talk", "talks", "tall"]
    deadline = Deadline(0, clock=lambda: 0)
    with deadline.whole(), pytest.raises(OutOfTime):
        expanded(q.Prefix("text", "tal"), FIELDS, deadline=deadline)


def test_a_beginning_is_looked_up_and_not_searched_for():
    class Counting(FakeField):
        def spelling_characters(self, first, last):
            asked.update(range(first, last))
            return super().spelling_characters(first, last)

    asked = set()
    counting = Counting([[[(word, word)] for word in ["a", "b", "tala", "talb", "z"]]])
    for query in (q.Wildcard("text", "tal?"), q.Regex("text", "^tal[ab]$"), q.Regex("text", "talk?.")):
        assert [text for text, _ in expanded(query, [counting]).spellings] == ["tala", "talb"]
    assert asked == {2, 3}


@pytest.mark.parametrize("expression", ["(", "[z-a]", "a{2,1}", "(" * 5000 + ")" * 5000, "a{99999999999999999999}"])
def test_what_is_no_regular_expression_matches_nothing_and_says_so(expression):
    segment = FakeSegment([{"text": [[("a", "a")]]}])
    execution = Execution(Snapshot([segment]))
    assert execution.top(q.Regex("text", expression), 3).documents == []
    assert "is no regular expression" in execution.warnings[0]
