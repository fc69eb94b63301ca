"""``delete``: what goes out of the index? Ids come in; a line that counts the articles goes out."""

import click

from searchlib.cli.guard import FOUND, NOTHING, say
from searchlib.cli.options import example
from searchlib.cli.place import Place, index_option, open_to_read
from searchlib.cli.render import counted

__all__ = ["delete"]


@click.command(epilog=example("searchlib delete 02Feb2005Kerry261.txt 03Feb2005Kerry259.txt"))
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@index_option
@click.pass_obj
def delete(place: Place, ids: tuple[str, ...]) -> int:
    """Take articles out of the index.

    Their sources are left alone. The status is 1 when none of the ids is there.
    """
    with open_to_read(place) as index:
        gone = index.delete(ids)
    say(f"deleted {counted(gone, 'article')}" + (f" of {len(ids)}" if gone < len(ids) else ""))
    return FOUND if gone else NOTHING
