"""How was the question understood? A node comes in, its canonical text goes out, or one in plain English.

The canonical text is in the query language: read again, it gives the same node, and itself. It never nests
deeper than the question did, as runs of AND and a NOT beside an OR need no brackets.
"""

from searchlib.query.syntax import Group, Node, Prefixed, Quoted

__all__ = ["canonical", "reading"]


def canonical(node: Node | None) -> str:
    """``node`` in the query language; "" for None."""
    if node is None:
        return ""
    return _body(node) if isinstance(node, Group) else _leaf(node)


def reading(node: Node | None) -> str:
    """``node`` in words, as the end of "This search finds ..."."""
    if node is None:
        return "nothing"
    if isinstance(node, Group) and node.is_complement:
        return f"all passages without {_any_of(node.excluded)}"
    return f"passages with {_spoken(node)}"


def _leaf(node: Node) -> str:
    if isinstance(node, Group):
        return f"({_body(node)})"
    text = f'"{node.text}"' if isinstance(node, Quoted) else node.text
    star = "*" if isinstance(node, Prefixed) else ""
    return f"{node.field}:{text}{star}" if node.field else f"{text}{star}"


def _body(group: Group) -> str:
    """The inside of the group's brackets."""
    excluded = ["-" + _leaf(node) for node in group.excluded]
    if not group.should:
        demanded = [" AND ".join(map(_leaf, group.must))] if group.must else []
        return " ".join([*demanded, *excluded])
    demanded = ["+" + _leaf(node) for node in group.must]
    link = " OR " if any(isinstance(node, Group) for node in group.should) else " "
    return " ".join([link.join([*demanded, *map(_choice, group.should)]), *excluded])


def _choice(node: Node) -> str:
    """One of several: a run of AND stands without brackets."""
    if not isinstance(node, Group) or node.should:
        return _leaf(node)
    return " AND ".join([*map(_leaf, node.must), *("NOT " + _leaf(child) for child in node.excluded)])


def _spoken(node: Node) -> str:
    """``node`` as what a passage has."""
    if not isinstance(node, Group):
        return _spoken_leaf(node)
    parts = []
    if node.must:
        parts.append(_listed("all of", [_spoken_in(child) for child in node.must]))
        if node.should:
            parts.append("preferably " + _any_of(node.should))
    elif node.should:
        parts.append(_any_of(node.should))
    else:
        parts.append("anything")
    if node.excluded:
        parts.append("without " + _any_of(node.excluded))
    return ", ".join(parts)


def _spoken_in(node: Node) -> str:
    return f"({_spoken(node)})" if isinstance(node, Group) else _spoken_leaf(node)


def _any_of(nodes: tuple[Node, ...]) -> str:
    return _listed("any of", [_spoken_in(node) for node in nodes])


def _listed(how: str, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{how}: {', '.join(parts)}"


def _spoken_leaf(node: Node) -> str:
    if isinstance(node, Group):
        raise TypeError("a group is no leaf")
    if isinstance(node, Quoted):
        text = f"the exact {'phrase' if len(node.words) > 1 else 'word'} “{node.text}”"
    elif isinstance(node, Prefixed):
        text = f"a word that begins with “{node.text}”"
    else:
        text = node.text
    return f"{text} in the {node.field}" if node.field else text
