"""Does a word match a pattern, in time that no pattern can blow up? Automata: a state, a character, the next state.

An expression becomes Glushkov's automaton, which has a state for each of its characters and can be in several at once:
a whole number with a bit for each. So a word takes as many steps as it has characters, whatever the expression is.
Source: V. M. Glushkov, "The abstract theory of automata", Russian Mathematical Surveys 16 (1961). Near spellings are
walked by rows of Levenshtein's table.
"""

from collections.abc import Hashable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any, Final, Protocol

from attrs import define, field, frozen

from searchlib.automata.pattern import Characters, Choice, Node, Repeat, Series, wildcard
from searchlib.automata.regex import parsed

__all__ = ["Automaton", "Expression", "Similar", "matches", "of_expression", "of_wildcard", "typed", "whole"]


_OPEN: Final = "(?:"
_CLOSE: Final = r")\Z"
_LATELY: Final = 16  # expressions: read when a question is, and run when it is asked


class Automaton(Protocol):
    """States are hashable; a state from which no word can match is falsy, all others are true."""

    @property
    def start(self) -> Any:
        """The state before the first character."""
        ...

    def symbol(self, character: str, /) -> Hashable:
        """What the automaton sees of a character: equal symbols lead to equal states."""
        ...

    def following(self, state: Any, symbol: Any, /) -> Any:
        """The state after a character."""
        ...

    def accepts(self, state: Any, /) -> bool:
        """Whether a word may end in that state."""
        ...


def matches(automaton: Automaton, word: str) -> bool:
    """Whether the automaton accepts the whole of ``word``."""
    state = automaton.start
    for character in word:
        state = automaton.following(state, automaton.symbol(character))
        if not state:
            return False
    return automaton.accepts(state)


@lru_cache(_LATELY)
def of_expression(expression: str) -> "Expression":
    r"""What ``re.match`` does with ``expression``, for words: so it needs ``\Z`` to match to the end.

    Raises ValueError with a sentence where it holds more than the regular part of the language (see
    :mod:`.regex`), or more than :data:`~searchlib.automata.pattern.LARGEST` parts.
    """
    return Expression.of(parsed(expression))


def of_wildcard(pattern: str) -> "Expression":
    """What ``fnmatch.fnmatchcase`` does with ``pattern``. Raises ValueError where it is longer than a word can be."""
    return Expression.of(wildcard(pattern))


def whole(expression: str) -> str:
    """The expression that a tree has for the one that a person typed: of the whole word.

    Raises ValueError as :func:`of_expression` does, so that what is typed never runs otherwise than as an automaton.
    """
    parsed(expression)  # as a bracket too many would close the one around it
    within = f"{_OPEN}{expression}{_CLOSE}"
    of_expression(within)
    return within


def typed(expression: str) -> str:
    """What a person typed of which :func:`whole` made ``expression``; another one as it is."""
    if expression.startswith(_OPEN) and expression.endswith(_CLOSE):
        return expression[len(_OPEN) : -len(_CLOSE)]
    return expression


@frozen(slots=False, eq=False, repr=False)
class Expression:
    """An automaton whose state is the set of places (bits) in the pattern at which a word may stand; place 0 is before.

    ``characters`` has the places that each set of characters may lead to, ``follow`` the places behind each place,
    ``last`` those where a word may end.
    """

    characters: dict[Characters, int]
    follow: Sequence[int]
    last: int
    start: int = 1

    @classmethod
    def of(cls, node: Node) -> "Expression":
        """The automaton that accepts what ``node`` describes."""
        builder = _Builder()
        nullable, first, last = builder.added(node)
        builder.follow[0] = first
        return cls(builder.characters, builder.follow, last | int(nullable))

    def symbol(self, character: str) -> int:
        """The places that the character may lead to."""
        places = 0
        for characters, some in self.characters.items():
            if characters.hold(character):
                places |= some
        return places

    def following(self, state: int, symbol: int) -> int:
        """See :class:`Automaton`."""
        return self._reached(state) & symbol

    def accepts(self, state: int) -> bool:
        """See :class:`Automaton`."""
        return state & self.last != 0

    def _reached(self, state: int) -> int:
        """The places behind those of ``state``, eight of them at a time."""
        reached, known = 0, self._known
        for place, byte in enumerate(state.to_bytes(len(self.follow) // 8 + 1, "little")):
            if byte:
                key = place << 8 | byte
                some = known.get(key)
                if some is None:
                    some = known[key] = self._union(byte << 8 * place)
                reached |= some
        return reached

    def _union(self, places: int) -> int:
        union = 0
        for place in _bits(places):
            union |= self.follow[place]
        return union

    @cached_property
    def _known(self) -> dict[int, int]:
        return {}


@define
class _Builder:
    """Numbers the characters of a tree as places, and notes which may follow which."""

    characters: dict[Characters, int] = field(factory=dict)
    follow: list[int] = field(factory=lambda: [0])

    def added(self, node: Node) -> tuple[bool, int, int]:
        """Whether ``node`` may be nothing, and the places where it may begin and end."""
        if isinstance(node, Characters):
            place = 1 << len(self.follow)
            self.follow.append(0)
            self.characters[node] = self.characters.get(node, 0) | place
            return False, place, place
        if isinstance(node, Choice):
            nullable, first, last = False, 0, 0
            for part in node.parts:
                may_be_nothing, its_first, its_last = self.added(part)
                nullable, first, last = nullable or may_be_nothing, first | its_first, last | its_last
            return nullable, first, last
        if isinstance(node, Repeat):
            return self._repeated(node)
        assert isinstance(node, Series)
        return self._series(map(self.added, node.parts))

    def _series(self, parts: Iterator[tuple[bool, int, int]]) -> tuple[bool, int, int]:
        nullable, first, last = True, 0, 0
        for may_be_nothing, its_first, its_last in parts:
            self._join(last, its_first)
            first |= its_first if nullable else 0
            last = last | its_last if may_be_nothing else its_last
            nullable = nullable and may_be_nothing
        return nullable, first, last

    def _repeated(self, node: Repeat) -> tuple[bool, int, int]:
        """As many copies as may be, the last of them again and again where there is no limit."""
        copies = max(node.least, 1) if node.most is None else node.most

        def parts() -> Iterator[tuple[bool, int, int]]:
            for number in range(copies):
                nullable, first, last = self.added(node.part)
                if node.most is None and number == copies - 1:
                    self._join(last, first)
                yield nullable or number >= node.least, first, last

        return self._series(parts())

    def _join(self, last: int, first: int) -> None:
        for place in _bits(last):
            self.follow[place] |= first


def _bits(places: int) -> Iterator[int]:
    while places:
        lowest = places & -places
        yield lowest.bit_length() - 1
        places ^= lowest


@frozen
class Similar:
    """Accepts words at most ``distance`` edits (a character more, less or another) from ``text``.

    A state is a row of Levenshtein's table: how far each beginning of ``text`` is from the word so far, and what is too
    far as one more than ``distance``.
    """

    text: str
    distance: int

    @property
    def start(self) -> tuple[int, ...]:
        """See :class:`Automaton`."""
        return tuple(min(place, self.distance + 1) for place in range(len(self.text) + 1))

    def symbol(self, character: str) -> str:
        """The character itself if it is in the text, else ""."""
        return character if character in self.text else ""

    def following(self, state: tuple[int, ...], symbol: str) -> tuple[int, ...]:
        """The row after the character; () where all of it is too far."""
        beyond = self.distance + 1
        row = [min(state[0] + 1, beyond)]
        for place, other in enumerate(self.text):
            row.append(min(row[-1] + 1, state[place + 1] + 1, state[place] + (other != symbol), beyond))
        return tuple(row) if min(row) < beyond else ()

    def accepts(self, state: tuple[int, ...]) -> bool:
        """See :class:`Automaton`."""
        return state[-1] <= self.distance
