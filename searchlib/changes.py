"""What can be done to an index? Articles added, and these: moved, taken out, and files noted as read, in an order."""

import os
from collections.abc import Iterator
from typing import TypeAlias

from attrs import frozen

from searchlib.article import Article

__all__ = ["NEVER", "Change", "Forgotten", "Moved", "ReadFile", "Removed", "places_of"]

NEVER = -1
"""The time of change of a file that is to be read again, whatever its time is now."""


@frozen
class Moved:
    """The article that was known by ``identity`` has another place now, as ``article`` says; all else is the same."""

    identity: str
    article: Article


@frozen
class Removed:
    """The article of that identity is no more."""

    identity: str


@frozen
class ReadFile:
    """A file on the disk was read to its end, and gave so many ``articles``.

    ``path`` is absolute, links resolved; ``size`` in bytes and ``modified`` in nanoseconds since 1970 are those before
    it was read, NEVER where they cannot tell a later change. ``reading`` tells how it was read: another is no proof.
    """

    path: str
    size: int = 0
    modified: int = NEVER
    articles: int = 0
    reading: int = 0


@frozen
class Forgotten:
    """Nothing of the index comes from the file of that path any more."""

    path: str


Change: TypeAlias = Article | Moved | Removed | ReadFile | Forgotten


def places_of(path: str) -> Iterator[str]:
    """The path and those of the folders and archives above it, the innermost first."""
    while path:
        yield path
        above = os.path.dirname(path)  # noqa: PTH120 - a Path costs ten times as much
        path = above if above != path else ""
