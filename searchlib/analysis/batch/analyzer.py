"""What tokens does an analyzer give megabytes of text? Those of :meth:`Analyzer.tokens`, as rows of arrays.

The texts lie in one array of bytes with line breaks between them. Classes of characters, word borders and names of
words are worked out for all of it at once (:mod:`.tokenizer`, :mod:`.hashing`); the chain of filters is asked
once for each distinct spelling, and its answer is kept (:mod:`.outcomes`).
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from searchlib.analysis.analyzer import Analyzer
from searchlib.analysis.batch.hashing import LONGEST, NEW, PADDING, Names, Spellings, lanes_of
from searchlib.analysis.batch.occurrences import Numbers, Occurrences, joined, pieces_of, rejoined, slices_of
from searchlib.analysis.batch.outcomes import Codes, Learner, Outcomes
from searchlib.analysis.batch.tokenizer import MARGIN, Places, classes_of, word_borders
from searchlib.analysis.tokenizer import words
from searchlib.kernels.lookup import rank
from searchlib.kernels.offsets import offsets_of

__all__ = ["BatchAnalyzer", "Occurrences"]

_MARGIN: Final = b"\n" * max(MARGIN, PADDING)


class BatchAnalyzer:
    """Analyses batches of texts: the rows are those that ``analyzer`` gives token by token.

    What is known of spellings grows with those met, never with the text: see :attr:`size`. An analyzer
    with a tokenizer of the user's own is asked text by text. Not for several threads at once.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self._outcomes = Outcomes()
        self._learner = Learner(analyzer, self._outcomes)
        self._spellings = Spellings()
        self._collided: dict[bytes, int] = {}

    @property
    def entries(self) -> list[tuple[str, str]]:
        """Entry number to (term's text, spelling). It grows with what is met, and no entry changes."""
        return self._outcomes.entries

    @property
    def size(self) -> int:
        """About how many bytes it takes: measured, for words of usual length."""
        return 100 * len(self._spellings) + 320 * len(self.entries)

    def occurrences(self, texts: Sequence[str]) -> Occurrences:
        """The rows of all ``texts``. What a tokenizer or filter raises is passed on; earlier rows stay valid."""
        if self._analyzer.tokenizer is not words:
            return self._one_by_one(texts)
        pieces, owners = pieces_of(texts)
        parts, widths = [], []
        for begin, end in slices_of(pieces):
            rows, taken = self._slice(pieces[begin:end])
            rows.text[:] += begin
            parts.append(rows)
            widths.append(taken)
        rows = joined(parts)
        return rows if owners is None else rejoined(rows, owners, np.concatenate(widths))

    def _slice(self, pieces: Sequence[bytes]) -> tuple[Occurrences, Numbers]:
        """The rows of ``pieces``, numbered from 0, and how many positions each takes."""
        data = _MARGIN + b"\n".join(pieces) + _MARGIN
        classes = classes_of(data)
        starts, ends = (classes.in_bytes(places) for places in word_borders(classes.numbers))
        begins = len(_MARGIN) + offsets_of([len(piece) + 1 for piece in pieces])
        codes = self._codes(data, starts, ends - starts)
        return self._outcomes.rows(codes, rank(starts, begins))

    def _codes(self, data: bytes, starts: Places, sizes: Places) -> Codes:
        """The code of each word's outcome. Giants, which have no names, are asked about wherever they are."""
        if not len(sizes) or sizes.max() <= LONGEST:
            return self._codes_by_name(data, starts, sizes)
        codes = np.empty(len(sizes), np.int32)
        named = sizes <= LONGEST
        codes[named] = self._codes_by_name(data, starts[named], sizes[named])
        codes[~named] = [self._code(word) for word in _spelled(data, starts[~named], sizes[~named])]
        return codes

    def _codes_by_name(self, data: bytes, starts: Places, sizes: Places) -> Codes:
        lanes = lanes_of(data, starts, sizes)
        names = lanes.names()
        slots = self._spellings.find(names)
        new = np.flatnonzero(slots["code"] == NEW)
        if len(new):
            self._learn(data, names[new], starts[new], sizes[new])
            slots[new] = self._spellings.find(names[new])
        codes: Codes = slots["code"].copy()
        collided = self._spellings.unequal(slots, lanes)
        if len(collided):
            codes[collided] = [self._code_alone(word) for word in _spelled(data, starts[collided], sizes[collided])]
        return codes

    def _learn(self, data: bytes, names: Names, starts: Places, sizes: Places) -> None:
        """Ask the chain about one word of each name, in the order of the text: entries' numbers depend on it alone."""
        first = np.sort(np.unique(names, return_index=True)[1])
        starts, sizes = starts[first], sizes[first]
        spelled = b"\n".join(_spelled(data, starts, sizes)).decode("utf-8", "surrogatepass").split("\n")
        codes = np.array(self._learner.codes(spelled), np.int32)
        self._spellings.add(names[first], codes, lanes_of(data, starts, sizes))

    def _code_alone(self, word: bytes) -> int:
        """The code of a word that has the name of another."""
        code = self._collided.get(word)
        if code is None:
            code = self._collided[word] = self._code(word)
        return code

    def _code(self, word: bytes) -> int:
        return self._learner.code(word.decode("utf-8", "surrogatepass"))

    def _one_by_one(self, texts: Sequence[str]) -> Occurrences:
        """The same rows, by the one-text path."""
        number = self._outcomes.number
        rows = [
            (text, token.position + term.step, number(term.text, term.spelling))
            for text, content in enumerate(texts)
            for token in self._analyzer.tokens(content)
            for term in token.terms
        ]
        table = np.array(rows, np.int32).reshape(-1, 3)
        return Occurrences(*(np.ascontiguousarray(column) for column in table.T))


def _spelled(data: bytes, starts: Places, sizes: Places) -> list[bytes]:
    return [data[start : start + size] for start, size in zip(starts.tolist(), sizes.tolist(), strict=True)]
