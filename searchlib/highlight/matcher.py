"""The matcher of one text: the leaves of a question and the words of the text come in, spans go out."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import Final, Protocol, TypeAlias, TypeVar

from searchlib.analysis import Span
from searchlib.analysis.tokenizer import CLASSES
from searchlib.highlight.proximity import Standing, matches, merged
from searchlib.highlight.proximity import marked as marked_near
from searchlib.highlight.tokens import Row
from searchlib.query.compile import is_ideograph
from searchlib.query.queries import Every, InSentence, Near, NullQuery, Or, Phrase, Prefix, Query, Term, Wildcard
from searchlib.query.query_trees import words_of
from searchlib.schema import PASSAGE, TEXT, stems_field

__all__ = [
    "Known",
    "LeafMatcher",
    "Marked",
    "TextMatcher",
    "Verdict",
]

_Places: TypeAlias = dict[int, Span]  # position in words -> what to mark of the word that stands there

Marked = TypeVar("Marked")
"""What is marked: spans, or spans with what marked them."""

Verdict: TypeAlias = tuple[bool | None, set[Marked]]
"""Matched, or None if the text alone cannot tell; what to mark."""

Known: TypeAlias = Callable[[Query], bool | None]
"""Told a leaf, says whether it matched; None if that is unknown."""

_ENDING = re.compile(r"\*[^*?\[]")


def _is_ending(pattern: str) -> bool:
    """Whether a text shows what ends so: one character, perhaps with marks on it."""
    return _ENDING.fullmatch(pattern) is not None or (pattern[:1] == "*" and is_ideograph(pattern[1:]))


class LeafMatcher(Protocol[Marked]):
    """Decides about leaves in one text."""

    def of(self, leaf: Query, /) -> Verdict[Marked]:
        """Whether ``leaf`` matched, and what it marks if so."""
        ...


class TextMatcher:
    """Where the words stand that some leaves look for, in one text: that of the ``field``.

    ``known`` says of a leaf whether it matched where the text cannot tell; without it that is unknown.
    """

    def __init__(
        self,
        leaves: Iterable[Query],
        text: str,
        rows: Sequence[Row],
        field: str = TEXT,
        known: Known | None = None,
    ) -> None:
        self._text = text
        self._field = field
        self._known = known
        self._stems: dict[str, _Places] = {}
        self._spellings: dict[str, _Places] = {}
        self._prefixes: dict[str, _Places] = {}
        self._endings: dict[str, _Places] = {}
        for leaf in chain.from_iterable(map(words_of, leaves)):
            self._want(leaf)
        self._look(rows)

    def of(self, leaf: Query, /) -> Verdict[Span]:
        """Whether ``leaf`` matched, and the spans that did."""
        kind = type(leaf)
        if kind is Every or leaf is NullQuery:
            return kind is Every, set()
        whole = _WHOLES.get(kind)
        marked = self._marked(leaf) if whole is None else whole(self, leaf)
        if marked is None or (not marked and whole is None and stems_field(leaf.fieldname) == PASSAGE):
            return (None if self._known is None else self._known(leaf)), set()
        return bool(marked), marked

    def _marked(self, leaf: Query) -> set[Span] | None:
        """The spans of a word, pattern or phrase; None if it looks elsewhere or is of another kind."""
        places = self._table(leaf)
        if places is None:
            return None
        if type(leaf) is Phrase:
            return _phrase([places[word] for word in leaf.words], leaf.slop)
        return set(places[leaf.text].values())

    def _near(self, near: Near) -> set[Span] | None:
        parts = [self._standing(part) for part in near.parts]
        known = [part for part in parts if part is not None]
        return marked_near(known, near.gaps, near.is_ordered) if len(known) == len(parts) else None

    def _in_sentence(self, together: InSentence) -> set[Span] | None:
        """What stands in the sentences that hold all parts."""
        held: list[dict[int, set[Span]]] = []
        for part in together.subqueries:
            standing = self._standing(part)
            if standing is None:
                return None
            held.append(self._by_sentence(standing))
        common = set(held[0]).intersection(*held[1:]) if held else set[int]()
        return {span for spans in held for number in common for span in spans[number]}

    def _by_sentence(self, standing: Standing) -> dict[int, set[Span]]:
        """By its number, what stands in a sentence; nothing of what stands in two."""
        found: dict[int, set[Span]] = {}
        for spans in standing.values():
            first, last = (bisect_right(self._sentence_starts, edge(spans)[0]) for edge in (min, max))
            if first == last:
                found[first] = found.get(first, set()) | spans
        return found

    @cached_property
    def _sentence_starts(self) -> list[int]:
        from searchlib.source.sentences import sentences  # seldom needed

        return [start for start, _ in sentences(self._text)]

    def _standing(self, part: Query) -> Standing | None:
        """Where a part of a Near stands, None if the text cannot tell."""
        kind = type(part)
        if kind is Near or kind is Or:
            several = [self._standing(each) for each in (part.parts if kind is Near else part.subqueries)]
            known = [each for each in several if each is not None]
            if len(known) < len(several):
                return None
            return merged(known) if kind is Or else matches(known, part.gaps, part.is_ordered)
        places = self._table(part)
        if places is None:
            return None
        if kind is not Phrase:
            return {(place, place): {span} for place, span in places[part.text].items()}
        words = [places[word] for word in part.words]
        starts = _starts(words) if words else []
        return {
            (start, start + len(words) - 1): {word[start + step] for step, word in enumerate(words)} for start in starts
        }

    def _table(self, leaf: Query) -> dict[str, _Places] | None:
        """The table in which the words of ``leaf`` are; None if it looks elsewhere or is of another kind."""
        table = _WORD_TABLES.get(type(leaf))
        if table is None or stems_field(leaf.fieldname) not in (self._field, PASSAGE):
            return None
        return table(self, leaf)

    def _words(self, leaf: Query) -> dict[str, _Places]:
        return self._stems if leaf.fieldname == stems_field(leaf.fieldname) else self._spellings

    def _beginnings(self, _: Query) -> dict[str, _Places]:
        return self._prefixes

    def _ends(self, leaf: Query) -> dict[str, _Places] | None:
        return self._endings if _is_ending(leaf.text) else None

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
                    self._ends_with(term.spelling, position + term.step, span)

    def _begins(self, spelling: str, position: int, span: Span) -> None:
        for length in range(1, len(spelling) + 1):
            places = self._prefixes.get(spelling[:length])
            if places is not None:
                places[position] = self._first_of(span) if is_ideograph(spelling[:length]) else span

    def _ends_with(self, spelling: str, position: int, span: Span) -> None:
        for pattern, places in self._endings.items():
            if spelling.endswith(pattern[1:]):
                places[position] = self._last_of(span)

    def _first_of(self, span: Span) -> Span:
        """The first character, with the marks on it."""
        return span[0], next((place for place in range(span[0] + 1, span[1]) if self._is_letter(place)), span[1])

    def _last_of(self, span: Span) -> Span:
        """The last character, with the marks on it."""
        places = range(span[1] - 1, span[0], -1)
        return next((place for place in places if self._is_letter(place)), span[0]), span[1]

    def _is_letter(self, place: int) -> bool:
        return CLASSES[ord(self._text[place])] is not None


_WHOLES: Final[dict[type, Callable[[TextMatcher, Query], set[Span] | None]]] = {
    Near: TextMatcher._near,
    InSentence: TextMatcher._in_sentence,
}
"""What the parts of a leaf mark together; None: the text cannot tell."""

_WORD_TABLES: Final[dict[type, Callable[[TextMatcher, Query], dict[str, _Places] | None]]] = {
    Term: TextMatcher._words,
    Phrase: TextMatcher._words,
    Prefix: TextMatcher._beginnings,
    Wildcard: TextMatcher._ends,
}
"""Where the words of a leaf are kept; of other leaves a text does not tell."""


def _phrase(words: Sequence[_Places], slop: int) -> set[Span]:
    """The spans at which ``words`` follow each other, each 1 to ``slop`` positions behind the one before."""
    if not words or not all(words):
        return set()
    if slop == 1:
        starts = _starts(words)
        return {places[start + step] for step, places in enumerate(words) for start in starts}
    steps = range(1, slop + 1)
    chains = [set(words[0])]  # where a chain of the first words ends
    for places in words[1:]:
        chains.append({place for place in places if any(place - step in chains[-1] for step in steps)})
    marked: set[Span] = set()
    after = chains[-1]
    for places, ends in zip(reversed(words), reversed(chains), strict=True):
        held = ends if ends is chains[-1] else {p for p in ends if any(p + step in after for step in steps)}
        marked.update(places[place] for place in held)
        after = held
    return marked


def _starts(words: Sequence[_Places]) -> list[int]:
    """The positions from which ``words``, at least one, follow each other."""
    starts = list(words[0])
    for step, places in enumerate(words):
        starts = [start for start in starts if start + step in places]
    return starts
