"""Which words of a passage did the question match? A tree and a text come in, the spans of words go out.

What matched nothing marks nothing: a phrase marks its words only where it stands, of ``(a AND b) OR c`` the
``a`` is marked only where there is a ``b``, and what is excluded is never marked. Of a pair of Chinese characters
that is there for one of them, that one is marked.
"""

import re
from collections.abc import Iterable, Sequence, Set

from searchlib.analysis import Analyzer, Span
from searchlib.analysis.tokenizer import words
from searchlib.highlight import Spans
from searchlib.query.compile import DEFAULT_FIELD
from searchlib.query.lexicon import LONGEST, Lexicon, Pieces, Row, Written, rows_of
from searchlib.query.verdicts import SPELLED, Occurrences, judged, leaves_of
from searchlib.query.whoosh import And, Or, Phrase, Prefix, Query, Term, Wildcard

__all__ = ["Marker", "matched_spans"]

_PIECE = re.compile(r"\S+")  # what str.split gives


def matched_spans(tree: Query, text: str, analyzer: Analyzer) -> Spans:
    """The spans, in code points of ``text``, of the words that ``tree`` matched: ascending, without overlap.

    Fields other than the text mark nothing, and are taken to match as it suits: their words are not in
    ``text``. A text that the tree cannot match is shown for another reason, beside a hit for example: there
    each word that is looked for is marked.
    """
    return Marker(tree, Lexicon(analyzer)).spans(text)


class Marker:
    """Marks what one tree matched, in one text after another: see :func:`matched_spans`."""

    def __init__(self, tree: Query, lexicon: Lexicon) -> None:
        self._tree = tree
        self._lexicon = lexicon
        self._leaves = list(leaves_of(tree, negative=True))
        self._stems = _words_in(self._leaves, DEFAULT_FIELD)
        self._spellings = _words_in(self._leaves, SPELLED)
        self._has_patterns = any(isinstance(leaf, Prefix | Wildcard) for leaf in self._leaves)
        self._has_distances = any(isinstance(leaf, Phrase) and leaf.slop > 1 for leaf in self._leaves)
        self._is_flat = _is_flat(tree)

    def spans(self, text: str, written: Written | None = None) -> Spans:
        """The spans of the words of ``text`` that the tree matched.

        ``written`` is made of ``text`` by callers who keep it, as the text will be shown again.
        """
        if self._has_distances or self._lexicon.analyzer.tokenizer is not words:
            return self._judged(text, rows_of(text, self._lexicon.analyzer))
        pieces = self._lexicon.pieces()
        wanted = self._wanted(pieces, written or Written(text))
        if self._is_flat:
            return _joined(sorted(self._marked(text, pieces, wanted)))
        return self._judged(text, _rows(text, pieces, wanted))

    def _wanted(self, pieces: Pieces, written: Written) -> Set[str]:
        """Those of the pieces ``written`` that hold a word of the tree, or are too long to be known."""
        wanted = written.learnt(pieces)
        if self._has_patterns:
            return written.pieces
        for word in self._stems:
            if word in pieces.stems:
                wanted |= written.pieces & pieces.stems[word]
        for word in self._spellings:
            if word in pieces.spellings:
                wanted |= written.pieces & pieces.spellings[word]
        return wanted

    def _marked(self, text: str, pieces: Pieces, wanted: Iterable[str]) -> list[Span]:
        """The spans of the words that a flat tree looks for, in no order."""
        marked: list[Span] = []
        for written in wanted:
            rows: Sequence[Row] = pieces[written].rows
            if len(rows) > 1 or len(written) > LONGEST:
                rows = [row for row in rows if self._looks_for(row)]
            for place in _places(text, written):
                marked += [(place + row[0], place + row[1]) for row in rows]
        return marked

    def _looks_for(self, row: Row) -> bool:
        return any(term.text in self._stems or term.spelling in self._spellings for term in row[3])

    def _judged(self, text: str, rows: Sequence[Row]) -> Spans:
        occurrences = Occurrences(self._leaves, text, rows)
        matched, marked = judged(self._tree, occurrences)
        if matched is False:
            marked = set().union(*(occurrences.of(leaf)[1] for leaf in leaves_of(self._tree, negative=False)))
        return _joined(sorted(marked))


def _words_in(leaves: Iterable[Query], field: str) -> frozenset[str]:
    """The words that leaves look for in a field."""
    found: set[str] = set()
    for leaf in leaves:
        if isinstance(leaf, Term | Phrase) and leaf.fieldname == field:
            found.update(leaf.words if isinstance(leaf, Phrase) else (leaf.text,))
    return frozenset(found)


def _is_flat(tree: Query) -> bool:
    """Whether ``tree`` marks each of its words wherever it stands: a word, or any or all of some."""
    parts = tree.subqueries if type(tree) in (And, Or) else [tree]
    return all(type(part) is Term and part.fieldname in (DEFAULT_FIELD, SPELLED) for part in parts)


def _places(text: str, written: str) -> list[int]:
    """Where ``written`` stands between white space."""
    places: list[int] = []
    place, size = text.find(written), len(written)
    while place >= 0:
        before, after = text[place - 1 : place], text[place + size : place + size + 1]
        if (not before or before.isspace()) and (not after or after.isspace()):
            places.append(place)
        place = text.find(written, place + size)
    return places


def _rows(text: str, pieces: Pieces, wanted: Iterable[str]) -> list[Row]:
    """The words of the wanted pieces, in order; what words are between two of them count as one position."""
    rows: list[Row] = []
    last = position = 0
    for place, written in sorted([(place, piece) for piece in wanted for place in _places(text, piece)]):
        position += any(pieces[between[0]].rows for between in _PIECE.finditer(text, last, place))
        piece = pieces[written]
        rows += [(place + start, place + end, position + step, terms) for start, end, step, terms in piece.rows]
        last, position = place + len(written), position + piece.width
    return rows


def _joined(ascending: Iterable[Span]) -> Spans:
    """The spans, those that overlap (pairs of Chinese characters) as one."""
    spans: list[Span] = []
    for start, end in ascending:
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)
