"""How was the question understood? A node comes in, its canonical text goes out.

The canonical text is in the query language: read again, it gives the same node, and itself. It never nests
deeper than the question did, as runs of AND, a NOT beside an OR and facts need no brackets.
"""

import re

from searchlib.query.lexer import OPERATORS
from searchlib.query.syntax import Between, Boosted, Fact, Fuzzy, Group, Leaf, Nearby, Node, Quoted, Regular, Wild, Word

__all__ = ["canonical"]

_SIMPLE_PATH = re.compile(r"[\w*?](?:[\w./*?-]*[\w*/])?")


def canonical(node: Node | None) -> str:
    """``node`` in the query language; "" for None."""
    if node is None:
        return ""
    return _body(node) if isinstance(node, Group) else _operand(node)


def _operand(node: Node) -> str:
    """``node`` as one of several."""
    if isinstance(node, Word):
        return f"{node.field}:{node.text}" if node.field else node.text
    if isinstance(node, Group):
        return f"({_body(node)})"
    if isinstance(node, Boosted):
        return f"{_weighable(node.node)}^{node.factor:g}"
    if isinstance(node, Nearby):
        return f"{node.field}:{_nearby(node)}" if node.field else _nearby(node)
    if isinstance(node, Fact):
        return _fact(node.leaf)
    return f"{node.field}:{_leaf(node)}" if node.field else _leaf(node)


def _leaf(leaf: Leaf) -> str:
    """``leaf`` without its field."""
    if isinstance(leaf, Quoted):
        return f'"{leaf.text}"'
    if isinstance(leaf, Regular):
        return f"/{leaf.text}/"
    if isinstance(leaf, Fuzzy):
        return f"{leaf.text}~{leaf.distance}"
    return leaf.text


def _fact(leaf: Leaf | Between) -> str:
    if (
        leaf.field == "source"
        and isinstance(leaf, Wild)
        and (leaf.text in OPERATORS or not _SIMPLE_PATH.fullmatch(leaf.text))
    ):
        return f'source:"{leaf.text}"'
    return f"{leaf.field}:{leaf.text if isinstance(leaf, Between) else _leaf(leaf)}"


def _weighable(node: Node) -> str:
    """``node`` such that what follows it counts for all of it."""
    text = _operand(node)
    return f"({text})" if isinstance(node, Nearby) and node.is_before else text


def _nearby(node: Nearby) -> str:
    if node.is_quoted:
        loose = "" if node.is_ordered else f"~{node.gaps}"
        return f'"{" ".join(map(_in_quotes, node.parts))}"{loose}'
    parts = map(_operand, node.parts)
    if node.is_before:
        return " BEFORE ".join(parts)
    return f"NEAR({' '.join(parts)}, {node.gaps})"


def _in_quotes(part: Node) -> str:
    """A part of a phrase."""
    if isinstance(part, Quoted):
        return part.text
    if isinstance(part, Word):
        return f"~{part.text}"
    if isinstance(part, Group):
        return f"({' OR '.join(map(_in_quotes, part.should))})"
    if isinstance(part, Nearby):
        return " ".join(map(_in_quotes, part.parts))
    return _operand(part)


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
    link = " OR " if any(isinstance(node, Group) or node.is_fact for node in group.should) else " "
    return " ".join([link.join([*demanded, *map(_choice, group.should)]), *excluded])


def _choice(node: Node) -> str:
    """One of several: a run of AND stands without brackets."""
    if not isinstance(node, Group) or node.should or node.is_restricted_choice:
        return _operand(node)
    return " AND ".join([*map(_operand, node.must), *("NOT " + _operand(child) for child in node.excluded)])
