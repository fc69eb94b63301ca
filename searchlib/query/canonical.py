"""The canonical text of a question: a node comes in, its text in the query language goes out.

The canonical text is in the query language: read again, it gives the same node, and itself. It never nests
deeper than the question did, as runs of AND, a NOT beside an OR and facts need no brackets.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from searchlib.query.lexer import OPERATORS
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
    SameSentence,
    Wanted,
    Wild,
    Word,
)
from searchlib.schema import SOURCE

__all__ = ["CANONICAL", "canonical"]

_SIMPLE_PATH = re.compile(r"[\w*?](?:[\w./*?-]*[\w*/])?")


def canonical(node: Node | None) -> str:
    """``node`` in the query language; "" for None."""
    if node is None:
        return ""
    return _body(node) if type(node) is Group else _operand(node)


def _operand(node: Node | Between) -> str:
    """``node`` as one of several."""
    return CANONICAL[type(node)](node)


def _in_field(node: Leaf | Between | Nearby, text: str) -> str:
    return f"{node.field}:{text}" if node.field else text


def _plain(leaf: Word | Wild | Between) -> str:
    return f"{leaf.field}:{leaf.text}" if leaf.field else leaf.text


def _quoted(leaf: Quoted) -> str:
    return _in_field(leaf, f'"{leaf.text}"')


def _regular(leaf: Regular) -> str:
    return _in_field(leaf, f"/{leaf.text}/")


def _fuzzy(leaf: Fuzzy) -> str:
    return _in_field(leaf, f"{leaf.text}~{leaf.distance}")


def _fact(fact: Fact) -> str:
    leaf = fact.leaf
    is_path = leaf.field == SOURCE and type(leaf) is Wild
    if is_path and (leaf.text in OPERATORS or not _SIMPLE_PATH.fullmatch(leaf.text)):
        return f'{SOURCE}:"{leaf.text}"'
    return _operand(leaf)


def _boosted(node: Boosted) -> str:
    return f"{_weighable(node.node)}^{node.factor:g}"


def _weighable(node: Node) -> str:
    """``node`` such that what follows it counts for all of it."""
    text = _operand(node)
    return f"({text})" if type(node) is Nearby and node.is_before else text


def _nearby(node: Nearby) -> str:
    return _in_field(node, _near(node))


def _near(node: Nearby) -> str:
    """``node`` without its field."""
    if node.is_quoted:
        loose = "" if node.is_ordered else f"~{node.gaps}"
        return f'"{" ".join(map(_in_quotes, node.parts))}"{loose}'
    parts = map(_operand, node.parts)
    if node.is_before:
        return " BEFORE ".join(parts)
    return f"NEAR({' '.join(parts)}, {node.gaps})"


def _sentence(node: SameSentence) -> str:
    return f"SENTENCE({' '.join(map(_operand, node.parts))})"


def _in_quotes(part: Node) -> str:
    """A part of a phrase: as elsewhere, if its kind is not written otherwise there."""
    return _IN_QUOTES.get(type(part), _operand)(part)


def _bracketed(group: Group) -> str:
    return f"({_body(group)})"


def _body(group: Group) -> str:
    """The inside of the group's brackets."""
    excluded = ["-" + _operand(node) for node in group.excluded]
    if group.is_restricted_choice:
        choice, *facts = group.must
        return " ".join([_operand(choice)[1:-1], *map(_operand, facts), *excluded])
    if not group.should:
        demanded = [" AND ".join(map(_operand, group.must))] if group.must else []
        return " ".join([*demanded, *excluded])
    demanded = ["+" + _operand(node) for node in group.must]
    link = " OR " if any(type(node) is Group or node.is_fact for node in group.should) else " "
    return " ".join([link.join([*demanded, *map(_choice, group.should)]), *excluded])


def _choice(node: Node) -> str:
    """One of several: a run of AND stands without brackets."""
    if type(node) is not Group or node.should or node.is_restricted_choice:
        return _operand(node)
    return " AND ".join([*map(_operand, node.must), *("NOT " + _operand(child) for child in node.excluded)])


CANONICAL: Final[dict[type, Callable[[Any], str]]] = {
    Word: _plain,
    Wanted: _plain,
    Quoted: _quoted,
    Wild: _plain,
    Fuzzy: _fuzzy,
    Regular: _regular,
    Between: _plain,
    Fact: _fact,
    Nearby: _nearby,
    SameSentence: _sentence,
    Boosted: _boosted,
    Group: _bracketed,
}
"""The canonical text of a node that is one of several."""

_IN_QUOTES: Final[dict[type, Callable[[Any], str]]] = {
    Word: lambda word: f"~{word.text}",
    Wanted: lambda word: f"~{word.text}",
    Quoted: lambda quoted: str(quoted.text),
    Nearby: lambda near: " ".join(map(_in_quotes, near.parts)),
    Group: lambda group: f"({' OR '.join(map(_in_quotes, group.should))})",
}
