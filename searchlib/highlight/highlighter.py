"""Which words of a passage did the question match? A tree and a text come in, the spans of words go out.

Matches are the same with the part of the question that marked them: worked out apart, only where somebody asks.

What matched nothing marks nothing: a phrase marks its words only where it stands, words that are near each other
only where they are, of ``(a AND b) OR c`` the ``a`` is marked only where there is a ``b``, and what is excluded is
never marked. Of a pair of Chinese characters that is there for one of them, that one is marked.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property

from searchlib.analysis import Analyzer, Span
from searchlib.analysis.tokenizer import reaches_over_space, stretch, words
from searchlib.highlight.formatter import Matches, Spans, joined
from searchlib.highlight.matcher import Known, LeafMatcher, Marked, TextMatcher
from searchlib.highlight.tokens import LONGEST, Pieces, Row, TokenCache, Written, rows_of
from searchlib.highlight.verdicts import judged
from searchlib.query.queries import And, Or, Phrase, Prefix, Query, Term, Wildcard
from searchlib.query.query_trees import has_distance, leaves_of, words_of
from searchlib.schema import PASSAGE, TEXT, exact, stems_field

__all__ = ["Marker", "matched_spans"]

_MANY = 64
"""From so many pieces on, going through the text once is quicker than looking for each."""


def matched_spans(tree: Query, text: str, analyzer: Analyzer) -> Spans:
    """The spans, in code points of ``text``, of the words that ``tree`` matched: ascending, without overlap.

    Fields other than the text mark nothing, and are taken to match as it suits: their words are not in
    ``text``. So are words of the field "passage" that are not there, as they may stand in the title. A text that the
    tree cannot match is shown for another reason, beside a hit for example: there each word that is looked for is
    marked.
    """
    return Marker(tree, TokenCache(analyzer)).spans(text)


class Marker:
    """Marks what one tree matched, in one text after another: see :func:`matched_spans`."""

    def __init__(self, tree: Query, lexicon: TokenCache) -> None:
        self._tree = tree
        self._lexicon = lexicon
        self._fields: dict[str, _FieldMarker] = {}

    def spans(self, text: str, written: Written | None = None, known: Known | None = None) -> Spans:
        """The spans of the words of a passage's ``text`` that the tree matched.

        ``written`` is made of ``text`` by callers who keep it, as the text will be shown again. ``known`` says of a
        leaf whether it matched the passage, where this text cannot tell; a span is then certain to be of a match.
        """
        return self._in(TEXT).spans(text, written, known)

    def spans_in(self, field: str, text: str, known: Known | None = None) -> Spans:
        """The same of a ``text`` in the field "title" or "heading": what is looked for there, or anywhere."""
        return self._in(field).spans(text, None, known)

    def holds(self, text: str, written: Written | None = None) -> bool:
        """Whether the tree matches a passage's ``text``, as far as that can tell: it may."""
        return self._in(TEXT).holds(text, written)

    def matches(self, text: str, written: Written | None = None, known: Known | None = None) -> Matches:
        """The spans of a passage's ``text``, each with the part of the question that marked it.

        All of them together, those that overlap joined, are what :meth:`spans` gives.
        """
        return self._in(TEXT).matches(text, written, known)

    def matches_in(self, field: str, text: str, known: Known | None = None) -> Matches:
        """The same of a ``text`` in the field "title" or "heading", as :meth:`spans_in`."""
        return self._in(field).matches(text, None, known)

    def _in(self, field: str) -> "_FieldMarker":
        found = self._fields.get(field)
        if found is None:
            found = self._fields[field] = _FieldMarker(self._tree, self._lexicon, field)
        return found


class _FieldMarker:
    """Marks what one tree matched in texts of one field."""

    def __init__(self, tree: Query, lexicon: TokenCache, field: str) -> None:
        self._tree = tree
        self._lexicon = lexicon
        self._field = field
        self._leaves = list(leaves_of(tree, negative=True))
        simple = [word for leaf in self._leaves for word in words_of(leaf)]
        self._stems = _words_in(simple, {field, PASSAGE})
        self._spellings = _words_in(simple, {exact(field), exact(PASSAGE)})
        self._has_patterns = any(isinstance(leaf, Prefix | Wildcard) for leaf in simple)
        self._has_pieces = lexicon.analyzer.tokenizer is words and not any(map(has_distance, self._leaves))
        self._is_flat = _is_flat(tree, field)

    def spans(self, text: str, written: Written | None, known: Known | None) -> Spans:
        """As :meth:`Marker.spans`."""
        if not self._is_flat or not self._has_pieces:
            return joined(sorted(self._marked(self._occurrences(text, written, known))))
        pieces = self._lexicon.pieces()
        return joined(sorted(self._looked_for(text, pieces, self._wanted(pieces, written or Written(text)))))

    def holds(self, text: str, written: Written | None) -> bool:
        """As :meth:`Marker.holds`."""
        return judged(self._tree, self._occurrences(text, written, None))[0] is not False

    def matches(self, text: str, written: Written | None, known: Known | None) -> Matches:
        """As :meth:`Marker.matches`."""
        from searchlib.highlight.attribution import AttributedMatcher, joined_matches  # seldom needed

        occurrences = self._occurrences(text, written, known)
        return joined_matches(self._marked(AttributedMatcher(occurrences, self._parts)))

    @cached_property
    def _parts(self) -> Mapping[int, tuple[str, ...]]:
        from searchlib.highlight.attribution import parts_by_leaf  # seldom needed

        return parts_by_leaf(self._leaves)

    def _occurrences(self, text: str, written: Written | None, known: Known | None) -> TextMatcher:
        """Where the words of the leaves stand."""
        if self._has_pieces:
            pieces = self._lexicon.pieces()
            rows: Sequence[Row] = _rows(text, pieces, self._wanted(pieces, written or Written(text)))
        else:
            rows = rows_of(text, self._lexicon.analyzer)
        return TextMatcher(self._leaves, text, rows, self._field, known)

    def _marked(self, occurrences: LeafMatcher[Marked]) -> set[Marked]:
        """What the tree marks; what its leaves mark in a text that it cannot match."""
        matched, marked = judged(self._tree, occurrences)
        if matched is False:
            return set().union(*(occurrences.of(leaf)[1] for leaf in leaves_of(self._tree, negative=False)))
        return marked

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

    def _looked_for(self, text: str, pieces: Pieces, wanted: Set[str]) -> list[Span]:
        """The spans of the words that a flat tree looks for, in no order."""
        rows = {written: self._rows_looked_for(written, pieces[written].rows) for written in wanted}
        return [(place + row[0], place + row[1]) for place, written in _placed(text, wanted) for row in rows[written]]

    def _rows_looked_for(self, written: str, rows: Sequence[Row]) -> Sequence[Row]:
        if len(rows) > 1 or len(written) > LONGEST:
            return [row for row in rows if self._looks_for(row)]
        return rows

    def _looks_for(self, row: Row) -> bool:
        return any(term.text in self._stems or term.spelling in self._spellings for term in row[3])


def _words_in(leaves: Iterable[Query], fields: Set[str]) -> frozenset[str]:
    """The words that leaves look for in one of some fields."""
    found: set[str] = set()
    for leaf in leaves:
        if isinstance(leaf, Term | Phrase) and leaf.fieldname in fields:
            found.update(leaf.words if isinstance(leaf, Phrase) else (leaf.text,))
    return frozenset(found)


def _is_flat(tree: Query, field: str) -> bool:
    """Whether ``tree`` marks each of its words wherever it stands: a word, or any or all of some."""
    parts = tree.subqueries if type(tree) in (And, Or) else [tree]
    return all(type(part) is Term and stems_field(part.fieldname) in (field, PASSAGE) for part in parts)


def _placed(text: str, wanted: Set[str]) -> list[tuple[int, str]]:
    """Where the wanted pieces stand, in no order: each is looked for, or, if they are many, all in one pass."""
    if len(wanted) > _MANY or reaches_over_space(text):
        return [(piece.start(), piece[0]) for piece in stretch(text).finditer(text) if piece[0] in wanted]
    return [(place, written) for written in wanted for place in _places(text, written)]


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


def _rows(text: str, pieces: Pieces, wanted: Set[str]) -> list[Row]:
    """The words of the wanted pieces, in order; what words are between two of them count as one position."""
    rows: list[Row] = []
    last = position = 0
    between = stretch(text)
    for place, written in sorted(_placed(text, wanted)):
        position += any(pieces[found[0]].rows for found in between.finditer(text, last, place))
        piece = pieces[written]
        rows += [(place + start, place + end, position + step, terms) for start, end, step, terms in piece.rows]
        last, position = place + len(written), position + piece.width
    return rows
