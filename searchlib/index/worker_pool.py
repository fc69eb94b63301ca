"""Who helps the writer? A pool of worker processes, each told what to do through a pipe, and gone when it closes.

A worker does its orders one after the other. An order is a function of this package with its arguments, called with the
worker's state first; what it returns or raises comes back as a :class:`~concurrent.futures.Future`. Workers are
spawned, so a script that uses them needs ``if __name__ == "__main__":``. What is unpickled is of our own processes.

The orders are here, too: a worker takes articles (:func:`take`), makes a segment of them (:func:`finish`) and merges
segments (:func:`merge`). Articles travel as tuples of plain values (:func:`packed`), not tested a second time.
"""

import marshal
import multiprocessing
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from datetime import date
from multiprocessing.connection import Connection
from operator import attrgetter
from pathlib import Path
from queue import Queue
from threading import Thread
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
from attrs import define
from numpy.typing import NDArray

from searchlib.analysis import Analyzer
from searchlib.article import Article, Heading, Paragraph, Source
from searchlib.errors import AnalyzerError, IndexFolderError, SearchlibError
from searchlib.index.manifest import FileRow, SegmentRow
from searchlib.index.reader import open_segments
from searchlib.index.segment_buffer import Buffer
from searchlib.index.segment_writer import merge_segments
from searchlib.index.store.writer import ArticleBuffer
from searchlib.index.writer import Made, room_within

__all__ = ["Crew", "Files", "State", "Worker", "finish", "merge", "packed", "take", "unpacked"]

_QUEUE = 48  # orders that may wait for a worker: the writer waits when it is further ahead
_PATIENCE = 5.0  # seconds for a process to go before it is killed


class Worker:
    """One process, with a thread here that hands it its orders."""

    def __init__(self, make_state: Callable[..., Any], arguments: bytes) -> None:
        self.waiting = 0
        self._orders: Queue[tuple[bytes, Future[Any]] | None] = Queue(_QUEUE)
        self._pipe, theirs = multiprocessing.get_context("spawn").Pipe()
        self._process = multiprocessing.get_context("spawn").Process(
            target=_work, args=(theirs, make_state, arguments), daemon=True
        )
        self._process.start()
        theirs.close()  # so that the pipe ends with the process
        self._thread = Thread(target=self._hand_over, daemon=True)
        self._thread.start()

    def order(self, function: Callable[..., Any], *arguments: Any) -> "Future[Any]":
        """Have ``function(state, *arguments)`` called there after what was ordered before."""
        future: Future[Any] = Future()
        self.waiting += 1
        future.add_done_callback(self._done)
        self._orders.put((pickle.dumps((function, arguments), protocol=pickle.HIGHEST_PROTOCOL), future))
        return future

    def _done(self, _: "Future[Any]") -> None:
        self.waiting -= 1

    def _hand_over(self) -> None:
        """The thread: gives orders and takes answers until the end of the orders or of the process."""
        while (order := self._orders.get()) is not None:
            content, future = order
            try:
                self._pipe.send_bytes(content)
                well, answer = pickle.loads(self._pipe.recv_bytes())
            except (OSError, EOFError):
                self._process.join(_PATIENCE)
                future.set_exception(IndexFolderError(f"a worker process died ({_fate(self._process.exitcode)})"))
                continue
            if well:
                future.set_result(answer)
            else:
                future.set_exception(answer)

    def end(self) -> None:
        """End the process whatever it does; orders that wait fail."""
        self._process.terminate()
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._orders.put(None)
        self._thread.join()
        self._pipe.close()
        self._process.close()


def _fate(code: int | None) -> str:
    if code is not None and code < 0:
        with suppress(ValueError):
            return f"killed by {signal.Signals(-code).name}"
    return f'exit code {code}; a script that uses workers needs: if __name__ == "__main__":'


class Crew:
    """Several workers with equal states, ``make_state(*arguments)`` each."""

    def __init__(self, count: int, make_state: Callable[..., Any], *arguments: Any) -> None:
        try:
            content = pickle.dumps(arguments)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            raise AnalyzerError(f"the analyzer cannot be given to worker processes: {error}") from error
        self.workers = [Worker(make_state, content) for _ in range(count)]

    def __len__(self) -> int:
        return len(self.workers)

    def least_busy(self) -> Worker:
        """The worker that has the fewest orders left."""
        return min(self.workers, key=lambda worker: worker.waiting)

    def end(self) -> None:
        """End all processes."""
        for worker in self.workers:
            worker.end()


def _work(pipe: Connection, make_state: Callable[..., Any], arguments: bytes) -> None:
    """What a worker process does until nobody is at the other end of the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the writer's to answer
    state: Any = None
    with suppress(EOFError, OSError):
        while True:
            order = pipe.recv_bytes()
            try:
                if state is None:
                    state = make_state(*_unpickled(arguments))
                function, given = pickle.loads(order)
                answer = True, function(state, *given)
            except Exception as error:
                answer = False, _portable(error)
            pipe.send_bytes(pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL))


def _unpickled(arguments: bytes) -> Any:
    try:
        return pickle.loads(arguments)
    except Exception as error:
        raise AnalyzerError(f"the analyzer cannot be read in a worker process: {error}") from error


def _portable(error: Exception) -> Exception:
    """The error, or one that says the same and can be sent."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return SearchlibError(f"{type(error).__name__}: {error}")
    return error


Files: TypeAlias = tuple[FileRow, FileRow]


@define
class State:
    """What a worker process keeps between orders."""

    folder: Path
    analyzer: Analyzer
    memory: int
    dictionary: bytes | None
    buffer: Buffer | None = None

    def forget_words(self, share: int) -> None:
        """Begin anew with words if they take more than one of so many parts of the memory. Nothing may wait."""
        room = room_within(self.memory)
        if self.buffer is not None and self.buffer.words_size > room // share:
            self.buffer = None


def take(state: State, parcel: bytes) -> None:
    """Add the articles to the range that the worker is at."""
    if state.buffer is None:
        state.buffer = Buffer(state.analyzer, ArticleBuffer(state.dictionary))
    for article in unpacked(parcel):
        state.buffer.add(article)


def finish(state: State, identity: bytes) -> Files:
    """Write the range as the segment of that id."""
    assert state.buffer is not None
    files = state.buffer.write(state.folder, identity)
    state.buffer.clear()
    state.forget_words(2)
    return files


def merge(state: State, identity: bytes, rows: list[SegmentRow], gone: list[NDArray[np.bool_] | None]) -> Made:
    """Write the segment of that id from those of the rows."""
    state.forget_words(4)
    plain = open_segments(state.folder, rows)
    segments = [segment.without(flags) for segment, flags in zip(plain, gone, strict=True)]
    return identity, merge_segments(state.folder, identity, segments)


_set = object.__setattr__
_block = attrgetter("number", "text", "headings", "start", "end", "line", "page")
_heading = attrgetter("text", "level", "start", "end")
_source = attrgetter("path", "line", "record", "page", "file", "part")
_FACTS = ("id", "title", "title_is_made", "language", "url", "text", "sha256")
_facts = attrgetter(*_FACTS)

_PLAIN, _ANY = b"m", b"p"


def packed(articles: Iterable[Article]) -> bytes:
    """The articles with their digests, for a process of the same program."""
    rows = [_row(article) for article in articles]
    try:
        return _PLAIN + marshal.dumps(rows, 2)
    except ValueError:  # a string of a class of somebody's own, say
        return _ANY + pickle.dumps(rows, protocol=pickle.HIGHEST_PROTOCOL)


def _row(article: Article) -> tuple[Any, ...]:
    return (
        _facts(article),
        article.authors,
        article.date.toordinal() if article.date else 0,
        _source(article.source) if article.source else None,
        pickle.dumps(dict(article.metadata)) if article.metadata else b"",
        list(map(_block, article.paragraphs)),
        list(map(_heading, article.headings)),
    )


def unpacked(parcel: bytes) -> Iterator[Article]:
    """The articles that :func:`packed` packed."""
    rows = marshal.loads(parcel[1:]) if parcel[:1] == _PLAIN else pickle.loads(parcel[1:])
    for facts, authors, day, source, metadata, paragraphs, headings in rows:
        article = Article.__new__(Article)
        for name, value in zip(_FACTS, facts, strict=True):
            _set(article, name, value)
        _set(article, "authors", authors)
        _set(article, "date", date.fromordinal(day) if day else None)
        _set(article, "source", Source(*source[:4], file=source[4], part=source[5]) if source else None)
        _set(article, "metadata", MappingProxyType(pickle.loads(metadata) if metadata else {}))
        _set(article, "paragraphs", tuple(Paragraph(*row) for row in paragraphs))
        _set(article, "headings", tuple(Heading(*row) for row in headings))
        yield article
