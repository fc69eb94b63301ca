"""How was the question understood? A node comes in, its canonical text goes out.

The canonical text is in the query language: read again, it gives the same node, and itself. It never nests
deeper than the question did, as runs of AND, a NOT beside an OR and facts need no brackets.
"""

import datetime
import re
from collections.abc import Iterable

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
    Wanted,
    Wild,
    Word,
)

__all__ = ["canonical", "reading"]

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


def reading(node: Node | None) -> str:
    """``node`` in words, as the end of "This search finds ..."."""
    if node is None:
        return "nothing"
    if isinstance(node, Group) and node.is_complement:
        return f"all passages without {_any_of(node.excluded)}"
    return f"passages with {_spoken(node)}"


def _spoken(node: Node) -> str:
    """``node`` as what a passage has."""
    if isinstance(node, Wanted):
        return " or ".join([node.text, *(each.text for each in node.alternatives)])
    if isinstance(node, Word):
        return f"{node.text} in the {node.field}" if node.field else node.text
    if isinstance(node, Group):
        return _group(node)
    if isinstance(node, Boosted):
        return f"{_part(node.node)} (counted {node.factor:g} times)"
    if isinstance(node, Fact):
        return _spoken_fact(node.leaf)
    text = _spoken_nearby(node) if isinstance(node, Nearby) else _spoken_leaf(node)
    return f"{text} in the {node.field}" if node.field else text


def _group(group: Group) -> str:
    parts = []
    if group.must:
        parts.append(_listed("all of", map(_part, group.must)))
        if group.should:
            parts.append("preferably " + _any_of(group.should))
    elif group.should:
        parts.append(_any_of(group.should))
    else:
        parts.append("anything")
    if group.excluded:
        parts.append("without " + _any_of(group.excluded))
    return ", ".join(parts)


def _part(node: Node) -> str:
    """``node`` as one of several."""
    return f"({_spoken(node)})" if isinstance(node, Group | Nearby) else _spoken(node)


def _any_of(nodes: tuple[Node, ...]) -> str:
    return _listed("any of", map(_part, nodes))


def _listed(how: str, items: Iterable[str]) -> str:
    parts = list(items)
    return parts[0] if len(parts) == 1 else f"{how}: {', '.join(parts)}"


def _spoken_leaf(leaf: Leaf) -> str:
    """``leaf`` without its field."""
    if isinstance(leaf, Quoted):
        return f"the exact {'phrase' if len(leaf.words) > 1 else 'word'} “{leaf.text}”"
    if isinstance(leaf, Wild):
        start, end = leaf.text.rstrip("*"), leaf.text.lstrip("*")
        if "*" not in start and "?" not in start:
            return f"a word that begins with “{start}”"
        if "*" not in end and "?" not in end:
            return f"a word that ends with “{end}”"
        return f"a word like “{leaf.text}”"
    if isinstance(leaf, Fuzzy):
        return f"a word at most {_counted(leaf.distance, 'letter')} away from “{leaf.text}”"
    if isinstance(leaf, Regular):
        return f"a word that the regular expression /{leaf.text}/ matches"
    return leaf.text


def _spoken_nearby(node: Nearby) -> str:
    parts = list(map(_part, node.parts))
    if node.is_before:
        return ", and after it ".join(parts)
    if node.is_ordered:
        return f"{' and '.join(parts)} side by side"
    return f"{' and '.join(parts)} with at most {_counted(node.gaps or 0, 'other word')} between them"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _spoken_fact(leaf: Leaf | Between) -> str:
    name = f"the {leaf.field}"
    if isinstance(leaf, Between):
        return f"{name} {_range(leaf)}"
    if isinstance(leaf, Quoted | Word):
        return f"{name} “{leaf.text}”"
    if leaf.field == "source" and not set("*?").intersection(leaf.text):
        return f"“{leaf.text}” in {name}"
    return f"{name} like “{leaf.text}”" if set("*?").intersection(leaf.text) else f"{name} “{leaf.text}”"


def _range(between: Between) -> str:
    dates = isinstance(between.low or between.high, datetime.date)
    low, dots, high = between.text.lstrip("<>").partition("..")
    if between.without_low:
        return f"above {low}"
    if between.without_high:
        return f"below {low}"
    if not dots:
        return low
    if not high:
        return f"from {low} on" if dates else f"{low} or more"
    if not low:
        return f"up to {high}" if dates else f"{high} or less"
    return f"from {low} to {high}"
