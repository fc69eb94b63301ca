"""Does searchlib keep what it promises of itself? Memory, commits, replacing, the command's start, threads."""

import shutil
import statistics
from collections.abc import Iterator
from pathlib import Path

from benchmarks.compare import WAYS
from benchmarks.corpus import KINDS
from benchmarks.measuring import LIMITS, Figures, Measure, peak_label
from benchmarks.processes import run, timed
from benchmarks.report import Row, Table
from benchmarks.targets import Target, bare_row

__all__ = ["promises"]

_FOUND_OR_NOT = (0, 1)
_STARTS = 7
_TIMED = 20
_ROUNDS = 3
_NOISE = 0.05
_KINDS = ("union", "intersection", "phrase")


def promises(measure: Measure, commits: int, seed: int) -> Iterator[Table]:
    """Index the texts, then measure on that index and on copies of it."""
    memory = measure.memory("searchlib")
    measure.built("searchlib")
    rows = [Target(limit).row(peak_label(limit), memory[peak_label(limit)]) for limit in LIMITS]
    rows += [*_start(measure), *_suggestions(measure), *_commits(measure, commits), *_threads(measure, seed)]
    yield Table("Promises", [*rows, *_replaced(measure)], _notes(measure))


def _notes(measure: Measure) -> tuple[str, ...]:
    return (
        "Peak memory of a process that is fed from a generator, the interpreter included.",
        f"The command asks “{_query(measure)}”; it and the import take turns, {_STARTS} times each, the least counts.",
        f"Single commits are made on a copy of the index; a commit's time is the median of the first {_TIMED}.",
        "A tenth of the articles is replaced by their paragraphs in reverse order. Mean of the second round, the least"
        f" of {_ROUNDS} processes, over that of the untouched index; after a merge up to {1 + _NOISE} counts as noise.",
    )


def _query(measure: Measure) -> str:
    return measure.queries["union"][0]


def _start(measure: Measure) -> Iterator[Row]:
    measure.say("starting the command")
    command = ["-m", "searchlib", "query", *_query(measure).split(), "--index", str(measure.folder("searchlib"))]
    pairs = [(timed(command, fine=_FOUND_OR_NOT)[0], timed(["-c", "import numpy"])[0]) for _ in range(_STARTS)]
    ours, numpys = (min(times) for times in zip(*pairs, strict=True))
    yield bare_row("python -m searchlib query, ms", ours)
    yield bare_row("python -c 'import numpy', ms", numpys)
    yield Target(2.5, 2.0).row("the command over the import", ours / numpys)


def _suggestions(measure: Measure) -> Iterator[Row]:
    measure.say("suggestions")
    found = run("suggest", folder=measure.folder("searchlib"), queries=measure.queries["union"])
    yield bare_row("the first suggestion of a process, ms", found["first"])
    yield Target(1.0).row("a word completed, ms, mean", found["one word"])
    yield Target(1.0).row("a word completed after another, ms, mean", found["after a word"])
    yield bare_row("the same, asked for the first time, ms, mean", found["after a word, new"])


def _commits(measure: Measure, commits: int) -> Iterator[Row]:
    measure.say(f"{commits} commits")
    folder = _copy(measure, "searchlib-commits")
    found: Figures = run("commit_singly", folder=folder, texts=measure.texts.path, commits=commits)
    times = sorted(found["times"])
    yield Target(50).row("one article added and committed, ms", statistics.median(found["times"][:_TIMED]))
    yield bare_row(f"the slowest of {commits:,} such commits, ms", times[-1])
    shown = f"segments after {commits:,} such commits (before: {found['segments before']})"
    yield Target(20).row(shown, found["segments"])


def _threads(measure: Measure, seed: int) -> Iterator[Row]:
    measure.say("eight threads")
    found = run("ask_in_threads", folder=measure.folder("searchlib"), queries=measure.queries, seed=seed)
    yield Target(found["answers"], more=True).row("answers of eight threads that equal those of one", found["equal"])


def _replaced(measure: Measure) -> Iterator[Row]:
    measure.say("replacing a tenth")
    before, after = _copy(measure, "searchlib-replaced"), _copy(measure, "searchlib-merged")
    texts = {"texts": measure.texts.path, "paragraphs": measure.texts.paragraphs}
    run("replace_a_tenth", folder=before, **texts)
    run("replace_a_tenth", folder=after, **texts)
    run("merge", folder=after)
    untouched, *changed = _least(measure, [measure.folder("searchlib"), before, after])
    wanted = (Target(1.3), Target(1 + _NOISE))
    for times, target, state in zip(changed, wanted, ("before", "after"), strict=True):
        for (kind, way), time in times.items():
            name = f"{KINDS[kind]}, {WAYS[way]}: a tenth replaced, {state} a merge, over untouched"
            yield target.row(name, time / untouched[kind, way])


def _least(measure: Measure, folders: list[Path]) -> list[dict[tuple[str, str], float]]:
    """The mean times on each index, the least of several processes, which take turns."""
    rounds = [[measure.times("searchlib", folder, _KINDS) for folder in folders] for _ in range(_ROUNDS)]
    return [
        {(kind, way): min(each[number][kind][way]["mean"] for each in rounds) for kind in _KINDS for way in WAYS}
        for number in range(len(folders))
    ]


def _copy(measure: Measure, name: str) -> Path:
    folder = measure.folder(name)
    shutil.rmtree(folder, ignore_errors=True)
    return Path(shutil.copytree(measure.folder("searchlib"), folder))
