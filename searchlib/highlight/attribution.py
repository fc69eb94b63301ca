"""Attribution of matches: which part of the question marked a word?

Leaves of a tree know the nodes that they were compiled from (:mod:`searchlib.query.origins`); here those become text.
"""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter

from searchlib.highlight.formatter import Match, Matches, joined
from searchlib.highlight.matcher import TextMatcher, Verdict
from searchlib.query.canonical import canonical
from searchlib.query.display import shown
from searchlib.query.nodes import Node, Wanted
from searchlib.query.origins import origins_of
from searchlib.query.queries import Query
from searchlib.query.query_trees import words_of
from searchlib.schema import PASSAGE, TEXT, stems_field

__all__ = ["AttributedMatcher", "joined_matches", "parts_by_leaf"]


class AttributedMatcher:
    """A TextMatcher whose spans tell the parts that they are marked by; ``parts`` has those of each leaf."""

    def __init__(self, occurrences: TextMatcher, parts: Mapping[int, tuple[str, ...]]) -> None:
        self._occurrences = occurrences
        self._parts = parts

    def of(self, leaf: Query, /) -> Verdict[Match]:
        """Whether ``leaf`` matched, and where it did, once for each of its parts."""
        matched, spans = self._occurrences.of(leaf)
        return matched, {Match(start, end, part) for start, end in spans for part in self._parts[id(leaf)]}


def parts_by_leaf(leaves: Iterable[Query]) -> Mapping[int, tuple[str, ...]]:
    """By the id of each leaf the texts of the parts of the question that it was made of, each once."""
    return {id(leaf): tuple(dict.fromkeys(map(_text, origins_of(leaf)))) for leaf in leaves}


def joined_matches(matches: Iterable[Match]) -> Matches:
    """The matches in their order, those of one part that overlap (pairs of Chinese characters) as one."""
    by_part = groupby(sorted(matches, key=attrgetter("part", "start", "end")), key=attrgetter("part"))
    whole = [Match(*span, part) for part, its in by_part for span in joined(match[:2] for match in its)]
    return tuple(sorted(whole))


def _text(origin: Node | Query) -> str:
    """A part of the question as it was typed, in canonical form."""
    if isinstance(origin, Query):
        return _with_field(origin)
    return origin.typed if isinstance(origin, Wanted) and origin.typed else canonical(origin)


def _with_field(leaf: Query) -> str:
    """A leaf of a tree that was given, as a person would write it."""
    fields = {stems_field(getattr(word, "fieldname", None) or TEXT) for word in words_of(leaf)}
    field = fields.pop() if len(fields) == 1 else TEXT
    return shown(leaf) if field in (TEXT, PASSAGE) else f"{field}:{shown(leaf)}"
