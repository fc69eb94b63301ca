"""What can one commit tell those who give advice? Counts of passages and of spellings."""

from collections.abc import Sequence

from attrs import define, evolve

from searchlib.analysis import Analyzer
from searchlib.engine.arrays.execute import Execution
from searchlib.engine.arrays.expand import expanded
from searchlib.engine.arrays.segments import FieldReader, base_field, spelling_frequency
from searchlib.engine.arrays.select import ranked
from searchlib.engine.base import Request
from searchlib.query import Query
from searchlib.query.whoosh import FuzzyTerm

__all__ = ["Known"]

SHARED = 1  # letters at the beginning that similar spellings have in common, as long as there are such


@define(eq=False, repr=False)
class Known:
    """See :class:`~searchlib.engine.advice.knowledge.Knowledge`; ``request`` is the search that advice is given on."""

    execution: Execution
    analyzer: Analyzer
    request: Request

    @property
    def passages(self) -> int:
        """Those that are not deleted."""
        return self.execution.snapshot.live

    @property
    def is_filtered(self) -> bool:
        """Whether the search had filters."""
        return not self.request.filters.is_open

    def count(self, tree: Query, *, filtered: bool = False) -> int:
        """How many passages match."""
        if not (filtered and self.is_filtered):
            return self.execution.count(tree) or 0
        question = evolve(self.request.question, tree=tree)
        return ranked(self.execution, Request(question=question, limit=0, filters=self.request.filters)).total or 0

    def frequency(self, field: str, spelling: str) -> int:
        """How often a spelling occurs, in deleted passages, too."""
        return sum(spelling_frequency(reader, spelling) for reader in self._readers(field))

    def similar(self, field: str, spelling: str, edits: int) -> Sequence[tuple[str, int]]:
        """Spellings that begin with the same letter, or where there are none, any: that takes ten times longer."""
        return self._similar(field, spelling, edits, SHARED) or self._similar(field, spelling, edits, 0)

    def _similar(self, field: str, spelling: str, edits: int, shared: int) -> list[tuple[str, int]]:
        pattern = FuzzyTerm(field, spelling, maxdist=edits, prefixlength=shared)
        found = expanded(pattern, self._readers(field))
        return [(text, found.frequencies[text]) for text, _ in found.spellings if text != spelling]

    def _readers(self, field: str) -> list[FieldReader]:
        return [segment.fields[base_field(field)] for segment in self.execution.snapshot.segments]
