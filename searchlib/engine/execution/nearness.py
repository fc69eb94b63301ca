"""Which of the best passages have the words of a question near each other? They gain.

What people type together they mean together. So a passage gains for each two words by how near they come, and for each
two that were typed one behind the other if they stand so, too: the idea of a sequential dependence model (Metzler and
Croft, "A Markov Random Field Model for Term Dependencies", 2005), with the distance's inverse for weight (Rasolofo and
Savoy, "Term Proximity Scoring for Keyword-Based Retrieval Systems", 2003). Where two or three words were typed alone, a
passage that has them side by side gains so much that it comes before each that lacks one.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations, pairwise
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from searchlib.engine.execution.readers import SegmentArrays, starts_of
from searchlib.engine.execution.scored_postings import TermPostings, WeightedTerm
from searchlib.engine.execution.snapshot import Snapshot
from searchlib.kernels.arrays import Places
from searchlib.kernels.gaps import FAR, gaps_and_spans, gaps_of_two
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

    ``weights`` [words]: what each is worth. ``steps`` [pairs of words]: how far the later stood behind the earlier, if
    it was the next; else -1. ``width``: how far the last stood behind the first.
    """

    terms: Sequence[WeightedTerm]
    weights: Values
    steps: NDArray[np.int64]
    width: int

    @classmethod
    def of(cls, snapshot: Snapshot, parts: Sequence[Query], positions: Mapping[str, int]) -> "_Words":
        """The heaviest of ``parts``, which are Terms; ``positions`` says of a word where it stood in the question."""
        words = [(snapshot.word(part.fieldname, part.text), part) for part in parts]
        worth = [word.weight * part.boost for word, part in words]
        kept = [*range(len(words))]
        if len(words) > WORDS:
            kept = sorted(sorted(kept, key=lambda row: -worth[row])[:WORDS])
        order = sorted(kept, key=lambda row: positions.get(words[row][1].text, row))
        places = [positions.get(words[row][1].text, row) for row in order]
        steps = [max(1, after - before) for before, after in pairwise(places)]
        of_pairs = [steps[i] if j == i + 1 else -1 for i, j in combinations(range(len(order)), 2)]
        weights = np.array([worth[row] for row in order])
        return cls([words[row][0] for row in order], weights, np.array(of_pairs, np.int64), sum(steps))


def closeness(
    snapshot: Snapshot, parts: Sequence[Query], alone: bool, positions: Mapping[str, int], documents: NDArray[np.int64]
) -> Closeness:
    """How near the words of ``parts``, two at least, come in ``documents``, in any order, by number in the snapshot.

    ``positions`` says of a word where it stood in the question; ``alone``: there was nothing else in it.
    """
    words = _Words.of(snapshot, parts, positions)
    worth = 0.0
    if alone and len(words.terms) in FEW:
        worth = (1.0 + 2.0 * snapshot.ranking.ranking.near) * sum(words.weights.tolist())  # what lacks a word has less
    found = Closeness(np.zeros(len(documents)), np.zeros(len(documents)))
    order = documents.argsort()  # places are found faster in their order
    for number, (first, last) in enumerate(pairwise(snapshot.bases)):
        rows = order if len(snapshot.segments) == 1 else order[(documents[order] >= first) & (documents[order] < last)]
        if len(rows):
            found.nearness[rows], spans = _in_segment(snapshot, number, words, documents[rows] - first)
            if worth:
                found.together[rows[spans <= words.width]] = worth
    return found


def _in_segment(
    snapshot: Snapshot, number: int, words: _Words, documents: NDArray[np.int64]
) -> tuple[Values, NDArray[np.int64]]:
    """What documents of one segment, by their numbers there, gain by nearness; and the shortest span of all words."""
    segment, near = snapshot.segments[number], snapshot.ranking.ranking.near
    starts = starts_of(segment, TEXT)
    places = [_places(segment, word.parts[number]) for word in words.terms]
    begins, ends = starts.take(documents), starts.take(documents + 1)
    if len(places) == 2:
        ahead, back = gaps_of_two(places[0], places[1], begins, ends)
        spans = np.minimum(ahead, back)
        return near * _gain(ahead, spans, words.weights.min(), words.width, 2), spans
    gaps, spans = gaps_and_spans(places, begins, ends, TIMES)
    pairs, flat = _pairs(len(places)), gaps.reshape(len(gaps), -1)
    forward = flat.take(pairs.forward, axis=1)
    nearest = np.minimum(forward, flat.take(pairs.backward, axis=1))
    lighter = np.minimum(words.weights.take(pairs.earlier), words.weights.take(pairs.later))
    return near * _gain(forward, nearest, lighter, words.steps, len(places)).sum(axis=1), spans


def _gain(
    forward: NDArray[np.int64],
    nearest: NDArray[np.int64],
    weight: "Values | float",
    step: "NDArray[np.int64] | int",
    words: int,
) -> Values:
    """What two of so many words give by how near they come, and by standing as they were typed; for a pull of 1."""
    gains: Values = np.where(nearest < FAR, (2.0 / (words - 1)) * weight / np.maximum(nearest, 1), 0.0)
    gains += (2.0 * IN_ORDER * weight) * (forward <= step)
    return gains


def _places(segment: SegmentArrays, part: TermPostings | None) -> Places:
    if part is None or not part.owners:
        return np.empty(0, np.uint32)
    return part.occurrences(segment.fields[TEXT], int(segment.starts[-1])).chosen()


class _Pairs(NamedTuple):
    """Each two of some words: the numbers of the earlier and the later, and their rows among all gaps, both ways."""

    earlier: NDArray[np.intp]
    later: NDArray[np.intp]
    forward: NDArray[np.intp]
    backward: NDArray[np.intp]


@lru_cache(WORDS)
def _pairs(count: int) -> _Pairs:
    earlier, later = np.triu_indices(count, 1)
    return _Pairs(earlier, later, earlier * count + later, later * count + earlier)
