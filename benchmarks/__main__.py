"""``python -m benchmarks``: one command a question."""

import sys
from pathlib import Path

import click

from benchmarks import corpus as corpora
from benchmarks import whoosh as whoosh_engine
from benchmarks.compare import compare as measure
from benchmarks.compare import prepare
from benchmarks.peers import PEERS
from benchmarks.report import Report

DATA = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("../shared/data"),
    show_default=True,
    envvar="SEARCHLIB_DATA",
    help="Folder with senate.tar.xz, queries.jsonl and judged/.",
)
WORK = click.option(
    "--work",
    type=click.Path(path_type=Path),
    default=Path("build/benchmarks"),
    show_default=True,
    help="Folder for unpacked corpora, indexes and results.",
)


@click.group()
def main() -> None:
    """Measure searchlib. Results are a table on stdout, and JSON and plots in the work folder."""


@main.command()
@DATA
@WORK
def corpus(data: Path, work: Path) -> None:
    """Unpack what the other commands read.

    Example: python -m benchmarks corpus --data ../shared/data
    """
    for line in corpora.unpack(data, work):
        click.echo(line)


@main.command()
@DATA
@WORK
@click.option("--articles", default=2000, show_default=True, help="How many press releases to index.")
@click.option("--queries", default=100, show_default=True, help="How many queries of each kind to ask.")
@click.option("--seed", default=1, show_default=True, help="Order of articles and queries.")
def whoosh(data: Path, work: Path, articles: int, queries: int, seed: int) -> None:
    """Today's engine on stock Whoosh: indexing speed, size, and milliseconds by kind of query.

    Example: python -m benchmarks whoosh --articles 2000 --queries 100 --seed 1
    """
    list(corpora.unpack(data, work))
    _show(whoosh_engine.measure(data, work, articles, queries, seed), work)


@main.command()
@DATA
@WORK
@click.option("--corpus", "name", type=click.Choice(["senate"]), default="senate", show_default=True)
@click.option("--paragraphs", default=100_000, show_default=True, help="How many passages to index.")
@click.option("--queries", default=300, show_default=True, help="How many queries of each kind to ask.")
@click.option("--peer", "peers", multiple=True, type=click.Choice(PEERS), help="Only these; may be repeated.")
@click.option("--seed", default=1, show_default=True, help="Order of the queries.")
def compare(data: Path, work: Path, name: str, paragraphs: int, queries: int, peers: tuple[str, ...], seed: int) -> None:
    """Beside tantivy, SQLite FTS5, bm25s and stock Whoosh: answers first, then speed, memory and size.

    Example: python -m benchmarks compare --corpus senate --paragraphs 100000
    """
    list(corpora.unpack(data, work))
    megabytes = prepare(data, work, paragraphs, queries, seed)
    facts = {"corpus": f"{name}, {paragraphs} passages, {megabytes:.0f} MB", "queries": queries, "seed": seed}
    for report in measure(work, list(peers or PEERS), facts):
        _show(report, work)


def _show(report: Report, work: Path) -> None:
    click.echo(report.markdown())
    for path in report.save(work / "results"):
        click.echo(f"written: {path}", err=True)


if __name__ == "__main__":
    try:
        main(prog_name="python -m benchmarks")
    except corpora.NoData as error:
        sys.exit(f"benchmarks: {error}")
