"""Which matches stand on a passage's own words? Those of titles and headings alone count for the first passage only.

A title matches every passage of its article, as it may give a word that an AND wants. A passage answers if some part
of the tree that matched it did so by itself: by a word of its text, or as the first passage under a title or heading.
"""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.arrays.combine import member
from searchlib.engine.arrays.segments import PASSAGE, Documents
from searchlib.engine.arrays.whoosh import Query

if TYPE_CHECKING:
    from searchlib.engine.arrays.matching import Matching

__all__ = ["grounded"]

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
