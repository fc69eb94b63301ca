"""A pattern stands for the spellings it matches, within bounds, and says where it was cut."""

import pytest

from searchlib.engine.embedded.execute import Execution, Snapshot
from searchlib.engine.embedded.expand import expanded
from tests.engine.embedded.fakes import FakeField, FakeSegment
from tests.engine.embedded.trees import q


def field(*texts):
    return FakeField([{}] and [[[(word, word)] for word in text.split()] for text in texts])


FIELDS = [field("talk talks", "tale tall"), None, field("talks talks talker", "iran")]


def test_the_most_frequent_spellings_of_all_segments_are_used_and_the_cut_is_told():
    found = expanded(q.Prefix("text", "tal"), FIELDS, most=2)
    assert found.spellings == [("tale", [[0], [], []]), ("talks", [[2], [], [2]])]
    assert found.warnings == ["tal* stands for 5 words: the 2 most frequent were used"]


def test_no_more_than_so_many_spellings_are_looked_at():
    found = expanded(q.Wildcard("text", "*s"), FIELDS, examined=2)
    assert found.spellings == []
    assert found.warnings == [
        "*s: of 4 words the first 2 were looked at",
        "*s: of 3 words the first 2 were looked at",
    ]


def test_a_beginning_is_looked_up_and_not_searched_for():
    class Counting(FakeField):
        def spelling_text(self, number):
            asked.append(number)
            return super().spelling_text(number)

    asked = []
    counting = Counting([[[(word, word)] for word in ["a", "b", "tala", "talb", "z"]]])
    for query in (q.Wildcard("text", "tal?"), q.Regex("text", "^tal[ab]$"), q.Regex("text", "talk?.")):
        assert [text for text, _ in expanded(query, [counting]).spellings] == ["tala", "talb"]
    assert set(asked) == {2, 3}


@pytest.mark.parametrize("expression", ["(", "[z-a]", "a{2,1}", "(" * 5000 + ")" * 5000, "a{99999999999999999999}"])
def test_what_is_no_regular_expression_matches_nothing_and_says_so(expression):
    segment = FakeSegment([{"text": [[("a", "a")]]}])
    execution = Execution(Snapshot([segment]))
    assert execution.top(q.Regex("text", expression), 3).documents == []
    assert "is no regular expression" in execution.warnings[0]


def test_near_spellings_are_found_without_reading_all():
    words = sorted(f"{first}{second}{third}" for first in "abcdefgh" for second in "abcdefgh" for third in "abcdefgh")
    asked = []

    class Counting(FakeField):
        def spelling_text(self, number):
            asked.append(number)
            return super().spelling_text(number)

    counting = Counting([[[(word, word)] for word in words]])
    found = expanded(q.FuzzyTerm("text", "abc", maxdist=1, prefixlength=0), [counting])
    assert len(found.spellings) == 1 + 3 * 7
    assert len(asked) < len(words) / 2
