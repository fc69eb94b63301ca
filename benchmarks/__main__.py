"""``python -m benchmarks``: one command a question."""

import sys
import tempfile
from collections.abc import Callable, Iterable
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import Any

import click

from benchmarks import corpus as corpora
from benchmarks import judged, plots
from benchmarks import relevance as relevances
from benchmarks.compare import compare as compared
from benchmarks.compare import means
from benchmarks.cut import cut_table
from benchmarks.floor import below, floor_table
from benchmarks.growth import PANELS, SIZES, growing, rises
from benchmarks.hostile import attacked, slow
from benchmarks.machine import header
from benchmarks.measuring import Measure
from benchmarks.peers import PEERS, missing
from benchmarks.processes import Failed
from benchmarks.promises import promises
from benchmarks.report import Report, Table
from benchmarks.sweep import swept
from benchmarks.systems import FLOORS, OURS, SYSTEMS, Indexes, reranked
from searchlib.cli.options import example
from searchlib.errors import SearchlibError

DATA = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("../shared/data"),
    show_default=True,
    envvar="SEARCHLIB_DATA",
    help="Folder with senate.tar.xz, queries.jsonl, judged/ and passages/.",
)
WORK = click.option(
    "--work",
    type=click.Path(path_type=Path),
    default=Path("build/benchmarks"),
    show_default=True,
    help="Folder for texts, indexes and results.",
)
CORPUS = click.option("--corpus", "name", type=click.Choice(["senate"]), default="senate", show_default=True)
PARAGRAPHS = click.option(
    "--paragraphs",
    type=click.IntRange(min=1),
    default=10_000,
    show_default=True,
    help="How many to index. Senate has 954,244; past its end they are dealt anew.",
)
QUERIES = click.option(
    "--queries", type=click.IntRange(min=1), default=300, show_default=True, help="How many of each kind to ask."
)
SEED = click.option("--seed", default=1, show_default=True, help="Order of the queries, and what is dealt anew.")


@click.group()
def main() -> None:
    """Measure searchlib. Results are tables on stdout; JSON and plots (with the extra bench) in WORK/results."""


@main.command(epilog=example("python -m benchmarks corpus --data ../shared/data"))
@DATA
@WORK
def corpus(data: Path, work: Path) -> None:
    """Prepare what the other commands read."""
    for line in corpora.unpack(data, work):
        click.echo(line)


@main.command(
    epilog=example("python -m benchmarks compare --corpus senate --paragraphs 10000 --peer searchlib --peer tantivy")
)
@DATA
@WORK
@CORPUS
@PARAGRAPHS
@QUERIES
@SEED
@click.option("--peer", "peers", multiple=True, type=click.Choice(PEERS), help="Only these; may be repeated.")
@click.option("--builds", type=click.IntRange(min=1), default=1, show_default=True, help="Of so many the fastest.")
def compare(name: str, peers: tuple[str, ...], builds: int, **options: Any) -> None:
    """Beside tantivy, SQLite FTS5, bm25s, stock Whoosh and Xapian: answers first, then speed, memory and size.

    Most peers are in the extra bench; one that is not installed is named and left out.
    """
    measure = _measure(**options, builds=builds)
    chosen = [peer for peer in PEERS if peer in peers or not peers]
    tables = list(compared(measure, chosen))
    report = Report("compare", _header(name, measure, chosen, options["seed"]), tables)
    _show(report, options["work"], plots.bars(means(tables), "ms, mean", options["work"] / "results" / "compare"))


@main.command(epilog=example("python -m benchmarks searchlib --paragraphs 10000 --commits 100"))
@DATA
@WORK
@CORPUS
@PARAGRAPHS
@QUERIES
@SEED
@click.option("--commits", type=click.IntRange(min=1), default=1000, show_default=True, help="Of one article each.")
def searchlib(name: str, commits: int, **options: Any) -> None:
    """What searchlib promises about itself: memory, commits, replacing, its command's start, threads."""
    measure = _measure(**options)
    tables = list(promises(measure, commits, options["seed"]))
    _show(Report("searchlib", _header(name, measure, ["searchlib"], options["seed"]), tables), options["work"])


@main.command(epilog=example("python -m benchmarks growth --largest 100000"))
@DATA
@WORK
@CORPUS
@click.option("--largest", type=click.IntRange(min=SIZES[0]), default=1_000_000, show_default=True, help="To there.")
@QUERIES
@SEED
def growth(name: str, largest: int, **options: Any) -> None:
    """Cost against the size of the corpus, from 10,000 paragraphs to 5 million, in steps of 1, 2 and 5."""
    rows = []
    for size in (size for size in SIZES if size <= largest):  # the smallest, at least
        last = _measure(paragraphs=size, **options)
        rows.append(growing(last))
    report = Report(
        "growth", _header(name, last, ["searchlib"], options["seed"]), [Table("Growth", rows, tuple(rises(rows)))]
    )
    _show(report, options["work"], plots.curves(rows, PANELS, options["work"] / "results" / "growth"))


def _function(_context: click.Context, _option: click.Parameter, name: str | None) -> "tuple[str, Any] | None":
    """The function of a module, with its name."""
    if name is None:
        return None
    module, _, path = name.partition(":")
    try:
        found = attrgetter(path)(import_module(module))
    except (ImportError, AttributeError, ValueError) as error:
        raise click.BadParameter(f"{name}: {error}") from error
    if not callable(found):
        raise click.BadParameter(f"{name} cannot be called")
    return name, found


@main.command(epilog=example("python -m benchmarks relevance --data ../shared/data"))
@DATA
@WORK
@click.option("--collection", "names", multiple=True, help="Only these of judged/ and passages/; may be repeated.")
@click.option("--dataset", "datasets", multiple=True, help="Instead these of ir_datasets, as beir/nfcorpus/test.")
@click.option("--floor", is_flag=True, help="Also plain BM25 without stop words; fails where it is much better.")
@click.option("--cut", is_flag=True, help="Also whole articles by group='article', documents cut into paragraphs.")
@click.option("--sweep", is_flag=True, help="Also what each part of the ranking adds, and which are chosen again.")
@click.option("--rerank", metavar="MODULE:FUNCTION", callback=_function, help="Also the best ordered anew by it.")
@click.option("--depth", type=click.IntRange(min=1), default=50, show_default=True, help="So many are given to it.")
@click.option("--seed", default=1, show_default=True, help="Of the randomisation tests.")
def relevance(
    data: Path,
    work: Path,
    names: tuple[str, ...],
    datasets: tuple[str, ...],
    floor: bool,
    cut: bool,
    sweep: bool,
    rerank: tuple[str, Callable[..., Any]] | None,
    depth: int,
    seed: int,
) -> None:
    """How good are the first answers? On judged documents and passages, beside plain BM25, with tests and a plot.

    Needs the extra bench: ir_measures, and bm25s to compare with; Pyserini joins where it is installed. With --floor
    the exit status is 1 where the default is more than .010 below plain BM25 on a collection. --sweep measures in two
    processes, and says how long it will take.
    """
    collections = [*map(judged.from_ir_datasets, datasets)] if datasets else [*judged.collections(data, names)]
    systems = {**SYSTEMS, **(FLOORS if floor else {})}
    if rerank is not None:
        systems[f"{OURS}, rerank={rerank[0]}, depth={depth}"] = reranked(rerank[1], depth)
    with tempfile.TemporaryDirectory() as folder:
        with Indexes(Path(folder)) as indexes:
            found, notes = relevances.score(collections, systems, indexes)
            tables = list(relevances.tables(found, notes, seed))
            tables += [floor_table(found)] if floor else []
            tables += [cut_table(collections, indexes)] if cut else []
        tables += swept(collections, Path(folder), _say) if sweep else []
    report = Report("relevance", _relevance_header(collections, seed), tables)
    path = work / "results" / "relevance"
    gained = {name: values.tolist() for name, values in relevances.differences(found).items()}
    _show(report, work, plots.differences(gained, "nDCG@10 over plain BM25", path))
    if floor and below(found):
        sys.exit(1)


@main.command(epilog=example("python -m benchmarks hostile --paragraphs 954244"))
@DATA
@WORK
@CORPUS
@click.option("--paragraphs", type=click.IntRange(min=1), default=954_244, show_default=True, help="How many to index.")
@SEED
@click.option("--only", default="", help="Those alone whose name has this.")
def hostile(name: str, work: Path, seed: int, only: str, **options: Any) -> None:
    """The worst that somebody can ask, each once. Fails where a query takes over two seconds."""
    measure = _measure(work=work, seed=seed, queries=1, **options)
    table = attacked(measure, seed, only)
    header = _header(name, measure, ["searchlib"], seed)
    _show(Report("hostile", {**header, "queries": f"{len(table.rows)} attacks"}, [table]), work)
    if slow(table.rows):
        sys.exit(1)


def _measure(data: Path, work: Path, paragraphs: int, queries: int, seed: int, builds: int = 1) -> Measure:
    work = work.resolve()
    _say(f"{paragraphs:,} paragraphs: preparing texts")
    texts = corpora.prepare(data, work, paragraphs, seed)
    return Measure(work, texts, corpora.queries(data, queries, seed), builds, _say)


def _header(name: str, measure: Measure, peers: Iterable[str], seed: int) -> dict[str, str]:
    counts = ", ".join(f"{len(asked)} {corpora.KINDS[kind]}" for kind, asked in measure.queries.items())
    here = [peer for peer in peers if not missing(peer)]
    facts = {"corpus": f"{name}: {measure.texts}", "queries": f"{counts}; shuffled with the seed", "seed": seed}
    return header(here, **facts, processes="one an engine and figure, one thread each where an engine can be told")


def _relevance_header(collections: Iterable[judged.Collection], seed: int) -> dict[str, str]:
    sizes = ", ".join(f"{each.name} {each.sizes}" for each in collections)
    here = [name for name in ("searchlib", "bm25s", "pyserini", "ir_measures") if not missing(name)]
    return header(here, seed=seed, collections=f"{sizes} (articles/passages/questions)")


def _say(what: str) -> None:
    click.echo(f"... {what}", err=True)


def _show(report: Report, work: Path, drawn: Iterable[Path] = ()) -> None:
    click.echo(report.markdown())
    for path in [report.save(work / "results"), *drawn]:
        click.echo(f"written: {path}", err=True)


if __name__ == "__main__":
    try:
        main(prog_name="python -m benchmarks")
    except (corpora.NoData, Failed, SearchlibError) as error:
        sys.exit(f"benchmarks: {error}")
