"""How long did it take, and how much memory? Milliseconds of single calls, and the most that this process held."""

import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

__all__ = ["milliseconds", "peak_mebibytes", "summary"]

_STATUS = Path("/proc/self/status")


def milliseconds(ask: Callable[[str], object], queries: Iterable[str]) -> list[float]:
    """The time of each call, in the order of the queries."""
    times = []
    for query in queries:
        start = time.perf_counter()
        ask(query)
        times.append(1000 * (time.perf_counter() - start))
    return times


def summary(times: list[float]) -> dict[str, float]:
    """Mean, median, 90th and 99th percentile (of n sorted times the one at n * share, counted from 0)."""
    ordered = sorted(times)
    return {
        "mean": statistics.fmean(ordered),
        "p50": ordered[len(ordered) // 2],
        "p90": ordered[int(len(ordered) * 0.90)],
        "p99": ordered[int(len(ordered) * 0.99)],
    }


def peak_mebibytes() -> float:
    """The most memory that this process has held so far, interpreter and mapped files included.

    Linux's own word for it, as getrusage there counts the process that started this one, too.
    """
    try:
        lines = _STATUS.read_text(encoding="ascii").splitlines()
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / (1 << 10)
