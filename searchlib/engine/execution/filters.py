"""Filters on facts: author, source, language, date, the user's own metadata; each distinct value is tested once.

Filters that are typed and those that are passed beside the question are both executed here. Texts are compared folded,
word by word, as the analyzer spells them. A path is also one text, for wildcards; a language is known by its
beginnings, too: ``en-US`` is ``en``. Numbers are compared with numbers, days with days, also those that are written as
text (:mod:`searchlib.written_values`); words are compared with all values, as written.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence, Set
from itertools import compress
from sys import intern
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.article import SingleValue
from searchlib.engine.execution.fact_fields import days_of, numbers_of
from searchlib.engine.execution.readers import FactColumn, SegmentArrays
from searchlib.kernels.offsets import counts_of, repeated
from searchlib.query.fact_forms import folded, folded_language, folded_path
from searchlib.query.queries import (
    And,
    ConstantScoreQuery,
    DateRange,
    Every,
    FuzzyTerm,
    NullQuery,
    NumericRange,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    Term,
    TermRange,
    Wildcard,
)
from searchlib.schema import AUTHOR, DATE, LANGUAGE, SOURCE, is_fact, metadata_name, split_others
from searchlib.written_values import Forms

__all__ = ["FactReading", "Words", "WordsOf", "admitted", "admitted_by_facts", "plain_words", "spread", "within"]

_DAY: Final = 86_400_000_000  # microseconds, in which Whoosh counts time

Words: TypeAlias = Sequence[Collection[str]]
"""By position what a text has there: any of these spellings."""

WordsOf: TypeAlias = Callable[[str], Words]
"""The words of a text, as an analyzer spells them."""

_WILD: Final = re.compile(r"[*?\[]")

_Mask: TypeAlias = NDArray[np.bool_]


class FactReading(NamedTuple):
    """How the values of facts are read: into words, and by field into numbers and days."""

    words_of: WordsOf
    forms_of: Callable[[str], Forms]


def plain_words(text: str) -> Words:
    """The words between white space, in lower case: for who has no analyzer."""
    return [(word,) for word in text.lower().split()]


def spread(segment: SegmentArrays, articles: _Mask) -> _Mask:
    """What is said of articles, said of their documents."""
    return repeated(articles, counts_of(segment.first_documents))


def admitted(query: Query, segment: SegmentArrays, reading: FactReading) -> _Mask:
    """[articles] those that a leaf on a field of facts admits; one of :data:`ADMITTED`."""
    if query.fieldname == DATE and isinstance(query, NumericRange):
        return within(query, segment.dates)
    field, of_days = split_others(query.fieldname)
    column = _column(segment, field)
    if column is None:
        return np.zeros(len(segment.dates), np.bool_)
    passed = ADMITTED[type(query)](query, column, reading)
    return column.passing(passed if of_days is None else _other(passed, column, of_days, reading.forms_of(field)))


def _other(passed: Iterable[object], column: FactColumn, of_days: bool, forms: Forms) -> Iterable[object]:
    """Those of the values that passed that are no days, or no numbers."""
    numbers = numbers_of(column, forms)
    others = days_of(column, forms) == 0 if of_days else numbers != numbers  # nan, which is none, is not itself
    return (value and other for value, other in zip(passed, others.tolist(), strict=True))


def admitted_by_facts(query: Query, segment: SegmentArrays, reading: FactReading) -> _Mask | None:
    """[articles] those that a tree of facts alone admits; None for one that asks for something else."""
    if isinstance(query, ConstantScoreQuery):
        return admitted_by_facts(query.child, segment, reading)
    if type(query) in _COMBINED:
        return _combined(query, segment, reading)
    if query is NullQuery:
        return np.zeros(len(segment.dates), np.bool_)
    return admitted(query, segment, reading) if type(query) in ADMITTED and is_fact(query.fieldname) else None


_COMBINED: Final = {And: np.logical_and, Or: np.logical_or}


def _combined(query: Query, segment: SegmentArrays, reading: FactReading) -> _Mask | None:
    """What all or any of some trees of facts admit: one mask grows, however many values there are."""
    join, whole = _COMBINED[type(query)], None
    for part in query.subqueries:
        mask = admitted_by_facts(part, segment, reading)
        if mask is None:
            return None
        whole = mask if whole is None else join(whole, mask)
    return whole


def _all_values(_query: Query, column: FactColumn, _: FactReading) -> Iterable[object]:
    return [True] * len(column.values)


def _numbers(query: Query, column: FactColumn, reading: FactReading) -> _Mask:
    """Those values that are numbers in a range."""
    numbers = numbers_of(column, reading.forms_of(query.fieldname))
    inside: _Mask = numbers == numbers  # nan, which is none, is not itself
    if query.start is not None:
        inside &= numbers > query.start if query.startexcl else numbers >= query.start
    if query.end is not None:
        inside &= numbers < query.end if query.endexcl else numbers <= query.end
    return inside


def _days(query: Query, column: FactColumn, reading: FactReading) -> _Mask:
    """Those values that are days in a range."""
    return within(query, days_of(column, reading.forms_of(query.fieldname)))


def _phrases(query: Query, column: FactColumn, reading: FactReading) -> Iterable[object]:
    wanted = [folded(word) for word in query.words]
    return (_stand_in(wanted, text) for text in _words(query, column, reading))


def _wildcards(query: Query, column: FactColumn, reading: FactReading) -> Iterable[object]:
    """A pattern of a path is one of all its text."""
    if query.fieldname == SOURCE:
        return _on_paths(query, column.derived("whole", lambda paths: list(map(folded_path, paths))))
    return _single_words(query, column, reading)


def _single_words(query: Query, column: FactColumn, reading: FactReading) -> Iterable[object]:
    words = _words(query, column, reading)
    accepted = _accepted_words(query, words)
    return (any(not accepted.isdisjoint(some) for some in text) for text in words)


ADMITTED: Final[dict[type, Callable[[Query, FactColumn, FactReading], Iterable[object]]]] = {
    Every: _all_values,
    NumericRange: _numbers,
    DateRange: _days,
    Phrase: _phrases,
    Wildcard: _wildcards,
    **dict.fromkeys([Term, Prefix, Regex, FuzzyTerm, TermRange], _single_words),
}
"""For the kinds that facts can be: of each value of a column whether the query admits it."""


def _words(query: Query, column: FactColumn, reading: FactReading) -> Sequence[Words]:
    """By value its words, folded."""
    make = _beginnings if query.fieldname == LANGUAGE else lambda value: _folded(value, reading.words_of)
    words: Sequence[Words] = column.derived("words", lambda values: list(map(make, values)))
    return words


def _column(segment: SegmentArrays, name: str) -> FactColumn | None:
    columns = segment.columns
    if name in (AUTHOR, SOURCE, LANGUAGE):
        return {AUTHOR: columns.authors, SOURCE: columns.paths, LANGUAGE: columns.languages}[name]
    return columns.metadata.get(name) or columns.metadata.get(metadata_name(name))


def _folded(value: SingleValue, words_of: WordsOf) -> Words:
    return [tuple({intern(folded(word)) for word in some}) for some in words_of(str(value))]  # small: they are kept


def _beginnings(language: str) -> Words:
    """``zh-hant-tw``, ``zh-hant`` and ``zh`` for zh-Hant-TW: as if they stood at one place."""
    tags = folded_language(language).split("-")
    return [["-".join(tags[:count]) for count in range(len(tags), 0, -1)]]


def _stand_in(wanted: Sequence[str], text: Words) -> bool:
    """Whether the words stand side by side in the text."""
    if not wanted:
        return False
    first, others = wanted[0], list(enumerate(wanted[1:], 1))
    return any(
        first in text[start] and all(word in text[start + step] for step, word in others)
        for start in range(len(text) - len(others))
    )


def _accepted_words(query: Query, texts: Iterable[Words]) -> Set[str]:
    """Which words of the texts a Term or pattern accepts."""
    if type(query) is Term:
        return {folded_language(query.text) if query.fieldname == LANGUAGE else folded(str(query.text))}
    words = list({word for text in texts for some in text for word in some})
    return set(compress(words, _accepted(query, words)))


def _accepted(query: Query, texts: Sequence[str]) -> Iterable[bool]:
    """For each of ``texts``, which are in lower case, whether a pattern accepts it."""
    if type(query) in (Prefix, Wildcard):
        query = type(query)(query.fieldname, folded(query.text))
    from searchlib.engine.execution.dictionary_scan import pattern_of  # seldom needed

    pattern = pattern_of(query, [])
    return [False] * len(texts) if pattern is None else pattern.among(texts)


def _on_paths(query: Query, paths: Sequence[str]) -> Iterable[bool]:
    """For each of ``paths``, which are folded, whether a pattern accepts it; most patterns need no automaton."""
    pattern = folded_path(query.text)
    literal = pattern.strip("*").replace("[[]", "\0")
    if not _WILD.search(literal):
        literal, starts, ends = literal.replace("\0", "["), pattern.startswith("*"), pattern.endswith("*")
        if starts and ends:
            return [literal in path for path in paths]
        if starts or ends:
            return [path.endswith(literal) if starts else path.startswith(literal) for path in paths]
        return [literal == path for path in paths]
    return _accepted(Wildcard(query.fieldname, pattern), paths)


def within(query: Query, days: NDArray[np.signedinteger[Any]]) -> _Mask:
    """Which days, as ordinals, lie in a DateRange or NumericRange of instants; 0 is none."""
    inside = days > 0
    instants = (days.astype(np.int64) - 1) * _DAY  # as Whoosh counts time
    if query.start is not None:
        inside &= instants > query.start if query.startexcl else instants >= query.start
    if query.end is not None:
        inside &= instants < query.end if query.endexcl else instants <= query.end
    return inside
