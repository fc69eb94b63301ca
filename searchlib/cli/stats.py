"""``stats``: how much is in the index? Counts go out, and its size on disk."""

import sys
from typing import Any

import click
from attrs import asdict

from searchlib.cli.guard import FOUND
from searchlib.cli.line_breaks import one_line
from searchlib.cli.options import example, output_options, write
from searchlib.cli.place import Place, index_option, open_to_read
from searchlib.records import SCHEMA, to_json

__all__ = ["stats"]


@click.command(epilog=example("searchlib stats --json"))
@output_options(lines=False)
@index_option
@click.pass_obj
def stats(place: Place, output: str | None) -> int:
    """Tell what the index holds, and how large it is."""
    with open_to_read(place) as index:
        facts: dict[str, Any] = asdict(index.stats())
    if output:
        write(to_json({"schema": SCHEMA, "index": one_line(place.folder), **facts}, sys.stdout, indent=2))
    else:
        rows = {"index": one_line(place.folder), **facts, "size": _size(facts["size"])}
        write([f"{name:<10}{_grouped(value)}" for name, value in rows.items()])
    return FOUND


def _size(number: int) -> str:
    return f"{number / 1e6:,.1f} MB" if number >= 1e6 else f"{number / 1e3:,.1f} kB"


def _grouped(value: int | str) -> str:
    return f"{value:,}" if isinstance(value, int) else value
