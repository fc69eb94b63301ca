"""One peer in a process of its own: ``python -m benchmarks.worker PEER WORK`` builds, asks, and prints JSON."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.peers import Peer, load
from benchmarks.timing import milliseconds, peak_megabytes, summary

__all__ = ["measure"]


def measure(name: str, work: Path) -> dict[str, Any]:
    """All figures of one peer; ``work`` holds ``texts.json`` and ``queries.json``."""
    texts: list[str] = json.loads((work / "texts.json").read_text(encoding="utf-8"))
    queries: dict[str, list[str]] = json.loads((work / "queries.json").read_text(encoding="utf-8"))
    folder, peer = work / f"index-{name}", load(name)
    shutil.rmtree(folder, ignore_errors=True)
    before, start = peak_megabytes(), time.perf_counter()
    indexed = peer.build(folder, texts)
    seconds = time.perf_counter() - start
    built = {
        "texts": indexed,
        "MB/s": sum(len(text.encode()) for text in texts[:indexed]) / 1e6 / seconds,
        "build memory MB": peak_megabytes() - before,
        "disk MB": sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6,
    }
    del texts
    peer.open(folder)
    built["first answer s"] = _first_answer(name, folder, queries["union"][0])
    return {**built, "counts": _counts(peer, queries), "times": _times(peer, queries)}


def _first_answer(name: str, folder: Path, query: str) -> float:
    """Seconds for a new process to import, open and answer once: the best of five."""
    code = f"from benchmarks.peers import load; from pathlib import Path; p = load({name!r}); p.open(Path({str(folder)!r})); p.marked('union', {query!r})"
    times = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        times.append(time.perf_counter() - start)
    return min(times)


def _counts(peer: Peer, queries: dict[str, list[str]]) -> dict[str, list[int]]:
    return {
        kind: [peer.count(kind, query) for query in queries[kind]]
        for kind in ("intersection", "phrase")
        if kind in peer.kinds
    }


def _times(peer: Peer, queries: dict[str, list[str]]) -> dict[str, dict[str, dict[str, float]]]:
    """Each set of queries is asked twice, and the second round reported."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for kind in peer.kinds:
        for way in ("search", "marked"):
            ask = getattr(peer, way)
            milliseconds(lambda query: ask(kind, query), queries[kind])  # noqa: B023 (called at once)
            times = milliseconds(lambda query: ask(kind, query), queries[kind])  # noqa: B023
            found.setdefault(kind, {})[way] = summary(times)
    return found


if __name__ == "__main__":
    json.dump(measure(sys.argv[1], Path(sys.argv[2])), sys.stdout)
