"""Where did each word stand in the question? Counted in words, those included that are not looked for."""

from collections.abc import Iterator, Mapping

from searchlib.query.nodes import Boosted, Group, Node, Word

__all__ = ["word_positions"]


def word_positions(node: Node | None) -> Mapping[str, int]:
    """By a term, the first position at which it was typed as a bare word, from 0; quotes and the like count as one."""
    positions: dict[str, int] = {}
    place = 0
    for leaf in _leaves(node):
        if not isinstance(leaf, Word):
            place += 1
            continue
        for run in leaf.runs:
            for terms in run:
                for term in terms:
                    positions.setdefault(term.text, place + term.step)
                place += terms[-1].step + 1
    return positions


def _leaves(node: Node | None) -> Iterator[Node]:
    """What may add to a score, in order."""
    if isinstance(node, Group):
        for child in (*node.must, *node.should):
            yield from _leaves(child)
    elif isinstance(node, Boosted):
        yield from _leaves(node.node)
    elif node is not None and not node.is_fact:
        yield node
