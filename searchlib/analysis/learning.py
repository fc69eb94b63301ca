"""What do words that were not met before become? Codes of their outcomes, most of them by a short way.

Most new words are letters and digits, which all filters but the one that folds case leave as they are, and most of
these differ from a known word in their capitals alone: what such a word is folded to says its code at once.
"""

from collections.abc import Iterable

from searchlib.analysis.analyzer import TERM_LIMIT, Analyzer
from searchlib.analysis.outcomes import Outcomes

__all__ = ["Learner"]


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
