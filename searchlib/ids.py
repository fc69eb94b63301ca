"""What is each article called? By its own id or path, if that is free; else it is made longer to the left.

Files of the same name lie in several folders, and records of several files are counted from 1. An article that was read
is known by where it lies (:attr:`~searchlib.article.Article.identity`); its id is for people: short, and no other's.
"""

import os
import posixpath
import re
from collections.abc import Callable, Iterator
from hashlib import blake2b
from itertools import count

from attrs import define, field

from searchlib.article import Source

__all__ = ["Ids", "free_id", "ids_of", "label_of", "own_id"]

_COUNTED = re.compile(r" \([0-9]{1,9}\)\Z")


def ids_of(wanted: str, source: Source | None) -> Iterator[str]:
    """The ids that an article may get, the wanted one first: ``7``, ``b.jsonl#7``, ``n/b.jsonl#7``; without an end.

    After the file's name comes its path as it was typed, where that is relative, then more and more of the real one.
    """
    yield wanted
    full = wanted
    if source is not None and source.file and source.part is not None:
        own = label_of(source)
        tail = source.part if own is None else f"#{own}"
        typed = posixpath.normpath(source.path.replace(os.sep, "/"))
        steps = source.file.replace(os.sep, "/").lstrip("/").split("/")
        longer = ["/".join(steps[-number:]) for number in range(1, len(steps) + 1)]
        if own is not None:
            yield f"{longer[0]}{tail}"
        if not typed.startswith(("/", "../")) and ":" not in typed[:2]:
            yield f"{typed}{tail}"
        known = longer.index(wanted.removesuffix(tail)) if wanted.removesuffix(tail) in longer else 0
        for full in longer[known + 1 :]:
            yield f"{full}{tail}"
        full += tail if full != wanted else ""
    full = _COUNTED.sub("", full)
    yield from (f"{full} ({number})" for number in count(2))


def label_of(source: Source) -> str | None:
    """What a record calls itself, ``7``, or ``7 (2)`` if it is the second of its file to do so; None if it does not."""
    own = own_id(source)
    if own is None:
        return None
    repeated = (source.part or "").partition("\0")[2]
    return f"{own} ({repeated})" if repeated.isdigit() else own


def own_id(source: Source | None) -> str | None:
    """What a record calls itself; None if it does not."""
    part = None if source is None else source.part
    return part[1:].partition("\0")[0] if part is not None and part.startswith("=") else None


def free_id(wanted: str, source: Source | None, is_free: Callable[[str], bool]) -> str:
    """The first of :func:`ids_of` that is free."""
    return next(name for name in ids_of(wanted, source) if is_free(name))


@define
class Ids:
    """The ids given so far, and to which article each: 64-bit hashes, which take little memory."""

    _holders: dict[int, int] = field(factory=dict)

    def of(self, wanted: str, source: Source, identity: str) -> str:
        """The id of an article, which no other has."""
        holder = _hash(identity)
        return free_id(wanted, source, lambda name: self._holders.setdefault(_hash(name), holder) == holder)


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())
