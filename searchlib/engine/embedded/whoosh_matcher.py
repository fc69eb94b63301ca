"""What does a query match that no array operation is known for? Whoosh's own matcher, asked document by document."""

from functools import cached_property
from typing import Any

import numpy as np
from attrs import define
from numpy.typing import NDArray

from searchlib.analysis import Analyzer
from searchlib.engine.execution.deadline import Deadline
from searchlib.index.reader import IndexReader

__all__ = ["Drain"]


@define(slots=False, eq=False, repr=False)
class Drain:
    """Runs queries of any Whoosh class on one commit, slowly; scores are Whoosh's BM25F."""

    reader: IndexReader
    analyzer: Analyzer

    def __call__(
        self, query: Any, segment: int, deadline: Deadline | None = None
    ) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
        """The documents of one segment that match, ascending, and their scores. Raises OutOfTime."""
        documents: list[int] = []
        scores: list[float] = []
        if self.reader.segments[segment].document_count:
            base, searcher = self.reader.bases[segment], self._searcher
            leaf = next(leaf for leaf, offset in searcher.leaf_searchers() if offset == base)
            matcher = query.matcher(leaf, searcher.context())
            while matcher.is_active():
                if deadline is not None:
                    deadline.check()
                if not leaf.reader().is_deleted(matcher.id()):
                    documents.append(matcher.id())
                    scores.append(matcher.score())
                matcher.next()
        return np.array(documents, np.uint32), np.array(scores, np.float64)

    @cached_property
    def _searcher(self) -> Any:
        from searchlib.index.whoosh.searcher import whoosh_searcher  # slow to load, seldom needed

        return whoosh_searcher(self.reader, self.analyzer)
