"""What did a person ask? A tree of frozen values: leaves that look for words, and groups that combine them.

A leaf keeps what was typed (``text``, for people) and what the analyzer made of it (for Whoosh). Two leaves
are equal if they look for the same: ``Iran`` and ``iran`` are.

Groups are made by :func:`combine` only, which brings them into their simplest form: no group within another
where one says the same, nothing twice. So each meaning has one form, and the canonical text can be read back
to it.
"""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import attrs
from attrs import frozen

from searchlib.analysis import Term

__all__ = ["Group", "Leaf", "Node", "Prefixed", "Quoted", "Terms", "Word", "combine"]

Terms: TypeAlias = tuple[Term, ...]
"""What one word is found by, as :meth:`searchlib.analysis.Analyzer.query_terms` gives it."""


@frozen(cache_hash=True)
class Word:
    """A bare word: any of ``runs``, each a word or several that stand side by side (``example.com``).

    ``field`` None is the text, not named; a name of its own keeps that a person typed it.
    """

    text: str = attrs.field(eq=False)
    field: str | None
    runs: tuple[tuple[Terms, ...], ...]


@frozen(cache_hash=True)
class Quoted:
    """A phrase in quotes: these words as they are spelled, side by side."""

    text: str = attrs.field(eq=False)
    field: str | None
    words: tuple[Terms, ...]


@frozen(cache_hash=True)
class Prefixed:
    """The beginning of a word: any word with a spelling that begins with one of ``spellings``."""

    text: str = attrs.field(eq=False)
    field: str | None
    spellings: tuple[str, ...]


@frozen(cache_hash=True)
class Group:
    """All of ``must``, better with ``should``, and none of ``excluded``.

    Without ``must`` it is any of ``should``; without both it is everything but ``excluded``.
    """

    must: tuple["Node", ...]
    should: tuple["Node", ...]
    excluded: tuple["Node", ...]

    @property
    def is_choice(self) -> bool:
        """Only ``should``: any of them."""
        return not self.must and not self.excluded

    @property
    def is_complement(self) -> bool:
        """Only ``excluded``: everything but them."""
        return not self.must and not self.should


Leaf: TypeAlias = Word | Quoted | Prefixed
Node: TypeAlias = Leaf | Group


def combine(must: Sequence[Node] = (), should: Sequence[Node] = (), excluded: Sequence[Node] = ()) -> Node | None:
    """The simplest node that means ``Group(must, should, excluded)``; None if all three are empty."""
    optional = _distinct(_choices(should))
    if not must and not excluded and len(optional) > 1:
        return Group((), tuple(optional), ())
    if not must and len(optional) == 1:
        must, optional = optional, []
    barred, demanded = _without_double_negation(excluded)
    if demanded and not must and optional:
        must, optional = [Group((), tuple(optional), ())], []
    optional = _except(optional, [*must, *demanded])
    required, inherited = _spliced([*must, *demanded], alone=not optional)
    return _simplest(required, _except(optional, required), _distinct([*inherited, *barred]))


def _simplest(must: list[Node], should: list[Node], excluded: list[Node]) -> Node | None:
    if len(must) == 1 and not should:
        (only,) = must
        if not excluded:
            return only
        if isinstance(only, Group):
            return Group(only.must, only.should, tuple(_distinct([*only.excluded, *excluded])))
    if not must and not should and not excluded:
        return None
    return Group(tuple(must), tuple(should), tuple(excluded))


def _choices(nodes: Iterable[Node]) -> list[Node]:
    """``nodes`` with each choice replaced by what can be chosen."""
    flat: list[Node] = []
    for node in nodes:
        if isinstance(node, Group) and node.is_choice:
            flat.extend(node.should)
        else:
            flat.append(node)
    return flat


def _without_double_negation(excluded: Iterable[Node]) -> tuple[list[Node], list[Node]]:
    """What is to be excluded, and what is to be demanded as it was excluded twice: ``-(-iran)``."""
    barred: list[Node] = []
    demanded: list[Node] = []
    for node in _choices(excluded):
        chosen = combine(should=node.excluded) if isinstance(node, Group) and node.is_complement else None
        if chosen is None:
            barred.append(node)
        else:
            demanded.append(chosen)
    return barred, demanded


def _spliced(must: Sequence[Node], *, alone: bool) -> tuple[list[Node], list[Node]]:
    """``must`` with the groups that only demand and exclude taken apart, and what these exclude.

    A complement stays whole unless ``alone`` (there is nothing optional) or something else is demanded:
    without it the optional would be demanded.
    """
    whole = not alone and all(isinstance(node, Group) and node.is_complement for node in must)
    required: list[Node] = []
    excluded: list[Node] = []
    for node in must:
        if isinstance(node, Group) and not node.should and not whole:
            required.extend(node.must)
            excluded.extend(node.excluded)
        else:
            required.append(node)
    return _distinct(required), excluded


def _except(nodes: list[Node], others: list[Node]) -> list[Node]:
    if not nodes or not others:
        return nodes
    known = set(others)
    return [node for node in nodes if node not in known]


def _distinct(nodes: Iterable[Node]) -> list[Node]:
    return list(dict.fromkeys(nodes))
