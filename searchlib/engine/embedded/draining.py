"""What does a query match that no array operation is known for? Whoosh's own matcher, asked document by document."""

from functools import cached_property
from typing import Any

import numpy as np
from attrs import define
from numpy.typing import NDArray

from searchlib.analysis import Analyzer
from searchlib.index.reader import IndexReader

__all__ = ["Drain"]


@define(slots=False, eq=False, repr=False)
class Drain:
    """Runs queries of any Whoosh class on one commit, slowly; scores are Whoosh's BM25F."""

    reader: IndexReader
    analyzer: Analyzer

    def __call__(self, query: Any, segment: int) -> tuple[NDArray[np.uint32], NDArray[np.float64]]:
        """The documents of one segment that match, ascending, and their scores."""
        base, searcher = self.reader.bases[segment], self._searcher
        leaves = [leaf for leaf, offset in searcher.leaf_searchers() if offset == base and leaf.doc_count_all()]
        if not self.reader.segments[segment].document_count:
            return np.empty(0, np.uint32), np.empty(0)
        matcher = query.matcher(leaves[0], searcher.context())
        found = []
        while matcher.is_active():
            found.append((matcher.id(), matcher.score()))
            matcher.next()
        found = [(number, score) for number, score in found if not leaves[0].reader().is_deleted(number)]
        documents, scores = zip(*found, strict=True) if found else ((), ())
        return np.array(documents, np.uint32), np.array(scores, np.float64)

    @cached_property
    def _searcher(self) -> Any:
        from searchlib.index.codec.searcher import whoosh_searcher  # slow to load, seldom needed

        return whoosh_searcher(self.reader, self.analyzer)
