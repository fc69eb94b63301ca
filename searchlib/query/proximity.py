"""Proximity: operands of NEAR, BEFORE and SENTENCE come in, the node of what stands near each other goes out.

Words, phrases, patterns, what stands near each other itself, and brackets with any of these; all in one field, which
stands before the first of them. :data:`PLACES` says of each kind of node whether and how.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

import attrs

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
from searchlib.query.normalize import combine
from searchlib.query.notices import Notices, shortened
from searchlib.schema import TEXT

__all__ = [
    "FARTHEST",
    "PLACES",
    "USUAL_GAPS",
    "Placement",
    "chained",
    "gaps_of",
    "in_one_sentence",
    "nearby",
    "with_field",
]

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
    parts = [_part(node, "NEAR or BEFORE", notices) for node in nodes]
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


def in_one_sentence(nodes: Sequence[Node], notices: Notices) -> Node | None:
    """``nodes`` in one sentence of the text. None if one of them cannot be so."""
    if not all(_can_be_near(node) for node in nodes):
        return None
    if not {TEXT, None}.issuperset(field for node in nodes for field in _fields(node)):
        notices.add("a sentence is one of the passage's text: the other fields within SENTENCE are left out")
    parts = tuple(dict.fromkeys(_part(node, "SENTENCE", notices) for node in nodes))
    if len(parts) > 1:
        return SameSentence(parts)
    notices.add("SENTENCE needs two different words in its brackets: it is left out")
    return parts[0]


def with_field(node: Node, field: str | None) -> Node:
    """``node``, of those that can be near others, in another field."""
    place = PLACES[type(node)]
    if place is None:
        raise TypeError(f"{node!r} has no field to be changed")
    return place.moved(node, field)


def _links(part: Node) -> Sequence[Node]:
    """What stands after each other in a part of a chain."""
    return part.parts if isinstance(part, Nearby) and part.is_before else [part]


def _can_be_near(node: Node) -> bool:
    place = PLACES[type(node)]
    return place is not None and place.can_be_near(node)


def _fields(node: Node) -> Sequence[str | None]:
    place = PLACES[type(node)]
    return () if place is None else place.fields(node)


def _part(node: Node, within: str, notices: Notices) -> Node:
    choices = node.should if isinstance(node, Group) else [node]
    if any(isinstance(each, Boosted) for each in choices):
        notices.add(f"a ^ within {within} is not understood: it is left out")
    return with_field(node, None)


class Placement(NamedTuple):
    """How nodes of a kind stand near others.

    Whether one can, as far as it depends on what is in it; the fields that were typed in it; and itself in another one.
    """

    can_be_near: Callable[[Any], bool]
    fields: Callable[[Any], Sequence[str | None]]
    moved: Callable[[Any, str | None], Node]


def _moved(node: Leaf | Nearby, field: str | None) -> Node:
    return node if node.field == field else attrs.evolve(node, field=field)


def _moved_choice(group: Group, field: str | None) -> Node:
    return combine(should=[with_field(each, field) for each in group.should]) or group


_PLACED = Placement(lambda _: True, lambda node: (node.field,), _moved)

PLACES: Final[dict[type, Placement | None]] = {
    Word: _PLACED,
    Wanted: _PLACED,
    Quoted: _PLACED,
    Wild: _PLACED,
    Fuzzy: _PLACED,
    Regular: _PLACED,
    Between: None,
    Fact: None,
    Nearby: _PLACED,
    SameSentence: None,
    Boosted: Placement(
        lambda boosted: _can_be_near(boosted.node),
        lambda boosted: _fields(boosted.node),
        lambda boosted, field: with_field(boosted.node, field),
    ),
    Group: Placement(
        lambda group: group.is_choice and all(map(_can_be_near, group.should)),
        lambda group: [field for each in group.should for field in _fields(each)],
        _moved_choice,
    ),
}
"""How nodes of a kind stand near others; None: they cannot."""
