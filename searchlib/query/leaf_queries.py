"""The queries that a word, a run of words, a spelling or a pattern becomes in one field, and any or all of several."""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import chain, groupby, islice, product
from typing import Final

from searchlib.analysis import Term as AnalysedTerm
from searchlib.analysis.tokenizer import CLASSES
from searchlib.query.nodes import Terms
from searchlib.query.origins import merge_origins
from searchlib.query.queries import And, FuzzyTerm, Or, Phrase, Prefix, Query, Regex, Term, Wildcard
from searchlib.query.words import joined_spellings
from searchlib.schema import exact, without_context

__all__ = ["any_of", "fuzzy_query", "is_ideograph", "joined", "pattern_query", "run_query", "spelled_query"]

_FIRST_UNSPACED = "\u0e01"
_MOST_MARKS = 7  # on a character of the index's pairs
_PREFIX = re.compile(r"[^*?\[]+\*")
_WILD = frozenset("*?[")
_MOST_PATHS = 8  # of a phrase with several compounds
_UNSHARED = 3  # letters: words of more share the first with what is near to them

_TEXTS: Final[dict[type, Callable[[Query], Hashable]]] = {
    Term: lambda query: query.text,
    Prefix: lambda query: query.text,
    Wildcard: lambda query: query.text,
    Regex: lambda query: query.text,
    Phrase: lambda query: tuple(query.words),
    FuzzyTerm: lambda query: (query.text, query.maxdist),
}
"""What a leaf looks for in its field, as a value."""


def any_of(queries: Iterable[Query]) -> Query:
    """``queries`` under one Or; the only one as it is."""
    return joined(Or, queries)


def joined(kind: type[And] | type[Or], queries: Iterable[Query]) -> Query:
    """``queries`` under one And or Or, those of the same kind taken apart and equal leaves taken once."""
    flat: list[Query] = []
    for query in queries:
        flat.extend(query.subqueries if type(query) is kind else (query,))
    if len(flat) == 1:
        return flat[0]
    distinct = {_identity(query): query for query in flat}
    if len(distinct) < len(flat):
        merge_origins(distinct, flat, _identity)
    return next(iter(distinct.values())) if len(distinct) == 1 else kind(list(distinct.values()))


def _identity(query: Query) -> Hashable:
    """Equal for leaves that look for the same; Whoosh's own equality recurses."""
    texts = _TEXTS.get(type(query))
    return id(query) if texts is None else (type(query), query.fieldname, query.boost, texts(query))


def run_query(run: Sequence[Terms], field: str) -> Query:
    """Words side by side, by their stems; of a compound the joined form or its parts."""
    if len(run) == 1:
        return _word(run[0], field)
    return _side_by_side(field, [term.text for terms in run for term in _path(terms)])


def _side_by_side(field: str, words: list[str]) -> Phrase:
    return Phrase(without_context(field), words)


def _word(terms: Terms, field: str) -> Query:
    first = terms[0]
    if len(terms) == 1 and not first.spelling.isupper():
        if is_ideograph(first.spelling):
            return _ideograph(first.spelling, exact(without_context(field)))
        return Term(field, first.text)
    if terms[-1].step == 0:
        return any_of(_stem_or_capitals(term, field) for term in terms)
    joined = set(joined_spellings(terms))
    wholes = [Term(field, term.text) for term in terms if term.step == 0 and term.spelling in joined]
    return any_of([*wholes, _side_by_side(field, [term.text for term in _path(terms)])])


def _stem_or_capitals(term: AnalysedTerm, field: str) -> Query:
    """Capitals ask for themselves: ``US`` is not the pronoun."""
    return Term(exact(field), term.spelling) if term.spelling.isupper() else Term(field, term.text)


def spelled_query(words: Sequence[Terms], field: str) -> Query:
    """Words as they are spelled, side by side."""
    if len(words) > 1:
        return any_of([Phrase(field, path) for path in _paths(words)])
    (terms,) = words
    if terms[-1].step == 0:
        return any_of([_spelling(term.spelling, field) for term in terms])
    wholes = [Term(field, spelling) for spelling in joined_spellings(terms)]
    return any_of([*wholes, Phrase(field, [term.spelling for term in _path(terms)])])


def _spelling(spelling: str, field: str) -> Query:
    return _ideograph(spelling, field) if is_ideograph(spelling) else Term(field, spelling)


def _paths(words: Sequence[Terms]) -> Iterable[list[str]]:
    """The spellings that say ``words`` side by side: of each compound its parts, or all in one."""
    choices = [_choices(terms) for terms in words]
    return [list(chain.from_iterable(each)) for each in islice(product(*choices), _MOST_PATHS)]


def _choices(terms: Terms) -> list[list[str]]:
    parts = [term.spelling for term in _path(terms)]
    return [parts, *([whole] for whole in joined_spellings(terms))] if len(parts) > 1 else [parts]


def _path(terms: Terms) -> list[AnalysedTerm]:
    """One term for each step: the first, which is the part that stands there."""
    if len(terms) == 1:
        return [terms[0]]
    return [next(group) for _, group in groupby(terms, key=lambda term: term.step)]


def pattern_query(pattern: str, field: str) -> Query:
    """All words with spellings like a pattern: a Prefix where that says it, else a Wildcard."""
    if not _PREFIX.fullmatch(pattern):
        return Wildcard(field, pattern) if set(pattern) & _WILD else Term(field, pattern)
    start = pattern[:-1]
    return _ideograph(start, field) if is_ideograph(start) else Prefix(field, start)


def fuzzy_query(spelling: str, distance: int, field: str) -> Query:
    """All words with spellings at most ``distance`` edits away."""
    return FuzzyTerm(field, spelling, maxdist=distance, prefixlength=int(len(spelling) > _UNSHARED))


def _ideograph(character: str, field: str) -> Query:
    return Or([Prefix(field, character), Wildcard(field, f"*{character}")])


def is_ideograph(text: str) -> bool:
    """Whether ``text`` is one character, with the marks on it, of those that the index holds by pairs."""
    return text >= _FIRST_UNSPACED and len(text) <= 1 + _MOST_MARKS and text.translate(CLASSES) == "h"
