"""What do titles and headings add to the passages below them? Weighted frequencies, as BM25F has them.

A word that stands in a passage's text counts there as often as it does, and so many times more for each time it stands
in the article's title or in a heading above. Where only these have it, it makes the first passage under them match; to
the others it gives a score if another word makes them match.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.kernels.arrays import Documents
from searchlib.kernels.lookup import probe

__all__ = ["Counted", "Spread", "in_context"]

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
