"""Is the first answer the right one? Judged questions asked of each system, measured by ir_measures."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpus import NoData
from benchmarks.judged import Collection
from benchmarks.report import Row, Table
from benchmarks.significance import FLIPS, p_values
from benchmarks.systems import DEPTH, OURS, PASSAGES_DEPTH, PLAIN, Answers, Indexes, System

__all__ = [
    "MEANS",
    "MEASURES",
    "Scored",
    "averages",
    "differences",
    "gains",
    "measured",
    "row",
    "score",
    "tables",
    "with_means",
    "worst",
]

MEASURES: Final = ("nDCG@10", "AP", "R@100", "RR")
MEANS: Final[Mapping[str, frozenset[str]]] = {
    "mean of five": frozenset({"cran", "cisi", "med", "npl", "scifact"}),
    "mean of passages": frozenset({"squad", "covidqa", "selqapar"}),
}
"""Collections whose mean is shown, each weighing the same: of documents and of passages."""

Figures: TypeAlias = NDArray[np.float64]
"""Of each question, in the order of the questions."""

Scored: TypeAlias = dict[str, dict[str, Figures]]
"""By collection and measure."""


def score(
    collections: Sequence[Collection],
    systems: Mapping[str, System],
    indexes: Indexes,
    measures: Sequence[str] = MEASURES,
) -> tuple[dict[str, Scored], list[str]]:
    """The figures of each system, and a sentence for each that is not installed. Raises NoData without ir_measures."""
    found: dict[str, Scored] = {}
    missing = [
        "copies stand apart (fold=False), as each text was judged by itself",
        f"{DEPTH:,} answers of documents are looked at, {PASSAGES_DEPTH} of passages",
    ]
    for name, system in systems.items():
        try:
            found[name] = {each.name: measured(each, system(each, indexes), measures) for each in collections}
        except ImportError as error:
            missing.append(f"{name} is left out: {error.name} is not installed")
    return found, missing


def measured(collection: Collection, answers: Answers, names: Sequence[str] = MEASURES) -> dict[str, Figures]:
    """By measure: what the answers to the collection's questions are worth. Raises NoData without ir_measures."""
    try:
        import ir_measures
    except ModuleNotFoundError as error:
        raise NoData(
            "ir_measures is not installed: it is in the extra bench, pip install 'searchlib[bench]'"
        ) from error
    measures = {name: ir_measures.parse_measure(name) for name in names}
    run = {  # by rank, as measures would order equal scores by the texts' names
        question: {key: float(-rank) for rank, key in enumerate(answers(text))}
        for question, text in collection.questions.items()
    }
    judged = {question: dict(grades) for question, grades in collection.judgments.items()}
    values = {
        (row.query_id, str(row.measure)): row.value for row in ir_measures.iter_calc(measures.values(), judged, run)
    }
    return {
        name: np.array([values.get((question, str(measure)), 0.0) for question in collection.questions])
        for name, measure in measures.items()
    }


def tables(found: Mapping[str, Scored], notes: Sequence[str], seed: int) -> Iterator[Table]:
    """A table a measure, systems below each other, collections beside; then whether differences are chance."""
    for measure in MEASURES:
        rows = [row(name, averages(scored, measure)) for name, scored in found.items()]
        yield Table(measure, rows, tuple(notes))
    pairs = [(OURS, PLAIN), *((name, OURS) for name in found if name.startswith(f"{OURS}, rerank="))]
    note = f"Two-sided, {FLIPS:,} random flips of signs, seed {seed}; a mean's is of its collections' means."
    for pair in pairs:
        if found.keys() >= {*pair}:
            chances = [_chance(found, measure, pair, seed) for measure in MEASURES[:2]]
            yield Table("p, {} against {}".format(*pair), chances, (note,))


def averages(scored: Scored, measure: str = MEASURES[0]) -> dict[str, float]:
    """By collection the mean of its questions."""
    return {collection: float(values[measure].mean()) for collection, values in scored.items()}


def with_means(figures: Mapping[str, float]) -> dict[str, float]:
    """The figures, and each mean of :data:`MEANS` whose collections are all among them."""
    means = {
        name: float(np.mean([figures[each] for each in sorted(meant)]))
        for name, meant in MEANS.items()
        if meant <= figures.keys()
    }
    return {**figures, **means}


def row(name: str, figures: Mapping[str, float], form: str = ".4f") -> Row:
    """One system's figures by collection, and their means."""
    return {"ranking": name, **{key: format(value, form) for key, value in with_means(figures).items()}}


def _chance(found: Mapping[str, Scored], measure: str, pair: tuple[str, str], seed: int) -> Row:
    chances = p_values(differences(found, measure, pair), MEANS, seed)
    return {"measure": measure, **{name: f"{p:.5f}" for name, p in chances.items()}}


def differences(
    found: Mapping[str, Scored], measure: str = MEASURES[0], pair: tuple[str, str] = (OURS, PLAIN)
) -> dict[str, Figures]:
    """By collection: what each question gains with the first system of the pair over the second."""
    one, other = (found[name] for name in pair)
    return {name: values[measure] - other[name][measure] for name, values in one.items()}


def gains(found: Mapping[str, Scored], name: str, other: str) -> dict[str, float]:
    """By collection: the nDCG@10 of the system of that name less the other's."""
    return {each: float(values.mean()) for each, values in differences(found, MEASURES[0], (name, other)).items()}


def worst(gained: Mapping[str, float]) -> str:
    """The collection that gains least, and how much."""
    name = min(gained, key=gained.__getitem__)
    return f"{name}, {gained[name]:+.4f}"
