"""What stands around a hit? Paragraphs of one article, in the order of the text, their matched words marked."""

from collections.abc import Callable
from typing import Literal, TypeAlias

from attrs import frozen

from searchlib.article import Paragraph
from searchlib.highlight import formatter
from searchlib.highlight.formatter import Spans

__all__ = ["Expand", "Extract", "MarkedParagraph", "extent"]

Expand: TypeAlias = int | Literal["section", "article"] | None
"""How much: so many paragraphs on each side, the section under the innermost heading, the whole article, or nothing."""


@frozen
class MarkedParagraph:
    """A paragraph and its ``spans``: code points of ``paragraph.text``, ascending, without overlap.

    Where the question does not match the paragraph, each of its words that is looked for is marked.
    """

    paragraph: Paragraph
    spans: Spans

    @property
    def text(self) -> str:
        """The paragraph's text."""
        return self.paragraph.text


@frozen
class Extract:
    """Consecutive paragraphs of one article; ``place`` is the row of the one that was found."""

    paragraphs: tuple[MarkedParagraph, ...]
    place: int

    @property
    def before(self) -> tuple[MarkedParagraph, ...]:
        """The paragraphs before the one that was found."""
        return self.paragraphs[: self.place]

    @property
    def after(self) -> tuple[MarkedParagraph, ...]:
        """The paragraphs behind the one that was found."""
        return self.paragraphs[self.place + 1 :]

    def html(self, tag: str = "mark") -> str:
        """Each paragraph as ``<p>``, matched words in ``<tag>``, all else escaped; a line each."""
        return "\n".join(f"<p>{formatter.to_html(each.text, each.spans, tag)}</p>" for each in self.paragraphs)

    def ansi(self) -> str:
        """For a terminal, an empty line between paragraphs; control characters are made visible."""
        return "\n\n".join(formatter.to_ansi(each.text, each.spans) for each in self.paragraphs)

    def markdown(self) -> str:
        """As Markdown that reads the same, matched words in ``**bold**``."""
        return "\n\n".join(formatter.to_markdown(each.text, each.spans) for each in self.paragraphs)


def extent(expand: Expand, place: int, count: int, headings: Callable[[int], tuple[str, ...]]) -> tuple[int, int]:
    """The rows, first and last + 1, that are asked for around row ``place`` of an article of ``count`` paragraphs.

    A section is what stands together under the passage's innermost heading, what is under the headings below it
    included; before the first heading it is what has none. ``headings`` gives those above a row.
    """
    if expand == "article":
        return 0, count
    if isinstance(expand, int):
        return max(0, place - expand), min(count, place + 1 + expand)
    first, last = place, place + 1
    if expand == "section":
        above = headings(place)
        while first > 0 and _is_under(above, headings(first - 1)):
            first -= 1
        while last < count and _is_under(above, headings(last)):
            last += 1
    return first, last


def _is_under(above: tuple[str, ...], headings: tuple[str, ...]) -> bool:
    return headings[: len(above)] == above if above else not headings
