"""What does a commit hold? A snapshot of the whole index: its segments one after the other, mapped into memory."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from searchlib.errors import IndexDamaged, IndexFolderError
from searchlib.index.files import FileTable
from searchlib.index.format.container import Container
from searchlib.index.manifest import TABLE, FileRow, SegmentRow, Table, read_table
from searchlib.index.segment import SegmentReader

__all__ = ["IndexReader", "open_segments", "size_of"]


@define(slots=False, eq=False, repr=False)
class IndexReader:
    """One commit of an index; it stays what it is whatever is written later. For any number of threads.

    A document's number in the index is its segment's base and its number there: ``bases`` has one more than there are
    segments, the last is the number of all documents, deleted ones included.
    """

    folder: Path
    table: Table
    segments: tuple[SegmentReader, ...]
    bases: tuple[int, ...] = field(init=False)
    _stamp: tuple[int, ...] | None = None

    def __attrs_post_init__(self) -> None:
        self.bases = tuple(accumulate((segment.document_count for segment in self.segments), initial=0))

    @classmethod
    def open(cls, folder: Path) -> "IndexReader | None":
        """The last commit; None where there is no index yet.

        Raises what :func:`~.manifest.read_table` does, and IndexDamaged, RebuildNeeded or IndexFolderError naming the
        file of a segment that is not whole or cannot be read.
        """
        return _opened(folder, {})

    def refresh(self) -> "IndexReader":
        """The last commit: this one itself, or a new one that shares what did not change."""
        if _stamp(self.folder) == self._stamp:
            return self
        newer = _opened(self.folder, dict(zip(self.table.segments, self.segments, strict=True)))
        if newer is None:
            raise IndexDamaged(f"{self.folder / TABLE}: is gone")
        if newer.table == self.table:
            self._stamp = newer._stamp
            return self
        return newer

    @property
    def generation(self) -> int:
        """The number of the commit."""
        return self.table.generation

    @cached_property
    def files(self) -> FileTable:
        """The files that the articles come from."""
        return FileTable.open(self.folder, self.table.files)

    @property
    def document_count(self) -> int:
        """Documents that are not deleted."""
        return sum(segment.live_documents for segment in self.segments)

    @property
    def article_count(self) -> int:
        """Articles that are not deleted."""
        return sum(row.articles - row.deletions for row in self.table.segments)

    def segment_of(self, document: int) -> tuple[int, int]:
        """Which segment has the document of that number in the index, and its number there."""
        if not 0 <= document < self.bases[-1]:
            raise IndexError(document)
        number = bisect_right(self.bases, document) - 1
        return number, document - self.bases[number]

    def find(self, article_id: str) -> tuple[int, int] | None:
        """The segment and the article's number there; None where there is no article of that id."""
        for number in reversed(range(len(self.segments))):
            article = self.segments[number].find(article_id)
            if article >= 0:
                return number, article
        return None

    def articles(self) -> Iterator[tuple[int, int]]:
        """Segment and number of each article that is not deleted, in the order in which they were added."""
        for number, segment in enumerate(self.segments):
            gone = segment.deleted_articles
            for article in range(segment.article_count):
                if gone is None or not gone[article]:
                    yield number, article

    def problems(self) -> Iterator[str]:
        """Read everything; a sentence for each thing that is wrong, naming the file. Empty when all is well."""
        for row, segment in zip(self.table.segments, self.segments, strict=True):
            yield from segment.problems()
            try:
                _deleted(self.folder, row)
            except IndexDamaged as error:
                yield str(error)
        try:
            yield from self.files.problems()
        except IndexFolderError as error:
            yield str(error)


def size_of(folder: Path) -> int:
    """Bytes of the files of the last commit, the table of contents included."""
    table = read_table(folder)
    if table is None:
        return 0
    rows = [row for segment in table.segments for row in (*segment.files, segment.deleted)]
    return (folder / TABLE).stat().st_size + sum(row.length for row in (*rows, table.files) if row is not None)


def _opened(folder: Path, known: Mapping[SegmentRow, SegmentReader]) -> IndexReader | None:
    """Open the last commit. A file that is gone may be so because of a newer commit, which is opened then."""
    while True:
        stamp = _stamp(folder)
        table = read_table(folder)
        if table is None:
            return None
        try:
            return IndexReader(folder, table, open_segments(folder, table.segments, known), stamp)
        except IndexFolderError:
            if read_table(folder) == table:
                raise


def open_segments(
    folder: Path, rows: Sequence[SegmentRow], known: Mapping[SegmentRow, SegmentReader] | None = None
) -> tuple[SegmentReader, ...]:
    """The segments that the table names: those of ``known`` themselves, or on the same files with other deletions."""
    known = known or {}
    by_files = {row.files: segment for row, segment in known.items()}
    segments = []
    for row in rows:
        if row in known:
            segments.append(known[row])
        elif row.files in by_files:
            segments.append(by_files[row.files].without(_deleted(folder, row)))
        else:
            segments.append(_segment(folder, row))
    return tuple(segments)


def _segment(folder: Path, row: SegmentRow) -> SegmentReader:
    postings, text = (folder / each.name for each in row.files)
    segment = SegmentReader.open(postings, text, bytes.fromhex(row.id), _deleted(folder, row))
    for container, each in zip(segment.containers, row.files, strict=True):
        _compare(container, each)
    if (segment.document_count, segment.article_count) != (row.documents, row.articles):
        raise IndexDamaged(f"{folder / row.files[0].name}: has not as many documents as the table of contents says")
    return segment


def _compare(container: Container, row: FileRow) -> None:
    if (container.length, container.checksum) != (row.length, row.checksum):
        raise IndexDamaged(f"{container.path}: is not the file that the table of contents names")


def _deleted(folder: Path, row: SegmentRow) -> NDArray[np.bool_] | None:
    """Which articles of the segment are gone."""
    if row.deleted is None:
        return None
    container = Container.open(folder / row.deleted.name, bytes.fromhex(row.id))
    _compare(container, row.deleted)
    for problem in container.problems():  # a byte for eight articles: that little is read whole
        raise IndexDamaged(problem)
    gone = np.unpackbits(container.typed("articles", "|u1"), bitorder="little").view(bool)
    if not row.articles <= len(gone) < row.articles + 8 or int(gone.sum()) != row.deletions:
        raise IndexDamaged(f"{container.path}: does not fit its segment")
    return gone[: row.articles]


def _stamp(folder: Path) -> tuple[int, ...] | None:
    """What changes when the table of contents is replaced."""
    try:
        status = (folder / TABLE).stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
