"""Which hits stand on the page that was asked for? Those of the ranking, their copies folded under them."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from searchlib.engine.base import Request
from searchlib.engine.duplicates import FOLDED, Deduplicator
from searchlib.engine.execution.collector import Chosen, chosen
from searchlib.engine.execution.execution import Execution

__all__ = ["Page", "page"]

MORE: Final = 3
"""So many more than asked are ranked at once: that costs next to nothing, to rank them again what it costs."""


class Page(NamedTuple):
    """The ``ranks`` that were asked for, each with those of its copies, and the ``whole`` that was looked at."""

    ranks: Sequence[Sequence[int]]
    whole: Chosen

    @property
    def total(self) -> int | None:
        """All matches, copies included."""
        return self.whole.ranked.total


def page(
    execution: Execution, request: Request, text: Callable[[int], str], are_copies: Callable[[int, int], bool]
) -> Page:
    """The page; ``text`` and ``are_copies``, of documents, are asked only where two hits may be copies.

    Hits are folded from the first of the ranking on, whatever the offset, so that pages neither repeat nor lose one.
    More of the ranking is looked at until the page is full. A copy is known if it is among what was looked at.
    """
    if not request.fold or not request.limit:
        whole = chosen(execution, request)
        return Page([(rank,) for rank in range(len(whole.ranked.documents))], whole)
    last = request.offset + request.limit
    asked, seen = last + MORE, 0
    folding = Deduplicator(request.sort == "relevance", text, are_copies)
    while True:
        whole = chosen(execution, request, asked)
        folding.extend(whole.ranked.documents[seen:], whole.ranked.scores[seen:])
        seen = len(whole.ranked.documents)
        if len(folding.groups) >= last or seen < asked:
            return Page(folding.groups[request.offset : last], whole)
        asked = min(2 * asked, last + FOLDED)  # so many fill the page: what is behind FOLDED stands for itself
