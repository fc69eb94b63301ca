"""Scans of the dictionary: the range of the sorted spellings that a pattern leaves, and the test that they must pass.

Wildcards, near spellings and what is regular of expressions are tested by automata; an expression of Python's that is
not regular is run as it is, which may be slow for one spelling.

An automaton reads all words at once, a character of each at a time. Words that have led to the same state and go on
alike are one step. So a pattern costs a few operations on whole arrays for each character of the longest word that is
still in question, and a step in Python for each different state.
"""

import re
import warnings
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.automata.automaton import Automaton, Similar, of_expression, of_wildcard
from searchlib.engine.execution.deadline import Deadline
from searchlib.engine.execution.readers import successor
from searchlib.kernels.offsets import offsets_of
from searchlib.query.compile import is_ideograph
from searchlib.query.display import shown
from searchlib.query.queries import FuzzyTerm, Prefix, Query, Regex, TermRange, Wildcard

__all__ = ["SCANS", "Pattern", "Test", "accepted", "pattern_of"]

_WILD: Final = re.compile(r"[*?[]")
_SPECIAL: Final = re.compile(r"[{}()\[\].?*+^$\\]")
_FIRST_IDEOGRAPH: Final = "\u3005"

Test: TypeAlias = Callable[[str], object]


class Pattern(NamedTuple):
    """Spellings from ``low`` up to ``high`` (None: to the end) that ``automaton`` and ``test`` accept, if there are."""

    low: str
    high: str | None
    automaton: Automaton | None = None
    test: Test | None = None

    def among(self, texts: Sequence[str]) -> list[bool]:
        """For each of ``texts`` whether it is one of them."""
        characters = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
        offsets = offsets_of(list(map(len, texts)))
        found = (
            [True] * len(texts) if self.automaton is None else accepted(self.automaton, characters, offsets).tolist()
        )
        low, high, test = self.low, self.high, self.test
        return [
            is_found and low <= text and (high is None or text < high) and (test is None or bool(test(text)))
            for text, is_found in zip(texts, found, strict=True)
        ]


def pattern_of(query: Query, notes: list[str]) -> Pattern | None:
    """What the spellings must be; None where there can be none: ``notes`` are told why, if that is of interest."""
    return SCANS[type(query)](query, notes)


def _prefix(query: Query, _: list[str]) -> Pattern | None:
    return Pattern(query.text, successor(query.text))


def _interval(query: Query, _: list[str]) -> Pattern | None:
    low = (query.start or "") + ("\0" if query.start and query.startexcl else "")
    high = None if query.end is None else query.end + ("" if query.endexcl else "\0")
    return Pattern(low, high) if high is None or low < high else None


def _fuzzy(query: Query, _: list[str]) -> Pattern | None:
    start = query.text[: max(int(query.prefixlength), 0)]
    return Pattern(start, successor(start), Similar(query.text, int(query.maxdist)))


def _wildcard(query: Query, _: list[str]) -> Pattern | None:
    text = query.text
    literal = _WILD.split(text, maxsplit=1)[0]
    if text == f"{literal}*":
        return Pattern(literal, successor(literal))
    try:
        automaton = of_wildcard(text)
    except ValueError:  # no word is that long
        return None
    if text[:1] == "*" and is_ideograph(text[1:]):
        return Pattern(_FIRST_IDEOGRAPH, None, automaton)  # what ends in an ideograph is one, or two of them
    return Pattern(literal, successor(literal), automaton)


def _expression(query: Query, notes: list[str]) -> Pattern | None:
    literal = _beginning(query.text)
    within = partial(Pattern, literal, successor(literal))
    try:
        return within(of_expression(query.text))
    except ValueError:  # it may still be one of Python's
        test = _compiled(query, notes)
        return None if test is None else within(None, test)


def _compiled(query: Query, notes: list[str]) -> Test | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(query.text).match
    except (re.error, OverflowError, RecursionError) as error:
        notes.append(f"{shown(query)} is no regular expression: {error}")
        return None


def _beginning(expression: str) -> str:
    """What everything must begin with that a regular expression matches at its start."""
    if "|" in expression:
        return ""
    text = expression.removeprefix("^").removeprefix("\\A")
    found = _SPECIAL.search(text)
    if found is None:
        return text
    literal = text[: found.start()]
    return literal[:-1] if found.group() in "*?{" else literal


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


SCANS: Final[dict[type, Callable[[Query, list[str]], Pattern | None]]] = {
    Prefix: _prefix,
    Wildcard: _wildcard,
    Regex: _expression,
    FuzzyTerm: _fuzzy,
    TermRange: _interval,
}
"""What the spellings must be, for each kind of pattern."""
