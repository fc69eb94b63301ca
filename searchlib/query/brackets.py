"""The open brackets of a recursive-descent parser: the operands read so far, and what they come to.

A frame is what such a parser keeps on its stack for one bracket: operands, and what is known of the one to come (its
sign, its field, the operator before it). What the brackets of an opener (``(``, ``NEAR(``) mean is said in
:data:`OPENERS`.

What operands come to when a plain bracket closes (:func:`grouped`): NOT binds before AND, AND before OR, and words side
by side are as with OR. A negative operand takes away from what stands beside it: ``iran -nuclear``. Only right beside a
written OR it is what logic says, everything else: ``iran OR NOT nuclear``. A fact of the article is demanded as if
``+`` stood before it, but not right beside a written OR.

Where all words are wanted (:func:`all_demanded`) that is so of each operand, in brackets with neither OR nor ``+``.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Final, NamedTuple

from attrs import Factory, define

from searchlib.query.fields import Field
from searchlib.query.nodes import Node
from searchlib.query.normalize import combine
from searchlib.query.notices import Notices
from searchlib.query.proximity import chained, gaps_of, in_one_sentence, nearby
from searchlib.query.rewrite import is_stop_word

__all__ = ["OPENERS", "Frame", "Opener", "Operand", "all_demanded", "grouped"]


class Operand(NamedTuple):
    """A node, how it is linked to the one before (``AND``, ``OR``, ``BEFORE`` or nothing), and its sign."""

    node: Node
    link: str = ""
    negative: bool = False
    required: bool = False


def grouped(operands: Sequence[Operand]) -> Node | None:
    """The meaning of ``operands``, read from left to right; None if there are none."""
    if len(operands) == 1 and not operands[0].negative:
        return operands[0].node
    must: list[Node] = []
    should: list[Node] = []
    excluded: list[Node] = []
    runs = _runs(operands, "AND")
    for number, run in enumerate(runs):
        positive = [operand.node for operand in run if not operand.negative]
        negative = [operand.node for operand in run if operand.negative]
        if positive:
            required = any(operand.required for operand in run) or _is_restriction(runs, number, positive)
            target = must if required else should
            target.append(positive[0]) if len(run) == 1 else _extend(target, positive, negative)
        elif _is_beside_or(runs, number):
            _extend(should, (), negative)
        else:
            excluded.extend(negative)
    return combine(must, should, excluded)


def _is_restriction(runs: Sequence[Sequence[Operand]], number: int, positive: Sequence[Node]) -> bool:
    """Whether a run holds a fact that is demanded."""
    return any(node.is_fact for node in positive) and not _is_beside_or(runs, number)


def _is_beside_or(runs: Sequence[Sequence[Operand]], number: int) -> bool:
    return runs[number][0].link == "OR" or (number + 1 < len(runs) and runs[number + 1][0].link == "OR")


def _extend(target: list[Node], must: Sequence[Node], excluded: Sequence[Node]) -> None:
    node = combine(must, (), excluded)
    if node is not None:
        target.append(node)


def _runs(operands: Sequence[Operand], link: str) -> list[list[Operand]]:
    """``operands`` cut before each that is not linked by ``link``."""
    runs: list[list[Operand]] = []
    for operand in operands:
        if operand.link == link:
            runs[-1].append(operand)
        else:
            runs.append([operand])
    return runs


def all_demanded(operands: Sequence[Operand], stop_words: Collection[str]) -> Sequence[Operand]:
    """``operands`` as if + stood before each, without the bare words among ``stop_words`` where others are left.

    They stay as they are where OR or + was typed between them.
    """
    if any(operand.link == "OR" or operand.required for operand in operands):
        return operands
    runs = _runs(operands, "AND")
    kept = [run for run in runs if len(run) > 1 or run[0].negative or not is_stop_word(run[0].node, stop_words)]
    if not any(_says_something(operand) for run in kept for operand in run):
        kept = runs
    return [operand._replace(required=True) for run in kept for operand in run]


def _says_something(operand: Operand) -> bool:
    return not operand.negative and not operand.node.is_fact


@define(eq=False, repr=False)
class Frame:
    """An open bracket, or the whole: what was read in it, and what is known of the operand to come.

    ``opener`` is what opened it, a key of :data:`OPENERS`.
    ``link`` and ``negated`` (from AND, OR, BEFORE, NOT) wait for the next operand; ``sign``, ``target`` (a field) and
    ``strays`` (names of unknown fields, as words) are attached to it without white space. Where the opener
    takes a number, ``gaps`` is the one at its end, and ``awaits_gaps`` is true behind a comma. ``all_but``: all
    operands are wanted but these words, as :class:`~searchlib.query.rewrite.Emphasis` has it.
    """

    field: Field | None
    opener: str = "("
    operands: list[Operand] = Factory(list)
    link: str = ""
    negated: bool = False
    sign: str = ""
    target: Field | None = None
    strays: list[Node] = Factory(list)
    gaps: str | None = None
    awaits_gaps: bool = False
    all_but: Collection[str] | None = None

    @property
    def is_negative(self) -> bool:
        """Whether the operand to come is to be excluded."""
        return self.negated != (self.sign in ("-", "!"))

    @property
    def all_but_within(self) -> Collection[str] | None:
        """What is ``all_but`` in plain brackets that are the operand to come: of what is excluded it is any."""
        return None if self.is_negative else self.all_but

    @property
    def scope(self) -> Field | None:
        """The field of the operand to come."""
        return self.target or self.field

    @property
    def words_field(self) -> str | None:
        """The name of the field of a word to come; facts have none."""
        scope = self.scope
        return scope.name if scope and not scope.is_fact else None

    @property
    def is_attached(self) -> bool:
        """Whether something stands before the operand to come without white space."""
        return bool(self.sign or self.target or self.strays)

    @property
    def takes_gaps(self) -> bool:
        """Whether a number of words may stand at its end."""
        return OPENERS[self.opener].takes_gaps

    def meaning(self, notices: Notices) -> Node | None:
        """What the operands mean; None if there are none."""
        operands: Sequence[Operand] = self.operands
        if any(operand.link == "BEFORE" for operand in operands):
            operands = _with_chains(operands, notices)
        if self.all_but is not None:
            operands = all_demanded(operands, self.all_but)
        return OPENERS[self.opener].meaning(operands, self.gaps, notices)


def _plain(operands: Sequence[Operand], _gaps: str | None, _notices: Notices) -> Node | None:
    return grouped(operands)


def _near(operands: Sequence[Operand], gaps: str | None, notices: Notices) -> Node | None:
    most = gaps_of(gaps or "", notices) if len(operands) > 1 else 0
    return _together("NEAR", operands, notices, lambda nodes: nearby(nodes, most, notices))


def _sentence(operands: Sequence[Operand], _gaps: str | None, notices: Notices) -> Node | None:
    return _together("SENTENCE", operands, notices, lambda nodes: in_one_sentence(nodes, notices))


def _together(
    name: str, operands: Sequence[Operand], notices: Notices, made: Callable[[Sequence[Node]], Node | None]
) -> Node | None:
    """Operands that ``made`` puts together, if there are two or more and it can; else all of them."""
    if len(operands) < 2:
        notices.add(f"{name} needs two words or more in its brackets: it is left out")
        return grouped(operands)
    if not any(operand.negative or operand.link == "OR" for operand in operands):
        node = made([operand.node for operand in operands])
        if node is not None:
            return node
    notices.add(f"{name} is understood with words, phrases and (a OR b) in it: AND is taken instead")
    return combine(
        must=[operand.node for operand in operands if not operand.negative],
        excluded=[operand.node for operand in operands if operand.negative],
    )


class Opener(NamedTuple):
    """What the operands in its brackets mean, with the number behind the last; and whether it takes such a number."""

    meaning: Callable[[Sequence[Operand], str | None, Notices], Node | None]
    takes_gaps: bool = False


OPENERS: Final[dict[str, Opener]] = {
    "(": Opener(_plain),
    "NEAR(": Opener(_near, takes_gaps=True),
    "SENTENCE(": Opener(_sentence),
}
"""What may open brackets; the lexer knows them by :data:`~searchlib.query.lexer.FUNCTIONS`."""


def _with_chains(operands: Sequence[Operand], notices: Notices) -> list[Operand]:
    """``operands``, those with BEFORE between them as one, which has the sign of the first."""
    return [_chain(run, notices) if len(run) > 1 else run[0] for run in _runs(operands, "BEFORE")]


def _chain(run: Sequence[Operand], notices: Notices) -> Operand:
    if any(operand.negative or operand.required for operand in run[1:]):
        notices.add("a + or - after BEFORE is not understood: it is left out")
    return run[0]._replace(node=chained([operand.node for operand in run], notices))
