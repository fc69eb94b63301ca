"""Which files lie below a path? All of them, in an order that is the same each time, and what was left out.

Folders are read in the order of their entries' names. Hidden files and folders are left out, and a folder that is an
index of ours, which may lie among what goes into it, or has the parts of a saved page. A link is followed only where
that is asked for and it leads out of what is read anyway, so that nothing is read twice and a loop ends; what is
neither a file nor a folder (pipes, devices, sockets) is never opened.
"""

import io
import os
import stat
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import partial
from typing import BinaryIO
from unicodedata import normalize

from searchlib.source.file import Entry, Failure, File, Skipped, reason_of, tidy
from searchlib.source.saved_pages import PARTS, has_parts

__all__ = ["STANDARD_INPUT", "entries", "is_hidden", "matches"]

STANDARD_INPUT = "-"
"""The path that names what comes in by the pipe."""

_JUNK = frozenset(("__MACOSX", "$RECYCLE.BIN", "System Volume Information", "Thumbs.db", "desktop.ini"))
"""What systems leave in folders for themselves without hiding it from others."""

_LOCK, _TABLE, _POSTINGS = "searchlib.lock", "searchlib.json", ".postings"
"""The files of an index: docs/format.md."""

_BUFFER = 1 << 16


def is_hidden(path: str) -> bool:
    """Whether a part of a path (with ``/``) is hidden or a system's own."""
    return any(map(_is_hidden_name, path.split("/")))


def _is_hidden_name(name: str) -> bool:
    return name in _JUNK or (name[:1] == "." and name not in (".", ".."))


def matches(path: str, globs: tuple[str, ...]) -> bool:
    """Whether the end of a path fits one of the patterns: ``*.txt``, ``news/*.md``. ``*`` goes past ``/``, too.

    Accents may be composed or not, as some systems take names apart. No patterns fit everything.
    """
    return not globs or any(
        fnmatchcase(_composed(f"/{path}"), _composed(f"*/{glob.removeprefix('/')}")) for glob in globs
    )


def _composed(path: str) -> str:
    return path if path.isascii() else normalize("NFC", path)


def entries(path: str, *, follow: bool = False) -> Iterator[Entry]:
    """The file at a path that the user named, or what lies below it, when it is a folder.

    ``follow``: what links in it lead to, outside of it, too.
    """
    if path == STANDARD_INPUT:
        yield File("stdin", path, _open_standard_input, "stdin", named=True)
        return
    try:
        status = os.stat(path)  # noqa: PTH116 - a Path would change what the user sees
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        yield Failure(tidy(path), reason_of(error))
        return
    if stat.S_ISDIR(status.st_mode):
        yield from _Walk(path, follow)
    elif stat.S_ISREG(status.st_mode):
        name = tidy(os.path.basename(path))  # noqa: PTH119 - as above
        yield _file(name, name, path, os.path.realpath(path), status, named=True)
    else:
        yield Failure(tidy(path), "is neither a file nor a folder")


def _file(file_id: str, name: str, path: str, real: str, status: os.stat_result, *, named: bool = False) -> File:
    return File(
        file_id,
        tidy(path),
        _opener(path),
        name,
        named=named,
        size=status.st_size,
        file=tidy(real),
        modified=status.st_mtime_ns,
    )


def _opener(path: str) -> "partial[BinaryIO]":
    return partial(_open, path)


def _open(path: str) -> BinaryIO:
    return open(path, "rb", _BUFFER)  # noqa: PTH123 - as above


def _open_standard_input() -> BinaryIO:
    """Standard input as a stream of our own, that closing does not close for others."""
    return io.BufferedReader(_Shared(sys.stdin.buffer), 1 << 16)  # type: ignore[type-var, unused-ignore]


class _Shared(io.RawIOBase):
    """Bytes of a stream that stays open."""

    def __init__(self, source: BinaryIO) -> None:
        self._read = partial(source.read)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        chunk = self._read(len(buffer))
        buffer[: len(chunk)] = chunk
        return len(chunk)


class _Walk:
    """One folder, depth first. The stack is our own: folders nest deeper than Python's calls."""

    def __init__(self, root: str, follow: bool) -> None:
        self._root = root
        self._follow = follow
        self._roots = [os.path.realpath(root)]  # what is read anyway: the folder, and where links led

    def __iter__(self) -> Iterator[Entry]:
        stack = [self._listing(self._root, "", self._roots[0])]
        while stack:
            step = next(stack[-1], None)
            if step is None:
                stack.pop()
            elif isinstance(step, tuple):
                stack.append(self._listing(*step))
            else:
                yield step

    def _listing(self, folder: str, prefix: str, real: str) -> Iterator[Entry | tuple[str, str, str]]:
        """The entries of one folder; a folder in it as its path, the prefix of the ids below it, and its real path."""
        try:
            with os.scandir(folder) as scan:
                listed = sorted(scan, key=lambda entry: entry.name)
        except OSError as error:
            yield Failure(tidy(folder), reason_of(error))
            return
        if _is_index({entry.name for entry in listed}):
            yield Skipped(tidy(folder), "index")
            return
        names = {entry.name for entry in listed}
        for entry in listed:
            step = self._entry(entry, prefix, real)
            yield Skipped(tidy(entry.path), PARTS) if isinstance(step, tuple) and has_parts(entry.name, names) else step

    def _entry(self, entry: "os.DirEntry[str]", prefix: str, folder: str) -> Entry | tuple[str, str, str]:
        path, name = tidy(entry.path), tidy(entry.name)
        if _is_hidden_name(entry.name):
            return Skipped(path, "hidden")
        try:
            status = entry.stat()
            if entry.is_symlink() and (reason := self._passed_over(entry.path, status)):
                return Skipped(path, reason)
        except OSError as error:
            is_broken_link = isinstance(error, FileNotFoundError) and entry.is_symlink()
            return Failure(path, "is a broken link" if is_broken_link else reason_of(error))
        real = os.path.realpath(entry.path) if entry.is_symlink() else f"{folder.rstrip(os.sep)}{os.sep}{entry.name}"
        if stat.S_ISDIR(status.st_mode):
            return entry.path, f"{prefix}{name}/", real
        if stat.S_ISREG(status.st_mode):
            return _file(prefix + name, name, entry.path, real, status)
        return Skipped(path, "special file")

    def _passed_over(self, link: str, status: os.stat_result) -> str | None:
        """Why a link is not followed, None where it is: it leads to something that is not read anyway."""
        target = os.path.realpath(link)
        inside = any(_is_below(target, root) for root in self._roots)
        above = any(_is_below(root, target) for root in self._roots)
        if inside or above:
            return "link"
        if not self._follow:
            return "link that leads out"
        if stat.S_ISDIR(status.st_mode):
            self._roots.append(target)
        return None


def _is_index(names: set[str]) -> bool:
    """Whether a folder of files of these names is an index; a copy of one may lack the lock."""
    return _LOCK in names or (_TABLE in names and any(name.endswith(_POSTINGS) for name in names))


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
