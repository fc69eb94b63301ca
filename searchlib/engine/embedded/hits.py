"""What is shown of a hit? Passage, spans, surroundings and explanation, read from a view when they are asked for."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final, Literal

from attrs import define, evolve

from searchlib.engine.advice import FEW
from searchlib.engine.base import Request
from searchlib.engine.execution.execution import Execution, Holding
from searchlib.engine.execution.scored_postings import WeightedTerm
from searchlib.engine.execution.term_queries import spelled_out
from searchlib.engine.page import Page
from searchlib.highlight.formatter import Matches, Spans
from searchlib.highlight.highlighter import Marker
from searchlib.query import Query, leaves_of
from searchlib.query.queries import Phrase, Term
from searchlib.results import Explanation, Hit, Passage

if TYPE_CHECKING:
    from searchlib.engine.embedded.statistics import Known
    from searchlib.engine.embedded.view import View
    from searchlib.help import Help
    from searchlib.highlight.extract import Extract

__all__ = ["ViewAnswer"]

_PASSAGES: Final = ("the best passage's", "half of the second best passage's", "a quarter of the third best passage's")


@define(slots=False, eq=False, repr=False)
class ViewAnswer:
    """What a view knows of the hits of one search; a hit's key is a document, by its number in the snapshot.

    Where articles were asked for, a hit stands for the article by its best passage, and what was ``found`` knows the
    others.
    """

    view: "View"
    request: Request
    execution: Execution
    found: Page

    def hits(self) -> tuple[Hit, ...]:
        """The hits of the page."""
        ranks, (documents, scores, _), others = self.found.ranks, self.found.whole.ranked, self.found.whole.others
        if others:
            return tuple([self._article(group[0], group[1:]) for group in ranks])
        hits = []
        for rank, *copies in ranks:
            same = tuple([Hit(scores[copy], self, documents[copy]) for copy in copies]) if copies else ()
            hits.append(Hit(scores[rank], self, documents[rank], (), same))
        return tuple(hits)

    def _article(self, rank: int, copies: Sequence[int]) -> Hit:
        """The hit that stands for an article, with its others, and those that stand for its copies."""
        documents, scores, _ = self.found.whole.ranked
        document = documents[rank]
        others = [Hit(score, self, other) for other, score in self._others[document]]
        same = [self._article(copy, ()) for copy in copies]
        return Hit(scores[rank], self, document, tuple(others), tuple(same))

    @cached_property
    def _others(self) -> Mapping[int, Sequence[tuple[int, float]]]:
        """By an article's best document the next best, and their scores; empty where no articles were asked for."""
        return dict(zip(self.found.whole.ranked.documents, self.found.whole.others, strict=False))

    def passage(self, document: int) -> Passage:
        """The passage that was found."""
        return self.view.passage(document)

    def spans(self, document: int) -> Spans:
        """Where it matched."""
        known = partial(self._holding.of, document=document)
        return self._marker.spans(self.view.text(document), self.view.written(document), known)

    def spans_above(self, document: int, field: Literal["title", "heading"]) -> Spans:
        """Where it matched in its article's title, or in the innermost heading."""
        passage = self.view.passage(document)
        text = passage.article.title if field == "title" else passage.heading
        return self._marker.spans_in(field, text, partial(self._holding.of, document=document)) if text else ()

    def matches(self, document: int) -> Matches:
        """Where it matched, and by what part of the question."""
        known = partial(self._holding.of, document=document)
        return self._marker.matches(self.view.text(document), self.view.written(document), known)

    def matches_above(self, document: int, field: Literal["title", "heading"]) -> Matches:
        """The same of its article's title, or of the innermost heading."""
        passage = self.view.passage(document)
        text = passage.article.title if field == "title" else passage.heading
        return self._marker.matches_in(field, text, partial(self._holding.of, document=document)) if text else ()

    def expanded(self, document: int) -> "Extract | None":
        """What stands around it, as much as was asked for."""
        expand = self.request.expand
        if expand is None:
            return None
        from searchlib.highlight.extract import Extract, MarkedParagraph, extent  # seldom needed

        first, count = self.view.article_span(document)
        place, paragraph = document - first, self.view.paragraph
        start, end = extent(expand, place, count, lambda row: paragraph(first + row).headings)
        shown = [paragraph(first + row) for row in range(start, end)]
        known = [partial(self._holding.of, document=first + row) for row in range(start, end)]
        marked = [
            MarkedParagraph(each, self._marker.spans(each.text, known=its))
            for each, its in zip(shown, known, strict=True)
        ]
        return Extract(tuple(marked), place - start)

    def explain(self, document: int) -> Explanation:
        """Why it has its score, and in a sentence why it was found."""
        from searchlib.engine.advice.sentence import sentence  # seldom needed
        from searchlib.engine.execution.explain import explain

        whole = explain(self.execution, self.request.question.tree, document)
        others = self._others.get(document)
        if others:
            whole = _of_article(whole, [score for _, score in others])
        passage = self.view.passage(document)
        return evolve(whole, sentence=sentence(self.request.question, passage, self._known, self._mark))

    def help(self) -> "Help | None":
        """Why nothing was found, and what would be; None where something is, be it on another page."""
        found, request = self.found, self.request
        if found.ranks or found.total or (found.total is None and (request.offset or not request.limit)):
            return None
        from searchlib.engine.advice.diagnosis import diagnosed  # seldom needed

        return diagnosed(request.question, self._known)

    def did_you_mean(self) -> str | None:
        """The question with its misspelt words put right."""
        if not any(word.frequency <= FEW for word in self._words()):
            return None
        from searchlib.engine.advice.spelling import corrected  # seldom needed

        return corrected(self.request.question, self._known)

    def _words(self) -> Iterator[WeightedTerm]:
        """The words that are looked for, known from the search."""
        for leaf in leaves_of(self.request.question.tree, negative=False):
            for text in leaf.words if isinstance(leaf, Phrase) else [leaf.text] if isinstance(leaf, Term) else []:
                yield self.execution.snapshot.word(leaf.fieldname, text)

    def _mark(self, tree: Query, text: str) -> Spans:
        return Marker(spelled_out(tree, self.execution.matching.leaves), self.view.lexicon).spans(text)

    @property
    def _known(self) -> "Known":
        from searchlib.engine.embedded.statistics import Known  # seldom needed

        return Known(self.execution, self.view.analyzer, self.request)

    @cached_property
    def _holding(self) -> Holding:
        return Holding(self.execution)

    @cached_property
    def _marker(self) -> Marker:
        return Marker(spelled_out(self.request.question.tree, self.execution.matching.leaves), self.view.lexicon)


def _of_article(best: Explanation, others: Sequence[float]) -> Explanation:
    """The score of an article, given that of its best passage and of the others that count."""
    from searchlib.engine.article_groups import SHARES  # seldom needed

    scores = [best.value, *others]
    parts = [Explanation(share * score, name) for share, score, name in zip(SHARES, scores, _PASSAGES, strict=False)]
    parts[0] = evolve(parts[0], details=best.details)
    return Explanation(sum(part.value for part in parts), "the article's score, the sum of", tuple(parts))
