"""Sync of an index with what was read: which articles known before have vanished from there?"""

import os
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from searchlib.article import ArticleFacts
from searchlib.source.read import Reading

__all__ = ["vanished"]


def vanished(known: Iterable[ArticleFacts], read: Container[str], reading: Reading) -> list[str]:
    """The ids of those ``known`` articles that came from the paths of ``reading`` and are there no more.

    ``read`` has the ids that it gave, to its end. What came from elsewhere has not vanished, nor has what is there but
    could not be read this time.
    """
    synced = [_absolute(path) for path in reading.paths]
    unread = [_absolute(place) for failure in reading.failed for place in _places(failure.source)]
    return [
        facts.id for facts in known if facts.id not in read and _lies_in(facts, synced) and not _lies_in(facts, unread)
    ]


def _absolute(path: str | os.PathLike[str]) -> str:
    return os.path.normpath(Path(path).absolute())


def _places(failed: str) -> Iterator[str]:
    """The path of what failed, and the file of the record if it is one: ``path#record``."""
    yield failed
    file, separator, _ = failed.rpartition("#")
    if separator and file:
        yield file


def _lies_in(facts: ArticleFacts, places: Iterable[str]) -> bool:
    """Whether the article's source is one of these files, or below one of these folders or archives."""
    if facts.source is None:
        return False
    path = _absolute(facts.source.path)
    return any(path == place or path.startswith(place.rstrip(os.sep) + os.sep) for place in places)
