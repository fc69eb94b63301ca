"""Which commands are there? All of them in one group, which also takes ``--index``."""

import gc
from importlib import import_module

import click

import searchlib
from searchlib.cli.guard import ERROR, GuardedGroup
from searchlib.cli.options import example
from searchlib.cli.place import index_option

__all__ = ["group"]

# Each lies in a module of its own word, under this name.
_COMMANDS = {
    "index": "index",
    "query": "query",
    "suggest": "suggest",
    "show": "show",
    "list": "list_articles",
    "stats": "stats",
    "check": "check",
    "delete": "delete",
}


class _LazyGroup(GuardedGroup):
    """Loads a command's module when the command is asked for."""

    def list_commands(self, _: click.Context) -> list[str]:
        """The names, in the order of a first day."""
        return list(_COMMANDS)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"searchlib.cli.{cmd_name}"), _COMMANDS[cmd_name])
        return command

    def invoke(self, ctx: click.Context) -> int:
        """Run the command; all that it needs is loaded now, and garbage is looked for again."""
        gc.freeze()
        gc.enable()
        return int(super().invoke(ctx) or 0)


@click.group(
    cls=_LazyGroup,
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
