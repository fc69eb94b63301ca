"""``check``: is the index whole? Everything is read; what is wrong is said, and where."""

import click

from searchlib.cli.guard import ERROR, FOUND
from searchlib.cli.options import example, write
from searchlib.cli.place import Place, index_option, open_to_read
from searchlib.cli.render import counted

__all__ = ["check"]


@click.command(epilog=example("searchlib check", "searchlib check --index news-index"))
@index_option
@click.pass_obj
def check(place: Place, /) -> int:
    """Read everything in the index and compare it with its checksums.

    Each problem is a line that names the file. The status is 0 when all is well, 2 when something is wrong.
    """
    with open_to_read(place) as index:
        problems = index.check()
        write(problems or [f"{counted(len(index), 'article')}: all is well"])
    return ERROR if problems else FOUND
