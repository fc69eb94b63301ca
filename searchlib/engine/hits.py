"""Results of a search for every engine: hits with passage, spans, surroundings, explanation; help and corrections.

All of it is worked out when it is asked for, from the engine's :class:`~searchlib.engine.search.Search`.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final, Literal

from attrs import define, evolve

from searchlib.engine.advice import FEW
from searchlib.engine.base import Request
from searchlib.engine.page import Page, page
from searchlib.engine.search import Key, Search
from searchlib.highlight.formatter import Matches, Spans
from searchlib.highlight.highlighter import Marker
from searchlib.highlight.pattern_terms import spelled_out
from searchlib.query import Query, leaves_of
from searchlib.query.queries import Phrase, Term
from searchlib.results import Explanation, Hit, Passage, Results
from searchlib.schema import TITLE

if TYPE_CHECKING:
    from searchlib.help import Help
    from searchlib.highlight.extract import Extract, MarkedParagraph

__all__ = ["SearchAnswer", "answered", "nothing_found"]

_PASSAGES: Final = ("the best passage's", "half of the second best passage's", "a quarter of the third best passage's")


def answered(search: Search, request: Request) -> Results:
    """Rank and choose; what is shown of the chosen passages is read when it is asked for."""
    found = page(search.ranked, request, search.text, search.are_copies)
    search.finish()
    answer, question = SearchAnswer(search, request, found), request.question
    return Results(
        hits=answer.hits(),
        total=found.whole.total,
        warnings=(*question.warnings, *search.warnings, *_cut_short(search, request)),
        understood=question.understood,
        reading=question.reading,
        is_complete=search.is_complete,
        advice=answer,
    )


def nothing_found(request: Request) -> Results:
    """What an index answers that was not made yet: nothing, and no advice."""
    question = request.question
    return Results((), 0, question.warnings, question.understood, question.reading)


def _cut_short(search: Search, request: Request) -> tuple[str, ...]:
    if search.is_complete or request.timeout is None:
        return ()
    return (f"the search was cut short after {request.timeout:g} seconds: there may be more passages, and better ones",)


@define(slots=False, eq=False, repr=False)
class SearchAnswer:
    """What is known of the hits of one search, and of the search beside them.

    Where articles were asked for, a hit stands for the article by its best passage, and what was ``found`` knows the
    others.
    """

    search: Search
    request: Request
    found: Page

    def hits(self) -> tuple[Hit, ...]:
        """The hits of the page."""
        ranks, (keys, scores, _, others) = self.found
        if others:
            return tuple([self._article(group[0], group[1:]) for group in ranks])
        hits = []
        for rank, *copies in ranks:
            same = tuple([Hit(scores[copy], self, keys[copy]) for copy in copies]) if copies else ()
            hits.append(Hit(scores[rank], self, keys[rank], (), same))
        return tuple(hits)

    def _article(self, rank: int, copies: Sequence[int]) -> Hit:
        """The hit that stands for an article, with its others, and those that stand for its copies."""
        whole = self.found.whole
        key = whole.keys[rank]
        others = [Hit(score, self, other) for other, score in self._others[key]]
        same = [self._article(copy, ()) for copy in copies]
        return Hit(whole.scores[rank], self, key, tuple(others), tuple(same))

    @cached_property
    def _others(self) -> Mapping[Key, Sequence[tuple[Key, float]]]:
        """By an article's best passage the next best, and their scores; empty where no articles were asked for."""
        return dict(zip(self.found.whole.keys, self.found.whole.others, strict=False))

    def passage(self, key: Key) -> Passage:
        """The passage that was found."""
        return self.search.passage(key)

    def spans(self, key: Key) -> Spans:
        """Where it matched."""
        search = self.search
        return self._marker.spans(search.text(key), search.written(key), partial(search.holds, key=key))

    def spans_above(self, key: Key, field: Literal["title", "heading"]) -> Spans:
        """Where it matched in its article's title, or in the innermost heading."""
        text = self._text_above(key, field)
        return self._marker.spans_in(field, text, partial(self.search.holds, key=key)) if text else ()

    def matches(self, key: Key) -> Matches:
        """Where it matched, and by what part of the question."""
        search = self.search
        return self._marker.matches(search.text(key), search.written(key), partial(search.holds, key=key))

    def matches_above(self, key: Key, field: Literal["title", "heading"]) -> Matches:
        """The same of its article's title, or of the innermost heading."""
        text = self._text_above(key, field)
        return self._marker.matches_in(field, text, partial(self.search.holds, key=key)) if text else ()

    def _text_above(self, key: Key, field: Literal["title", "heading"]) -> str | None:
        passage = self.search.passage(key)
        return passage.article.title if field == TITLE else passage.heading

    def expanded(self, key: Key) -> "Extract | None":
        """What stands around it, as much as was asked for."""
        expand = self.request.expand
        if expand is None:
            return None
        from searchlib.highlight.extract import Extract, extent  # seldom needed

        search, (keys, place) = self.search, self.search.article_passages(key)
        start, end = extent(expand, place, len(keys), lambda row: search.paragraph(keys[row]).headings)
        return Extract(tuple([self._marked_paragraph(each) for each in keys[start:end]]), place - start)

    def _marked_paragraph(self, key: Key) -> "MarkedParagraph":
        """A paragraph around a hit: read and marked once, however many hits it stands around."""
        from searchlib.highlight.extract import MarkedParagraph  # seldom needed

        marked = self._marked_paragraphs.get(key)
        if marked is None:
            paragraph, known = self.search.paragraph(key), partial(self.search.holds, key=key)
            marked = MarkedParagraph(paragraph, self._marker.spans(paragraph.text, known=known))
            self._marked_paragraphs[key] = marked
        return marked

    @cached_property
    def _marked_paragraphs(self) -> "dict[Key, MarkedParagraph]":
        return {}

    def explain(self, key: Key) -> Explanation:
        """Why it has its score, and in a sentence why it was found."""
        from searchlib.engine.advice.sentence import sentence  # seldom needed

        search, whole = self.search, self.search.explain(key)
        others = self._others.get(key)
        if others:
            whole = _of_article(whole, [score for _, score in others])
        said = sentence(self.request.question, search.passage(key), search.knowledge, self._mark)
        return evolve(whole, sentence=said)

    def help(self) -> "Help | None":
        """Why nothing was found, and what would be; None where something is, be it on another page."""
        found, total, request = self.found, self.found.whole.total, self.request
        if found.ranks or total or (total is None and (request.offset or not request.limit)):
            return None
        from searchlib.engine.advice.diagnosis import diagnosed  # seldom needed

        return diagnosed(request.question, self.search.knowledge)

    def did_you_mean(self) -> str | None:
        """The question with its misspelt words put right."""
        if not any(self.search.passages_with(*word) <= FEW for word in self._words()):
            return None
        from searchlib.engine.advice.spelling import corrected  # seldom needed

        return corrected(self.request.question, self.search.knowledge)

    def _words(self) -> Iterator[tuple[str, str]]:
        """The words that are looked for, each behind its field."""
        for leaf in leaves_of(self.request.question.tree, negative=False):
            for text in leaf.words if isinstance(leaf, Phrase) else [leaf.text] if isinstance(leaf, Term) else []:
                yield leaf.fieldname, text

    def _mark(self, tree: Query, text: str) -> Spans:
        return Marker(spelled_out(tree, self.search.spellings), self.search.lexicon).spans(text)

    @cached_property
    def _marker(self) -> Marker:
        return Marker(spelled_out(self.request.question.tree, self.search.spellings), self.search.lexicon)


def _of_article(best: Explanation, others: Sequence[float]) -> Explanation:
    """The score of an article, given that of its best passage and of the others that count."""
    from searchlib.engine.article_groups import SHARES  # seldom needed

    scores = [best.value, *others]
    parts = [Explanation(share * score, name) for share, score, name in zip(SHARES, scores, _PASSAGES, strict=False)]
    parts[0] = evolve(parts[0], details=best.details)
    return Explanation(sum(part.value for part in parts), "the article's score, the sum of", tuple(parts))
