"""Which of many words does an automaton accept? All words at once, a character of each at a time.

Words that have led to the same state and go on alike are one step. So a pattern costs a few operations on whole arrays
for each character of the longest word that is still in question, and a step in Python for each different state.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.arrays.deadline import Deadline
from searchlib.query.automaton import Automaton

__all__ = ["accepted"]

_TABLE: Final = 1 << 22  # pairs of a state and a symbol for which a table is kept while a character is looked at
_CHECKED: Final = 1 << 12  # so many steps are made between two looks at the clock


def accepted(
    automaton: Automaton, characters: NDArray[np.uint32], offsets: NDArray[np.int64], deadline: Deadline | None = None
) -> NDArray[np.bool_]:
    """[words] whether each is accepted; word n is ``characters[offsets[n]:offsets[n + 1]]``, as code points.

    Raises OutOfTime.
    """
    found = np.zeros(len(offsets) - 1, np.bool_)
    symbols, of_characters = _symbols(automaton, characters)
    rows, states, standing = np.arange(len(found)), [automaton.start], np.zeros(len(found), np.intp)
    places, ends = offsets[:-1], offsets[1:]
    while len(rows):
        ended = places == ends
        if ended.any():
            final = np.array([automaton.accepts(state) for state in states], np.bool_)
            found[rows[ended]] = final[standing[ended]]
            going = ~ended
            rows, standing, places, ends = rows[going], standing[going], places[going], ends[going]
        pairs, which = _distinct(standing * len(symbols) + of_characters[characters[places]], len(states), len(symbols))
        states, reached = _stepped(automaton, states, symbols, pairs, deadline)
        standing = reached[which]
        alive = (standing >= 0).nonzero()[0]
        rows, standing, places, ends = rows[alive], standing[alive], places[alive] + 1, ends[alive]
    return found


def _symbols(automaton: Automaton, characters: NDArray[np.uint32]) -> tuple[list[Any], NDArray[np.intp]]:
    """The symbols that occur, and by code point the number of the character's symbol."""
    present = np.zeros(int(characters.max(initial=0)) + 1, np.bool_)
    present[characters] = True
    numbers: dict[Any, int] = {}
    of_characters = np.zeros(len(present), np.intp)
    for character in present.nonzero()[0].tolist():
        of_characters[character] = numbers.setdefault(automaton.symbol(chr(character)), len(numbers))
    return list(numbers), of_characters


def _distinct(pairs: NDArray[np.intp], states: int, symbols: int) -> tuple[list[int], NDArray[np.intp]]:
    """The different ones of ``pairs``, and which of them each is."""
    if states * symbols > _TABLE:
        different, which = np.unique(pairs, return_inverse=True)
        return different.tolist(), which
    table = np.zeros(states * symbols, np.intp)
    table[pairs] = 1
    different = table.nonzero()[0]
    table[different] = np.arange(len(different))
    return different.tolist(), table[pairs]


def _stepped(
    automaton: Automaton, states: list[Any], symbols: list[Any], pairs: list[int], deadline: Deadline | None
) -> tuple[list[Any], NDArray[np.intp]]:
    """The states that follow, and for each pair the number of the one it leads to, -1 where no word can match."""
    following: dict[Any, int] = {}
    reached = np.full(len(pairs), -1, np.intp)
    for number, pair in enumerate(pairs):
        if deadline is not None and number % _CHECKED == 0:
            deadline.check()
        state = automaton.following(states[pair // len(symbols)], symbols[pair % len(symbols)])
        if state:
            reached[number] = following.setdefault(state, len(following))
    return list(following), reached
