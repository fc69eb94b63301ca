"""What do titles and headings add to the passages below them? Weighted frequencies, as BM25F has them.

A word that stands in a passage's text counts there as often as it does, and so many times more for each time it stands
in the article's title or in a heading above. Where only these have it, it makes the first passage under them match; to
the others it gives a score if another word makes them match.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.kernels.arrays import Documents
from searchlib.kernels.lookup import probe
from searchlib.kernels.sets import member
from searchlib.query.queries import Query
from searchlib.schema import PASSAGE

if TYPE_CHECKING:
    from searchlib.engine.execution.scorer import Matching

__all__ = ["Counted", "Spread", "grounded", "in_context"]

Counted: TypeAlias = tuple[Documents, NDArray[np.number[Any]]]
"""Documents, ascending, and how often each holds a word."""


class Spread(NamedTuple):
    """Where titles or headings hold a word: all passages under them, how often, and what a time is worth.

    ``units`` are the documents that a title or the headings begin to stand over, ascending.
    """

    counted: Counted
    weight: float
    units: NDArray[np.unsignedinteger[Any]]


def in_context(text: Counted | None, spread: Sequence[Spread], size: int) -> tuple[Counted, Counted]:
    """The documents that match, and those that only gain a score, of ``size``; ``spread`` is not empty."""
    weights = np.zeros(size, np.float32)
    matching = np.zeros(size, np.bool_)
    for (documents, frequencies), weight, units in spread:
        weights[documents] += frequencies.astype(np.float32) * np.float32(weight)
        matching[documents[probe(units, documents)[1]]] = True
    gaining = weights > 0.0
    if text is not None:
        matching[text[0]] = True
        weights[text[0]] += text[1].astype(np.float32)
    own = matching.nonzero()[0].astype(np.uint32)
    gaining &= ~matching
    others = gaining.nonzero()[0].astype(np.uint32)
    return (own, weights.take(own)), (others, weights.take(others))


_RESTRICTING = frozenset({"ConstantScoreQuery", "DateRange", "Every", "Not", "NumericRange"})
"""Beside words these say where to look; they make no passage answer."""


def grounded(matching: "Matching", query: Query, segment: int, documents: Documents) -> NDArray[np.bool_] | None:
    """For each of ``documents``, which all match ``query``, whether it answers; None: all do."""
    kind = type(query).__name__
    if kind == "Term":
        return _of_word(matching, query, segment, documents) if query.fieldname.startswith(PASSAGE) else None
    if kind == "And":
        masks = []
        for part in query.subqueries:
            if type(part).__name__ not in _RESTRICTING:
                mask = grounded(matching, part, segment, documents)
                if mask is None:
                    return None
                masks.append(mask)
        return _any(masks) if masks else None
    if kind in ("Or", "DisjunctionMax"):
        return _of_any(matching, query.subqueries, segment, documents)
    if kind == "AndMaybe":
        wanted = grounded(matching, query.a, segment, documents)
        return None if wanted is None else wanted | _holding(matching, query.b, segment, documents)
    return grounded(matching, query.a, segment, documents) if kind in ("AndNot", "Require") else None


def _of_word(matching: "Matching", query: Query, segment: int, documents: Documents) -> NDArray[np.bool_] | None:
    part = matching.snapshot.word(query.fieldname, query.text).parts[segment]
    if part is None or part.context is None:
        return None
    return member(documents, part.documents, part.size)


def _of_any(matching: "Matching", parts: list[Query], segment: int, documents: Documents) -> NDArray[np.bool_] | None:
    masks = [grounded(matching, part, segment, documents) for part in parts]
    if all(mask is None for mask in masks):
        return None
    return _any([_holding(matching, part, segment, documents) for part in parts])


def _holding(matching: "Matching", query: Query, segment: int, documents: Documents) -> NDArray[np.bool_]:
    """Which of ``documents`` match the query and answer it."""
    found = matching.found(query, segment, False)[0]
    holding = member(documents, found, matching.snapshot.segments[segment].document_count)
    mask = grounded(matching, query, segment, documents)
    return holding if mask is None else holding & mask


def _any(masks: list[NDArray[np.bool_]]) -> NDArray[np.bool_]:
    united: NDArray[np.bool_] = np.logical_or.reduce(masks)
    return united
