"""What an engine tells of one search: the protocol behind hits, pages, copies, article groups, surroundings and advice.

An engine ranks and reads; all that a person sees beside that is worked out here for every engine, from a
:class:`Search`. Nothing in it needs an array: sequences are lists, ranges or arrays, as the engine likes. A passage's
*key* is the engine's own, hashable, and good for as long as the search is held.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from searchlib.article import Paragraph
from searchlib.engine.base import Request
from searchlib.highlight.tokens import TokenCache, Written
from searchlib.query import Query
from searchlib.results import Explanation, Passage

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from searchlib.engine.advice.statistics import Knowledge

__all__ = ["Column", "Key", "MatchTable", "RankedKeys", "Search", "page_of"]

Key: TypeAlias = Any
"""Names a passage: a document number, a pair, whatever the engine has."""

Column: TypeAlias = "Sequence[Any] | NDArray[Any]"
"""One value for each of some passages, as a list or as an array."""


class RankedKeys(NamedTuple):
    """The best, in the order asked for, with their scores. ``total``: all matches, None where that is not known.

    Where articles were asked for, each is named by its best passage, the score and the total are of articles, and
    ``others`` has for each the keys and scores of its next best passages, at most two, best first; else it is empty.
    """

    keys: Sequence[Key]
    scores: Sequence[float]
    total: int | None
    others: Sequence[Sequence[tuple[Key, float]]] = ()


class MatchTable(NamedTuple):
    """All passages that match, those of the article added first in front, those of an article in its order.

    ``articles`` has the number of each one's article, ascending. ``days`` gives by such a number the article's date as
    an ordinal, 0 for none: it is called where dates decide. ``wholes`` gives what its whole text scores
    (docs/ranking.md: articles): it is called where articles are asked for. ``is_complete``: none is missing.
    """

    keys: Column
    scores: Column
    articles: Column
    days: Callable[[], Column]
    wholes: Callable[[], Column]
    is_complete: bool = True


def page_of(request: Request, first: int | None) -> slice:
    """The page that is asked for, or the ``first`` so many of the whole ranking."""
    return slice(request.offset, request.offset + request.limit) if first is None else slice(0, first)


class Search(Protocol):
    """One request, executed on one commit of one engine; it answers from that commit as long as it is held."""

    @property
    def ranked(self) -> Callable[[int | None], RankedKeys]:
        """Told a number, the first so many of the whole ranking that the request asks for; told None, its page.

        The request's sort, group, filters, count and ranking hold; what it says of copies does not. An engine that
        has all matches gives them to :func:`~searchlib.engine.collector.collected`.
        """
        ...

    def finish(self) -> None:
        """Everything is ranked: what is asked from now on is about the hits, and has all the time."""
        ...

    @property
    def is_complete(self) -> bool:
        """Whether there was time for everything."""
        ...

    @property
    def warnings(self) -> Sequence[str]:
        """What of the question was cut, one sentence each."""
        ...

    @property
    def passage(self) -> Callable[[Key], Passage]:
        """Gives the passage of a key."""
        ...

    @property
    def text(self) -> Callable[[Key], str]:
        """Gives the text of the passage."""
        ...

    @property
    def are_copies(self) -> Callable[[Key, Key], bool]:
        """Says whether the texts of two are copies, as :func:`~searchlib.engine.duplicates.is_copy` has it."""
        ...

    @property
    def paragraph(self) -> Callable[[Key], Paragraph]:
        """Gives the paragraph that the passage is."""
        ...

    def article_passages(self, key: Key) -> tuple[Sequence[Key], int]:
        """The keys of all passages of its article, in the order of the text, and the place of this one in it."""
        ...

    def holds(self, leaf: Query, key: Key) -> bool | None:
        """Whether a leaf of the question matches the passage; None where the engine cannot tell."""
        ...

    def passages_with(self, field: str, word: str) -> int:
        """How many passages match a word of a field: what was looked up for the search, so that it costs nothing."""
        ...

    def spellings(self, pattern: Query) -> Sequence[str]:
        """The spellings that a pattern of the question stands for, in order: those that were looked for."""
        ...

    def explain(self, key: Key) -> Explanation:
        """The numbers that add up to the score of the passage."""
        ...

    @property
    def lexicon(self) -> TokenCache:
        """What marks words: the analyzer's tokens, remembered from one search to the next."""
        ...

    @property
    def written(self) -> Callable[[Key], Written]:
        """Gives what stands between white space in the passage's text."""
        ...

    @property
    def knowledge(self) -> "Knowledge":
        """The counts that advice is worked out from."""
        ...
