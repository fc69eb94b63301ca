"""How does it look? Bars for engines beside each other, lines for cost against size; PNG and SVG.

Axes are logarithmic, because a p99 dwarfs a median and one engine another. Without matplotlib there is no plot.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.report import Row, Table

__all__ = ["bars", "curves", "differences"]

_ACROSS: Final = 3


def bars(tables: Sequence[Table], unit: str, path: Path) -> Iterator[Path]:
    """A panel a table, a group a row, a bar a column; yields what was written: ``path`` with two endings."""
    figure = _figure(8, 4 * len(tables))
    if figure is not None:
        for table, axes in zip(tables, _panels(figure, len(tables), 1), strict=True):
            _draw_bars(axes, table)
            axes.set_ylabel(unit)
        yield from _save(figure, path)


def curves(rows: Sequence[Row], panels: Mapping[str, Sequence[str]], path: Path) -> Iterator[Path]:
    """A panel for each group of columns, its name the unit, against the first column; one line a column."""
    figure = _figure(6 * len(panels), 5)
    if figure is not None:
        label = next(iter(rows[0]))
        for (unit, columns), axes in zip(panels.items(), _panels(figure, 1, len(panels)), strict=True):
            for column in columns:
                axes.plot([row[label] for row in rows], [row[column] for row in rows], marker="o", label=column)
            axes.set(xscale="log", yscale="log", xlabel=label, ylabel=unit)
            axes.grid(alpha=0.3)
            axes.legend()
        yield from _save(figure, path)


def differences(panels: Mapping[str, Sequence[float]], label: str, path: Path) -> Iterator[Path]:
    """A panel a collection, three beside each other: what each question gains or loses, falling."""
    columns = min(_ACROSS, len(panels))
    rows = -(-len(panels) // columns)
    figure = _figure(5 * columns, 2.5 * rows)
    if figure is not None:
        shown = _panels(figure, rows, columns)
        for (name, values), axes in zip(panels.items(), shown, strict=False):
            axes.stairs(sorted(values, reverse=True), fill=True)
            axes.axhline(0, linewidth=0.5)
            axes.set(title=f"{name}, mean {sum(values) / len(values):+.4f}", ylim=(-1, 1))
        for axes in shown[len(panels) :]:
            axes.set_axis_off()
        figure.supxlabel("questions")
        figure.supylabel(label)
        yield from _save(figure, path)


def _draw_bars(axes: Any, table: Table) -> None:
    label, *columns = table.rows[0]
    width = 1 / (len(columns) + 1)
    for place, column in enumerate(columns):
        shown = [(number, row[column]) for number, row in enumerate(table.rows) if row[column]]
        axes.bar(
            [number + place * width for number, _ in shown], [value for _, value in shown], width=width, label=column
        )
    middle = (len(columns) - 1) * width / 2
    axes.set_xticks([number + middle for number in range(len(table.rows))], [row[label] for row in table.rows])
    axes.set(yscale="log", title=table.title)
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1))


def _figure(width: float, height: float) -> Any:
    try:
        from matplotlib.figure import Figure
    except ModuleNotFoundError:
        return None
    return Figure(figsize=(width, height), layout="constrained")


def _panels(figure: Any, rows: int, columns: int) -> list[Any]:
    return list(figure.subplots(rows, columns, squeeze=False).flat)


def _save(figure: Any, path: Path) -> Iterator[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    for ending in ("png", "svg"):
        target = path.with_name(f"{path.name}.{ending}")
        figure.savefig(target, dpi=120)
        yield target
