"""What does the engine read of a segment? Arrays by document, by term and by spelling, from the index."""

from collections.abc import Mapping
from typing import Any, Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.article import ArticleFacts

__all__ = ["EXACT", "Documents", "FieldReader", "Scores", "SegmentReader", "base_field", "starts_of"]

Documents: TypeAlias = NDArray[np.uint32]
"""Numbers of documents in their segment, ascending, none twice."""

Scores: TypeAlias = NDArray[np.floating[Any]]
"""What each document of a list scores, aligned with it."""

EXACT: Final = "_exact"
"""What the name of a field of spellings ends with: ``text_exact`` is answered from ``text``."""


class FieldReader(Protocol):
    """One field: ``text``, ``title`` or ``heading``. Terms and spellings are numbered in the order of UTF-8 bytes."""

    @property
    def starts(self) -> NDArray[np.uint32]:
        """[documents + 1]: where each document begins, counted in positions; one is left free between documents."""
        ...

    @property
    def spelling_frequencies(self) -> NDArray[np.unsignedinteger[Any]]:
        """How often each spelling occurs, by its number."""
        ...

    def term_number(self, text: str, /) -> int:
        """The number of a term, -1 where there is none."""
        ...

    def documents(self, term: int, /) -> NDArray[np.unsignedinteger[Any]]:
        """The documents that hold the term, ascending."""
        ...

    def frequencies(self, term: int, /) -> NDArray[np.unsignedinteger[Any]]:
        """How often it stands in each of them."""
        ...

    def places(self, term: int, /) -> NDArray[np.uint32]:
        """Where it occurs, ascending: the document's start and the position in it, added."""
        ...

    def codes(self, term: int, /) -> NDArray[np.unsignedinteger[Any]] | None:
        """The spelling of each occurrence, aligned with the places; None where all are spelled alike (code 0)."""
        ...

    def spelling_text(self, number: int, /) -> str:
        """The spelling of that number; it may stand there once for each term that it belongs to."""
        ...

    def spelling_range(self, low: str, high: str | None, /) -> tuple[int, int]:
        """The first number from ``low`` on, and the first from ``high`` on (None: the number of spellings)."""
        ...

    def spelling_owner(self, number: int, /) -> tuple[int, int]:
        """The term it belongs to, and its code among the occurrences of that term."""
        ...


class SegmentReader(Protocol):
    """Documents 0 to ``document_count`` - 1, and the articles that they are the paragraphs of."""

    @property
    def document_count(self) -> int:
        """How many documents there are, deleted ones included."""
        ...

    @property
    def lengths(self) -> NDArray[np.uint32]:
        """How many terms the text of each document has."""
        ...

    @property
    def starts(self) -> NDArray[np.uint32]:
        """As :attr:`FieldReader.starts`, of the field ``text``."""
        ...

    @property
    def deleted(self) -> NDArray[np.bool_] | None:
        """Which documents are deleted; None where none is."""
        ...

    @property
    def fields(self) -> Mapping[str, FieldReader]:
        """The fields by their names."""
        ...

    @property
    def first_documents(self) -> NDArray[np.uint32]:
        """[articles + 1]: the document that each article begins with."""
        ...

    @property
    def dates(self) -> NDArray[np.int32]:
        """The day of each article as an ordinal, 0 where it has none."""
        ...

    def facts(self, article: int, /) -> ArticleFacts:
        """An article's facts, by its number in the segment."""
        ...


def base_field(name: str) -> str:
    """The field that answers for the field ``name``."""
    return name.removesuffix(EXACT)


def starts_of(segment: SegmentReader, name: str) -> NDArray[np.uint32]:
    """Where each document begins in the field ``name`` (not one of spellings)."""
    return segment.starts if name == "text" else segment.fields[name].starts
