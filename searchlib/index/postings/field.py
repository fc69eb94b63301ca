"""Where does a term occur, and by which spellings? One field of a segment, read from mapped arrays."""

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from attrs import define
from numpy.typing import NDArray

from searchlib.errors import IndexDamaged
from searchlib.index.format.container import Container
from searchlib.index.format.strings import StringTable
from searchlib.index.postings.reader import Postings
from searchlib.kernels.arrays import Array, Int64
from searchlib.kernels.borders import distinct_rows
from searchlib.kernels.offsets import counts_of, offsets_of, ranges, repeated

__all__ = ["FieldReader", "SpreadFieldReader"]


@define(slots=False, eq=False, repr=False)
class FieldReader:
    """The terms of one field (stems, with the spellings inside) and their postings.

    Arrays are made at each call or lie in the mapped file: they are not to be written to. Terms and spellings are
    numbered in the order of their UTF-8 bytes. Numbers that the segment does not have raise IndexError; IndexDamaged is
    raised where what is stored contradicts itself.
    """

    name: str
    document_count: int
    _container: Container
    _terms: StringTable
    _spellings: StringTable
    postings: Postings

    @classmethod
    def open(cls, container: Container, name: str, documents: int, units: int | None = None) -> "FieldReader":
        """The field of that name; ``units`` is how many parts its postings count, None: the documents."""
        terms = StringTable.open(container, f"{name}.terms")
        spellings = StringTable.open(container, f"{name}.spellings")
        postings = Postings.open(container, name, terms.count, documents if units is None else units)
        of_spellings = ("owners", "owner_codes", "spelling_frequencies")
        if any(len(container[f"{name}.{part}"]) != spellings.count for part in of_spellings):
            raise IndexDamaged(f"{container.path}: {name}: the spellings do not fit each other")
        return cls(name, documents, container, terms, spellings, postings)

    @property
    def term_count(self) -> int:
        """How many terms there are."""
        return self._terms.count

    @property
    def terms(self) -> StringTable:
        """The terms, in order."""
        return self._terms

    def term_number(self, text: str) -> int:
        """The term's number, -1 where the field has no such term."""
        return self._terms.find(text.encode(errors="surrogatepass"))

    def term_text(self, term: int) -> str:
        """The term of that number."""
        return self._terms.text(term)

    def document_frequency(self, term: int) -> int:
        """How many documents hold the term, the deleted ones included."""
        start, end = self.postings.span("postings", term, term + 1)
        return end - start

    def documents(self, term: int) -> Array:
        """The documents that hold the term, u2 or u4, ascending."""
        return self.postings.documents(term, term + 1)

    def frequencies(self, term: int) -> Array:
        """How often each of :meth:`documents` holds the term, u4: at so many different positions."""
        return self.postings.frequencies(term, term + 1)

    def frequency_total(self, term: int) -> int:
        """How often the term occurs."""
        start, end = self.postings.span("occurrences", term, term + 1)
        return end - start

    @cached_property
    def starts(self) -> Array:
        """u4 [documents + 1]: the place of each document's position 0; a gap of one lies before the next."""
        starts = self._container.typed(f"{self.name}.starts", "<u4")
        if len(starts) != self.document_count + 1:
            raise self._damage("the starts do not fit the documents")
        return starts

    def places(self, term: int) -> NDArray[np.uint32]:
        """The place of each occurrence, ascending: its document's start and its position there."""
        starts = self.starts[self.documents(term)]
        positions = self.postings.positions(term, term + 1)
        if len(positions) != len(starts):
            starts = repeated(starts, self.frequencies(term))
        return starts + positions

    def codes(self, term: int) -> Array | None:
        """The code of each occurrence's spelling, aligned with :meth:`places`; None where the term has one, coded 0."""
        codes = self.postings.codes(term, term + 1)
        return codes if len(codes) else None

    @property
    def spelling_count(self) -> int:
        """How many pairs of a spelling and a code of a term there are."""
        return self._spellings.count

    @property
    def spellings(self) -> StringTable:
        """The spellings, in order; one that stands under several terms or codes is there for each."""
        return self._spellings

    def spelling_text(self, number: int) -> str:
        """The spelling of that number."""
        return self._spellings.text(number)

    def spelling_characters(self, first: int, last: int) -> tuple[NDArray[np.uint32], Int64]:
        """The spellings from ``first`` up to ``last``, read at once: their code points, and offsets [spellings + 1]."""
        return self._spellings.characters(first, last)

    def spelling_range(self, low: str, high: str | None) -> tuple[int, int]:
        """The numbers from, to (not included) of the spellings s with low <= s, and s < high unless that is None."""
        first = self._spellings.lower_bound(low.encode(errors="surrogatepass"))
        last = (
            self._spellings.count if high is None else self._spellings.lower_bound(high.encode(errors="surrogatepass"))
        )
        return first, max(first, last)

    def spelling_owner(self, number: int) -> tuple[int, int]:
        """The term of a spelling, and the spelling's code there.

        One code may stand for two spellings at the same place; one spelling then has several codes, each with a number.
        """
        term, code = int(self._owners[number]), int(self._owner_codes[number])
        if term >= self.term_count:
            raise self._damage(f"the spelling {number} is of no term")
        return term, code

    @cached_property
    def spelling_frequencies(self) -> Array:
        """u4, by spelling number: in how many occurrences it stands."""
        return self._container[f"{self.name}.spelling_frequencies"]

    @cached_property
    def _owners(self) -> Array:
        return self._container[f"{self.name}.owners"]

    @cached_property
    def _owner_codes(self) -> Array:
        return self._container[f"{self.name}.owner_codes"]

    def forms(self) -> tuple[list[bytes], Int64]:
        """The forms of each term in the order of their codes, and the offsets [terms + 1] of the terms in that list.

        A form is the spellings of a code joined by a byte that UTF-8 does not have: nearly always one spelling.
        """
        order = np.lexsort((self._owner_codes, self._owners))
        owners, texts = self._owners[order], self._spellings.all()
        if len(owners) and owners[-1] >= self.term_count:
            raise self._damage("there are spellings of no term")
        first = distinct_rows(owners, self._owner_codes[order])
        forms = [texts[number] for number in order[first].tolist()]
        further = np.flatnonzero(~first)
        for number, row in zip((offsets_of(first)[further] - 1).tolist(), order[further].tolist(), strict=True):
            forms[number] += b"\xff" + texts[row]
        return forms, offsets_of(np.bincount(owners[first], minlength=self.term_count))

    def problems(self) -> Iterator[str]:
        """Read the whole field; a sentence for each contradiction."""
        yield from self._terms.problems()
        yield from self._spellings.problems()
        where = f"{self._container.path}: {self.name}"
        if (self._owners >= self.term_count).any():
            yield f"{where}: the spellings do not fit the terms"
        elif self.starts[0] or (counts_of(self.starts) < 1).any():
            yield f"{where}: the documents' starts are out of order"
        else:
            yield from self.postings.problems()

    def _damage(self, what: str) -> IndexDamaged:
        return IndexDamaged(f"{self._container.path}: {self.name}: {what}")


@define(slots=False, eq=False, repr=False)
class SpreadFieldReader(FieldReader):
    """A field of the context, stored once for all the consecutive documents that share it, and read as if each had it.

    ``units`` [parts + 1] are the first documents of these parts (articles or sections).
    """

    units: Array

    @classmethod
    def spread(cls, container: Container, name: str, documents: int, units: Array) -> "SpreadFieldReader":
        """The field of that name, spread over the documents of each part."""
        if not len(units) or units[0] != 0 or units[-1] != documents:
            raise IndexDamaged(f"{container.path}: {name}: the parts do not cover the documents")
        plain = FieldReader.open(container, name, documents, len(units) - 1)
        return cls(name, documents, container, plain.terms, plain.spellings, plain.postings, units)

    @cached_property
    def starts(self) -> Array:
        """As for other fields; made when first asked for."""
        widths, counts = self._container.typed(f"{self.name}.widths", "|u1", "<u2", "<u4"), counts_of(self.units)
        if len(widths) != len(counts) or (counts < 0).any():
            raise self._damage("the widths do not fit the parts")
        starts = offsets_of(repeated(widths.astype(np.int64) + 1, counts))
        if starts[-1] > 0xFFFFFFFF:
            raise self._damage("the parts are too wide")
        return starts.astype(np.uint32)

    def _parts(self, term: int) -> tuple[Int64, Int64]:
        """The first document and the number of documents of each part that holds the term."""
        parts = self.postings.documents(term, term + 1).astype(np.int64)
        first, last = self.units[parts].astype(np.int64), self.units[parts + 1].astype(np.int64)
        counts = last - first
        if (first > last).any() or (last > self.document_count).any() or int(counts.sum()) > self.document_count:
            raise self._damage("the parts overlap")
        return first, counts

    def document_frequency(self, term: int) -> int:
        """As for other fields."""
        return int(self._parts(term)[1].sum())

    def documents(self, term: int) -> Array:
        """As for other fields."""
        return ranges(*self._parts(term)).astype(np.uint32)

    def frequencies(self, term: int) -> Array:
        """As for other fields."""
        return repeated(self.postings.frequencies(term, term + 1), self._parts(term)[1])

    def frequency_total(self, term: int) -> int:
        """As for other fields."""
        return int(self.frequencies(term).sum())

    def places(self, term: int) -> NDArray[np.uint32]:
        """As for other fields."""
        rows = self._rows(term)
        starts = repeated(self.starts[self.documents(term)], self.frequencies(term))
        return starts + self.postings.positions(term, term + 1)[rows]

    def codes(self, term: int) -> Array | None:
        """As for other fields."""
        codes = self.postings.codes(term, term + 1)
        return codes[self._rows(term)] if len(codes) else None

    def _rows(self, term: int) -> Int64:
        """Which stored occurrence each occurrence in a document is."""
        frequencies, sizes = self.postings.frequencies(term, term + 1), self._parts(term)[1]
        first = offsets_of(frequencies)[:-1]
        if int(sizes @ frequencies.astype(np.int64)) > int(self.starts[-1]):
            raise self._damage("there are more occurrences than places")
        return ranges(repeated(first, sizes), repeated(frequencies, sizes))

    def problems(self) -> Iterator[str]:
        """Read the whole field; a sentence for each contradiction."""
        if (counts_of(self.units) < 0).any():
            yield str(self._damage("the parts are out of order"))
            return
        try:
            yield from super().problems()
        except IndexDamaged as error:
            yield str(error)
