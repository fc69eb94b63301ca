"""Which Whoosh tree answers the question? A node comes in, a tree of Whoosh's query classes goes out.

A bare word is looked for by its stem; what is quoted, a prefix and a word typed in capitals (``US``) by the
spelling, in the field of spellings. Of a compound (``covid-19``) either the joined form or its parts side by
side will do. A single Chinese or Japanese character is looked for at the beginning and at the end of words, as the
index holds pairs: the tree has ``Or([Prefix("京"), Wildcard("*京")])``, the only Wildcard that there is.

An Or never stands directly in an Or, nor an And in an And, and no leaf twice in one of them: a word that is
typed twice counts once.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby

from searchlib.analysis import Term as AnalysedTerm
from searchlib.query.leaves import joined_spellings
from searchlib.query.syntax import Group, Node, Prefixed, Quoted, Terms, Word
from searchlib.query.whoosh import (
    And,
    AndMaybe,
    AndNot,
    Every,
    NullQuery,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    Wildcard,
    exact,
)

__all__ = ["DEFAULT_FIELD", "compiled", "is_ideograph"]

DEFAULT_FIELD = "text"
"""Where words are looked for that have no field."""

_UNSPACED = ((0x3005, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))


def compiled(node: Node | None) -> Query:
    """The Whoosh tree of ``node``; NullQuery for None."""
    if node is None:
        return NullQuery
    if isinstance(node, Group):
        return _group(node)
    field = node.field or DEFAULT_FIELD
    if isinstance(node, Word):
        return _any_of([_run(run, field) for run in node.runs])
    if isinstance(node, Quoted):
        return _quoted(node, exact(field))
    return _prefixed(node, exact(field))


def _group(group: Group) -> Query:
    if group.must:
        wanted = _joined(And, map(compiled, group.must))
        if group.should:
            wanted = AndMaybe(wanted, _any_of(map(compiled, group.should)))
    elif group.should:
        wanted = _any_of(map(compiled, group.should))
    else:
        wanted = Every()
    return AndNot(wanted, _any_of(map(compiled, group.excluded))) if group.excluded else wanted


def _any_of(queries: Iterable[Query]) -> Query:
    return _joined(Or, queries)


def _joined(kind: type[And] | type[Or], queries: Iterable[Query]) -> Query:
    """``queries`` under one And or Or, those of the same kind taken apart and equal leaves taken once."""
    flat: list[Query] = []
    for query in queries:
        flat.extend(query.subqueries if type(query) is kind else (query,))
    if len(flat) == 1:
        return flat[0]
    distinct = list({_identity(query): query for query in flat}.values())
    return distinct[0] if len(distinct) == 1 else kind(distinct)


def _identity(query: Query) -> object:
    """Equal for leaves that look for the same; Whoosh's own equality recurses."""
    if isinstance(query, Phrase):
        return Phrase, query.fieldname, tuple(query.words)
    if isinstance(query, Term | Prefix | Wildcard):
        return type(query), query.fieldname, query.text
    return id(query)


def _run(run: Sequence[Terms], field: str) -> Query:
    if len(run) == 1:
        return _word(run[0], field)
    return Phrase(field, [term.text for terms in run for term in _path(terms)])


def _word(terms: Terms, field: str) -> Query:
    first = terms[0]
    if len(terms) == 1 and not first.spelling.isupper():
        return _ideograph(first.spelling, exact(field)) if is_ideograph(first.spelling) else Term(field, first.text)
    if terms[-1].step == 0:
        return _any_of(_stem_or_capitals(term, field) for term in terms)
    joined = set(joined_spellings(terms))
    wholes = [Term(field, term.text) for term in terms if term.step == 0 and term.spelling in joined]
    return _any_of([*wholes, Phrase(field, [term.text for term in _path(terms)])])


def _stem_or_capitals(term: AnalysedTerm, field: str) -> Query:
    """Capitals ask for themselves: ``US`` is not the pronoun."""
    return Term(exact(field), term.spelling) if term.spelling.isupper() else Term(field, term.text)


def _quoted(phrase: Quoted, field: str) -> Query:
    if len(phrase.words) > 1:
        return Phrase(field, [term.spelling for terms in phrase.words for term in _path(terms)])
    (terms,) = phrase.words
    if terms[-1].step == 0:
        return _any_of([_exact_word(term, field) for term in terms])
    wholes = [Term(field, spelling) for spelling in joined_spellings(terms)]
    return _any_of([*wholes, Phrase(field, [term.spelling for term in _path(terms)])])


def _exact_word(term: AnalysedTerm, field: str) -> Query:
    return _ideograph(term.spelling, field) if is_ideograph(term.spelling) else Term(field, term.spelling)


def _prefixed(start: Prefixed, field: str) -> Query:
    return _any_of([_beginning(spelling, field) for spelling in start.spellings])


def _path(terms: Terms) -> list[AnalysedTerm]:
    """One term for each step: the first, which is the part that stands there."""
    if len(terms) == 1:
        return [terms[0]]
    return [next(group) for _, group in groupby(terms, key=lambda term: term.step)]


def _beginning(spelling: str, field: str) -> Query:
    return _ideograph(spelling, field) if is_ideograph(spelling) else Prefix(field, spelling)


def _ideograph(character: str, field: str) -> Query:
    return Or([Prefix(field, character), Wildcard(field, f"*{character}")])


def is_ideograph(text: str) -> bool:
    """Whether ``text`` is one character of those that the index holds by pairs."""
    return len(text) == 1 and text > "〄" and any(first <= ord(text) <= last for first, last in _UNSPACED)
