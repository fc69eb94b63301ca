"""Does a document match a leaf? Asked of hits, where the text that is shown cannot tell: of titles, dates, authors."""

from searchlib.engine.arrays.execute import Execution
from searchlib.engine.arrays.segments import Documents
from searchlib.engine.arrays.whoosh import Query

__all__ = ["Holding"]


class Holding:
    """The leaves of one query against one snapshot; what each matches in a segment is looked up once."""

    def __init__(self, execution: Execution) -> None:
        self._execution = execution
        self._found: dict[tuple[int, int], tuple[Query, Documents]] = {}

    def of(self, leaf: Query, document: int) -> bool | None:
        """Whether ``leaf`` matches a document, by its number in the snapshot; None for what no array can tell."""
        if not self._execution.matching.knows(leaf):
            return None
        segment, wanted = self._execution.snapshot.segment_of(document)
        key = (id(leaf), segment)
        if key not in self._found:
            found, _ = self._execution.matching.found(leaf, segment, False)
            self._found[key] = leaf, found  # with the leaf, so that its id stays its own
        documents = self._found[key][1]
        row = int(documents.searchsorted(wanted))
        return bool(row < len(documents) and documents[row] == wanted)
