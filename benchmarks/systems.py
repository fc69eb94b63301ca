"""Who answers the questions? Rankings of searchlib, asked through its public face, and peers on the same texts."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeAlias

from attrs import evolve, field, frozen

import searchlib
from benchmarks.judged import DOCUMENTS, Collection
from searchlib.engine.ranking import BM25, DEFAULT, Ranking

__all__ = [
    "FLOOR",
    "FLOORS",
    "OURS",
    "PLAIN",
    "SYSTEMS",
    "WRITTEN",
    "Answers",
    "Indexes",
    "Searchlib",
    "System",
    "reranked",
]

DEPTH: Final = 1000
PASSAGES_DEPTH: Final = 100
"""A question has one passage or two; whatever stands further down changes no figure that can be read."""


class Indexes:
    """The index of each collection below ``folder``, made when it is first asked for and open until the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[str, searchlib.Index] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for index in self._open.values():
            index.close()

    def of(self, collection: Collection) -> searchlib.Index:
        """That collection's, in that form."""
        name = " ".join(filter(None, [collection.name, collection.form]))
        if name not in self._open:
            self._open[name] = index = searchlib.open(self.folder / name)
            if not len(index):
                index.add(collection.articles)
        return self._open[name]


Answers: TypeAlias = Callable[[str], Sequence[str]]
"""The keys of what answers a question, best first."""

System: TypeAlias = Callable[[Collection, Indexes], Answers]


@frozen
class Searchlib:
    """The public face with a ranking; ``options`` go to the search as they are.

    Copies stand apart, as each text was judged by itself. Of several hits with one key the first counts.
    """

    ranking: Ranking = DEFAULT
    limit: int | None = None
    options: Mapping[str, Any] = field(factory=dict)

    def __call__(self, collection: Collection, indexes: Indexes) -> Answers:
        """The index of the collection, ready to answer."""
        index, key = indexes.of(collection), collection.kind.key
        limit = self.limit or depth(collection)
        asked = {"limit": limit, "fold": False, "ranking": self.ranking, **self.options}

        def answers(question: str) -> list[str]:
            passages = (hit.passage for hit in index.search(question, **asked))
            return list(dict.fromkeys(key(passage.article.id, passage.number) for passage in passages))

        return answers


def depth(collection: Collection) -> int:
    """How many answers of a question are looked at."""
    return DEPTH if collection.kind == DOCUMENTS else PASSAGES_DEPTH


def reranked(function: Callable[..., Any], best: int) -> Searchlib:
    """The default, the ``best`` so many of each question ordered anew by the function."""
    return Searchlib(options={"rerank": function, "depth": best})


def _titles_in_the_text(collection: Collection, indexes: Indexes) -> Answers:
    return Searchlib(_FLOOR)(collection.written(), indexes)


def _bm25s(collection: Collection, _: Indexes) -> Answers:
    import bm25s
    import Stemmer

    stemmer = Stemmer.Stemmer("english")

    def tokens(texts: list[str]) -> Any:
        return bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False, return_ids=False)

    keys, texts = zip(*collection.texts(), strict=True)
    retriever = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
    retriever.index(tokens(list(texts)), show_progress=False)
    most = min(depth(collection), len(keys))

    def answers(question: str) -> list[str]:
        asked = tokens([question])
        if not asked[0]:
            return []
        found, scores = retriever.retrieve(asked, k=most, show_progress=False, n_threads=0)
        ranked = zip(found[0].tolist(), scores[0].tolist(), strict=True)
        return [keys[number] for number, score in ranked if score > 0]

    return answers


def _pyserini(collection: Collection, indexes: Indexes) -> Answers:
    """Anserini's BM25 (k1 0.9, b 0.4 are its defaults; here 1.2 and 0.75), its index made from Python."""
    from pyserini.index.lucene import LuceneIndexer
    from pyserini.search.lucene import LuceneSearcher

    path = str(indexes.folder / f"{collection.name}.pyserini")
    indexer = LuceneIndexer(path)
    indexer.add_batch_dict([{"id": key, "contents": text} for key, text in collection.texts()])
    indexer.close()
    searcher = LuceneSearcher(path)
    searcher.set_bm25(1.2, 0.75)
    return lambda question: [hit.docid for hit in searcher.search(question, k=depth(collection))]


OURS, PLAIN = "searchlib", "searchlib, ranking='bm25'"

SYSTEMS: Final[Mapping[str, System]] = {
    OURS: Searchlib(),
    PLAIN: Searchlib(BM25),
    "bm25s": _bm25s,
    "pyserini": _pyserini,
}

FLOOR, WRITTEN = "plain BM25, stop words dropped", "the same, titles in the text"
_FLOOR: Final = evolve(BM25, stop_words=True)

FLOORS: Final[Mapping[str, System]] = {FLOOR: Searchlib(_FLOOR), WRITTEN: _titles_in_the_text}
"""What the default must not fall below; and the same with title and headings in the text, which checks it."""
