"""How long does the worst take that somebody can type? Every attack once, on an index with facts."""

import json
import shutil
from collections.abc import Sequence

from benchmarks.measuring import Measure
from benchmarks.processes import run
from benchmarks.report import Row, Table

__all__ = ["LIMIT", "attacked", "slow"]

LIMIT = 2000.0
"""Milliseconds that any query may take on a million paragraphs."""


def attacked(measure: Measure, seed: int, only: str = "") -> Table:
    """The figures of each attack whose name has ``only``. The index is kept, and used again for the same texts."""
    folder, made_of = measure.folder("hostile"), measure.folder("hostile.json")
    recipe = json.dumps([str(measure.texts), seed])
    if not made_of.exists() or made_of.read_text(encoding="utf-8") != recipe:
        measure.say("indexing with facts")
        shutil.rmtree(folder, ignore_errors=True)
        texts = {"texts": measure.texts.path, "paragraphs": measure.texts.paragraphs}
        run("build_with_facts", folder=folder, seed=seed, **texts)
        made_of.write_text(recipe, encoding="utf-8")
    measure.say("attacking")
    rows = run("ask_all", folder=folder, texts=measure.texts.path, only=only)
    return Table("Attacks", rows, tuple(_notes(rows)))


def slow(rows: Sequence[Row]) -> list[Row]:
    """Those that took too long."""
    return [row for row in rows if row["ms"] > LIMIT]


def _notes(rows: Sequence[Row]) -> list[str]:
    late = ", ".join(str(row["query"]) for row in slow(rows))
    return [
        "Each query is asked once, in a process that has answered one other; no text of a hit is read.",
        "A tree is a Whoosh query as the language makes it of what stands behind it.",
        f"Over {LIMIT:,.0f} ms: {late or 'none'}.",
    ]
