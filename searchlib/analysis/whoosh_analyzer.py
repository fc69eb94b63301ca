"""How does Whoosh read texts with an analyzer of ours? Through this adapter, a Whoosh analyzer."""

from collections.abc import Iterator
from typing import Any

from searchlib._whoosh import quiet_import
from searchlib.analysis.analyzer import Analyzer, Term

with quiet_import():
    import whoosh.codec.whoosh3  # noqa: F401 - which Whoosh imports when it opens an index, and not quietly
    from whoosh.analysis import Analyzer as WhooshBase
    from whoosh.analysis import Token as WhooshToken

__all__ = ["WhooshAnalyzer"]


class WhooshAnalyzer(WhooshBase):  # type: ignore[misc]
    """A Whoosh analyzer that gives the terms of ``analyzer``: their stems or, if ``exact``, their spellings.

    Terms of one step share a position, as Whoosh's own analyzers do it, and all terms of a word its
    characters. Equal if the analyzers' fingerprints are; picklable if the analyzer is.
    """

    def __init__(self, analyzer: Analyzer, exact: bool = False) -> None:
        self.analyzer = analyzer
        self.exact = exact

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        keeporiginal: bool = False,
        removestops: bool = True,
        start_pos: int = 0,
        start_char: int = 0,
        mode: str = "",
        **kwargs: Any,
    ) -> Iterator[Any]:
        """Whoosh tokens of ``value``: one object, changed at each step, as Whoosh's own analyzers give it.

        ``positions`` adds ``pos`` (counted from ``start_pos``), ``chars`` adds ``startchar`` and ``endchar``
        (code points from ``start_char``), ``keeporiginal`` adds ``original``. No token is stopped.
        """
        if not isinstance(value, str):
            raise TypeError(f"{value!r} is no text")
        token = WhooshToken(positions, chars, removestops=removestops, mode=mode, **kwargs)
        terms_of = self.analyzer.query_terms if mode == "query" else self.analyzer.terms
        for word in self.analyzer.tokens(value):
            original = value[word.start : word.end]
            for text, step in self._texts(terms_of(original)):
                token.text = text
                token.boost = 1.0
                if keeporiginal:
                    token.original = original
                if positions:
                    token.pos = start_pos + word.position + step
                if chars:
                    token.startchar, token.endchar = start_char + word.start, start_char + word.end
                yield token

    def _texts(self, terms: tuple[Term, ...]) -> dict[tuple[str, int], None]:
        """The different (text, step) pairs, in order."""
        return dict.fromkeys((term.spelling if self.exact else term.text, term.step) for term in terms)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, WhooshAnalyzer)
            and self.exact == other.exact
            and self.analyzer.fingerprint == other.analyzer.fingerprint
        )

    def __hash__(self) -> int:
        return hash((self.exact, self.analyzer.fingerprint))

    def __repr__(self) -> str:
        return f"WhooshAnalyzer({self.analyzer.name!r}, exact={self.exact})"
