"""Who may write? One process at a time: a lock of the operating system on a file, gone when its process is."""

import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from searchlib.errors import IndexLocked
from searchlib.index.manifest import LOCK

__all__ = ["locked"]

_PAUSE = 0.02
_LONGEST = 300  # bytes that are read of what the lock's file says

_held: set[int] = set()

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30  # locked is a byte past the end, so that others can read who it was

    def _acquire(file: int) -> None:
        os.lseek(file, _FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)

    def _release(file: int) -> None:
        os.lseek(file, _FAR, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _acquire(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)

    def _let_go() -> None:
        """A forked child does not keep its parent's lock."""
        for file in _held:
            os.close(file)
        _held.clear()

    os.register_at_fork(after_in_child=_let_go)


@contextmanager
def locked(folder: Path, wait: float) -> Iterator[None]:
    """Hold the writer's lock of the folder, which must be there.

    The lock's file stays afterwards, empty. Raises IndexLocked, naming who writes, after ``wait`` seconds, and OSError
    where the file cannot be made.
    """
    path = folder / LOCK
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    _held.add(file)
    try:
        _wait_for(file, path, time.monotonic() + wait)
        with suppress(OSError):  # it is a courtesy: a full disk must not keep anybody from deleting
            _say(file, f"{os.getpid()} {socket.gethostname()}\n")
        try:
            yield
        finally:
            if file in _held:
                with suppress(OSError):
                    _say(file, "")
                with suppress(OSError):  # closing the file does it, too
                    _release(file)
    finally:
        if file in _held:
            _held.remove(file)
            os.close(file)


def _wait_for(file: int, path: Path, until: float) -> None:
    while True:
        try:
            return _acquire(file)
        except (BlockingIOError, PermissionError) as error:
            if time.monotonic() >= until:
                raise IndexLocked(f"{path.parent}: {_holder(path)}") from error
        time.sleep(_PAUSE)


def _say(file: int, what: str) -> None:
    os.lseek(file, 0, os.SEEK_SET)
    os.ftruncate(file, 0)
    os.write(file, what.encode())


def _holder(path: Path) -> str:
    """Who holds the lock, as far as the file tells."""
    with suppress(OSError, ValueError), path.open(encoding="utf-8") as file:
        pid, host = file.read(_LONGEST).split(maxsplit=1)
        if (int(pid), host.strip()) == (os.getpid(), socket.gethostname()):
            return "this process is writing to it already, in another thread or in what gives it articles"
        return f"another process is writing to it: process {int(pid)} on {host.strip()}"
    return "another process is writing to it"
