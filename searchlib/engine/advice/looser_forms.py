"""Looser forms of nodes: of a phrase its words near each other, and of words near each other all in one passage.

:data:`LOOSER_FORMS` says of each kind of node what becomes of it.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from attrs import evolve

from searchlib.query import Question
from searchlib.query.canonical import canonical
from searchlib.query.lexer import OPERATORS
from searchlib.query.nodes import (
    Between,
    Boosted,
    Fact,
    Fuzzy,
    Group,
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
from searchlib.query.proximity import with_field

__all__ = ["LOOSER_FORMS", "LooserForms", "all_near", "all_together"]

NEAR: Final = 5
"""So many other words may stand between those of what was a phrase."""

_Reader: TypeAlias = Callable[[str], Node | None]
"""What a text means; None where it is not understood without a warning."""


def all_near(question: Question) -> Node | None:
    """What the question means, the words of its phrases near each other only."""
    return None if question.node is None else _near(question.node, _reader_of(question))


def all_together(question: Question) -> Node | None:
    """What the question means, the words of its phrases, and of phrases made looser, anywhere in one passage."""
    return None if question.node is None else _together(question.node, _reader_of(question))


def _reader_of(question: Question) -> _Reader:
    def read(text: str) -> Node | None:
        again = None if question.reread is None else question.reread(text)
        return None if again is None or again.warnings else again.node

    return read


def _near(node: Node, read: _Reader) -> Node:
    return LOOSER_FORMS[type(node)].near(node, read)


def _together(node: Node, read: _Reader) -> Node:
    return LOOSER_FORMS[type(node)].together(node, read)


def _kept(node: Node, _: _Reader) -> Node:
    return node


def _phrase_near(phrase: Quoted, read: _Reader) -> Node:
    return (read(f"{canonical(phrase)}~{NEAR}") if " " in phrase.text else None) or phrase


def _phrase_together(phrase: Quoted, read: _Reader) -> Node:
    return _words(phrase, phrase.field, read) if " " in phrase.text else phrase


def _words(phrase: Quoted, field: str | None, read: _Reader) -> Node:
    """All words of a phrase, by their stems, in ``field``."""
    words = " AND ".join(word.lower() if word in OPERATORS else word for word in phrase.text.split())
    return read(f"{field}:({words})" if field else words) or with_field(phrase, field)


def _nearby_near(node: Nearby, read: _Reader) -> Node:
    if not node.is_quoted:
        return evolve(node, parts=tuple(_near(part, read) for part in node.parts))
    return (read(f"{canonical(node)}~{NEAR}") if node.is_ordered else None) or node


def _nearby_together(node: Nearby, read: _Reader) -> Node:
    if not node.is_quoted or not (node.is_ordered or node.gaps == NEAR):
        return node
    return _all_of(node.parts, node.field, read) or node


def _sentence_near(node: SameSentence, read: _Reader) -> Node:
    return evolve(node, parts=tuple(_near(part, read) for part in node.parts))


def _sentence_together(node: SameSentence, read: _Reader) -> Node:
    return _all_of(node.parts, None, read) or node


def _all_of(parts: Sequence[Node], field: str | None, read: _Reader) -> Node | None:
    return combine(must=[_unquoted(part, field, read) for part in parts])


def _unquoted(part: Node, field: str | None, read: _Reader) -> Node:
    """A part of a phrase, outside of quotes."""
    return LOOSER_FORMS[type(part)].unquoted(part, field, read)


def _as_it_is(part: Node, field: str | None, _: _Reader) -> Node:
    return with_field(part, field)


def _all_unquoted(part: Nearby, field: str | None, read: _Reader) -> Node:
    return _all_of(part.parts, field, read) or part


def _any_unquoted(part: Group, field: str | None, read: _Reader) -> Node:
    return combine(should=[_unquoted(each, field, read) for each in part.should]) or part


def _boosted(change: Callable[[Node, _Reader], Node]) -> Callable[[Boosted, _Reader], Node]:
    return lambda node, read: evolve(node, node=change(node.node, read))


def _group(change: Callable[[Node, _Reader], Node]) -> Callable[[Group, _Reader], Node]:
    def changed(group: Group, read: _Reader) -> Node:
        parts = [[change(node, read) for node in some] for some in (group.must, group.should, group.excluded)]
        return combine(*parts) or group

    return changed


class LooserForms(NamedTuple):
    """What becomes of a node of one kind where words need only be near each other, and where only in one passage.

    ``unquoted``: and of one that was a part of a phrase, in a field.
    """

    near: Callable[[Any, _Reader], Node] = _kept
    together: Callable[[Any, _Reader], Node] = _kept
    unquoted: Callable[[Any, str | None, _Reader], Node] = _as_it_is


LOOSER_FORMS: Final[dict[type, LooserForms]] = {
    Word: LooserForms(),
    Wanted: LooserForms(),
    Quoted: LooserForms(_phrase_near, _phrase_together, _words),
    Wild: LooserForms(),
    Fuzzy: LooserForms(),
    Regular: LooserForms(),
    Between: LooserForms(),
    Fact: LooserForms(),
    Nearby: LooserForms(_nearby_near, _nearby_together, _all_unquoted),
    SameSentence: LooserForms(_sentence_near, _sentence_together),
    Boosted: LooserForms(_boosted(_near), _boosted(_together)),
    Group: LooserForms(_group(_near), _group(_together), _any_unquoted),
}
"""The looser forms of a node."""
