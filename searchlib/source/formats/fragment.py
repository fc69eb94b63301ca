"""A field's value that is a fragment of HTML, as the bodies and titles of exports are: its words, without the tags.

What only looks like HTML stays as it is: ``a < b and c > d``, ``<3``, ``List<String>``, tags in code and tags that a
sentence names. An entity (``&amp;``, ``&#8217;``) is the character that it stands for, with or without tags around it.
"""

import html
import re
from collections.abc import Iterator

from attrs import frozen

from searchlib.source.draft import Block
from searchlib.source.formats.markup import Markup

__all__ = ["Content", "content_of", "words_of"]

_INLINE = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong"
    " sub sup time tt u var"
)
_BLOCK = (
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3"
    " h4 h5 h6 head header html iframe li main nav noscript object ol p pre script section style summary table tbody td"
    " template tfoot th thead title tr ul video audio"
)
_EMPTY = "br hr img wbr input embed source"
_INLINE_NAMES = frozenset(_INLINE.split())
_EMPTY_NAMES = frozenset(_EMPTY.split())
_ALONE = _EMPTY_NAMES | {"p", "li", "dt", "dd", "tr", "td"}
_LOOSE = _INLINE_NAMES | _EMPTY_NAMES
_KNOWN = _LOOSE | frozenset(_BLOCK.split())

_TAG = re.compile(
    r"""
    <(?P<end>/?)(?P<name>[a-z][a-z0-9]*+)(?![\w:.-])
    (?P<attributes>(?:\s++[a-z_:@][\w:.@-]*+\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++)
                     |\s++(?:allowfullscreen|async|checked|compact|controls|defer|disabled|hidden|nowrap)\b)*+)
    \s*+/?>
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OPENING_BLOCK = re.compile(rf"\s*(?:<!--|<!doctype\s+html|<(?:{'|'.join(_BLOCK.split())})(?![\w:.-]))", re.IGNORECASE)
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_INDENTED = re.compile(r"^(?: {4}|\t).*$", re.MULTILINE)
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CUT = re.compile(rf"</?(?:{'|'.join(_KNOWN)})(?:\s[^<>]*|/?)\Z", re.IGNORECASE)
_ADDRESS = re.compile(r"<(?=[^\s<>@]{1,200}+@[^\s<>]+>|https?://)")
_PARAGRAPH = re.compile(r"<p[\s>]", re.IGNORECASE)
_GAP = re.compile(r"(?:[^\S\n]*+\n){2,}|(?:<br\s*+/?>\s*+){2,}", re.IGNORECASE)
_WITHIN_A_SENTENCE = re.compile(r"[\w,;(][^\S\n]+\Z")


@frozen
class Content:
    """What a value says: ``blocks`` is None where it has none of its own, ``title`` is that of a whole page."""

    text: str
    blocks: tuple[Block, ...] | None = None
    title: str = ""


def content_of(value: str) -> Content:
    """The words of a field's value, and its paragraphs and headings where it is HTML that has some."""
    if "<" in value and _is_html(value):
        return _content(value)
    if "&" not in value:
        return Content(value)
    text = _unescaped(value)
    return _content(text) if "<" in text and _OPENING_BLOCK.match(text) and _is_html(text) else Content(text)


def words_of(value: str) -> str:
    """The text of :func:`content_of` alone."""
    return content_of(value).text if "<" in value or "&" in value else value


def _is_html(value: str) -> bool:
    """Whether there is a tag of HTML that ends what one began, may stand alone, or opens the text."""
    if _OPENING_BLOCK.match(value):
        return any(True for _ in _tags(value))
    prose = _INDENTED.sub(" ", _CODE.sub(" ", value))
    begun = set[str]()
    for name, tag in _tags(prose):
        if name not in _INLINE_NAMES and _is_named(prose, tag):
            continue
        if name in (begun if tag["end"] else _ALONE):
            return True
        begun |= set() if tag["end"] else {name}
    return False


def _tags(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The tags of HTML in a text, each with its name in small letters."""
    for tag in _TAG.finditer(text):
        name = tag["name"].lower()
        if name in _KNOWN:
            yield name, tag


def _is_named(text: str, tag: re.Match[str]) -> bool:
    """Whether a sentence goes on before a tag without attributes: it speaks of the tag."""
    before = text[max(0, tag.start() - 20) : tag.start()]
    return not tag["attributes"] and _WITHIN_A_SENTENCE.search(before) is not None


def _content(value: str) -> Content:
    value = _ADDRESS.sub("&lt;", _CUT.sub("", value))
    if all(name in _LOOSE for name, _ in _tags(value)):
        return Content(_unescaped(_TAG.sub(_instead, _without_comments(value))))
    if not _PARAGRAPH.search(value):
        value = _GAP.sub("\n<p>\n", value)
    markup = Markup(value)
    return Content(markup.assembly.text, tuple(markup.assembly.blocks), " ".join(markup.title.split()))


def _without_comments(value: str) -> str:
    """The value less its comments; one that never ends is text."""
    end = value.rfind("-->") + 3
    return _COMMENT.sub("", value[:end]) + value[end:] if end > 2 else value


def _instead(tag: re.Match[str]) -> str:
    """What a tag within a paragraph leaves: a line's end, nothing, or, where it is none of HTML's, itself."""
    name = tag["name"].lower()
    if name in ("br", "hr"):
        return "\n"
    return "" if name in _KNOWN else tag[0]


def _unescaped(text: str) -> str:
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
