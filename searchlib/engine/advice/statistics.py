"""What must an engine know, to be asked for advice? How many passages match, and which spellings there are."""

from collections.abc import Sequence
from typing import Protocol

from searchlib.analysis import Analyzer
from searchlib.query import Query

__all__ = ["Knowledge"]


class Knowledge(Protocol):
    """One commit of an index, and the filters of one search. Fields of spellings are named as ``text_exact``."""

    @property
    def analyzer(self) -> Analyzer:
        """What reads questions."""
        ...

    @property
    def passages(self) -> int:
        """How many passages there are."""
        ...

    @property
    def is_filtered(self) -> bool:
        """Whether the search had filters."""
        ...

    def count(self, tree: Query, *, filtered: bool = False) -> int:
        """How many passages match; with ``filtered`` those that pass the filters of the search."""
        ...

    def frequency(self, field: str, spelling: str) -> int:
        """How often a spelling occurs in a field of spellings, 0 where it does not."""
        ...

    def similar(self, field: str, spelling: str, edits: int) -> Sequence[tuple[str, int]]:
        """The spellings in a field of spellings that are at most so many edits away, with their frequencies."""
        ...
