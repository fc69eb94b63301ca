"""How near words come in a document is what comparing all their places says."""

from itertools import permutations, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.gaps import FAR, gaps_and_spans, gaps_of_two
from tests.kernels.values import array

SIZE = 12  # places of a document; those of the next begin behind as many that are of none

places_of_words = st.integers(2, 4).flatmap(
    lambda count: st.lists(
        st.lists(st.sets(st.integers(0, SIZE - 1)), min_size=count, max_size=count), min_size=1, max_size=4
    )
)
"""Of each document, of each of so many words, its places."""


def laid_out(corpus):
    """The places of each word over all documents, where these begin, and where they end."""
    begins = [number * 2 * SIZE for number in range(len(corpus))]
    words = [
        array(
            [begin + place for begin, its in zip(begins, corpus, strict=True) for place in sorted(its[word])], np.uint32
        )
        for word in range(len(corpus[0]))
    ]
    return words, array(begins, np.uint32), array([begin + SIZE for begin in begins], np.uint32)


def known(value):
    return int(value) if value < FAR else None


@given(places_of_words, st.sampled_from([1, 2, 99]))
def test_gaps_and_spans_are_the_least_of_all(corpus, most):
    gaps, spans = gaps_and_spans(*laid_out(corpus), most)
    for number, document in enumerate(corpus):
        its = [sorted(places)[:most] for places in document]
        for one, other in permutations(range(len(its)), 2):
            expected = [there - here for here in its[one] for there in its[other] if there >= here]
            assert known(gaps[number, one, other]) == min(expected, default=None)
        widths = [max(places) - min(places) for places in product(*its)]
        assert known(spans[number]) == min(widths, default=None)


@given(places_of_words.filter(lambda corpus: len(corpus[0]) == 2), st.randoms())
def test_of_two_words_the_gaps_are_the_same_in_whatever_order_documents_come(corpus, random):
    words, begins, ends = laid_out(corpus)
    order = random.sample(range(len(corpus)), len(corpus))
    ahead, back = gaps_of_two(*words, begins[order], ends[order])
    gaps, _ = gaps_and_spans(words, begins[order], ends[order], 99)
    for row in range(len(order)):
        assert known(ahead[row]) == known(gaps[row, 0, 1])
        assert known(back[row]) == known(gaps[row, 1, 0])


def test_where_there_is_nothing_all_is_far():
    begins, ends, empty = array([0, 9], np.uint32), array([5, 12], np.uint32), np.empty(0, np.uint32)
    for found in (*gaps_and_spans([empty] * 3, begins, ends, 9), *gaps_of_two(empty, empty, begins, ends)):
        assert (found >= FAR).all()
