"""What comes back? Passages, ranked: frozen values that mean the same from every engine."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import overload

from attrs import field, frozen

from searchlib import highlight
from searchlib.article import ArticleFacts, Paragraph, Source
from searchlib.highlight import Snippet, Spans

__all__ = ["Explanation", "Hit", "Passage", "Results"]


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


def _no_spans() -> Spans:
    return ()


@frozen
class Hit:
    """A passage that matched, and its score (higher is better; comparable within one search only).

    Where it matched and why are worked out when first asked for, from the snapshot of the index that gave the hit.
    """

    score: float
    passage: Passage
    _find_spans: Callable[[], Spans] = field(default=_no_spans, eq=False, repr=False)
    _explain: Callable[[], Explanation] | None = field(default=None, eq=False, repr=False)

    @cached_property
    def spans(self) -> Spans:
        """The matched words: ((start, end), ...) in code points of ``passage.text``, ascending, without overlap."""
        return self._find_spans()

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
        return self._explain() if self._explain else Explanation(self.score, "score")


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
