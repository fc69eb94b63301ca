"""Which of the best passages are like the first ones? Of a long question they gain: these are likely right.

A question of many words finds passages that have some of them by chance. What the first passages are about says more of
what was meant than the question does: relevance feedback (Rocchio, 1971) without judgments. The fifty best gain by the
cosine of their words with those of the first, a word counting ln(1 + f), weighed by its idf where two are compared.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Final, TypeAlias

__all__ = ["MANY", "Bag", "likeness"]

MANY: Final = 6
"""A question of so many different words says what it is about."""

WORDS: Final = 512
"""So many words of the first passages are compared at most."""

FIRST: Final = 5
"""So many passages are trusted, the second half as much as the first, the third a third."""

_LOGARITHMS: Final = [math.log1p(count) for count in range(64)]

Bag: TypeAlias = Mapping[str, int]
"""The terms of a passage's text, function words left out, and how often each stands there."""


def likeness(bags: Sequence[Bag], idf: Callable[[str], float]) -> list[float]:
    """How like the first ones the passages are, best first, relative to the very first; 0 if that has no word.

    Sums are exact before they are rounded, so the order of the words in a bag does not matter.
    """
    lengths = [_length(bag) for bag in bags]
    centre: dict[str, float] = {}
    for place, (bag, length) in enumerate(zip(bags[:FIRST], lengths, strict=False), 1):
        for term, count in bag.items():
            centre[term] = centre.get(term, 0.0) + _worth(count) / length / place
    weights = {term: value * idf(term) ** 2 for term, value in _telling(centre, bags)}
    found = [
        math.fsum([weights[term] * _worth(bag[term]) for term in weights.keys() & bag.keys()]) / (length or 1.0)
        for bag, length in zip(bags, lengths, strict=True)
    ]
    first = found[0] if found else 0.0
    return [each / first for each in found] if first > 0.0 else [0.0] * len(found)


def _telling(centre: Mapping[str, float], bags: Sequence[Bag]) -> Sequence[tuple[str, float]]:
    """The words of the first passages that another one has, too: those that stand there most, :data:`WORDS` at most."""
    held = Counter(chain.from_iterable(centre.keys() & bag.keys() for bag in bags))
    shared = [(term, value) for term, value in centre.items() if held[term] > 1]
    return shared if len(shared) <= WORDS else sorted(shared, key=lambda pair: (-pair[1], pair[0]))[:WORDS]


def _length(bag: Bag) -> float:
    return math.sqrt(math.fsum([often * _worth(count) ** 2 for count, often in Counter(bag.values()).items()]))


def _worth(count: int) -> float:
    return _LOGARITHMS[count] if count < len(_LOGARITHMS) else math.log1p(count)
