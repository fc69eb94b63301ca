"""Which operands belong together? NOT binds before AND, AND before OR, and words side by side are as with OR.

A negative operand takes away from what stands beside it: ``iran -nuclear``. Only right beside a written OR it
is what logic says, everything else: ``iran OR NOT nuclear``. A fact of the article is demanded as if ``+`` stood before
it, but not right beside a written OR.
"""

from collections.abc import Sequence
from typing import NamedTuple

from searchlib.query.combining import combine
from searchlib.query.syntax import Node

__all__ = ["Operand", "grouped"]


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
    runs = _runs(operands)
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


def _runs(operands: Sequence[Operand]) -> list[list[Operand]]:
    """``operands`` cut before each that is not linked by AND."""
    runs: list[list[Operand]] = []
    for operand in operands:
        if operand.link == "AND":
            runs[-1].append(operand)
        else:
            runs.append([operand])
    return runs
