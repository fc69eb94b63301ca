"""What does one process do to an index? It adds and deletes; what it commits is whole, or is not there."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeAlias

import numpy as np
from attrs import define, evolve, field

from searchlib.analysis import Analyzer
from searchlib.article import Article, ArticleFacts, Source
from searchlib.changes import Forgotten, ReadFile
from searchlib.errors import ArticleError, IndexFolderError
from searchlib.index.commit import publish, remove, sweep
from searchlib.index.files import FileChanges, FileTable, write_files
from searchlib.index.manifest import FileRow, SegmentRow, Table, read_table
from searchlib.index.merge_policy import groups_to_merge
from searchlib.index.reader import open_segments
from searchlib.index.segment import SegmentReader
from searchlib.index.segment_buffer import Buffer
from searchlib.index.segment_writer import merge_segments, write_deleted
from searchlib.index.store.copy import dictionary_of
from searchlib.index.store.writer import ArticleBuffer
from searchlib.index.unplaced import Held, Unplaced

__all__ = ["IndexWriter", "Made", "room_within", "translated"]

_OFTEN = 1 << 20  # code points after which memory is measured
_RECORD = 1 << 10  # for so many an article counts beside its text
_MOST_PLACES = 1 << 32  # of one segment: they are numbered with 32 bits

_PROCESS = 212  # megabytes that Python, its packages and the merging of a range of terms take: measured
_LEAST = 16  # megabytes that what waits and what is known of words get however little memory there is

Made: TypeAlias = tuple[bytes, tuple[FileRow, FileRow]]
"""The id of a new segment and its files."""


@define
class IndexWriter:
    """Adds and deletes articles; made by :func:`~searchlib.index.locked_writer.writing`, which holds the lock.

    What it adds lies in memory up to ``memory`` megabytes for the whole process, then in a segment that is committed at
    once. :meth:`commit` commits the rest and merges. Where one of these raises anything, a whole commit stays and the
    writer has ended: from then on they raise IndexFolderError.
    """

    folder: Path
    analyzer: Analyzer
    memory: int
    table: Table
    added: int = 0
    committed: int = 0
    _segments: list[SegmentReader] = field(init=False)
    _rows: list[SegmentRow] = field(init=False)
    _changed: set[bytes] = field(factory=set)
    _fresh: int = 0
    _placed: int = 0  # of those added, how many are in segments
    _written: list[str] = field(factory=list)
    _buffer: Buffer | None = None
    _broken: bool = False
    _unmeasured: int = 0
    _waiting: Unplaced = field(factory=Unplaced)
    _moves: dict[bytes, dict[int, ArticleFacts]] = field(factory=dict)  # by segment and number there
    _files: FileChanges = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._rows = list(self.table.segments)
        self._files = FileChanges(FileTable.open(self.folder, self.table.files))
        self._segments = list(open_segments(self.folder, self._rows))

    def held(self, identity: str) -> Held | None:
        """The article of that identity as it would be committed now, None where there is none."""
        if identity in self._waiting.held:
            return self._waiting.held[identity]
        place = self._find(identity)
        if place is None:
            return None
        stored = self._segments[place[0]].stored
        return Held(stored.names(place[1])[0], stored.sha256(place[1]))

    def holder(self, article_id: str) -> str | None:
        """The identity of the article of that id as it would be committed now, None where there is none."""
        if article_id in self._waiting.ids:
            return self._waiting.ids[article_id]
        for segment in reversed(self._segments):
            article = segment.find(article_id)
            if article >= 0:
                return segment.stored.names(article)[1]
        return None

    def note(self, change: ReadFile | Forgotten) -> None:
        """Keep what is known of a file that articles come from."""
        self._files.note(change)

    def move(self, identity: str, article: Article) -> bool:
        """Give the committed article of that identity the id and place of ``article``, which is the same otherwise.

        Nothing is analysed again. Whether there was one.
        """
        self._settle(identity)
        place = self._find(identity)
        if place is None:
            return False
        number, moved = place
        self._moves.setdefault(self._segments[number].identity, {})[moved] = article.facts
        self._take_out(identity)
        self._waiting.add(article)
        return True

    def _settle(self, identity: str) -> None:
        """Have the article of that identity in a segment, if it waits to be moved: it changes once more."""
        if identity in self._waiting.held and (self._buffer is None or identity not in self._buffer):
            self._flush_moves()

    def add(self, article: Article, *, replace: bool = True) -> None:
        """Add the article. ``replace`` False promises that no commit has one of its identity: it is not looked for."""
        with self._unbroken():
            self._touch(article.source)
            if self._buffer is None:
                self._buffer = Buffer(self.analyzer, ArticleBuffer(self._dictionary))
            self._settle(article.identity)
            self._buffer.add(article)
            if replace:
                self._delete_committed(article.identity)
            self._waiting.add(article)
            self.added += 1
            self._unmeasured += len(article.text) + _RECORD
            if self._unmeasured >= _OFTEN:
                self._unmeasured = 0
                self._make_room()

    def _make_room(self) -> None:
        """Commit what waits if it takes too much memory."""
        if self._buffer is not None and self._buffer.size + self._buffer.words_size >= self._room:
            with translated(self.folder):
                self._flush()
                self._publish()

    def delete(self, article_id: str) -> bool:
        """Take the article of that id out; whether there was one."""
        identity = self.holder(article_id)
        return identity is not None and self.remove(identity)

    def remove(self, identity: str) -> bool:
        """Take the article of that identity out; whether there was one."""
        self._settle(identity)
        waiting = self._buffer.delete(identity) if self._buffer else False
        self._waiting.delete(identity)
        return self._take_out(identity) or waiting

    def commit(self) -> None:
        """Put everything on disk and merge what is due; where nothing is new, nothing is written."""
        with self._unbroken(), translated(self.folder):
            self._flush()
            if self._changed or self._fresh or self._files:
                self._merge(self._due())
                self._publish()
            self._fresh = 0

    def merge(self) -> None:
        """Commit with all segments merged into as few as there can be, without deleted articles."""
        with self._unbroken(), translated(self.folder):
            self._flush()
            if len(self._rows) > 1 or any(row.deletions for row in self._rows) or self._changed:
                self._merge(_within_limits([(0, len(self._segments))], self._segments))
            if self._written or self._changed or self._files:
                self._publish()
            self._fresh = 0

    def cancel(self) -> None:
        """Forget what is not committed."""
        self._buffer = None
        self._waiting.clear()
        self._written.clear()
        with suppress(OSError, IndexFolderError):
            sweep(self.folder, read_table(self.folder))  # by what the folder says: a commit may have failed at its end

    @contextmanager
    def _unbroken(self) -> Iterator[None]:
        """What fails in here may be half done: to go on would commit the half."""
        if self._broken:
            raise IndexFolderError(f"{self.folder}: an earlier error ended this writer; the last commit is whole")
        self._broken = True
        try:
            yield
        except ArticleError:  # raised before anything of the article is taken in
            self._broken = False
            raise
        self._broken = False

    @property
    def _dictionary(self) -> bytes | None:
        """What the text of the index is compressed with."""
        return dictionary_of([segment.stored for segment in self._segments])

    @property
    def _room(self) -> int:
        """Bytes that what waits and what is known of words may take together."""
        return room_within(self.memory)

    def _find(self, identity: str) -> tuple[int, int] | None:
        for number in reversed(range(len(self._segments))):
            article = self._segments[number].find_identity(identity)
            if article >= 0:
                return number, article
        return None

    def _touch(self, source: Source | None) -> None:
        if source is not None and source.file is not None:
            self._files.touch(source.file)

    def _take_out(self, identity: str) -> bool:
        """Take the committed article of that identity out, and note that its file is not as it was read."""
        place = self._find(identity)
        if place is not None:
            self._touch(self._segments[place[0]].facts(place[1]).source)
        return self._delete_committed(identity)

    def _delete_committed(self, identity: str) -> bool:
        place = self._find(identity)
        if place is None:
            return False
        number, article = place
        segment = self._segments[number]
        gone = segment.deleted_articles
        if segment.identity not in self._changed:
            gone = np.zeros(segment.article_count, bool) if gone is None else gone.copy()
            self._segments[number] = segment.without(gone)
            self._changed.add(segment.identity)
        assert gone is not None
        gone[article] = True
        return True

    def _flush(self) -> None:
        """Write what waits as a segment. Nothing names it yet."""
        if self._buffer is not None and len(self._buffer):
            self._begin_table()
            identity = os.urandom(16)
            files = self._buffer.write(self.folder, identity)
            self._insert(len(self._segments), identity, files)
            self._fresh += 1
        if self._buffer is not None:
            self._buffer.clear()
            self._forget_words(self._room // 2)
        self._flush_moves()
        self._waiting.clear()
        self._placed = self.added

    def _flush_moves(self) -> None:
        """Write the articles that moved as segments of their own: their postings as they are, with other facts."""
        for segment in list(self._segments):
            moved = self._moves.pop(segment.identity, None)
            if moved:
                others = np.ones(segment.article_count, bool)
                others[list(moved)] = False
                identity = os.urandom(16)
                files = merge_segments(self.folder, identity, [segment.without(others)], moved)
                self._insert(len(self._segments), identity, files)
                self._fresh += 1

    def _begin_table(self) -> None:
        """Write an empty table of contents if there is none: files without one are an index that lost it."""
        if not self.table.generation:
            publish(self.folder, self.table, ())

    def _forget_words(self, limit: int) -> None:
        """Begin anew with words if they take more than ``limit`` bytes. Nothing may wait."""
        if self._buffer is not None and self._buffer.words_size > limit:
            self._buffer = None

    def _insert(self, place: int, identity: bytes, files: tuple[FileRow, FileRow]) -> None:
        self._written += [row.name for row in files]
        postings, text = (self.folder / row.name for row in files)
        segment = SegmentReader.open(postings, text, identity)
        row = SegmentRow(
            id=identity.hex(), documents=segment.document_count, articles=segment.article_count, files=files
        )
        self._segments.insert(place, segment)
        self._rows.insert(place, row)

    def _due(self) -> list[tuple[int, int]]:
        live = [segment.live_documents + segment.live_articles for segment in self._segments]
        deleted = [
            segment.document_count + segment.article_count - count
            for segment, count in zip(self._segments, live, strict=True)
        ]
        return _within_limits(groups_to_merge(live, deleted, self._fresh), self._segments)

    def _merge(self, groups: list[tuple[int, int]]) -> None:
        """Make one segment of each group, or none where nothing is left of it."""
        self._forget_words(self._room // 4 if groups else self._room)
        for (first, last), made in reversed(list(zip(groups, self._merged(groups), strict=True))):
            del self._segments[first:last], self._rows[first:last]
            if made is not None:
                self._insert(first, *made)

    def _merged(self, groups: list[tuple[int, int]]) -> list[Made | None]:
        """The segment that each group becomes, None where nothing is left of it."""
        made: list[Made | None] = []
        for first, last in groups:
            segments, identity = [each for each in self._segments[first:last] if each.live_articles], os.urandom(16)
            made.append((identity, merge_segments(self.folder, identity, segments)) if segments else None)
        return made

    def _publish(self) -> None:
        """Commit what is written."""
        self._flush_moves()
        generation = self.table.generation + 1
        kept = [number for number, segment in enumerate(self._segments) if segment.live_articles]
        self._segments = [self._segments[number] for number in kept]
        self._rows = [self._rows[number] for number in kept]
        for number, segment in enumerate(self._segments):
            if segment.identity in self._changed and segment.deleted_articles is not None:
                gone = segment.deleted_articles
                row = write_deleted(self.folder, segment.identity, generation, gone)
                self._written.append(row.name)
                self._rows[number] = evolve(self._rows[number], deleted=row, deletions=int(gone.sum()))
        table = evolve(self.table, generation=generation, segments=tuple(self._rows), files=self._files_row())
        publish(self.folder, table, [name for name in self._written if name in table.names])
        remove(self.folder, (self.table.names | set(self._written)) - table.names)
        self.table, self.committed = table, self._placed
        self._files = FileChanges(FileTable.open(self.folder, table.files))
        self._written.clear()
        self._changed.clear()

    def _files_row(self) -> FileRow | None:
        """The table of files, written anew if anything in it changed."""
        if not self._files:
            return self.table.files
        row = write_files(self.folder, self._files.rows())
        self._written += [row.name] if row else []
        return row


def _within_limits(groups: list[tuple[int, int]], segments: list[SegmentReader]) -> list[tuple[int, int]]:
    """The groups, cut where a merged segment would have more places than can be numbered."""
    result = []
    for first, last in groups:
        places, begin = 0, first
        for number in range(first, last):
            more = int(segments[number].starts[-1])
            if places + more >= _MOST_PLACES:
                result.append((begin, number))
                places, begin = 0, number
            places += more
        result.append((begin, last))
    return [(first, last) for first, last in result if last - first > 1 or segments[first].deleted_articles is not None]


def room_within(memory: int) -> int:
    """Bytes that what waits and what is known of words may take, of so many megabytes for the process.

    An eighth is left for what grows with them: arrays that are replaced by longer ones, and the allocator's gaps.
    """
    return (max(_LEAST, memory - _PROCESS) << 20) * 7 // 8


@contextmanager
def translated(folder: Path) -> Iterator[None]:
    """What the system says of a folder that cannot be written, in our words."""
    try:
        yield
    except OSError as error:
        raise IndexFolderError(f"{folder}: cannot be written: {error.strerror or error}") from error
