"""The reduction of a question of which no passage has all words: to the most of them that one passage has.

It is for searches that are not sorted by relevance, where a word more or less would only be noise. Only words that were
not demanded one by one can be left out (:attr:`searchlib.query.Question.optional`). Of the passages that have the most
of them the best by relevance decides which ones are kept.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from attrs import evolve

from searchlib.engine.base import Request
from searchlib.engine.search import Key, Search
from searchlib.highlight.verdicts import judged
from searchlib.query import Query, Question, given
from searchlib.query.nodes import Boosted, Group, Node
from searchlib.query.normalize import combine
from searchlib.query.notices import shortened
from searchlib.query.queries import And, ConstantScoreQuery, Or

__all__ = ["Reduction", "reduced"]

WORTH: Final = 1e6
"""What a word adds to the score of a passage that has it: more than all words' relevance."""

NAMED: Final = 5
"""So many of the words that are left out are named, the others counted."""


class Reduction(NamedTuple):
    """The ``question`` with fewer words, None where no passage has any; whether there was time to look at all."""

    question: Question | None
    is_complete: bool


def reduced(searching: Callable[[Request], Search], request: Request) -> Reduction:
    """What to ask instead of the question, of which no passage that the request admits has all words.

    ``searching`` executes a request on the commit that is asked; ``request`` has the time that is left.
    """
    question = request.question
    words = [_Word(node, _tree_of(question, _unweighted(node))) for node in question.optional]
    if not words:
        return Reduction(None, True)
    search = searching(_counting(request, words))
    best = search.ranked(None).keys
    search.finish()
    if not len(best):
        return Reduction(None, search.is_complete)
    dropped = [word.node for word in words if not _has(search, best[0], word.tree)]
    shorter = _without(question, dropped, is_restricted=request.restriction is not None) if dropped else None
    return Reduction(shorter, search.is_complete)


class _Word(NamedTuple):
    node: Node
    tree: Query


def _tree_of(question: Question, node: Node) -> Query:
    """What looks for a part of the question."""
    assert question.reread is not None, "a question with nodes was read"
    return question.reread(question.text_of(node)).tree


def _unweighted(node: Node) -> Node:
    return _unweighted(node.node) if isinstance(node, Boosted) else node


def _counting(request: Request, words: Sequence[_Word]) -> Request:
    """The request for the passage that has the most of ``words``, and among such the best."""
    distinct = {repr(word.tree): word.tree for word in words}.values()
    counted = Or([And([ConstantScoreQuery(tree, WORTH), tree]) for tree in distinct])
    return evolve(
        request,
        question=given(And([counted, *_demanded(request.question)])),  # an Or alone, its parts worth the same, is slow
        limit=1,
        offset=0,
        sort="relevance",
        group=None,
        count=False,
        ranking=evolve(request.ranking, near=0.0, likeness=0.0),
        expand=None,
        fold=False,
    )


def _demanded(question: Question) -> Iterator[Query]:
    """What looks for all that a passage must have beside the words that can be left out."""
    whole, optional = _group(question), set(question.optional)
    for node in whole.must:
        if node not in optional:
            yield _tree_of(question, node)
    if whole.excluded:
        yield ConstantScoreQuery(_tree_of(question, Group((), (), whole.excluded)), 0.0)


def _group(question: Question) -> Group:
    assert isinstance(question.node, Group), "who has words to leave out has several"
    return question.node


def _has(search: Search, key: Key, tree: Query) -> bool:
    """Whether the passage matches ``tree``, by what the search knows of its leaves."""
    return judged(tree, _Leaves(search, key))[0] is True


class _Leaves:
    """See :class:`~searchlib.highlight.matcher.LeafMatcher`; nothing is marked."""

    def __init__(self, search: Search, key: Key) -> None:
        self._search = search
        self._key = key

    def of(self, leaf: Query, /) -> tuple[bool | None, set[None]]:
        """Whether the passage matches ``leaf``."""
        return self._search.holds(leaf, self._key), set()


def _without(question: Question, dropped: Sequence[Node], *, is_restricted: bool) -> Question:
    """The question without the words that are ``dropped``, with a warning that names them."""
    assert question.reread is not None, "a question with nodes was read"
    whole, gone = _group(question), set(dropped)
    kept = combine([node for node in whole.must if node not in gone], (), whole.excluded)
    shorter = question.reread(question.text_of(kept))
    return evolve(shorter, warnings=(*question.warnings, _told(question, dropped, is_restricted)))


def _told(question: Question, dropped: Sequence[Node], is_restricted: bool) -> str:
    names = [shortened(question.text_of(node)) for node in dropped[:NAMED]]
    more = len(dropped) - len(names)
    listed = ", ".join(names) + (f" and {more:,} more" if more else "")
    admitted = " that the filters admit" if is_restricted else ""
    return f"no passage{admitted} has all of these words: {listed} {'is' if len(dropped) == 1 else 'are'} left out"
