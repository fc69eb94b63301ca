"""How do results look where a person has them printed? A line a hit in a console, marked passages in a notebook."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from searchlib.errors import SearchlibError
from searchlib.highlight.formatter import Spans, printable, snippet, to_html
from searchlib.hit import Hit

__all__ = ["html_overview", "overview"]

MOST: Final = 20
"""So many hits are shown; of the others the number is told."""

_TITLE, _PLACE, _LINE = 40, 40, 60
"""Characters of a hit's line."""

_WIDEST: Final = 400
"""Characters of a passage, a title or a heading in a notebook."""

_NO_FORMULAS: Final = "tex2jax_ignore mathjax_ignore"
"""Classes in which a notebook takes what stands between two $ for what it is."""


def overview(summary: str, ranked: Sequence[tuple[int, Hit]], notes: Iterable[str]) -> str:
    """``summary``, a line for each hit, and the notes; what cannot be read is told in its line."""
    lines = [f"{rank:>3}. {_line(hit)}" for rank, hit in ranked[:MOST]]
    more = [f"  and {len(ranked) - MOST:,} more"] if len(ranked) > MOST else []
    return "\n".join([_tidy(summary), *lines, *more, *(f"  {_tidy(each)}" for each in notes)])


def _line(hit: Hit) -> str:
    """``2.06  Title  place  as much of the passage as there is room for``."""
    try:
        passage = hit.passage
        said = _tidy(str(snippet(passage.text, hit.spans, _LINE)))
        place = _cut(_tidy(str(passage.source or passage.article.id)), _PLACE)
        title = _cut(_tidy(passage.article.title), _TITLE)
    except SearchlibError as error:
        return _tidy(f"cannot be read: {error}")
    score = "" if hit.score is None else f"{hit.score:.2f}  "
    return f"{score}{title}  {place}  {said}"


def html_overview(summary: str, ranked: Sequence[tuple[int, Hit]], notes: Iterable[str]) -> str:
    """The same as HTML, all that is no markup of ours escaped."""
    blocks = [f"<div>{escape(_tidy(each))}</div>" for each in (summary, *notes)]
    blocks += [
        f'<div dir="auto" style="margin-top: 1em">{"<br>".join(_rows(rank, hit))}</div>' for rank, hit in ranked[:MOST]
    ]
    if len(ranked) > MOST:
        blocks.append(f"<div>and {len(ranked) - MOST:,} more</div>")
    return f'<div class="searchlib {_NO_FORMULAS}">{"".join(blocks)}</div>'


def _rows(rank: int, hit: Hit) -> Iterator[str]:
    """Title and heading, place with date and score, the passage, how many say the same."""
    try:
        passage, article = hit.passage, hit.passage.article
        rows = [f"{rank}. <b>{_linked(_marked(article.title, hit.title_spans), article.url)}</b>"]
        if passage.heading and passage.heading != article.title:
            rows.append(f"<i>{_marked(passage.heading, hit.heading_spans)}</i>")
        facts = [
            _cut(str(passage.source or article.id), _WIDEST),
            *([article.date.isoformat()] if article.date else []),
        ]
        facts += [] if hit.score is None else [f"score {hit.score:.2f}"]
        rows.append(f"<small>{escape(_tidy(' · '.join(facts)))}</small>")
        rows.append(_marked(passage.text, hit.spans))
    except SearchlibError as error:
        rows = [f"{rank}. {escape(_tidy(f'cannot be read: {error}'))}"]
    yield from rows
    if hit.copies:
        yield f"<small>near-identical: {len(hit.copies):,} more</small>"


def _marked(text: str, spans: Spans) -> str:
    """As much of it as is shown, the matched words marked."""
    cut = snippet(text, spans, _WIDEST)
    return to_html(_shown(str(cut)), cut.framed_spans)


def _linked(html: str, url: str | None) -> str:
    if url is None or not url.lower().startswith(("http://", "https://")):
        return html
    return f'<a href="{escape(_shown(url))}">{html}</a>'


def _tidy(text: str) -> str:
    return _shown(" ".join(text.split()))


def _shown(text: str) -> str:
    """The text with what is no character of a page made visible: as many code points as before."""
    return printable(text.encode("utf-8", "replace").decode())


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
