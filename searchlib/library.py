"""The facade: one object for an index, whatever engine is behind it."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Self

from attrs import evolve

from searchlib.analysis import Analyzer, preset
from searchlib.article import Article, ArticleFacts
from searchlib.changes import Change
from searchlib.engine import open_engine
from searchlib.engine.base import Engine, OpenOptions, Progress, Request, Reranker, Sort, Stats, Summary
from searchlib.engine.ranking import Ranking, ranking_of
from searchlib.errors import InvalidRequest, NotFound

if TYPE_CHECKING:
    from searchlib.engine.question_cache import QuestionCache
    from searchlib.highlight.extract import Expand
    from searchlib.query import Query
    from searchlib.query.filters import Filters
    from searchlib.query.synonyms import Rules
    from searchlib.results import Results
    from searchlib.source import Reading
    from searchlib.suggestions import Suggestions

__all__ = ["Index", "open_index"]

_COMPLETED = 200  # code points at the end of what somebody is typing


class Index:
    """An open index. Made by :func:`searchlib.open`; a context manager that closes itself.

    It may be searched from several threads. A search sees what was committed through this object, and what other
    processes committed before :meth:`refresh` was last called.
    """

    def __init__(self, engine: Engine, synonyms: "Rules | None" = None) -> None:
        self._open: Engine | None = engine
        self._synonyms = synonyms

    @cached_property
    def _questions(self) -> "QuestionCache":
        from searchlib.engine.question_cache import QuestionCache  # who only writes asks nothing

        return QuestionCache(self._synonyms)

    def _follow(self, engine: Engine) -> None:
        """What is known of questions holds for the last commit."""
        if "_questions" in self.__dict__:
            self._questions.follow(engine)

    @property
    def _engine(self) -> Engine:
        if self._open is None:
            raise InvalidRequest("the index is closed")
        return self._open

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        """How many articles there are."""
        return len(self._engine)

    def __contains__(self, article_id: object) -> bool:
        """Whether there is an article of that id."""
        return article_id in self._engine

    def add(
        self,
        articles: Iterable[Article | Mapping[str, Any]],
        *,
        progress: Callable[[Progress], None] | None = None,
    ) -> Summary:
        """Index articles; only the same replaces the same, and what did not change is left alone.

        An article that was read is the same if its file (the absolute path, links resolved) and record are, one made in
        Python if its id is. What was read keeps its id while its file stays where it is; where another article has the
        id already, it gets a longer one.

        A mapping is the article that the same record of a JSON file is, known by its ``id``, else by its text: the keys
        are ``id``, ``title``, ``text``, ``date``, ``authors``, ``url``, ``language`` or another usual name of these,
        all else is metadata. One that is no article is in the summary's ``failed``, and the rest goes on.

        Commits at the end and every so many megabytes; an exception (of the iterable, or an interruption) passes
        through and keeps what was committed. ``progress`` is called after each article. Of a
        :class:`~searchlib.source.Reading` what could not be read is in the summary's ``failed``, what was left out in
        its ``skipped``. Raises IndexLocked and IndexFolderError.
        """
        from searchlib.source import Failure, Reading, articles_from, noted

        if isinstance(articles, str | bytes | Article) or not isinstance(articles, Iterable):
            raise InvalidRequest(f"add takes an iterable of articles, and {articles!r:.200} is none")
        if hasattr(articles, "keys"):
            raise InvalidRequest(
                "add takes an iterable of articles: a mapping in a list, a table as a list of its rows"
            )
        if isinstance(articles, Reading):
            summary = self._apply(noted(articles, self._engine.files), progress)
            return evolve(summary, failed=(*summary.failed, *articles.failed), skipped=articles.omissions)
        refused: list[Failure] = []
        summary = self._apply(articles_from(articles, refused), progress)
        return evolve(summary, failed=(*summary.failed, *refused))

    def _apply(self, changes: Iterable[Change], progress: Callable[[Progress], None] | None) -> Summary:
        engine = self._engine
        try:
            return engine.add(changes, progress)
        finally:
            self._follow(engine)

    def sync(
        self,
        folder: "str | os.PathLike[str] | Reading",
        *,
        reread: bool = False,
        empty: bool = False,
        progress: Callable[[Progress], None] | None = None,
        **options: Any,
    ) -> Summary:
        """Make the index hold what the folder holds: add what is new or changed, take out what vanished from it.

        ``folder`` is a path, read with ``options`` as :func:`searchlib.read` has them, or what that returned. Articles
        that came from elsewhere stay, and so do those whose file is there but could not be read this time. Files whose
        size and time of change are as they were are not read again, unless ``reread`` says so; renamed and moved files
        keep their analysis and count as ``moved``. From a folder that holds no file any more, as that of a disk which
        is not mounted, nothing is taken out and the summary warns, unless ``empty`` says so.
        """
        from searchlib.source import Reading, Sync, read

        engine = self._engine
        engine.refresh()
        reading = folder if isinstance(folder, Reading) else read(folder, **options)
        sync = Sync(reading, engine.files, engine.articles, reread, empty)
        summary = self._apply(sync.changes(), progress)
        return evolve(
            summary,
            unchanged=summary.unchanged + reading.unchanged,
            failed=summary.failed + tuple(reading.failed),
            warnings=(*summary.warnings, *sync.warnings),
            skipped=reading.omissions,
        )

    def delete(self, ids: Iterable[str], *, folders: bool = False) -> int:
        """Take articles out; how many there were. What the index does not hold is passed over.

        Each is an id, or a path as a hit names it: a file's or archive's takes out all that came from it, one with a
        line or record (``path:line``, ``path#record``) that article; a folder's only with ``folders``, else
        InvalidRequest says how many there are.
        """
        wanted = [ids] if isinstance(ids, str) else list(ids)
        for each in wanted:
            if not isinstance(each, str):
                raise InvalidRequest(f"{each!r} is no id of an article: it must be a string")
        engine = self._engine
        engine.refresh()
        found = self.ids_at_each(wanted, folders=folders)
        try:
            return engine.delete([article_id for those in found.values() for article_id in those])
        finally:
            self._follow(engine)

    def ids_at(self, place: str, *, folders: bool = False) -> list[str]:
        """The ids of the articles at a place, in the order in which they were added: an id gives itself.

        A path as a hit names it gives all that came from the file or archive, with a line, record or page that article;
        one of a folder all below it, where ``folders`` says so, else InvalidRequest says how many there are. Raises
        NotFound, which offers the nearest.
        """
        if place in self:
            return [place]
        from searchlib.engine.places import ids_at  # seldom needed

        return ids_at(place, self._engine, folders=folders)

    def ids_at_each(self, places: Iterable[str], *, folders: bool = False) -> dict[str, list[str]]:
        """As :meth:`ids_at` for many places, in about the time for one; where nothing is, the list is empty.

        Raises InvalidRequest for a folder that was not expected.
        """
        found = {place: [place] if place in self else [] for place in places}
        if sought := [place for place, ids in found.items() if not ids]:
            from searchlib.engine.places import ids_at_each  # seldom needed

            found |= zip(sought, ids_at_each(sought, self._engine, folders=folders), strict=True)
        return found

    def get(self, article_id: str) -> Article:
        """The article of that id, or of a path as a hit names it: ``path``, ``path:line``, ``path#record``.

        Raises NotFound, which offers the nearest; where a path holds several, it lists the first ids.
        """
        if not isinstance(article_id, str):
            raise InvalidRequest(f"{article_id!r} is no id of an article: it must be a string")
        try:
            return self._engine.get(article_id)
        except NotFound:
            from searchlib.engine.places import id_at  # seldom needed

            return self._engine.get(id_at(article_id, self._engine))

    def articles(self) -> Iterator[ArticleFacts]:
        """The facts of all articles, in the order in which they were added."""
        return self._engine.articles()

    def search(
        self,
        query: "str | Query",
        *,
        limit: int = 10,
        offset: int = 0,
        filters: "Filters | None" = None,
        sort: Sort = "relevance",
        group: Literal["article"] | None = None,
        count: bool = False,
        timeout: float | None = None,
        ranking: str | Ranking = "default",
        expand: "Expand" = None,
        fold: bool = True,
        rerank: Reranker | None = None,
        depth: int = 50,
    ) -> "Results":
        """The passages that answer, best first. Whatever ``query`` holds, it never raises: see ``Results.warnings``.

        Those who know Whoosh may give a Whoosh query on the fields ``text``, ``title``, ``heading`` (stems), the same
        with ``_exact`` (spellings), ``passage`` (the text, title and headings as context), ``date``, ``author``,
        ``source``, ``language`` and the names of metadata; every class of Whoosh's works, the usual ones on arrays. One
        that is nested too deep or holds something else than words is InvalidRequest.

        ``limit`` hits from ``offset`` on; ``filters`` say which articles may answer; ``sort`` is "relevance", "newest"
        or "oldest", where all words are wanted unless OR is typed: see docs/queries.md; ``count`` asks for an exact
        total of a query for any of several words, too. ``ranking`` is "default", "bm25" (as Lucene has it), or a
        :class:`searchlib.Ranking` with numbers of your own: see docs/ranking.md. Raises InvalidRequest (a ValueError)
        for numbers below 0 and unknown names.

        ``group`` "article" gives each article once: its best passage, with the next two as ``Hit.others``. Its score is
        the best passage's, and a quarter of what the article's whole text scores for the words of the question.

        ``expand`` says what ``Hit.expanded`` shows: so many paragraphs on each side, the whole "section" under the
        innermost heading, or the whole "article". With ``fold`` near-identical passages stand under the best of them,
        as ``Hit.copies``; ``total`` counts them all the same. They are looked for among the thousand best.

        ``rerank`` is a model of your own, any callable: it is given the query and the texts of the best ``depth`` hits
        (title, headings and text, a line each), and gives a number for each, higher being better, infinite or not. They
        come in the order of these, ties as before; the others follow with the score None, as copies have it. It is
        called once for each page that begins within ``depth``, always with the same texts, unless nothing is found; of
        a Whoosh query it gets ``str(query)``. Raises RerankError where it raises something or gives NaN, too few
        numbers or too many; InvalidRequest with ``group`` or another ``sort``. docs/ranking.md has examples.

        After ``timeout`` seconds (None: whatever it takes) the search answers with what it has, with a warning, and
        ``Results.is_complete`` is False. ``rerank`` runs in the caller's thread and is not interrupted: if it ends
        later than that, its scores are not used, and if the time is up before, it is not called.
        """
        engine, chosen = self._engine, ranking_of(ranking)
        question, restriction = self._questions.question(engine, query, chosen, sort), None
        if filters is not None:
            from searchlib.engine.question_cache import restricted

            question, restriction = restricted(engine, question, filters)
        request = Request(
            question=question,
            limit=limit,
            offset=offset,
            restriction=restriction,
            sort=sort,
            group=group,
            count=count,
            timeout=timeout,
            ranking=chosen,
            expand=expand,
            fold=fold,
            rerank=rerank,
            depth=depth,
        )
        return engine.search(request)

    def suggest(self, typed: str, *, limit: int = 10) -> "Suggestions":
        """What somebody may mean who is still typing: words that complete the last one, and titles of articles.

        ``limit`` of each. Quick enough to be asked at every key. Raises InvalidRequest for a limit below 0 and for
        something else than text.
        """
        if not isinstance(typed, str):
            raise InvalidRequest(f"{typed!r} cannot be completed: it must be a string")
        if not isinstance(limit, int) or limit < 0:
            raise InvalidRequest(f"limit is {limit!r}: it must be a whole number, 0 or more")
        return self._engine.suggest(typed[-_COMPLETED:], limit)

    def stats(self) -> Stats:
        """What the index holds, counted."""
        return self._engine.stats()

    def check(self) -> tuple[str, ...]:
        """Read everything and say what is wrong, one sentence each; empty when all is well."""
        return self._engine.check()

    def refresh(self) -> None:
        """See what other processes have committed since."""
        self._engine.refresh()
        self._follow(self._engine)

    def searcher(self) -> Any:
        """The embedded engine's Whoosh Searcher, for those who know Whoosh. Raises InvalidRequest on other engines."""
        door = getattr(self._engine, "searcher", None)
        if door is None:
            raise InvalidRequest("this engine has no Whoosh searcher")
        return door()

    def close(self) -> None:
        """Let go of the files, once nobody holds a hit any more; then the index answers no more. May be done again."""
        if self._open is not None:
            self._open.close()
        self._open = None
        self.__dict__.pop("_questions", None)


def open_index(
    path: str | os.PathLike[str],
    *,
    create: bool = True,
    memory: int = 512,
    workers: int = 1,
    wait: float = 0.0,
    analyzer: Analyzer | str | None = None,
    synonyms: "str | os.PathLike[str] | Mapping[str, str | Iterable[str]] | None" = None,
) -> Index:
    """Open the index at ``path``, or get ready to make one there: nothing is written before the first add.

    A path is a folder, unless an engine of another kind was registered for its scheme, as ``name://somewhere``.
    ``":memory:"`` is an index that nobody else sees and that is gone when it is closed.

    ``memory`` is in megabytes, a limit for the process while it writes. ``workers`` processes share the work of adding,
    each within as much memory; a script that asks for several needs ``if __name__ == "__main__":``.
    ``wait`` is how many seconds to wait for another process that is writing. ``analyzer`` is a preset's name or an
    :class:`~searchlib.analysis.Analyzer`; None takes the one that the index was made with, "english" for a new one. One
    of your own is passed each time and compared. ``synonyms`` is a file of them (``car, automobile, motor car`` a line;
    ``tv => television`` one way; ``#`` before a comment) or a mapping from a word to others; questions use them, the
    index does not change.

    Raises NotAnIndex (nothing there and ``create`` is False, a file, somebody else's data), RebuildNeeded,
    IndexDamaged, AnalyzerError, InvalidRequest.
    """
    chosen = preset(analyzer) if isinstance(analyzer, str) else analyzer
    options = OpenOptions(create=create, memory=memory, workers=workers, wait=wait, analyzer=chosen)
    rules = None if synonyms is None else _rules_of(synonyms)
    return Index(open_engine(path, options), rules)


def _rules_of(synonyms: "str | os.PathLike[str] | Mapping[str, str | Iterable[str]]") -> "Rules":
    from searchlib.query.synonyms import rules_of  # few have any

    return rules_of(synonyms)
