"""The best are the first of sorting, whether of one list or of several, whichever way is gone."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.topk import (
    admitted,
    at_least,
    best,
    highest_rows,
    kth_highest,
    top_of_intersection,
    top_of_union,
)
from tests.kernels.values import SIZE, array, every_way, found, numbers, scored, ways

ks = st.integers(1, 12)
bars = st.sampled_from([0.0, 1.0, 2.5, 8.0])
masks = st.none() | st.sets(numbers).map(lambda some: np.isin(np.arange(SIZE), list(some)))


@given(st.lists(st.integers(0, 50), max_size=9000), st.integers(1, 40))
def test_the_kth_highest_is_that_of_sorting(scores, k):
    expected = sorted(scores, reverse=True)[k - 1] if k <= len(scores) else 0.0
    assert kth_highest(np.array(scores, np.float32), k) == expected


def test_the_kth_highest_of_a_long_array_is_that_of_sorting():
    scores = np.random.default_rng(7).integers(0, 3000, 100_000).astype(np.float32)
    for k in (1, 10, 700, 5000, 100_000):
        assert kth_highest(scores, k) == np.sort(scores)[-k]


@given(st.lists(st.integers(0, 9), max_size=60), st.integers(1, 20), every_way)
def test_the_highest_rows_fall_and_equal_ones_stand_as_they_stood(scores, count, way):
    with ways(way):
        rows = highest_rows(array(scores, np.float32), count).tolist()
    assert rows == sorted(range(len(scores)), key=lambda row: -scores[row])[:count]


@given(scored, bars)
def test_those_that_reach_a_score_are_all_that_have_it(given, least):
    documents, scores = at_least(*found(given), least)
    expected = {document: score for document, score in given.items() if score >= least}
    assert dict(zip(documents.tolist(), scores.tolist(), strict=True)) == expected


@given(scored, masks)
def test_those_admitted_are_the_allowed(given, allowed):
    documents, scores = admitted(*found(given), allowed)
    expected = {document: score for document, score in given.items() if allowed is None or allowed[document]}
    assert dict(zip(documents.tolist(), scores.tolist(), strict=True)) == expected


def first_of(sums, k):
    """The first of sorting: the highest, then the lowest document."""
    pairs = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))[:k]
    return [document for document, _ in pairs], [score for _, score in pairs]


@given(scored, ks, st.randoms(use_true_random=False), every_way)
def test_the_best_of_one_list_are_the_first_of_sorting(given, k, random, way):
    pairs = list(given.items())
    random.shuffle(pairs)
    with ways(way):
        assert best(*found(dict(pairs)), k) == first_of(given, k)


@given(st.lists(scored, max_size=5), ks, bars, masks, every_way)
def test_the_best_of_a_union_are_the_first_of_all_sums(given, k, bar, allowed, way):
    sums = {n: sum(each.get(n, 0.0) for each in given) for each in given for n in each}
    sums = {n: total for n, total in sums.items() if total >= bar and (allowed is None or allowed[n])}
    parts = [found(each) for each in given]
    with ways(way):
        top = top_of_union([part[0] for part in parts], [part[1] for part in parts], k, bar, allowed, SIZE)
    assert top == first_of(sums, k)


@given(st.lists(scored, min_size=1, max_size=4), ks, masks, every_way)
def test_the_best_of_an_intersection_are_the_first_of_what_all_have(given, k, allowed, way):
    common = set.intersection(*map(set, given))
    sums = {n: sum(each[n] for each in given) for n in common if allowed is None or allowed[n]}
    parts = [found(each) for each in given]
    with ways(way):
        top = top_of_intersection([part[0] for part in parts], [part[1] for part in parts], k, allowed)
    assert top == first_of(sums, k)
