"""How do several processes write one index? Each makes segments of ranges of articles; the writer puts them in order.

A range is so many articles as came one after the other, in parcels. It is sent to one worker, parcel by parcel, which
makes a segment of it under a name that the writer gives. A worker that has nothing left to do takes the second half of
what another has still to get, as a range of its own. Only the writer holds the lock, deletes, and commits: it takes the
segments in the order of their ranges, so the documents are in the order in which they were added.
"""

import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import pairwise
from typing import Any

import numpy as np
from attrs import define, field

from searchlib.article import Article
from searchlib.index.store.chunks import check_places
from searchlib.index.unplaced import Held, Unplaced
from searchlib.index.worker_pool import Crew, Files, State, Worker, finish, merge, packed, take
from searchlib.index.writer import IndexWriter, Made, room_within, translated
from searchlib.kernels.offsets import offsets_of

__all__ = ["ParallelWriter"]

_PARCEL = 1 << 20  # code points that are sent at a time
_AHEAD = 64  # parcels that may wait to be sent
_SHARED = 4  # parcels that must wait for a worker for another to take half of them
_LARGEST = 64 << 20  # code points of a range
_WORTH_WHILE = 1 << 15  # live documents of segments from which on several processes merge them


@define
class _Parcel:
    """Articles that are sent together."""

    articles: list[Article] = field(factory=list)
    names: Unplaced = field(factory=Unplaced)
    replacing: set[str] = field(factory=set)
    count: int = 0
    size: int = 0
    content: bytes = b""

    def add(self, article: Article, replace: bool) -> None:
        self.articles.append(article)
        self.count += 1
        self.names.add(article)
        self.size += len(article.text)
        if replace:
            self.replacing.add(article.identity)


@define(eq=False)
class _Range:
    """Articles on their way into one segment, for ``worker``. More may come while it is ``open``."""

    worker: Worker | None = None
    identity: bytes = field(factory=lambda: os.urandom(16))
    parcels: list[_Parcel] = field(factory=list)
    sent: int = 0  # of the parcels
    sent_size: int = 0
    open: bool = True
    files: "Future[Files] | None" = None

    @property
    def unsent(self) -> int:
        return len(self.parcels) - self.sent

    def split(self, kept: int) -> "_Range":
        """Leave so many parcels here; a new range of the others, which takes what comes."""
        rest = _Range(parcels=self.parcels[kept:], open=self.open)
        del self.parcels[kept:]
        self.open = False
        return rest


@define
class ParallelWriter(IndexWriter):
    """An :class:`~searchlib.index.writer.IndexWriter` that has ``workers`` processes make and merge the segments.

    ``memory`` is each process's. What the analyzer raises in a worker is raised by a later :meth:`add` or by
    :meth:`commit`; where a worker dies it is IndexFolderError.
    """

    workers: int = field(default=2, kw_only=True)
    _parcel: _Parcel = field(factory=_Parcel)
    _ranges: list[_Range] = field(factory=list)
    _orders: "set[Future[Any]]" = field(factory=set)
    _unpublished: int = 0
    _crew: Crew | None = None

    def held(self, identity: str) -> Held | None:
        """As for the writer alone."""
        for parcel in self._parcels():
            if identity in parcel.names.held:
                return parcel.names.held[identity]
        return super().held(identity)

    def holder(self, article_id: str) -> str | None:
        """As for the writer alone."""
        for parcel in self._parcels():
            if article_id in parcel.names.ids:
                return parcel.names.ids[article_id]
        return super().holder(article_id)

    def _parcels(self) -> Iterator[_Parcel]:
        """Those that are in no segment yet, the last first."""
        yield self._parcel
        for each in reversed(self._ranges):
            yield from reversed(each.parcels)

    def add(self, article: Article, *, replace: bool = True) -> None:
        """As for the writer alone."""
        check_places(article)
        with self._unbroken():
            self._hands()
            self._touch(article.source)
            if replace:
                self._settle(article.identity)
            self._parcel.add(article, replace)
            self.added += 1
            if self._parcel.size >= _PARCEL:
                self._close_parcel()
                self._carry_on(_AHEAD)

    def remove(self, identity: str) -> bool:
        """As for the writer alone; if it was added just now, that is waited for."""
        if any(identity in parcel.names.held for parcel in self._parcels()):
            with translated(self.folder):
                self._flush()
        return super().remove(identity)

    def cancel(self) -> None:
        """Forget what is not committed, and end the workers."""
        self._ranges.clear()
        self._orders.clear()
        self._parcel = _Parcel()
        if self._crew is not None:
            self._crew.end()
            self._crew = None
        super().cancel()

    def _hands(self) -> Crew:
        if self._crew is None:
            self._begin_table()
            self._crew = Crew(self.workers, State, self.folder, self.analyzer, self.memory, self._dictionary)
        return self._crew

    def _close_parcel(self) -> None:
        if self._parcel.articles:
            self._parcel.content = packed(self._parcel.articles)
            self._parcel.articles.clear()
            if not self._ranges or not self._ranges[-1].open:
                self._ranges.append(_Range())
            self._ranges[-1].parcels.append(self._parcel)
            self._parcel = _Parcel()

    def _flush(self) -> None:
        """Wait for all that was added, as segments. Nothing names the last of them yet."""
        self._close_parcel()
        if self._ranges:
            self._ranges[-1].open = False
        while self._ranges:
            self._carry_on(0)
            self._wait()
        self._flush_moves()
        self._waiting.clear()

    def _carry_on(self, most: int) -> None:
        """Hand out work and take segments that are ready; wait while more than ``most`` parcels are not sent."""
        with translated(self.folder):
            self._wait(0)
            self._hand_out()
            while sum(each.unsent for each in self._ranges) > most:
                self._wait()
                self._hand_out()
            while self._ranges and (files := self._ranges[0].files) is not None and files.done():
                self._place(self._ranges.pop(0), files.result())

    def _wait(self, longest: float | None = None) -> None:
        """Wait until an order is done, or so many seconds. Raises what went wrong with one."""
        for order in wait(self._orders, longest, FIRST_COMPLETED).done:
            self._orders.discard(order)
            order.result()

    def _hand_out(self) -> None:
        for worker in self._hands().workers:
            if not any(each.worker is worker and each.files is None for each in self._ranges):
                self._give_range(worker)
        for each in list(self._ranges):
            if each.worker is not None and each.files is None:
                self._send(each, each.worker)

    def _give_range(self, worker: Worker) -> None:
        """Give a worker without a range the first that has none, else a share of another's."""
        free = next((each for each in self._ranges if each.worker is None), None)
        if free is None and not worker.waiting and self._ranges:
            most = max(self._ranges, key=lambda each: each.unsent)
            if most.unsent >= _SHARED:
                free = self._split(most, most.sent + most.unsent // 2)
        if free is not None:
            free.worker = worker

    def _split(self, each: _Range, kept: int) -> _Range:
        rest = each.split(kept)
        self._ranges.insert(self._ranges.index(each) + 1, rest)
        return rest

    def _send(self, each: _Range, worker: Worker) -> None:
        """Keep the worker busy with its range, and have it finished when all of it is there."""
        while each.unsent and worker.waiting < 2:
            parcel = each.parcels[each.sent]
            self._orders.add(worker.order(take, parcel.content))
            parcel.content = b""
            each.sent += 1
            each.sent_size += parcel.size
            if each.sent_size >= min(_LARGEST, room_within(self.memory) >> 2) and each.unsent:
                self._split(each, each.sent)
        if not each.unsent and not each.open:
            each.files = worker.order(finish, each.identity)
            self._orders.add(each.files)

    def _place(self, each: _Range, files: Files) -> None:
        """Take the range's segment, the next in order."""
        for parcel in each.parcels:
            for identity in parcel.replacing:
                self._delete_committed(identity)
        self._insert(len(self._segments), each.identity, files)
        self._fresh += 1
        self._placed += sum(parcel.count for parcel in each.parcels)
        self._unpublished += each.sent_size
        if self._unpublished > self.memory << 20 >> 2 and self._ranges:
            self._publish()
            self._unpublished = 0

    def _due(self) -> list[tuple[int, int]]:
        """Large groups in as many parts as there are workers, about equally large."""
        live = [segment.live_documents for segment in self._segments]
        return [part for group in super()._due() for part in self._parts(group, live)]

    def _parts(self, group: tuple[int, int], live: list[int]) -> list[tuple[int, int]]:
        first, last = group
        total = sum(live[first:last])
        if total < _WORTH_WHILE:
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
        return self._hands().least_busy().order(merge, os.urandom(16), rows, gone) if kept else None


def _spread(live: list[int], first: int, last: int, count: int) -> Iterator[tuple[int, int]]:
    """The range of segments in at most ``count`` parts with about as many live documents each."""
    ends = offsets_of(live[first:last])
    cuts = {first + int(np.abs(ends - ends[-1] * part / count).argmin()) for part in range(count + 1)}
    return pairwise(sorted(cuts | {first, last}))
