import numpy as np
import pytest

from searchlib.engine.execution.deadline import Deadline
from searchlib.engine.execution.execution import Execution
from searchlib.engine.execution.snapshot import Snapshot
from searchlib.errors import InvalidRequest
from searchlib.query.queries import And, AndMaybe, AndNot, InSentence, Or, Prefix, Term
from tests.engine.execution.fakes import FakeSegment

IRAN, TALKS, ARMS = (Term("text", word) for word in ("iran", "talk", "arm"))
TOGETHER = InSentence([IRAN, TALKS])
SPELLED = {"iran": "iran", "talk": "talks", "arm": "arms"}


def segment(*words):
    """Twenty passages of these words."""
    return FakeSegment([{"text": [[(word, SPELLED[word])] for word in words]}] * 20)


SEGMENTS = [segment("iran", "talk"), segment("talk", "iran", "arm")]


class Texts:
    """Says that every third document has the words in one sentence, and remembers whom it was asked about."""

    def __init__(self):
        self.asked = []

    def decider(self, query):
        def holds(document):
            self.asked.append((query, document))
            return document % 3 == 0

        return holds


def execution(texts, deadline=None):
    return Execution(Snapshot(SEGMENTS), confirm=texts.decider, deadline=deadline)


def test_texts_are_read_in_falling_order_of_score_until_the_page_is_full():
    texts = Texts()
    found = execution(texts).top(TOGETHER, 3)
    assert (found.documents, found.total) == ([0, 3, 6], None)
    assert [document for _, document in texts.asked] == list(range(7))


def test_each_text_is_read_once_and_the_total_is_exact_where_it_is_asked_for():
    texts = Texts()
    run = execution(texts)
    assert run.top(TOGETHER, 2, count=True).total == 14
    assert run.count(TOGETHER) == 14
    assert len(texts.asked) == 40
    assert run.matches(TOGETHER)[0].tolist() == list(range(0, 40, 3))
    assert len(texts.asked) == 40


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (And([TOGETHER, ARMS]), range(21, 40, 3)),
        (AndNot(TOGETHER, ARMS), range(0, 20, 3)),
        (AndMaybe(TOGETHER, ARMS), range(0, 40, 3)),
        (AndNot(IRAN, TOGETHER), [n for n in range(40) if n % 3]),
        (Or([TOGETHER, ARMS]), [*range(0, 20, 3), *range(20, 40)]),
        (And([TOGETHER, InSentence([IRAN, ARMS])]), range(21, 40, 3)),
    ],
)
def test_what_is_demanded_optional_or_excluded_is_decided_alike(tree, expected):
    run = execution(Texts())
    assert run.matches(tree)[0].tolist() == list(expected)
    assert sorted(run.top(tree, 100).documents) == list(expected)
    assert run.count(tree) == len(expected)
    masks = [np.arange(20) % 2 == 0, None]
    kept = [n for n in expected if n >= 20 or n % 2 == 0]
    assert sorted(run.top(tree, 100, allowed=masks).documents) == kept
    assert run.count(tree, masks) == len(kept)


def test_of_what_is_demanded_only_those_are_read_that_match_all_else():
    texts = Texts()
    assert execution(texts).count(And([TOGETHER, ARMS])) == 7
    assert {document for _, document in texts.asked} == set(range(20, 40))


def test_patterns_are_spelled_out_before_a_text_is_asked():
    texts = Texts()
    assert execution(texts).count(InSentence([IRAN, Prefix("text_exact", "tal")])) == 14
    (asked,) = {query for query, _ in texts.asked}
    assert asked == InSentence([IRAN, Prefix("text_exact", "tal")]), "a text can tell of a beginning"


def test_when_time_is_up_the_answer_is_what_was_decided():
    ticks = iter(range(10_000))
    deadline = Deadline(25, clock=lambda: next(ticks))
    run = execution(Texts(), deadline)
    found = run.top(TOGETHER, 100)
    assert 0 < len(found.documents) < 14
    assert found.documents == list(range(0, 40, 3))[: len(found.documents)]
    assert not run.is_complete
    assert run.top(TOGETHER, 100, count=True).total is None


def test_who_has_no_texts_is_told():
    with pytest.raises(InvalidRequest, match="InSentence"):
        Execution(Snapshot(SEGMENTS)).top(TOGETHER, 1)
