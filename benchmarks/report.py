"""How is a result shown? A header that says what was measured where, then tables, in Markdown and in JSON."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from attrs import asdict, field, frozen

__all__ = ["Report", "Row", "Table"]

Row: TypeAlias = Mapping[str, Any]


@frozen
class Table:
    """Rows with the same keys, the first of which names the row. None where there is no such figure."""

    title: str
    rows: Sequence[Row]
    notes: tuple[str, ...] = ()

    def markdown(self) -> str:
        """Title, table and notes."""
        columns = list(self.rows[0]) if self.rows else []
        lines = [_line(columns), _line(["---"] * len(columns))] if columns else []
        lines += [_line([_shown(row[column]) for column in columns]) for row in self.rows]
        return "\n".join([f"## {self.title}", "", *lines, *([""] if lines else []), *map("- {}".format, self.notes)])


@frozen
class Report:
    """One question's answer."""

    name: str
    header: Mapping[str, str]
    tables: list[Table] = field(factory=list)

    def markdown(self) -> str:
        """Header and tables."""
        lines = [f"- {name}: {fact}" for name, fact in self.header.items()]
        return "\n".join(
            [f"# {self.name}", "", *lines, "", "\n\n".join(table.markdown().strip() for table in self.tables)]
        )

    def save(self, folder: Path) -> Path:
        """Write it as JSON; the path."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.name}.json"
        path.write_text(json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return path


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _shown(value: object) -> str:
    """Three digits that count; larger numbers whole."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
