"""What do tags leave when they are taken away? Words, divided where a browser would begin a new line; nothing is lost.

The standard library's parser, for scraps of HTML in Markdown and for pages in which nothing better finds an
article.
"""

from html.parser import HTMLParser

from searchlib.source.formats.assembly import Assembly

__all__ = ["Markup", "words_of"]

_SILENT = frozenset(("script", "style", "noscript", "template", "svg", "math", "iframe", "object"))
_INLINE = frozenset(
    (
        *(
            "a",
            "abbr",
            "acronym",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
            "i",
            "img",
        ),
        *(
            "ins",
            "kbd",
            "label",
            "mark",
            "q",
            "rp",
            "rt",
            "ruby",
            "s",
            "samp",
            "small",
            "span",
            "strike",
            "strong",
            "sub",
        ),
        *("sup", "time", "tt", "u", "var", "wbr"),
    )
)
_LINES = frozenset(("br", "li", "tr", "dt", "dd", "option"))
_CELLS = frozenset(("td", "th"))
_WHOLE = frozenset(("ul", "ol", "dl", "table", "pre"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


class Markup(HTMLParser):
    """Reads a page: ``assembly`` has its words in blocks, ``title`` and ``language`` what the page says of itself.

    Lists, tables and preformatted text are a block each.
    """

    def __init__(self) -> None:
        super().__init__()
        self.assembly = Assembly()
        self.title = ""
        self.language: str | None = None
        self._parts: list[str] = []
        self._silent: str | None = None  # the element whose content is no text
        self._in_title = False
        self._whole = 0  # how many lists and tables are open
        self._level = 0

    def close(self) -> None:
        """Say that there is no more; then the assembly is complete."""
        super().close()
        self._flush()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins: perhaps a new line or block."""
        if tag == "html":
            self.language = dict(attrs).get("lang") or None
        if self._silent or tag in _INLINE:
            return
        if tag in _SILENT:
            self._silent = tag
        elif tag == "title":
            self._in_title = True
        else:
            self._border(tag)
            self._whole += tag in _WHOLE
            self._level = _HEADINGS.get(tag, self._level if tag in _LINES else 0)

    def handle_endtag(self, tag: str) -> None:
        """An element ends: perhaps a block with it."""
        if self._silent:
            self._silent = None if tag == self._silent else self._silent
        elif tag == "title":
            self._in_title = False
        elif tag not in _INLINE:
            self._whole -= tag in _WHOLE and self._whole > 0
            self._border(tag)
            self._level = 0 if tag in _HEADINGS else self._level

    def handle_data(self, data: str) -> None:
        """Text, entities resolved."""
        if self._in_title:
            self.title += data
        elif not self._silent:
            self._parts.append(data)

    def _border(self, tag: str) -> None:
        if tag in _CELLS:
            self._parts.append(" ")
        elif tag in _LINES or self._whole:
            self._parts.append("\n")
        else:
            self._flush()

    def _flush(self) -> None:
        lines = (line.rstrip() for line in "".join(self._parts).split("\n"))
        self.assembly.add("\n".join(line for line in lines if line), self._level)
        self._parts.clear()


def words_of(html: str) -> str:
    """The text between the tags of a scrap of HTML."""
    markup = Markup()
    markup.feed(html)
    markup.close()
    return markup.assembly.text
