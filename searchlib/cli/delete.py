"""``delete``: what goes out of the index? Ids and paths come in; a line that counts the articles goes out."""

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

import click

from searchlib.cli.guard import FOUND, NOTHING, say
from searchlib.cli.options import example
from searchlib.cli.place import Place, index_option, open_to_read
from searchlib.cli.render import counted
from searchlib.errors import NotFound

if TYPE_CHECKING:
    from searchlib.library import Index

__all__ = ["delete"]

_OFFERED = 10
"""For so many names that are not there the nearest is looked for."""


@click.command(epilog=example("searchlib delete 02Feb2005Kerry261.txt 03Feb2005Kerry259.txt"))
@click.argument("names", metavar="ID|PATH...", nargs=-1, required=True)
@click.option("--all", "folders", is_flag=True, help="Of a folder: all articles of the files below it.")
@index_option
@click.pass_obj
def delete(place: Place, names: tuple[str, ...], folders: bool) -> int:
    """Take articles out of the index.

    Each is an id, or a path as a hit shows it: of a file all that came from it, with a line or record
    (a.csv#3) that article. Their sources are left alone. The status is 1 when nothing of them is there.
    """
    with open_to_read(place) as index:
        found = index.ids_at_each(names, folders=folders)
        for line in _missing(index, [name for name, ids in found.items() if not ids]):
            say(line)
        gone = index.delete(chain.from_iterable(found.values()))
    say(f"deleted {counted(gone, 'article')}")
    return FOUND if gone else NOTHING


def _missing(index: "Index", names: list[str]) -> Iterator[str]:
    """A line for each name that nothing has."""
    for number, name in enumerate(names):
        line = f"no article {name!r}"
        if number < _OFFERED:
            try:
                index.ids_at(name)
            except NotFound as error:
                line = str(error)
        yield line
