"""Results of a search for every engine: hits with passage, spans, surroundings, explanation; help and corrections.

All of it is worked out when it is asked for, from the engine's :class:`~searchlib.engine.search.Search`.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from attrs import define, evolve

from searchlib.engine.advice import FEW
from searchlib.engine.base import Request
from searchlib.engine.page import Page, page
from searchlib.engine.search import Key, Search
from searchlib.highlight.formatter import Matches, Spans
from searchlib.highlight.highlighter import Marker
from searchlib.highlight.pattern_terms import spelled_out
from searchlib.query import Query, Question, leaves_of
from searchlib.query.queries import Phrase, Term
from searchlib.results import Asked, Explanation, Hit, Passage, Results
from searchlib.schema import TITLE

if TYPE_CHECKING:
    from searchlib.help import Help
    from searchlib.highlight.extract import Extract, MarkedParagraph

__all__ = ["SearchAnswer", "answered", "nothing_found"]


def answered(searching: Callable[[Request], Search], request: Request) -> Results:
    """Rank and choose; what is shown of the chosen passages is read when it is asked for.

    ``searching`` executes a request on one commit of the engine, always the same. Where all words were wanted and no
    passage has them, the most that one has are asked for instead.
    """
    timed = _timed(request)
    ranked = _ranked(searching, request)
    if request.question.optional and ranked.finds_nothing:
        ranked = _reduced(searching, ranked, timed)
    search, answered_request, found, is_complete = ranked
    question = answered_request.question
    answer = SearchAnswer(search, answered_request, found, request.question)
    return Results(
        hits=answer.hits(),
        total=found.whole.total,
        warnings=(*question.warnings, *question.remarks, *search.warnings, *_cut_short(ranked, request)),
        understood=question.understood,
        reading=question.reading,
        is_complete=is_complete and found.is_complete,
        asked=_asked(request),
        advice=answer,
    )


class _Ranked(NamedTuple):
    """What a search found for its request."""

    search: Search
    request: Request
    found: Page
    is_complete: bool

    @property
    def finds_nothing(self) -> bool:
        """Whether no passage matches; where time was up nobody knows."""
        return self.is_complete and self.found.whole.total == 0


def _ranked(searching: Callable[[Request], Search], request: Request) -> _Ranked:
    search = searching(request)
    found = _chosen(search, request)
    search.finish()
    return _Ranked(search, request, found, search.is_complete)


def _reduced(searching: Callable[[Request], Search], ranked: _Ranked, timed: Callable[[Request], Request]) -> _Ranked:
    """What is found with the most of the words; where no passage has any, what is ``ranked``, which is nothing."""
    from searchlib.engine.reduction import reduced  # seldom needed

    question, is_complete = reduced(searching, timed(ranked.request))
    if question is not None:
        request = evolve(ranked.request, question=question)
        ranked = _ranked(searching, timed(request))._replace(request=request)
    if is_complete:
        return ranked
    whole = ranked.found.whole._replace(total=None)
    return ranked._replace(found=ranked.found._replace(whole=whole), is_complete=False)


def _timed(request: Request) -> Callable[[Request], Request]:
    """Gives another request what is left of the time of this one, which begins now."""
    if request.timeout is None:
        return lambda other: other
    end = time.monotonic() + request.timeout
    return lambda other: evolve(other, timeout=max(0.0, end - time.monotonic()))


def nothing_found(request: Request) -> Results:
    """What an index answers that was not made yet: nothing, and no advice."""
    question = request.question
    warnings = question.warnings + question.remarks
    return Results((), 0, warnings, question.understood, question.reading, asked=_asked(request))


def _asked(request: Request) -> Asked:
    return Asked(request.question.asked, request.limit, request.offset, request.sort, request.group)


def _chosen(search: Search, request: Request) -> Page:
    if request.rerank is None:
        return page(search.ranked, request, search.text, search.are_copies)
    from searchlib.engine.reranker import reranked  # seldom needed

    return reranked(search, request, request.rerank)


def _cut_short(ranked: _Ranked, request: Request) -> Iterator[str]:
    """What there was no time for."""
    if request.timeout is None:
        return
    if not ranked.is_complete:
        yield f"the search was cut short after {request.timeout:g} seconds: there may be more passages, and better ones"
    if request.rerank is not None and not ranked.found.is_complete:
        from searchlib.engine.reranker import called  # seldom needed

        late = f"{called(request.rerank)} was not done after {request.timeout:g} seconds"
        yield f"{late}: order and scores are those from before it"


@define(slots=False, eq=False, repr=False)
class SearchAnswer:
    """What is known of the hits of one search, and of the search beside them.

    Where articles were asked for, a hit stands for the article by its best passage, and what was ``found`` knows the
    others. ``asked``: the question before words were left out.
    """

    search: Search
    request: Request
    found: Page
    asked: Question

    def hits(self) -> tuple[Hit, ...]:
        """The hits of the page."""
        ranks, scores, (keys, _, _, others) = self.found.ranks, self.found.scores, self.found.whole
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

    @cached_property
    def _article_scores(self) -> Mapping[Key, float]:
        """By an article's best passage what the article scores; empty where no articles were asked for."""
        whole = self.found.whole
        return dict(zip(whole.keys, whole.scores, strict=True)) if whole.others else {}

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
        reranked = self.found.reranked or {}
        if key in self._article_scores:
            whole = _of_article(whole, self._article_scores[key])
        if key in reranked:
            whole = self._reranked(whole, reranked[key])
        said = sentence(self.request.question, search.passage(key), search.knowledge, self._mark)
        return evolve(whole, sentence=said)

    def _reranked(self, before: Explanation, score: float) -> Explanation:
        """The score of the request's function, above what there was ``before`` it."""
        from searchlib.engine.reranker import called  # seldom needed

        name = called(self.request.rerank)
        return Explanation(score, f"score of {name}, in place of", (before,), "rerank")

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

        return corrected(self.asked, self.search.knowledge)

    def _words(self) -> Iterator[tuple[str, str]]:
        """The words that are looked for, each behind its field."""
        for leaf in leaves_of(self.asked.tree, negative=False):
            for text in leaf.words if isinstance(leaf, Phrase) else [leaf.text] if isinstance(leaf, Term) else []:
                yield leaf.fieldname, text

    def _mark(self, tree: Query, text: str) -> Spans:
        return Marker(spelled_out(tree, self.search.spellings), self.search.lexicon).spans(text)

    @cached_property
    def _marker(self) -> Marker:
        return Marker(spelled_out(self.request.question.tree, self.search.spellings), self.search.lexicon)


def _of_article(best: Explanation, score: float) -> Explanation:
    """The score of an article, given that of its best passage."""
    from searchlib.engine.article_groups import WHOLE  # seldom needed

    whole = Explanation(score - best.value, f"{WHOLE:g} of what the whole article scores for the words", kind="article")
    parts = (evolve(best, description="its best passage's score, the sum of"), whole)
    return Explanation(score, "the article's score, the sum of", parts, "score")
