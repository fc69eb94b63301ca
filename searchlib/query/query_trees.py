"""Walks through trees of queries: their leaves, the words in these, and what every match of a tree must match.

They go by :data:`~searchlib.query.queries.TRAITS`, so that a further kind of query has nothing to say here.
"""

from collections.abc import Iterator
from typing import Final

from searchlib.query.queries import TRAITS, Near, Phrase, Query, Traits, base_kind

__all__ = ["confirmed_in", "has_distance", "leaves_of", "words_of"]

_LEAF: Final = Traits()


def words_of(leaf: Query) -> Iterator[Query]:
    """``leaf`` itself; of a Near the words, phrases and patterns in it."""
    waiting = [leaf]
    while waiting:
        query = waiting.pop()
        traits = TRAITS.get(base_kind(query), _LEAF)
        if traits.parts is None:
            yield query
        else:
            waiting.extend(traits.parts(query))


def leaves_of(tree: Query, *, negative: bool) -> Iterator[Query]:
    """The leaves of ``tree``, a Near as one; those that are excluded only if ``negative``."""
    waiting = [tree]
    while waiting:
        query = waiting.pop()
        traits = TRAITS.get(base_kind(query), _LEAF)
        if traits.parts is None or traits.is_whole:
            yield query
            continue
        waiting.extend(traits.parts(query))
        if negative and traits.excluded is not None:
            waiting.extend(traits.excluded(query))


def confirmed_in(tree: Query) -> list[Query]:
    """Those parts of ``tree`` that are decided on texts and that each match of ``tree`` must match."""
    traits = TRAITS.get(type(tree), _LEAF)
    if traits.is_confirmed:
        return [tree]
    if traits.demanded is None:
        return []
    return [each for part in traits.demanded(tree) for each in confirmed_in(part)]


def has_distance(leaf: Query) -> bool:
    """Whether it matters how many words stand between two of a leaf."""
    waiting = [leaf]
    while waiting:
        query = waiting.pop()
        if (type(query) is Near and query.gaps) or (type(query) is Phrase and query.slop > 1):
            return True
        traits = TRAITS.get(base_kind(query), _LEAF)
        waiting.extend(traits.parts(query) if traits.parts is not None else ())
    return False
