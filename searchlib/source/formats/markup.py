"""What do tags leave when they are taken away? Words, divided where a browser would begin a new line; nothing is lost.

For scraps of HTML in Markdown, and for pages in which nothing better finds an article. It takes time in proportion to
the length, whatever is written and however deep it nests; parsers that build a tree do not.
"""

import html
import re

from searchlib.source.formats.assembly import Assembly

__all__ = ["Markup"]

_TAG = re.compile(
    r"""
    <!--.*?(?:-->|\Z)                                   # a comment
    | <(?P<end>/?)(?P<tag>[a-zA-Z][^\s/<>]*+)           # a tag
      (?P<attributes>(?:[^<>"']|"[^"]{0,2000}+"|'[^']{0,2000}+'|["'])*+)>
    | <[!?][^<>]*+>                                     # a declaration
    """,
    re.DOTALL | re.VERBOSE,
)
_LANGUAGE = re.compile(r"""\blang\s*=\s*["']?([\w-]+)""", re.IGNORECASE)

_SILENT = frozenset(("script", "style", "noscript", "template"))
_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("img", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike"),
        *("strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
_FRAME = frozenset(("nav", "aside", "footer", "menu"))
_CELLS = frozenset(("td", "th"))
_LINES = frozenset(("br", "li", "tr", "dt", "dd", "option"))
_WHOLE = frozenset(("ul", "ol", "dl", "table", "pre"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


class Markup:
    """A page without its tags: ``assembly`` has its words in blocks, ``title`` and ``language`` what it says of itself.

    Lists, tables and preformatted text are a block each. Without ``frame`` the words of menus, asides and footers
    are left out; ``open_frames`` counts those that never end.
    """

    def __init__(self, text: str, *, frame: bool = True) -> None:
        self.assembly = Assembly()
        self.title = ""
        self.language: str | None = None
        self._parts: list[str] = []
        self._whole = 0  # how many lists and tables are open
        self._level = 0
        self._frames = frozenset[str]() if frame else _FRAME
        self.open_frames = 0
        self._read(text)

    def _read(self, text: str) -> None:
        end = 0
        while found := _TAG.search(text, end):
            self._parts.append(text[end : found.start()])
            end = found.end()
            if tag := (found["tag"] or "").lower():
                end = self._start(tag, found, text) if not found["end"] else self._end(tag, end)
        self._parts.append(text[end:])
        self._flush()

    def _start(self, tag: str, found: re.Match[str], text: str) -> int:
        """An element begins; returns where to read on: behind its content, when that is no text."""
        if tag in _SILENT or tag == "title":
            closing = re.compile(f"</{tag}", re.IGNORECASE).search(text, found.end())
            content = text[found.end() : closing.start() if closing else None]
            self.title = self.title or (html.unescape(content) if tag == "title" else "")
            return found.end() + len(content)
        if tag == "html" and (language := _LANGUAGE.search(found["attributes"])):
            self.language = language[1]
        if tag in self._frames:
            self._flush()
            self.open_frames += 1
        if tag not in _INLINE:
            self._border(tag)
            self._whole += tag in _WHOLE
            self._level = _HEADINGS.get(tag, self._level if tag in _LINES else 0)
        return found.end()

    def _end(self, tag: str, end: int) -> int:
        if tag in self._frames and self.open_frames:
            self._flush()
            self.open_frames -= 1
        if tag not in _INLINE:
            self._whole -= tag in _WHOLE and self._whole > 0
            self._border(tag)
            self._level = 0 if tag in _HEADINGS else self._level
        return end

    def _border(self, tag: str) -> None:
        if tag in _CELLS:
            self._parts.append(" ")
        elif tag in _LINES or self._whole:
            self._parts.append("\n")
        else:
            self._flush()

    def _flush(self) -> None:
        text = html.unescape("".join(self._parts)) if not self.open_frames else ""
        self.assembly.add("\n".join(line.rstrip() for line in text.split("\n") if line.strip()), self._level)
        self._parts.clear()
