"""Which passages match a tree, and with what score? One small function a query class, over Whoosh's postings.

A result maps a document number to its score; a conjunction or union adds scores, what only filters adds nothing.
Whoosh's own matchers are not asked: their scores of nested trees are not always right (a Not inside an And adds 1.0).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from fnmatch import translate
from functools import cached_property, reduce
from heapq import nlargest
from typing import Any, TypeAlias

from attrs import define, field, frozen

from searchlib.engine.embedded.ranking import Bm25
from searchlib.engine.embedded.whoosh import (
    And,
    AndMaybe,
    AndNot,
    Every,
    IndexReader,
    Not,
    NullQuery,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
)

__all__ = ["EXPANSIONS", "Execution", "Postings", "Snapshot"]

EXPANSIONS = 1000  # terms that a prefix may stand for; the most frequent ones

Scores: TypeAlias = dict[int, float]
Positions: TypeAlias = dict[int, list[int]]  # document number -> ascending positions


@frozen
class Postings:
    """Where a term occurs: document numbers (ascending) with frequencies."""

    documents: list[int]
    frequencies: list[int]


@define
class Snapshot:
    """One commit of the index as the execution reads it. Documents are counted over all segments."""

    reader: IndexReader

    @cached_property
    def articles(self) -> list[int]:
        """The numbers of the record documents, deleted ones left out."""
        return list(self._matcher("kind", "article").all_ids()) if ("kind", "article") in self.reader else []

    @cached_property
    def orders(self) -> Any:
        """Document number -> sequence number << 24 | paragraph number."""
        return self.reader.column_reader("order")

    @cached_property
    def lengths(self) -> Any:
        """Document number -> terms in its text."""
        return self.reader.column_reader("length")

    @cached_property
    def passages(self) -> int:
        """How many there are; as in Lucene, deleted passages count until their segment is merged."""
        return int(self.reader.doc_count_all() - self.reader.doc_frequency("kind", "article"))

    @cached_property
    def ranking(self) -> Bm25:
        """BM25 with this snapshot's counts."""
        return Bm25(self.passages, self.reader.field_length("text") / self.passages if self.passages else 0.0)

    def document_frequency(self, name: str, term: str) -> int:
        """How many passages hold the term."""
        return int(self.reader.doc_frequency(name, term))

    def postings(self, name: str, term: str) -> Postings:
        """The term's postings, empty for a term that does not occur."""
        documents, frequencies = [], []
        if (name, term) in self.reader:
            matcher = self._matcher(name, term)
            while matcher.is_active():
                documents.append(matcher.id())
                frequencies.append(int(matcher.weight()))
                matcher.next()
        return Postings(documents, frequencies)

    def positions(self, name: str, term: str, among: Scores | None) -> Positions:
        """The term's positions in each document, of ``among`` only when given."""
        found: Positions = {}
        if (name, term) in self.reader:
            matcher = self._matcher(name, term)
            while matcher.is_active():
                number = matcher.id()
                if among is None or number in among:
                    found[number] = matcher.value_as("positions")
                matcher.next()
        return found

    def terms(self, name: str, prefix: str) -> Iterator[str]:
        """The terms that begin with ``prefix``, in order."""
        return (term.decode() for term in self.reader.expand_prefix(name, prefix))

    def _matcher(self, name: str, term: str) -> Any:
        return self.reader.postings(name, term)


@define
class Execution:
    """One query against one snapshot. ``warnings`` says what had to be cut."""

    snapshot: Snapshot
    warnings: list[str] = field(factory=list)

    def scores(self, query: Query) -> Scores:
        """All passages that match, with their scores."""
        return _RUNNERS[type(query)](self, query)

    def _term(self, query: Query) -> Scores:
        postings = self.snapshot.postings(query.fieldname, query.text)
        frequencies = dict(zip(postings.documents, postings.frequencies, strict=True))
        idf = self.snapshot.ranking.idf(self.snapshot.document_frequency(query.fieldname, query.text))
        return self._weighed(query.fieldname, frequencies, idf)

    def _weighed(self, name: str, frequencies: dict[int, int], idf: float) -> Scores:
        saturation, lengths = self.snapshot.ranking.saturation, self._lengths(name)
        return {number: idf * saturation(count, lengths(number)) for number, count in frequencies.items()}

    def _lengths(self, name: str) -> Callable[[int], int]:
        """Exact for the text; a title or heading is context, weighed as if of mean length."""
        if name.startswith("text"):
            length_of: Callable[[int], int] = self.snapshot.lengths.__getitem__
            return length_of
        mean = round(self.snapshot.ranking.mean_length)
        return lambda _: mean

    def _phrase(self, query: Query) -> Scores:
        """A phrase scores as in Lucene: its own frequency, saturated, times the sum of its words' idf."""
        name, words = query.fieldname, query.words
        counts = {word: self.snapshot.document_frequency(name, word) for word in words}
        found: dict[str, Positions] = {}
        among: Scores | None = None
        for word in sorted(counts, key=counts.__getitem__):
            found[word] = self.snapshot.positions(name, word, among)
            among = dict.fromkeys(found[word], 0.0)
        frequencies = {number: _phrase_count([found[word][number] for word in words]) for number in among or ()}
        idf = sum(self.snapshot.ranking.idf(counts[word]) for word in words)
        return self._weighed(name, {number: count for number, count in frequencies.items() if count}, idf)

    def _prefix(self, query: Query) -> Scores:
        return self._expanded(query.fieldname, f"{query.text}*", list(self.snapshot.terms(query.fieldname, query.text)))

    def _wildcard(self, query: Query) -> Scores:
        pattern, literal = re.compile(translate(query.text)), re.split(r"[*?\[]", query.text, maxsplit=1)[0]
        terms = [term for term in self.snapshot.terms(query.fieldname, literal) if pattern.match(term)]
        return self._expanded(query.fieldname, query.text, terms)

    def _expanded(self, name: str, shown: str, terms: list[str]) -> Scores:
        """Any of the terms; the most frequent ones where there are very many."""
        if len(terms) > EXPANSIONS:
            self.warnings.append(f"{shown} stands for {len(terms)} words: the {EXPANSIONS} most frequent were used")
            terms = nlargest(EXPANSIONS, terms, key=lambda term: self.snapshot.document_frequency(name, term))
        return _union([self._term(Term(name, term)) for term in terms])

    def _every(self, _: Query) -> Scores:
        records = set(self.snapshot.articles)
        return {number: 0.0 for number in self.snapshot.reader.all_doc_ids() if number not in records}

    def _null(self, _: Query) -> Scores:
        return {}

    def _or(self, query: Query) -> Scores:
        return _union([self.scores(part) for part in query.subqueries])

    def _and(self, query: Query) -> Scores:
        wanted = [self.scores(part) for part in query.subqueries if not isinstance(part, Not)]
        unwanted = [self.scores(part.query) for part in query.subqueries if isinstance(part, Not)]
        return reduce(_without, unwanted, reduce(_both, sorted(wanted, key=len)) if wanted else self._every(query))

    def _not(self, query: Query) -> Scores:
        return _without(self._every(query), self.scores(query.query))

    def _and_not(self, query: Query) -> Scores:
        return _without(self.scores(query.a), self.scores(query.b))

    def _and_maybe(self, query: Query) -> Scores:
        needed, extra = self.scores(query.a), self.scores(query.b)
        return {number: score + extra.get(number, 0.0) for number, score in needed.items()}


_RUNNERS: dict[type[Query], Callable[[Execution, Query], Scores]] = {
    Term: Execution._term,
    Phrase: Execution._phrase,
    Prefix: Execution._prefix,
    Wildcard: Execution._wildcard,
    And: Execution._and,
    AndNot: Execution._and_not,
    AndMaybe: Execution._and_maybe,
    Or: Execution._or,
    Not: Execution._not,
    Every: Execution._every,
    type(NullQuery): Execution._null,
}


def _union(parts: Sequence[Scores]) -> Scores:
    total: Scores = {}
    for part in parts:
        for number, score in part.items():
            total[number] = total.get(number, 0.0) + score
    return total


def _both(one: Scores, other: Scores) -> Scores:
    return {number: score + other[number] for number, score in one.items() if number in other}


def _without(scores: Scores, unwanted: Scores) -> Scores:
    return {number: score for number, score in scores.items() if number not in unwanted}


def _phrase_count(places: list[list[int]]) -> int:
    """How often the positions stand in a row, given each word's positions in one document."""
    starts = set(places[0])
    for offset, positions in enumerate(places[1:], 1):
        starts &= {position - offset for position in positions}
    return len(starts)
