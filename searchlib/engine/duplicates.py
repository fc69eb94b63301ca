"""Which hits say the same once more? Near-identical passages, as of one report sent by several, fold under the best.

Two passages are copies of one another if their words are the same, or their runs of three words are to nine tenths:
the resemblance of Broder, "On the resemblance and containment of documents" (1997). Two that give different figures
are none: ``$50,000 for Lincoln`` and ``$60,000 for Lincoln`` are two reports. Nor is what has less than a hundred code
points: a line may well stand in two articles that have nothing to do with each other. And unless they differ in nothing
but capitals, a piece of the one, from its quarter, half or three quarters, must stand in the other: copies hold all of
them or nearly so, others none, and that is quick to know.

Texts that are nearly equal have nearly equal lengths, and so nearly equal scores. Only hits whose scores are within a
thousandth of each other have their texts compared: of the copies among the ten best of 962 questions on 954,244
paragraphs of press releases that are within a hundredth, 94 % are as close as that. Nine in ten copies are equal to the
letter, which a look tells; the others are looked for among a hit's nearest, as likeness takes longer.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

__all__ = ["FOLDED", "Deduplicator", "is_copy"]

FOLDED: Final = 1000
"""Copies are looked for among so many of the best; what comes after them stands for itself."""

SCORES: Final = 0.001
COMPARED: Final = 64
"""A hit is compared with so many at most, the last before it that stay: the nearest in score, or in time."""

NEAREST: Final = 3
"""And is_copy is asked for so many of them, the last ones."""

RESEMBLANCE: Final = 0.9
RUN: Final = 3
PIECE: Final = 10  # code points
SHORTEST: Final = 100

_WORD: Final = re.compile(r"\w+")


class Deduplicator:
    """Folds hits as they come: ``groups`` are the ranks that stay, each with those folded under it.

    A rank is folded under one before it that stays and is its copy, so what becomes of a rank depends on those before
    it alone. ``is_falling``: the hits come by their scores. A hit is told by a key: ``text`` gives its text,
    ``are_copies`` says of two whether they are (as :func:`is_copy`); they are asked only where scores are close.
    """

    def __init__(self, is_falling: bool, text: Callable[[Any], str], are_copies: Callable[[Any, Any], bool]) -> None:
        self.groups: list[list[int]] = []
        self._kept: list[tuple[float, Any, list[int]]] = []  # score, key, group
        self._texts: dict[Any, str] = {}
        self._seen = 0
        self._is_falling = is_falling
        self._read = text
        self._are_copies = are_copies

    def extend(self, keys: Sequence[Any], scores: Sequence[float]) -> None:
        """Take in the hits that come next, in order."""
        kept, is_falling, rank = self._kept, self._is_falling, self._seen
        for key, score in zip(keys, scores, strict=True):
            group = None
            if kept and not (is_falling and kept[-1][0] - score > SCORES * abs(score)) and rank < FOLDED:
                group = self._copied(key, score)
            if group is None:
                group = []
                self.groups.append(group)
                kept.append((score, key, group))
            group.append(rank)
            rank += 1
        self._seen = rank

    def _copied(self, key: Any, score: float) -> list[int] | None:
        """The group of which a passage is a copy, the nearest first."""
        slack, text, nearest = SCORES * abs(score), self._text(key), NEAREST
        if len(text) < SHORTEST:
            return None
        for its_score, other, group in self._kept[: -COMPARED - 1 : -1]:
            if not -slack <= its_score - score <= slack:
                if self._is_falling:
                    break
                continue
            if self._text(other) == text or (nearest > 0 and self._are_copies(other, key)):
                return group
            nearest -= 1
        return None

    def _text(self, key: Any) -> str:
        text = self._texts.get(key)
        if text is None:
            text = self._texts[key] = self._read(key)
        return text


def is_copy(one: str, other: str) -> bool:
    """Whether ``other`` is a copy of ``one``."""
    if len(one) < SHORTEST or len(other) < SHORTEST:
        return False
    quarter = len(one) >> 2
    if not (
        one[quarter : quarter + PIECE] in other
        or one[2 * quarter : 2 * quarter + PIECE] in other
        or one[3 * quarter : 3 * quarter + PIECE] in other
    ):
        return len(one) == len(other) and one.casefold() == other.casefold()
    words, others = _WORD.findall(one.casefold()), _WORD.findall(other.casefold())
    if words == others:
        return True
    return _figures(words) == _figures(others) and resemblance(_runs(words), _runs(others)) >= RESEMBLANCE


def resemblance(one: frozenset[object], other: frozenset[object]) -> float:
    """What both hold, as a share of what either holds."""
    shared = len(one & other)
    return shared / ((len(one) + len(other) - shared) or 1)


def _figures(words: Sequence[str]) -> list[str]:
    return sorted(word for word in words if word[0].isdigit())


def _runs(words: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(zip(*(words[start:] for start in range(RUN)), strict=False))
