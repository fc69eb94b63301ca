"""What a function of one kind of query asks the scorer for: matches of other queries in a segment, and the snapshot."""

from typing import Protocol

from searchlib.engine.execution.deadline import Deadline
from searchlib.engine.execution.filters import FactReading
from searchlib.engine.execution.snapshot import Snapshot
from searchlib.kernels.arrays import Documents, Found
from searchlib.query.queries import Query

__all__ = ["SegmentMatcher"]


class SegmentMatcher(Protocol):
    """One query against one snapshot, as :class:`~searchlib.engine.execution.scorer.Matching` runs it."""

    @property
    def snapshot(self) -> Snapshot:
        """The commit that is searched, with its statistics."""
        ...

    @property
    def deadline(self) -> Deadline | None:
        """When the answer must be there."""
        ...

    @property
    def facts(self) -> FactReading:
        """How the values of facts are read."""
        ...

    def found(self, query: Query, segment: int, scored: bool) -> Found:
        """The documents of a segment that match, ascending, and their scores if these are wanted."""
        ...

    def excluded(self, query: Query, segment: int) -> Documents:
        """The documents that match what is not wanted: all of them, or OutOfTime is raised."""
        ...
