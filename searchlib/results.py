"""What comes back? Passages, ranked: frozen values that mean the same from every engine."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Protocol, overload

from attrs import frozen

from searchlib import highlight
from searchlib.article import ArticleFacts, Paragraph, Source
from searchlib.highlight import Snippet, Spans

__all__ = ["Answer", "Explanation", "Hit", "Passage", "Results"]


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
            place = Source(place.path, paragraph.line, place.record, paragraph.page)
        return cls(
            article,
            paragraph.number,
            paragraph.text,
            paragraph.headings,
            paragraph.start,
            paragraph.end,
            place,
        )

    @property
    def heading(self) -> str | None:
        """The innermost heading above the passage."""
        return self.headings[-1] if self.headings else None


@frozen
class Explanation:
    """A number and where it comes from: ``details`` add up to ``value`` unless ``description`` says otherwise."""

    value: float
    description: str
    details: tuple["Explanation", ...] = ()

    def __str__(self) -> str:
        return "\n".join(self._lines(0))

    def _lines(self, depth: int) -> Iterator[str]:
        yield f"{'  ' * depth}{self.value:.4f} {self.description}"
        for detail in self.details:
            yield from detail._lines(depth + 1)


class Answer(Protocol):
    """What an engine knows of the hits of one search, worked out when asked for; a hit's key is the engine's own."""

    def passage(self, key: Any, /) -> Passage:
        """The passage that was found."""
        ...

    def spans(self, key: Any, /) -> Spans:
        """The spans of the matched words in the passage's text."""
        ...

    def explain(self, key: Any, /) -> Explanation:
        """Why the passage has its score."""
        ...


@frozen
class _Given:
    """An answer of one hit, all of it known."""

    found: Passage
    marked: Spans
    score: float

    def passage(self, _: Any, /) -> Passage:
        return self.found

    def spans(self, _: Any, /) -> Spans:
        return self.marked

    def explain(self, _: Any, /) -> Explanation:
        return Explanation(self.score, "score")


@frozen(slots=False, eq=False, repr=False)
class Hit:
    """A passage that matched, and its score (higher is better; comparable within one search only).

    The passage, where it matched and why are worked out when first asked for, from the snapshot of the index that gave
    the hit. Equal hits have equal scores and passages.
    """

    score: float
    _answer: Answer
    _key: Any = None

    @classmethod
    def of(cls, score: float, passage: Passage, spans: Spans = ()) -> "Hit":
        """A hit of which all is known."""
        return cls(score, _Given(passage, spans, score))

    @cached_property
    def passage(self) -> Passage:
        """The passage that matched. Raises IndexDamaged where it cannot be read any more."""
        return self._answer.passage(self._key)

    @cached_property
    def spans(self) -> Spans:
        """The matched words: ((start, end), ...) in code points of ``passage.text``, ascending, without overlap."""
        return self._answer.spans(self._key)

    def html(self, tag: str = "mark") -> str:
        """The passage as HTML: matched words in ``<tag>``, all else escaped."""
        return highlight.to_html(self.passage.text, self.spans, tag)

    def ansi(self) -> str:
        """The passage for a terminal, matched words in bold and coloured; control characters are made visible."""
        return highlight.to_ansi(self.passage.text, self.spans)

    def markdown(self) -> str:
        """The passage as Markdown, matched words in ``**bold**``, Markdown's own characters escaped."""
        return highlight.to_markdown(self.passage.text, self.spans)

    def snippet(self, width: int = 200) -> Snippet:
        """At most ``width`` characters of the passage: the window with the most different matched words."""
        return highlight.snippet(self.passage.text, self.spans, width)

    def explain(self) -> Explanation:
        """The numbers that add up to the score."""
        return self._answer.explain(self._key)

    def __reduce__(self) -> tuple[Any, ...]:
        """A copy holds no index: passage and spans go with it, and of the explanation the score alone."""
        return Hit.of, (self.score, self.passage, self.spans)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hit) and (self.score, self.passage) == (other.score, other.passage)

    def __hash__(self) -> int:
        return hash((self.score, self.passage))

    def __repr__(self) -> str:
        return f"Hit(score={self.score!r}, passage={self.passage!r})"


@frozen
class Results(Sequence[Hit]):
    """The hits, best first.

    ``total`` is how many passages (with ``group``: articles) match, None where counting them was not asked for and
    would cost more than the search. ``warnings`` say what of the query was repaired. ``understood`` is the query in
    canonical form (parsed again it is the same), ``reading`` the same in words.
    """

    hits: tuple[Hit, ...]
    total: int | None
    warnings: tuple[str, ...] = ()
    understood: str = ""
    reading: str = ""

    def __len__(self) -> int:
        return len(self.hits)

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, index: int | slice) -> Hit | tuple[Hit, ...]:
        return self.hits[index]

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)
