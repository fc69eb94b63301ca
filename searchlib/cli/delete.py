"""``delete``: what goes out of the index? Ids and paths come in; a line that counts the articles goes out."""

import click

from searchlib.cli.guard import FOUND, NOTHING, say
from searchlib.cli.options import example
from searchlib.cli.place import Place, index_option, open_to_read
from searchlib.cli.render import counted
from searchlib.errors import NotFound

__all__ = ["delete"]


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
    ids: dict[str, None] = {}
    with open_to_read(place) as index:
        for name in names:
            try:
                ids.update(dict.fromkeys(index.ids_at(name, folders=folders)))
            except NotFound as error:
                say(str(error))
        gone = index.delete(ids)
    say(f"deleted {counted(gone, 'article')}")
    return FOUND if gone else NOTHING
