"""The names of the articles' metadata: what the values of each are, and how they are written.

Decided over all segments and live articles, so that a merge changes nothing; worked out name by name, when one is first
asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, reduce
from operator import or_
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.execution.readers import FactColumn, SegmentArrays
from searchlib.kernels.arrays import Int64
from searchlib.kernels.offsets import counts_of, offsets_of
from searchlib.query import Contents
from searchlib.schema import FACTS, metadata_name
from searchlib.written_values import AS_USUAL, Forms, evidence_of

__all__ = ["FactFields", "days_of", "numbers_of"]

_EXACT = 2**53
"""Whole numbers up to it are exact as floats."""


class FactFields(Mapping[str, Contents]):
    """By name the contents of the metadata in these segments. Safe for several threads."""

    def __init__(self, segments: Sequence[SegmentArrays]) -> None:
        self._segments = segments
        self._known: dict[str, Contents] = {}

    def __getitem__(self, name: str) -> Contents:
        known = self._known.get(name)
        if known is None:
            if name not in self._names:
                raise KeyError(name)
            known = self._known[name] = self._contents(name)
        return known

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def forms_of(self, field: str) -> Forms:
        """How the texts of a field are written."""
        if field in FACTS:
            return AS_USUAL
        name = field if field in self._names else metadata_name(field)
        return self[name].forms if name in self._names else AS_USUAL

    @cached_property
    def _names(self) -> dict[str, None]:
        return dict.fromkeys(sorted({name for segment in self._segments for name in segment.columns.metadata}))

    @cached_property
    def _live(self) -> Sequence[NDArray[np.bool_] | None]:
        return list(map(_live_articles, self._segments))

    def _contents(self, name: str) -> Contents:
        held = [
            (column, column.counts(live))
            for segment, live in zip(self._segments, self._live, strict=True)
            if (column := segment.columns.metadata.get(name)) is not None
        ]
        evidence = [int(np.bitwise_or.reduce(_evidence_of(column)[counts > 0], initial=0)) for column, counts in held]
        forms = Forms.of(reduce(or_, evidence, 0))
        numbers, days, texts = map(sum, zip(*(_counted(*each, forms) for each in held), strict=True))
        return Contents(numbers, days, texts, any(_are_written(*each) for each in held), forms)


def numbers_of(column: FactColumn, forms: Forms) -> NDArray[Any]:
    """[values] the number that each is, nan for none: floats, or objects where these would not be exact."""
    key = "numbers", forms
    found: NDArray[Any] = column.derived(key, lambda values: _numbers(list(map(forms.number_of, values))))
    return found


def days_of(column: FactColumn, forms: Forms) -> NDArray[np.int32]:
    """[values] the day that each is, as an ordinal, 0 for none."""

    def made(values: Sequence[Any]) -> NDArray[np.int32]:
        numbers = numbers_of(column, forms)
        days = np.zeros(len(values), np.int32)
        for row in (numbers != numbers).nonzero()[0].tolist():
            day = forms.day_of(values[row])
            days[row] = 0 if day is None else day.toordinal()
        return days

    found: NDArray[np.int32] = column.derived(("days", forms), made)
    return found


def _numbers(numbers: Sequence[int | float | None]) -> NDArray[Any]:
    are_exact = not any(isinstance(number, int) and abs(number) > _EXACT for number in numbers)
    values = [np.nan if number is None else number for number in numbers]
    return np.array(values, np.float64 if are_exact else object)


def _evidence_of(column: FactColumn) -> NDArray[np.uint8]:
    """[values] what each says of how the others are written."""
    found: NDArray[np.uint8] = column.derived(
        "evidence", lambda values: np.fromiter(map(evidence_of, values), np.uint8, len(values))
    )
    return found


def _live_articles(segment: SegmentArrays) -> NDArray[np.bool_] | None:
    return None if segment.deleted is None else counts_of(offsets_of(~segment.deleted)[segment.first_documents]) > 0


def _counted(column: FactColumn, counts: Int64, forms: Forms) -> tuple[int, int, int]:
    """How often there are numbers, days and texts, given how often each value is there."""
    numbers = numbers_of(column, forms)
    are_numbers = numbers == numbers  # nan, which is none, is not itself
    are_days = days_of(column, forms) > 0
    found = [int(counts[mask].sum()) for mask in (are_numbers, are_days)]
    return found[0], found[1], int(counts.sum()) - sum(found)


def _are_written(column: FactColumn, counts: Int64) -> bool:
    return any(isinstance(value, str) and count for value, count in zip(column.values, counts.tolist(), strict=True))
