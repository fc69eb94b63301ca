"""Which of the best passages have the same words of the question as the very best? They gain: these are likely right.

Of a question of several words a passage may have some by chance. So the words are weighed once more by what they
contribute to the first passages, and the fifty best gain in proportion: relevance feedback (Rocchio, 1971) without
judgments, over the question's own words alone, so that no other list has to be read.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.execution.snapshot import Snapshot
from searchlib.query.queries import NARROWED, Or, Query, Term, kind_of

__all__ = ["DEPTH", "gains", "long_question"]

DEPTH: Final = 50
"""So many passages may gain."""

FIRST: Final = 5  # so many are trusted, the second half as much as the first, the third a third
WORDS: Final = 4  # with fewer words the best passages have all of them: they agree anyway


def long_question(tree: Query) -> Sequence[Query]:
    """The words of a tree that is any of many; none of another tree."""
    while type(tree) in NARROWED:
        tree = tree.a
    if kind_of(tree) is not Or or len(tree.subqueries) < WORDS:
        return ()
    words = [part for part in tree.subqueries if type(part) is Term]
    return words if len(words) >= WORDS else ()


def gains(snapshot: Snapshot, words: Sequence[Query], documents: Sequence[int], scores: Sequence[float]) -> list[float]:
    """What each of the best documents gains: falling by score, at most :data:`DEPTH`; by number in the snapshot."""
    if len(documents) < 2:
        return [0.0] * len(documents)
    values = _values(snapshot, words, np.array(documents))
    shares = 1.0 / np.arange(1, min(FIRST, len(documents)) + 1)
    likeness = np.maximum((values[:, : len(shares)] @ (shares / shares.sum())) @ values, 0.0)
    if not (likeness[0] > 0.0 and scores[0] > 0.0):
        return [0.0] * len(documents)
    likeness *= snapshot.ranking.ranking.agreement * scores[0] / likeness[0]
    gained: list[float] = likeness.tolist()
    return gained


def _values(snapshot: Snapshot, words: Sequence[Query], documents: NDArray[np.int64]) -> NDArray[np.float64]:
    """[words, documents]: what each word contributes to each document."""
    values = np.zeros((len(words), len(documents)))
    for segment, (first, last) in enumerate(zip(snapshot.bases, snapshot.bases[1:], strict=False)):
        here = ((documents >= first) & (documents < last)).nonzero()[0]
        if not len(here):
            continue
        own = (documents[here] - first).astype(np.uint32)
        for row, word in enumerate(words):
            part = snapshot.word(word.fieldname, word.text).parts[segment]
            if part is not None:
                values[row, here] = part.values(own) * word.boost
    return values
