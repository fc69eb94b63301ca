"""What does one commit of the index answer? Everything that reads: searching, articles, counts."""

import datetime
from collections.abc import Iterator
from functools import cached_property, partial

from attrs import define

from searchlib.analysis import Analyzer
from searchlib.article import Article, ArticleFacts
from searchlib.engine.base import Request
from searchlib.engine.embedded.execute import Execution, Scores, Snapshot
from searchlib.engine.embedded.explain import explain
from searchlib.engine.embedded.select import passes, ranked
from searchlib.engine.embedded.whoosh import AndMaybe, AndNot, Or, Prefix, Query, Searcher, Wildcard
from searchlib.errors import NotFound
from searchlib.index.records import unpack_article, unpack_facts, unpack_paragraph
from searchlib.index.schema import NUMBER_BITS, key_of
from searchlib.query import matched_spans
from searchlib.results import Hit, Passage, Results

__all__ = ["View"]

_NUMBER_MASK = (1 << NUMBER_BITS) - 1


@define
class View:
    """A snapshot of the index, and the answers from it. It stays what it is whatever is written later."""

    searcher: Searcher
    analyzer: Analyzer

    @cached_property
    def _snapshot(self) -> Snapshot:
        return Snapshot(self.searcher.reader())

    @cached_property
    def _facts(self) -> dict[int, ArticleFacts]:
        return {}

    def __len__(self) -> int:
        return len(self._snapshot.articles)

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Passages, tokens, stems and segments."""
        reader = self._snapshot.reader
        terms = sum(1 for _ in reader.lexicon("text"))
        return (
            reader.doc_count() - len(self),
            int(reader.field_length("text")),
            terms,
            len(self.searcher.leaf_searchers()),
        )

    def articles(self) -> Iterator[ArticleFacts]:
        """In the order in which they were added."""
        return map(self._facts_at, sorted(self._snapshot.articles, key=self._order_of))

    def article(self, article_id: str) -> Article:
        """The article of that id. Raises NotFound."""
        number = self._record_number(article_id)
        if number is None:
            raise NotFound(f"no article {article_id!r}")
        return self._article_at(number)

    def _article_at(self, number: int) -> Article:
        """The article of a record document."""
        stored = self.searcher.stored_fields(number)
        return unpack_article(stored["facts"], stored["body"])

    def digest(self, article_id: str) -> str | None:
        """The sha256 of the article as it was indexed, None where there is none of that id."""
        number = self._record_number(article_id)
        return None if number is None else self._facts_at(number).sha256

    def _record_number(self, article_id: str) -> int | None:
        """The record document of an article."""
        numbers = self._snapshot.postings("key", key_of(article_id)).documents
        return min(numbers, default=None)

    def problems(self) -> Iterator[str]:
        """Read every article; a sentence for each that is not what was indexed."""
        for number in self._snapshot.articles:
            facts = self._facts_at(number)
            if self._article_at(number).sha256 != facts.sha256:
                yield f"{facts.id}: the stored text is not the one that was indexed"

    def search(self, request: Request) -> Results:
        """Rank, choose, and make values of the chosen documents only."""
        question, execution = request.question, Execution(self._snapshot)
        found = execution.scores(question.tree) if self._snapshot.passages else {}
        scores = self._filtered(found, request)
        numbers, count = ranked(scores, request, self._order_of, self._record_of, self._date_of)
        return Results(
            hits=tuple(self._hit(number, scores[number], question.tree) for number in numbers),
            total=count if request.count or _is_counted(question.tree) else None,
            warnings=(*question.warnings, *execution.warnings),
            understood=question.understood,
            reading=question.reading,
        )

    def _filtered(self, scores: Scores, request: Request) -> Scores:
        if request.filters.is_open:
            return scores
        chosen: dict[int, bool] = {}
        for record in set(map(self._record_of, scores)):
            chosen[record] = passes(self._facts_at(record), request.filters)
        return {number: score for number, score in scores.items() if chosen[self._record_of(number)]}

    def _hit(self, number: int, score: float, tree: Query) -> Hit:
        paragraph = unpack_paragraph(self.searcher.stored_fields(number)["paragraph"])
        passage = Passage.of(paragraph, self._facts_at(self._record_of(number)))
        return Hit(
            score,
            passage,
            partial(matched_spans, tree, passage.text, self.analyzer),
            partial(explain, Execution(self._snapshot), tree, number),
        )

    def _record_of(self, number: int) -> int:
        """An article's paragraphs stand right behind its record."""
        return number - (self._order_of(number) & _NUMBER_MASK)

    def _order_of(self, number: int) -> int:
        return int(self._snapshot.orders[number])

    def _facts_at(self, record: int) -> ArticleFacts:
        if record not in self._facts:
            self._facts[record] = unpack_facts(self.searcher.stored_fields(record)["facts"])
        return self._facts[record]

    def _date_of(self, number: int) -> datetime.date | None:
        return self._facts_at(self._record_of(number)).date


def _is_counted(tree: Query) -> bool:
    """Whether counting comes for free with the search: for all but unions (which the next engine will prune)."""
    if isinstance(tree, AndMaybe | AndNot):
        return _is_counted(tree.a)
    return not isinstance(tree, Or | Prefix | Wildcard)
