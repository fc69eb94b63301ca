"""What was read since a bracket was opened? Operands, and what is known of the one to come."""

from collections.abc import Sequence

from attrs import Factory, define

from searchlib.query.combining import combine
from searchlib.query.fields import Field
from searchlib.query.grouping import Operand, grouped
from searchlib.query.nearness import chained, gaps_of, nearby
from searchlib.query.notices import Notices
from searchlib.query.syntax import Node

__all__ = ["Frame"]


@define(eq=False, repr=False)
class Frame:
    """An open bracket, or the whole: what was read in it, and what is known of the operand to come.

    ``link`` and ``negated`` (from AND, OR, BEFORE, NOT) wait for the next operand; ``sign``, ``target`` (a field) and
    ``strays`` (names of unknown fields, as words) are attached to it without white space. Within NEAR, ``gaps`` is the
    number at its end, and ``awaits_gaps`` is true behind a comma.
    """

    field: Field | None
    is_near: bool = False
    operands: list[Operand] = Factory(list)
    link: str = ""
    negated: bool = False
    sign: str = ""
    target: Field | None = None
    strays: list[Node] = Factory(list)
    gaps: str | None = None
    awaits_gaps: bool = False

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

    def meaning(self, notices: Notices) -> Node | None:
        """What the operands mean; None if there are none."""
        operands = self.operands
        if any(operand.link == "BEFORE" for operand in operands):
            operands = _with_chains(operands, notices)
        return self._near(operands, notices) if self.is_near else grouped(operands)

    def _near(self, operands: Sequence[Operand], notices: Notices) -> Node | None:
        nodes = [operand.node for operand in operands]
        if len(nodes) < 2:
            notices.add("NEAR needs two words or more in its brackets: it is left out")
            return grouped(operands)
        gaps = gaps_of(self.gaps or "", notices)
        if not any(operand.negative or operand.link == "OR" for operand in operands):
            node = nearby(nodes, gaps, notices)
            if node is not None:
                return node
        notices.add("NEAR is understood with words, phrases and (a OR b) in it: AND is taken instead")
        return combine(
            must=[operand.node for operand in operands if not operand.negative],
            excluded=[operand.node for operand in operands if operand.negative],
        )


def _with_chains(operands: Sequence[Operand], notices: Notices) -> list[Operand]:
    """``operands``, those with BEFORE between them as one, which has the sign of the first."""
    runs: list[list[Operand]] = []
    for operand in operands:
        if operand.link == "BEFORE":
            runs[-1].append(operand)
        else:
            runs.append([operand])
    return [_chain(run, notices) if len(run) > 1 else run[0] for run in runs]


def _chain(run: Sequence[Operand], notices: Notices) -> Operand:
    if any(operand.negative or operand.required for operand in run[1:]):
        notices.add("a + or - after BEFORE is not understood: it is left out")
    return run[0]._replace(node=chained([operand.node for operand in run], notices))
