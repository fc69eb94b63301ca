"""How does searchlib compare with the engines people would pick instead? Same texts, same queries, same run."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import searchlib
from benchmarks import corpus
from benchmarks.peers import PEERS
from benchmarks.report import Report, header

__all__ = ["compare", "prepare"]

_MODULES = {"fts5": "sqlite3"}
_LABELS = {"search": "", "marked": " + text, highlights"}


def prepare(data: Path, work: Path, paragraphs: int, queries: int, seed: int) -> float:
    """Write texts and queries for the peers; the megabytes of the texts. Past the corpus' end its sentences are dealt anew."""
    texts: list[str] = []
    for text in _passages(work):
        texts.append(text)
        if len(texts) == paragraphs:
            break
    texts += _dealt(texts, paragraphs - len(texts), seed)
    (work / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
    (work / "queries.json").write_text(json.dumps(corpus.queries(data, queries, seed)), encoding="utf-8")
    return sum(len(text.encode()) for text in texts) / 1e6


def _passages(work: Path) -> Iterator[str]:
    for article in searchlib.read(work / "senate", glob="*.txt"):
        for paragraph in article.paragraphs:
            yield paragraph.text


def _dealt(texts: list[str], count: int, seed: int) -> Iterator[str]:
    """``count`` texts of four sentences each, drawn from all that there are."""
    draw = random.Random(seed)
    sentences = [sentence for text in texts for sentence in text.split(". ")] if count > 0 else []
    for _ in range(count):
        yield ". ".join(draw.choice(sentences) for _ in range(4))


def compare(work: Path, peers: list[str], facts: dict[str, object]) -> tuple[Report, Report]:
    """Measure each peer in its own process: a report of the figures, and one of their ratios to tantivy's."""
    measured = {name: _measured(name, work) for name in peers if find_spec(_MODULES.get(name, name))}
    missing = [name for name in peers if name not in measured]
    notes = tuple(_agreement(measured)) + tuple(f"{name} is not installed here" for name in missing)
    rows = _rows(measured)
    return Report("compare", header(**facts), rows, notes), Report("compare-ratio", header(**facts), _ratios(rows))


def _measured(name: str, work: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.worker", name, str(work)]
    result: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return result


def _rows(measured: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """A row a figure, a column a peer; None where a peer has no such thing."""
    names = ("texts", "MB/s", "build memory MB", "disk MB", "first answer s")
    rows = [{"figure": name, **{peer: found[name] for peer, found in measured.items()}} for name in names]
    for kind, shown in corpus.KINDS.items():
        for way, label in _LABELS.items():
            for statistic in ("mean", "p50", "p90", "p99"):
                figures = {
                    peer: found["times"][kind][way][statistic] if kind in found["times"] else None
                    for peer, found in measured.items()
                }
                rows.append({"figure": f"{shown}{label}: {statistic} ms", **figures})
    return rows


def _ratios(rows: list[dict[str, Any]], base: str = "tantivy") -> list[dict[str, Any]]:
    """searchlib's figures over tantivy's: below 1 is less."""
    return [
        {"figure": row["figure"], f"searchlib / {base}": row["searchlib"] / row[base]}
        for row in rows
        if row.get("searchlib") and row.get(base)
    ]


def _agreement(measured: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Answers before times: for how many queries two engines find equally many texts."""
    if not {"searchlib", "tantivy"} <= measured.keys():
        return
    ours, theirs = measured["searchlib"]["counts"], measured["tantivy"]["counts"]
    for kind in ("intersection", "phrase"):
        pairs = list(zip(ours[kind], theirs[kind], strict=True))
        equal = sum(one == other for one, other in pairs)
        fewer = sum(one < other for one, other in pairs)
        why = "we look for spellings, tantivy for stems" if kind == "phrase" else "apostrophes, hyphens, numbers, names"
        yield (
            f"{corpus.KINDS[kind]}: {equal} of {len(pairs)} queries find equally many texts as in tantivy, "
            f"{fewer} fewer, {len(pairs) - equal - fewer} more ({why})"
        )
