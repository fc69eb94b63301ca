"""How do articles get in and out? In batches: each is analysed, written and committed as a whole, or not at all."""

import math
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from attrs import define, field

from searchlib.analysis import Analyzer
from searchlib.article import Article
from searchlib.errors import IndexFolderError, IndexLocked
from searchlib.index.folder import LOCK
from searchlib.index.schema import NUMBER_BITS, documents, key_of
from searchlib.index.whoosh import FileIndex, FileStorage, SegmentWriter

__all__ = ["ArticleWriter", "locked", "writing"]

COMMIT_CHARACTERS = 16_000_000  # of text between two commits
COMMIT_SECONDS = 20.0  # so much work an interruption may cost


@define
class ArticleWriter:
    """Adds and deletes articles in an open index; commits every so often, so that an interruption loses little.

    Use it under :func:`writing`, which holds the lock. ``digests`` are the sha256 of what was
    added, by id; ``committed`` counts the articles of them that are safe on disk.
    """

    _index: FileIndex
    _analyzer: Analyzer
    _memory: int
    _sequence: int
    _opened: SegmentWriter | None = None
    _pending: set[str] = field(factory=set)
    _characters: int = 0
    _due: float = math.inf
    digests: dict[str, str] = field(factory=dict)
    committed: int = 0

    def add(self, article: Article, *, replace: bool) -> None:
        """Index the article; ``replace`` tells that the index may hold an earlier one of its id."""
        if article.id in self._pending:
            self.commit()  # a deletion reaches committed documents only
        made = list(documents(article, self._sequence, self._analyzer))
        with self._translated():
            if replace:
                self.delete(article.id)
            for document in made:
                self._whoosh.add_document(**document)
        self._sequence += 1
        self.digests[article.id] = article.sha256
        self._pending.add(article.id)
        self._characters += len(article.text)
        if self._characters >= COMMIT_CHARACTERS or time.monotonic() >= self._due:
            self.commit()

    def delete(self, article_id: str) -> None:
        """Take an article out."""
        with self._translated():
            self._whoosh.delete_by_term("key", key_of(article_id))

    @property
    def _whoosh(self) -> SegmentWriter:
        """Whoosh's writer of the batch; it makes files, so it is opened only when there is something to write."""
        if self._opened is None:
            self._opened = SegmentWriter(self._index, _lk=False, limitmb=max(16, self._memory // 4))
            self._due = time.monotonic() + COMMIT_SECONDS
        return self._opened

    def commit(self) -> None:
        """Put everything so far on disk; where there is nothing new, nothing is touched."""
        if self._opened is not None:
            with self._translated():
                self._opened.commit()
            self._opened = None
        self.committed = len(self.digests)
        self._pending.clear()
        self._characters = 0

    def _translated(self) -> AbstractContextManager[None]:
        return _translated(Path(self._index.storage.folder))

    def cancel(self) -> None:
        """Forget what is not committed."""
        if self._opened is not None and not self._opened.is_closed:
            self._opened.cancel()


@contextmanager
def writing(index: FileIndex, analyzer: Analyzer, *, memory: int) -> Iterator[ArticleWriter]:
    """Write under the lock; at the end everything is committed, after an exception only what was already.

    ``memory`` is in megabytes. Raises IndexFolderError where nothing can be written.
    """
    writer = ArticleWriter(index, analyzer, memory, _next_sequence(index))
    try:
        yield writer
        writer.commit()
    finally:
        writer.cancel()


@contextmanager
def _translated(folder: Path) -> Iterator[None]:
    """What Whoosh and the system say of a folder that cannot be written, in our words."""
    try:
        yield
    except OSError as error:
        raise IndexFolderError(f"{folder}: cannot be written: {error.strerror}") from error


@contextmanager
def locked(folder: Path, wait: float) -> Iterator[None]:
    """Hold the writer's lock of a folder, which is made if need be; the system takes it back when the process dies.

    Raises IndexLocked after ``wait`` seconds, and IndexFolderError where nothing can be written.
    """
    with _translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock, until = FileStorage(str(folder)).lock(LOCK), time.monotonic() + wait
        while not lock.acquire():
            if time.monotonic() >= until:
                raise IndexLocked(f"{folder}: another process is writing to it")
            time.sleep(0.05)
    try:
        yield
    finally:
        lock.release()


def _next_sequence(index: FileIndex) -> int:
    """One more than the highest sequence number in the index."""
    with index.reader() as reader:
        if ("kind", "article") not in reader:
            return 1
        orders = reader.column_reader("order")
        records: Iterable[int] = reader.postings("kind", "article").all_ids()
        return 1 + max((orders[number] >> NUMBER_BITS for number in records), default=0)
