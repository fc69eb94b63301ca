"""What of new articles lies in memory? Runs of postings and deflated text, until they become a segment."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

import numpy as np
from attrs import define, field
from numpy.typing import NDArray

from searchlib.analysis import Analyzer
from searchlib.analysis.batch.analyzer import BatchAnalyzer
from searchlib.article import Article, Paragraph
from searchlib.index.manifest import FileRow
from searchlib.index.merger import MergePart
from searchlib.index.postings.runs import FormTable, Run, join_runs, make_run
from searchlib.index.postings.term_dictionary import Dictionary
from searchlib.index.segment_writer import Documents, write_segment
from searchlib.index.store.writer import ArticleBuffer
from searchlib.kernels.arrays import Array
from searchlib.kernels.lookup import rank
from searchlib.kernels.offsets import offsets_of, repeated
from searchlib.schema import HEADING, TEXT, TITLE, WORD_FIELDS

__all__ = ["BATCH", "Buffer"]

BATCH = 1 << 21
"""Code points that are analysed at a time: arrays of a few megabytes stay near the processor."""


@define
class _Texts:
    """The texts of one field that wait to be analysed, and the runs of those before them."""

    waiting: list[str] = field(factory=list)
    runs: list[Run] = field(factory=list)


@define
class Buffer:
    """Articles that belong to no segment yet, numbered from 0 as they came."""

    analyzer: Analyzer
    articles: ArticleBuffer
    _batches: BatchAnalyzer = field(init=False)
    _table: FormTable = field(factory=FormTable)
    _fields: dict[str, _Texts] = field(factory=lambda: {name: _Texts() for name in WORD_FIELDS})
    _sections: list[int] = field(factory=list)
    _section_counts: list[int] = field(factory=list)
    _gone: set[int] = field(factory=set)
    _numbers: dict[str, int] = field(factory=dict)  # by identity
    _waiting: int = 0
    _runs_size: int = 0

    def __attrs_post_init__(self) -> None:
        self._batches = BatchAnalyzer(self.analyzer)

    @property
    def size(self) -> int:
        """About how many bytes it takes, without what is known of words."""
        return self._runs_size + self.articles.size + 4 * self._waiting

    @property
    def words_size(self) -> int:
        """About how many bytes what is known of words takes."""
        return self._batches.size + self._table.size

    def __len__(self) -> int:
        """How many articles there are that were not deleted again."""
        return len(self._numbers)

    def __contains__(self, identity: str) -> bool:
        return identity in self._numbers

    def add(self, article: Article) -> None:
        """Take the article in, in the place of one of the same identity."""
        sections = _sections(article.paragraphs)
        self.articles.add(article, [headings for headings, _ in sections])
        self.delete(article.identity)
        self._numbers[article.identity] = len(self.articles) - 1
        self._section_counts.append(len(sections))
        self._sections += [count for _, count in sections]
        self._take(
            title=[article.title if article.paragraphs else ""],  # a title is found by its passages
            heading=["\n".join(headings) for headings, _ in sections],
            text=[paragraph.text for paragraph in article.paragraphs],
        )

    def _take(self, **texts: list[str]) -> None:
        size = sum(len(text) + 1 for each in texts.values() for text in each)
        for name, more in texts.items():
            waiting = self._fields[name].waiting
            if size < BATCH:
                waiting += more
            else:
                self._take_one_by_one(waiting, more)
        if size < BATCH:
            self._waiting += size
            if self._waiting >= BATCH:
                self.analyse()

    def _take_one_by_one(self, waiting: list[str], texts: list[str]) -> None:
        for text in texts:
            waiting.append(text)
            self._waiting += len(text) + 1
            if self._waiting >= BATCH:
                self.analyse()

    def delete(self, identity: str) -> bool:
        """Take the article of that identity out; whether there was one."""
        number = self._numbers.pop(identity, None)
        if number is not None:
            self._gone.add(number)
        return number is not None

    def analyse(self) -> None:
        """Make runs of the texts that wait. Raises what the analyzer does."""
        texts = [text for name in WORD_FIELDS for text in self._fields[name].waiting]
        if not texts:
            return
        rows = self._batches.occurrences(texts)
        self._table.extend(self._batches.entries)
        first = 0
        for name in WORD_FIELDS:
            field_texts = self._fields[name]
            last = first + len(field_texts.waiting)
            start, end = rank(rows.text, np.array([first, last], rows.text.dtype)).tolist()
            units = rows.text[start:end] - first
            run = make_run(units, rows.position[start:end], rows.entry[start:end], last - first, self._table)
            field_texts.runs.append(run)
            field_texts.waiting.clear()
            self._runs_size += run.size
            first = last
        self._waiting = 0

    def clear(self) -> None:
        """Begin anew; what is known of words and texts is kept."""
        self.articles = self.articles.successor()
        self._fields = {name: _Texts() for name in WORD_FIELDS}
        for numbers in (self._sections, self._section_counts, self._gone, self._numbers):
            numbers.clear()
        self._waiting = self._runs_size = 0

    def write(self, folder: Path, identity: bytes) -> tuple[FileRow, FileRow]:
        """Write all that was not deleted as a segment."""
        self.analyse()
        alive = np.ones(len(self.articles), bool)
        alive[list(self._gone)] = False
        documents = self.articles.documents
        kept = {
            TEXT: repeated(alive, documents),
            TITLE: alive,
            HEADING: repeated(alive, np.array(self._section_counts, np.int64)),
        }
        stored = partial(self.articles.stored, alive, kept[HEADING])
        rows = self._documents(kept)
        return write_segment(folder, identity, rows, lambda name: self._sources(name, kept[name]), stored)

    def _sources(self, name: str, alive: NDArray[np.bool_]) -> tuple[Dictionary, list[MergePart]]:
        runs = self._fields[name].runs
        dictionary, sources = join_runs(runs, self._table)
        ends = offsets_of(np.array([run.unit_count for run in runs], np.int64))
        bases = offsets_of(alive)[ends]
        whole = bool(alive.all())
        parts = [
            MergePart(source, terms, forms, None if whole else alive[ends[n] : ends[n + 1]], int(bases[n]))
            for n, (source, terms, forms) in enumerate(sources)
        ]
        return dictionary, parts

    def _documents(self, kept: dict[str, NDArray[np.bool_]]) -> Documents:
        widths = {name: _column(self._fields[name].runs, "widths")[kept[name]] for name in WORD_FIELDS}
        return Documents(
            lengths=_column(self._fields[TEXT].runs, "lengths")[kept[TEXT]],
            widths=widths[TEXT],
            articles=self.articles.documents[kept[TITLE]],
            title_widths=widths[TITLE],
            sections=np.array(self._sections, np.int64)[kept[HEADING]],
            heading_widths=widths[HEADING],
        )


def _sections(paragraphs: Sequence[Paragraph]) -> list[tuple[tuple[str, ...], int]]:
    """The headings of each run of paragraphs that have the same, and how many these are."""
    headings = [paragraph.headings for paragraph in paragraphs]
    if headings and headings.count(headings[0]) == len(headings):
        return [(headings[0], len(headings))]
    return [(above, len(list(group))) for above, group in groupby(headings)]


def _column(runs: Sequence[Run], name: str) -> Array:
    return np.concatenate([np.zeros(0, np.uint32), *(getattr(run, name) for run in runs)])
