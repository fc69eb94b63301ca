"""Which words of a passage did the question match? A tree and a text come in, the spans of words go out.

What matched nothing marks nothing: a phrase marks its words only where it stands, of ``(a AND b) OR c`` the
``a`` is marked only where there is a ``b``, and what is excluded is never marked. Of a pair of Chinese characters
that is there for one of them, that one is marked.
"""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from typing import TypeAlias

from searchlib.analysis import Analyzer, Span
from searchlib.analysis.characters import CLASSES
from searchlib.analysis.tokenizer import words
from searchlib.highlight import Spans
from searchlib.query.compile import DEFAULT_FIELD, is_ideograph
from searchlib.query.lexicon import LONGEST, Lexicon, Pieces, Row, Written, rows_of
from searchlib.query.whoosh import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DisjunctionMax,
    Every,
    Not,
    NullQuery,
    Or,
    Phrase,
    Prefix,
    Query,
    Require,
    Term,
    Wildcard,
    exact,
)

__all__ = ["Marker", "matched_spans"]

_Places: TypeAlias = dict[int, Span]  # position in words -> what to mark of the word that stands there
_Verdict: TypeAlias = tuple[bool | None, set[Span]]  # matched, or None if the text alone cannot tell; what to mark

_SPELLED = exact(DEFAULT_FIELD)
_ENDING = re.compile(r"\*[^*?\[]")


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
        self._leaves = list(_leaves(tree, negative=True))
        self._stems = _words_in(self._leaves, DEFAULT_FIELD)
        self._spellings = _words_in(self._leaves, _SPELLED)
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
        occurrences = _Occurrences(self._leaves, text, rows)
        matched, marked = _judged(self._tree, occurrences)
        if matched is False:
            marked = set().union(*(occurrences.of(leaf)[1] for leaf in _leaves(self._tree, negative=False)))
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
    return all(type(part) is Term and part.fieldname in (DEFAULT_FIELD, _SPELLED) for part in parts)


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
    """The words of the wanted pieces, in order; positions count on by one where nothing but white space is between."""
    rows: list[Row] = []
    last = position = 0
    for place, written in sorted([(place, piece) for piece in wanted for place in _places(text, piece)]):
        if not text[last:place].isspace():
            position += 1
        piece = pieces[written]
        rows += [(place + start, place + end, position + step, terms) for start, end, step, terms in piece.rows]
        last, position = place + len(written), position + piece.width
    return rows


class _Occurrences:
    """Where the words stand that some leaves look for."""

    def __init__(self, leaves: Iterable[Query], text: str, rows: Sequence[Row]) -> None:
        self._text = text
        self._stems: dict[str, _Places] = {}
        self._spellings: dict[str, _Places] = {}
        self._prefixes: dict[str, _Places] = {}
        self._endings: dict[str, _Places] = {}
        for leaf in leaves:
            self._want(leaf)
        self._look(rows)

    def of(self, leaf: Query) -> _Verdict:
        """Whether ``leaf`` matched, and the spans that did."""
        places = self._table(leaf)
        if places is None:
            return (True if isinstance(leaf, Every) else False if leaf is NullQuery else None), set()
        if type(leaf) is Phrase:
            marked = _phrase([places[word] for word in leaf.words], leaf.slop)
        else:
            marked = set(places[leaf.text].values())
        return bool(marked), marked

    def _table(self, leaf: Query) -> dict[str, _Places] | None:
        """The table in which the words of ``leaf`` are; None if it looks elsewhere or is of another kind."""
        kind = type(leaf)
        if kind is Term or kind is Phrase:
            return (
                self._spellings
                if leaf.fieldname == _SPELLED
                else self._stems
                if leaf.fieldname == DEFAULT_FIELD
                else None
            )
        if kind is Prefix:
            return self._prefixes if leaf.fieldname == _SPELLED else None
        if kind is Wildcard:
            return self._endings if leaf.fieldname == _SPELLED and _ENDING.fullmatch(leaf.text) else None
        return None

    def _want(self, leaf: Query) -> None:
        table = self._table(leaf)
        if table is not None:
            for word in leaf.words if type(leaf) is Phrase else (leaf.text,):
                table[word] = {}

    def _look(self, rows: Sequence[Row]) -> None:
        stems, spellings, prefixes = self._stems, self._spellings, tuple(self._prefixes)
        endings = tuple(pattern[1:] for pattern in self._endings)
        for start, end, position, terms in rows:
            span = start, end
            for term in terms:
                if term.text in stems:
                    stems[term.text][position + term.step] = span
                if term.spelling in spellings:
                    spellings[term.spelling][position + term.step] = span
                if prefixes and term.spelling.startswith(prefixes):
                    self._begins(term.spelling, position + term.step, span)
                if endings and term.spelling.endswith(endings):
                    self._endings[f"*{term.spelling[-1]}"][position + term.step] = self._last_of(span)

    def _begins(self, spelling: str, position: int, span: Span) -> None:
        for length in range(1, len(spelling) + 1):
            places = self._prefixes.get(spelling[:length])
            if places is not None:
                places[position] = self._first_of(span) if is_ideograph(spelling[:length]) else span

    def _first_of(self, span: Span) -> Span:
        """The first character, with the marks on it."""
        return span[0], next((place for place in range(span[0] + 1, span[1]) if self._is_letter(place)), span[1])

    def _last_of(self, span: Span) -> Span:
        """The last character, with the marks on it."""
        places = range(span[1] - 1, span[0], -1)
        return next((place for place in places if self._is_letter(place)), span[0]), span[1]

    def _is_letter(self, place: int) -> bool:
        return CLASSES[ord(self._text[place])] is not None


def _phrase(words: Sequence[_Places], slop: int) -> set[Span]:
    """The spans at which ``words`` follow each other, each 1 to ``slop`` positions behind the one before."""
    if not words or not all(words):
        return set()
    if slop == 1:
        starts = list(words[0])
        for step, places in enumerate(words):
            starts = [start for start in starts if start + step in places]
        return {places[start + step] for step, places in enumerate(words) for start in starts}
    steps = range(1, slop + 1)
    chains = [set(words[0])]  # where a chain of the first words ends
    for places in words[1:]:
        chains.append({place for place in places if any(place - step in chains[-1] for step in steps)})
    marked: set[Span] = set()
    after = chains[-1]
    for places, chain in zip(reversed(words), reversed(chains), strict=True):
        held = chain if chain is chains[-1] else {p for p in chain if any(p + step in after for step in steps)}
        marked.update(places[place] for place in held)
        after = held
    return marked


def _judged(query: Query, occurrences: _Occurrences) -> _Verdict:
    """Whether ``query`` matched (true, false or unknown), and what it marks if so."""
    if type(query) is Term or type(query) is Phrase:
        return occurrences.of(query)
    if isinstance(query, And | Or | DisjunctionMax):
        verdicts = [_judged(child, occurrences) for child in query.subqueries]
        return _all_of(verdicts) if isinstance(query, And) else _any_of(verdicts)
    if isinstance(query, AndNot | AndMaybe):
        wanted = _judged(query.a, occurrences)
        other = _judged(query.b, occurrences)
        return _without(wanted, other[0]) if isinstance(query, AndNot) else _preferably(wanted, other)
    if isinstance(query, Require):
        return _all_of([_judged(query.a, occurrences), _judged(query.b, occurrences)])
    if isinstance(query, ConstantScoreQuery):
        return _judged(query.child, occurrences)
    if isinstance(query, Not):
        return _without((True, set()), _judged(query.query, occurrences)[0])
    return occurrences.of(query)


def _any_of(verdicts: Sequence[_Verdict]) -> _Verdict:
    held = [marked for matched, marked in verdicts if matched is not False]
    certain = any(matched for matched, _ in verdicts)
    return (True if certain else None) if held else False, set().union(*held)


def _all_of(verdicts: Sequence[_Verdict]) -> _Verdict:
    if any(matched is False for matched, _ in verdicts):
        return False, set()
    return (
        True if all(matched for matched, _ in verdicts) else None,
        set().union(*(marked for _, marked in verdicts)),
    )


def _without(wanted: _Verdict, excluded: bool | None) -> _Verdict:
    matched, marked = wanted
    if excluded or matched is False:
        return False, set()
    return (None if excluded is None else matched), marked


def _preferably(wanted: _Verdict, optional: _Verdict) -> _Verdict:
    return (wanted[0], wanted[1] | optional[1]) if wanted[0] is not False else (False, set())


def _leaves(tree: Query, *, negative: bool) -> Iterator[Query]:
    """The leaves of ``tree``, those that are excluded only if ``negative``."""
    waiting = [tree]
    while waiting:
        query = waiting.pop()
        if isinstance(query, And | Or | DisjunctionMax):
            waiting.extend(query.subqueries)
        elif isinstance(query, AndMaybe | Require):
            waiting += (query.a, query.b)
        elif isinstance(query, ConstantScoreQuery):
            waiting.append(query.child)
        elif isinstance(query, AndNot):
            waiting += (query.a, query.b) if negative else (query.a,)
        elif isinstance(query, Not):
            waiting += (query.query,) if negative else ()
        else:
            yield query


def _joined(ascending: Iterable[Span]) -> Spans:
    """The spans, those that overlap (pairs of Chinese characters) as one."""
    spans: list[Span] = []
    for start, end in ascending:
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)
