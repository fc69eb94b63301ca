"""How near words come in a document is what comparing all their places says."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.gaps import FAR, events, last_places, least_gaps, shortest_spans
from tests.kernels.values import array

SIZE = 12  # places of a document; those of the next begin behind one that is free

documents = st.lists(st.lists(st.sets(st.integers(0, SIZE - 1)), min_size=3, max_size=3), min_size=1, max_size=4)
"""Of each document, of each of three words, its places."""


def laid_out(corpus, most=99):
    """Where each document begins, and what the kernel makes of all of them; there are others in between."""
    begins = [number * 2 * (SIZE + 1) for number in range(len(corpus))]
    words = [
        array(
            sorted(begin + place for begin, its in zip(begins, corpus, strict=True) for place in its[word]), np.uint32
        )
        for word in range(3)
    ]
    found = events(words, array(begins, np.int64), array([begin + SIZE + 1 for begin in begins], np.int64), most)
    return begins, found, last_places(found, 3, array(begins, np.int64))


@given(documents)
def test_events_are_all_places_in_order(corpus):
    begins, found, last = laid_out(corpus)
    expected = sorted(
        (begin + place, word, number)
        for number, (begin, its) in enumerate(zip(begins, corpus, strict=True))
        for word, places in enumerate(its)
        for place in places
    )
    assert sorted(zip(*map(np.ndarray.tolist, found), strict=True)) == expected
    assert found[0].tolist() == sorted(found[0].tolist())
    for column, (place, number) in enumerate(zip(found[0].tolist(), found[2].tolist(), strict=True)):
        for word in range(3):
            seen = [each for each, which, its in expected if each <= place and which == word and its == number]
            assert last[word, column] == (max(seen) if seen else -FAR)


@given(documents, st.integers(1, 3))
def test_of_a_word_the_first_places_in_each_document_count(corpus, most):
    _, (places, words, numbers), _ = laid_out(corpus, most)
    for number, word in product(range(len(corpus)), range(3)):
        kept = places[(words == word) & (numbers == number)] - number * 2 * (SIZE + 1)
        assert kept.tolist() == sorted(corpus[number][word])[:most]


@given(documents)
def test_gaps_and_spans_are_the_least_of_all(corpus):
    _, found, last = laid_out(corpus)
    gaps, spans = least_gaps(found, last, len(corpus)), shortest_spans(found, last, len(corpus))
    for number, its in enumerate(corpus):
        for one, other in product(range(3), range(3)):
            expected = [there - here for here in its[one] for there in its[other] if there >= here]
            if one != other:
                got = int(gaps[number, one, other])
                assert (got if got < FAR else None) == min(expected, default=None)
        widths = [max(places) - min(places) for places in product(*its)]
        got = int(spans[number])
        assert (got if got < FAR else None) == min(widths, default=None)


def test_where_there_is_nothing_all_is_far():
    empty = np.empty(0, np.uint32)
    found = events([empty, empty], array([0, 9], np.int64), array([5, 12], np.int64), 9)
    last = last_places(found, 2, array([0, 9], np.int64))
    assert (least_gaps(found, last, 2) >= FAR).all()
    assert (shortest_spans(found, last, 2) >= FAR).all()
