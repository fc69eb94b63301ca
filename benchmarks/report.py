"""How is a result shown? A header that says what was measured where, a Markdown table, JSON, and a plot."""

import json
import os
import platform
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from attrs import asdict, frozen

__all__ = ["Report", "header"]


def header(**facts: object) -> dict[str, str]:
    """Machine, versions, and whatever else the reader needs to repeat it."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("searchlib", "whoosh", "nltk"))
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {_processor()}"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return {
        "machine": machine,
        "python": python,
        "versions": versions,
        **{k: str(v) for k, v in facts.items()},
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "processor unknown"
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")),
        "processor unknown",
    )


@frozen
class Report:
    """One question's answer: ``rows`` are dictionaries with the same keys, the first of which names the row."""

    name: str
    header: Mapping[str, str]
    rows: list[dict[str, Any]]
    notes: tuple[str, ...] = ()

    def markdown(self) -> str:
        """Header, table and notes."""
        columns = list(self.rows[0])
        lines = [f"- {key}: {value}" for key, value in self.header.items()]
        lines += ["", _table_row(columns), _table_row(["---"] * len(columns))]
        lines += [_table_row([_shown(row[column]) for column in columns]) for row in self.rows]
        return "\n".join([*lines, "", *self.notes])

    def save(self, folder: Path) -> Iterator[Path]:
        """Write JSON and, with the extra ``bench``, the plot as PNG and SVG; yields each path."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.name}.json"
        path.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")
        yield path
        try:
            from matplotlib.figure import Figure
        except ModuleNotFoundError:
            return
        figure = Figure(figsize=(8, 4), layout="constrained")
        self._draw(figure.subplots())
        for ending in ("png", "svg"):
            figure.savefig(folder / f"{self.name}.{ending}", dpi=120)
            yield folder / f"{self.name}.{ending}"

    def _draw(self, axes: Any) -> None:
        """Bars: a group a row, a bar a column of numbers; logarithmic, because a p99 dwarfs a median."""
        label, *columns = self.rows[0]
        for place, column in enumerate(columns):
            at = [row + place / (len(columns) + 1) for row in range(len(self.rows))]
            axes.bar(at, [row[column] or 0 for row in self.rows], width=1 / (len(columns) + 1), label=column)
        axes.set_xticks([row + 0.4 for row in range(len(self.rows))], [row[label] for row in self.rows])
        axes.set_yscale("log")
        axes.tick_params(axis="x", labelrotation=90 if len(self.rows) > 10 else 0)
        axes.set_title(self.name)
        axes.legend()


def _table_row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _shown(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
