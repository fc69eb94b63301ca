"""How does Whoosh see the arrays? As a codec of its own: its readers, searchers and every query class run on them.

To Whoosh an index has the fields ``text``, ``title`` and ``heading``, and of each a twin, ``text_exact`` and so on, that holds
spellings. The twins are served from the same postings: an occurrence of a spelling is one of its stem with its code.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
from attrs import define, frozen
from numpy.typing import NDArray

from searchlib.index.segment import FieldReader, SegmentReader
from searchlib.index.whoosh import (
    Automata,
    Codec,
    FieldCursor,
    FieldType,
    ListMatcher,
    MultiReader,
    PerDocumentReader,
    Positions,
    Schema,
    Segment,
    TermInfo,
    TermsReader,
    WhooshSegmentReader,
)

__all__ = ["EXACT", "make_schema", "whoosh_reader"]

EXACT = "_exact"
_FORMAT = Positions()


class ArrayField(FieldType):  # type: ignore[misc]
    """A field that is served from arrays; its text is analysed before Whoosh hears of it."""

    def __init__(self) -> None:
        super().__init__(_FORMAT, analyzer=None, scorable=True)


def make_schema(fields: Sequence[str]) -> Schema:
    """The Whoosh schema of an index whose array fields are these."""
    return Schema(**{f"{name}{twin}": ArrayField() for name in fields for twin in ("", EXACT)})


def whoosh_reader(segments: Sequence[SegmentReader], fields: Sequence[str]) -> Any:
    """A Whoosh IndexReader over the segments, in their order: document numbers are the engine's."""
    schema = make_schema(fields)
    readers = [WhooshSegmentReader(None, schema, ArraySegment(segment), codec=ArrayCodec()) for segment in segments]
    return readers[0] if len(readers) == 1 else MultiReader(readers)


class ArraySegment(Segment):  # type: ignore[misc]
    """A segment as Whoosh names it."""

    def __init__(self, reader: SegmentReader) -> None:
        super().__init__("searchlib")
        self.reader = reader

    def codec(self) -> "ArrayCodec":
        """The codec that reads it."""
        return ArrayCodec()

    def is_compound(self) -> bool:
        """Its files are opened elsewhere."""
        return False


class ArrayCodec(Codec):  # type: ignore[misc]
    """Reads array segments. They are written by :mod:`searchlib.index.writer`, not through Whoosh."""

    def terms_reader(self, storage: None, segment: ArraySegment) -> "ArrayTermsReader":
        """The terms of a segment."""
        return ArrayTermsReader(segment.reader)

    def per_document_reader(self, storage: None, segment: ArraySegment) -> "ArrayDocumentReader":
        """The documents of a segment."""
        return ArrayDocumentReader(segment.reader)

    def automata(self, storage: None, segment: ArraySegment) -> Automata:
        """Whoosh's own automata, which walk a cursor."""
        return Automata()


@frozen
class Occurrences:
    """Where a term or spelling stands in one segment: documents with frequencies, and all positions in a row."""

    documents: NDArray[Any]
    frequencies: NDArray[Any]
    positions: NDArray[Any]


def _of_term(field: FieldReader, term: int) -> Occurrences:
    documents, frequencies = field.documents(term), field.frequencies(term)
    starts = np.repeat(field.starts[documents], frequencies)
    return Occurrences(documents, frequencies, field.places(term) - starts)


def _of_spelling(field: FieldReader, number: int) -> Occurrences:
    """The occurrences of a term that have the spelling's code."""
    term, code = field.spelling_owner(number)
    codes = field.codes(term)
    if codes is None:
        return _of_term(field, term)
    places = field.places(term)[codes == code]
    documents, frequencies = np.unique(
        np.searchsorted(field.starts, places, side="right").astype(np.int64) - 1, return_counts=True
    )
    return Occurrences(documents, frequencies, places - np.repeat(field.starts[documents], frequencies))


def _joined(parts: list[Occurrences]) -> Occurrences:
    """One spelling under several terms: each of its occurrences once."""
    if len(parts) == 1:
        return parts[0]
    documents = np.concatenate([np.repeat(part.documents, part.frequencies) for part in parts])
    pairs = np.unique(np.stack([documents, np.concatenate([part.positions for part in parts])]), axis=1)
    numbers, frequencies = np.unique(pairs[0], return_counts=True)
    return Occurrences(numbers, frequencies, pairs[1])


class _Dictionary(Sequence[str]):
    """The sorted terms of one Whoosh field, read from the mapped file when asked for."""

    def __init__(self, field: FieldReader, exact: bool) -> None:
        self._field = field
        self._exact = exact

    def __len__(self) -> int:
        return self._field.spelling_count if self._exact else self._field.term_count

    def __getitem__(self, number: Any) -> Any:
        if number >= len(self):
            raise IndexError(number)
        return self._field.spelling_text(number) if self._exact else self._field.term_text(number)

    def numbers(self, text: str) -> range:
        """The numbers of the entries that are ``text``: one, or several for a spelling of several stems."""
        if self._exact:
            return range(*self._field.spelling_range(text, f"{text}\0"))
        number = self._field.term_number(text)
        return range(number, number + 1) if number >= 0 else range(0)

    def occurrences(self, text: str) -> Occurrences | None:
        """Where ``text`` stands, None where it does not."""
        find = _of_spelling if self._exact else _of_term
        parts = [find(self._field, number) for number in self.numbers(text)]
        return _joined(parts) if parts else None


class ArrayTermsReader(TermsReader):  # type: ignore[misc]
    """The terms of a segment: stems, and spellings in the twin fields."""

    def __init__(self, segment: SegmentReader) -> None:
        self._segment = segment
        self._dictionaries: Mapping[str, _Dictionary] = {
            f"{name}{twin}": _Dictionary(field, bool(twin))
            for name, field in sorted(segment.fields.items())
            for twin in ("", EXACT)
        }
        self._occurrences = lru_cache(64)(self._find)

    def _find(self, name: str, text: bytes) -> Occurrences:
        found = self._dictionaries[name].occurrences(text.decode()) if name in self._dictionaries else None
        if found is None:
            raise KeyError((name, text))
        return found

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        name, text = term
        return name in self._dictionaries and bool(self._dictionaries[name].numbers(text.decode()))

    def cursor(self, fieldname: str, fieldobj: Any) -> "ArrayCursor":
        """Walk the field's terms."""
        return ArrayCursor(self._dictionaries[fieldname])

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """All terms of all fields, each once."""
        return (pair for name in sorted(self._dictionaries) for pair in self._from(name, ""))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """The terms from ``prefix`` on, then those of later fields."""
        yield from self._from(fieldname, prefix.decode())
        for name in sorted(name for name in self._dictionaries if name > fieldname):
            yield from self._from(name, "")

    def _from(self, name: str, first: str) -> Iterator[tuple[str, bytes]]:
        cursor = ArrayCursor(self._dictionaries[name])
        cursor.find(first)
        while cursor.is_valid():
            yield name, str(cursor.text()).encode()
            cursor.next()

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """All terms with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """As :meth:`terms_from`, with statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """A term's statistics. Raises KeyError for one that does not occur."""
        found = self._occurrences(fieldname, text)
        lengths = self._segment.lengths[found.documents]
        return TermInfo(
            weight=float(found.frequencies.sum()),
            df=len(found.documents),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(found.frequencies.max()),
            minid=int(found.documents[0]),
            maxid=int(found.documents[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """How often the term occurs."""
        return float(self._occurrences(fieldname, text).frequencies.sum())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """In how many documents the term occurs."""
        return len(self._occurrences(fieldname, text).documents)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        """A Whoosh matcher over the term's postings."""
        found = self._occurrences(fieldname, text)
        return ListMatcher(
            found.documents.tolist(),
            found.frequencies.astype(float).tolist(),
            values=_Values(found),
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def indexed_field_names(self) -> list[str]:
        """The fields that have terms."""
        return [name for name, terms in self._dictionaries.items() if len(terms)]


@define
class _Values(Sequence[bytes]):
    """Each posting's positions as Whoosh encodes them, encoded when asked for."""

    _found: Occurrences

    def __len__(self) -> int:
        return len(self._found.documents)

    def __getitem__(self, number: Any) -> Any:
        end = int(self._ends[number])
        return _FORMAT.encode(self._found.positions[end - int(self._found.frequencies[number]) : end].tolist())

    @cached_property
    def _ends(self) -> NDArray[Any]:
        return np.cumsum(self._found.frequencies)


class ArrayCursor(FieldCursor):  # type: ignore[misc]
    """A place in a field's sorted terms, as Whoosh's automata want it."""

    def __init__(self, terms: _Dictionary) -> None:
        self._terms = terms
        self._number = 0

    def first(self) -> str | None:
        """Go to the first term."""
        self._number = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        """Go to the first term that is not before ``term``."""
        wanted = term.encode() if isinstance(term, str) else bytes(term)
        self._number = bisect_left(self._terms, wanted, key=str.encode)
        return self.text()

    def next(self) -> str | None:
        """Go to the next different term."""
        before = self.text()
        self._number += 1
        while self.is_valid() and self.text() == before:
            self._number += 1
        return self.text()

    def text(self) -> str | None:
        """The term here, None past the last."""
        return str(self._terms[self._number]) if self.is_valid() else None

    def term(self) -> str | None:
        """As :meth:`text`."""
        return self.text()

    def is_valid(self) -> bool:
        """Whether there is a term here."""
        return self._number < len(self._terms)


class ArrayDocumentReader(PerDocumentReader):  # type: ignore[misc]
    """The documents of a segment, which are paragraphs."""

    def __init__(self, segment: SegmentReader) -> None:
        self._segment = segment

    def close(self) -> None:
        """The files belong to the engine's snapshot."""

    def doc_count_all(self) -> int:
        """With the deleted ones."""
        return int(self._segment.document_count)

    def doc_count(self) -> int:
        """Without them."""
        return self.doc_count_all() - len(self.deleted_docs())

    def has_deletions(self) -> bool:
        """Whether any document was deleted."""
        return self._segment.deleted is not None

    def is_deleted(self, docnum: int) -> bool:
        """Whether this one was."""
        return self._segment.deleted is not None and bool(self._segment.deleted[docnum])

    def deleted_docs(self) -> frozenset[int]:
        """The numbers of those that were."""
        deleted = self._segment.deleted
        return frozenset(() if deleted is None else np.flatnonzero(deleted).tolist())

    def all_doc_ids(self) -> Iterator[int]:
        """The numbers of the others, ascending."""
        deleted = self.deleted_docs()
        return (number for number in range(self.doc_count_all()) if number not in deleted)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Exact for the text; of context fields Whoosh is told the same."""
        return int(self._segment.lengths[docnum])

    def field_length(self, fieldname: str) -> int:
        """All documents' lengths together."""
        return int(self._segment.lengths.sum())

    def min_field_length(self, fieldname: str) -> int:
        """The shortest document's."""
        return int(self._segment.lengths.min(initial=0))

    def max_field_length(self, fieldname: str) -> int:
        """The longest document's."""
        return int(self._segment.lengths.max(initial=0))

    def has_column(self, fieldname: str) -> bool:
        """There are no Whoosh columns."""
        return False

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        """Nor term vectors."""
        return False

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The paragraph and what it belongs to, by the names of the schema."""
        paragraph = self._segment.paragraph(docnum)
        facts = self._segment.facts(self._segment.article_of(docnum))
        return {"text": paragraph.text, "title": facts.title, "heading": "\n".join(paragraph.headings)}

    def all_stored_fields(self) -> Iterator[dict[str, Any]]:
        """Of all documents that are not deleted."""
        return map(self.stored_fields, self.all_doc_ids())

    def iter_docs(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Numbers and stored fields."""
        return ((number, self.stored_fields(number)) for number in self.all_doc_ids())
