"""Which spellings does a pattern stand for? Prefixes, wildcards, regular expressions, ranges and near spellings.

:mod:`.dictionary_scan` says what they must be. All spellings are looked at, whatever is typed; no more than so many are
used, and the patterns of one question share a budget, with a warning where either cuts.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
from attrs import define
from numpy.typing import NDArray

from searchlib.engine.execution.deadline import Deadline, OutOfTime
from searchlib.engine.execution.dictionary_scan import Pattern, Test, accepted, pattern_of
from searchlib.engine.execution.readers import FieldArrays
from searchlib.kernels.offsets import fitting
from searchlib.kernels.topk import kth_highest
from searchlib.query.display import shown
from searchlib.query.queries import Query

__all__ = ["EXPANSIONS", "Expansion", "ExpansionBudget", "expanded"]

EXPANSIONS: Final = 1000
"""Spellings that a pattern may stand for: the most frequent ones."""

_CHECKED: Final = 1 << 12  # so many spellings are tried between two looks at the clock


class _TooDear(Exception):
    """The budget does not allow to look at so many spellings."""


@define
class ExpansionBudget:
    """What the patterns of one question may cost together: however many they are, they take about a second.

    ``words`` that they stand for, how often these occur, and how many ``spellings`` are looked at for it.
    """

    words: int = 4_000
    occurrences: int = 8_000_000
    spellings: int = 1_500_000

    def look(self, spellings: int) -> None:
        """Pay for looking at so many spellings. Raises _TooDear."""
        if spellings > self.spellings:
            raise _TooDear
        self.spellings -= spellings

    def take(self, frequencies: NDArray[np.int64]) -> int:
        """How many of the words with these frequencies, in their order, can be had; they are paid for."""
        count = min(fitting(frequencies, self.occurrences), self.words)
        self.words -= count
        self.occurrences -= int(frequencies[:count].sum())
        return count


class Expansion(NamedTuple):
    """The spellings in ascending order, each with its numbers in each segment's field; warnings; and how frequent."""

    spellings: list[tuple[str, list[list[int]]]]
    warnings: list[str]
    frequencies: Mapping[str, int]


def expanded(
    query: Query,
    fields: Sequence[FieldArrays | None],
    most: int = EXPANSIONS,
    budget: ExpansionBudget | None = None,
    deadline: Deadline | None = None,
) -> Expansion:
    """What a Prefix, Wildcard, Regex, FuzzyTerm or TermRange stands for in the fields of several segments.

    When the deadline passes these are the spellings of the segments looked at so far. Raises OutOfTime where
    the deadline allows no parts.
    """
    notes: list[str] = []
    found: list[dict[str, list[int]]] = []
    frequencies: Counter[str] = Counter()
    pattern, budget = pattern_of(query, notes), budget or ExpansionBudget()
    for field in fields:
        numbers: dict[str, list[int]] = {}
        try:
            rows = () if field is None or pattern is None else _rows(pattern, field, budget, deadline)
        except OutOfTime:
            if deadline is not None and not deadline.allows_parts:
                raise
            break
        except _TooDear:
            notes.append(_left_out(query))
            return Expansion([], notes, {})
        for number, text, frequency in rows:
            numbers.setdefault(text, []).append(number)
            frequencies[text] += frequency
        found.append(numbers)
    chosen = _most_frequent(frequencies, most)
    count = budget.take(np.array([frequencies[text] for text in chosen], np.int64))
    if not count and frequencies:
        notes.append(_left_out(query))
    elif count < len(frequencies):
        notes.append(f"{shown(query)} stands for {len(frequencies)} words: the {count} most frequent were used")
    found += [{}] * (len(fields) - len(found))
    spellings = [(text, [numbers.get(text, []) for numbers in found]) for text in sorted(chosen[:count])]
    return Expansion(spellings, notes, frequencies)


def _left_out(query: Query) -> str:
    return f"{shown(query)} was left out: there are too many such patterns in one question"


def _most_frequent(frequencies: Mapping[str, int], most: int) -> list[str]:
    """The ``most`` most frequent, the most frequent first; of those as frequent the first in order."""
    texts = [*frequencies]
    if len(texts) > most:
        counts = np.fromiter(frequencies.values(), np.int64, len(texts))
        least = kth_highest(counts, most)
        texts = [texts[number] for number in (counts >= least).nonzero()[0].tolist()]
    return sorted(texts, key=lambda text: (-frequencies[text], text))[:most]


def _rows(
    pattern: Pattern, field: FieldArrays, budget: ExpansionBudget, deadline: Deadline | None
) -> list[tuple[int, str, int]]:
    """Number, text and frequency of the spellings of one field that match."""
    first, last = field.spelling_range(pattern.low, pattern.high)
    if deadline is not None:
        deadline.check()
    budget.look(last - first)
    characters, offsets = field.spelling_characters(first, last)
    numbers = np.arange(last - first)
    if pattern.automaton is not None:
        numbers = accepted(pattern.automaton, characters, offsets, deadline).nonzero()[0]
    texts = _texts(characters, offsets, numbers)
    frequencies = field.spelling_frequencies[first:last][numbers].tolist()
    rows = list(zip((numbers + first).tolist(), texts, frequencies, strict=True))
    return rows if pattern.test is None else _tested(rows, pattern.test, deadline)


def _texts(characters: NDArray[np.uint32], offsets: NDArray[np.int64], numbers: NDArray[np.intp]) -> list[str]:
    whole = characters.tobytes().decode("utf-32-le", "surrogatepass")
    starts, ends = offsets[:-1][numbers].tolist(), offsets[1:][numbers].tolist()
    return [whole[start:end] for start, end in zip(starts, ends, strict=True)]


def _tested(rows: list[tuple[int, str, int]], test: Test, deadline: Deadline | None) -> list[tuple[int, str, int]]:
    passing = []
    for place, row in enumerate(rows):
        if deadline is not None and place % _CHECKED == 0:
            deadline.check()
        if test(row[1]):
            passing.append(row)
    return passing
