"""``index``: what goes into the index? Paths come in; a line that counts the articles goes out."""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click
from attrs import frozen

import searchlib
from searchlib.cli.guard import ERROR, FOUND, INTERRUPTED, NOTHING, say
from searchlib.cli.losses import failure_lines, skipped_in_words
from searchlib.cli.options import example, named_field
from searchlib.cli.place import Place, index_option
from searchlib.cli.progress import Report, progress_bar
from searchlib.cli.render import counted
from searchlib.engine.base import Progress, Summary
from searchlib.source import Failure, Reading

__all__ = ["Outcome", "index", "outcome_line"]

_SHORTEST_MEASURED = 0.1  # seconds
_SLOWEST_SHOWN = 0.05  # MB/s: less would be shown as 0.0


@frozen(kw_only=True)
class Outcome:
    """What came of it: the index's summary, what failed in reading and indexing, and how many bytes were read.

    ``empty_records`` counts the records without a word.
    """

    summary: Summary
    failed: tuple[Failure, ...] = ()
    size: int = 0
    empty_records: int = 0

    @property
    def changed(self) -> int:
        """How many articles were taken in or out."""
        return self.summary.added + self.summary.replaced + self.summary.deleted + self.summary.moved


@click.command(
    epilog=example(
        "searchlib index articles/ export.csv archive.tar.gz",
        "searchlib index --sync articles/ --glob '*.md'",
        "searchlib index export.csv --field text=Body --field title=Headline",
        "cat article.txt | searchlib index -",
    ),
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--sync", is_flag=True, help="Also take out what is no longer in these folders.")
@click.option("--glob", multiple=True, metavar="GLOB", help="Of folders and archives, only what matches.")
@click.option("--format", metavar="FORMAT", help="Read all as text, markdown, html, pdf, jsonl, json, csv, tsv.")
@click.option("--encoding", metavar="NAME", help="The encoding of the text; else UTF-8, else guessed.")
@click.option("--field", "fields", type=named_field, multiple=True, metavar="NAME=COLUMN", help="As text=Body.")
@click.option(
    "--analyzer",
    "--language",
    metavar="NAME",
    help="The language (or plain) of a new index; else english.",
)
@click.option("--workers", type=click.IntRange(min=1), default=1, help="So many processes share the work.")
@click.option(
    "--memory", type=click.IntRange(min=1), default=512, show_default=True, help="Megabytes, for each process."
)
@click.option("--reread", is_flag=True, help="With --sync: read files, too, that are as they were.")
@click.option("--empty", is_flag=True, help="With --sync: take all out that came from a folder without a file now.")
@click.option(
    "--ids",
    type=click.Choice(["file", "global"]),
    default="file",
    show_default=True,
    help="What the ids of records mean: one in its file, or the same in all files, so that they replace each other.",
)
@click.option("--follow", is_flag=True, help="Follow links in folders that lead out of them.")
@click.option("-v", "--verbose", is_flag=True, help="Name all files that failed or were skipped.")
@index_option
@click.pass_obj
def index(
    place: Place,
    /,
    paths: tuple[str, ...],
    sync: bool,
    reread: bool,
    empty: bool,
    analyzer: str | None,
    workers: int,
    memory: int,
    verbose: bool,
    **options: Any,
) -> int:
    """Put articles into the index.

    PATH is a file, folder or archive, or - for standard input. An article that is there already and did not
    change is left as it is; one that changed is replaced. Only what lies at the same place, and is the same
    record there, is the same article, however the path is typed. With --sync articles whose file is no more
    are taken out, and files that are as they were are not read again.

    Text, Markdown, HTML, PDF, JSON (Lines), CSV and TSV
    are read.
    """
    if sync:
        _only_folders(paths)
    elif reread or empty:
        raise click.UsageError(f"--{'reread' if reread else 'empty'} goes with --sync", click.get_current_context())
    options["fields"] = dict(options["fields"]) or None
    started = time.monotonic()
    skipped: list[str] = []

    def tell_skipped(path: str, reason: str) -> None:
        if verbose or path in paths:
            skipped.append(f"{path}: skipped: {reason}")

    with searchlib.open(place.folder, analyzer=analyzer, workers=workers, memory=memory) as target:
        try:
            with progress_bar() as report:
                reading = searchlib.read(*paths, on_skip=tell_skipped, **options)
                put = partial(target.sync, reread=reread, empty=empty) if sync else target.add
                outcome = _run(put, reading, report)
        except KeyboardInterrupt:
            say(f"interrupted: {counted(len(target), 'article')} in the index")
            return INTERRUPTED
    for line in (*dict.fromkeys(skipped), *failure_lines(outcome.failed, all_of_them=verbose)):
        say(line)
    _tell_guesses(outcome.summary)
    say(outcome_line(outcome, time.monotonic() - started))
    return _status(outcome)


def _only_folders(paths: tuple[str, ...]) -> None:
    for path in paths:
        if not Path(path).is_dir():
            raise click.UsageError(f"--sync takes folders, and {path} is none", click.get_current_context())


def _run(put: Callable[..., Summary], reading: Reading, report: Report | None) -> Outcome:
    """Put what is read into the index by one of its methods."""

    def progress(so_far: Progress) -> None:
        if report:
            report(so_far.articles, reading.bytes_read, reading.total_bytes)

    summary = put(reading, progress=progress)
    failed = tuple(dict.fromkeys((*reading.failed, *summary.failed)))
    return Outcome(summary=summary, failed=failed, size=reading.bytes_read, empty_records=reading.empty_records)


def outcome_line(outcome: Outcome, seconds: float) -> str:
    """``added 3, replaced 0, unchanged 1, failed 1, skipped 2 (binary 1: .jpg; hidden 1) in 0.4 s, 1.2 MB/s``."""
    summary = outcome.summary
    parts = [f"{name} {getattr(summary, name):,}" for name in ("added", "replaced", "unchanged")]
    parts += [f"{name} {getattr(summary, name):,}" for name in ("moved", "deleted") if getattr(summary, name)]
    parts += [f"kept apart {summary.kept_apart:,}"] if summary.kept_apart else []
    parts += [f"failed {len(outcome.failed):,}"] if outcome.failed else []
    parts += [f"empty records {outcome.empty_records:,}"] if outcome.empty_records else []
    parts += [f"skipped {skipped}"] if (skipped := skipped_in_words(summary.skipped)) else []
    return f"{', '.join(parts)} in {seconds:.1f} s{_rate(outcome.size, seconds)}"


def _rate(size: int, seconds: float) -> str:
    """``, 1.2 MB/s``; nothing where so little was measured that the figure would mislead."""
    rate = size / 1e6 / seconds if seconds >= _SHORTEST_MEASURED else 0.0
    return f", {rate:.1f} MB/s" if rate >= _SLOWEST_SHOWN else ""


def _tell_guesses(summary: Summary) -> None:
    for warning in summary.warnings:
        say(f"warning: {warning}")
    if summary.kept_apart:
        say(
            f"{counted(summary.kept_apart, 'record')} with an id that another record has: kept apart, with a longer id"
            " (--ids global lets them replace each other)"
        )


def _status(outcome: Outcome) -> int:
    """As grep's, for a shell script: was anything there, and did any of it work?"""
    if outcome.changed or outcome.summary.unchanged:
        return FOUND
    return ERROR if outcome.failed else NOTHING
