"""What is found? A passage of an article, with its score, where it matched and why."""

import math
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Protocol

from attrs import frozen

from searchlib.article import ArticleFacts, Paragraph, Source
from searchlib.explanation import Explanation
from searchlib.highlight import formatter
from searchlib.highlight.formatter import Matches, Snippet, Spans
from searchlib.schema import HEADING, TEXT, TITLE

if TYPE_CHECKING:  # who asks and finds needs it not
    from searchlib.highlight.extract import Extract

__all__ = ["Answer", "Hit", "Passage"]


@frozen
class Passage:
    """A paragraph of an article, with what a reader needs to cite it.

    ``start`` and ``end`` are code points in ``Article.text``; ``headings`` are outermost first, without the title.
    """

    article: ArticleFacts
    number: int
    text: str
    headings: tuple[str, ...]
    start: int
    end: int
    source: Source | None

    @classmethod
    def of(cls, paragraph: Paragraph, article: ArticleFacts) -> "Passage":
        """The passage that ``paragraph`` is in ``article``, its source narrowed to the line or page it begins on."""
        place = article.source
        if place is not None:
            place = Source(place.path, paragraph.line, place.record, paragraph.page, file=place.file, part=place.part)
        return cls(article, paragraph.number, paragraph.text, paragraph.headings, paragraph.start, paragraph.end, place)

    @property
    def heading(self) -> str | None:
        """The innermost heading above the passage."""
        return self.headings[-1] if self.headings else None


class Answer(Protocol):
    """What an engine knows of the hits of one search, worked out when asked for; a hit's key is the engine's own."""

    def passage(self, key: Any, /) -> Passage:
        """The passage that was found."""
        ...

    def spans(self, key: Any, /) -> Spans:
        """The spans of the matched words in the passage's text."""
        ...

    def spans_above(self, key: Any, field: Literal["title", "heading"], /) -> Spans:
        """The spans of the matched words in the article's title, or in the innermost heading."""
        ...

    def matches(self, key: Any, /) -> Matches:
        """The same of the passage's text, each span with the part of the question that marked it."""
        ...

    def matches_above(self, key: Any, field: Literal["title", "heading"], /) -> Matches:
        """The same of the article's title, or of the innermost heading."""
        ...

    def explain(self, key: Any, /) -> Explanation:
        """Why the passage has its score."""
        ...

    def expanded(self, key: Any, /) -> "Extract | None":
        """What stands around the passage, None where that was not asked for."""
        ...


@frozen
class _Given:
    """An answer of one hit, all of it known."""

    found: Passage
    marked: Spans
    score: float | None
    around: "Extract | None"
    above: Mapping[str, Spans]
    attributed: Mapping[str, Matches]

    def passage(self, _: Any, /) -> Passage:
        return self.found

    def spans(self, _: Any, /) -> Spans:
        return self.marked

    def spans_above(self, _: Any, field: Literal["title", "heading"], /) -> Spans:
        return self.above.get(field, ())

    def matches(self, _: Any, /) -> Matches:
        return self.attributed.get(TEXT, ())

    def matches_above(self, _: Any, field: Literal["title", "heading"], /) -> Matches:
        return self.attributed.get(field, ())

    def explain(self, _: Any, /) -> Explanation:
        return Explanation(math.nan, "no score") if self.score is None else Explanation(self.score, "score")

    def expanded(self, _: Any, /) -> "Extract | None":
        return self.around


@frozen(slots=False, eq=False, repr=False)
class Hit:
    """A passage that matched, and its score (higher is better; comparable within one search only).

    With ``rerank`` the score is that function's, and None for what it did not see: copies, and hits beyond ``depth``.

    The passage, where it matched and why are worked out when first asked for, from the snapshot of the index that gave
    the hit. Equal hits have equal scores and passages.

    ``others``: with ``group`` the next best passages of the article, two at most, best first; the score is then the
    article's. ``copies``: hits that say nearly word for word the same and were folded under this one, best first.
    """

    score: float | None
    _answer: Answer
    _key: Any = None
    others: tuple["Hit", ...] = ()
    copies: tuple["Hit", ...] = ()

    @classmethod
    def of(
        cls,
        score: float | None,
        passage: Passage,
        spans: Spans = (),
        expanded: "Extract | None" = None,
        others: tuple["Hit", ...] = (),
        copies: tuple["Hit", ...] = (),
        title_spans: Spans = (),
        heading_spans: Spans = (),
        matches: Matches = (),
        title_matches: Matches = (),
        heading_matches: Matches = (),
    ) -> "Hit":
        """A hit of which all is known."""
        above = {TITLE: title_spans, HEADING: heading_spans}
        attributed = {TEXT: matches, TITLE: title_matches, HEADING: heading_matches}
        return cls(score, _Given(passage, spans, score, expanded, above, attributed), None, others, copies)

    @cached_property
    def passage(self) -> Passage:
        """The passage that matched. Raises IndexDamaged where it cannot be read any more."""
        return self._answer.passage(self._key)

    @cached_property
    def spans(self) -> Spans:
        """The matched words: ((start, end), ...) in code points of ``passage.text``, ascending, without overlap."""
        return self._answer.spans(self._key)

    @cached_property
    def title_spans(self) -> Spans:
        """The matched words of ``passage.article.title``."""
        return self._answer.spans_above(self._key, TITLE)

    @cached_property
    def heading_spans(self) -> Spans:
        """The matched words of ``passage.heading``, none where there is no heading."""
        return self._answer.spans_above(self._key, HEADING)

    @cached_property
    def matches(self) -> Matches:
        """The matched words, ascending, each with the part of the question that marked it: once for each such part."""
        return self._answer.matches(self._key)

    @cached_property
    def title_matches(self) -> Matches:
        """The same of ``passage.article.title``."""
        return self._answer.matches_above(self._key, TITLE)

    @cached_property
    def heading_matches(self) -> Matches:
        """The same of ``passage.heading``."""
        return self._answer.matches_above(self._key, HEADING)

    def html(self, tag: str = "mark") -> str:
        """The passage as HTML: matched words in ``<tag>``, all else escaped."""
        return formatter.to_html(self.passage.text, self.spans, tag)

    def ansi(self) -> str:
        """The passage for a terminal, matched words in bold and coloured; control characters are made visible."""
        return formatter.to_ansi(self.passage.text, self.spans)

    def markdown(self) -> str:
        """The passage as Markdown, matched words in ``**bold**``, Markdown's own characters escaped."""
        return formatter.to_markdown(self.passage.text, self.spans)

    def snippet(self, width: int = 200) -> Snippet:
        """At most ``width`` characters of the passage: the window with the most different matched words."""
        return formatter.snippet(self.passage.text, self.spans, width)

    def explain(self) -> Explanation:
        """Why it was found, in a sentence, and the numbers that add up to the score.

        Where ``rerank`` gave the score, below it those that added up to the score before; of a hit without a score they
        are all there is.
        """
        return self._answer.explain(self._key)

    @cached_property
    def expanded(self) -> "Extract | None":
        """The passage with what stands around it, as much as the search's ``expand`` asked for; None without."""
        return self._answer.expanded(self._key)

    def __reduce__(self) -> tuple[Any, ...]:
        """A copy holds no index: passage, spans and matches go with it, and of the explanation the score alone."""
        shown = self.score, self.passage, self.spans, self.expanded, self.others, self.copies
        above = self.title_spans, self.heading_spans
        return Hit.of, (*shown, *above, self.matches, self.title_matches, self.heading_matches)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hit) and (self.score, self.passage) == (other.score, other.passage)

    def __hash__(self) -> int:
        return hash((self.score, self.passage))

    def __repr__(self) -> str:
        return f"Hit(score={self.score!r}, passage={self.passage!r})"
