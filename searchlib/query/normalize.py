"""What do nodes that are demanded, optional and excluded come to? Their normal form, the simplest that says the same.

Facts restrict: they never make the words beside them optional. So where all that is demanded are facts, one of the
optional is demanded, too.
"""

from collections.abc import Iterable, Sequence

from searchlib.query.nodes import Group, Node, Word

__all__ = ["combine"]


def combine(must: Sequence[Node] = (), should: Sequence[Node] = (), excluded: Sequence[Node] = ()) -> Node | None:
    """The simplest node that means ``Group(must, should, excluded)``; None if all three are empty."""
    optional = _repeatable(_choices(should))
    if not must and not excluded and len(optional) > 1:
        return Group((), tuple(optional), ())
    if not must and len(optional) == 1:
        must, optional = optional, []
    if _restrict(must, optional):
        return combine([_any_of(optional), *must], (), excluded)
    barred, demanded = _without_double_negation(excluded)
    if demanded and not must and optional:
        must, optional = [_any_of(optional)], []
    wanted = _except(optional, [*must, *demanded])
    required, inherited = _spliced([*must, *demanded], alone=not wanted)
    barred = _distinct([*inherited, *barred])
    if _restrict(required, wanted):
        return combine([_any_of(optional), *required], (), barred)
    return _simplest(required, _except(wanted, required), barred)


def _restrict(must: Sequence[Node], optional: Sequence[Node]) -> bool:
    """Whether all that is demanded are facts, which are not to make the rest optional."""
    return bool(must and optional) and all(node.is_fact for node in must)


def _any_of(nodes: Sequence[Node]) -> Node:
    return nodes[0] if len(nodes) == 1 else Group((), tuple(nodes), ())


def _simplest(must: list[Node], should: list[Node], excluded: list[Node]) -> Node | None:
    if len(must) == 1 and not should:
        (only,) = must
        if not excluded:
            return only
        if isinstance(only, Group):
            return Group(only.must, only.should, tuple(_distinct([*only.excluded, *excluded])))
    if not must and not should and not excluded:
        return None
    return Group(tuple(must), tuple(should), tuple(excluded))


def _choices(nodes: Iterable[Node]) -> list[Node]:
    """``nodes`` with each choice replaced by what can be chosen."""
    flat: list[Node] = []
    for node in nodes:
        if isinstance(node, Group) and node.is_choice:
            flat.extend(node.should)
        else:
            flat.append(node)
    return flat


def _without_double_negation(excluded: Iterable[Node]) -> tuple[list[Node], list[Node]]:
    """What is to be excluded, and what is to be demanded as it was excluded twice: ``-(-iran)``."""
    barred: list[Node] = []
    demanded: list[Node] = []
    for node in _choices(excluded):
        chosen = combine(should=node.excluded) if isinstance(node, Group) and node.is_complement else None
        if chosen is None:
            barred.append(node)
        else:
            demanded.append(chosen)
    return barred, demanded


def _spliced(must: Sequence[Node], *, alone: bool) -> tuple[list[Node], list[Node]]:
    """``must`` with the groups that only demand and exclude taken apart, and what these exclude.

    A complement stays whole unless ``alone`` (there is nothing optional) or something else is demanded:
    without it the optional would be demanded.
    """
    whole = not alone and all(isinstance(node, Group) and node.is_complement for node in must)
    required: list[Node] = []
    excluded: list[Node] = []
    for node in must:
        if isinstance(node, Group) and not node.should and not whole:
            required.extend(node.must)
            excluded.extend(node.excluded)
        else:
            required.append(node)
    return _distinct(required), excluded


def _except(nodes: list[Node], others: list[Node]) -> list[Node]:
    if not nodes or not others:
        return nodes
    known = set(others)
    return [node for node in nodes if node not in known]


def _repeatable(nodes: Iterable[Node]) -> list[Node]:
    """``nodes``, of those that are equal the first, but words as often as they were typed: they count more then."""
    kept: list[Node] = []
    known: set[Node] = set()
    for node in nodes:
        if isinstance(node, Word) or node not in known:
            kept.append(node)
            known.add(node)
    return kept


def _distinct(nodes: Iterable[Node]) -> list[Node]:
    return list(dict.fromkeys(nodes))
