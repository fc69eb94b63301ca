"""Which hits stand on the page that was asked for? Those of the ranking, their copies folded under them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, NamedTuple

from searchlib.engine.base import Request
from searchlib.engine.duplicates import FOLDED, Deduplicator
from searchlib.engine.search import Key, RankedKeys

__all__ = ["Page", "leading", "page"]

MORE: Final = 3
"""So many more than asked are ranked at once: that costs next to nothing, to rank them again what it costs."""


class Page(NamedTuple):
    """The ``ranks`` that were asked for, each with those of its copies, and the ``whole`` that was looked at.

    ``reranked`` has by its key the score that counts in place of the ranking's, and a hit without one there has none;
    None where the ranking's own count. ``is_complete``: nothing was left out for want of time, after the ranking.
    """

    ranks: Sequence[Sequence[int]]
    whole: RankedKeys
    reranked: Mapping[Key, float] | None = None
    is_complete: bool = True

    @property
    def scores(self) -> Sequence[float | None]:
        """The scores that count, by rank."""
        keys, scores, *_ = self.whole
        return scores if self.reranked is None else [self.reranked.get(key) for key in keys]


def page(
    ranked: Callable[[int | None], RankedKeys],
    request: Request,
    text: Callable[[Key], str],
    are_copies: Callable[[Key, Key], bool],
) -> Page:
    """The page of what is ``ranked``, as :attr:`~searchlib.engine.search.Search.ranked` has it.

    ``text`` and ``are_copies``, of keys, are asked only where two hits may be copies.

    Hits are folded from the first of the ranking on, whatever the offset, so that pages neither repeat nor lose one.
    """
    if not request.fold or not request.limit:
        return _unfolded(ranked(None))
    found = leading(ranked, request, text, are_copies, request.offset + request.limit)
    return found._replace(ranks=found.ranks[request.offset :])


def leading(
    ranked: Callable[[int | None], RankedKeys],
    request: Request,
    text: Callable[[Key], str],
    are_copies: Callable[[Key, Key], bool],
    count: int,
) -> Page:
    """The first ``count`` hits of the ranking, whatever the request's limit and offset; else as :func:`page`.

    More of the ranking is looked at until there are so many. A copy is known if it is among what was looked at.
    """
    if not request.fold:
        return _unfolded(ranked(count))
    asked, seen = count + MORE, 0
    folding = Deduplicator(request.sort == "relevance", text, are_copies)
    whole = ranked(asked)
    while True:
        folding.extend(whole.keys[seen:], whole.scores[seen:])
        seen = len(whole.keys)
        if len(folding.groups) >= count or seen < asked:
            return Page(folding.groups[:count], whole)
        asked = min(2 * asked, count + FOLDED)  # so many fill the page: what is behind FOLDED stands for itself
        more = ranked(asked)
        if [*more.keys[:seen]] != [*whole.keys]:  # time was up meanwhile: of the same ranking there is no more
            return Page(folding.groups[:count], whole._replace(total=None))
        whole = more


def _unfolded(whole: RankedKeys) -> Page:
    return Page([(rank,) for rank in range(len(whole.keys))], whole)
