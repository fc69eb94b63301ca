"""What was judged? Collections of documents and questions, with the judgments which document answers which question.

A folder in BEIR's layout has ``corpus.jsonl`` (``_id``, ``title``, ``text``) and ``queries.jsonl`` (``_id``, ``text``),
both perhaps with ``.gz``, and ``qrels.tsv`` or ``qrels/test.tsv``.
"""

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from attrs import frozen

from benchmarks.corpus import NoData
from searchlib.article import Article, Paragraph

__all__ = ["Collection", "collections", "from_ir_datasets"]

Judgments: TypeAlias = Mapping[str, Mapping[str, int]]


@frozen
class Collection:
    """``documents`` as (id, title, text); ``questions`` and ``judgments`` by the question's id.

    Only questions that some document answers are kept.
    """

    name: str
    documents: Sequence[tuple[str, str, str]]
    questions: Mapping[str, str]
    judgments: Judgments

    @classmethod
    def of(
        cls, name: str, documents: Sequence[tuple[str, str, str]], questions: Mapping[str, str], judgments: Judgments
    ) -> "Collection":
        """The collection with those questions that have an answer."""
        kept = {key: text for key, text in questions.items() if any(g > 0 for g in judgments.get(key, {}).values())}
        return cls(name, documents, kept, {key: judgments[key] for key in kept})

    def articles(self) -> Iterator[Article]:
        """Each document as an article of one paragraph; one without text has its title there."""
        for key, title, text in self.documents:
            shown = " ".join((text.strip() or title).split())
            paragraphs = [Paragraph(1, shown, (), 0, len(shown))] if shown else []
            yield Article(id=key, title=title, text=shown, paragraphs=paragraphs)


def collections(data: Path, names: Sequence[str] = ()) -> Iterator[Collection]:
    """Those in ``data/judged``, of the given names or all. Raises NoData where there are none."""
    folders = [folder for folder in sorted((data / "judged").glob("*/")) if not names or folder.name in names]
    if not folders:
        raise NoData(f"{data / 'judged'}: no judged collections are there; --dataset takes one of ir_datasets")
    yield from map(_read, folders)


def from_ir_datasets(name: str) -> Collection:
    """The collection that ir_datasets knows by that name, downloaded where it is not there yet."""
    try:
        import ir_datasets
    except ModuleNotFoundError as error:
        raise NoData(f"{name}: ir_datasets is not installed (pip install ir_datasets)") from error
    found: Any = ir_datasets.load(name)
    judgments: dict[str, dict[str, int]] = {}
    for row in found.qrels_iter():
        judgments.setdefault(row.query_id, {})[row.doc_id] = row.relevance
    documents = [(each.doc_id, getattr(each, "title", "") or "", _text(each)) for each in found.docs_iter()]
    questions = {each.query_id: each.default_text() for each in found.queries_iter()}
    return Collection.of(name.replace("/", "-"), documents, questions, judgments)


def _text(document: Any) -> str:
    return str(document.text) if hasattr(document, "text") else str(document.default_text())


def _read(folder: Path) -> Collection:
    rows = _lines(folder, "corpus.jsonl")
    documents = [(row["_id"], row.get("title") or "", row["text"]) for row in map(json.loads, rows)]
    questions = {row["_id"]: row["text"] for row in map(json.loads, _lines(folder, "queries.jsonl"))}
    judgments: dict[str, dict[str, int]] = {}
    path = next((path for path in (folder / "qrels.tsv", folder / "qrels" / "test.tsv") if path.exists()), None)
    if path is None:
        raise NoData(f"{folder}: there are no judgments (qrels.tsv)")
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        question, document, grade = line.split("\t")
        judgments.setdefault(question, {})[document] = int(float(grade))
    return Collection.of(folder.name, documents, questions, judgments)


def _lines(folder: Path, name: str) -> Iterator[str]:
    plain, packed = folder / name, folder / f"{name}.gz"
    if not plain.exists() and not packed.exists():
        raise NoData(f"{folder}: there is no {name}")
    with plain.open(encoding="utf-8") if plain.exists() else gzip.open(packed, "rt", encoding="utf-8") as lines:
        yield from lines
