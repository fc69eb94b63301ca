"""What is each article called, so that no two of one reading are called the same? By its own id, if that is free.

Files of the same name lie in several folders, and records of several files are counted from 1: articles of one
id would replace each other. The one that comes later is told by where it lies, which is the same each time the
same paths are read.
"""

import os
import posixpath
from collections.abc import Iterator
from hashlib import blake2b
from itertools import count

from attrs import define, field

from searchlib.source.draft import Draft
from searchlib.source.file import File

__all__ = ["Ids"]


@define
class Ids:
    """The ids that a reading has given, and from which file each came: 64-bit hashes, which take little memory."""

    _givers: dict[int, int] = field(factory=dict)

    def of(self, draft: Draft, file: File) -> str:
        """The id of an article, which no other file's has. Two records of one file may share theirs."""
        giver = _hash(_place(file))
        wanted = _own(draft, file)
        if self._givers.setdefault(_hash(wanted), giver) == giver:
            return wanted
        return next(
            name for name in _fuller(draft, file, wanted) if self._givers.setdefault(_hash(name), giver) == giver
        )


def _own(draft: Draft, file: File) -> str:
    if draft.id is not None:
        return draft.id
    return file.id if draft.record is None else f"{file.id}#{draft.record}"


def _fuller(draft: Draft, file: File, wanted: str) -> Iterator[str]:
    """Ids that tell more and more: ``b.jsonl#id``, ``n/b.jsonl#id``; without an end."""
    place = _place(file)
    if draft.id is not None:
        yield f"{file.id}#{draft.id}"
        full = f"{place}#{draft.id}"
    else:
        full = place + wanted.removeprefix(file.id)
    yield full
    yield from (f"{full} ({number})" for number in count(2))


def _place(file: File) -> str:
    """The file's path with the root as it was given: ``n/b/x.txt``."""
    return posixpath.normpath(file.path.replace(os.sep, "/"))


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())
