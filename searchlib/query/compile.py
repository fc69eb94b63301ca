"""The compiler of questions: a node comes in, the tree of Whoosh's query classes that answers it goes out.

A bare word is looked for by its stem; what is quoted, a pattern and a word typed in capitals (``US``) by the
spelling, in the field of spellings. Of a compound (``covid-19``) either the joined form or its parts side by
side will do. A single Chinese or Japanese character is looked for at the beginning and at the end of words, as the
index holds pairs: the tree has ``Or([Prefix("京"), Wildcard("*京")])``.

Bare words are looked for in the field ``passage``: the text with its context. A fact is a leaf on the fact's own field,
compared by spellings, in a ConstantScoreQuery of 0. A boost is that of the leaves below it. An Or never stands directly
in an Or, nor an And in an And, and no leaf twice in one of them. Each leaf knows the nodes that it came from
(:mod:`.origins`).

What a kind of node becomes is said in :data:`COMPILERS`, what a leaf on a fact's field becomes in :data:`FACTS`.
"""

import datetime
from collections.abc import Callable
from typing import Any, Final

from searchlib.query.leaf_queries import (
    any_of,
    fuzzy_query,
    is_ideograph,
    joined,
    pattern_query,
    run_query,
    spelled_query,
)
from searchlib.query.nodes import (
    Between,
    Boosted,
    Fact,
    Fuzzy,
    Group,
    Nearby,
    Node,
    Quoted,
    Regular,
    SameSentence,
    Wanted,
    Wild,
    Word,
)
from searchlib.query.origins import tagged
from searchlib.query.queries import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DateRange,
    DisjunctionMax,
    Every,
    InSentence,
    Near,
    NullQuery,
    NumericRange,
    Or,
    Query,
    Regex,
    Wildcard,
)
from searchlib.schema import PASSAGE, SOURCE, TEXT, exact, of_others

__all__ = ["COMPILERS", "FACTS", "compiled", "is_ideograph"]


def compiled(node: Node | None) -> Query:
    """The Whoosh tree of ``node``; NullQuery for None."""
    return NullQuery if node is None else _compiled(node, PASSAGE, TEXT, 1.0)


def _compiled(node: Node | Between, bare: str, field: str, boost: float) -> Query:
    """The tree of ``node``: its bare words in the field ``bare``, all else in ``field``, all of it boosted."""
    return COMPILERS[type(node)](node, bare, field, boost)


def _times(query: Query, boost: float) -> Query:
    """What a leaf became, boosted: its leaves are."""
    if boost == 1.0:
        return query
    if type(query) is Or:
        for part in query.subqueries:
            _times(part, boost)
    else:
        query.boost *= boost
    return query


def _bare(word: Word, bare: str, _: str, boost: float) -> Query:
    """A word, by its stem."""
    field = word.field or bare
    return _times(tagged(any_of([run_query(run, field) for run in word.runs]), (word,)), boost)


def _wanted(word: Wanted, bare: str, _: str, boost: float) -> Query:
    field = word.field or bare
    whole = any_of([run_query(run, field) for run in word.runs])
    others = [run_query(each.run, field) for each in word.alternatives]
    return _times(tagged(DisjunctionMax([whole, *others]), (word,)), boost)  # one word counts once


def _spelled(leaf: Quoted | Wild | Fuzzy | Regular, _: str, field: str, boost: float) -> Query:
    """A leaf that looks for spellings."""
    return _times(tagged(FACTS[type(leaf)](leaf, exact(leaf.field or field)), (leaf,)), boost)


def _fact(fact: Fact, _bare: str, _field: str, _boost: float) -> Query:
    leaf = fact.leaf
    return ConstantScoreQuery(FACTS[type(leaf)](leaf, leaf.field or ""), 0.0)


def _boosted(node: Boosted, bare: str, field: str, boost: float) -> Query:
    query = _compiled(node.node, bare, field, boost * node.factor)
    return tagged(query, node.repeats) if node.repeats else query


def _nearby(node: Nearby, _: str, field: str, boost: float) -> Query:
    """A Near, all of whose parts are in its field."""
    field = node.field or field
    parts = [_compiled(part, field, field, 1.0) for part in node.parts]
    return _times(tagged(Near(parts, gaps=node.gaps, is_ordered=node.is_ordered), (node,)), boost)


def _same_sentence(node: SameSentence, _bare: str, _field: str, boost: float) -> Query:
    """An InSentence, all of whose parts are in the text."""
    parts = [_compiled(part, TEXT, TEXT, 1.0) for part in node.parts]
    return _times(tagged(InSentence(parts), (node,)), boost)


def _group(group: Group, bare: str, field: str, boost: float) -> Query:
    should = [COMPILERS[type(node)](node, bare, field, boost) for node in group.should]
    if group.must:
        wanted = joined(And, [COMPILERS[type(node)](node, bare, field, boost) for node in group.must])
        if should:
            wanted = AndMaybe(wanted, any_of(should))
    elif should:
        wanted = any_of(should)
    else:
        wanted = Every()
    excluded = [_compiled(node, field, field, 1.0) for node in group.excluded]
    return AndNot(wanted, any_of(excluded)) if excluded else wanted


def _phrases(word: Word, field: str) -> Query:
    """A word on a fact's field, as it is spelled."""
    return any_of([spelled_query(run, field) for run in word.runs])


def _phrase(leaf: Quoted, field: str) -> Query:
    return spelled_query(leaf.words, field)


def _patterns(leaf: Wild, field: str) -> Query:
    if field == SOURCE:  # a path is one text, not words
        return any_of([Wildcard(SOURCE, pattern) for pattern in leaf.patterns])
    return any_of([pattern_query(pattern, field) for pattern in leaf.patterns])


def _near_spellings(leaf: Fuzzy, field: str) -> Query:
    return any_of([fuzzy_query(spelling, leaf.distance, field) for spelling in leaf.spellings])


def _expression(leaf: Regular, field: str) -> Query:
    return Regex(field, rf"(?:{leaf.expression})\Z")


def _range_or_words(leaf: Between, field: str) -> Query:
    among = _range(leaf, field)
    if not leaf.words:
        return among
    return any_of([among, spelled_query(leaf.words, of_others(field, of_days=_is_of_days(leaf)))])


def _range(leaf: Between, field: str) -> Query:
    if _is_of_days(leaf):
        return DateRange(field, _midnight(leaf.low), _midnight(leaf.high))
    return NumericRange(field, leaf.low, leaf.high, leaf.without_low, leaf.without_high)


def _is_of_days(leaf: Between) -> bool:
    return isinstance(leaf.low or leaf.high, datetime.date)


def _between(leaf: Between, _bare: str, _field: str, boost: float) -> Query:
    return _times(_range(leaf, leaf.field), boost)


def _midnight(day: float | datetime.date | None) -> datetime.datetime | None:
    return datetime.datetime.combine(day, datetime.time()) if isinstance(day, datetime.date) else None


COMPILERS: Final[dict[type, Callable[[Any, str, str, float], Query]]] = {
    Word: _bare,
    Wanted: _wanted,
    Quoted: _spelled,
    Wild: _spelled,
    Fuzzy: _spelled,
    Regular: _spelled,
    Between: _between,
    Fact: _fact,
    Nearby: _nearby,
    SameSentence: _same_sentence,
    Boosted: _boosted,
    Group: _group,
}
"""The tree of a node: given the fields of its bare words and of all else, and what its score counts."""

FACTS: Final[dict[type, Callable[[Any, str], Query]]] = {
    Word: _phrases,
    Quoted: _phrase,
    Wild: _patterns,
    Fuzzy: _near_spellings,
    Regular: _expression,
    Between: _range_or_words,
}
"""The tree of a leaf in a field of spellings, as those of facts are."""
