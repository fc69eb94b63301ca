r"""What does a regular expression say of a word? Its parser: text comes in, a tree of :mod:`.pattern` goes out.

Of Python's language this is the regular part: characters, ``.``, classes, ``\d \w \s``, groups, alternatives,
repetitions (lazy or not is the same where only matching counts), anchors at the ends, and ``(?i)`` at the beginning.
"""

import re
from collections.abc import Sequence
from typing import Final

from searchlib.automata.pattern import ANYTHING, KINDS, Characters, Choice, Edge, Node, Repeat, Series, bounded

__all__ = ["parsed"]

_DEEPEST: Final = 50
_CONTROLS: Final = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "a": "\a"}
_CODES: Final = {"x": 2, "u": 4, "U": 8}
_TIMES: Final = re.compile(r"\{(?:(\d+)|(\d*),(\d*))\}")
_GROUP: Final = re.compile(r"\?(?::|P<\w+>|(i):)")
_BEYOND: Final = {
    "?=": "lookahead",
    "?!": "lookahead",
    "?<": "lookbehind",
    "?P=": "a reference to a group",
    "?(": "a condition",
    "?>": "an atomic group",
    "?#": "a comment",
}

_EMPTY: Final = Series(())
_ANY: Final = Characters((("\n", "\n"),), is_negated=True)


def parsed(expression: str) -> Node:
    """What the whole of a word must be for ``re.match(expression, word)``; no edges are left in it.

    Raises ValueError, with a sentence for people, for what is no expression and what this does not understand.
    """
    return _open_ended(_without_start(_Parser(expression).whole()))


def _without_start(node: Node) -> Node:
    """``node``, which stands at the beginning of a word, without the edges that say so."""
    if isinstance(node, Edge) and node.is_start:
        return _EMPTY
    if isinstance(node, Choice):
        return Choice(tuple(map(_without_start, node.parts)))
    if isinstance(node, Series):
        parts = list(node.parts)
        while parts and parts[0] == Edge(is_start=True):
            del parts[0]
        return Series((_without_start(parts[0]), *parts[1:])) if parts else _EMPTY
    return node


def _open_ended(node: Node, tail: Node = ANYTHING) -> Node:
    """``node`` with ``tail`` behind it unless it says that the word ends there."""
    if isinstance(node, Choice):
        return Choice(tuple(_open_ended(part, tail) for part in node.parts))
    if isinstance(node, Edge) and not node.is_start:
        return _EMPTY
    if isinstance(node, Series) and node.parts:
        *parts, last = node.parts
        if last == Edge(is_start=False):
            return _open_ended(Series(tuple(parts)), _EMPTY)
        if isinstance(last, Choice | Series):
            return Series((*map(_inner, parts), _open_ended(last, tail)))
    return Series((_inner(node), tail)) if tail.size else _inner(node)


def _inner(node: Node) -> Node:
    """``node``, within a word: it has no edges."""
    if isinstance(node, Edge):
        raise ValueError(f"{'^' if node.is_start else '$'} is understood at its ends only")  # noqa: TRY004 - it is the expression that is wrong
    for part in (node.part,) if isinstance(node, Repeat) else getattr(node, "parts", ()):
        _inner(part)
    return node


class _Parser:
    """Reads an expression from left to right."""

    def __init__(self, text: str) -> None:
        self._text, self._place, self._depth = text, 0, 0
        self._ignores_case = self._take("(?i)")

    def whole(self) -> Node:
        node = self._choice()
        if self._place < len(self._text):
            raise ValueError("a bracket is closed that was not opened")
        return node

    def _take(self, wanted: str) -> bool:
        found = self._text.startswith(wanted, self._place)
        self._place += found * len(wanted)
        return found

    def _next(self) -> str:
        if self._place >= len(self._text):
            raise ValueError("it ends too early")
        self._place += 1
        return self._text[self._place - 1]

    def _choice(self) -> Node:
        parts = [self._series()]
        while self._take("|"):
            parts.append(self._series())
        return parts[0] if len(parts) == 1 else Choice(tuple(parts))

    def _series(self) -> Node:
        parts: list[Node] = []
        while self._place < len(self._text) and self._text[self._place] not in "|)":
            parts.append(self._repeated())
        return Series(tuple(parts))

    def _repeated(self) -> Node:
        start = self._place
        node = self._atom()
        times = self._times()
        if times is None:
            return node
        least, most = times
        if isinstance(node, Edge):
            raise ValueError(f"there is nothing to repeat at {self._text[start:][:9]}")  # noqa: TRY004 - likewise
        if most is not None and most < least:
            raise ValueError("the numbers of a repetition run backwards")
        bounded(max(least, most or 0))
        self._take("?")
        if self._text[self._place : self._place + 1] in ("*", "+", "?") or _TIMES.match(self._text, self._place):
            raise ValueError("a repetition of a repetition needs brackets")
        return Repeat(node, least, most)

    def _times(self) -> tuple[int, int | None] | None:
        for mark, times in (("*", (0, None)), ("+", (1, None)), ("?", (0, 1))):
            if self._take(mark):
                return times
        found = _TIMES.match(self._text, self._place)
        if found is None:
            return None
        self._place = found.end()
        exactly, least, most = (int(number[:9]) if number else None for number in found.groups())
        return (exactly, exactly) if exactly is not None else (least or 0, most)

    def _atom(self) -> Node:
        character = self._next()
        if character == "(":
            return self._group()
        if character == "[":
            return self._class()
        if character == "\\":
            return self._escape()
        if character in "^$":
            return Edge(is_start=character == "^")
        if character in "*+?":
            raise ValueError(f"there is nothing to repeat before {character}")
        return _ANY if character == "." else self._characters(((character, character),))

    def _group(self) -> Node:
        marked = _GROUP.match(self._text, self._place)
        if marked is not None:
            self._place = marked.end()
        elif self._text.startswith("?", self._place):
            rest = self._text[self._place :]
            what = next((name for mark, name in _BEYOND.items() if rest.startswith(mark)), "what stands after (?")
            raise ValueError(f"{what} is not understood")
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError(f"its brackets are nested more than {_DEEPEST} deep")
        before = self._ignores_case
        self._ignores_case = before or (marked is not None and marked[1] is not None)
        node = self._choice()
        if not self._take(")"):
            raise ValueError("a bracket is not closed")
        self._ignores_case = before
        self._depth -= 1
        return node

    def _characters(self, ranges: Sequence[tuple[str, str]], kinds: str = "", is_negated: bool = False) -> Characters:
        return Characters(tuple(ranges), kinds, is_negated, self._ignores_case)

    def _escape(self) -> Node:
        character = self._next()
        if character in "AZ":
            return Edge(is_start=character == "A")
        if character.lower() in KINDS:
            return self._characters((), character)
        if character in "bB":
            raise ValueError("the border of a word, \\b, is not understood: a word is all that is looked at")
        literal = self._literal(character)
        return self._characters([(literal, literal)])

    def _literal(self, character: str) -> str:
        """The character that stands behind a backslash."""
        if character in _CODES:
            digits = self._text[self._place : self._place + _CODES[character]]
            self._place += len(digits)
            if not re.fullmatch(rf"[0-9a-fA-F]{{{_CODES[character]}}}", digits) or int(digits, 16) > 0x10FFFF:
                raise ValueError(f"\\{character}{digits} is no character")
            return chr(int(digits, 16))
        if character.isdigit() and character.isascii():
            raise ValueError(f"a reference to a group, \\{character}, is not understood")
        if character.isalpha() and character.isascii() and character not in _CONTROLS:
            raise ValueError(f"\\{character} is not understood")
        return _CONTROLS.get(character, character)

    def _class(self) -> Node:
        is_negated, ranges, kinds = self._take("^"), list[tuple[str, str]](), ""
        first = True
        while first or not self._take("]"):
            first = False
            low = self._member()
            if len(low) == 2:
                kinds += low[1]
            elif self._text.startswith("-", self._place) and not self._text.startswith("-]", self._place):
                self._place += 1
                high = self._member()
                if len(high) == 2 or high < low:
                    raise ValueError(f"{low}-{high} in brackets is no range")
                ranges.append((low, high))
            else:
                ranges.append((low, low))
        return self._characters(ranges, kinds, is_negated)

    def _member(self) -> str:
        """A character of a class, or a kind: a backslash and its letter."""
        character = self._next()
        if character != "\\":
            return character
        character = self._next()
        if character.lower() in KINDS:
            return f"\\{character}"
        return "\b" if character == "b" else self._literal(character)
