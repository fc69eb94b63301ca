"""The embedded engine: a Whoosh index in a folder."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from attrs import define, field

from searchlib.analysis import PRESETS, Analyzer, preset
from searchlib.article import Article, ArticleFacts
from searchlib.engine.base import Progress, Request, Stats, Summary
from searchlib.engine.embedded.view import View
from searchlib.engine.embedded.whoosh import FileIndex, Searcher
from searchlib.errors import AnalyzerError, InvalidRequest, NotAnIndex, NotFound
from searchlib.index.folder import Manifest, read_manifest
from searchlib.index.schema import with_analyzer
from searchlib.index.store import create_index, damage_named, open_index, size_of
from searchlib.index.writer import ArticleWriter, locked, writing
from searchlib.results import Results

__all__ = ["EmbeddedEngine"]


@define
class EmbeddedEngine:
    """An index in ``folder``. Nothing is written before the first add, and the lock is held only while writing.

    ``memory`` is in megabytes, ``wait`` in seconds: how long a second writer waits for the first.
    """

    folder: Path
    analyzer: Analyzer
    memory: int = 512
    wait: float = 0.0
    _index: FileIndex | None = None
    _view: View | None = None
    _lock: threading.RLock = field(factory=threading.RLock, init=False, repr=False)

    @classmethod
    def open(
        cls, folder: Path, analyzer: Analyzer | None, *, create: bool, memory: int, wait: float
    ) -> "EmbeddedEngine":
        """Open what is there; ``analyzer`` None takes the one recorded, for a new index "english".

        Raises NotAnIndex, RebuildNeeded, IndexDamaged, and AnalyzerError where the analyzer is not the index's own.
        """
        manifest = read_manifest(folder)
        if manifest is None:
            if not create:
                raise NotAnIndex(f"{folder}: there is no index")
            return cls(folder, analyzer or preset("english"), memory, wait)
        return cls(folder, _agreed(folder, manifest, analyzer), memory, wait, open_index(folder))

    def add(self, articles: Iterable[Article], progress: Callable[[Progress], None] | None = None) -> Summary:
        """See :class:`~searchlib.engine.base.Engine`."""
        counts, characters = Counter[str](), 0
        incoming = iter(articles)
        first = next(incoming, None)  # where there is none, nothing is written
        if first is None:
            return Summary()
        with self._writer() as (writer, before):
            for article in chain([first], incoming):
                counts[_added(article, writer, before)] += 1
                characters += len(article.text)
                if progress is not None:
                    done = counts.total()
                    progress(Progress(articles=done, characters=characters, committed=writer.committed))
        return Summary(added=counts["added"], replaced=counts["replaced"], unchanged=counts["unchanged"])

    def delete(self, ids: Iterable[str]) -> int:
        """See :class:`~searchlib.engine.base.Engine`."""
        deleted = 0
        if self._current() is not None:
            with self._writer() as (writer, before):
                for article_id in dict.fromkeys(ids):
                    if before.digest(article_id) is not None:
                        writer.delete(article_id)
                        deleted += 1
        return deleted

    def search(self, request: Request) -> Results:
        """See :class:`~searchlib.engine.base.Engine`."""
        with self._lock:
            view = self._current()
            if view is not None:
                with damage_named(self.folder):
                    return view.search(request)
        question = request.question
        return Results((), 0, question.warnings, question.understood, question.reading)

    def get(self, article_id: str) -> Article:
        """See :class:`~searchlib.engine.base.Engine`."""
        with self._lock:
            view = self._current()
            if view is None:
                raise NotFound(f"no article {article_id!r}: the index is empty")
            with damage_named(self.folder):
                return view.article(article_id)

    def articles(self) -> Iterator[ArticleFacts]:
        """See :class:`~searchlib.engine.base.Engine`."""
        view = self._current()
        return iter(()) if view is None else view.articles()

    def __len__(self) -> int:
        view = self._current()
        return 0 if view is None else len(view)

    def stats(self) -> Stats:
        """See :class:`~searchlib.engine.base.Engine`."""
        view = self._current()
        if view is None:
            return Stats(articles=0, passages=0, words=0, terms=0, size=0, segments=0, analyzer=self.analyzer.name)
        passages, words, terms, segments = view.counts
        return Stats(
            articles=len(view),
            passages=passages,
            words=words,
            terms=terms,
            size=size_of(self.folder),
            segments=segments,
            analyzer=self.analyzer.name,
        )

    def check(self) -> tuple[str, ...]:
        """See :class:`~searchlib.engine.base.Engine`."""
        view = self._current()
        return () if view is None else tuple(view.problems())

    def refresh(self) -> None:
        """See :class:`~searchlib.engine.base.Engine`."""
        with self._lock:
            self._view = None
            if self._index is None and read_manifest(self.folder) is not None:
                self._index = open_index(self.folder)

    def close(self) -> None:
        """See :class:`~searchlib.engine.base.Engine`."""
        with self._lock:
            if self._view is not None:
                self._view.searcher.close()
            self._view = None

    def searcher(self) -> Searcher:
        """Whoosh's Searcher on the last commit, for those who know it. Raises NotAnIndex before the first add."""
        view = self._current()
        if view is None:
            raise NotAnIndex(f"{self.folder}: there is no index yet")
        with_analyzer(view.searcher.schema, self.analyzer)
        return view.searcher

    def _current(self) -> View | None:
        """The view of the last commit that this engine knows of, None before the first add."""
        with self._lock:
            if self._view is None and self._index is not None:
                with damage_named(self.folder):
                    self._view = View(self._index.searcher(), self.analyzer)
            return self._view

    @contextmanager
    def _writer(self) -> Iterator[tuple[ArticleWriter, View]]:
        """A writer that holds the lock, and the view of what was before; the next search sees what was written."""
        with locked(self.folder, self.wait):
            index = self._made()
            try:
                with writing(index, self.analyzer, memory=self.memory) as writer:
                    yield writer, View(index.searcher(), self.analyzer)
            finally:
                with self._lock:
                    self._view = None

    def _made(self) -> FileIndex:
        """The index, made now if nobody has made it yet; to be called under the lock."""
        with self._lock:
            if self._index is None:
                manifest = read_manifest(self.folder)
                if manifest is None:
                    ours = Manifest(analyzer=self.analyzer.name, fingerprint=self.analyzer.fingerprint)
                    self._index = create_index(self.folder, ours)
                else:
                    _agreed(self.folder, manifest, self.analyzer)
                    self._index = open_index(self.folder)
            return self._index


def _added(article: Article, writer: ArticleWriter, before: View) -> str:
    """Index the article unless that changes nothing; which count of the summary it belongs to."""
    if not isinstance(article, Article):
        raise InvalidRequest(f"add takes articles, and {article!r} is none")
    earlier = writer.digests.get(article.id) or before.digest(article.id)
    if earlier == article.sha256:
        return "unchanged"
    writer.add(article, replace=earlier is not None)
    return "added" if earlier is None else "replaced"


def _agreed(folder: Path, manifest: Manifest, analyzer: Analyzer | None) -> Analyzer:
    """The analyzer of the index: the recorded preset, or the given one where it is the same."""
    chosen = analyzer or _recorded(folder, manifest)
    if chosen.fingerprint != manifest.fingerprint:
        hint = "pass the one it was made with" if analyzer or manifest.analyzer not in PRESETS else "rebuild it"
        raise AnalyzerError(
            f"{folder}: made with the analyzer {manifest.analyzer!r}, which is not the {chosen.name!r} of now: {hint}"
        )
    return chosen


def _recorded(folder: Path, manifest: Manifest) -> Analyzer:
    try:
        return preset(manifest.analyzer)
    except AnalyzerError as error:
        message = f"{folder}: made with an analyzer of your own, {manifest.analyzer!r}: pass it as analyzer="
        raise AnalyzerError(message) from error
