"""The parts of a question: what it looks for, one by one, as typed and as trees."""

from collections.abc import Iterator

from attrs import frozen

from searchlib.query import Query, Question, leaves_of
from searchlib.query.canonical import canonical
from searchlib.query.compile import compiled
from searchlib.query.display import shown
from searchlib.query.nodes import Group, Node
from searchlib.query.queries import Phrase, Term

__all__ = ["Part", "leaf_nodes", "parts_of", "words_of"]


@frozen(eq=False)
class Part:
    """A leaf of a question: ``text`` as it is typed, without a sign, and its own ``tree``."""

    text: str
    tree: Query


def parts_of(question: Question) -> list[Part]:
    """What the question looks for, each once, in its order; what it excludes is left out."""
    if question.node is None:
        leaves = [Part(shown(leaf), leaf) for leaf in leaves_of(question.tree, negative=False)]
        leaves.reverse()  # they come last first
    else:
        leaves = [Part(canonical(leaf), compiled(leaf)) for leaf in leaf_nodes(question.node)]
    return list({part.text: part for part in leaves if part.text}.values())


def words_of(part: Part) -> list[Part]:
    """The single words of a part that has several (a phrase), else none."""
    words = [word for leaf in leaves_of(part.tree, negative=False) for word in _words(leaf)]
    distinct = {word.text: word for word in words}
    return list(distinct.values()) if len(distinct) > 1 else []


def leaf_nodes(node: Node) -> Iterator[Node]:
    """The leaves that are looked for, in the order of the text."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        if isinstance(here, Group):
            waiting.extend(reversed((*here.must, *here.should)))
        else:
            yield here


def _words(leaf: Query) -> Iterator[Part]:
    if isinstance(leaf, Phrase):
        yield from (Part(word, Term(leaf.fieldname, word)) for word in leaf.words)
    elif isinstance(leaf, Term):
        yield Part(leaf.text, leaf)
