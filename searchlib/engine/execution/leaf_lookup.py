"""Whether a hit matches a leaf of the question, where the text that is shown cannot tell: of titles, dates, authors."""

from searchlib.engine.execution.execution import Execution
from searchlib.kernels.arrays import Documents
from searchlib.kernels.lookup import row_of
from searchlib.query.queries import TRAITS, Query

__all__ = ["LeafLookup"]


class LeafLookup:
    """The leaves of one query against one snapshot; what each matches in a segment is looked up once."""

    def __init__(self, execution: Execution) -> None:
        self._execution = execution
        self._found: dict[tuple[int, int], tuple[Query, Documents]] = {}

    def of(self, leaf: Query, document: int) -> bool | None:
        """Whether ``leaf`` matches a document, by its number in the snapshot; None for what no array can tell."""
        if not self._execution.matching.knows(leaf):
            return None
        if TRAITS[type(leaf)].is_confirmed:
            return self._execution.matching.confirmation.holds(leaf, document)
        segment, wanted = self._execution.snapshot.segment_of(document)
        key = (id(leaf), segment)
        if key not in self._found:
            found, _ = self._execution.matching.found(leaf, segment, False)
            self._found[key] = leaf, found  # with the leaf, so that its id stays its own
        return row_of(self._found[key][1], wanted) >= 0
