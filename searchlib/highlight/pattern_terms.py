"""Pattern rewriting for the highlighter: in place of a pattern the terms that it stands for in the index.

A text alone does not tell which of its words a wildcard or an expression matched: what an index has of them is capped,
and near spellings and ranges are worked out over its dictionary.
"""

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from searchlib.query.compile import is_ideograph
from searchlib.query.origins import handed_on, origins_of, tagged
from searchlib.query.queries import PATTERNS, Or, Prefix, Query, Term, Wildcard
from searchlib.schema import WORD_FIELDS, base_field, exact

__all__ = ["SpellingsOf", "spelled_out"]

SpellingsOf: TypeAlias = Callable[[Query], Sequence[str]]
"""Gives the spellings that a pattern stands for, in order."""

_SPELLED_OUT: Final = PATTERNS - {Prefix}


def spelled_out(tree: Query, spellings: SpellingsOf) -> Query:
    """The tree with its patterns as any of their ``spellings``; ``tree`` itself where it has no such pattern.

    Prefixes and endings of an ideograph stay: a text shows them. So do patterns of what is no text, an author's name
    for example.
    """
    waiting, has_patterns = [tree], False
    while waiting and not has_patterns:
        query = waiting.pop()
        has_patterns = _is_pattern(query)
        waiting.extend(query.children())
    return _replaced(tree, spellings) if has_patterns else tree


def _replaced(query: Query, spellings: SpellingsOf) -> Query:
    if _is_pattern(query):
        field = exact(base_field(query.fieldname))
        return tagged(Or([Term(field, spelling) for spelling in spellings(query)]), origins_of(query))
    if query.is_leaf():
        return query
    return handed_on(query, query.apply(lambda part: _replaced(part, spellings)))


def _is_pattern(query: Query) -> bool:
    kind = type(query)
    if kind not in _SPELLED_OUT or base_field(query.fieldname) not in WORD_FIELDS:
        return False
    return not (kind is Wildcard and is_ideograph(query.text.removeprefix("*")))
