"""How does searchlib compare with the engines people would pick instead? Same texts, same queries, same run."""

from collections.abc import Iterator, Mapping
from itertools import product

from benchmarks.agreement import lines
from benchmarks.corpus import KINDS
from benchmarks.measuring import Figures, Measure
from benchmarks.peers import SHARES, missing
from benchmarks.processes import Failed
from benchmarks.report import Row, Table
from benchmarks.targets import ratios

__all__ = ["WAYS", "compare", "means"]

WAYS = {"search": "search alone", "marked": "with text and highlights of ten hits"}

_STATISTICS = ("mean", "p50", "p90", "p99", "first round")
_BUILDING = (
    "Texts are read before the clock starts, searchlib's as articles; committed, merges waited for. A processor second"
    " counts all threads of the process: tantivy indexes and merges in threads beside the one that feeds it.",
    "Peak memory is that of another process, which is fed from a generator; the interpreter counts.",
    "The first answer: one OR with text and highlights, the least of seven processes; the system has the files cached.",
)
_ASKING = (
    "Each kind is asked in a new process: the whole set twice search alone, then twice with text. All but “first round”"
    " (its mean) is of the second; so what an engine remembers of a question shows between the two.",
    "Parsing counts. With text: searchlib marks whole paragraphs, tantivy and Xapian make snippets of 150 characters,"
    " FTS5 of 30 words, Whoosh fragments; bm25s has no highlights and gives the texts alone.",
    "A quoted phrase means spellings to searchlib and Xapian, stems to the others; “phrase on stems” are the same"
    " phrases asked of searchlib as words joined by dots, which it looks for by their stems.",
)


def compare(measure: Measure, names: list[str]) -> Iterator[Table]:
    """Measure those peers that are here: answers, building, asking, and ratios to tantivy."""
    absent = [word for name in names if (word := missing(name))]
    measured, failed = _measured(measure, [name for name in names if not missing(name)])
    yield Table("Answers", [], (*_answers(measure, measured), *absent, *failed))
    if measured:
        yield Table("Building", _building(measured), (*_BUILDING, *_shares(measured)))
        for way in WAYS:
            yield Table(f"Milliseconds, {WAYS[way]}", _asked(measured, way), _ASKING if way == "marked" else ())
    if {"searchlib", "tantivy"} <= measured.keys():
        rows = list(ratios(measured["searchlib"], measured["tantivy"], KINDS, WAYS))
        yield Table("Searchlib over tantivy", rows, ("“Must” and “aim” are meant for 950,000 paragraphs.",))


def means(tables: list[Table]) -> list[Table]:
    """What to draw of the tables: the mean times."""
    asked = [table for table in tables if table.title.startswith("Milliseconds")]
    return [
        Table(table.title, [{**row, "figure": _kind(row)} for row in table.rows if row["figure"].endswith(": mean")])
        for table in asked
    ]


def _kind(row: Row) -> str:
    return str(row["figure"]).removesuffix(": mean")


def _measured(measure: Measure, names: list[str]) -> tuple[dict[str, Figures], list[str]]:
    """The figures of each peer, and a sentence for each that failed, as the others' figures are worth having."""
    measured, failed = {}, []
    for name in names:
        try:
            measured[name] = measure.everything(name)
        except Failed as error:
            failed.append(f"{name} is left out: it failed ({error})")
    return measured, failed


def _answers(measure: Measure, measured: Mapping[str, Figures]) -> Iterator[str]:
    if not {"searchlib", "tantivy"} <= measured.keys():
        yield "Answers are compared where searchlib and tantivy are both measured."
        return
    try:
        yield from lines(measure.agreement(), KINDS)
    except Failed as error:
        yield f"Answers could not be compared ({error})"


def _shares(measured: Mapping[str, Figures]) -> Iterator[str]:
    for name, share in SHARES.items():
        if name in measured:
            yield f"{name} has at most the first {share:,} paragraphs: all its figures are for those."


def _building(measured: Mapping[str, Figures]) -> list[Row]:
    """A row a figure, a column a peer; None where a peer has no such thing."""
    figures = dict.fromkeys(figure for found in measured.values() for figure in found if figure != "times")
    return [{"figure": figure, **{name: found.get(figure) for name, found in measured.items()}} for figure in figures]


def _asked(measured: Mapping[str, Figures], way: str) -> list[Row]:
    rows: list[Row] = []
    for kind, statistic in product(KINDS, _STATISTICS):
        times = {name: found["times"].get(kind) for name, found in measured.items()}
        if any(times.values()):
            row = {name: found and found[way][statistic] for name, found in times.items()}
            rows.append({"figure": f"{KINDS[kind]}: {statistic}", **row})
    return rows
