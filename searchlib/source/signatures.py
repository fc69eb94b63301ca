"""What do a file's first bytes say that it is? For certain, whatever it is called; or likely, where no name says it.

What is a program is a guess from braces and the ends of lines, which was tried on a thousand files of ten kinds.
"""

import re
from typing import Literal, TypeAlias

from searchlib.source.encoding import encoding_of_mark

__all__ = ["SAMPLE", "Certain", "Likely", "certain_kind", "is_zipped_document", "likely_kind"]

Certain: TypeAlias = Literal["html", "pdf", "zip"]
Likely: TypeAlias = Literal["html", "json", "program", "text", "xml"]

SAMPLE = 1 << 16
"""So many bytes at the beginning are enough to tell by."""

_TOP = 4096
_BEFORE = re.compile(r"\ufeff?(?:\s|<\?xml[^>]*\?>|<!--.{0,2000}?-->)*", re.DOTALL)
_PAGE = re.compile(r"<!doctype\s+html\b|<html(?=[\s>])", re.IGNORECASE)
_MARKUP = re.compile(
    r"<(?:head|body|title|meta|link|base|script|style|div|p|table|center|h[1-6]|article|section|main|frameset)\b",
    re.IGNORECASE,
)
_XML = re.compile(r"\ufeff?\s*<(?:\?xml|(?:rss|feed|rdf:RDF|svg|opml|kml|plist)[\s>])")
_RECORDS = re.compile(r"\s*(?:\[\s*)?\{\s*\"")
_PROGRAM = re.compile(r"#!|<\?php\b|<\?=|<%")
_STATEMENT = re.compile(r"(?:def|class) \w+.*:|import [\w.]+(?: as \w+)?|from [\w.]+ import .+")
_STATEMENTS = 3
_LINE_END = (*"{}[](;:,\\", "*/", ");")
_LINE_START = ("#", "//", "/*", "*", "@", "--")
_ZIPPED = re.compile(
    rb"\[Content_Types\]\.xml|mimetype|META-INF/|_rels/|(?:word|xl|ppt|docProps)/|Index/|AndroidManifest"
)
"""How the first file is called in a document that is a zip: of Word, OpenDocument, EPUB, Pages; in a program's."""


def certain_kind(head: bytes) -> Certain | None:
    """What bytes at a file's beginning are beyond doubt: a page, a PDF or a zip; None where they tell nothing."""
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith((b"PK\3\4", b"PK\5\6")):
        return "zip"
    return "html" if b"<" in head[:_TOP] and _PAGE.match(_after_preamble(head)) else None


def is_zipped_document(head: bytes) -> bool:
    """Whether a zip is the form that some other kind of document has on disk, by its first file's name."""
    return _ZIPPED.match(head, 30) is not None


def likely_kind(head: bytes) -> Likely:
    """What a file most likely is that no ending tells of."""
    text = _decoded(head)
    start = _after_preamble(head)
    if _PROGRAM.match(start):
        return "program"
    if _PAGE.match(start) or _MARKUP.match(start):
        return "html"
    if _XML.match(text):
        return "xml"
    if _RECORDS.match(text):
        return "json"
    return "program" if _is_program(text) else "text"


def _after_preamble(head: bytes) -> str:
    """The top, without what may stand before a page: white space, comments, a declaration of XML."""
    top = _decoded(head[:_TOP])
    before = _BEFORE.match(top)
    return top[before.end() :] if before else top


def _decoded(head: bytes) -> str:
    """As text, in which what is ASCII is right."""
    return head.decode(encoding_of_mark(head) or "utf-8", "replace")


def _is_program(text: str) -> bool:
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    if sum(_STATEMENT.fullmatch(line) is not None for line in lines) >= _STATEMENTS:
        return True
    size = sum(map(len, lines))
    if not ("{" in text and "}" in text):
        return False
    if _count(text, "{};") < size * 0.005 or _count(text, "{}()[];=<>_$&|") < size * 0.03:
        return False
    coded = sum(line.endswith(_LINE_END) or line.startswith(_LINE_START) or "=" in line for line in lines)
    return coded >= len(lines) * 0.6


def _count(text: str, characters: str) -> int:
    return sum(map(text.count, characters))
