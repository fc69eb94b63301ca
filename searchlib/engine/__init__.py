"""Who finds the passages? One protocol (:mod:`.base`), the engines that keep it, and by which paths they are known.

Articles and questions go in, ranked passages come out. The same contract tests run on every engine. An engine ranks and
reads; :mod:`.hits`, :mod:`.page`, :mod:`.duplicates`, :mod:`.reranker`, :mod:`.article_groups`, :mod:`.reduction`
and :mod:`.advice` make of its :class:`~searchlib.engine.search.Search` what people see. :mod:`.embedded` has an index
in a folder, that of ``:memory:`` in one that is gone when closed; others are known by the scheme of the path, as
``name`` in ``name://somewhere``.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from searchlib.engine.base import MEMORY
from searchlib.errors import InvalidRequest

if TYPE_CHECKING:
    from searchlib.engine.base import Engine, OpenOptions

__all__ = ["Opener", "is_vacant", "open_engine", "register"]

Opener: TypeAlias = "Callable[[str, OpenOptions], Engine]"
"""Told the whole path, opens what is there, or gets ready to make it: see :func:`searchlib.open` for what it raises."""

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")  # two letters or more: of one it is a drive

_OPENERS: Final[dict[str, Opener]] = {}


def register(scheme: str, opener: Opener) -> None:
    """Have paths of ``scheme://`` opened by ``opener``; capitals do not matter. Raises InvalidRequest for no scheme."""
    if not _SCHEME.fullmatch(f"{scheme}://"):
        raise InvalidRequest(f"{scheme!r} is no scheme of a path: it has two letters or more, as in name://somewhere")
    _OPENERS[scheme.lower()] = opener


def open_engine(path: str | os.PathLike[str], options: "OpenOptions") -> "Engine":
    """The engine of a path: ``:memory:``, ``scheme://somewhere``, else a folder.

    Raises InvalidRequest for a scheme that is not known.
    """
    place = os.fspath(path)
    if place == MEMORY:
        from searchlib.engine.embedded.temporary import open_temporary  # others need nothing of it

        return open_temporary(options)
    scheme = _SCHEME.match(place)
    if scheme is None:
        from searchlib.engine.embedded.engine import open_folder  # other engines need nothing of it

        return open_folder(place, options)
    opener = _OPENERS.get(scheme[1].lower())
    if opener is None:
        known = ", ".join(["a folder", *(f"{name}://" for name in sorted(_OPENERS))])
        raise InvalidRequest(f"{place!r}: there is no engine for {scheme[1]}://; an index can be in: {known}")
    return opener(place, options)


def is_vacant(folder: Path) -> bool:
    """Whether an index may be made in a folder: nothing is there, or nothing of anybody else's."""
    from searchlib.engine.embedded.engine import is_vacant

    return is_vacant(folder)
