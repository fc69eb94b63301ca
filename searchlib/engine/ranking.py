"""How are answers ranked? A value that names every number of the formula, and the two rankings that have names.

The formulas and their sources stand in docs/ranking.md; :mod:`searchlib.engine.execution.bm25` computes them.
"""

import math
from collections.abc import Mapping
from typing import Final

from attrs import Attribute, field, frozen

from searchlib.errors import InvalidRequest

__all__ = ["BM25", "BURST", "RANKINGS", "Ranking", "ranking_of"]


def _not_negative(_: object, attribute: "Attribute[float]", value: float) -> None:
    if not isinstance(value, int | float) or not 0 <= value < math.inf:
        raise InvalidRequest(f"{attribute.name} is {value!r}: it must be a number, 0 or more")


def _share(instance: object, attribute: "Attribute[float]", value: float) -> None:
    _not_negative(instance, attribute, value)
    if value > 1:
        raise InvalidRequest(f"{attribute.name} is {value!r}: it must be 1 at most")


@frozen(kw_only=True, cache_hash=True)
class Ranking:
    """What counts how much. Raises InvalidRequest for a number that is none or below 0.

    ``k1``: how slowly a word's further occurrences lose their worth. ``b``: from 0 (the length of a passage does not
    matter) to 1. ``title``, ``heading``: as how many occurrences in the text one in the title or in a heading counts.
    ``burst``: whether a word weighs more that stands several times where it stands at all. ``articles``: whether the
    rarity of a word is that in articles, or in passages. ``repeats``: a word that was typed n times counts
    n ** ``repeats``. ``stop_words``: whether function words are left out of a question's bare words. ``agreement``:
    how much a passage gains, relative to the best, that has the same words of a long question as the first ones have.
    ``parts``: whether the parts of a compound are looked for one by one, too, in a long question.
    """

    k1: float = field(default=1.0, validator=_not_negative)
    b: float = field(default=0.6, validator=_share)
    title: float = field(default=2.0, validator=_not_negative)
    heading: float = field(default=1.0, validator=_not_negative)
    burst: bool = True
    articles: bool = True
    repeats: float = field(default=0.5, validator=_not_negative)
    stop_words: bool = True
    agreement: float = field(default=0.3, validator=_not_negative)
    parts: bool = True


BURST: Final = Ranking()
"""The default."""

BM25: Final = Ranking(
    k1=1.2,
    b=0.75,
    title=1.0,
    burst=False,
    articles=False,
    repeats=1.0,
    stop_words=False,
    agreement=0.0,
    parts=False,
)
"""BM25 as Lucene has it."""

RANKINGS: Final[Mapping[str, Ranking]] = {"burst": BURST, "bm25": BM25}
"""Those that can be asked for by name; the first is the default."""


def ranking_of(wanted: "str | Ranking") -> Ranking:
    """The ranking of that name, or the one given. Raises InvalidRequest for another name or type."""
    found = RANKINGS.get(wanted) if isinstance(wanted, str) else wanted
    if not isinstance(found, Ranking):
        known = ", ".join(map(repr, RANKINGS))
        raise InvalidRequest(f"ranking is {wanted!r}: it can be {known}, or of the type Ranking")
    return found
