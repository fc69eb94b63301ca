"""How is a question rewritten before it is looked for? By weights for its words, and without its stop words.

A question in whole sentences repeats what it is about: a word that was typed twice counts for more. And where it has
many words, the parts of a compound (``heat-transfer``) are looked for one by one as well, as the passages that answer
may write it otherwise. Function words, which say nothing of what it is about, are left out where other words are left;
only bare words go: what is quoted, demanded by a + or an AND, excluded, or looked for in a field stays.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import TypeGuard

import attrs
from attrs import frozen

from searchlib.query.nodes import Boosted, Group, Node, Terms, Wanted, Word, simple_term
from searchlib.query.normalize import combine
from searchlib.query.words import joined_spellings

__all__ = ["AS_TYPED", "Emphasis", "emphasised", "is_stop_word", "without_stop_words"]

LONG = 4
"""A question of so many different bare words is a long one."""


@frozen
class Emphasis:
    """What is made of a question before it is looked for, as :class:`~searchlib.engine.ranking.Ranking` has it.

    ``all_but``: of words side by side all are wanted but these; None: any of them will do.
    """

    stop_words: Collection[str] = frozenset()
    repeats: float = 0.0
    parts: bool = False
    all_but: Collection[str] | None = None


AS_TYPED = Emphasis()
"""All words, each once."""


def emphasised(node: Node, emphasis: Emphasis) -> Node:
    """The node to be looked for."""
    node = without_stop_words(node, emphasis.stop_words)
    if not isinstance(node, Group):
        return node
    if node.is_restricted_choice:
        return attrs.evolve(node, must=(emphasised(node.must[0], emphasis), *node.must[1:]))
    if emphasis.parts and node.is_choice:
        node = _in_parts(node)
    return _counted(node, emphasis.repeats) if emphasis.repeats else node


def _counted(group: Group, exponent: float) -> Group:
    """A word that stands there n times stands there once, with the weight n ** ``exponent``."""
    keys = [_identity(node) for node in group.should]
    if len(set(keys)) == len(keys):
        return group
    alike: dict[object, list[Node]] = {}
    for key, node in zip(keys, group.should, strict=True):
        alike.setdefault(key, []).append(node)
    return Group(group.must, tuple([_weighted(nodes, exponent) for nodes in alike.values()]), group.excluded)


def _weighted(nodes: Sequence[Node], exponent: float) -> Node:
    """The first of ``nodes``, which look for the same, for all of them."""
    first = nodes[0]
    if len(nodes) == 1 or not isinstance(first, Word):
        return first
    return Boosted(first, len(nodes) ** exponent, tuple(nodes))


def _identity(node: Node) -> object:
    """Equal for words of the same stems."""
    if not isinstance(node, Word):
        return node
    simple = simple_term(node)
    if simple is not None and not isinstance(node, Wanted):
        return node.field, simple.text
    others = node.alternatives if isinstance(node, Wanted) else ()
    return node.field, others, tuple(tuple(tuple(term.text for term in terms) for terms in run) for run in node.runs)


def _in_parts(group: Group) -> Group:
    should = group.should
    if len(should) < LONG or not any(_is_compound(node) for node in should):
        return group
    if len({_identity(node) for node in should if isinstance(node, Word) and node.field is None}) < LONG:
        return group
    parts = [part for node in should for part in (_parts(node) if _is_compound(node) else [node])]
    return Group(group.must, tuple(parts), group.excluded)


def _is_compound(node: Node) -> TypeGuard[Word]:
    """Whether it is a bare word of several parts."""
    if not isinstance(node, Word) or isinstance(node, Wanted) or node.field is not None:
        return False
    return simple_term(node) is None and any(len(run) > 1 or run[0][-1].step for run in node.runs)


def _parts(word: Word) -> Sequence[Node]:
    """A compound's joined form and its parts, each as a word."""
    return [Word(word.text, None, ((terms,),)) for run in word.runs for whole in run for terms in _steps(whole)]


def _steps(terms: Terms) -> Iterator[Terms]:
    """The terms of one word: those of its joined forms, then those of each part."""
    wholes = set(joined_spellings(terms)) if terms[-1].step else set()
    joined = tuple(term for term in terms if term.spelling in wholes)
    if joined:
        yield joined
    rest = [term for term in terms if term not in joined]
    for _, part in groupby(rest, key=lambda term: term.step):
        yield tuple(attrs.evolve(term, step=0) for term in part)


def without_stop_words(node: Node, stop_words: Collection[str]) -> Node:
    """``node`` without the bare words of which every spelling is one of ``stop_words``; at least one part stays."""
    if not isinstance(node, Group) or not stop_words:
        return node
    must = [without_stop_words(child, stop_words) for child in node.must]
    kept = [
        without_stop_words(child, stop_words) if isinstance(child, Group) else child
        for child in node.should
        if not is_stop_word(child, stop_words)
    ]
    if not must and not kept:
        return node
    if not must and len(kept) > 1:  # as most questions are: no need to look for a simpler form
        return Group((), tuple(kept), node.excluded)
    return combine(must, kept, node.excluded) or node


def is_stop_word(node: Node, stop_words: Collection[str]) -> bool:
    """Whether ``node`` is a bare word of which every spelling is one of ``stop_words``."""
    if not isinstance(node, Word) or isinstance(node, Wanted) or node.field is not None:
        return False  # what has synonyms says something
    simple = simple_term(node)
    if simple is not None:
        return simple.spelling in stop_words
    return all(term.spelling in stop_words for run in node.runs for terms in run for term in terms)
