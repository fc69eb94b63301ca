"""What should it cost? The figures to reach, and whether they are: ratios to tantivy in the same run, and promises."""

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from benchmarks.measuring import SPEED, Figures
from benchmarks.report import Row

__all__ = ["Target", "bare_row", "ratios"]


@frozen
class Target:
    """A figure to reach: ``must`` and ``aim`` are its largest allowed values, or its smallest where more is better."""

    must: float
    aim: float | None = None
    more: bool = False

    def row(self, name: str, value: float) -> Row:
        """The figure with what was wanted and what is reached: aim, must or no."""
        return {"figure": name, "value": value, "must": self.must, "aim": self.aim, "reached": self._reached(value)}

    def _reached(self, value: float) -> str:
        if self.aim is not None and self._holds(value, self.aim):
            return "aim"
        return "must" if self._holds(value, self.must) else "no"

    def _holds(self, value: float, wanted: float) -> bool:
        return value >= wanted if self.more else value <= wanted


def bare_row(name: str, value: float) -> Row:
    """A figure beside the others for which nothing was wanted."""
    return {"figure": name, "value": value, "must": None, "aim": None, "reached": ""}


_TIMES = {
    ("union", "marked"): {"mean": Target(0.7, 0.4), "p50": Target(1.0, 0.8), "p99": Target(0.6, 0.3)},
    ("intersection", "marked"): {"mean": Target(1.0, 0.7), "p50": Target(1.3, 0.9), "p99": Target(1.0, 0.7)},
    ("phrase", "marked"): {"mean": Target(1.0, 0.7), "p50": Target(1.4, 1.0), "p99": Target(1.0, 0.7)},
    ("union", "search"): {"mean": Target(0.5, 0.3)},
    ("intersection", "search"): {"mean": Target(1.5, 1.0)},
    ("phrase", "search"): {"mean": Target(1.5, 1.0)},
}


def ratios(ours: Figures, theirs: Figures, kinds: dict[str, str], ways: dict[str, str]) -> Iterator[Row]:
    """Our figures over tantivy's, with what they should be at 0.95 million paragraphs."""
    yield Target(1.0, 1.5, more=True).row(SPEED, ours[SPEED] / theirs[SPEED])
    pair = ours[f"{SPEED}, searchlib with workers=2"] / ours[SPEED]
    yield Target(1.6, 1.9, more=True).row("the same with workers=2, against ours with one", pair)
    yield Target(1.3, 1.0).row("size on disk, text included", ours["disk MB"] / theirs["disk MB"])
    for (kind, way), wanted in _TIMES.items():
        for statistic, target in wanted.items():
            value = _time(ours, kind, way, statistic) / _time(theirs, kind, way, statistic)
            yield target.row(f"{kinds[kind]}, {ways[way]}: {statistic}", value)


def _time(figures: Figures, kind: str, way: str, statistic: str) -> float:
    times: dict[str, Any] = figures["times"][kind][way]
    return float(times[statistic])
