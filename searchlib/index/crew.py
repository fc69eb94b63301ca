"""Who helps the writer? Worker processes, each told what to do through a pipe, and gone when it closes.

A worker does its orders one after the other. An order is a function of this package with its arguments, called with the
worker's state first; what it returns or raises comes back as a :class:`~concurrent.futures.Future`. Workers are
spawned, so a script that uses them needs ``if __name__ == "__main__":``. What is unpickled is of our own processes.
"""

import multiprocessing
import pickle
import signal
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import Queue
from threading import Thread
from typing import Any

from searchlib.errors import AnalyzerError, IndexFolderError, SearchlibError

__all__ = ["Crew", "Worker"]

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
