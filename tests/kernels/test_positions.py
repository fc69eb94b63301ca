"""Places are found in their documents, and words side by side, as walking through the words finds them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.positions import beside, bits_of, chained, counted, has_bit, located, side_by_side
from tests.kernels.values import array, ascending, counts, every_way, ways

texts = st.lists(st.lists(st.sampled_from("abc"), max_size=12), max_size=5)
phrases = st.lists(st.sampled_from("abc"), min_size=1, max_size=4)


def indexed(texts):
    """Where each document starts, one place left free between two, and the places of each word."""
    starts, places = [0], {word: [] for word in "abc"}
    for text in texts:
        for position, word in enumerate(text):
            places[word].append(starts[-1] + position)
        starts.append(starts[-1] + len(text) + 1)
    return array(starts), {word: array(each) for word, each in places.items()}


@given(counts.filter(lambda widths: sum(widths) > 0), st.data(), every_way)
def test_places_lie_in_the_document_that_begins_before_them(widths, data, way):
    starts = [sum(widths[:number]) + number for number in range(len(widths) + 1)]
    inside = [start + position for start, width in zip(starts, widths, strict=False) for position in range(width)]
    places = sorted(data.draw(st.lists(st.sampled_from(inside))))
    expected = [max(number for number, start in enumerate(starts) if start <= place) for place in places]
    with ways(way):
        documents = located(array(places), array(starts))
        assert (documents.dtype, documents.tolist()) == (np.uint32, expected)
        different, frequencies = counted(documents)
    assert different.tolist() == sorted(set(expected))
    assert frequencies.tolist() == [expected.count(document) for document in sorted(set(expected))]


def test_many_places_are_counted_as_few_are():
    documents = np.sort(np.random.default_rng(7).integers(0, 100, 1000)).astype(np.uint32)
    different, frequencies = counted(documents)
    assert frequencies.tolist() == np.bincount(documents)[different].tolist()


@given(st.sets(st.integers(0, 200)))
def test_bits_stand_where_the_places_are(places):
    bits = bits_of(np.array(sorted(places), np.uint32), 201)
    assert bits[-1] == 0
    assert np.unpackbits(bits, bitorder="little").nonzero()[0].tolist() == sorted(places)


@given(st.sets(st.integers(0, 200)), st.lists(st.integers(0, 200)))
def test_a_bit_tells_whether_the_place_is_there(places, wanted):
    bits = bits_of(array(sorted(places)), 201)
    assert has_bit(bits, array(wanted)).tolist() == [place in places for place in wanted]


@given(ascending, st.integers(-5, 5))
def test_what_is_beside_is_so_far_away_and_nothing_is_before_the_first_place(places, step):
    wanted, early = beside(array(places), step)
    assert wanted.tolist() == [place + step for place in places if place + step >= 0]
    assert early == sum(place + step < 0 for place in places)


@given(texts, phrases, every_way)
def test_a_phrase_stands_where_its_words_follow_each_other(texts, phrase, way):
    _, places = indexed(texts)
    with ways(way):
        number, rows = side_by_side([places[word] for word in phrase])
    ends = places[phrase[number]][rows] + len(phrase) - 1 - number
    walked, start = [], 0
    for text in texts:
        walked += [start + n + len(phrase) - 1 for n in range(len(text)) if text[n : n + len(phrase)] == phrase]
        start += len(text) + 1
    assert ends.tolist() == walked
    assert all(len(places[phrase[number]]) <= len(places[word]) for word in phrase)


@given(texts, phrases, st.integers(1, 4), every_way)
def test_a_chain_ends_where_each_word_is_shortly_behind_the_one_before(texts, phrase, slop, way):
    starts, places = indexed(texts)
    with ways(way):
        ends = chained([places[word] for word in phrase], slop, starts).tolist()
    walked, start = [], 0
    for text in texts:
        standing = {n for n, word in enumerate(text) if word == phrase[0]}
        for word in phrase[1:]:
            standing = {
                n for n, other in enumerate(text) if other == word and standing & set(range(max(n - slop, 0), n))
            }
        walked += [start + n for n in sorted(standing)]
        start += len(text) + 1
    assert ends == walked
