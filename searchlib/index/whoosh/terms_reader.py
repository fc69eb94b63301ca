"""Which terms has a segment, and where are they? Lexicons over sorted strings, read as Whoosh wants it."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from attrs import define

from searchlib.index.format.strings import StringTable
from searchlib.index.whoosh.api import FieldCursor, TermInfo, TermNotFound, TermsReader
from searchlib.index.whoosh.posting_list import ArrayMatcher, PostingList

__all__ = ["ArrayCursor", "ArrayTermsReader", "Lexicon"]

_REMEMBERED = 64


class NoTerm(TermNotFound, KeyError):  # type: ignore[misc]
    """No such term: Whoosh's readers wait now for the one error, now for the other."""


@define
class Lexicon:
    """The terms of one Whoosh field in order; a term may stand in ``strings`` several times.

    ``find`` makes the postings of the strings of a range of numbers, which are all the same term.
    """

    strings: StringTable
    find: Callable[[range], PostingList]

    def numbers(self, text: bytes) -> range:
        """The numbers of the strings that are ``text``."""
        first = self.strings.lower_bound(text)
        return range(first, self.after(first, text))

    def after(self, number: int, text: bytes) -> int:
        """The number of the first string from ``number`` on that is not ``text``."""
        while number < len(self.strings) and self.strings[number] == text:
            number += 1
        return number

    def terms_from(self, first: bytes) -> Iterator[bytes]:
        """The different terms that are not before ``first``."""
        number = self.strings.lower_bound(first)
        while number < len(self.strings):
            text = self.strings[number]
            yield text
            number = self.after(number, text)


class ArrayCursor(FieldCursor):  # type: ignore[misc]
    """A place in the terms of a field, as Whoosh's automata want it; ``text`` is None past the last."""

    def __init__(self, lexicon: Lexicon | None, field: Any, info: Callable[[bytes], TermInfo]) -> None:
        self._lexicon = lexicon
        self._field = field
        self._info = info
        self._number = 0
        self._bytes: bytes | None = None
        self.first()

    def first(self) -> Any:
        """Go to the first term."""
        return self._go(0)

    def find(self, term: Any) -> Any:
        """Go to the first term that is not before ``term``, given as bytes or as the field's value."""
        wanted = term if isinstance(term, bytes) else self._field.to_bytes(term)
        return self._go(self._lexicon.strings.lower_bound(wanted) if self._lexicon else 0)

    def next(self) -> Any:
        """Go to the next term."""
        if self._lexicon is None or self._bytes is None:
            return None
        return self._go(self._lexicon.after(self._number + 1, self._bytes))

    def _go(self, number: int) -> Any:
        self._number = number
        there = self._lexicon is not None and number < len(self._lexicon.strings)
        self._bytes = self._lexicon.strings[number] if self._lexicon and there else None
        return self.text()

    def text(self) -> Any:
        """The term here as the field's value."""
        return None if self._bytes is None else self._field.from_bytes(self._bytes)

    def term(self) -> Any:
        """As :meth:`text`."""
        return self.text()

    def term_info(self) -> TermInfo | None:
        """The statistics of the term here."""
        return None if self._bytes is None else self._info(self._bytes)

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._bytes is not None


class ArrayTermsReader(TermsReader):  # type: ignore[misc]
    """The terms of a segment, by the names of its Whoosh fields."""

    def __init__(self, lexicons: Mapping[str, Lexicon]) -> None:
        self._lexicons = lexicons
        self._postings = lru_cache(_REMEMBERED)(self._find)

    def _numbers(self, fieldname: str, text: bytes) -> range:
        lexicon = self._lexicons.get(fieldname)
        return lexicon.numbers(text) if lexicon else range(0)

    def _find(self, fieldname: str, text: bytes) -> PostingList:
        numbers = self._numbers(fieldname, text)
        if not numbers:
            raise NoTerm(f"No term {fieldname}:{text!r}")
        return self._lexicons[fieldname].find(numbers)

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return bool(self._numbers(*term))

    def cursor(self, fieldname: str, fieldobj: Any) -> ArrayCursor:
        """At the first term of the field."""
        return ArrayCursor(self._lexicons.get(fieldname), fieldobj, lambda text: self.term_info(fieldname, text))

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All terms with the names of their fields, in order."""
        return self.terms_from("", b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The field's terms that are not before ``prefix``, then those of later fields."""
        for name in sorted(name for name in self._lexicons if name >= fieldname):
            for text in self._lexicons[name].terms_from(prefix if name == fieldname else b""):
                yield name, text

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """As :meth:`terms`, with statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """As :meth:`terms_from`, with statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """The statistics of a term. Raises Whoosh's TermNotFound, also a KeyError, here and below."""
        return self._postings(fieldname, text).info

    def frequency(self, fieldname: str, text: bytes) -> float:
        """The sum of the term's weights."""
        return float(self.term_info(fieldname, text).weight())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many documents the term is, deleted ones included."""
        return len(self._postings(fieldname, text).ids)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        """At the first posting of the term."""
        return ArrayMatcher(self._postings(fieldname, text), format_, scorer, (fieldname, text))

    def indexed_field_names(self) -> list[str]:
        """The fields that have terms."""
        return [name for name, lexicon in self._lexicons.items() if len(lexicon.strings)]

    def close(self) -> None:
        """Let go of what was read."""
        self._postings.cache_clear()
