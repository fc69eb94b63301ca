"""Bags of words: the terms of a passage's text and how often each stands there, function words left out."""

from collections import Counter
from collections.abc import Collection
from itertools import chain
from typing import Final

from searchlib.analysis import Analyzer
from searchlib.analysis.tokenizer import stretches, words
from searchlib.highlight.tokens import LONGEST

__all__ = ["Bags"]

_READ: Final = 10_000  # characters: some pages

_REMEMBERED: Final = 1 << 15  # pieces between white space, of LONGEST characters at most


class _Stems(dict[str, tuple[str, ...]]):
    """The terms of pieces, by what is written; asked for one that is new, it learns it."""

    def __init__(self, analyzer: Analyzer, left_out: Collection[str]) -> None:
        self._analyzer, self._left_out = analyzer, left_out

    def __missing__(self, piece: str) -> tuple[str, ...]:
        tokens = self._analyzer.tokens(piece)
        stems = tuple([term.text for token in tokens for term in token.terms if term.spelling not in self._left_out])
        if len(piece) <= LONGEST:
            self[piece] = stems
        return stems


class Bags:
    """Makes bags of texts; what it has met lately it knows. For any number of threads."""

    def __init__(self, analyzer: Analyzer, left_out: Collection[str]) -> None:
        self._analyzer, self._left_out = analyzer, left_out
        self._stems = _Stems(analyzer, left_out)

    def of(self, text: str) -> Counter[str]:
        """The bag of a text, of a very long one that of its beginning."""
        text = text[:_READ]
        stems = self._stems
        if self._analyzer.tokenizer is not words:  # a word may reach over white space
            return Counter(_Stems(self._analyzer, self._left_out)[text])
        if len(stems) > _REMEMBERED:
            stems = self._stems = _Stems(self._analyzer, self._left_out)
        return Counter(chain.from_iterable([stems[piece] for piece in stretches(text)]))
