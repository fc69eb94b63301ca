"""How are answers ranked? A value that names every number of the formula, and the two rankings that have names.

The formulas and their sources stand in docs/ranking.md; :mod:`searchlib.engine.execution.bm25` computes them.
"""

import math
from collections.abc import Mapping
from typing import Final

from attrs import Attribute, field, frozen

from searchlib.errors import InvalidRequest

__all__ = ["BM25", "DEFAULT", "RANKINGS", "Ranking", "ranking_of"]


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
    matter) to 1. ``title``, ``heading``: as how many occurrences in the text one in the title or in a heading counts;
    they make the passage so much longer, too. ``burst``: whether a word weighs more that stands several times where it
    stands at all. ``repeats``: a word that was typed n times counts n ** ``repeats``. ``stop_words``: whether function
    words are left out of a question's bare words. ``parts``: whether the parts of a compound are looked for one by one,
    too, in a long question. ``near``: how much one of the best passages gains whose words stand near each other; above
    0, of two or three words those come first that stand side by side. ``likeness``: how much, relative to the best, one
    gains that is like the first ones, for a long question.
    """

    k1: float = field(default=1.0, validator=_not_negative)
    b: float = field(default=0.7, validator=_share)
    title: float = field(default=2.0, validator=_not_negative)
    heading: float = field(default=1.0, validator=_not_negative)
    burst: bool = True
    repeats: float = field(default=0.65, validator=_not_negative)
    stop_words: bool = True
    parts: bool = True
    near: float = field(default=0.2, validator=_not_negative)
    likeness: float = field(default=1.0, validator=_not_negative)


DEFAULT: Final = Ranking()
"""What is taken if nothing is said."""

BM25: Final = Ranking(
    k1=1.2,
    b=0.75,
    title=1.0,
    burst=False,
    repeats=1.0,
    stop_words=False,
    parts=False,
    near=0.0,
    likeness=0.0,
)
"""BM25 as Lucene has it, of a passage with its title and headings as one text."""

RANKINGS: Final[Mapping[str, Ranking]] = {"default": DEFAULT, "bm25": BM25, "burst": DEFAULT}
"""Those that can be asked for by name; "burst" is an earlier name of the default."""


def ranking_of(wanted: "str | Ranking") -> Ranking:
    """The ranking of that name, or the one given. Raises InvalidRequest for another name or type."""
    found = RANKINGS.get(wanted) if isinstance(wanted, str) else wanted
    if not isinstance(found, Ranking):
        known = ", ".join(map(repr, RANKINGS))
        raise InvalidRequest(f"ranking is {wanted!r}: it can be {known}, or of the type Ranking")
    return found
