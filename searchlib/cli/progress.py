"""How far is it? A bar on stderr where that is a terminal, with rate and time left; nothing elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

__all__ = ["Report", "progress_bar"]

Report: TypeAlias = Callable[[int, int, int | None], None]


@contextmanager
def progress_bar() -> Iterator[Report | None]:
    """A report to call with articles done, bytes done, and bytes in all (None: not known); None: nobody looks."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # only here: it takes longer to import than a query takes
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (TextColumn("{task.fields[articles]:,} articles"), BarColumn(None), TransferSpeedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None, articles=0)

        def report(articles: int, done: int, total: int | None) -> None:
            total = total if total and done <= total else None  # an estimate that was too low is none
            progress.update(task, completed=done, total=total, articles=articles)

        yield report
