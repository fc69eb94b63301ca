"""Where do the texts and questions come from? The data folder, unpacked once; without it a clear word."""

import json
import random
import tarfile
from collections.abc import Iterator
from pathlib import Path

__all__ = ["KINDS", "NoData", "queries", "releases", "unpack"]

KINDS = {"term": "term", "union": "OR", "intersection": "AND", "phrase": "phrase"}


class NoData(Exception):
    """The data folder is not there or lacks a file."""


def _needed(data: Path, name: str) -> Path:
    path = data / name
    if not path.exists():
        raise NoData(f"{path} is not there; --data names the folder that holds it")
    return path


def unpack(data: Path, work: Path) -> Iterator[str]:
    """Unpack the press releases below ``work`` unless they are there; yields what was done, a line each."""
    target = work / "senate"
    done = work / "senate.done"
    if not done.exists():
        work.mkdir(parents=True, exist_ok=True)
        with tarfile.open(_needed(data, "senate.tar.xz")) as archive:
            archive.extractall(target, filter="data")
        done.touch()
    count = sum(1 for path in target.rglob("*") if path.is_file())
    yield f"{target}: {count} files"
    for name in sorted(path.name for path in _needed(data, "judged").iterdir()):
        yield f"{data / 'judged' / name}: read in place"


def releases(work: Path, count: int, seed: int) -> list[Path]:
    """``count`` press releases, drawn with ``seed`` from all of them, in the order drawn."""
    paths = sorted((work / "senate").rglob("*.txt"))
    random.Random(seed).shuffle(paths)
    return paths[:count]


def queries(data: Path, count: int, seed: int) -> dict[str, list[str]]:
    """``count`` queries of each kind as typed, shuffled with ``seed``; term queries are single words of the rest."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    with _needed(data, "queries.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            query = json.loads(line)
            for kind in set(query["tags"]) & set(KINDS):
                found[kind].append(query["query"])
    words = sorted({word for query in found["union"] for word in query.split()})
    found["term"] = words
    for kind in found:
        random.Random(f"{seed} {kind}").shuffle(found[kind])
    return {kind: typed[:count] for kind, typed in found.items()}
