"""HTML: the article in the page, found by trafilatura, with its headings; menus and advertisements are left out.

Where it finds no word, all words of the page are taken, and where it takes a small page apart, the page's own
headings and paragraphs. Dates are those that the page states: :mod:`.page_dates`.
"""

import codecs
import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from attrs import evolve

from searchlib.errors import MissingExtra
from searchlib.source.draft import Block, Draft
from searchlib.source.encoding import decode
from searchlib.source.file import read_whole
from searchlib.source.formats.assembly import Assembly
from searchlib.source.formats.base import Options
from searchlib.source.formats.markup import Markup
from searchlib.source.formats.page_dates import PageDates, page_dates
from searchlib.source.pieces import ends_sentence
from searchlib.white_space import running_text

__all__ = ["read_html"]

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_WORD = re.compile(r"[^\W_]")
_BLOCKS = frozenset(("p", "head", "list", "quote", "table", "code", "div", "item", "row", "comments", "main"))
_SMALL = 3_000
"""Characters of a page's words: trafilatura guesses best where there is more to judge by."""
_LATIN = ("iso8859-1", "ascii")


def read_html(stream: BinaryIO, options: Options) -> Iterator[Draft]:
    """One article: the page. Raises MissingExtra without the extra ``html``."""
    try:
        import trafilatura
    except ImportError as error:
        raise MissingExtra("HTML files", "html") from error
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    logging.getLogger("htmldate").addHandler(logging.NullHandler())
    html = _decoded(read_whole(stream), options.encoding).replace("\0", "\ufffd")  # lxml would end there
    tree = _parsed(html)
    stated = PageDates() if tree is None else page_dates(tree)
    found = None if tree is None else _extracted(tree, trafilatura)
    yield _dated(_all_words(html) if found is None else _with_own_blocks(found, html), stated)


def _dated(draft: Draft, stated: PageDates) -> Draft:
    """The draft with the page's dates: that of a change is metadata."""
    changed = {"modified": stated.modified} if stated.modified else {}
    return evolve(draft, date=stated.published, metadata={**draft.metadata, **changed})


def _decoded(data: bytes, encoding: str | None) -> str:
    """The page as text: UTF-8 where it is that, else what the page says of itself, else a guess."""
    declared = _CHARSET.search(data[:_DECLARED_WITHIN])
    if encoding is None and declared:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            name = _python_name(declared[1].decode("ascii", "replace"))
            if name is not None and _fits(data, name):
                encoding = name
    return decode(data, encoding)


def _python_name(charset: str) -> str | None:
    """The encoding that a browser takes for a charset: Windows-1252 where a page says Latin-1."""
    try:
        name = codecs.lookup(charset).name
    except LookupError:
        return None
    return "cp1252" if name in _LATIN else name


def _fits(data: bytes, encoding: str) -> bool:
    try:
        return isinstance(data.decode(encoding), str)
    except (LookupError, ValueError):
        return False


def _parsed(html: str) -> Any:
    """The page as lxml's tree; None where that is impossible."""
    from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped, unused-ignore]

    try:
        return document_fromstring(html.encode(), parser=HTMLParser(encoding="utf-8", huge_tree=True))
    except Exception:  # an empty page, for one
        return None


def _extracted(tree: Any, trafilatura: Any) -> Draft | None:
    """What trafilatura finds; None when that is nothing, or when it fails: pages are as broken as they come."""
    language = tree.get("lang")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = trafilatura.bare_extraction(
                tree,
                with_metadata=True,
                include_comments=False,
                date_extraction_params={"extensive_search": False, "original_date": True},
            )
    except Exception:
        return None
    if found is None or found.body is None:
        return None
    assembly = Assembly()
    _add(found.body, assembly)
    return _draft(assembly, found, language) if _WORD.search(assembly.text) else None


def _draft(assembly: Assembly, found: Any, language: str | None) -> Draft:
    authors = (author.strip() for author in (found.author or "").split(";"))
    tags = [tag.strip() for several in found.tags or () for tag in several.split(",")]
    told = {"site": found.sitename, "description": found.description, "tags": tuple(filter(None, tags))}
    return Draft(
        text=assembly.text,
        blocks=tuple(assembly.blocks),
        title=found.title or None,
        authors=tuple(author for author in authors if author),
        language=found.language or language or None,
        url=found.url or None,
        metadata={name: value for name, value in told.items() if value},
    )


def _add(element: Any, assembly: Assembly) -> None:
    """Put the blocks of an element of trafilatura's tree into the assembly."""
    loose = [element.text or ""]  # text that stands between blocks
    for child in element:
        if child.tag not in _BLOCKS:
            loose.append(_text(child) + (child.tail or ""))
            continue
        assembly.add("".join(loose))
        if child.tag == "head":
            assembly.add(_text(child), int((child.get("rend") or "h2")[-1]))
        elif child.tag in ("div", "quote", "main") and any(inner.tag in _BLOCKS for inner in child):
            _add(child, assembly)
        else:
            assembly.add(_lines(child))
        loose = [child.tail or ""]
    assembly.add("".join(loose))


def _lines(element: Any) -> str:
    return "\n".join(line.rstrip() for line in _text(element).split("\n") if line.strip())


def _text(element: Any) -> str:
    """The words of an element: an item and a row on lines of their own, the cells of a row divided by ``|``."""
    match element.tag:
        case "lb":
            return "\n"
        case "row":
            return "\n" + " | ".join(_text(cell).strip() for cell in element.iter("cell")) + "\n"
        case "item":
            return f"\n- {_inner(element).strip()}\n"
        case "list" | "table" | "quote" | "head" | "p":
            return f"\n{_inner(element)}\n"
        case str():
            return _inner(element)
    return ""  # a comment or a processing instruction


def _inner(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        parts += [_text(child), child.tail or ""]
    return "".join(parts)


def _with_own_blocks(draft: Draft, html: str) -> Draft:
    """The draft, or on a small page of which it lacks something, the page's words with all that is known of them."""
    if len(draft.text) > _SMALL:
        return draft
    markup = Markup(html, frame=False)
    page = (Markup(html) if markup.open_frames else markup).assembly
    if len(page.text) > _SMALL or not _lacks(draft, page.text, page.blocks):
        return draft
    return evolve(draft, text=page.text, blocks=tuple(page.blocks))


def _lacks(draft: Draft, text: str, blocks: Sequence[Block]) -> bool:
    """Whether a heading or a sentence of the page is none in the draft, or paragraphs have run into one."""
    own = draft.blocks or ()
    words = _plain(draft.text)
    headings = {_plain(draft.text[block.start : block.end]) for block in own if block.level} | {draft.title}
    wanted = [block for block in blocks if block.level or ends_sentence(text, block.end)]
    said = [(block.level, _plain(text[block.start : block.end])) for block in wanted]
    return len(own) < len(wanted) or any(part not in (headings if level else words) for level, part in said)


def _plain(text: str) -> str:
    return " ".join(text.replace("- ", " ").split())


def _all_words(html: str) -> Draft:
    markup = Markup(html)
    title = running_text(markup.title) or None
    assembly = markup.assembly
    return Draft(text=assembly.text, blocks=tuple(assembly.blocks), title=title, language=markup.language)
