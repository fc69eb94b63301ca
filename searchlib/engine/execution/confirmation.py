"""Confirmation of candidates: what arrays only narrow down is decided on the texts of documents, each once.

The words of an InSentence are found by arrays, as those of an And; that they stand in one sentence is seen in the text
alone. Lucene calls this two-phase iteration.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias

from searchlib.engine.execution.deadline import OutOfTime
from searchlib.engine.execution.term_queries import Leaves
from searchlib.errors import InvalidRequest
from searchlib.highlight.pattern_terms import spelled_out
from searchlib.kernels.arrays import Found
from searchlib.kernels.sets import picked
from searchlib.query.queries import Query, name_of

__all__ = ["Confirm", "Confirmation"]

Confirm: TypeAlias = Callable[[Query], Callable[[int], bool]]
"""Told a query without patterns, gives what says of a document's number in the snapshot whether its text has it."""


class Confirmation:
    """The decisions on texts of one query against one snapshot; it holds the leaves, not who asks."""

    def __init__(self, leaves: Leaves, confirm: Confirm | None) -> None:
        self._leaves = leaves
        self._confirm = confirm
        self._decided: dict[Query, dict[int, bool]] = {}
        self._deciders: dict[Query, Callable[[int], bool]] = {}
        self._deferred: Sequence[Query] = ()

    def found(self, query: Query, segment: int, candidates: Found) -> Found:
        """Those ``candidates`` of a segment that hold ``query``; all of them where it is deferred.

        Reads the text of each. When the deadline passes it is those that were decided. Raises OutOfTime where it allows
        no parts.
        """
        if any(each is query for each in self._deferred):
            return candidates
        base = self._leaves.snapshot.bases[segment]
        rows = self.rows((query,), [base + document for document in candidates[0].tolist()])
        return picked(candidates, rows)

    @contextmanager
    def deferred(self, queries: Sequence[Query]) -> Iterator[None]:
        """Within it all candidates of ``queries`` are found: whoever asks decides which of them need be decided."""
        before, self._deferred = self._deferred, queries
        try:
            yield
        finally:
            self._deferred = before

    def rows(self, queries: Sequence[Query], documents: Sequence[int], most: int | None = None) -> list[int]:
        """The rows of those ``documents`` that hold all ``queries``, in their order: the first ``most`` of them.

        No further text is read. When the deadline passes it is those that were decided, as in :meth:`found`.
        """
        deadline, rows = self._leaves.deadline, list[int]()
        try:
            for row, document in enumerate(documents):
                if len(rows) == most:
                    break
                if deadline is not None:
                    deadline.check()
                if all(self.holds(query, document) for query in queries):
                    rows.append(row)
        except OutOfTime:
            if deadline is not None and not deadline.allows_parts:
                raise
        return rows

    def holds(self, query: Query, document: int) -> bool:
        """Whether a document, by its number in the snapshot, holds ``query``."""
        decided = self._decided.setdefault(query, {})
        if document not in decided:
            decided[document] = self._decider(query)(document)
        return decided[document]

    def _decider(self, query: Query) -> Callable[[int], bool]:
        if self._confirm is None:
            raise InvalidRequest(f"queries of the kind {name_of(query)} are decided on texts, and there are none")
        decider = self._deciders.get(query)
        if decider is None:
            decider = self._deciders[query] = self._confirm(spelled_out(query, self._leaves.spellings))
        return decider
