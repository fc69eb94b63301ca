"""Synonyms: a user's own list, used when a question is read: the index knows nothing of it.

A file has a group a line, ``car, automobile, motor car``: each finds the others. ``tv => television`` goes one way.
What follows a ``#`` is a comment. A mapping goes one way, too: ``{"tv": ["television"]}``.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from attrs import evolve, frozen

from searchlib.analysis import Analyzer
from searchlib.errors import InvalidRequest
from searchlib.query.nodes import (
    Alternative,
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

__all__ = ["APPLIED", "Rules", "Synonyms", "rules_of"]

Rules: TypeAlias = Sequence[tuple[str, Sequence[str]]]
"""Words or several side by side, and what may stand in their place."""

_LONGEST = 8  # words of one entry


def rules_of(given: "str | os.PathLike[str] | Mapping[str, str | Iterable[str]]") -> Rules:
    """The rules of a file or mapping. Raises InvalidRequest, which names the file and the line."""
    if isinstance(given, Mapping):
        return [(key, [each] if isinstance(each, str) else list(each)) for key, each in given.items()]
    path = Path(given)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidRequest(f"the synonyms in {path} cannot be read: {error}") from error
    return [rule for number, line in enumerate(lines, 1) for rule in _rules(line, f"{path}, line {number}")]


def _rules(line: str, place: str) -> Iterator[tuple[str, Sequence[str]]]:
    content = line.partition("#")[0].strip()
    if not content:
        return
    sides = [[each.strip() for each in side.split(",")] for side in content.split("=>")]
    if len(sides) > 2 or not all(each for side in sides for each in side):
        raise InvalidRequest(f"{place}: {content!r} is no list of synonyms: words stand on both sides of each , and =>")
    if len(sides) == 1 and len(sides[0]) < 2:
        raise InvalidRequest(f"{place}: {content!r} stands alone: a line of synonyms has two at least")
    for word in sides[0]:
        yield word, [each for each in sides[-1] if each != word]


@frozen
class Synonyms:
    """By the stems of some words side by side: what may stand in their place.

    ``wants_all``: words side by side are all demanded, as where hits are sorted by date.
    """

    table: Mapping[tuple[str, ...], tuple[Alternative, ...]]
    wants_all: bool = False

    @classmethod
    def of(cls, rules: Rules, analyzer: Analyzer) -> "Synonyms":
        """The rules, in the terms of an analyzer; what has no word for it is left out."""
        table: dict[tuple[str, ...], dict[Alternative, None]] = {}
        for word, others in rules:
            key = _stems(word, analyzer)
            found = [alternative for other in others if (alternative := _alternative(other, analyzer))]
            if key and found:
                table.setdefault(key, {}).update(dict.fromkeys(found))
        return cls({key: tuple(each) for key, each in table.items()})

    def applied(self, node: Node) -> Node:
        """``node`` with the alternatives to its bare words; what is excluded or in quotes stays as it is."""
        return APPLIED[type(node)](self, node)

    def _kept(self, node: Node) -> Node:
        return node

    def _boosted(self, node: Boosted) -> Node:
        return evolve(node, node=self.applied(node.node))

    def _group(self, node: Group) -> Node:
        if not self.table:
            return node
        should = self._several([self.applied(child) for child in node.should], node.should)
        must = tuple(map(self.applied, node.must))
        return evolve(node, must=self._demanded(must, node.must) if self.wants_all else must, should=should)

    def _one(self, word: Word) -> Word:
        found = self.table.get(_key([word]))
        return Wanted(word.text, word.field, word.runs, found) if found and word.field is None else word

    def _several(self, made: Sequence[Node], typed: Sequence[Node]) -> tuple[Node, ...]:
        """What is ``made``, and for words side by side that have synonyms together these."""
        more: list[Node] = []
        longest = max(map(len, self.table))
        for first in range(len(typed)):
            for last in range(first + 2, min(first + longest, len(typed)) + 1):
                wanted = self._together(typed[first:last])
                more += [wanted] if wanted else []
        return (*made, *more)

    def _demanded(self, made: Sequence[Node], typed: Sequence[Node]) -> tuple[Node, ...]:
        """What is ``made``, or for words side by side that have synonyms together these; the longest, from the left."""
        kept: list[Node] = []
        first, longest = 0, max(map(len, self.table))
        while first < len(typed):
            ends = range(min(first + longest, len(typed)), first + 1, -1)
            found = ((last, wanted) for last in ends if (wanted := self._together(typed[first:last])))
            last, wanted = next(found, (first + 1, None))
            kept.append(made[first] if wanted is None else _either(made[first:last], wanted))
            first = last
        return tuple(kept)

    def _together(self, typed: Sequence[Node]) -> Wanted | None:
        """What may stand in the place of all of these words."""
        words = [node for node in typed if isinstance(node, Word) and node.field is None]
        found = self.table.get(_key(words)) if len(words) == len(typed) else None
        if not found:
            return None
        return Wanted(found[0].text, None, (found[0].run,), found[1:], " ".join(word.text for word in words))


APPLIED: Final[dict[type, Callable[[Synonyms, Any], Node]]] = {
    Word: Synonyms._one,
    Wanted: Synonyms._one,
    Quoted: Synonyms._kept,
    Wild: Synonyms._kept,
    Fuzzy: Synonyms._kept,
    Regular: Synonyms._kept,
    Between: Synonyms._kept,
    Fact: Synonyms._kept,
    Nearby: Synonyms._kept,
    SameSentence: Synonyms._kept,
    Boosted: Synonyms._boosted,
    Group: Synonyms._group,
}
"""A node with the alternatives to its bare words."""


def _either(words: Sequence[Node], wanted: Wanted) -> Group:
    """All of the words, or what may stand in their place."""
    return Group((), (Group(tuple(words), (), ()), wanted), ())


def _key(words: Sequence[Word]) -> tuple[str, ...]:
    """The stems of bare words; () where one of them is a compound."""
    if any(len(word.runs) != 1 or len(word.runs[0]) != 1 or word.runs[0][0][-1].step for word in words):
        return ()
    return tuple(word.runs[0][0][0].text for word in words)


def _stems(text: str, analyzer: Analyzer) -> tuple[str, ...]:
    return tuple(terms[0].text for token in analyzer.tokens(text)[:_LONGEST] if (terms := token.terms))


def _alternative(text: str, analyzer: Analyzer) -> Alternative | None:
    run = tuple(token.terms for token in analyzer.tokens(text)[:_LONGEST])
    return Alternative(" ".join(text.split()), run) if run else None
