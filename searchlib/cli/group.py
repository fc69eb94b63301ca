"""Which commands are there? All of them in one group, which also takes ``--index``."""

import click

import searchlib
from searchlib.cli.articles import delete, list_articles, show, stats
from searchlib.cli.guard import ERROR, GuardedGroup
from searchlib.cli.indexing import index
from searchlib.cli.options import example
from searchlib.cli.place import index_option
from searchlib.cli.querying import query

__all__ = ["group"]


@click.group(
    cls=GuardedGroup,
    invoke_without_command=True,
    epilog=example("searchlib index articles/", "searchlib query embassy iran"),
)
@index_option
@click.version_option(searchlib.__version__, prog_name="searchlib", message="%(prog)s %(version)s")
@click.pass_context
def group(context: click.Context) -> int:
    """Find the passage: ask in a few words, get the paragraphs of your articles that answer."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        return ERROR
    return 0


for command in (index, query, show, list_articles, stats, delete):
    group.add_command(command)
