"""Is the first answer the right one? Judged questions asked through the public face, measured by ir_measures."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from attrs import evolve, frozen
from numpy.typing import NDArray

import searchlib
from benchmarks.corpus import NoData
from benchmarks.judged import Collection
from benchmarks.report import Row, Table
from benchmarks.significance import FLIPS, p_values
from searchlib.engine.ranking import BM25, DEFAULT, Ranking

__all__ = ["MEASURES", "SYSTEMS", "Scored", "differences", "score", "swept", "tables"]

MEASURES: Final = ("nDCG@10", "AP", "R@100", "RR")
DEPTH: Final = 1000
MEANT: Final = frozenset({"cran", "cisi", "med", "npl", "scifact"})
"""Of these the mean is shown, too."""

Answers: TypeAlias = Callable[[str], Sequence[str]]
Scored: TypeAlias = dict[str, dict[str, NDArray[np.float64]]]
"""By collection and measure: the figure of each question, in the order of the questions."""

OURS, PLAIN = "searchlib", "searchlib, ranking='bm25'"


@frozen
class _Searchlib:
    """The public face with a ranking."""

    ranking: Ranking

    def __call__(self, collection: Collection, folder: Path) -> Answers:
        path = folder / collection.name
        index = searchlib.open(path)
        index.add(collection.articles())

        def answers(question: str) -> list[str]:
            results = index.search(question, limit=DEPTH, group="article", fold=False, ranking=self.ranking)
            return [hit.passage.article.id for hit in results]

        return answers


def _bm25s(collection: Collection, _folder: Path) -> Answers:
    import bm25s
    import Stemmer

    stemmer = Stemmer.Stemmer("english")

    def tokens(texts: list[str]) -> Any:
        return bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False, return_ids=False)

    retriever = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    retriever.index(tokens([f"{title} {text}" for _, title, text in collection.documents]), show_progress=False)

    def answers(question: str) -> list[str]:
        asked = tokens([question])
        if not asked[0]:
            return []
        most = min(DEPTH, len(collection.documents))
        found, scores = retriever.retrieve(asked, k=most, show_progress=False, n_threads=0)
        return [
            collection.documents[number][0]
            for number, value in zip(found[0].tolist(), scores[0].tolist(), strict=True)
            if value > 0
        ]

    return answers


def _pyserini(collection: Collection, folder: Path) -> Answers:
    """Anserini's BM25 (k1 0.9, b 0.4 are its defaults; here 1.2 and 0.75), its index made from Python."""
    from pyserini.index.lucene import LuceneIndexer
    from pyserini.search.lucene import LuceneSearcher

    path = str(folder / f"{collection.name}.pyserini")
    indexer = LuceneIndexer(path)
    indexer.add_batch_dict([{"id": key, "contents": f"{title} {text}"} for key, title, text in collection.documents])
    indexer.close()
    searcher = LuceneSearcher(path)
    searcher.set_bm25(1.2, 0.75)
    return lambda question: [hit.docid for hit in searcher.search(question, k=DEPTH)]


SYSTEMS: Final[Mapping[str, Callable[[Collection, Path], Answers]]] = {
    OURS: _Searchlib(DEFAULT),
    PLAIN: _Searchlib(BM25),
    "bm25s": _bm25s,
    "pyserini": _pyserini,
}

PARTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "burst": {"burst": BM25.burst},
    "rarity in articles": {"articles": BM25.articles},
    "k1 and b": {"k1": BM25.k1, "b": BM25.b},
    "root of the count": {"repeats": BM25.repeats},
    "stop words": {"stop_words": BM25.stop_words},
    "title twice": {"title": BM25.title},
    "compounds by parts": {"parts": BM25.parts},
    "agreement": {"agreement": BM25.agreement},
}
"""What the default has and plain BM25 has not, and the numbers without it."""


def score(
    collections: Sequence[Collection], systems: Mapping[str, Callable[[Collection, Path], Answers]], folder: Path
) -> tuple[dict[str, Scored], list[str]]:
    """The figures of each system, and a sentence for each that is not installed. Raises NoData without ir_measures."""
    found: dict[str, Scored] = {}
    missing = ["copies stand apart (fold=False), as each document was judged by itself"]
    for name, system in systems.items():
        try:
            found[name] = {each.name: _measured(each, system(each, folder)) for each in collections}
        except ImportError as error:
            missing.append(f"{name} is left out: {error.name} is not installed")
    return found, missing


def _measured(collection: Collection, answers: Answers) -> dict[str, NDArray[np.float64]]:
    try:
        import ir_measures
    except ModuleNotFoundError as error:
        raise NoData(
            "ir_measures is not installed: it is in the extra bench, pip install 'searchlib[bench]'"
        ) from error
    measures = {name: ir_measures.parse_measure(name) for name in MEASURES}
    run = {  # by rank, as measures would order equal scores by the documents' names
        key: {document: float(-rank) for rank, document in enumerate(answers(text))}
        for key, text in collection.questions.items()
    }
    judged = {key: dict(grades) for key, grades in collection.judgments.items()}
    values = {
        (row.query_id, str(row.measure)): row.value for row in ir_measures.iter_calc(measures.values(), judged, run)
    }
    return {
        name: np.array([values.get((key, str(measure)), 0.0) for key in collection.questions])
        for name, measure in measures.items()
    }


def tables(
    collections: Sequence[Collection], found: Mapping[str, Scored], notes: Sequence[str], seed: int
) -> Iterator[Table]:
    """A table a measure, systems below each other, collections beside; then whether differences are chance."""
    for measure in MEASURES:
        yield Table(measure, [_row(name, scored, measure) for name, scored in found.items()], tuple(notes))
    if {OURS, PLAIN} <= found.keys():
        rows = [_chance(found, measure, collections, seed) for measure in MEASURES[:2]]
        note = f"Two-sided, {FLIPS:,} random flips of signs, seed {seed}; “mean” is of the collections' means."
        yield Table(f"p, {OURS} against {PLAIN}", rows, (note,))


def _row(name: str, scored: Scored, measure: str) -> Row:
    means = {collection: float(values[measure].mean()) for collection, values in scored.items()}
    row: dict[str, Any] = {"ranking": name, **{key: f"{mean:.4f}" for key, mean in means.items()}}
    if means.keys() >= MEANT:
        row["mean of five"] = f"{np.mean([means[key] for key in MEANT]):.4f}"
    return row


def _chance(found: Mapping[str, Scored], measure: str, collections: Sequence[Collection], seed: int) -> Row:
    each, whole = p_values(list(differences(found, measure).values()), seed)
    names = [collection.name for collection in collections]
    return {
        "measure": measure,
        **{name: f"{p:.4f}" for name, p in zip(names, each, strict=True)},
        "mean": f"{whole:.5f}",
    }


def differences(found: Mapping[str, Scored], measure: str = MEASURES[0]) -> dict[str, NDArray[np.float64]]:
    """By collection: what each question gains over plain BM25."""
    return {name: values[measure] - found[PLAIN][name][measure] for name, values in found[OURS].items()}


def swept(collections: Sequence[Collection], folder: Path) -> Iterator[Table]:
    """What each part of the ranking adds: all but one, and one after the other."""
    without = {f"without {part}": _Searchlib(evolve(DEFAULT, **numbers)) for part, numbers in PARTS.items()}
    found, _ = score(collections, {OURS: _Searchlib(DEFAULT), **without}, folder)
    yield Table("nDCG@10, one part left out", [_row(name, each, MEASURES[0]) for name, each in found.items()])
    ranking, steps = BM25, {PLAIN: _Searchlib(BM25)}
    for part, numbers in PARTS.items():
        ranking = evolve(ranking, **{name: getattr(DEFAULT, name) for name in numbers})
        steps[f"and {part}"] = _Searchlib(ranking)
    found, _ = score(collections, steps, folder)
    yield Table("nDCG@10, one part after the other", [_row(name, each, MEASURES[0]) for name, each in found.items()])
