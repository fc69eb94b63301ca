"""What does each part of the ranking add, and would it be chosen again? Rankings between plain BM25 and the default.

A part is a field of :class:`~searchlib.Ranking` in which the default differs from BM25 by name, "without" it the field
is BM25's. Two processes measure nDCG@10 on the ten best; each index is made once, each ranking measured once.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Final, Self, TypeAlias

import numpy as np
from attrs import evolve, fields_dict, frozen

from benchmarks.judged import Collection
from benchmarks.relevance import MEANS, MEASURES, measured, row, with_means
from benchmarks.report import Row, Table
from benchmarks.systems import OURS, PLAIN, Indexes, Searchlib
from searchlib.engine.ranking import BM25, DEFAULT, Ranking

__all__ = ["Part", "Rankings", "chosen", "parts", "sweep_tables", "swept"]

PROCESSES: Final = 2
LIMIT: Final = 10

MARGIN: Final = 0.001
"""A value takes the default's place where the mean gains more: less is no news."""

LABELS: Final[Mapping[str, str]] = {
    "stop_words": "stop words",
    "burst": "burst",
    "k1": "k1",
    "b": "b",
    "repeats": "repeats damped",
    "title": "weight of titles",
    "heading": "weight of headings",
    "parts": "compounds by parts",
    "near": "nearness",
    "likeness": "likeness",
}
"""What each field is called, in the order in which parts are added and chosen. Others follow under their names."""

Figures: TypeAlias = Mapping[str, float]
"""Of a ranking: nDCG@10 by collection."""


@frozen
class Part:
    """A field, and what is tried there: the default's value first, then others, that of plain BM25 last."""

    field: str
    values: tuple[Any, ...]

    @property
    def label(self) -> str:
        """What it is called in tables."""
        return LABELS.get(self.field, self.field)

    @property
    def without(self) -> Any:
        """The field's value in plain BM25."""
        return self.values[-1]


def parts(default: Ranking = DEFAULT, plain: Ranking = BM25) -> tuple[Part, ...]:
    """Where the two differ."""
    names = dict.fromkeys([*LABELS, *fields_dict(Ranking)])
    pairs = {name: (getattr(default, name), getattr(plain, name)) for name in names}
    return tuple(Part(name, _tried(*pair)) for name, pair in pairs.items() if pair[0] != pair[1])


def _tried(default: Any, plain: Any) -> tuple[Any, ...]:
    """On and off; of a number also what is half way."""
    return (default, plain) if isinstance(default, bool) else (default, round((default + plain) / 2, 4), plain)


class Rankings:
    """Measures rankings on the collections, in two processes, each ranking once; a context manager.

    The ``folder`` is one of :class:`~benchmarks.systems.Indexes` and may have the indexes already.
    """

    def __init__(self, collections: Sequence[Collection], folder: Path) -> None:
        self._known: dict[Ranking, dict[str, float]] = {}
        self._names = [each.name for each in sorted(collections, key=lambda each: -len(each.questions))]
        with Indexes(folder) as indexes:
            for collection in collections:
                indexes.of(collection)
        asked = [evolve(collection, articles=()) for collection in collections]
        self._pool = ProcessPoolExecutor(PROCESSES, get_context("spawn"), _start, (asked, folder))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._pool.shutdown(cancel_futures=True)

    def __len__(self) -> int:
        """How many were measured."""
        return len(self._known)

    def measure(self, rankings: Iterable[Ranking]) -> list[Figures]:
        """The figures of each."""
        asked = list(rankings)
        new = [ranking for ranking in dict.fromkeys(asked) if ranking not in self._known]
        tasks = [(name, ranking) for ranking in new for name in self._names]
        for (name, ranking), value in zip(tasks, self._pool.map(_value, tasks), strict=True):
            self._known.setdefault(ranking, {})[name] = value
        return [self._known[ranking] for ranking in asked]


_asked: dict[str, tuple[Collection, Indexes]] = {}
"""Of a process that measures: the collections and where their indexes are."""


def _start(collections: Sequence[Collection], folder: Path) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    indexes = Indexes(folder)
    _asked.update({each.name: (each, indexes) for each in collections})


def _end_with_parent() -> None:
    """A parent that was killed would leave its processes waiting."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _value(task: tuple[str, Ranking]) -> float:
    name, ranking = task
    collection, indexes = _asked[name]
    answers = Searchlib(ranking, limit=LIMIT)(collection, indexes)
    return float(measured(collection, answers, MEASURES[:1])[MEASURES[0]].mean())


def swept(collections: Sequence[Collection], folder: Path, say: Callable[[str], None]) -> Iterator[Table]:
    """The tables of :func:`sweep_tables`. ``say`` is told how long they take, once two rankings have been measured."""
    tried = parts()
    first, second, *others = dict.fromkeys([DEFAULT, *_values(tried), *_steps(tried).values()])
    with Rankings(collections, folder) as rankings:
        rankings.measure([first])  # processes start, indexes are opened
        start = time.perf_counter()
        rankings.measure([second])
        say(_forecast(len(others), len(collections), time.perf_counter() - start))
        rankings.measure(others)
        yield from sweep_tables(tried, rankings, [collection.name for collection in collections])


def sweep_tables(tried: Sequence[Part], rankings: Rankings, names: Sequence[str]) -> Iterator[Table]:
    """All but one part, one part after the other, and what would be chosen on all collections but one."""
    yield _left_out(tried, rankings)
    yield _table("nDCG@10, one part after the other", _steps(tried), rankings)
    if len(names) > 1:
        picked = {name: chosen(tried, rankings, name) for name in names}
        yield _held_out(picked, rankings)
        yield _choices(tried, picked, rankings)


def _forecast(count: int, more: int, seconds: float) -> str:
    minutes = [each * seconds / 60 for each in (count, count + more)]
    return "{} to {} rankings to measure, {:.1f} s each: {:.1f} to {:.1f} minutes".format(
        count, count + more, seconds, *minutes
    )


def _values(tried: Iterable[Part]) -> list[Ranking]:
    """The default with each value of each part."""
    return [evolve(DEFAULT, **{part.field: value}) for part in tried for value in part.values]


def _steps(tried: Iterable[Part]) -> dict[str, Ranking]:
    """From plain BM25 to the default, by what is added."""
    ranking, steps = BM25, {PLAIN: BM25}
    for part in tried:
        ranking = evolve(ranking, **{part.field: part.values[0]})
        steps[f"and {part.label}"] = ranking
    return steps


def _left_out(tried: Sequence[Part], rankings: Rankings) -> Table:
    without = {f"without {part.label}": evolve(DEFAULT, **{part.field: part.without}) for part in tried}
    return _table("nDCG@10, one part left out", {OURS: DEFAULT, **without}, rankings)


def _table(title: str, named: Mapping[str, Ranking], rankings: Rankings) -> Table:
    found = rankings.measure(named.values())
    return Table(title, [row(name, figures) for name, figures in zip(named, found, strict=True)])


def chosen(tried: Sequence[Part], rankings: Rankings, held_out: str) -> Ranking:
    """Of each part the value that is best on the mean of the other collections, all else as in the default.

    It has to be more than :data:`MARGIN` better than the default's. So no choice depends on another, and each ranking
    that decides is measured once for all.
    """
    values: dict[str, Any] = {}
    for part in tried:
        found = rankings.measure(_values([part]))
        means = np.array([np.mean([value for name, value in its.items() if name != held_out]) for its in found])
        means[0] += MARGIN
        values[part.field] = part.values[int(np.argmax(means))]
    return evolve(DEFAULT, **values)


def _held_out(picked: Mapping[str, Ranking], rankings: Rankings) -> Table:
    """Each collection with what the others chose, beside the default."""
    (default,) = rankings.measure([DEFAULT])
    found = dict(zip(picked, rankings.measure(picked.values()), strict=True))
    others = {name: figures[name] for name, figures in found.items()}
    gained = {name: value - default[name] for name, value in others.items()}
    rows = [
        row(OURS, {name: default[name] for name in picked}),
        row("chosen on the others", others),
        row("difference", gained, "+.4f"),
    ]
    note = (
        "Of each part the value that is best on the mean of all other collections, where it gains more than "
        f"{MARGIN:.3f} over the default's."
    )
    return Table("nDCG@10, held out", rows, (note,))


def _choices(tried: Sequence[Part], picked: Mapping[str, Ranking], rankings: Rankings) -> Table:
    """Of each part: the default's means with and without it, and what was chosen how often."""
    rows = [_choice(part, picked, rankings) for part in tried]
    return Table("nDCG@10, held out by part", rows, (f"{len(rankings)} rankings were measured.",))


def _choice(part: Part, picked: Mapping[str, Ranking], rankings: Rankings) -> Row:
    with_it, without = map(_means, rankings.measure([DEFAULT, evolve(DEFAULT, **{part.field: part.without})]))
    values = Counter(getattr(ranking, part.field) for ranking in picked.values())
    taken = len(picked) - values[part.without]
    return {
        "part": part.label,
        **{f"{name}, with": f"{value:.4f}" for name, value in with_it.items()},
        **{f"{name}, without": f"{value:.4f}" for name, value in without.items()},
        "chosen with it": f"{taken} of {len(picked)}",
        "values chosen": ", ".join(f"{value} ({count})" for value, count in values.most_common()),
    }


def _means(figures: Figures) -> dict[str, float]:
    """Those of :data:`~benchmarks.relevance.MEANS` that there are; where there is none, the mean of all."""
    means = {name: value for name, value in with_means(figures).items() if name in MEANS}
    return means or {"mean": float(np.mean([*figures.values()]))}
