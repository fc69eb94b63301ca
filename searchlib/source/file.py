"""What is read? Files, wherever they lie: on disk or in an archive, each with its id and the path people know it by."""

import csv
import lzma
import posixpath
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO, TypeAlias

from attrs import frozen

from searchlib.changes import NEVER
from searchlib.errors import SearchlibError, SourceError

__all__ = [
    "LARGEST",
    "READ_ERRORS",
    "Entry",
    "Failure",
    "File",
    "Omission",
    "Skip",
    "Skipped",
    "Unreadable",
    "read_whole",
    "reason_of",
    "suffix_of",
    "tidy",
]

LARGEST = 512 << 20
"""Bytes of a file, or of a line or record in one, that are held in memory at once."""

_CHUNK = 1 << 20
_LONGEST_REASON = 200
_SUFFIX = re.compile(r"\.\w{1,12}")


class Unreadable(SearchlibError):
    """A file or record is broken. Caught within this package, which makes a :class:`Failure` of it."""


class Skip(SearchlibError):
    """A file is left out on purpose, and counted by the reason. Caught within this package."""


READ_ERRORS = (
    OSError,
    EOFError,
    ValueError,  # of which UnicodeError is one
    RuntimeError,  # RecursionError and NotImplementedError among them
    csv.Error,
    zlib.error,
    lzma.LZMAError,
    tarfile.TarError,
    zipfile.BadZipFile,
    SearchlibError,
)
"""What bad input raises here and in the standard library. One of these ends a file, never the reading."""


@frozen
class Failure:
    """Something that could not be read: ``source`` as a person would name it, and the reason in a few words."""

    source: str
    reason: str


@frozen
class Skipped:
    """Something that was left out on purpose: ``reason`` is one of a few words that are counted."""

    path: str
    reason: str


@frozen
class Omission:
    """How many files were left out for one reason: ``reason`` in a few words, ``suffix`` as ``.docx`` or empty."""

    reason: str
    suffix: str
    count: int


@frozen
class File:
    """A file that may hold articles.

    ``id`` is its path below the folder or archive that was read, with ``/``; ``path`` is shown to people.
    ``open`` gives its bytes; in an archive only until the next entry is asked for. ``name`` tells the format:
    the file's name, less the ending of a compression that ``open`` undoes. ``named`` says that the user named
    this very file, ``depth`` in how many archives it lies, ``size`` how many bytes it has on disk (0 in an
    archive). ``file`` is its absolute path, links resolved (in an archive that of the archive and the member), None of
    what comes by the pipe; ``modified`` when it was changed last, in nanoseconds since 1970.
    """

    id: str
    path: str
    open: Callable[[], BinaryIO]
    name: str
    named: bool = False
    depth: int = 0
    size: int = 0
    file: str | None = None
    modified: int = NEVER

    @property
    def ids(self) -> tuple[str, str]:
        """The id, and the id that it would have without its compression."""
        return self.id, posixpath.join(posixpath.dirname(self.id), self.name)


Entry: TypeAlias = File | Skipped | Failure


def suffix_of(path: str) -> str:
    """The ending of a file's name in small letters, with its dot; empty where there is none, or nothing like one."""
    suffix = posixpath.splitext(path)[1].lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ""


def tidy(name: str) -> str:
    r"""A file's name as text: bytes that are no UTF-8, which Python keeps as lone surrogates, as ``\udce9``."""
    return name if name.isascii() else name.encode("utf-8", "backslashreplace").decode()


def read_whole(stream: BinaryIO) -> bytes:
    """All bytes of a stream. Raises Unreadable when there are more than memory should hold."""
    chunks, size = [], 0
    while chunk := stream.read(_CHUNK):
        chunks.append(chunk)
        size += len(chunk)
        if size > LARGEST:
            raise Unreadable(f"holds more than {LARGEST >> 20} MB in one piece")
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def reason_of(error: BaseException) -> str:
    """What went wrong, in one line of at most 200 characters, without the file's name."""
    if isinstance(error, SourceError):
        reason = error.reason
    elif isinstance(error, OSError) and error.strerror:
        reason = error.strerror
    elif isinstance(error, RecursionError):
        reason = "nested too deep"
    else:
        reason = str(error) or type(error).__name__
    return " ".join(reason.split())[:_LONGEST_REASON]
