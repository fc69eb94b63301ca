"""How does a run end? What a command returns or raises comes in; a status and a line on stderr go out."""

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from searchlib.cli.line_breaks import one_line
from searchlib.errors import SearchlibError

__all__ = ["ERROR", "FOUND", "INTERRUPTED", "NOTHING", "GuardedGroup", "say"]

FOUND, NOTHING, ERROR = 0, 1, 2  # as grep's
INTERRUPTED = 130  # as shells have it: 128 and the number of SIGINT


def say(message: str) -> None:
    """One line on stderr, safe on a terminal."""
    click.echo(f"searchlib: {one_line(message)}", file=sys.stderr)


class GuardedGroup(click.Group):
    """A group of commands that return an exit status, whose errors are one line and never a traceback."""

    def main(  # type: ignore[override]  # click's other modes are of no use here
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **_: object
    ) -> NoReturn:
        """Run the command that ``args`` name (None: this process's own), and exit with its status."""
        arguments = sys.argv[1:] if args is None else list(args)
        sys.exit(_status_of(self, arguments, prog_name or "searchlib"))


def _status_of(command: click.Command, arguments: list[str], program: str) -> int:
    try:
        _prepare_streams()
        status = _run(command, arguments, program)
        sys.stdout.flush()  # here, where a closed pipe is still caught
    except BrokenPipeError:  # the reader has seen enough
        _forget_output()
        return FOUND
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except (click.ClickException, SearchlibError, OSError) as error:
        say(_sentence(error))
        return ERROR
    return status


def _run(command: click.Command, arguments: list[str], program: str) -> int:
    try:
        with command.make_context(program, arguments) as context:
            return int(command.invoke(context) or FOUND)
    except click.exceptions.Exit as ended:  # --help and --version end a run this way
        return ended.exit_code


def _sentence(error: Exception) -> str:
    if isinstance(error, click.UsageError) and error.ctx:
        return f"{error.format_message().rstrip('.')} (see {error.ctx.command_path} --help)"
    if isinstance(error, click.ClickException):
        return error.format_message()
    if isinstance(error, OSError) and error.filename and not isinstance(error, SearchlibError):
        return f"{os.fsdecode(error.filename)}: {error.strerror}"
    return str(error)


def _prepare_streams() -> None:
    """Write on a stream that was closed to nowhere, and what an encoding lacks as a question mark."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    sys.stderr = sys.stderr or sys.stdout
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a stream put there by a program that embeds us
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def _forget_output() -> None:
    """Let Python's own flush at exit go nowhere, which else complains about the closed pipe once more."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
