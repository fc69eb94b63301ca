"""What do several commands share? Options, and the types of what is typed after them."""

import datetime
import sys
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from searchlib.cli.paint import Console

__all__ = ["colour_option", "day", "example", "named_field", "output_options", "write"]

_Command = TypeVar("_Command", bound=Callable[..., Any])


def day(typed: str) -> datetime.date:
    """YYYY, YYYY-MM or YYYY-MM-DD: the first day of what is named. A day that cannot be is an error here."""
    from searchlib.query.notices import Notices  # most commands ask nothing
    from searchlib.query.periods import period

    notices = Notices()
    days = period(typed, notices)
    if days is None:
        raise click.BadParameter(f"{typed!r}: write 2024, 2024-03 or 2024-03-31")
    if notices.texts():
        raise click.BadParameter(f"{typed!r}: the calendar has no such day")
    return days[0]


def named_field(typed: str) -> tuple[str, str]:
    """NAME=FIELD, as a pair."""
    name, equals, column = typed.partition("=")
    if not (name and equals and column):
        raise click.BadParameter(f"{typed!r}: write NAME=FIELD, for instance text=Body")
    return name, column


def example(*lines: str) -> str:
    """The end of a command's help: what one may type."""
    return "\b\nExample:\n" + "\n".join(f"  {line}" for line in lines)


def output_options(*, lines: bool = True) -> Callable[[_Command], _Command]:
    """Let a command take ``--json`` and perhaps ``--jsonl``; its ``output`` is "json", "jsonl" or None."""

    def add(command: _Command) -> _Command:
        if lines:
            command = _output(command, "jsonl", "One line of JSON each (docs/json.md).")
        return _output(command, "json", "One JSON document (docs/json.md).")

    return add


def _output(command: _Command, name: str, what: str) -> _Command:
    def choose(context: click.Context, _: click.Parameter, chosen: bool) -> None:
        known = context.params.setdefault("output", None)
        if chosen and known:
            raise click.UsageError(f"--{known} and --{name} exclude each other", context)
        if chosen:
            context.params["output"] = name

    return click.option(f"--{name}", is_flag=True, expose_value=False, callback=choose, help=what)(command)


def colour_option(command: _Command) -> _Command:
    """Let ``command`` take ``--color``, which becomes its ``page``."""
    return click.option(
        "--color",
        "page",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        callback=lambda _context, _option, choice: Console.of(choice, sys.stdout),
        help="When to colour; auto: on a terminal, and as NO_COLOR and FORCE_COLOR say.",
    )(command)


def write(lines: Sequence[str] | str) -> None:
    """Lines on stdout; colours stay in, for the page has decided about them."""
    text = lines if isinstance(lines, str) else "\n".join(lines)
    click.echo(text, file=sys.stdout, color=True)  # named, or click makes UTF-8 of a stream that is ASCII
