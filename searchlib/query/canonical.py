"""The canonical text of a question: a node comes in, its text in the query language goes out.

The canonical text is in the query language: read again, it gives the same node, and itself. It never nests
deeper than the question did, as runs of AND, a NOT beside an OR and facts need no brackets. Where words side by side
are all wanted, as where hits are sorted by date, an OR is said.
"""

import re
from collections.abc import Callable
from typing import Any, Final

from searchlib.query.lexer import OPERATORS, field_name
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

__all__ = ["BARE", "CANONICAL", "SAID", "canonical"]

BARE: Final = " "
"""Between words of which any will do, where that is what words side by side mean."""

SAID: Final = " OR "
"""The same where they are all wanted."""

_SIMPLE_PATH = re.compile(r"[\w*?](?:[\w./*?-]*[\w*/])?")


def canonical(node: Node | None, between: str = BARE) -> str:
    """``node`` in the query language, ``between`` the parts of a choice :data:`BARE` or :data:`SAID`; "" for None."""
    if node is None:
        return ""
    return _body(node, between) if type(node) is Group else _operand(node, between)


def _operand(node: Node | Between, between: str) -> str:
    """``node`` as one of several."""
    return CANONICAL[type(node)](node, between)


def _in_field(node: Leaf | Between | Nearby, text: str) -> str:
    return f"{field_name(node.field)}:{text}" if node.field else text


def _plain(leaf: Word | Wild | Between, _: str) -> str:
    return _in_field(leaf, leaf.text)


def _quoted(leaf: Quoted, _: str) -> str:
    return _in_field(leaf, f'"{leaf.text}"')


def _regular(leaf: Regular, _: str) -> str:
    return _in_field(leaf, f"/{leaf.text}/")


def _fuzzy(leaf: Fuzzy, _: str) -> str:
    return _in_field(leaf, f"{leaf.text}~{leaf.distance}")


def _fact(fact: Fact, between: str) -> str:
    leaf = fact.leaf
    is_path = leaf.field == SOURCE and type(leaf) is Wild
    if is_path and (leaf.text in OPERATORS or not _SIMPLE_PATH.fullmatch(leaf.text)):
        return f'{SOURCE}:"{leaf.text}"'
    return _operand(leaf, between)


def _boosted(node: Boosted, between: str) -> str:
    return f"{_weighable(node.node, between)}^{node.factor:g}"


def _weighable(node: Node, between: str) -> str:
    """``node`` such that what follows it counts for all of it."""
    text = _operand(node, between)
    return f"({text})" if type(node) is Nearby and node.is_before else text


def _nearby(node: Nearby, between: str) -> str:
    return _in_field(node, _near(node, between))


def _near(node: Nearby, between: str) -> str:
    """``node`` without its field."""
    if node.is_quoted:
        loose = "" if node.is_ordered else f"~{node.gaps}"
        return f'"{" ".join(map(_in_quotes, node.parts))}"{loose}'
    parts = [_operand(part, between) for part in node.parts]
    if node.is_before:
        return " BEFORE ".join(parts)
    return f"NEAR({' '.join(parts)}, {node.gaps})"


def _sentence(node: SameSentence, between: str) -> str:
    return f"SENTENCE({' '.join([_operand(part, between) for part in node.parts])})"


def _in_quotes(part: Node) -> str:
    """A part of a phrase: as elsewhere, if its kind is not written otherwise there."""
    written = _IN_QUOTES.get(type(part))
    return _operand(part, SAID) if written is None else written(part)


def _bracketed(group: Group, between: str) -> str:
    return f"({_body(group, between)})"


def _body(group: Group, between: str) -> str:
    """The inside of the group's brackets."""
    excluded = ["-" + _operand(node, between) for node in group.excluded]
    if group.is_restricted_choice:
        choice, *facts = group.must
        return " ".join([_operand(choice, between)[1:-1], *(_operand(fact, between) for fact in facts), *excluded])
    must = [_operand(node, between) for node in group.must]
    if not group.should:
        return " ".join([" AND ".join(must), *excluded] if must else excluded)
    chosen = ["+" + text for text in must] + [_choice(node, between) for node in group.should]
    needs_or = any(type(node) is Group or node.is_fact for node in group.should)
    link = SAID if needs_or else BARE if must else between
    return " ".join([link.join(chosen), *excluded])


def _choice(node: Node, between: str) -> str:
    """One of several: a run of AND stands without brackets."""
    if type(node) is not Group or node.should or node.is_restricted_choice:
        return _operand(node, between)
    excluded = ["NOT " + _operand(child, between) for child in node.excluded]
    return " AND ".join([*(_operand(child, between) for child in node.must), *excluded])


CANONICAL: Final[dict[type, Callable[[Any, str], str]]] = {
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
"""The canonical text of a node that is one of several, and what stands between the parts of a choice in it."""

_IN_QUOTES: Final[dict[type, Callable[[Any], str]]] = {
    Word: lambda word: f"~{word.text}",
    Wanted: lambda word: f"~{word.text}",
    Quoted: lambda quoted: str(quoted.text),
    Nearby: lambda near: " ".join(map(_in_quotes, near.parts)),
    Group: lambda group: f"({' OR '.join(map(_in_quotes, group.should))})",
}
