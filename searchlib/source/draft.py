"""What a format hands over: one text with what the format knows for certain about it, before paragraphs are cut.

The formats (:mod:`searchlib.source.formats`) make drafts; :func:`searchlib.source.structure.article_of` makes an
article of a draft.
"""

import datetime
import re
from collections.abc import Mapping

from attrs import field, frozen

from searchlib.article import MetadataValue

__all__ = ["Block", "Draft"]

_WORD = re.compile(r"[^\W_]")


@frozen
class Block:
    """A piece of the text that the format set apart: a heading (``level`` from 1) or, with ``level`` 0, a paragraph.

    ``start`` and ``end`` are code points in the draft's text. ``line`` is where it begins in the source file, from 1.
    """

    start: int
    end: int
    level: int = 0
    line: int | None = None


@frozen(kw_only=True)
class Draft:
    """A text and what is known of it.

    ``blocks`` None means plain text: its layout is still to be read. ``first_line`` is the line of the file on which
    ``text`` begins, None where the text's lines are not the file's. ``pages`` are the offsets at which pages begin.
    ``record`` counts from 1 in a file of several articles. ``title_is_text``: the format had no text but the title.
    """

    text: str
    blocks: tuple[Block, ...] | None = None
    first_line: int | None = None
    pages: tuple[int, ...] = ()
    record: int | None = None
    id: str | None = None
    title: str | None = None
    title_is_text: bool = False
    date: datetime.date | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    metadata: Mapping[str, MetadataValue] = field(factory=dict)

    @property
    def has_word(self) -> bool:
        """Whether there is a letter or digit in the text: without any there is nothing to find."""
        return _WORD.search(self.text) is not None
