"""Which index is meant? The option's, the environment's or ``./index``, built from ``seeds/`` when bare."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from attrs import frozen

import searchlib
from searchlib.cli.guard import say
from searchlib.cli.render import counted
from searchlib.engine import is_vacant
from searchlib.engine.base import MEMORY
from searchlib.errors import NotAnIndex

if TYPE_CHECKING:
    from searchlib.library import Index

__all__ = ["Place", "index_option", "open_to_read"]

_Command = TypeVar("_Command", bound=Callable[..., Any])
_DEFAULT, _SEEDS = "index", "seeds"
_WAIT = 60.0  # seconds: another process may be building the same index just now


@frozen
class Place:
    """Where the index lies: as ``--index`` named it, else as SEARCHLIB_INDEX does, else ``./index``."""

    option: str | None = None

    @property
    def named(self) -> str | None:
        """The folder that somebody named, None if nobody did. An index in memory would be gone with the command."""
        name = self.option or os.environ.get("SEARCHLIB_INDEX") or None
        if name == MEMORY:
            raise click.UsageError(f"what {MEMORY} holds is gone when a command ends: name a folder")
        return name

    @property
    def folder(self) -> str:
        """The index folder."""
        return self.named or _DEFAULT


def index_option(command: _Command) -> _Command:
    """Let ``command`` take ``--index``; it may stand before or after the command, and the last one counts."""
    return click.option(
        "--index",
        metavar="DIR",
        expose_value=False,
        callback=_remember,
        help="The index folder; else SEARCHLIB_INDEX, else ./index.",
    )(command)


def _remember(context: click.Context, _: click.Parameter, value: str | None) -> None:
    if value == "":
        raise click.BadParameter("the name of a folder is empty")
    context.obj = Place(value) if value else context.find_object(Place) or Place()


def open_to_read(place: Place, synonyms: Path | None = None) -> "Index":
    """The index at ``place``, which must exist; a bare ``./index`` that nobody named is built first."""
    if place.named is None:
        _prepare_default(Path(_DEFAULT))
    return searchlib.open(place.folder, create=False, synonyms=synonyms)


def _prepare_default(folder: Path) -> None:
    if not folder.exists():
        raise NotAnIndex(f"there is no {folder}/ here: {_what_to_type()}")
    if is_vacant(folder):
        _build(folder, folder.parent / _SEEDS)


def _build(folder: Path, seeds: Path) -> None:
    if not seeds.is_dir():
        raise NotAnIndex(f"{folder}/ is empty: {_what_to_type()}")
    reading = searchlib.read(str(seeds))
    with searchlib.open(folder, wait=_WAIT) as index:
        index.add(reading)
        stats = index.stats()
    for failure in reading.failed:
        say(f"{failure.source}: {failure.reason}")
    if not stats.articles:
        raise NotAnIndex(f"{folder}/ is empty and {seeds}/ has no article: {_what_to_type()}")
    sizes = f"{counted(stats.articles, 'article')}, {counted(stats.passages, 'passage')}"
    say(f"{folder}/ is empty: built it from {seeds}/ ({sizes})")


def _what_to_type() -> str:
    program = click.get_current_context().find_root().info_name
    return f"make an index with: {program} index PATH..."
