"""PDF: the text of the pages, one after the other, with the places where pages begin."""

import io
import logging
import re
import warnings
from collections.abc import Iterator
from typing import Any, BinaryIO

from searchlib.errors import MissingExtra
from searchlib.source.draft import Draft
from searchlib.source.file import Skip, Unreadable, read_whole, reason_of
from searchlib.source.formats.base import Options, Problem

__all__ = ["read_pdf"]

_NO_TITLE = re.compile(r"(microsoft \w+ - |untitled|unbenannt|document\d*$|.*\.[a-z]{2,4}$)", re.IGNORECASE)
"""What programs write for a title when nobody gave one: the name of a file, mostly."""

_PAGE_END = "\n\f"
_UNFINISHED = re.compile(r"[\w,;–—‐\u00ad-]\s*\Z")
_GOING_ON = re.compile(r"\s*[^\W\d_A-Z]")


def read_pdf(stream: BinaryIO, options: Options) -> Iterator[Draft | Problem]:  # noqa: ARG001 - a PDF knows its encoding
    """One article: the document. A page that is broken is a problem, and the others are read.

    Raises MissingExtra without the extra ``pdf``, Unreadable for damaged and encrypted files, and Skip("no
    text") where all pages are pictures.
    """
    try:
        import pypdf
    except ImportError as error:
        raise MissingExtra("PDF files", "pdf") from error
    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    document = _opened(read_whole(stream), pypdf)
    texts = []
    for number in range(1, _number_of_pages(document) + 1):
        text = _page(document, number)
        if isinstance(text, Problem):
            yield text
        texts.append(text if isinstance(text, str) else "")
    if texts and not any(text.strip() for text in texts):
        raise Skip("no text")
    yield _draft(texts, _information(document))


def _opened(data: bytes, pypdf: Any) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            document = pypdf.PdfReader(io.BytesIO(data))
            locked = document.is_encrypted and not document.decrypt("")
    except Exception as error:  # pypdf raises whatever a broken file leads it to
        raise Unreadable(f"is a damaged PDF: {reason_of(error)}") from error
    if locked:
        raise Unreadable("is encrypted")
    return document


def _number_of_pages(document: Any) -> int:
    try:
        return len(document.pages)
    except Exception as error:
        raise Unreadable(f"is a damaged PDF: {reason_of(error)}") from error


def _page(document: Any, number: int) -> str | Problem:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return str(document.pages[number - 1].extract_text())
    except Exception as error:
        return Problem(f"page {number} is damaged: {reason_of(error)}")


def _information(document: Any) -> dict[str, str]:
    """Title and author as the file states them; the day on which a program wrote it is not the article's date."""
    try:
        stated = document.metadata or {}
        found = {name: str(stated.get(f"/{name.title()}") or "").strip() for name in ("title", "author")}
    except Exception:
        return {}
    return {name: value for name, value in found.items() if value}


def _draft(texts: list[str], information: dict[str, str]) -> Draft:
    text, pages = _joined(texts)
    title = information.get("title", "")
    authors = (name.strip() for name in information.get("author", "").split(";"))
    return Draft(
        text=text,
        pages=pages,
        title=title if title and not _NO_TITLE.match(title) else None,
        authors=tuple(name for name in authors if name),
    )


def _joined(texts: list[str]) -> tuple[str, tuple[int, ...]]:
    """The pages as one text, and where each begins. A sentence that goes on overleaf stays in one paragraph."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for page in map(str.rstrip, texts):
        if parts:
            goes_on = _UNFINISHED.search(parts[-1][-20:]) and _GOING_ON.match(page)
            parts.append("\n" if goes_on else _PAGE_END)
            length += len(parts[-1])
        starts.append(length)
        parts.append(page)
        length += len(page)
    return "".join(parts), tuple(starts)
