"""What is a pattern made of? Its syntax tree: sequences, alternatives and repetitions of sets of characters.

A tree of frozen values that :mod:`.regex` makes of regular expressions and :func:`wildcard` of wildcards, and
:mod:`.automaton` runs.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from attrs import field, frozen

__all__ = [
    "ANYTHING",
    "KINDS",
    "LARGEST",
    "Characters",
    "Choice",
    "Edge",
    "Node",
    "Repeat",
    "Series",
    "bounded",
    "wildcard",
]

LARGEST: Final = 1000
"""So many characters and sets of them a pattern may have, each counted as often as it is repeated."""

KINDS: Final[dict[str, Callable[[str], bool]]] = {
    "w": lambda character: character.isalnum() or character == "_",
    "d": str.isdecimal,
    "s": str.isspace,
}


def bounded(size: int) -> int:
    """``size`` itself. Raises ValueError where that is larger than a pattern may be."""
    if size > LARGEST:
        raise ValueError(f"it is too large: with its repetitions it has more than {LARGEST} parts")
    return size


@frozen(cache_hash=True)
class Characters:
    """One character of a set: in one of ``ranges`` (first, last), or of one of ``kinds`` (d, w, s; capital: not so)."""

    ranges: tuple[tuple[str, str], ...] = ()
    kinds: str = ""
    is_negated: bool = False
    ignores_case: bool = False
    size: int = field(default=1, init=False)

    def hold(self, character: str) -> bool:
        """Whether ``character`` is one of them."""
        forms = {character, character.lower(), character.upper()} if self.ignores_case else (character,)
        return self.is_negated is not any(map(self._has, forms))

    def _has(self, character: str) -> bool:
        return any(low <= character <= high for low, high in self.ranges) or any(
            KINDS[kind.lower()](character) is kind.islower() for kind in self.kinds
        )


@frozen
class Series:
    """One after the other."""

    parts: tuple["Node", ...]
    size: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "size", bounded(sum(part.size for part in self.parts)))


@frozen
class Choice:
    """Any of them."""

    parts: tuple["Node", ...]
    size: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "size", bounded(sum(part.size for part in self.parts)))


@frozen
class Repeat:
    """``part`` from ``least`` to ``most`` times; None: any number of times."""

    part: "Node"
    least: int
    most: int | None
    size: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        times = max(self.least, 1) if self.most is None else self.most
        object.__setattr__(self, "size", bounded(max(self.part.size, 1) * times))


@frozen
class Edge:
    """The beginning (``is_start``) or the end of the word."""

    is_start: bool
    size: int = field(default=0, init=False)


Node: TypeAlias = Characters | Series | Choice | Repeat | Edge

_EVERY: Final = Characters(is_negated=True)
ANYTHING: Final = Repeat(_EVERY, 0, None)
"""Any characters, none as well."""


def wildcard(pattern: str) -> Node:
    """What the whole of a word must be for ``fnmatch.fnmatchcase(word, pattern)``. Raises ValueError if too large."""
    return Series(tuple(_wild_parts(re.sub(r"\*+", "*", pattern))))


def _wild_parts(pattern: str) -> Iterator[Node]:
    place = 0
    while place < len(pattern):
        character, place = pattern[place], place + 1
        end = pattern.find("]", place + 1 + pattern.startswith("!", place)) if character == "[" else -1
        if character == "*":
            yield ANYTHING
        elif character == "?":
            yield _EVERY
        elif end < 0:
            yield Characters(((character, character),))
        else:
            inner = pattern[place:end]
            yield Characters(tuple(_wild_ranges(inner.removeprefix("!"))), is_negated=inner.startswith("!"))
            place = end + 1


def _wild_ranges(inner: str) -> Iterator[tuple[str, str]]:
    """Those of ``a-f_`` in brackets; what runs backwards holds nothing."""
    place = 0
    while place < len(inner):
        if inner[place + 1 : place + 2] == "-" and place + 2 < len(inner):
            yield inner[place], inner[place + 2]
            place += 3
        else:
            yield inner[place], inner[place]
            place += 1
