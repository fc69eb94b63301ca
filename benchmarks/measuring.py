"""What is measured of one engine? Everything, each figure in a process of its own."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from attrs import frozen

from benchmarks.corpus import Texts
from benchmarks.peers import SHARES, kinds_of
from benchmarks.processes import run, timed

__all__ = ["FIRST", "LIMITS", "OPEN", "SPEED", "Figures", "Measure", "Queries", "peak_label"]

Figures: TypeAlias = dict[str, Any]
Queries: TypeAlias = Mapping[str, Sequence[str]]

LIMITS = (512, 256)
"""The ``memory=`` in MiB that searchlib is given; the first is its default."""

SPEED, FIRST, OPEN = "indexing MB/s", "new process to its first answer, ms", "of that opening and answering, ms"

_STARTS = 7


def peak_label(limit: int) -> str:
    """What the peak memory under that limit is called."""
    return "peak memory of indexing, MiB" + (f", searchlib at memory={limit}" if limit != LIMITS[0] else "")


@frozen
class Measure:
    """Measures peers on the same texts and queries; indexes lie below ``work``, ``say`` is told what goes on.

    All methods raise :class:`~benchmarks.processes.Failed`.
    """

    work: Path
    texts: Texts
    queries: Queries
    builds: int = 1
    say: Callable[[str], None] = lambda _: None

    def folder(self, name: str) -> Path:
        """The index folder of a peer."""
        return self.work / "indexes" / name

    def everything(self, name: str) -> Figures:
        """All figures of a peer."""
        found = {**self.built(name), **self.memory(name)}
        if name == "searchlib":
            found[f"{SPEED}, searchlib with workers=2"] = self.built(name, workers=2)[SPEED]
        return {**found, **self.first_answer(name), "times": self.times(name)}

    def built(self, name: str, workers: int = 1) -> Figures:
        """Speed and size: of so many builds the fastest. The index stays."""
        self.say(f"{name}: indexing" + (f", workers={workers}" if workers > 1 else ""))
        folder = self.folder(name if workers == 1 else f"{name}-{workers}-workers")
        tries = [self._indexed("build", name, folder, workers=workers) for _ in range(self.builds)]
        fastest: Figures = max(tries, key=lambda each: float(each[SPEED]))
        return fastest

    def memory(self, name: str) -> Figures:
        """Peak memory of indexing from a generator."""
        self.say(f"{name}: memory")
        limits, folder = LIMITS if name == "searchlib" else LIMITS[:1], self.folder(f"{name}-memory")
        return {peak_label(limit): self._indexed("peak", name, folder, memory=limit) for limit in limits}

    def first_answer(self, name: str) -> Figures:
        """A new process that answers one OR with text: its whole life, and opening and answering alone."""
        self.say(f"{name}: first answer")
        command = ["-m", "benchmarks.first", name, str(self.folder(name)), "union", self.queries["union"][0]]
        starts = [timed(command) for _ in range(_STARTS)]
        return {FIRST: min(life for life, _ in starts), OPEN: min(float(printed) for _, printed in starts)}

    def times(self, name: str, folder: Path | None = None, kinds: Sequence[str] = ()) -> Figures:
        """Milliseconds by kind of query (all that the peer answers, if none is named), each kind in a new process."""
        self.say(f"{name}: queries")
        return {
            kind: run("ask", name=name, folder=folder or self.folder(name), kind=kind, queries=self.queries[kind])
            for kind in kinds or kinds_of(name)
        }

    def agreement(self) -> Figures:
        """How searchlib's answers compare with tantivy's; both are indexed already."""
        self.say("comparing answers")
        folders = {name: self.folder(name) for name in ("searchlib", "tantivy")}
        found: Figures = run("agree", folders=folders, queries=self.queries)
        return found

    def _indexed(self, task: str, name: str, folder: Path, **options: int) -> Any:
        count = min(self.texts.paragraphs, SHARES.get(name, self.texts.paragraphs))
        return run(task, name=name, folder=folder, texts=self.texts.path, paragraphs=count, **options)
