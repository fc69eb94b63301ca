"""Why did a question find nothing, and which one near it does? Counts of an index come in, :class:`Help` goes out."""

from collections.abc import Sequence
from itertools import combinations, islice
from typing import Final

from attrs import evolve

from searchlib.engine.advice import LONGEST
from searchlib.engine.advice.parts import Part, parts_of, words_of
from searchlib.engine.advice.relaxation import relaxed
from searchlib.engine.advice.statistics import Knowledge
from searchlib.help import Help, Sought
from searchlib.query import Question
from searchlib.query.compile import compiled
from searchlib.query.nodes import Node, Quoted
from searchlib.query.queries import And

__all__ = ["diagnosed"]

PARTS: Final = 12
"""So many parts of a question are counted."""

PAIRED: Final = 8
"""Of so many words, those in the fewest passages, it is looked at which meet."""


def diagnosed(question: Question, knowledge: Knowledge) -> Help:
    """What helps somebody whose question found nothing. Every count is of a search that was made.

    Where only the filters stand in the way, the question stays as it is: it was asked in earnest, word by word.
    """
    parts = list(islice(_told(question), PARTS))
    counts = [knowledge.count(part.tree) for part in parts]
    sought = tuple(Sought(part.text, count) for part, count in zip(parts, counts, strict=True))
    words = [part for part, count in zip(parts, counts, strict=True) if count and not words_of(part)]
    apart = _apart(words, knowledge)
    if knowledge.is_filtered and (found := knowledge.count(question.tree)):
        return Help(sought, apart, question.understood, found, is_unfiltered=True)
    told = Help(sought, apart)
    return told if len(question.understood) > LONGEST else _suggested(told, question, knowledge)


def _told(question: Question) -> "list[Part]":
    """The parts, the words of each phrase behind it, none twice."""
    told: dict[str, Part] = {}
    for part in parts_of(question)[:PARTS]:
        for each in (part, *words_of(part)):
            told.setdefault(each.text, each)
    return list(told.values())


def _apart(words: Sequence[Part], knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """The pairs of words that are in no passage together."""
    pairs = combinations(words[:PAIRED], 2)
    return tuple((one.text, other.text) for one, other in pairs if not knowledge.count(And([one.tree, other.tree])))


def _suggested(told: Help, question: Question, knowledge: Knowledge) -> Help:
    """The same with the nearest question that finds something, with the filters or else without them."""
    easier = list(relaxed(question, lambda leaf: _present(leaf, knowledge)))
    for filtered in (True, False) if knowledge.is_filtered else (False,):
        for equally_near in easier:
            counts = [knowledge.count(each.tree, filtered=filtered) for each in equally_near]
            if found := max(counts):
                suggestion = equally_near[counts.index(found)].understood
                return Help(told.sought, told.apart, suggestion, found, knowledge.is_filtered and not filtered)
    return told


def _present(leaf: Node, knowledge: Knowledge) -> Node | None:
    """What of a leaf is in some passage: all of it, where its words are; of a phrase the words that are."""
    tree = compiled(leaf)
    if knowledge.count(tree):
        return leaf
    if not isinstance(leaf, Quoted) or len(leaf.words) == 1:
        words = words_of(Part("", tree))
        return leaf if words and all(knowledge.count(word.tree) for word in words) else None
    tokens = knowledge.analyzer.tokens(leaf.text)
    kept = [
        (leaf.text[token.start : token.end], terms)
        for token, terms in zip(tokens, leaf.words, strict=True)
        if knowledge.count(compiled(evolve(leaf, words=(terms,))))
    ]
    return (
        evolve(leaf, text=" ".join(text for text, _ in kept), words=tuple(terms for _, terms in kept)) if kept else None
    )
