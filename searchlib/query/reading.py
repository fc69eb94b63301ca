"""How is what was understood said in plain English? A node comes in, the end of "This search finds ..." goes out."""

import datetime
from collections.abc import Iterable

from searchlib.query.syntax import (
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

__all__ = ["reading"]


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
        return _fact(node.leaf)
    text = _nearby(node) if isinstance(node, Nearby) else _leaf(node)
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


def _leaf(leaf: Leaf) -> str:
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


def _nearby(node: Nearby) -> str:
    parts = list(map(_part, node.parts))
    if node.is_before:
        return ", and after it ".join(parts)
    if node.is_ordered:
        return f"{' and '.join(parts)} side by side"
    return f"{' and '.join(parts)} with at most {_counted(node.gaps or 0, 'other word')} between them"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _fact(leaf: Leaf | Between) -> str:
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
