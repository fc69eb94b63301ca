"""What every engine promises: add, delete, search, get, stats, check, close.

All values that cross this border are frozen and mean the same to every engine; a failure of a backend becomes one of
:mod:`searchlib.errors` here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Final, Literal, Protocol, SupportsFloat, TypeAlias

from attrs import field, frozen

from searchlib.analysis import Analyzer
from searchlib.article import Article, ArticleFacts
from searchlib.changes import Change, ReadFile
from searchlib.engine.ranking import DEFAULT, Ranking
from searchlib.errors import InvalidRequest

if TYPE_CHECKING:  # who only writes needs neither questions nor results
    from searchlib.highlight.extract import Expand
    from searchlib.query import Contents, Query, Question
    from searchlib.results import Results
    from searchlib.source import Failure, Omission
    from searchlib.suggestions import Suggestions

__all__ = ["MEMORY", "Engine", "OpenOptions", "Progress", "Request", "Reranker", "Sort", "Stats", "Summary"]

MEMORY: Final = ":memory:"
"""The path of an index that nobody else sees and that is gone when it is closed."""

Sort: TypeAlias = Literal["relevance", "newest", "oldest"]

Reranker: TypeAlias = Callable[[str, list[str]], Iterable[SupportsFloat]]
"""Told a question and texts, gives a score for each of the texts, in their order: higher is better."""


@frozen(kw_only=True)
class Request:
    """One search: the question and which part of the answer is wanted.

    ``restriction`` says which passages may answer, None: all of them; it adds nothing to a score.
    ``group`` "article" ranks articles by their best passages and as wholes. ``count`` asks for an exact total even
    where that costs more than the search. ``timeout`` is how many seconds the search may take: then it answers with
    what it has.
    ``expand`` says how much of the article around a hit will be asked for, ``fold`` whether near-identical passages
    stand under the best of them. ``rerank`` orders the best ``depth`` hits anew: only by relevance, and no articles.
    Raises InvalidRequest for numbers that are too low and unknown names.
    """

    question: "Question"
    limit: int = 10
    offset: int = 0
    restriction: "Query | None" = None
    sort: Sort = "relevance"
    group: Literal["article"] | None = None
    count: bool = False
    timeout: float | None = None
    ranking: Ranking = DEFAULT
    expand: "Expand" = None
    fold: bool = True
    rerank: Reranker | None = field(default=None, eq=id)
    depth: int = 50

    def __attrs_post_init__(self) -> None:
        for name, least in (("limit", 0), ("offset", 0), ("depth", 1)):
            value = getattr(self, name)
            if not isinstance(value, int) or value < least:
                raise InvalidRequest(f"{name} is {value!r}: it must be a whole number, {least} or more")
        if self.timeout is not None and not (_is_number(self.timeout) and self.timeout >= 0):
            raise InvalidRequest(f"timeout is {self.timeout!r}: it must be a number of seconds, 0 or more, or None")
        if not isinstance(self.ranking, Ranking):
            raise InvalidRequest(f"ranking is {self.ranking!r}: it must be of the type Ranking")
        _one_of("sort", self.sort, ("relevance", "newest", "oldest"))
        _one_of("group", self.group, (None, "article"))
        if not isinstance(self.expand, int):
            _one_of("expand", self.expand, (None, "section", "article"))
        elif self.expand < 0:
            raise InvalidRequest(f"expand is {self.expand}: there are 0 or more paragraphs on each side")
        if self.rerank is not None:
            self._check_rerank()

    def _check_rerank(self) -> None:
        if not callable(self.rerank):
            raise InvalidRequest(f"rerank is {self.rerank!r}: it must be a function of a question and texts, or None")
        if self.sort != "relevance" or self.group is not None:
            asked = f"group is {self.group!r}" if self.group else f"sort is {self.sort!r}"
            raise InvalidRequest(f"rerank orders passages by relevance, and {asked}: it can be only one of the two")


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _one_of(name: str, value: object, allowed: tuple[object, ...]) -> None:
    if value not in allowed:
        raise InvalidRequest(f"{name} is {value!r}: it can be {', '.join(map(repr, allowed))}")


@frozen(kw_only=True)
class Summary:
    """What an add or sync did, in articles.

    ``failed`` names each source that could not be used, with the reason; ``skipped`` counts by reason and suffix the
    files that were left out on purpose. ``moved`` are articles whose file has another path now, and is the same
    otherwise. ``kept_apart`` counts records among those added whose own id another one has: they are seen under a
    longer one. ``warnings`` says what was left as it is, and why.
    """

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    deleted: int = 0
    moved: int = 0
    kept_apart: int = 0
    failed: "tuple[Failure, ...]" = ()
    warnings: tuple[str, ...] = ()
    skipped: "tuple[Omission, ...]" = ()


@frozen(kw_only=True)
class Progress:
    """How far an add has come: articles done, code points of text in them, articles already committed."""

    articles: int
    characters: int
    committed: int


@frozen(kw_only=True)
class Stats:
    """What an index holds: counts, and ``size`` in bytes on disk. ``terms`` counts stems, ``words`` tokens."""

    articles: int
    passages: int
    words: int
    terms: int
    size: int
    segments: int
    analyzer: str


@frozen(kw_only=True)
class OpenOptions:
    """How an index is opened: as :func:`searchlib.open` has it. What means nothing to an engine it passes over.

    ``analyzer`` None: that of the index, or for a new one "english". Raises InvalidRequest for numbers that make no
    sense.
    """

    create: bool = True
    memory: int = 512
    workers: int = 1
    wait: float = 0.0
    analyzer: Analyzer | None = None

    def __attrs_post_init__(self) -> None:
        if self.memory < 1 or self.workers < 1 or not self.wait >= 0:
            raise InvalidRequest("memory and workers must be at least 1, wait at least 0")


class Engine(Protocol):
    """An index somewhere, and the searches on it. May be searched from several threads at once."""

    @property
    def reading_analyzer(self) -> Analyzer:
        """What reads questions now: it gives the terms of the index's analyzer, however it comes to them."""
        ...

    def add(self, changes: Iterable[Change], progress: Callable[[Progress], None] | None = None) -> Summary:
        """Do what the changes say, in order, by :class:`~searchlib.engine.ingestion.Ingestion`.

        An article replaces the one of its identity. Committed at the end and now and then before it. An exception of
        the iterable passes through and keeps what was committed.
        """
        ...

    def files(self, path: str) -> Iterable[ReadFile]:
        """What is known of the file of that absolute path, or of those below that folder."""
        ...

    def delete(self, ids: Iterable[str]) -> int:
        """Take articles out and commit; how many there were."""
        ...

    @property
    def generation(self) -> int:
        """Changes with each commit that is seen: what is known of :meth:`fields` holds as long as it does not."""
        ...

    def fields(self) -> "Mapping[str, Contents]":
        """The names of the articles' metadata, each with what its values are. Read when first asked for."""
        ...

    def search(self, request: Request) -> "Results":
        """Answer from the last commit. Raises InvalidRequest for a Whoosh tree, given as such, that cannot be run."""
        ...

    def get(self, article_id: str) -> Article:
        """The article. Raises NotFound."""
        ...

    def __contains__(self, article_id: object) -> bool:
        """Whether there is an article of that id."""
        ...

    def articles(self) -> Iterator[ArticleFacts]:
        """All articles' facts, in the order in which they were added."""
        ...

    def __len__(self) -> int:
        """How many articles there are."""
        ...

    def suggest(self, typed: str, limit: int) -> "Suggestions":
        """Words and titles that somebody who is typing may mean, at most ``limit`` of each."""
        ...

    def stats(self) -> Stats:
        """What the index holds."""
        ...

    def check(self) -> tuple[str, ...]:
        """Read everything; what is wrong and where, one sentence each, empty when all is well."""
        ...

    def refresh(self) -> None:
        """See what other processes have committed since."""
        ...

    def close(self) -> None:
        """Let go of files and connections. The engine is not used afterwards."""
        ...
