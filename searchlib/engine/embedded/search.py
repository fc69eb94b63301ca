"""One request, executed on a view of the index: what hits, pages and advice are worked out from."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from searchlib.article import Paragraph
from searchlib.engine.base import Request
from searchlib.engine.embedded.view import View
from searchlib.engine.execution.collector import chosen
from searchlib.engine.execution.deadline import Deadline
from searchlib.engine.execution.execution import Execution
from searchlib.engine.execution.leaf_lookup import LeafLookup
from searchlib.engine.search import RankedKeys
from searchlib.highlight.highlighter import Marker
from searchlib.highlight.tokens import TokenCache, Written
from searchlib.query import Query
from searchlib.results import Explanation, Passage

if TYPE_CHECKING:
    from searchlib.engine.embedded.statistics import ViewKnowledge

__all__ = ["EmbeddedSearch"]


def _decider(view: View, query: Query) -> Callable[[int], bool]:
    """Says whether a document's text has what a query without patterns looks for; it holds no search."""
    marker = Marker(query, view.lexicon)
    return lambda document: marker.holds(view.text(document), view.written(document))


class EmbeddedSearch:
    """See :class:`~searchlib.engine.search.Search`; a key is a document, by its number in the snapshot."""

    def __init__(self, view: View, request: Request) -> None:
        deadline = None if request.timeout is None else Deadline(request.timeout)
        drain = view.drain if deadline is None else partial(view.drain, deadline=deadline)
        self._view = view
        self._request = request
        self._execution = Execution(
            view.ranked_by(request.ranking),
            drain,
            view.spellings,
            deadline,
            partial(_decider, view),
            request.question.word_positions,
            view.bag,
        )
        self.ranked: Callable[[int | None], RankedKeys] = partial(chosen, self._execution, request)
        self.text: Callable[[int], str] = view.text
        self.are_copies: Callable[[int, int], bool] = view.are_copies

    def finish(self) -> None:
        """See :class:`~searchlib.engine.search.Search`."""
        self._execution.finish()

    @property
    def is_complete(self) -> bool:
        """See :class:`~searchlib.engine.search.Search`."""
        return self._execution.is_complete

    @property
    def warnings(self) -> Sequence[str]:
        """See :class:`~searchlib.engine.search.Search`."""
        return (*self._view.warnings, *self._execution.warnings)

    @property
    def passage(self) -> Callable[[int], Passage]:
        """See :class:`~searchlib.engine.search.Search`."""
        return self._view.passage

    @property
    def paragraph(self) -> Callable[[int], Paragraph]:
        """See :class:`~searchlib.engine.search.Search`."""
        return self._view.paragraph

    @property
    def written(self) -> Callable[[int], Written]:
        """See :class:`~searchlib.engine.search.Search`."""
        return self._view.written

    @property
    def lexicon(self) -> TokenCache:
        """See :class:`~searchlib.engine.search.Search`."""
        return self._view.lexicon

    def article_passages(self, key: int) -> tuple[Sequence[int], int]:
        """See :class:`~searchlib.engine.search.Search`."""
        return self._view.article_documents(key)

    def holds(self, leaf: Query, key: int) -> bool | None:
        """See :class:`~searchlib.engine.search.Search`."""
        return self._leaf_lookup.of(leaf, key)

    def passages_with(self, field: str, word: str) -> int:
        """See :class:`~searchlib.engine.search.Search`."""
        return self._execution.snapshot.word(field, word).frequency

    def spellings(self, pattern: Query) -> Sequence[str]:
        """See :class:`~searchlib.engine.search.Search`."""
        return self._execution.matching.leaves.spellings(pattern)

    def explain(self, key: int) -> Explanation:
        """See :class:`~searchlib.engine.search.Search`."""
        from searchlib.engine.execution.explain import explain  # seldom needed

        return explain(self._execution, self._request.question.tree, key)

    @property
    def knowledge(self) -> "ViewKnowledge":
        """See :class:`~searchlib.engine.search.Search`."""
        from searchlib.engine.embedded.statistics import ViewKnowledge  # seldom needed

        return ViewKnowledge(self._execution, self._view.analyzer, self._request)

    @cached_property
    def _leaf_lookup(self) -> LeafLookup:
        return LeafLookup(self._execution)
