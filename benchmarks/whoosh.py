"""What does the engine on stock Whoosh cost? Indexing, size, and the time of a query by kind."""

import shutil
import time
from pathlib import Path

import searchlib
from benchmarks import corpus
from benchmarks.report import Report, header
from benchmarks.timing import milliseconds, peak_megabytes, summary

__all__ = ["measure"]


def measure(data: Path, work: Path, articles: int, queries: int, seed: int) -> Report:
    """Index ``articles`` press releases, ask ``queries`` queries of each kind twice, report the second round."""
    folder = work / "whoosh-index"
    shutil.rmtree(folder, ignore_errors=True)
    read = list(searchlib.read(*corpus.releases(work, articles, seed)))
    megabytes = sum(len(article.text.encode()) for article in read) / 1e6
    with searchlib.open(folder) as index:
        start = time.perf_counter()
        index.add(read)
        seconds = time.perf_counter() - start
        rows = [
            {"milliseconds": f"{shown}{how}", **_asked(index, typed, marked=marked)}
            for kind, shown in corpus.KINDS.items()
            for how, marked in (("", False), (" + marks", True))
            for typed in [corpus.queries(data, queries, seed)[kind]]
        ]
        stats = index.stats()
    facts = header(corpus=f"{len(read)} press releases, {stats.passages} passages, {megabytes:.1f} MB", seed=seed)
    notes = (
        f"Indexing: {megabytes / seconds:.2f} MB/s ({seconds:.1f} s, articles already read, committed), "
        f"{stats.size / 1e6:.0f} MB on disk, {peak_megabytes():.0f} MB peak memory of the process.",
        "Ten hits a query; '+ marks' fetches them, finds the matched words and makes HTML.",
    )
    return Report("whoosh", facts, rows, notes)


def _asked(index: searchlib.Index, typed: list[str], *, marked: bool) -> dict[str, float]:
    def ask(query: str) -> None:
        for hit in index.search(query):
            if marked:
                hit.html()

    milliseconds(ask, typed)
    return summary(milliseconds(ask, typed))
