"""Sync of an index with what lies below paths: which changes make it hold that, and no more than that?

What the index knows comes in: the files of its articles, as they were when they were read, and the articles' facts. A
:class:`Sync` gives the changes, in order: articles that are new or other than before, files moved, articles that are no
more. What came from elsewhere stays, and so does what is there but could not be read this time.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from attrs import define, field

from searchlib.article import Article, ArticleFacts
from searchlib.changes import Change, Forgotten, Moved, ReadFile, Removed
from searchlib.source.file import File
from searchlib.source.known_files import FileNotes
from searchlib.source.read import Reading
from searchlib.source.walk import STANDARD_INPUT

__all__ = ["Sync", "noted"]


def noted(reading: Reading) -> Iterator[Change]:
    """The articles of a reading, and between them which files on the disk were read."""
    waiting: deque[ReadFile | Forgotten] = deque()
    reading.follow(FileNotes(waiting.append))
    yield from _between(reading, waiting)


def _between(reading: Reading, waiting: "deque[ReadFile | Forgotten]") -> Iterator[Change]:
    for article in reading:
        while waiting:
            yield waiting.popleft()
        yield article
    yield from waiting


@define
class Sync:
    """The changes that make an index hold what ``reading`` finds.

    ``files`` gives what the index knows of the files at or below an absolute path, ``articles`` the facts of all its
    articles, as they are before the first change. ``reread``: read files, too, that are as they were. ``empty``: take
    out what came from below a path where no file is any more. ``warnings`` says what was left as it is, once all
    changes were given.
    """

    reading: Reading
    files: Callable[[str], Iterable[ReadFile]]
    articles: Callable[[], Iterable[ArticleFacts]]
    reread: bool = False
    empty: bool = False
    warnings: list[str] = field(factory=list, init=False)
    _known: dict[str, ReadFile] = field(factory=dict, init=False)
    _present: set[str] = field(factory=set, init=False)
    _read: set[str] = field(factory=set, init=False)  # files and archives that were begun this time
    _seen: set[str] = field(factory=set, init=False)  # identities
    _lost: dict[str, list[ArticleFacts]] = field(factory=dict, init=False)  # of files that are no more, by sha256
    _spared: set[str] = field(factory=set, init=False)  # roots that may only be missing for a while

    def changes(self) -> Iterator[Change]:
        """All changes, in order; those of files that moved come where the file is read."""
        self._look()
        gone = {path for path in self._known if not self._is_present(path) and not _lies_in(path, self._spared)}
        for facts in self.articles() if gone else ():
            if _lies_in(_file(facts), gone):
                self._lost.setdefault(facts.sha256, []).append(facts)
        moved = set()
        for change in self._read_changes():
            change = self._as_moved(change) if isinstance(change, Article) else change
            if isinstance(change, Moved):
                moved.add(change.identity)
            yield change
        unread = set(self._unread())
        yield from map(Removed, self._vanished(gone, unread, moved))
        yield from (Forgotten(path) for path in sorted(gone) if not _lies_in(path, unread))

    def _look(self) -> None:
        """See which files there are, and which the index knows."""
        found: dict[str, int] = {path: 0 for path in self.reading.paths if path != STANDARD_INPUT}
        for path, entry in self.reading.walk():
            if isinstance(entry, File) and entry.file is not None:
                self._present.add(entry.file)
                found[path] += 1
        for path, count in found.items():
            root = os.path.realpath(path)
            known = {row.path: row for row in self.files(root)}
            self._known |= known
            if known and not count and not self.empty and os.path.exists(path):  # noqa: PTH110 - it may hold a NUL
                self._spared.add(root)
                self.warnings.append(
                    f"{path} holds no file any more: the articles of {len(known):,} stay in the index; if it is not"
                    " a disk that is missing, --empty (empty=True) takes them out"
                )

    def _is_present(self, path: str) -> bool:
        return path in self._present or any(place in self._present for place in _places(path))

    def _read_changes(self) -> Iterator[Change]:
        waiting: deque[ReadFile | Forgotten] = deque()
        known = None if self.reread else self._known.get
        self.reading.follow(FileNotes(waiting.append, known))
        for change in _between(self.reading, waiting):
            if isinstance(change, ReadFile | Forgotten):
                self._read.add(change.path)
            yield change

    def _as_moved(self, article: Article) -> Article | Moved:
        """The article, or that it is one of a file that is no more: of several of the same text the nearest."""
        file = _file(article)
        self._seen.add(article.identity)
        if not self._lost or any(place in self._known for place in _places(file)):
            return article
        same = self._lost.get(article.sha256)
        if not same:
            return article
        nearest = min(same, key=lambda facts: _steps(_file(facts), file))
        same.remove(nearest)
        return Moved(nearest.identity, article)

    def _vanished(self, gone: set[str], unread: set[str], moved: set[str]) -> Iterator[str]:
        """The identities of articles that were not seen again, of files that were read or are no more."""
        again = {path for path in self._read if path in self._known}
        if not gone and not again:
            return
        for facts in self.articles():
            file, identity = _file(facts), facts.identity
            if identity in self._seen or identity in moved or _lies_in(file, unread):
                continue
            if _lies_in(file, gone) or _lies_in(file, again):
                yield identity

    def _unread(self) -> Iterator[str]:
        """The absolute paths of what failed; of a record the file as well."""
        for failure in self.reading.failed:
            file, separator, _ = failure.source.rpartition("#")
            for path in (failure.source, file if separator else ""):
                if path and "\0" not in path:
                    yield os.path.realpath(path)


def _file(article: Article | ArticleFacts) -> str:
    return "" if article.source is None else article.source.file or ""


def _places(path: str) -> Iterator[str]:
    """The path and the folders and archives above it."""
    while path:
        yield path
        above = os.path.dirname(path)  # noqa: PTH120 - a Path costs ten times as much
        path = above if above != path else ""


def _lies_in(path: str, places: set[str]) -> bool:
    """Whether a path is one of these, or below one."""
    return any(place in places for place in _places(path))


def _steps(one: str, other: str) -> int:
    """How many steps lead from one file to another."""
    return os.path.relpath(one, os.path.dirname(other)).count(os.sep)  # noqa: PTH120 - as above
