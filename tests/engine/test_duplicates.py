"""Near-identical hits fold under the best, whatever page is looked at, and nothing else does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.engine.duplicates import FOLDED, NEAREST, Deduplicator, is_copy

REPORT = (
    "The embassy in Tehran was closed on Thursday, and its staff left the country in two aeroplanes that had waited"
    " for them since the morning, a spokesman of the ministry told journalists who had come to the airport."
)
LETTERS = [f"{letter} {REPORT} {letter}" for letter in "abc"]  # near-identical: one word at each end


def folded(texts, scores, is_falling=True):
    folding = Deduplicator(is_falling, texts.__getitem__, lambda one, other: is_copy(texts[one], texts[other]))
    folding.extend(range(len(texts)), scores)
    return folding.groups


@pytest.mark.parametrize(
    "other",
    [
        REPORT,
        REPORT.upper(),
        REPORT.replace(",", ""),
        f"(Vienna) {REPORT}",
        REPORT.replace(" in two", "  in\ttwo"),
    ],
)
def test_what_reads_nearly_alike_is_a_copy(other):
    assert is_copy(REPORT, other)
    assert is_copy(other, REPORT)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (REPORT, " ".join(reversed(REPORT.split()))),
        (REPORT, REPORT.replace("embassy", "consulate").replace("Tehran", "Baghdad").replace("aeroplanes", "cars")),
        (f"$50,000: {REPORT}", f"$60,000: {REPORT}"),
        (REPORT, f"{REPORT} in 2005"),
        (REPORT, REPORT.replace("Thursday", "Friday")),
        (REPORT[:99], REPORT[:99]),
        ("", ""),
        (REPORT, REPORT + REPORT[::-1]),
    ],
)
def test_what_differs_in_figures_words_or_order_or_is_short_is_none(one, other):
    assert not is_copy(one, other)
    assert not is_copy(other, one)


def test_the_best_of_them_stays_and_knows_the_others_in_order():
    texts = [REPORT, "other " * 30, REPORT, REPORT.upper()]
    assert folded(texts, [4.0, 3.999, 3.998, 3.997]) == [[0, 2, 3], [1]]


def test_scores_far_apart_are_not_compared():
    assert folded([REPORT, REPORT], [2.0, 1.99]) == [[0], [1]]
    assert folded([REPORT, "x", REPORT], [2.0, 1.0, 2.0], is_falling=False) == [[0, 2], [1]]
    assert folded([REPORT, REPORT], [0.0, 0.0]) == [[0, 1]]
    assert folded([REPORT, REPORT], [-1.0, -1.001]) == [[0, 1]]


def test_behind_the_thousandth_everything_stands_for_itself():
    groups = folded([REPORT] * (FOLDED + 2), [1.0] * (FOLDED + 2))
    assert [len(group) for group in groups] == [FOLDED, 1, 1]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([*LETTERS, "x" * 120, "short"]), st.integers(1, 4)), max_size=12),
    st.integers(0, 12),
)
def test_each_rank_is_in_one_group_under_its_first_copy_and_a_longer_list_begins_alike(hits, cut):
    texts = [text for text, _ in hits]
    scores = sorted((float(score) for _, score in hits), reverse=True)
    groups = folded(texts, scores)
    expected: list[list[int]] = []
    for rank, text in enumerate(texts):  # brute force: look at everything that stays, the nearest first
        near = [group for group in reversed(expected) if scores[group[0]] == scores[rank]]
        for place, group in enumerate(near):
            it = texts[group[0]]
            if is_copy(it, text) and (it == text or place < NEAREST):
                group.append(rank)
                break
        else:
            expected.append([rank])
    assert groups == expected
    shorter = folded(texts[:cut], scores[:cut])
    assert shorter == [[rank for rank in group if rank < cut] for group in groups if group[0] < cut]
    parts = Deduplicator(True, texts.__getitem__, lambda one, other: is_copy(texts[one], texts[other]))
    numbers = range(len(texts))
    parts.extend(numbers[:cut], scores[:cut])
    parts.extend(numbers[cut:], scores[cut:])
    assert parts.groups == groups
