"""What does each spelling become, as numbers? An outcome: its entries and steps, known by a code.

Most words have one term at step 0: the code is the entry's number. Any other outcome (no term, several, steps) is
kept once, as number ``k`` of those, and its code is ``~k``, which is less than 0.

Words that were not met before are asked about one by one, most of them by a short way. They are letters and digits,
which all filters but the one that folds case leave as they are, and most of them differ from a known word in their
capitals alone: what such a word is folded to says its code at once.
"""

from collections.abc import Iterable, Sequence
from typing import Generic, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from searchlib.analysis.analyzer import TERM_LIMIT, Analyzer, Row
from searchlib.analysis.batch.occurrences import Numbers, Occurrences
from searchlib.analysis.batch.tokenizer import Places
from searchlib.kernels.offsets import counts_of, offsets_of, ranges, repeated

__all__ = ["Codes", "GrowingArray", "Learner", "Outcomes"]

Codes: TypeAlias = NDArray[np.int32]


class Outcomes:
    """The different entries (term's text, spelling), numbered as they are met, and the different outcomes."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, str]] = []
        self._numbers: dict[tuple[str, str], int] = {}
        self._codes: dict[tuple[tuple[int, int], ...], int] = {}
        self._begins, self._counts, self._widths = (
            GrowingArray(np.int32),
            GrowingArray(np.int32),
            GrowingArray(np.int32),
        )
        self._entries, self._steps = GrowingArray(np.int32), GrowingArray(np.int32)

    def number(self, text: str, spelling: str) -> int:
        """The number of that entry."""
        entry = text, spelling
        number = self._numbers.setdefault(entry, len(self.entries))
        if number == len(self.entries):
            self.entries.append(entry)
        return number

    def code(self, rows: Sequence[Row]) -> int:
        """The code of the outcome ``rows``, which ascend by their steps."""
        if len(rows) == 1 and rows[0][2] == 0:
            return self.number(rows[0][0], rows[0][1])
        outcome = tuple((self.number(text, spelling), step) for text, spelling, step in rows)
        known = self._codes.get(outcome)
        if known is None:
            known = self._codes[outcome] = ~self._kept(outcome)
        return known

    def _kept(self, outcome: tuple[tuple[int, int], ...]) -> int:
        width = outcome[-1][1] + 1 if outcome else 0
        self._begins.extend(_one(len(self._entries)))
        self._entries.extend(np.array([entry for entry, _ in outcome], np.int32))
        self._steps.extend(np.array([step for _, step in outcome], np.int32))
        self._widths.extend(_one(width))
        return self._counts.extend(_one(len(outcome)))

    def rows(self, codes: Codes, first_words: Places) -> tuple[Occurrences, Numbers]:
        """The rows of words with these codes, and how many positions each text takes.

        The words of text ``i`` are ``first_words[i]`` up to ``first_words[i + 1]``: one more than there are texts.
        """
        complex_words = np.flatnonzero(codes < 0)
        kinds = ~codes[complex_words]
        running: Numbers = np.arange(len(codes) + 1, dtype=np.int32)
        if len(kinds):
            widths = np.ones(len(codes), np.int32)
            widths[complex_words] = self._widths.values[kinds]
            running = offsets_of(widths).astype(np.int32)
        begins, words = running[first_words], counts_of(first_words)
        text = repeated(np.arange(len(words), dtype=np.int32), words)
        position = running[:-1] - repeated(begins[:-1], words)
        rows = Occurrences(text, position, codes)
        taken = counts_of(begins).astype(np.int32)
        return self._unfolded(rows, complex_words, kinds) if len(kinds) else rows, taken

    def _unfolded(self, rows: Occurrences, words: Places, kinds: Codes) -> Occurrences:
        """``rows`` of words as rows of terms: ``words`` become as many as their outcomes have."""
        counts, terms = np.ones(len(rows), np.intp), self._counts.values[kinds]
        counts[words] = terms
        entry, position = repeated(rows.entry, counts), repeated(rows.position, counts)
        extra = offsets_of(terms - 1)[:-1]  # rows more than words, before each of ``words``
        places, sources = ranges(words + extra, terms), ranges(self._begins.values[kinds], terms)
        entry[places] = self._entries.values[sources]
        position[places] += self._steps.values[sources]
        return Occurrences(repeated(rows.text, counts), position, entry)


def _one(number: int) -> Numbers:
    return np.array([number], np.int32)


class Learner:
    """Asks the chain of ``analyzer`` about words and enters what it says among ``outcomes``."""

    def __init__(self, analyzer: Analyzer, outcomes: Outcomes) -> None:
        self._analyzer = analyzer
        self._outcomes = outcomes
        self._folded: dict[str, int] = {}  # the codes of words of letters and digits, by what they are folded to

    def code(self, word: str) -> int:
        """The code of any word, by the long way."""
        return self._outcomes.code(self._analyzer.rows(word))

    def codes(self, words: Iterable[str]) -> list[int]:
        """The codes of the words, asked about in their order. What a filter raises is passed on."""
        fold, folded = self._analyzer.letters_filter, self._folded
        if fold is None:
            return [self.code(word) for word in words]
        codes = []
        for word in words:
            entries = fold(word) if word.isalnum() and word.isascii() and len(word) <= TERM_LIMIT else ()
            if len(entries) == 1 and entries[0][1] == 0 and isinstance(entries[0][0], str):
                spelling = entries[0][0]
                code = folded.get(spelling)
                if code is None:
                    code = folded[spelling] = self._outcomes.code(self._analyzer.rows_of(entries))
                codes.append(code)
            else:
                codes.append(self.code(word))
        return codes


Scalar = TypeVar("Scalar", bound=np.generic)


class GrowingArray(Generic[Scalar]):
    """Values of one dtype, added at the end."""

    def __init__(self, dtype: type[Scalar]) -> None:
        self._room: NDArray[Scalar] = np.empty(64, dtype)
        self._length = 0

    def __len__(self) -> int:
        return self._length

    @property
    def values(self) -> NDArray[Scalar]:
        """The values so far, as a view that later additions do not change."""
        return self._room[: self._length]

    def extend(self, values: NDArray[Scalar]) -> int:
        """Add ``values``; the number of the first of them."""
        begin = self._length
        end = begin + len(values)
        if end > len(self._room):
            room = np.empty(max(end, 2 * len(self._room)), self._room.dtype)
            room[:begin] = self.values
            self._room = room
        self._room[begin:end] = values
        self._length = end
        return begin
