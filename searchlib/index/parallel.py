"""How do several processes write one index? Each makes segments of ranges of articles; the writer puts them in order.

A range is so many articles as came one after the other. The writer sends it to one worker, parcel by parcel, and names
the segment that the worker makes of it. Only the writer holds the lock, deletes, and commits: it takes the segments in
the order of their ranges, whichever is ready first, so the documents are in the order in which they were added.
"""

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from searchlib.analysis import Analyzer
from searchlib.article import Article
from searchlib.index.buffer import Buffer
from searchlib.index.building import merge_segments
from searchlib.index.crew import Crew, Worker
from searchlib.index.parcels import packed, unpacked
from searchlib.index.placing import check_places
from searchlib.index.reader import open_segments
from searchlib.index.storing import ArticleBuffer
from searchlib.index.table import FileRow, SegmentRow
from searchlib.index.updating import LEAST, PROCESS, IndexWriter, Made, translated

__all__ = ["ParallelWriter"]

_PARCEL = 1 << 20  # code points that are sent at a time
_FIRST_RANGE, _LAST_RANGE = 4 << 20, 24 << 20  # code points: small at first, so that all workers soon have work
_GROWTH = 1.5  # from one round of ranges to the next
_WORTH_WHILE = 1 << 15  # live documents of segments from which on several processes merge them

Files: TypeAlias = tuple[FileRow, FileRow]


@define
class _State:
    """What a worker process keeps between orders."""

    folder: Path
    analyzer: Analyzer
    memory: int
    dictionary: bytes | None
    buffer: Buffer | None = None

    def forget_words(self, share: int) -> None:
        """Begin anew with words if they take more than one of so many parts of the memory. Nothing may wait."""
        room = max(LEAST, self.memory - PROCESS) << 20
        if self.buffer is not None and self.buffer.words_size > room // share:
            self.buffer = None


def _take(state: _State, parcel: bytes) -> None:
    """Add the articles to the range that the worker is at."""
    if state.buffer is None:
        state.buffer = Buffer(state.analyzer, ArticleBuffer(state.dictionary))
    for article in unpacked(parcel):
        state.buffer.add(article)


def _finish(state: _State, identity: bytes) -> Files:
    """Write the range as the segment of that id."""
    assert state.buffer is not None
    files = state.buffer.write(state.folder, identity)
    state.buffer.clear()
    state.forget_words(2)
    return files


def _merge(state: _State, identity: bytes, rows: list[SegmentRow], gone: list[NDArray[np.bool_] | None]) -> Made:
    """Write the segment of that id from those of the rows."""
    state.forget_words(4)
    plain = open_segments(state.folder, rows)
    segments = [segment.without(flags) for segment, flags in zip(plain, gone, strict=True)]
    return identity, merge_segments(state.folder, identity, segments)


@define
class _Range:
    """Articles on their way into one segment."""

    worker: Worker
    limit: int
    identity: bytes = field(factory=lambda: os.urandom(16))
    digests: dict[str, str] = field(factory=dict)
    replacing: set[str] = field(factory=set)
    added: int = 0
    size: int = 0
    parcel: list[Article] = field(factory=list)
    parcel_size: int = 0
    orders: "list[Future[Any]]" = field(factory=list)
    files: "Future[Files] | None" = None

    def add(self, article: Article, replace: bool) -> None:
        self.digests[article.id] = article.sha256
        if replace:
            self.replacing.add(article.id)
        self.added += 1
        self.size += len(article.text)
        self.parcel.append(article)
        self.parcel_size += len(article.text)
        if self.parcel_size >= _PARCEL:
            self.send()

    def send(self) -> None:
        if self.parcel:
            self.orders.append(self.worker.order(_take, packed(self.parcel)))
            self.parcel.clear()
            self.parcel_size = 0

    def finish(self) -> None:
        self.send()
        self.files = self.worker.order(_finish, self.identity)

    @property
    def failed(self) -> bool:
        """Whether an order is done and went wrong."""
        return any(order.done() and order.exception() for order in self.orders)

    def result(self) -> Files:
        """Wait for the segment. Raises what went wrong first."""
        assert self.files is not None
        for order in self.orders:
            order.result()
        return self.files.result()


@define
class ParallelWriter(IndexWriter):
    """An :class:`~searchlib.index.updating.IndexWriter` that has ``workers`` processes make and merge the segments.

    ``memory`` is each process's. What the analyzer raises in a worker is raised by a later :meth:`add` or by
    :meth:`commit`; where a worker dies it is IndexFolderError.
    """

    workers: int = field(default=2, kw_only=True)
    _ranges: deque[_Range] = field(factory=deque)
    _started: int = 0
    _unpublished: int = 0
    _crew: Crew | None = None

    def digest(self, article_id: str) -> str | None:
        """As for the writer alone."""
        for each in reversed(self._ranges):
            if article_id in each.digests:
                return each.digests[article_id]
        return super().digest(article_id)

    def add(self, article: Article, *, replace: bool = True) -> None:
        """As for the writer alone."""
        check_places(article)
        with self._unbroken():
            current = self._open_range()
            current.add(article, replace)
            self.added += 1
            if current.size >= current.limit:
                current.finish()
                self._collect(self.workers)

    def delete(self, article_id: str) -> bool:
        """As for the writer alone; what was added before is waited for."""
        with translated(self.folder):
            self._flush()
        return self._delete_committed(article_id)

    def cancel(self) -> None:
        """Forget what is not committed, and end the workers."""
        self._ranges.clear()
        if self._crew is not None:
            self._crew.end()
            self._crew = None
        super().cancel()

    def _open_range(self) -> _Range:
        if not self._ranges or self._ranges[-1].files is not None:
            largest = min(_LAST_RANGE, max(LEAST, self.memory - PROCESS) << 20 >> 2)
            limit = min(largest, int(_FIRST_RANGE * _GROWTH ** min(self._started // self.workers, 9)))
            self._ranges.append(_Range(self._hands().least_busy(), limit))
            self._started += 1
        return self._ranges[-1]

    def _hands(self) -> Crew:
        if self._crew is None:
            self._begin_table()
            self._crew = Crew(self.workers, _State, self.folder, self.analyzer, self.memory, self._dictionary)
        return self._crew

    def _collect(self, most: int) -> None:
        """Take the segments that are ready, the first range's first, and wait while more than ``most`` are not."""
        with translated(self.folder):
            while self._ranges and self._ranges[0].files is not None:
                first = self._ranges[0]
                if len(self._ranges) <= most and not (first.files and first.files.done()) and not first.failed:
                    return
                files = first.result()
                for article_id in first.replacing:
                    self._delete_committed(article_id)
                self._insert(len(self._segments), first.identity, files)
                self._fresh += 1
                self._placed += first.added
                self._unpublished += first.size
                self._ranges.popleft()
                if self._unpublished > self.memory << 20 >> 2 and most:
                    self._publish()
                    self._unpublished = 0

    def _flush(self) -> None:
        """Wait for all that was added, as segments. Nothing names the last of them yet."""
        if self._ranges and self._ranges[-1].files is None:
            self._ranges[-1].finish()
        self._collect(0)

    def _due(self) -> list[tuple[int, int]]:
        """Large groups in as many parts as there are workers, about equally large."""
        live = [segment.live_documents for segment in self._segments]
        return [part for group in super()._due() for part in self._parts(group, live)]

    def _parts(self, group: tuple[int, int], live: list[int]) -> list[tuple[int, int]]:
        first, last = group
        total = sum(live[first:last])
        if total < _WORTH_WHILE or last - first < 2 * self.workers:
            return [group]
        return [
            (begin, end)
            for begin, end in _spread(live, first, last, self.workers)
            if end - begin > 1 or self._segments[begin].deleted_articles is not None
        ]

    def _merged(self, groups: list[tuple[int, int]]) -> list[Made | None]:
        """As for the writer alone; several groups are merged at a time."""
        if len(groups) < 2:
            return super()._merged(groups)
        return [None if order is None else order.result() for order in [self._order_merge(*group) for group in groups]]

    def _order_merge(self, first: int, last: int) -> "Future[Made] | None":
        kept = [number for number in range(first, last) if self._segments[number].live_articles]
        rows = [self._rows[number].without_deletions for number in kept]
        gone = [self._segments[number].deleted_articles for number in kept]
        return self._hands().least_busy().order(_merge, os.urandom(16), rows, gone) if kept else None


def _spread(live: list[int], first: int, last: int, count: int) -> Iterator[tuple[int, int]]:
    """The range of segments in at most ``count`` parts with about as many live documents each."""
    ends = np.cumsum([0, *live[first:last]])
    cuts = {first + int(np.abs(ends - ends[-1] * part / count).argmin()) for part in range(count + 1)}
    return pairwise(sorted(cuts | {first, last}))
