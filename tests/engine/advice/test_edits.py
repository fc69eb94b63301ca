from hypothesis import given
from hypothesis import strategies as st

from searchlib.engine.advice.spelling import distance, swaps

words = st.text("abc", max_size=6)


def once_mistaken(word):
    """What one mistake makes of a word."""
    for at in range(len(word) + 1):
        for letter in "abc":
            yield word[:at] + letter + word[at:]
            yield word[:at] + letter + word[at + 1 :]
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]


@given(words, words)
def test_one_mistake_is_a_letter_wrong_missing_too_much_or_changed_places(one, other):
    assert (distance(one, other) <= 1) == (other in {one, *once_mistaken(one)})
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)


@given(words, words, words)
def test_two_mistakes_are_found_as_such(one, between, other):
    if distance(one, between) == 1 and distance(one, other) == 2:
        assert distance(between, other) >= 1


@given(words)
def test_swaps_are_one_mistake_away(word):
    assert all(distance(word, swapped) == 1 and sorted(swapped) == sorted(word) for swapped in swaps(word))
    assert swaps("ab") == {"ba"}
