"""How long did it take? Times of single calls in milliseconds, summed up as mean and percentiles."""

import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable

__all__ = ["milliseconds", "peak_megabytes", "summary"]


def milliseconds(ask: Callable[[str], object], queries: Iterable[str]) -> list[float]:
    """The time of each call, in the order of the queries."""
    times = []
    for query in queries:
        start = time.perf_counter()
        ask(query)
        times.append(1000 * (time.perf_counter() - start))
    return times


def summary(times: list[float]) -> dict[str, float]:
    """Mean, median, 90th and 99th percentile (nearest rank)."""
    ordered = sorted(times)
    return {
        "mean": statistics.fmean(ordered),
        "p50": ordered[len(ordered) // 2],
        "p90": ordered[int(len(ordered) * 0.90)],
        "p99": ordered[int(len(ordered) * 0.99)],
    }


def peak_megabytes() -> float:
    """The most memory that this process has held so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)
