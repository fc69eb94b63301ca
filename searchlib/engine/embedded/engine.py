"""The embedded engine: an index in a folder, of mapped arrays."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import define, field

from searchlib.analysis import PRESETS, Analyzer, preset
from searchlib.article import Article, ArticleFacts
from searchlib.changes import Change, ReadFile
from searchlib.engine.base import OpenOptions, Progress, Request, Stats, Summary
from searchlib.engine.embedded.view import View
from searchlib.errors import AnalyzerError, IndexFolderError, InvalidRequest, NotAnIndex, NotFound, RebuildNeeded
from searchlib.index.manifest import REBUILD, VERSION, Table, is_vacant, writable_table
from searchlib.index.reader import IndexReader, size_of

if TYPE_CHECKING:
    from searchlib.index.writer import IndexWriter
    from searchlib.query import Contents
    from searchlib.results import Results
    from searchlib.suggestions import Suggestions

__all__ = ["EmbeddedEngine", "is_vacant", "open_folder"]


def open_folder(path: str, options: OpenOptions) -> "EmbeddedEngine":
    """The engine of the index in a folder, as :meth:`EmbeddedEngine.open`."""
    if "\0" in path:
        raise InvalidRequest(f"{path!r} is not the path of a folder")
    return EmbeddedEngine.open(Path(path), options)


@define(eq=False, repr=False)
class EmbeddedEngine:
    """An index in ``folder``. Nothing is written before the first add, and the lock is held only while writing.

    ``is_chosen`` False: nobody asked for this analyzer, so that of the index counts once somebody has made it.

    ``memory`` is in megabytes, for the whole process while it writes, and for each of ``workers`` processes where there
    are several; ``wait`` in seconds: how long a second writer waits for the first.
    """

    folder: Path
    analyzer: Analyzer
    memory: int = 512
    workers: int = 1
    wait: float = 0.0
    _view: View | None = None
    _is_chosen: bool = True
    _lock: threading.RLock = field(factory=threading.RLock, init=False, repr=False)

    @classmethod
    def open(cls, folder: Path, options: OpenOptions) -> "EmbeddedEngine":
        """Open what is there, or get ready to make an index there.

        Raises NotAnIndex, RebuildNeeded, IndexDamaged, and AnalyzerError where the analyzer is not the index's own.
        """
        analyzer, writing = options.analyzer, (options.memory, options.workers, options.wait)
        reader = IndexReader.open(folder)
        if reader is None:
            if not options.create:
                raise NotAnIndex(f"{folder}: there is no index")
            return cls(folder, analyzer or preset("english"), *writing, is_chosen=analyzer is not None)
        agreed = _agreed(folder, reader.table, analyzer)
        return cls(folder, agreed, *writing, View.of(reader, agreed))

    @property
    def reading_analyzer(self) -> Analyzer:
        """See :class:`~searchlib.engine.base.Engine`."""
        return self.analyzer if self._view is None else self._view.analyzer

    def add(self, changes: Iterable[Change], progress: Callable[[Progress], None] | None = None) -> Summary:
        """See :class:`~searchlib.engine.base.Engine`."""
        from searchlib.engine.ingestion import Ingestion  # asking needs none of it

        incoming = iter(changes)
        first = next(incoming, None)  # where there is none, nothing is written
        if first is None:
            writable_table(self.folder)
            return Summary()
        with self._writer() as writer:
            ingestion = Ingestion(writer, progress)
            for change in chain([first], incoming):
                ingestion.take(change)
        return ingestion.summary

    def files(self, path: str) -> Iterable[ReadFile]:
        """See :class:`~searchlib.engine.base.Engine`."""
        view = self._view
        try:
            return () if view is None else view.reader.files.below(path)
        except IndexFolderError:  # or a newer commit has taken its place
            self.refresh()
            if self._view is view:
                raise
            return self.files(path)

    def delete(self, ids: Iterable[str]) -> int:
        """See :class:`~searchlib.engine.base.Engine`."""
        wanted = dict.fromkeys(ids)
        if self._view is None:
            self.refresh()
        if self._view is None or not wanted:
            writable_table(self.folder)
            return 0
        with self._writer() as writer:
            return sum(map(writer.delete, wanted))

    @property
    def generation(self) -> int:
        """See :class:`~searchlib.engine.base.Engine`."""
        return 0 if self._view is None else self._view.reader.generation

    def fields(self) -> "Mapping[str, Contents]":
        """See :class:`~searchlib.engine.base.Engine`."""
        view = self._view
        return {} if view is None else view.fields

    def search(self, request: Request) -> "Results":
        """See :class:`~searchlib.engine.base.Engine`."""
        from searchlib.engine.embedded.search import EmbeddedSearch  # who only writes needs neither
        from searchlib.engine.hits import answered, nothing_found

        view = self._view
        if view is None:
            return nothing_found(request)
        try:
            return answered(partial(EmbeddedSearch, view), request)
        except (RecursionError, AttributeError, TypeError) as error:  # what Whoosh's classes do with what is no query
            if not request.question.is_given:
                raise
            raise InvalidRequest(f"Whoosh's query cannot be run: {error}") from error

    def suggest(self, typed: str, limit: int) -> "Suggestions":
        """See :class:`~searchlib.engine.base.Engine`."""
        from searchlib.suggestions import Suggestions  # seldom needed

        view = self._view
        return Suggestions() if view is None else view.suggest(typed, limit)

    def get(self, article_id: str) -> Article:
        """See :class:`~searchlib.engine.base.Engine`."""
        view = self._view
        if view is None:
            raise NotFound(f"no article {article_id!r}: the index is empty")
        return view.article(article_id)

    def __contains__(self, article_id: object) -> bool:
        view = self._view
        return view is not None and isinstance(article_id, str) and view.reader.find(article_id) is not None

    def articles(self) -> Iterator[ArticleFacts]:
        """See :class:`~searchlib.engine.base.Engine`."""
        return iter(()) if self._view is None else self._view.articles()

    def __len__(self) -> int:
        return 0 if self._view is None else len(self._view)

    def stats(self) -> Stats:
        """See :class:`~searchlib.engine.base.Engine`."""
        view = self._view
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
        return () if self._view is None else tuple(self._view.reader.problems())

    def refresh(self) -> None:
        """See :class:`~searchlib.engine.base.Engine`."""
        with self._lock:
            view = self._view
            reader = IndexReader.open(self.folder) if view is None else view.reader.refresh()
            if reader is not None and (view is None or reader is not view.reader):
                self.analyzer = _agreed(self.folder, reader.table, self.analyzer if self._is_chosen else None)
                self._is_chosen = True
                self._view = View.of(reader, self.analyzer)

    def close(self) -> None:
        """See :class:`~searchlib.engine.base.Engine`."""
        self._view = None

    def searcher(self) -> Any:
        """Whoosh's Searcher on the last commit, for those who know it. Raises NotAnIndex before the first add."""
        from searchlib.index.whoosh.searcher import whoosh_searcher

        if self._view is None:
            raise NotAnIndex(f"{self.folder}: there is no index yet")
        return whoosh_searcher(self._view.reader, self.analyzer)

    @contextmanager
    def _writer(self) -> "Iterator[IndexWriter]":
        """A writer that holds the lock; the next search sees what was written."""
        from searchlib.index.locked_writer import writing  # asking needs none of it

        if self._view is None:
            self.refresh()  # somebody may have made the index meanwhile
        try:
            writer = writing(self.folder, self.analyzer, memory=self.memory, wait=self.wait, workers=self.workers)
            with writer as opened:
                yield opened
        finally:
            self.refresh()


def _agreed(folder: Path, table: Table, analyzer: Analyzer | None) -> Analyzer:
    """The analyzer of the index: the recorded preset, or the given one where it is the same."""
    chosen = analyzer or _recorded(folder, table)
    if chosen.fingerprint == table.fingerprint:
        return chosen
    if chosen.name == table.analyzer and table.version < VERSION:
        return chosen  # what is only read may be read by the rules of now: see View.warnings
    if chosen.name == table.analyzer and chosen.name in PRESETS:
        raise RebuildNeeded(
            f"{folder}: another version of searchlib read its words ({table.analyzer}), by other rules than this one:"
            f" {REBUILD}"
        )
    raise AnalyzerError(
        f"{folder}: made with the analyzer {table.analyzer!r}, which is not the {chosen.name!r} of now:"
        " pass the one it was made with"
    )


def _recorded(folder: Path, table: Table) -> Analyzer:
    try:
        return preset(table.analyzer)
    except AnalyzerError as error:
        message = f"{folder}: made with an analyzer of your own, {table.analyzer!r}: pass it as analyzer="
        raise AnalyzerError(message) from error
