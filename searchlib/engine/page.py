"""Which hits stand on the page that was asked for? Those of the ranking, their copies folded under them."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from searchlib.engine.base import Request
from searchlib.engine.duplicates import FOLDED, Deduplicator
from searchlib.engine.search import Key, RankedKeys

__all__ = ["Page", "page"]

MORE: Final = 3
"""So many more than asked are ranked at once: that costs next to nothing, to rank them again what it costs."""


class Page(NamedTuple):
    """The ``ranks`` that were asked for, each with those of its copies, and the ``whole`` that was looked at."""

    ranks: Sequence[Sequence[int]]
    whole: RankedKeys


def page(
    ranked: Callable[[int | None], RankedKeys],
    request: Request,
    text: Callable[[Key], str],
    are_copies: Callable[[Key, Key], bool],
) -> Page:
    """The page of what is ``ranked``, as :attr:`~searchlib.engine.search.Search.ranked` has it.

    ``text`` and ``are_copies``, of keys, are asked only where two hits may be copies.

    Hits are folded from the first of the ranking on, whatever the offset, so that pages neither repeat nor lose one.
    More of the ranking is looked at until the page is full. A copy is known if it is among what was looked at.
    """
    if not request.fold or not request.limit:
        whole = ranked(None)
        return Page([(rank,) for rank in range(len(whole.keys))], whole)
    last = request.offset + request.limit
    asked, seen = last + MORE, 0
    folding = Deduplicator(request.sort == "relevance", text, are_copies)
    whole = ranked(asked)
    while True:
        folding.extend(whole.keys[seen:], whole.scores[seen:])
        seen = len(whole.keys)
        if len(folding.groups) >= last or seen < asked:
            return Page(folding.groups[request.offset : last], whole)
        asked = min(2 * asked, last + FOLDED)  # so many fill the page: what is behind FOLDED stands for itself
        more = ranked(asked)
        if [*more.keys[:seen]] != [*whole.keys]:  # time was up meanwhile: of the same ranking there is no more
            return Page(folding.groups[request.offset : last], whole._replace(total=None))
        whole = more
