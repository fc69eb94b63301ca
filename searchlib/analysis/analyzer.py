"""How do a tokenizer, word filters and a stemmer make one analyzer? By the types that they agree on here."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, Protocol, TypeAlias

from attrs import field, frozen

from searchlib.analysis.fingerprint import fingerprint_of, name_of
from searchlib.analysis.word_filters import leaves_letters
from searchlib.errors import AnalyzerError

__all__ = ["TERM_LIMIT", "Analyzer", "Row", "Span", "Stemmer", "Term", "Token", "Tokenizer", "WordFilter"]

TERM_LIMIT = 255
"""The longest term in code points. What is longer is cut here: very long words meet by their beginning."""

_REMEMBERED = 2**17  # different words in an analyzer's memo: an archive's usual ones, and some 100 MB at the very most

Span: TypeAlias = tuple[int, int]
Row: TypeAlias = tuple[str, str, int]
Entries: TypeAlias = Sequence[tuple[str, int]]
Stemmer: TypeAlias = Callable[[str], str]


@frozen
class Term:
    """What a word is found by: ``text`` is the stem, ``spelling`` the folded word before stemming.

    ``step`` counts positions from the word's first: of ``Covid-19`` the terms ``covid`` and ``covid19`` stand
    at step 0, ``19`` at step 1.
    """

    text: str
    spelling: str
    step: int = 0


@frozen
class Token:
    """A word of a text: its span in code points, its position (from 0, in words) and its terms, at least one.

    The term ``t`` stands at ``position + t.step``.
    """

    start: int
    end: int
    position: int
    terms: tuple[Term, ...]

    @property
    def width(self) -> int:
        """How many positions the word takes."""
        return self.terms[-1].step + 1


class Tokenizer(Protocol):
    """Says where the words are: spans in code points, by ascending start, none of them empty."""

    def __call__(self, text: str, /) -> Iterable[Span]:
        """The spans of the words of ``text``."""
        ...


class WordFilter(Protocol):
    """Says what a word becomes: none, one or several spellings, each with its step from the first.

    It must be pure, as its answers are remembered: the same word always gives the same.
    """

    def __call__(self, word: str, /) -> Sequence[tuple[str, int]]:
        """The (spelling, step) pairs of ``word``; steps count from 0."""
        ...


def _as_tuple(filters: Iterable[WordFilter]) -> tuple[WordFilter, ...]:
    return tuple(filters)


@frozen
class Analyzer:
    """Turns texts into tokens, and words into terms.

    ``filters`` are applied in turn, each to every spelling that the one before gave. ``stemmer`` (None: none)
    makes the term's text of its spelling; spellings in capitals are left as they are. ``folding`` is applied
    last: it is for stemmers that want to see accents, which filters must then leave alone. A word whose stem
    depends on its accents gets two terms at one step, so that it is found with accents or without.

    Equal analyzers have equal parts. An analyzer made of picklable parts is picklable.
    """

    name: str
    tokenizer: Tokenizer
    filters: tuple[WordFilter, ...] = field(default=(), converter=_as_tuple)
    stemmer: Stemmer | None = None
    folding: Callable[[str], str] | None = None
    _memo: dict[str, tuple[Term, ...]] = field(factory=dict, init=False, eq=False, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.name, self.tokenizer, self.filters, self.stemmer, self.folding)

    @cached_property
    def fingerprint(self) -> str:
        """32 hex digits that change when a part or a parameter does: the same in every process.

        A part of the user's own is known by its ``fingerprint`` attribute, else by its qualified name and,
        for attrs classes, its fields.
        """
        return fingerprint_of(self.name, self.tokenizer, self.filters, self.stemmer, self.folding)

    def terms(self, word: str) -> tuple[Term, ...]:
        """The terms of ``word`` in ascending order of their steps, none of them twice; () if it has none."""
        known = self._memo.get(word)
        return self._remember(word) if known is None else known

    def query_terms(self, word: str) -> tuple[Term, ...]:
        """The terms to look for when a person typed ``word``, in ascending order of their steps.

        These are :meth:`terms`, but where a word is also known by its capitals (``US``, ``WHO``), typing
        capitals asks for those alone: ``US`` does not find the pronoun, while ``us`` finds both. Any one of a
        step's terms will do.
        """
        found = self.terms(word)
        shouted = {(term.spelling.lower(), term.step) for term in found if term.spelling.isupper()}
        return tuple(term for term in found if (term.spelling, term.step) not in shouted)

    def tokens(self, text: str) -> list[Token]:
        """The words of ``text`` that have terms, in order.

        A word that spans several steps takes as many positions; one without terms takes none. Raises
        :class:`~searchlib.errors.AnalyzerError` if the tokenizer gives spans that are no words of ``text``.
        """
        known = self._memo.get
        found: list[Token] = []
        position = last = 0
        for start, end in self.tokenizer(text):
            if not last <= start < end <= len(text):
                raise self._bad_span(start, end, last, len(text))
            last = start
            word = text[start:end]
            terms = known(word)
            if terms is None:
                terms = self._remember(word)
            if terms:
                found.append(Token(start, end, position, terms))
                position += terms[-1].step + 1
        return found

    def _remember(self, word: str) -> tuple[Term, ...]:
        terms = tuple(Term(*row) for row in self.rows(word))
        if len(self._memo) >= _REMEMBERED:
            self._memo.clear()
        if len(word) <= TERM_LIMIT:
            self._memo[word] = terms
        return terms

    def rows(self, word: str) -> list[Row]:
        """The terms of ``word``, worked out anew: as rows (text, spelling, step) in ascending order of their steps."""
        entries: Entries = ((word, 0),)
        for word_filter, leaves in self._chain:
            if leaves and _all_letters(entries):
                continue
            entries = _apply(word_filter, entries)
            for spelling, step in entries:
                if not isinstance(spelling, str) or step < 0:
                    raise self._bad_entries(word_filter, entries)
        return self.rows_of(entries)

    def rows_of(self, entries: Entries) -> list[Row]:
        """The rows of what the chain of filters gave, none of them twice."""
        rows: dict[Row, None] = {}
        for entry, step in sorted(entries, key=itemgetter(1)) if len(entries) > 1 else entries:
            for row in self._stemmed(entry[:TERM_LIMIT], step):
                if row[0] and row[1]:
                    rows[row] = None
        return list(rows)

    @cached_property
    def letters_filter(self) -> WordFilter | None:
        """The one filter that changes words of ASCII letters and digits, as the others leave these as they are.

        None where several filters might change them.
        """
        changing = [word_filter for word_filter, leaves in self._chain if not leaves]
        return changing[0] if len(changing) == 1 else None

    @cached_property
    def _chain(self) -> tuple[tuple[WordFilter, bool], ...]:
        """Each filter, and whether it leaves words of ASCII letters and digits as they are."""
        return tuple((word_filter, leaves_letters(word_filter)) for word_filter in self.filters)

    def _stemmed(self, word: str, step: int) -> Sequence[Row]:
        """The rows of one spelling: two where the stem depends on accents that folding takes away."""
        spelling = self._folded(word)
        if self.stemmer is None or spelling.isupper():
            return ((spelling, spelling, step),)
        stem = self.stemmer(word)
        first = spelling if stem == word else self._folded(stem), spelling, step
        return (first,) if word == spelling else (first, (self._folded(self.stemmer(spelling)), spelling, step))

    def _folded(self, word: str) -> str:
        return (self.folding(word) if self.folding else word)[:TERM_LIMIT]

    def _bad_span(self, start: int, end: int, last: int, length: int) -> AnalyzerError:
        name = name_of(self.tokenizer)
        return AnalyzerError(
            f"analyzer {self.name!r}: the tokenizer {name} gave the span {start}..{end} in a text of {length}"
            f" characters after one that starts at {last}; they must lie in the text, in order, none empty"
        )

    def _bad_entries(self, word_filter: WordFilter, entries: Entries) -> AnalyzerError:
        return AnalyzerError(
            f"analyzer {self.name!r}: the filter {name_of(word_filter)} gave {entries!r};"
            " a filter gives pairs of a spelling and a step, which is 0 or more"
        )


def _all_letters(entries: Entries) -> bool:
    """Whether all words are ASCII letters and digits."""
    for word, _ in entries:  # noqa: SIM110 - quicker than a generator, and asked for every new word
        if not (word.isalnum() and word.isascii()):
            return False
    return True


def _apply(word_filter: WordFilter, entries: Entries) -> Entries:
    """``word_filter`` applied to each entry; a step that became several moves those after it."""
    if len(entries) == 1 and entries[0][1] == 0:
        return tuple(word_filter(entries[0][0]))
    found = [(step, word_filter(word)) for word, step in entries]
    if all(len(inner) == 1 and inner[0][1] == 0 for _, inner in found):
        return [(inner[0][0], step) for step, inner in found]
    result: list[tuple[str, int]] = []
    moved = 0
    for step, group in groupby(sorted(found, key=itemgetter(0)), key=itemgetter(0)):
        together = [entry for _, inner in group for entry in inner]
        result.extend((word, step + moved + further) for word, further in together)
        moved += max((further for _, further in together), default=0)
    return result
