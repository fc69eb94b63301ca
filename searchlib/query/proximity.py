"""Which nodes can stand near each other? Operands of NEAR and BEFORE come in, one node goes out.

Words, phrases, patterns, what stands near each other itself, and brackets with any of these; all in one field, which
stands before the first of them.
"""

from collections.abc import Iterator, Sequence

import attrs

from searchlib.query.nodes import Boosted, Fuzzy, Group, Nearby, Node, Quoted, Regular, Wild, Word
from searchlib.query.normalize import combine
from searchlib.query.notices import Notices, shortened

__all__ = ["FARTHEST", "USUAL_GAPS", "chained", "gaps_of", "nearby", "with_field"]

USUAL_GAPS = 10
"""So many other words may stand between those near each other, if no number is given."""

FARTHEST = 1_000
"""No more than so many."""


def gaps_of(number: str, notices: Notices) -> int:
    """How many other words ``number`` allows; the usual number if it is none."""
    if not number:
        return USUAL_GAPS
    if not (number.isascii() and number.isdigit()):
        notices.add(f"{shortened('~' + number)} is no number of words: {USUAL_GAPS} is taken")
        return USUAL_GAPS
    if len(number) > 9 or int(number) > FARTHEST:
        notices.add(f"{shortened(number)} words are too many: {FARTHEST} is taken")
        return FARTHEST
    return int(number)


def nearby(nodes: Sequence[Node], gaps: int | None, notices: Notices) -> Node | None:
    """``nodes`` within ``gaps`` other words; in their order if that is None. None if one of them cannot be so."""
    if not all(_can_be_near(node) for node in nodes):
        return None
    field, *others = [field for node in nodes for field in _fields(node)]
    if not {field, None}.issuperset(others):
        notices.add("words near each other stand in one field: the one before the first of them counts")
    parts = [_part(node, notices) for node in nodes]
    if gaps is None:
        parts = [inner for part in parts for inner in _links(part)]
    return Nearby(tuple(parts), field, gaps, gaps is None, False)


def chained(nodes: Sequence[Node], notices: Notices) -> Node:
    """``a BEFORE b BEFORE c``."""
    node = nearby(nodes, None, notices)
    if node is None:
        notices.add("BEFORE is understood between words, phrases and (a OR b): AND is taken instead")
        node = combine(must=nodes)
        assert node is not None
    return node


def with_field(node: Node, field: str | None) -> Node:
    """``node``, of those that can be near others, in another field."""
    if isinstance(node, Group):
        return combine(should=[with_field(each, field) for each in node.should]) or node
    if isinstance(node, Boosted):
        return with_field(node.node, field)
    if not isinstance(node, Word | Quoted | Wild | Fuzzy | Regular | Nearby):
        raise TypeError(f"{node!r} has no field to be changed")
    return node if node.field == field else attrs.evolve(node, field=field)


def _links(part: Node) -> Sequence[Node]:
    """What stands after each other in a part of a chain."""
    return part.parts if isinstance(part, Nearby) and part.is_before else [part]


def _can_be_near(node: Node) -> bool:
    if isinstance(node, Boosted):
        return _can_be_near(node.node)
    if isinstance(node, Group):
        return node.is_choice and all(map(_can_be_near, node.should))
    return not node.is_fact


def _fields(node: Node) -> Iterator[str | None]:
    if isinstance(node, Group):
        for each in node.should:
            yield from _fields(each)
    elif isinstance(node, Boosted):
        yield from _fields(node.node)
    elif isinstance(node, Word | Quoted | Wild | Fuzzy | Regular | Nearby):
        yield node.field


def _part(node: Node, notices: Notices) -> Node:
    if isinstance(node, Boosted) or (isinstance(node, Group) and any(isinstance(n, Boosted) for n in node.should)):
        notices.add("a ^ within NEAR or BEFORE is not understood: it is left out")
    return with_field(node, None)
