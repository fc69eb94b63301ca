"""What was judged? Collections of texts and questions, with the judgments which text answers which question.

Of a collection of documents (``judged/<name>`` of the data) the documents were judged, of one of passages
(``passages/<name>``) the paragraphs of its articles. Either is a folder with ``queries.jsonl`` (``_id``, ``text``) and
``qrels.tsv`` or ``qrels/test.tsv``; with documents, BEIR's layout, it has ``corpus.jsonl`` (``_id``, ``title``,
``text``), with passages ``articles.jsonl`` (``_id``, ``title``, ``paragraphs`` with ``text`` and ``headings``), and its
judgments name ARTICLE#N, N from 1. All three may end in ``.gz``.
"""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, takewhile
from operator import eq
from pathlib import Path
from typing import Any, Final, TypeAlias

from attrs import evolve, frozen

import searchlib
from benchmarks.corpus import NoData
from searchlib.article import Article, Heading, Paragraph

__all__ = ["DOCUMENTS", "PASSAGES", "Collection", "Kind", "collections", "from_ir_datasets"]

Judgments: TypeAlias = Mapping[str, Mapping[str, int]]
Part: TypeAlias = tuple[str, tuple[str, ...]]
"""A paragraph's text and the headings above it, outermost first."""

_GAP: Final = "\n\n"


@frozen
class Kind:
    """What was judged, and how judgments name it: ``key`` of an article's id and a paragraph's number."""

    name: str
    key: Callable[[str, int], str]


def _document_key(article: str, _number: int) -> str:
    return article


def _passage_key(article: str, number: int) -> str:
    return f"{article}#{number}"


DOCUMENTS: Final = Kind("documents", _document_key)
PASSAGES: Final = Kind("passages", _passage_key)


@frozen(eq=False)
class Collection:
    """``articles`` to search; ``questions`` and ``judgments`` by the question's id, a grade over 0 is an answer.

    ``form`` tells apart what was made of one collection: "" as it was judged, "cut" or "written".
    """

    name: str
    kind: Kind
    articles: Sequence[Article]
    questions: Mapping[str, str]
    judgments: Judgments
    form: str = ""

    def answered(self) -> "Collection":
        """The same with those questions alone that have an answer."""
        kept = {key: text for key, text in self.questions.items() if _is_answered(self.judgments.get(key, {}))}
        return evolve(self, questions=kept, judgments={key: self.judgments[key] for key in kept})

    def texts(self) -> Iterator[tuple[str, str]]:
        """The key of each paragraph, and its text with title and headings before it."""
        for article in self.articles:
            for paragraph, text in zip(article.paragraphs, _whole(article), strict=True):
                yield self.kind.key(article.id, paragraph.number), text

    def written(self) -> "Collection":
        """The same with title and headings written into the text of each paragraph, and none beside it."""
        articles = [_composed(each.id, "", [(text, ()) for text in _whole(each)]) for each in self.articles]
        return evolve(self, articles=articles, form="written")

    def cut(self) -> "Collection":
        """Whole articles judged: a document cut into paragraphs by :func:`searchlib.from_text`, others as they are.

        An article answers a question as well as the best of its passages. A document without a title gets the one that
        from_text finds in its text.
        """
        if self.kind == DOCUMENTS:
            articles = [searchlib.from_text(each.text, id=each.id, title=each.title) for each in self.articles]
            return evolve(self, articles=articles, form="cut")
        judgments = {question: _by_article(grades) for question, grades in self.judgments.items()}
        return evolve(self, kind=DOCUMENTS, judgments=judgments, form="cut")

    @property
    def sizes(self) -> str:
        """Articles, passages and questions, counted."""
        passages = sum(len(article.paragraphs) for article in self.articles)
        return f"{len(self.articles):,}/{passages:,}/{len(self.questions):,}"


def collections(data: Path, names: Sequence[str] = ()) -> Iterator[Collection]:
    """Those in ``judged`` and ``passages`` of the data, of these names or all. Raises NoData where one is missing."""
    found = {
        folder.name: (read, folder)
        for place, read in (("judged", _documents), ("passages", _passages))
        for folder in sorted((data / place).glob("*/"))
    }
    if not found:
        raise NoData(f"{data}: no collections are in judged/ or passages/; --dataset takes one of ir_datasets")
    if unknown := [name for name in names if name not in found]:
        raise NoData(f"{', '.join(unknown)}: there is no such collection; there are {', '.join(found)}")
    for name, (read, folder) in found.items():
        if not names or name in names:
            yield read(folder)


def from_ir_datasets(name: str) -> Collection:
    """The documents that ir_datasets knows by that name, downloaded where they are not there yet."""
    try:
        import ir_datasets
    except ModuleNotFoundError as error:
        raise NoData(f"{name}: ir_datasets is not installed (pip install ir_datasets)") from error
    found: Any = ir_datasets.load(name)
    judgments: dict[str, dict[str, int]] = {}
    for row in found.qrels_iter():
        judgments.setdefault(row.query_id, {})[row.doc_id] = row.relevance
    articles = [_document(each.doc_id, getattr(each, "title", "") or "", _text(each)) for each in found.docs_iter()]
    questions = {each.query_id: each.default_text() for each in found.queries_iter()}
    return Collection(name.replace("/", "-"), DOCUMENTS, articles, questions, judgments).answered()


def _text(document: Any) -> str:
    return str(document.text) if hasattr(document, "text") else str(document.default_text())


def _documents(folder: Path) -> Collection:
    rows = _rows(folder, "corpus.jsonl")
    articles = [_document(row["_id"], row.get("title") or "", row.get("text") or "") for row in rows]
    return Collection(folder.name, DOCUMENTS, articles, _questions(folder), _judgments(folder)).answered()


def _passages(folder: Path) -> Collection:
    articles = [_article(row) for row in _rows(folder, "articles.jsonl")]
    return Collection(folder.name, PASSAGES, articles, _questions(folder), _judgments(folder)).answered()


def _document(key: str, title: str, text: str) -> Article:
    """One paragraph beside its title; without a text the title is the paragraph, and none is beside it."""
    if not text.strip():
        title, text = "", title
    shown = _tidy(text)
    paragraphs = [Paragraph(1, shown, (), 0, len(text))] if shown else []
    return Article(id=key, title=title, text=text, paragraphs=paragraphs)


def _article(row: Mapping[str, Any]) -> Article:
    parts = [(part["text"], tuple(part.get("headings") or ())) for part in row["paragraphs"]]
    return _composed(row["_id"], row.get("title") or "", parts)


def _composed(key: str, title: str, parts: Iterable[Part]) -> Article:
    """The article of these paragraphs, in its text the headings where they change."""
    blocks = list(_blocks(parts))
    starts = accumulate((len(text) + len(_GAP) for text, *_ in blocks), initial=0)
    headings: list[Heading] = []
    paragraphs: list[Paragraph] = []
    for (text, level, above), start in zip(blocks, starts, strict=False):
        if level:
            headings.append(Heading(text, level, start, start + len(text)))
        else:
            paragraphs.append(Paragraph(len(paragraphs) + 1, text, above, start, start + len(text)))
    text = _GAP.join(text for text, *_ in blocks)
    return Article(id=key, title=title, text=text, paragraphs=paragraphs, headings=headings)


def _blocks(parts: Iterable[Part]) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """Text, level (0 for a paragraph) and the headings above, in the order of the text."""
    above: tuple[str, ...] = ()
    for text, over in parts:
        headings = tuple(filter(None, map(_tidy, over)))
        shared = sum(takewhile(bool, map(eq, above, headings)))
        for level in range(shared, len(headings)):
            yield headings[level], level + 1, headings[:level]
        yield _tidy(text), 0, headings
        above = headings


def _whole(article: Article) -> Iterator[str]:
    """Each paragraph's text, title and headings before it."""
    for paragraph in article.paragraphs:
        yield " ".join(filter(None, [article.title, *paragraph.headings, paragraph.text]))


def _is_answered(grades: Mapping[str, int]) -> bool:
    return any(grade > 0 for grade in grades.values())


def _by_article(grades: Mapping[str, int]) -> dict[str, int]:
    best: dict[str, int] = {}
    for key, grade in grades.items():
        article = key.rpartition("#")[0]
        best[article] = max(grade, best.get(article, grade))
    return best


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _questions(folder: Path) -> dict[str, str]:
    return {row["_id"]: row["text"] for row in _rows(folder, "queries.jsonl")}


def _judgments(folder: Path) -> dict[str, dict[str, int]]:
    path = next((path for path in (folder / "qrels.tsv", folder / "qrels" / "test.tsv") if path.exists()), None)
    if path is None:
        raise NoData(f"{folder}: there are no judgments (qrels.tsv)")
    judgments: dict[str, dict[str, int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        question, key, grade = line.split("\t")
        judgments.setdefault(question, {})[key] = int(float(grade))
    return judgments


def _rows(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    plain, packed = folder / name, folder / f"{name}.gz"
    if not plain.exists() and not packed.exists():
        raise NoData(f"{folder}: there is no {name}")
    with plain.open(encoding="utf-8") if plain.exists() else gzip.open(packed, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
