"""Does a text match a tree, as far as its words can tell, and which of them? Rows come in, verdicts go out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from searchlib.analysis import Span
from searchlib.analysis.characters import CLASSES
from searchlib.query.compile import DEFAULT_FIELD, is_ideograph
from searchlib.query.lexicon import Row
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

__all__ = ["SPELLED", "Occurrences", "judged", "leaves_of"]

_Places: TypeAlias = dict[int, Span]  # position in words -> what to mark of the word that stands there
_Verdict: TypeAlias = tuple[bool | None, set[Span]]  # matched, or None if the text alone cannot tell; what to mark

SPELLED = exact(DEFAULT_FIELD)
"""The field of the spellings of the text."""

_ENDING = re.compile(r"\*[^*?\[]")


class Occurrences:
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
                if leaf.fieldname == SPELLED
                else self._stems
                if leaf.fieldname == DEFAULT_FIELD
                else None
            )
        if kind is Prefix:
            return self._prefixes if leaf.fieldname == SPELLED else None
        if kind is Wildcard:
            return self._endings if leaf.fieldname == SPELLED and _ENDING.fullmatch(leaf.text) else None
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


def judged(query: Query, occurrences: Occurrences) -> _Verdict:
    """Whether ``query`` matched (true, false or unknown), and what it marks if so."""
    if type(query) is Term or type(query) is Phrase:
        return occurrences.of(query)
    if isinstance(query, And | Or | DisjunctionMax):
        verdicts = [judged(child, occurrences) for child in query.subqueries]
        return _all_of(verdicts) if isinstance(query, And) else _any_of(verdicts)
    if isinstance(query, AndNot | AndMaybe):
        wanted = judged(query.a, occurrences)
        other = judged(query.b, occurrences)
        return _without(wanted, other[0]) if isinstance(query, AndNot) else _preferably(wanted, other)
    if isinstance(query, Require):
        return _all_of([judged(query.a, occurrences), judged(query.b, occurrences)])
    if isinstance(query, ConstantScoreQuery):
        return judged(query.child, occurrences)
    if isinstance(query, Not):
        return _without((True, set()), judged(query.query, occurrences)[0])
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


def leaves_of(tree: Query, *, negative: bool) -> Iterator[Query]:
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
