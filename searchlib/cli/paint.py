"""How is text set off from text? With colour where a terminal shows it, else with characters of its own."""

import os
import shutil
from collections.abc import Mapping
from typing import TextIO

from attrs import frozen

from searchlib.cli.line_breaks import clipped, one_line, word_spans, wrap
from searchlib.highlight.formatter import Spans
from searchlib.white_space import readable

__all__ = ["Console", "wants_colour"]

_NARROWEST, _WIDEST = 40, 100  # longer lines are hard to read
_RESET = "\x1b[0m"


def wants_colour(choice: str, stream: TextIO, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether to colour: ``choice`` (auto, always, never), then NO_COLOR, FORCE_COLOR, the terminal."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return stream.isatty() and environment.get("TERM") != "dumb"


def _terminal_width() -> int:
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))


@frozen
class Console:
    """A page to write on: ``width`` cells, with or without colour."""

    colour: bool
    width: int

    @classmethod
    def of(cls, choice: str, stream: TextIO) -> "Console":
        """The page that ``stream`` is, as wide as the terminal, within 40 to 100 cells."""
        return cls(wants_colour(choice, stream), _terminal_width())

    def bold(self, text: str) -> str:
        """``text`` in bold, if there is colour."""
        return self._painted("1", text)

    def heading(self, text: str) -> str:
        """``text`` in cyan, if there is colour."""
        return self._painted("36", text)

    def dim(self, text: str) -> str:
        """``text`` receding, if there is colour."""
        return self._painted("2", text)

    def match(self, text: str) -> str:
        """``text`` as a matched word: bold yellow, or between asterisks."""
        return self._painted("1;33", text) if self.colour else f"**{text}**"

    def lines(self, text: str, indent: str, spans: Spans = ()) -> list[str]:
        """``text`` wrapped, each line behind ``indent``, ``spans`` as matched words; safe on a terminal."""
        clean = one_line(text)
        marks = word_spans(clean, spans)
        width = self.width - len(indent)
        ranges = wrap(clean, width, marks, mark_cells=0 if self.colour else 4)
        return [indent + readable(self._marked(clean[start:end], clipped(marks, start, end))) for start, end in ranges]

    def _marked(self, text: str, spans: Spans) -> str:
        parts, last = [], 0
        for start, end in spans:
            parts += [text[last:start], self.match(text[start:end])]
            last = end
        return "".join([*parts, text[last:]])

    def _painted(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}{_RESET}" if self.colour else text
