"""Which Whoosh tree answers the question? A node comes in, a tree of Whoosh's query classes goes out.

A bare word is looked for by its stem; what is quoted, a pattern and a word typed in capitals (``US``) by the
spelling, in the field of spellings. Of a compound (``covid-19``) either the joined form or its parts side by
side will do. A single Chinese or Japanese character is looked for at the beginning and at the end of words, as the
index holds pairs: the tree has ``Or([Prefix("京"), Wildcard("*京")])``.

Bare words are looked for in the field ``passage``: the text with its context. A fact is a leaf on the fact's own field,
compared by spellings, in a ConstantScoreQuery of 0. A boost is that of the leaves below it. An Or never stands directly
in an Or, nor an And in an And, and no leaf twice in one of them. Each leaf knows the nodes that it came from
(:mod:`.origins`).
"""

import datetime
import re
from collections.abc import Hashable, Iterable, Sequence
from itertools import groupby

from searchlib.analysis import Term as AnalysedTerm
from searchlib.query.nodes import (
    Between,
    Boosted,
    Fact,
    Fuzzy,
    Group,
    Leaf,
    Nearby,
    Node,
    Quoted,
    Regular,
    Terms,
    Wanted,
    Wild,
    Word,
)
from searchlib.query.origins import merge_origins, tagged
from searchlib.query.queries import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DateRange,
    DisjunctionMax,
    Every,
    FuzzyTerm,
    Near,
    NullQuery,
    NumericRange,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    Term,
    Wildcard,
)
from searchlib.query.words import joined_spellings
from searchlib.schema import PASSAGE, TEXT, exact

__all__ = ["compiled", "is_ideograph"]

_UNSPACED = ((0x3005, 0x30FF), (0x31F0, 0x31FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_PREFIX = re.compile(r"[^*?\[]+\*")
_WILD = frozenset("*?[")
_TEXTS = frozenset({Term, Prefix, Wildcard, Regex})
_UNSHARED = 3  # letters: words of more share the first with what is near to them


def compiled(node: Node | None) -> Query:
    """The Whoosh tree of ``node``; NullQuery for None."""
    return NullQuery if node is None else _compiled(node, PASSAGE, 1.0)


def _compiled(node: Node, bare: str, boost: float) -> Query:
    """The tree of ``node``: its bare words in the field ``bare``, all of it boosted."""
    if isinstance(node, Group):
        return _group(node, bare, boost)
    if isinstance(node, Boosted):
        query = _compiled(node.node, bare, boost * node.factor)
        return tagged(query, node.repeats) if node.repeats else query
    if isinstance(node, Fact):
        return ConstantScoreQuery(_fact(node.leaf), 0.0)
    if isinstance(node, Nearby):
        query = _near(node, node.field or TEXT)
    else:
        query = _leaf(node, node.field or (bare if isinstance(node, Word) else TEXT))
    tagged(query, (node,))
    return query if boost == 1.0 else _boosted(query, boost)


def _boosted(query: Query, boost: float) -> Query:
    """What a leaf became, boosted: its leaves are."""
    if type(query) is Or:
        for part in query.subqueries:
            _boosted(part, boost)
    else:
        query.boost *= boost
    return query


def _leaf(leaf: Leaf, field: str) -> Query:
    """The tree of a leaf: by stems in ``field``, or in the field of its spellings."""
    if not isinstance(leaf, Word):
        return _spelled(leaf, exact(field))
    word = _any_of([_run(run, field) for run in leaf.runs])
    if not isinstance(leaf, Wanted):
        return word
    return DisjunctionMax([word, *(_run(each.run, field) for each in leaf.alternatives)])  # one word counts once


def _spelled(leaf: Quoted | Wild | Fuzzy | Regular, field: str) -> Query:
    """The tree of a leaf that looks for spellings, which are in ``field``."""
    if isinstance(leaf, Quoted):
        return _quoted(leaf.words, field)
    if isinstance(leaf, Wild):
        return _any_of([_pattern(pattern, field) for pattern in leaf.patterns])
    if isinstance(leaf, Regular):
        return Regex(field, rf"(?:{leaf.expression})\Z")
    return _any_of([_fuzzy(spelling, leaf.distance, field) for spelling in leaf.spellings])


def _fact(leaf: Leaf | Between) -> Query:
    """The tree of a fact: spellings are in its field itself."""
    if isinstance(leaf, Word):
        return _any_of([_quoted(run, leaf.field or "") for run in leaf.runs])
    if not isinstance(leaf, Between):
        return _spelled(leaf, leaf.field or "")
    if isinstance(leaf.low or leaf.high, datetime.date):
        return DateRange(leaf.field, _midnight(leaf.low), _midnight(leaf.high))
    return NumericRange(leaf.field, leaf.low, leaf.high, leaf.without_low, leaf.without_high)


def _midnight(day: float | datetime.date | None) -> datetime.datetime | None:
    return datetime.datetime.combine(day, datetime.time()) if isinstance(day, datetime.date) else None


def _near(node: Nearby, field: str) -> Near:
    return Near([_part(part, field) for part in node.parts], gaps=node.gaps, is_ordered=node.is_ordered)


def _part(part: Node, field: str) -> Query:
    if isinstance(part, Group):
        return _any_of([_part(each, field) for each in part.should])
    if isinstance(part, Nearby):
        return _near(part, field)
    if isinstance(part, Boosted | Fact):
        raise TypeError(f"{part!r} cannot be near anything")
    return _leaf(part, field)


def _group(group: Group, bare: str, boost: float) -> Query:
    should = [_compiled(node, bare, boost) for node in group.should]
    if group.must:
        wanted = _joined(And, [_compiled(node, bare, boost) for node in group.must])
        if should:
            wanted = AndMaybe(wanted, _any_of(should))
    elif should:
        wanted = _any_of(should)
    else:
        wanted = Every()
    excluded = [_compiled(node, TEXT, 1.0) for node in group.excluded]
    return AndNot(wanted, _any_of(excluded)) if excluded else wanted


def _any_of(queries: Iterable[Query]) -> Query:
    return _joined(Or, queries)


def _joined(kind: type[And] | type[Or], queries: Iterable[Query]) -> Query:
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
    kind = type(query)
    if kind is Phrase:
        return Phrase, query.fieldname, query.boost, tuple(query.words)
    if kind is FuzzyTerm:
        return FuzzyTerm, query.fieldname, query.boost, query.text, query.maxdist
    if kind in _TEXTS:
        return kind, query.fieldname, query.boost, query.text
    return id(query)


def _run(run: Sequence[Terms], field: str) -> Query:
    if len(run) == 1:
        return _word(run[0], field)
    return _side_by_side(field, [term.text for terms in run for term in _path(terms)])


def _side_by_side(field: str, words: list[str]) -> Phrase:
    return Phrase(TEXT if field == PASSAGE else field, words)


def _word(terms: Terms, field: str) -> Query:
    first = terms[0]
    if len(terms) == 1 and not first.spelling.isupper():
        if is_ideograph(first.spelling):
            return _ideograph(first.spelling, exact(TEXT if field == PASSAGE else field))
        return Term(field, first.text)
    if terms[-1].step == 0:
        return _any_of(_stem_or_capitals(term, field) for term in terms)
    joined = set(joined_spellings(terms))
    wholes = [Term(field, term.text) for term in terms if term.step == 0 and term.spelling in joined]
    return _any_of([*wholes, _side_by_side(field, [term.text for term in _path(terms)])])


def _stem_or_capitals(term: AnalysedTerm, field: str) -> Query:
    """Capitals ask for themselves: ``US`` is not the pronoun."""
    return Term(exact(field), term.spelling) if term.spelling.isupper() else Term(field, term.text)


def _quoted(words: Sequence[Terms], field: str) -> Query:
    """Words as they are spelled, side by side."""
    if len(words) > 1:
        return Phrase(field, [term.spelling for terms in words for term in _path(terms)])
    (terms,) = words
    if terms[-1].step == 0:
        return _any_of([_spelling(term.spelling, field) for term in terms])
    wholes = [Term(field, spelling) for spelling in joined_spellings(terms)]
    return _any_of([*wholes, Phrase(field, [term.spelling for term in _path(terms)])])


def _spelling(spelling: str, field: str) -> Query:
    return _ideograph(spelling, field) if is_ideograph(spelling) else Term(field, spelling)


def _path(terms: Terms) -> list[AnalysedTerm]:
    """One term for each step: the first, which is the part that stands there."""
    if len(terms) == 1:
        return [terms[0]]
    return [next(group) for _, group in groupby(terms, key=lambda term: term.step)]


def _pattern(pattern: str, field: str) -> Query:
    if not _PREFIX.fullmatch(pattern):
        return Wildcard(field, pattern) if set(pattern) & _WILD else Term(field, pattern)
    start = pattern[:-1]
    return _ideograph(start, field) if is_ideograph(start) else Prefix(field, start)


def _fuzzy(spelling: str, distance: int, field: str) -> Query:
    return FuzzyTerm(field, spelling, maxdist=distance, prefixlength=int(len(spelling) > _UNSHARED))


def _ideograph(character: str, field: str) -> Query:
    return Or([Prefix(field, character), Wildcard(field, f"*{character}")])


def is_ideograph(text: str) -> bool:
    """Whether ``text`` is one character of those that the index holds by pairs."""
    return len(text) == 1 and text > "〄" and any(first <= ord(text) <= last for first, last in _UNSPACED)
