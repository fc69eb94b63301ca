"""Which of the best passages have the words of a question near each other? They gain.

What people type together they mean together. So a passage gains for each two words by how near they come, and for each
two that were typed one behind the other if they stand so, too: the idea of a sequential dependence model (Metzler and
Croft, "A Markov Random Field Model for Term Dependencies", 2005), with the distance's inverse for weight (Rasolofo and
Savoy, "Term Proximity Scoring for Keyword-Based Retrieval Systems", 2003). Where two or three words were typed alone, a
passage that has them side by side gains so much that it comes before each that lacks one.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from searchlib.engine.execution.readers import SegmentArrays, starts_of
from searchlib.engine.execution.scored_postings import TermPostings, WeightedTerm
from searchlib.engine.execution.snapshot import Snapshot
from searchlib.kernels.arrays import Documents, Places
from searchlib.kernels.gaps import FAR, events, last_places, least_gaps, shortest_spans
from searchlib.query.queries import Query
from searchlib.schema import TEXT

__all__ = ["FEW", "Closeness", "closeness"]

WORDS: Final = 32
"""So many words of a question are looked at, those that weigh most;"""

TIMES: Final = 64
"""and so many places of each in a passage, the first."""

FEW: Final = range(2, 4)
"""So many words are meant together."""

IN_ORDER: Final = 0.5
"""Two words one behind the other, as they were typed, are worth so much more than two in any order, side by side."""

Values: TypeAlias = NDArray[np.float64]


class Closeness(NamedTuple):
    """[documents]: what each gains by how near words come, and by all of them side by side."""

    nearness: Values
    together: Values


@frozen(eq=False)
class _Words:
    """Words in the order in which they were typed.

    ``weights`` [words]: what each is worth; ``steps`` [words - 1]: how far the next one stood behind it.
    """

    terms: Sequence[WeightedTerm]
    weights: Values
    steps: NDArray[np.int64]

    @classmethod
    def of(cls, snapshot: Snapshot, parts: Sequence[Query], positions: Mapping[str, int]) -> "_Words":
        """The heaviest of ``parts``, which are Terms; ``positions`` says of a word where it stood in the question."""
        words = [(snapshot.word(part.fieldname, part.text), part) for part in parts]
        if len(words) > WORDS:
            heaviest = sorted(range(len(words)), key=lambda row: -words[row][0].weight * words[row][1].boost)[:WORDS]
            words = [words[row] for row in sorted(heaviest)]
        places = [positions.get(part.text, row) for row, (_, part) in enumerate(words)]
        order = sorted(range(len(words)), key=places.__getitem__)
        weights = np.array([words[row][0].weight * words[row][1].boost for row in order])
        steps = [max(1, places[later] - places[row]) for row, later in pairwise(order)]
        return cls([words[row][0] for row in order], weights, np.array(steps, np.int64))


def closeness(
    snapshot: Snapshot, parts: Sequence[Query], alone: bool, positions: Mapping[str, int], documents: NDArray[np.int64]
) -> Closeness:
    """How near the words of ``parts``, two at least, come in ``documents``, in any order, by number in the snapshot.

    ``positions`` says of a word where it stood in the question; ``alone``: there was nothing else in it.
    """
    words = _Words.of(snapshot, parts, positions)
    found = Closeness(np.zeros(len(documents)), np.zeros(len(documents)))
    for number, (first, last) in enumerate(zip(snapshot.bases, snapshot.bases[1:], strict=False)):
        rows = ((documents >= first) & (documents < last)).nonzero()[0]
        if len(rows):
            rows = rows[documents[rows].argsort()]
            here = _in_segment(snapshot, number, words, alone, (documents[rows] - first).astype(np.uint32))
            found.nearness[rows], found.together[rows] = here
    return found


def _in_segment(snapshot: Snapshot, number: int, words: _Words, alone: bool, documents: Documents) -> Closeness:
    """The same for ascending documents of one segment, by their numbers there."""
    segment, near = snapshot.segments[number], snapshot.ranking.ranking.near
    starts = starts_of(segment, TEXT)
    begins, ends = starts.take(documents).astype(np.int64), starts.take(documents + 1).astype(np.int64)
    found = events([_places(segment, word.parts[number]) for word in words.terms], begins, ends, TIMES)
    last = last_places(found, len(words.terms), begins)
    gains = near * _gains(least_gaps(found, last, len(documents)), words)
    together = np.zeros(len(documents))
    if alone and len(words.terms) in FEW:
        whole = shortest_spans(found, last, len(documents)) <= words.steps.sum()
        together[whole] = (1.0 + 2.0 * near) * words.weights.sum()  # what lacks a word has less
    return Closeness(gains, together)


def _places(segment: SegmentArrays, part: TermPostings | None) -> Places:
    if part is None or not part.owners:
        return np.empty(0, np.uint32)
    return part.occurrences(segment.fields[TEXT], int(segment.starts[-1])).chosen()


def _gains(gaps: NDArray[np.int64], words: _Words) -> Values:
    """[documents]: what each gains, for a pull of 1."""
    count = len(words.weights)
    earlier, later = np.triu_indices(count, 1)
    both = np.minimum(words.weights[earlier], words.weights[later])
    nearest = np.minimum(gaps[:, earlier, later], gaps[:, later, earlier])
    near = np.ascontiguousarray(np.where(nearest < FAR, both / np.maximum(nearest, 1), 0.0))
    steps = np.arange(count - 1)
    next_ones = np.minimum(words.weights[steps], words.weights[steps + 1])
    in_order = np.ascontiguousarray(np.where(gaps[:, steps, steps + 1] <= words.steps, next_ones, 0.0))
    gains: Values = 2.0 / (count - 1) * near.sum(axis=1) + 2.0 * IN_ORDER * in_order.sum(axis=1)
    return gains
