"""What is an article? Frozen values, made by :mod:`searchlib.source` and understood by every engine.

An article is a text and the blocks in it: headings and paragraphs. All offsets are code points in ``Article.text``,
``start`` included and ``end`` not, so that ``article.text[block.start:block.end]`` is the block as the source has it.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Any, TypeAlias

from attrs import Attribute, field, frozen
from attrs import fields as attrs_fields

from searchlib.errors import ArticleError
from searchlib.white_space import running_text

__all__ = [
    "BY_ID",
    "Article",
    "ArticleFacts",
    "Heading",
    "MetadataValue",
    "Paragraph",
    "SingleValue",
    "Source",
    "blocks_of",
    "fields_of",
    "identity_of",
    "joined",
    "values_of",
]

BY_ID = "\0\0"
"""What the identity of an article begins with that is known by its id alone."""

SingleValue: TypeAlias = str | int | float | datetime.date

MetadataValue: TypeAlias = SingleValue | tuple[SingleValue, ...]
"""What stands behind a name in the metadata: one value, or several, of which any is meant."""


_encode = json.JSONEncoder(default=repr, sort_keys=True, separators=(",", ":")).encode


@frozen
class Source:
    """Where a person finds a text again: ``path`` as given, and what is known of ``line``, ``record`` and ``page``.

    All three count from 1. ``record`` is the place in a file that holds several articles, ``page`` that of a PDF.
    ``file`` is the absolute path, links resolved; within an archive the archive's and the member's. ``part`` says which
    part of the file the article is: ``""`` all of it, ``#3`` its third record, ``=7`` the record whose own id is 7;
    None: the article is known by its id alone, wherever it lies.
    """

    path: str
    line: int | None = None
    record: int | None = None
    page: int | None = None
    file: str | None = field(default=None, kw_only=True)
    part: str | None = field(default=None, kw_only=True, repr=False, eq=False)

    def __str__(self) -> str:
        """``path``, ``path:line``, ``path#record`` or ``path, page 3``: the shortest that finds the place."""
        if self.page is not None:
            return f"{self.path}, page {self.page}"
        if self.record is not None:
            return f"{self.path}#{self.record}"
        return self.path if self.line is None else f"{self.path}:{self.line}"


@frozen
class Heading:
    """A heading's text and level (1 is the outermost)."""

    text: str
    level: int
    start: int
    end: int


@frozen
class Paragraph:
    r"""A paragraph: its number in the article (from 1) and its text with runs of white space as one space.

    Where a line ended behind a hyphen that may be the line's or the word's there is a soft hyphen in place of the space
    (``muni-\u00adcipality``); narrow spaces in numbers stay (:mod:`searchlib.white_space`).

    ``headings`` are the texts of the headings above it, outermost first, the article's title left out. ``line`` and
    ``page`` say where it begins in the source file, from 1, where that is known.
    """

    number: int
    text: str
    headings: tuple[str, ...]
    start: int
    end: int
    line: int | None = None
    page: int | None = None


def _paragraphs(values: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    return tuple(values)


def _headings(values: Iterable[Heading]) -> tuple[Heading, ...]:
    return tuple(values)


def _strings(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(values)


def _day(value: datetime.date | None) -> datetime.date | None:
    """A day; of a point in time its day."""
    return value.date() if isinstance(value, datetime.datetime) else value


def _frozen_mapping(values: Mapping[str, SingleValue | Sequence[SingleValue]]) -> Mapping[str, MetadataValue]:
    return MappingProxyType({name: _metadata_value(name, value) for name, value in dict(values).items()})


def _metadata_value(name: str, value: Any) -> MetadataValue:
    """The value as an index keeps it: a string, a number or a day, or a tuple of these."""
    if isinstance(value, list | tuple):
        return tuple([_single_value(name, each) for each in value])
    return _single_value(name, value)


def _single_value(name: str, value: Any) -> SingleValue:
    if not isinstance(name, str) or not isinstance(value, str | int | float | datetime.date):
        raise ArticleError(f"metadata {name!r}: {_shown(value)} is no string, number or date")
    return value.date() if isinstance(value, datetime.datetime) else value


def _shown(value: object) -> str:
    return f"a {type(value).__name__} in a list" if isinstance(value, list | tuple) else repr(value)


def values_of(value: MetadataValue) -> tuple[SingleValue, ...]:
    """The values behind a name: several, or the one."""
    return value if isinstance(value, tuple) else (value,)


def joined(value: MetadataValue) -> SingleValue:
    """One value for a person's eyes: several are a string, with commas between them."""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value


def _date_or_none(_: object, attribute: "Attribute[Any]", value: object) -> None:
    if value is not None and not isinstance(value, datetime.date):
        raise ArticleError(f"{attribute.name}: {value!r} is no datetime.date")


def _true_or_false(_: object, attribute: "Attribute[Any]", value: object) -> None:
    if not isinstance(value, bool):
        raise ArticleError(f"{attribute.name}: {value!r} is neither True nor False")


def _tidy_id(_: object, attribute: "Attribute[str]", value: str) -> None:
    if not value or value.isspace():
        raise ArticleError("an article needs an id that is not blank")
    _encodable(_, attribute, value)


def _encodable(_: object, attribute: "Attribute[Any]", value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise ArticleError(f"{attribute.name}: a lone surrogate at {error.start} is no character") from None


@frozen(kw_only=True)
class _Facts:
    """The fields that an article and its facts share."""

    id: str = field(validator=_tidy_id)
    title: str = field(validator=_encodable)
    title_is_made: bool = field(default=False, validator=_true_or_false)
    date: datetime.date | None = field(default=None, converter=_day, validator=_date_or_none)
    authors: tuple[str, ...] = field(default=(), converter=_strings)
    language: str | None = None
    url: str | None = None
    source: Source | None = None
    metadata: Mapping[str, MetadataValue] = field(factory=dict, converter=_frozen_mapping, hash=False)

    @property
    def identity(self) -> str:
        """See :func:`identity_of`."""
        return identity_of(self.id, self.source)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restore, (type(self), fields_of(self))


@frozen(kw_only=True)
class ArticleFacts(_Facts):
    """What is known of an article, without its text and blocks.

    ``title_is_made`` says that nobody gave the title and that it is no line of its own in the text: it is made of the
    text's first words or only line, or, of a text without words, of the file's name.
    ``metadata`` maps a name to a string, a number or a date, or to a tuple of these, and cannot be changed. ``sha256``
    (64 hex digits) is of all that is indexed: the same digest means that indexing the article again would change
    nothing.
    """

    sha256: str = ""


@frozen(kw_only=True)
class Article(_Facts):
    """A text with its headings and paragraphs, each in the order of the text, and the facts about it.

    A block's text is its slice of ``text`` as :func:`~searchlib.white_space.running_text` has it.
    ``title_is_made`` says that the title only repeats words of the text. Raises
    :class:`~searchlib.errors.ArticleError` for a blank id, a lone surrogate, blocks that say something else,
    overlap or lie outside the text, and paragraphs that are out of order or not numbered 1, 2, 3.
    """

    text: str = field(validator=_encodable, repr=False)
    paragraphs: tuple[Paragraph, ...] = field(converter=_paragraphs, repr=False)
    headings: tuple[Heading, ...] = field(default=(), converter=_headings, repr=False)

    def __attrs_post_init__(self) -> None:
        last = 0
        for block in blocks_of(self.headings, self.paragraphs):
            if not last <= block.start <= block.end <= len(self.text):
                raise ArticleError(f"{self.id}: the block {block.start}..{block.end} overlaps or leaves the text")
            if running_text(self.text[block.start : block.end]) != block.text:
                raise ArticleError(f"{self.id}: the block {block.start}..{block.end} is not its slice of the text")
            last = block.end
        if [paragraph.number for paragraph in self.paragraphs] != list(range(1, len(self.paragraphs) + 1)):
            raise ArticleError(f"{self.id}: the paragraphs are not numbered from 1 on, one by one")
        if any(after.start < before.start for before, after in pairwise(self.paragraphs)):
            raise ArticleError(f"{self.id}: the paragraphs are not in the order of the text")

    @cached_property
    def sha256(self) -> str:
        """64 hex digits over all that is indexed: facts, text and blocks.

        Of what was read not where it lies nor its id: a file gives the same digest wherever it is moved.
        """
        made = ["made title"] if self.title_is_made else []
        place, name = _place(self.source), self.id
        if self.source is not None and self.source.part is not None:
            place, name = [self.source.line, self.source.record, self.source.page], ""
        facts = [name, self.title, self.date, self.authors, self.language, self.url, place, *made]
        headings = [(each.level, each.start, each.end) for each in self.headings]
        paragraphs = [(each.headings, each.start, each.end, each.line, each.page) for each in self.paragraphs]
        parts = [facts, dict(self.metadata), headings, paragraphs]
        head = _encode(parts)
        return hashlib.sha256(f"{head}\0{self.text}".encode()).hexdigest()

    @property
    def facts(self) -> ArticleFacts:
        """The article without its text and blocks: what a passage carries along."""
        shared = {name: getattr(self, name) for name in (a.name for a in attrs_fields(_Facts))}
        return ArticleFacts(**shared, sha256=self.sha256)


def identity_of(article_id: str, source: Source | None) -> str:
    """What makes it the same article when it comes again: the file and the part of it, else the id."""
    if source is None or source.part is None:
        return BY_ID + article_id
    return f"{source.file or ''}\0{source.part}"


def _place(source: Source | None) -> str | list[int | None] | None:
    """The source of an article that is known by its id, as its digest has it."""
    if source is None:
        return None
    known = [f"{name}={getattr(source, name)!r}" for name in ("path", "line", "record", "page")]
    return f"Source({', '.join(known + ([f'file={source.file!r}'] if source.file else []))})"


def blocks_of(headings: Iterable[Heading], paragraphs: Iterable[Paragraph]) -> Iterator[Heading | Paragraph]:
    """All blocks in the order of the text."""
    blocks: list[Heading | Paragraph] = [*headings, *paragraphs]
    return iter(sorted(blocks, key=lambda block: (block.start, block.end)))


def fields_of(value: _Facts) -> dict[str, Any]:
    """The fields by name, the metadata as a plain dictionary: what the constructor takes back."""
    fields = {a.name: getattr(value, a.name) for a in attrs_fields(type(value))}
    return {**fields, "metadata": dict(value.metadata)}


def _restore(kind: type[Any], fields: dict[str, Any]) -> Any:
    return kind(**fields)
