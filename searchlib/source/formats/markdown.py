"""Markdown: CommonMark with tables, front matter before it. Words are kept, and what marks them is not.

A list is one block, with an item a line; so is a table, with a row a line, and a piece of code. Headings in
quotes and lists are text: they head nothing outside.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, BinaryIO

from searchlib.source.draft import Draft
from searchlib.source.encoding import decode
from searchlib.source.file import read_whole
from searchlib.source.formats import frontmatter
from searchlib.source.formats.assembly import Assembly
from searchlib.source.formats.base import Options
from searchlib.source.formats.markup import Markup
from searchlib.source.formats.record_fields import NAMES, facts_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

__all__ = ["read_markdown"]

_PARTS = tuple(part for part in NAMES if part not in ("id", "text"))  # the file's path is its id


def read_markdown(stream: BinaryIO, options: Options) -> Iterator[Draft]:
    """One article: the file, its words in blocks that know their lines."""
    text = decode(read_whole(stream), options.encoding)
    try:
        yield _draft(text, options)
    except RecursionError:  # nested hundreds deep: no article, but its words are there
        yield Draft(text=text, first_line=1)


def _draft(text: str, options: Options) -> Draft:
    matter = frontmatter.split(text)
    assembly = Assembly()
    _Blocks(assembly, matter.lines + 1).add(_tree(text[matter.end :]).children)
    facts = facts_of(matter.values, options.fields, _PARTS)
    return Draft(text=assembly.text, blocks=tuple(assembly.blocks), **facts)


def _tree(text: str) -> "SyntaxTreeNode":
    from markdown_it.tree import SyntaxTreeNode

    return SyntaxTreeNode(_parser().parse(text))


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"maxNesting": 1000}).enable(["table", "strikethrough"])


class _Blocks:
    """Puts the blocks of a syntax tree into an assembly; ``first_line`` is the line of the file on which it begins."""

    def __init__(self, assembly: Assembly, first_line: int) -> None:
        self._assembly = assembly
        self._first_line = first_line

    def add(self, nodes: Iterable["SyntaxTreeNode"], *, quoted: bool = False) -> None:
        for node in nodes:
            if node.type == "blockquote":
                self.add(node.children, quoted=True)
            else:
                level = int(node.tag[1]) if node.type == "heading" and not quoted else 0
                self._assembly.add(_text(node), level, self._line(node))

    def _line(self, node: "SyntaxTreeNode") -> int | None:
        if node.map is None:
            return None
        return self._first_line + node.map[0] + (1 if node.type == "fence" else 0)


def _text(node: "SyntaxTreeNode") -> str:
    """The words of a block, lists and tables with a line for each item and row."""
    match node.type:
        case "inline":
            return _inline(node.children)
        case "fence" | "code_block":
            return node.content
        case "html_block":
            return Markup(node.content).assembly.text
        case "bullet_list" | "ordered_list":
            return _list(node)
        case "tr":
            return " | ".join(_text(cell) for cell in node.children)
    return "\n".join(text for child in node.children if (text := _text(child)))


def _list(node: "SyntaxTreeNode") -> str:
    first = int(node.attrs.get("start", 1))
    items = []
    for number, item in enumerate(node.children, first):
        mark = "- " if node.type == "bullet_list" else f"{number}. "
        first_line, *rest = _text(item).split("\n")
        items.append("\n".join([mark + first_line, *(f"  {line}" for line in rest)]))
    return "\n".join(items)


def _inline(nodes: Iterable["SyntaxTreeNode"]) -> str:
    parts = []
    for node in nodes:
        match node.type:
            case "softbreak" | "hardbreak":
                parts.append("\n")
            case "html_inline":
                parts.append("\n" if node.content.lower().startswith("<br") else "")
            case "text" | "code_inline":
                parts.append(node.content)
            case _:  # emphasis, links; of an image the words that describe it
                parts.append(_inline(node.children))
    return "".join(parts)
