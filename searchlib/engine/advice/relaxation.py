"""The relaxation of a question that found nothing: easier questions, which ask for a little less, the nearest first.

Each step gives up less of what was said than the one after it: words that are nowhere cannot be had at all; words
that stand near each other are mostly what a phrase was meant for, and next to that words in one passage; then facts and
exclusions, which only narrow; then one of the words that must be there, whichever; and last that all others must.
What becomes of phrases is for :mod:`.looser_forms` to say.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final, TypeAlias

from searchlib.engine.advice.looser_forms import all_near, all_together
from searchlib.query import Question
from searchlib.query.nodes import Group, Node
from searchlib.query.normalize import combine

__all__ = ["Change", "relaxed"]

MOST: Final = 8
"""Of so many words it is tried what there is without one of them."""

_Step: TypeAlias = Callable[[Question], str]
Change: TypeAlias = Callable[[Node], Node | None]
"""What becomes of a leaf; None: nothing."""


def relaxed(question: Question, present: Change) -> Iterator[list[Question]]:
    """Easier questions, the nearest first: one step alone, then the first two steps, the first three, and so on.

    In each list they are equally near. ``present`` gives what of a leaf is in some passage. What cannot be read without
    a warning is left out.
    """
    steps: Sequence[_Step] = (
        lambda asked: _changed(asked, present),
        lambda asked: asked.text_of(all_near(asked)),
        lambda asked: asked.text_of(all_together(asked)),
        lambda asked: _changed(asked, lambda leaf: None if leaf.is_fact else leaf),
        lambda asked: _changed(asked, lambda leaf: leaf, excluding=False),
        lambda asked: _changed(asked, lambda leaf: leaf, demanding=False, excluding=False),
    )
    alone = [_after(question, step) for step in steps]
    together = list(accumulate(steps, _after, initial=question))
    seen = {question.understood, ""}
    for each in (*alone[:-1], *together[:-1]):
        yield from _new([each], seen)
    for each in (question, together[-2]):
        yield from _new(_without_one(each), seen)
    for each in (alone[-1], together[-1]):
        yield from _new([each], seen)


def _new(questions: Iterable[Question], seen: set[str]) -> Iterator[list[Question]]:
    """Those that were not seen before, if there are some."""
    new = list({each.understood: each for each in questions if each.understood not in seen}.values())
    seen.update(each.understood for each in new)
    if new:
        yield new


def _without_one(question: Question) -> Iterator[Question]:
    """The question without one of the words that must be there, each in turn, the last one first."""
    node = question.node
    if isinstance(node, Group) and len(node.must) > 1:
        for left_out in reversed(node.must[:MOST]):
            must = [each for each in node.must if each is not left_out]
            yield _read(question, question.text_of(combine(must, node.should, node.excluded)))


def _after(question: Question, step: _Step) -> Question:
    """The question that a step makes of another."""
    return _read(question, step(question))


def _read(question: Question, text: str) -> Question:
    """The question that ``text`` is; the other itself where that would not be understood."""
    if not text or text == question.understood or question.reread is None:
        return question
    again = question.reread(text)
    return question if again.warnings else again


def _changed(question: Question, change: Change, *, demanding: bool = True, excluding: bool = True) -> str:
    """The text of the question with each leaf changed (None: left out); without demands or exclusions as told."""
    if question.node is None:
        return ""
    return question.text_of(_rebuilt(question.node, change, demanding, excluding))


def _rebuilt(node: Node, change: Change, demanding: bool, excluding: bool) -> Node | None:
    if not isinstance(node, Group):
        return change(node)
    must = [part for each in node.must if (part := _rebuilt(each, change, demanding, excluding)) is not None]
    should = [part for each in node.should if (part := _rebuilt(each, change, demanding, excluding)) is not None]
    excluded = node.excluded if excluding and (must or should or node.is_complement) else ()
    if not demanding:
        must, should = [], [*must, *should]
    return combine(must, should, excluded)
