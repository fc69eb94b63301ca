"""What does the engine read of a segment? Arrays by document, by term and by spelling, from the index."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from searchlib.kernels.arrays import Int64
from searchlib.schema import TEXT

__all__ = [
    "FactColumn",
    "FactColumns",
    "FieldArrays",
    "SegmentArrays",
    "spelling_frequency",
    "starts_of",
    "successor",
]

_LAST: Final = "\U0010ffff"
_AFTER_SURROGATES: Final = {0xD7FF: 0xE000}


class FieldArrays(Protocol):
    """One field: ``text``, ``title`` or ``heading``. Terms and spellings are numbered in the order of UTF-8 bytes."""

    @property
    def starts(self) -> NDArray[np.uint32]:
        """[documents + 1]: where each document begins, counted in positions; one is left free between documents."""
        ...

    @property
    def term_count(self) -> int:
        """How many terms there are."""
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

    def spelling_characters(self, first: int, last: int, /) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """The spellings from ``first`` up to ``last``, read at once: their code points, and offsets [spellings + 1]."""
        ...

    def spelling_range(self, low: str, high: str | None, /) -> tuple[int, int]:
        """The first number from ``low`` on, and the first from ``high`` on (None: the number of spellings)."""
        ...

    def spelling_owner(self, number: int, /) -> tuple[int, int]:
        """The term it belongs to, and its code among the occurrences of that term."""
        ...


class FactColumn(Protocol):
    """The values of one fact, each once, and which articles have them."""

    @property
    def values(self) -> list[Any]:
        """The values."""
        ...

    def passing(self, values: Iterable[object], /) -> NDArray[np.bool_]:
        """[articles] those that have a value for which ``values``, aligned with the column's, are true."""
        ...

    def counts(self, articles: NDArray[np.bool_] | None, /) -> Int64:
        """[values] how many of ``articles``, of all for None, have each."""
        ...

    def derived(self, name: object, make: Callable[[Sequence[Any]], Any], /) -> Any:
        """What ``make`` makes of the values: made once, and kept under that name."""
        ...


class FactColumns(Protocol):
    """The facts of a segment's articles."""

    @property
    def authors(self) -> FactColumn:
        """Of each article any number."""
        ...

    @property
    def languages(self) -> FactColumn:
        """Of each article one or none."""
        ...

    @property
    def paths(self) -> FactColumn:
        """The path of each article's source, its id where it has none."""
        ...

    @property
    def metadata(self) -> Mapping[str, FactColumn]:
        """By name strings, numbers and dates."""
        ...


class SegmentArrays(Protocol):
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
        """As :attr:`FieldArrays.starts`, of the field ``text``."""
        ...

    @property
    def deleted(self) -> NDArray[np.bool_] | None:
        """Which documents are deleted; None where none is."""
        ...

    @property
    def fields(self) -> Mapping[str, FieldArrays]:
        """The fields by their names."""
        ...

    @property
    def first_documents(self) -> NDArray[np.uint32]:
        """[articles + 1]: the document that each article begins with."""
        ...

    @property
    def sections(self) -> NDArray[np.uint32]:
        """[sections + 1]: the document that each run of an article's paragraphs under equal headings begins with."""
        ...

    @property
    def title_widths(self) -> NDArray[np.unsignedinteger[Any]]:
        """[articles]: how many positions each title takes."""
        ...

    @property
    def heading_widths(self) -> NDArray[np.unsignedinteger[Any]]:
        """[sections]: how many positions the headings above each section take."""
        ...

    @property
    def dates(self) -> NDArray[np.int32]:
        """The day of each article as an ordinal, 0 where it has none."""
        ...

    @property
    def made_titles(self) -> NDArray[np.bool_] | None:
        """[articles]: whose title is made of the text's words, and stands there a second time; None where none is."""
        ...

    @property
    def columns(self) -> FactColumns:
        """What the articles say of themselves, the deleted ones included."""
        ...


def starts_of(segment: SegmentArrays, name: str) -> NDArray[np.uint32]:
    """Where each document begins in the field ``name`` (not one of spellings)."""
    return segment.starts if name == TEXT else segment.fields[name].starts


def spelling_frequency(field: FieldArrays, text: str) -> int:
    """How often a spelling occurs in a field of one segment, in deleted documents, too.

    Where it has several stems, one of them stands wherever it does (see :meth:`~searchlib.analysis.Analyzer.terms`).
    """
    return int(field.spelling_frequencies[slice(*field.spelling_range(text, text + "\0"))].max(initial=0))


def successor(prefix: str) -> str | None:
    """The first string behind all that begin with ``prefix``; None where there is none."""
    stem = prefix.rstrip(_LAST)
    if not stem:
        return None
    last = ord(stem[-1])
    return stem[:-1] + chr(_AFTER_SURROGATES.get(last, last + 1))
