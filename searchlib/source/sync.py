"""Sync of an index with what lies below paths: which changes make it hold that, and no more than that?

What the index knows comes in: the files of its articles, as they were when they were read, and the articles' facts. A
:class:`Sync` gives the changes, in order: articles that are new or other than before, files moved, articles that are no
more. What came from elsewhere stays, and so does what is there but could not be read this time.
"""

import os
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import TypeAlias, TypeGuard

from attrs import define, field

from searchlib.article import Article, ArticleFacts
from searchlib.changes import NEVER, Change, Forgotten, Moved, ReadFile, Removed, places_of
from searchlib.source.file import Failure, File, tidy
from searchlib.source.known_files import FileNotes
from searchlib.source.read import Reading
from searchlib.source.walk import STANDARD_INPUT

__all__ = ["Sync", "noted"]

_COMPARED = 100
"""Of so many vanished files with the same text the nearest is looked for."""


Files: TypeAlias = Callable[[str], Iterable[ReadFile]]
"""Gives what an index knows of the files at or below an absolute path."""


def noted(reading: Reading, files: Files) -> Iterator[Change]:
    """The articles of a reading, and between them which files on the disk were read.

    One that the index knows already, as ``files`` says, is to be read again unless it is as it was then: only a
    :class:`Sync` takes out what it does not hold any more.
    """
    known = _KnownFiles()
    for root in filter(None, map(_real, reading.paths)):
        known.take(files(root))
    waiting: deque[ReadFile | Forgotten] = deque()
    reading.follow(FileNotes(waiting.append))
    for change in _between(reading, waiting):
        if not (_is_end(change) and known.holds(change.path)) or change == known.rows.get(change.path):
            yield change


def _between(reading: Reading, waiting: "deque[ReadFile | Forgotten]") -> Iterator[Change]:
    for article in reading:
        while waiting:
            yield waiting.popleft()
        yield article
    yield from waiting


def _is_end(change: Change) -> TypeGuard[ReadFile | Forgotten]:
    """Whether it says that a file was read to its end."""
    return isinstance(change, Forgotten) or (isinstance(change, ReadFile) and change.modified != NEVER)


@define(slots=False)
class _KnownFiles:
    """What an index knows of files: the ``rows`` by path."""

    rows: dict[str, ReadFile] = field(factory=dict)

    def take(self, rows: Iterable[ReadFile]) -> None:
        """More of them, before anything is asked."""
        self.rows |= {row.path: row for row in rows}

    def holds(self, path: str) -> bool:
        """Whether the file is known, or what is in it, or was below it when it was a folder."""
        return path in self.rows or next(self.below(path), None) is not None

    def below(self, path: str) -> Iterator[str]:
        """The known paths below that one."""
        beginning = path.rstrip(os.sep) + os.sep
        for number in range(bisect_left(self._paths, beginning), len(self._paths)):
            if not self._paths[number].startswith(beginning):
                return
            yield self._paths[number]

    @cached_property
    def _paths(self) -> list[str]:
        return sorted(self.rows)


@define
class Sync:
    """The changes that make an index hold what ``reading`` finds.

    ``files`` gives what the index knows of the files at or below an absolute path, ``articles`` the facts of all its
    articles, as they are before the first change. ``reread``: read files, too, that are as they were. ``empty``: take
    out what came from below a path where no file is any more. ``warnings`` says what was left as it is, once all
    changes were given.
    """

    reading: Reading
    files: Files
    articles: Callable[[], Iterable[ArticleFacts]]
    reread: bool = False
    empty: bool = False
    warnings: list[str] = field(factory=list, init=False)
    _known: _KnownFiles = field(factory=_KnownFiles, init=False)
    _present: set[str] = field(factory=set, init=False)
    _read: set[str] = field(factory=set, init=False)  # files and archives that were begun this time
    _seen: set[str] = field(factory=set, init=False)  # identities
    _lost: dict[str, dict[str, deque[str]]] = field(factory=dict, init=False)  # identities, by sha256 and vanished file
    _spared: set[str] = field(factory=set, init=False)  # what may only be missing for a while, or cannot be looked at

    def changes(self) -> Iterator[Change]:
        """All changes, in order; those of files that moved come where the file is read.

        That a known file was read to its end comes after what it does not hold any more: whoever is stopped before
        reads it again.
        """
        self._look()
        gone = {path for path in self._known.rows if not self._is_present(path) and not _lies_in(path, self._spared)}
        for facts in self.articles() if gone else ():
            if _lies_in(_file(facts), gone):
                self._lost.setdefault(facts.sha256, {}).setdefault(_file(facts), deque()).append(facts.identity)
        moved, ends = set(), list[ReadFile | Forgotten]()
        for change in self._read_changes():
            change = self._as_moved(change) if isinstance(change, Article) else change
            if isinstance(change, Moved):
                moved.add(change.identity)
            if _is_end(change) and self._known.holds(change.path):
                ends.append(change)
            else:
                yield change
        unread = set(self._unread())
        again = {path for path in self._read if self._known.holds(path)}
        yield from map(Removed, self._vanished(gone | again, unread, moved))
        over = gone.union(*map(self._known.below, again))
        yield from (Forgotten(path) for path in sorted(over) if not _lies_in(path, unread))
        yield from ends

    def _look(self) -> None:
        """See which files there are, and which the index knows."""
        found: dict[str, int] = {path: 0 for path in self.reading.paths if _real(path)}
        roots = {path: _real(path) for path in found}
        outside = set[str]()
        for path, entry in self.reading.walk():
            if isinstance(entry, Failure):
                self._spared |= set(self._named(entry.source))
            if isinstance(entry, File) and entry.file is not None:
                self._present.add(entry.file)
                found[path] += 1
                if not entry.file.startswith(roots[path]):
                    outside.add(entry.file)
        for path, count in found.items():
            self._look_at(path, list(self.files(roots[path])), count)
        for file in outside:
            self._known.take(self.files(file))

    def _look_at(self, path: str, known: list[ReadFile], count: int) -> None:
        """Take what is known below a path where so many files are now."""
        self._known.take(known)
        if known and not count and not self.empty and os.path.exists(path):  # noqa: PTH110 - as it was typed
            self._spared.add(_real(path))
            self.warnings.append(
                f"{path} holds no file any more: the articles of {len(known):,} stay in the index; if it is not"
                " a disk that is missing, --empty (empty=True) takes them out"
            )

    def _is_present(self, path: str) -> bool:
        return path in self._present or any(place in self._present for place in places_of(path))

    def _read_changes(self) -> Iterator[Change]:
        waiting: deque[ReadFile | Forgotten] = deque()
        known = None if self.reread else self._known.rows.get
        self.reading.follow(FileNotes(waiting.append, known))
        for change in _between(self.reading, waiting):
            if isinstance(change, ReadFile | Forgotten):
                self._read.add(change.path)
            yield change

    def _as_moved(self, article: Article) -> Article | Moved:
        """The article, or that it is one of a file that is no more: of several of the same text the nearest."""
        file = _file(article)
        self._seen.add(article.identity)
        if not self._lost or any(place in self._known.rows for place in places_of(file)):
            return article
        same = self._lost.get(article.sha256)
        if not same:
            return article
        nearest = min(islice(same, _COMPARED), key=lambda lost: _steps(lost, file))
        identity = same[nearest].popleft()
        if not same[nearest]:
            del same[nearest]
        return Moved(identity, article)

    def _vanished(self, places: set[str], unread: set[str], moved: set[str]) -> Iterator[str]:
        """The identities of articles that were not seen again, of files that were read or are no more."""
        for facts in self.articles() if places else ():
            file, identity = _file(facts), facts.identity
            if identity in self._seen or identity in moved or _lies_in(file, unread):
                continue
            if _lies_in(file, places):
                yield identity

    def _unread(self) -> Iterator[str]:
        """The absolute paths of what failed; of a record the file as well."""
        for failure in self.reading.failed:
            file, separator, _ = failure.source.rpartition("#")
            yield from self._named(failure.source)
            yield from self._named(file) if separator else ()

    def _named(self, path: str) -> Iterator[str]:
        """The absolute paths of what failed. A link that leads nowhere says nothing of where it led, but for a root."""
        if real := _real(path):
            folder, name = os.path.split(path)
            yield os.path.join(_real(folder or os.curdir), name)  # noqa: PTH118 - a Path costs ten times as much
            if path in map(tidy, self.reading.paths) or os.path.exists(real):  # noqa: PTH110 - as above
                yield real


def _file(article: Article | ArticleFacts) -> str:
    return "" if article.source is None else article.source.file or ""


def _lies_in(path: str, places: set[str]) -> bool:
    """Whether a path is one of these, or below one."""
    return any(place in places for place in places_of(path))


def _steps(one: str, other: str) -> int:
    """How many steps lead from one file to another."""
    return os.path.relpath(one, os.path.dirname(other)).count(os.sep)  # noqa: PTH120 - as above


def _real(path: str) -> str:
    """The absolute path, links resolved, as files are known by it; empty where there is none."""
    return "" if path in ("", STANDARD_INPUT) or "\0" in path else tidy(os.path.realpath(path))
