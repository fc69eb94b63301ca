"""Which tokens are in a text? A cache of its pieces between white space: analysed once, found again by their terms.

A word never reaches over white space but in initials and numbers, which are one piece, and nothing beyond it decides
what a word is. So the tokens of a text are those of its pieces, and to mark a match only the pieces that hold it need
be looked at.
"""

from collections import defaultdict
from typing import NamedTuple, TypeAlias

from searchlib.analysis import Analyzer, Term
from searchlib.analysis.tokenizer import stretches

__all__ = ["LONGEST", "PieceTokens", "Pieces", "Row", "TokenCache", "Written", "rows_of"]

LONGEST = 64
"""Longer pieces (texts without spaces) are not remembered."""

_REMEMBERED = 1 << 16

Row: TypeAlias = tuple[int, int, int, tuple[Term, ...]]
"""A word: start, end, position, terms."""


class PieceTokens(NamedTuple):
    """The words of a piece, counted from its beginning, and how many positions it takes."""

    rows: tuple[Row, ...]
    width: int


class Pieces(dict[str, PieceTokens]):
    """Pieces by what is written; asked for one that is new, it learns it.

    ``stems`` and ``spellings`` have, by a term's text and by its spelling, the pieces that hold it.
    """

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer
        self.stems: defaultdict[str, set[str]] = defaultdict(set)
        self.spellings: defaultdict[str, set[str]] = defaultdict(set)

    def __missing__(self, text: str) -> PieceTokens:
        rows = rows_of(text, self._analyzer)
        piece = PieceTokens(rows, rows[-1][2] + rows[-1][3][-1].step + 1 if rows else 0)
        if len(text) <= LONGEST:
            for *_, terms in rows:
                for term in terms:
                    self.stems[term.text].add(text)
                    self.spellings[term.spelling].add(text)
            self[text] = piece
        return piece


class Written:
    """What stands in a text between white space: each piece once. Made once for a text that is shown again."""

    def __init__(self, text: str) -> None:
        self.pieces = frozenset(stretches(text))
        self._known_to: Pieces | None = None
        self._long: frozenset[str] = frozenset()

    def learnt(self, pieces: Pieces) -> frozenset[str]:
        """Have ``pieces`` learn what is new to them; what is too long to be remembered."""
        if self._known_to is not pieces:
            new = [piece for piece in self.pieces if piece not in pieces]
            for piece in new:
                pieces[piece]
            self._long = frozenset(piece for piece in new if len(piece) > LONGEST)
            self._known_to = pieces
        return self._long


class TokenCache:
    """The pieces that an analyzer has met lately. For any number of threads."""

    def __init__(self, analyzer: Analyzer) -> None:
        self.analyzer = analyzer
        self._pieces = Pieces(analyzer)

    def pieces(self) -> Pieces:
        """The pieces known now; they are forgotten, all at once, when there are too many, but not by who holds them."""
        if len(self._pieces) > _REMEMBERED:
            self._pieces = Pieces(self.analyzer)
        return self._pieces


def rows_of(text: str, analyzer: Analyzer) -> tuple[Row, ...]:
    """The words of a text that have terms, in order."""
    return tuple([(token.start, token.end, token.position, token.terms) for token in analyzer.tokens(text)])
