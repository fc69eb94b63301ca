"""The statistics of one commit that advice is worked out from: counts of passages and of spellings."""

from collections.abc import Sequence

from attrs import define, evolve

from searchlib.analysis import Analyzer
from searchlib.engine.base import Request
from searchlib.engine.execution.collector import chosen
from searchlib.engine.execution.execution import Execution
from searchlib.engine.execution.expansion import expanded
from searchlib.engine.execution.readers import FieldArrays, spelling_frequency
from searchlib.query import Query
from searchlib.query.queries import FuzzyTerm
from searchlib.schema import base_field

__all__ = ["ViewKnowledge"]

SHARED = 1  # letters at the beginning that similar spellings have in common, as long as there are such


@define(eq=False, repr=False)
class ViewKnowledge:
    """See :class:`~searchlib.engine.advice.statistics.Knowledge`; ``request`` is the search that advice is given on."""

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
        return self.request.restriction is not None

    def count(self, tree: Query, *, filtered: bool = False) -> int:
        """How many passages match."""
        if not (filtered and self.is_filtered):
            return self.execution.count(tree) or 0
        question, restriction = evolve(self.request.question, tree=tree), self.request.restriction
        return chosen(self.execution, Request(question=question, limit=0, restriction=restriction)).total or 0

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

    def _readers(self, field: str) -> list[FieldArrays]:
        return [segment.fields[base_field(field)] for segment in self.execution.snapshot.segments]
