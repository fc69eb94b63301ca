"""How is a match shown? A text and spans go in; HTML, terminal text, Markdown and snippets come out.

Spans are ((start, end), ...) in code points of the text, ascending and without overlap; a match is a span and the part
of the question that marked it. Nothing here knows how a match was found.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeAlias

from attrs import frozen

from searchlib.errors import InvalidRequest
from searchlib.white_space import readable

__all__ = [
    "Match",
    "Matches",
    "Snippet",
    "Spans",
    "joined",
    "printable",
    "snippet",
    "to_ansi",
    "to_html",
    "to_markdown",
]

Spans: TypeAlias = tuple[tuple[int, int], ...]


class Match(NamedTuple):
    """A span of a text, in code points, and the ``part`` of the question that marked it, in canonical form.

    The part is what decides together: a phrase, or words near each other; else the word or pattern. Of a synonym it is
    the word that was typed. Of a query made of Whoosh's classes it is the leaf as a person would write it.
    """

    start: int
    end: int
    part: str


Matches: TypeAlias = tuple[Match, ...]
"""Ascending by start, end and part; spans of different parts may overlap or be the same, those of one do not."""


_MATCH_ON, _MATCH_OFF = "\x1b[1;33m", "\x1b[0m"
_TAG = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_BETWEEN = re.compile(r"\W*")
_SPECIAL = re.compile("[&<>\"']")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>~|&])")
_MARKDOWN_AT_START = re.compile(r"^(\s*)(?:([#+\-=])|(\d+)([.)]))")

# C0 controls become Unicode's control pictures; DEL, C1 and what reorders text the replacement character.
_CONTROLS = {code: 0x2400 + code for code in range(32) if code not in (0x09, 0x0A)}
_CONTROLS |= dict.fromkeys([*range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD)


def printable(text: str) -> str:
    """``text`` with everything that could steer a terminal made visible; as many code points as before."""
    return text.translate(_CONTROLS)


def joined(ascending: Iterable[tuple[int, int]]) -> Spans:
    """Spans of one text, those that overlap (pairs of Chinese characters) as one."""
    spans: list[tuple[int, int]] = []
    for start, end in ascending:
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


def _marked(text: str, spans: Spans, on: str, off: str, escape: Callable[[str], str]) -> str:
    """``text`` piece by piece through ``escape``, the pieces that are spans between ``on`` and ``off``."""
    parts: list[str] = []
    last = 0
    for start, end in spans:
        parts += (escape(text[last:start]), on, escape(text[start:end]), off)
        last = end
    parts.append(escape(text[last:]))
    return readable("".join(parts))


def to_html(text: str, spans: Spans, tag: str = "mark") -> str:
    """``text`` as HTML, spans in ``<tag>``, all else escaped. Raises InvalidRequest for a tag that is no name."""
    if not _TAG.fullmatch(tag):
        raise InvalidRequest(f"{tag!r} is not the name of an HTML tag")
    escape = html.escape if _SPECIAL.search(text) else str
    return _marked(text, spans, f"<{tag}>", f"</{tag}>", escape)


def to_ansi(text: str, spans: Spans) -> str:
    """``text`` for a terminal, spans in bold yellow; control characters of the text are made visible."""
    return _marked(text, spans, _MATCH_ON, _MATCH_OFF, printable)


def to_markdown(text: str, spans: Spans) -> str:
    """``text`` as Markdown that reads the same, spans in ``**bold**``."""
    marked = _marked(text, spans, "**", "**", lambda piece: _MARKDOWN.sub(r"\\\1", piece))
    return _MARKDOWN_AT_START.sub(_escaped_start, marked)


def _escaped_start(start: re.Match[str]) -> str:
    """A first character that would make the paragraph a heading, a list or a rule, escaped."""
    space, sign, number, dot = start.groups()
    return f"{space}\\{sign}" if sign else f"{space}{number}\\{dot}"


@frozen
class Snippet:
    """A window of a text: ``text`` and ``spans`` in it, and ``start``, its offset in the whole of ``length``.

    ``before`` and ``after`` tell whether something was cut there; the methods show an ellipsis in its place.
    """

    text: str
    spans: Spans
    start: int
    before: bool
    after: bool
    length: int

    @property
    def place(self) -> str:
        """How far from the start of the text it is, for a person; "" if it begins there."""
        return f"{self.start:,} of {self.length:,} characters in" if self.before else ""

    def __str__(self) -> str:
        return self._framed(self.text)

    @property
    def framed_spans(self) -> Spans:
        """The spans in ``str()`` of it."""
        shift = len(self._lead)
        return tuple((start + shift, end + shift) for start, end in self.spans)

    def html(self, tag: str = "mark") -> str:
        """As :func:`to_html`."""
        return self._framed(to_html(self.text, self.spans, tag))

    def ansi(self) -> str:
        """As :func:`to_ansi`."""
        return self._framed(to_ansi(self.text, self.spans))

    def markdown(self) -> str:
        """As :func:`to_markdown`."""
        return self._framed(to_markdown(self.text, self.spans))

    @property
    def _lead(self) -> str:
        return "… " if self.before else ""

    def _framed(self, text: str) -> str:
        return f"{self._lead}{text}{' …' if self.after else ''}"


def snippet(text: str, spans: Spans, width: int) -> Snippet:
    """The window of at most ``width`` code points with the most different matched words, cut at words.

    Matched words that follow each other, as those of a phrase do, stay together. Of equally good windows the one with
    more matches wins, then the first. What is longer than ``width`` is cut: a phrase between words, a word anywhere.
    Raises InvalidRequest for a width below 1.
    """
    if width < 1:
        raise InvalidRequest(f"a snippet of {width} characters: the width must be at least 1")
    runs = _runs(text, spans, width)
    cluster = _best_cluster(text, runs, width)
    start, end = _trimmed(text, *_window(text, runs, cluster, width), cluster)
    inside = tuple((max(a, start) - start, min(b, end) - start) for a, b in spans if a < end and b > start)
    return Snippet(text[start:end], inside, start, bool(text[:start].strip()), bool(text[end:].strip()), len(text))


def _runs(text: str, spans: Spans, width: int) -> list[Spans]:
    """The spans, those together that have no word between them and fit into ``width`` together."""
    runs: list[list[tuple[int, int]]] = []
    for start, end in spans:
        if runs and _BETWEEN.fullmatch(text, runs[-1][-1][1], start):
            runs[-1].append((start, end))
        else:
            runs.append([(start, end)])
    return [
        part
        for run in runs
        for part in ([tuple(run)] if run[-1][1] - run[0][0] <= width else [(span,) for span in run])
    ]


def _best_cluster(text: str, runs: list[Spans], width: int) -> tuple[int, int]:
    """The stretch from one run's start to another's end, not over ``width``, with the most different words."""
    words = [[text[start:end].casefold() for start, end in run] for run in runs]
    best, counts, first = (0, 0, 0, 0), Counter[str](), 0
    for last, run in enumerate(runs):
        counts.update(words[last])
        while first < last and run[-1][1] - runs[first][0][0] > width:
            counts.subtract(words[first])
            counts = +counts  # only the words that are left
            first += 1
        rank = (len(counts), counts.total())
        if rank > best[:2]:
            best = (*rank, first, last)
    return (runs[best[2]][0][0], runs[best[3]][-1][1]) if runs else (0, 0)


def _window(text: str, runs: list[Spans], cluster: tuple[int, int], width: int) -> tuple[int, int]:
    """``cluster`` with as much around it as ``width`` allows, before and after alike where there is room.

    No other run is cut: the window ends beside it.
    """
    start, end = cluster[0], min(cluster[1], cluster[0] + width)
    room = width - (end - start)
    before = min(start, max(room // 2, room - (len(text) - end)))
    left = start - before
    right = min(len(text), left + width)
    for run in runs:
        first, last = run[0][0], run[-1][1]
        if first < left < last <= start:
            left = last
        if end <= first < right < last:
            right = first
    return left, right


def _trimmed(text: str, start: int, end: int, cluster: tuple[int, int]) -> tuple[int, int]:
    """The window without the parts of words at its edges, as long as these are beside the ``cluster``."""
    left, right = start, end
    if start > 0 and not text[start - 1].isspace():
        left = next((i + 1 for i in range(start, min(end, cluster[0])) if text[i].isspace()), start)
    if end < len(text) and not text[end].isspace():
        right = next((i for i in range(end - 1, max(left, cluster[1] - 1), -1) if text[i].isspace()), end)
    while left < right and text[left].isspace():
        left += 1
    while left < right and text[right - 1].isspace():
        right -= 1
    return left, right
