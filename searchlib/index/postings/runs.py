"""What does a batch of occurrences become? A run: the postings of one field in memory, by term, ready to be merged."""

from collections.abc import Sequence

import numpy as np
from attrs import define, field, frozen
from numpy.typing import NDArray

from searchlib.index.postings.term_dictionary import JOINER, Dictionary
from searchlib.index.postings.writer import Rows
from searchlib.kernels.arrays import Array, Int64
from searchlib.kernels.borders import distinct_rows, highest_of_runs, run_lengths, run_starts, stable_order
from searchlib.kernels.lookup import rank
from searchlib.kernels.offsets import counts_of, narrowest, offsets_of, ranges, repeated

__all__ = ["FormTable", "Run", "RunSource", "join_runs", "make_run"]


@define
class FormTable:
    """All terms and forms that a writer has met, numbered as they came; entries are the batch analyzer's.

    ``terms`` and ``forms`` are UTF-8; ``owners`` int32 has each form's term, ``entry_forms`` int32 each entry's form.
    """

    terms: list[bytes] = field(factory=list)
    forms: list[bytes] = field(factory=list)
    owners: NDArray[np.int32] = field(factory=lambda: np.zeros(0, np.int32))
    entry_forms: NDArray[np.int32] = field(factory=lambda: np.zeros(0, np.int32))
    _numbers: dict[bytes, int] = field(factory=dict)
    _joined: dict[tuple[int, ...], int] = field(factory=dict)

    @property
    def size(self) -> int:
        """About how many bytes it takes: measured, for words of usual length."""
        return 250 * len(self.forms)

    def extend(self, entries: Sequence[tuple[str, str]]) -> None:
        """Learn the entries that are new; those known already must be the first ones. Each is a form of its own."""
        new = entries[len(self.entry_forms) :]
        if new:
            forms = [spelling.encode(errors="surrogatepass") for _, spelling in new]
            numbers = [self._number(text.encode(errors="surrogatepass")) for text, _ in new]
            made = np.arange(len(self.forms), len(self.forms) + len(new), dtype=np.int32)
            self.entry_forms = np.concatenate((self.entry_forms, made))
            self._add(forms, numbers)

    def joined(self, forms: Sequence[int]) -> int:
        """The form of an occurrence that has the spellings of several forms, ascending, of one term."""
        key = tuple(forms)
        if key not in self._joined:
            self._joined[key] = len(self.forms)
            spelling = JOINER.join(sorted(self.forms[number] for number in forms))
            self._add([spelling], [int(self.owners[forms[0]])])
        return self._joined[key]

    def _number(self, term: bytes) -> int:
        number = self._numbers.setdefault(term, len(self.terms))
        if number == len(self.terms):
            self.terms.append(term)
        return number

    def _add(self, forms: list[bytes], owners: list[int]) -> None:
        self.forms += forms
        self.owners = np.concatenate((self.owners, np.array(owners, np.int32)))


@frozen
class Run:
    """Postings of one field: terms in any order, in each the units and positions ascending.

    ``terms`` and ``forms`` are numbers of the :class:`FormTable`, ``form_counts`` how many of ``forms`` each term has.
    ``codes`` says of each occurrence which of its term's forms it has. By unit, ``lengths`` u4 are how many occurrences
    it has, ``widths`` u4 how many positions it takes.
    """

    terms: Int64
    forms: Int64
    form_counts: Int64
    postings: Int64
    occurrences: Int64
    units: Array
    frequencies: Array
    positions: Array
    codes: Array
    unit_count: int
    lengths: Array
    widths: Array

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        small = (self.lengths, self.widths, self.terms, self.forms, self.form_counts, self.postings, self.occurrences)
        return sum(array.nbytes for array in (*small, self.units, self.frequencies, self.positions, self.codes))


def make_run(units: Array, positions: Array, entries: Array, unit_count: int, table: FormTable) -> Run:
    """The run of rows (unit, position, entry), given by unit, then position; the table must know the entries.

    A term that stands twice at a place counts once there, with both spellings.
    """
    widths = _widths(units, positions, unit_count)
    forms = table.entry_forms[entries]
    terms = table.owners[forms]
    present, ranks = _numbered(terms, len(table.terms))
    local = ranks[terms]
    order = stable_order(local, len(present))
    counts = np.bincount(local, minlength=len(present))
    local = repeated(np.arange(len(present), dtype=local.dtype), counts)
    units, positions, forms = _narrow(units)[order], _narrow(positions)[order], forms[order]
    new = distinct_rows(local, units, positions)
    if not new.all():
        forms = _joined(forms, new, table)
        local, units, positions = local[new], units[new], positions[new]
        counts = np.bincount(local, minlength=len(present))
    at = run_starts(local, units)
    frequencies = run_lengths(at, len(local))
    occurrences = offsets_of(counts)
    form_numbers, form_counts, codes = _coded(forms, ranks, len(present), table)
    return Run(
        terms=present,
        forms=form_numbers,
        form_counts=form_counts,
        postings=rank(at, occurrences),
        occurrences=occurrences,
        units=units[at],
        frequencies=_narrow(frequencies),
        positions=positions,
        codes=codes,
        unit_count=unit_count,
        lengths=np.bincount(units, minlength=unit_count).astype(np.uint32),
        widths=widths,
    )


def _widths(units: Array, positions: Array, unit_count: int) -> Array:
    """One more than the highest position of each unit, 0 without any."""
    widths = np.zeros(unit_count, np.uint32)
    if len(units):
        at = run_starts(units)
        widths[units[at]] = highest_of_runs(positions, at) + 1
    return widths


def _narrow(numbers: Array) -> Array:
    return numbers.astype(narrowest(int(numbers.max(initial=0))))


def _numbered(numbers: Array, limit: int) -> tuple[Int64, Array]:
    """The different numbers, ascending, and by number which of them it is (for others anything)."""
    seen = np.zeros(limit, bool)
    seen[numbers] = True
    present = np.flatnonzero(seen)
    ranks = np.empty(limit, np.int32)
    ranks[present] = np.arange(len(present), dtype=np.int32)
    return present, ranks


def _joined(forms: Array, new: Array, table: FormTable) -> Array:
    """The forms of the rows that are new, those that follow at the same place joined to them."""
    starts = np.flatnonzero(new)
    sizes = run_lengths(starts, len(new))
    result = forms[starts]
    for row in np.flatnonzero(sizes > 1).tolist():
        together = np.unique(forms[starts[row] : starts[row] + sizes[row]]).tolist()
        result[row] = together[0] if len(together) == 1 else table.joined(together)
    return result


def _coded(forms: Array, ranks: Array, count: int, table: FormTable) -> tuple[Int64, Int64, Array]:
    """The different forms by term, how many each of ``count`` terms has, and which of them each row has."""
    seen = np.zeros(len(table.forms), bool)
    seen[forms] = True
    numbers = np.flatnonzero(seen)
    owners = ranks[table.owners[numbers]]
    order = stable_order(owners, count)
    numbers, owners = numbers[order], owners[order]
    counts = np.bincount(owners, minlength=count)
    codes = np.zeros(len(table.forms), narrowest(int(counts.max(initial=0))))
    codes[numbers] = np.arange(len(numbers)) - offsets_of(counts)[owners]
    return numbers, counts, codes[forms]


@define
class RunSource:
    """A run as a merge reads it: its terms in the order of the merged dictionary."""

    _run: Run
    units: int
    _order: Int64
    postings: Int64
    occurrences: Int64
    _form_starts: NDArray[np.uint32]
    wide_rows: int

    @classmethod
    def of(cls, run: Run, order: Int64) -> "RunSource":
        """``order`` has the run's terms in the merged order."""
        postings, occurrences = counts_of(run.postings)[order], counts_of(run.occurrences)[order]
        starts = offsets_of(run.form_counts)[:-1][order].astype(np.uint32)
        wide = 0 if run.positions.itemsize == 1 else int(np.count_nonzero(run.positions > 254))
        return cls(run, run.unit_count, order, offsets_of(postings), offsets_of(occurrences), starts, wide)

    def rows(self, first: int, last: int) -> Rows:
        """The rows of a range of terms."""
        terms, places = counts_of(self.postings[first : last + 1]), counts_of(self.occurrences[first : last + 1])
        chosen, run = self._order[first:last], self._run
        postings = ranges(run.postings[chosen], terms)
        occurrences = ranges(run.occurrences[chosen], places)
        forms = repeated(self._form_starts[first:last], places) + run.codes[occurrences]
        frequencies = run.frequencies[postings].astype(np.uint32)
        return Rows(run.units[postings], frequencies, run.positions[occurrences], forms, terms, places)

    def release(self) -> None:
        """Nothing to do: a run goes with its buffer."""


def join_runs(runs: Sequence[Run], table: FormTable) -> tuple[Dictionary, list[tuple[RunSource, Int64, Array]]]:
    """The dictionary of all runs, and each run as a source with the merged numbers of its terms and of its forms."""
    terms, term_ranks = _ranked(_present([run.terms for run in runs], len(table.terms)), table.terms)
    spelled, form_ranks = _ranked(_present([run.forms for run in runs], len(table.forms)), table.forms)
    forms = spelled[np.argsort(term_ranks[table.owners[spelled]], kind="stable")]
    form_ranks[forms] = np.arange(len(forms))
    counts = np.bincount(term_ranks[table.owners[forms]], minlength=len(terms))
    dictionary = Dictionary(
        [table.terms[term] for term in terms.tolist()],
        [table.forms[form] for form in forms.tolist()],
        offsets_of(counts),
    )
    sources = []
    for run in runs:
        order = np.argsort(term_ranks[run.terms])
        sources.append(
            (RunSource.of(run, order), term_ranks[run.terms][order], form_ranks[run.forms].astype(np.uint32))
        )
    return dictionary, sources


def _present(numbers: Sequence[Int64], limit: int) -> Int64:
    """The different numbers below ``limit`` in any of the arrays, ascending."""
    seen = np.zeros(limit, bool)
    for each in numbers:
        seen[each] = True
    return np.flatnonzero(seen)


def _ranked(present: Int64, strings: Sequence[bytes]) -> tuple[Int64, Int64]:
    """The numbers in the order of their strings, and by number its place in that order (for others anything)."""
    ordered = np.array(sorted(present.tolist(), key=strings.__getitem__), np.int64)
    ranks = np.zeros(len(strings), np.int64)
    ranks[ordered] = np.arange(len(ordered))
    return ordered, ranks
