"""One task in a process of its own: ``python -m benchmarks.worker TASK`` reads arguments and prints a result, in JSON.

Every task names the peer and its index folder; see :mod:`benchmarks.processes` for who starts it.
"""

import gc
import json
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from benchmarks.corpus import articles
from benchmarks.peers import Peer, load
from benchmarks.timing import milliseconds, peak_mebibytes, summary

__all__ = ["agree", "ask", "build", "main", "peak"]


def build(
    name: str, folder: str, texts: str, paragraphs: int, memory: int = 512, workers: int = 1
) -> dict[str, float | int]:
    """Index texts that are read already: speed by the clock and by processor time, size on disk."""
    peer, index = _cleared(name, folder)
    items = list(peer.items(articles(Path(texts), paragraphs)))
    gc.collect()
    gc.freeze()
    start, processor = time.perf_counter(), time.process_time()
    peer.build(index, items, memory, workers)
    wall, processor = time.perf_counter() - start, time.process_time() - processor
    megabytes = _megabytes(articles(Path(texts), paragraphs))
    size = sum(path.stat().st_size for path in index.rglob("*") if path.is_file()) / 1e6
    return {
        "paragraphs": paragraphs,
        "indexing MB/s": megabytes / wall,
        "indexing MB a processor second": megabytes / processor,
        "disk MB": size,
    }


def peak(name: str, folder: str, texts: str, paragraphs: int, memory: int = 512) -> float:
    """The most memory, in MiB, that the process holds which indexes texts that come from a generator.

    The index does not stay.
    """
    peer, index = _cleared(name, folder)
    peer.build(index, peer.items(articles(Path(texts), paragraphs)), memory, 1)
    shutil.rmtree(index)
    return peak_mebibytes()


def _cleared(name: str, folder: str) -> tuple[Peer, Path]:
    shutil.rmtree(folder, ignore_errors=True)
    return load(name), Path(folder)


def _megabytes(texts: Iterable[list[str]]) -> float:
    return sum(len(text.encode()) for article in texts for text in article) / 1e6


def ask(name: str, folder: str, kind: str, queries: list[str]) -> dict[str, dict[str, float]]:
    """The times of one kind of queries, search alone and with text.

    Each set is asked twice. The second round is summed up, of the first only the mean is kept.
    """
    peer = load(name)
    peer.open(Path(folder))
    found = {}
    ways: dict[str, Callable[[str, str], object]] = {"search": peer.search, "marked": peer.marked}
    for way, question in ways.items():
        first, second = (milliseconds(lambda query: question(kind, query), queries) for _ in range(2))  # noqa: B023
        found[way] = {**summary(second), "first round": summary(first)["mean"]}
    peer.close()
    return found


def agree(folders: dict[str, str], queries: dict[str, list[str]]) -> dict[str, Any]:
    """How searchlib's answers compare with tantivy's."""
    from benchmarks.agreement import compared

    return compared(Path(folders["searchlib"]), Path(folders["tantivy"]), queries)


def main(task: str) -> None:
    """Do the task of that name with the arguments on stdin."""
    tasks: dict[str, Callable[..., Any]] = {each.__name__: each for each in (build, peak, ask, agree)}
    if task not in tasks:  # searchlib's own, which import it: the others' memory is measured without
        from benchmarks import attacks, promised

        tasks = promised.TASKS | attacks.TASKS
    json.dump(tasks[task](**json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
