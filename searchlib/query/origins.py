"""Provenance of a tree's leaves: for each the parts of the question that it was compiled from.

Compiling notes the node at the leaf, which costs next to nothing and changes no equality; the text of a part is made
when somebody asks. Leaves of a tree that a program gave come from themselves.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Final, TypeAlias

from searchlib.query.nodes import Node
from searchlib.query.queries import TRAITS, DisjunctionMax, Or, Query, base_kind

__all__ = ["Origins", "handed_on", "merge_origins", "origins_of", "tagged"]

Origins: TypeAlias = tuple["Node | Query", ...]
"""Nodes of the question, or leaves of a tree that was given."""

_CHOICES: Final = frozenset({Or, DisjunctionMax})


def tagged(query: Query, origins: Origins) -> Query:
    """``query``, what a leaf of the question became, its own leaves (a Near is one) tagged with ``origins``."""
    if type(query) in _CHOICES:
        for part in query.subqueries:
            tagged(part, origins)
    else:
        query.origins = origins
    return query


def origins_of(leaf: Query) -> Origins:
    """What ``leaf`` was compiled from: several parts where these look for the same; itself if it was given."""
    return getattr(leaf, "origins", (leaf,))


def handed_on(query: Query, changed: Query) -> Query:
    """``changed``, the same of other parts, with the origins of ``query`` where that decides as a whole, as a Near."""
    traits = TRAITS.get(base_kind(query))
    return tagged(changed, origins_of(query)) if traits is not None and traits.is_whole else changed


def merge_origins(kept: Mapping[Hashable, Query], merged: Iterable[Query], key: Callable[[Query], Hashable]) -> None:
    """Tag each of the leaves that are ``kept`` with the origins of all the ``merged`` ones that have its key."""
    origins: dict[Hashable, list[Node | Query]] = {}
    for query in merged:
        origins.setdefault(key(query), []).extend(getattr(query, "origins", ()))
    for name, query in kept.items():
        if origins[name]:
            query.origins = tuple(origins[name])
