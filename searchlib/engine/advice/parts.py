"""Which words does a question look for, one by one? A question comes in, its parts go out, as typed and as trees."""

from collections.abc import Iterator

from attrs import frozen

from searchlib.query import Query, Question, leaves_of
from searchlib.query.canonical import canonical
from searchlib.query.compile import compiled
from searchlib.query.nodes import Group, Node
from searchlib.query.queries import ConstantScoreQuery, Phrase, Term

__all__ = ["Part", "is_fact", "leaf_nodes", "parts_of", "words_of"]


@frozen(eq=False)
class Part:
    """A leaf of a question: ``text`` as it is typed, without a sign, and its own ``tree``."""

    text: str
    tree: Query


def parts_of(question: Question) -> list[Part]:
    """What the question looks for, each once, in its order; what it excludes is left out."""
    if question.node is None:
        leaves = [Part(_shown(leaf), leaf) for leaf in leaves_of(question.tree, negative=False)]
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


def is_fact(node: Node) -> bool:
    """Whether a leaf restricts articles by a fact, as a date: such a one adds nothing to a score."""
    return not isinstance(node, Group) and isinstance(compiled(node), ConstantScoreQuery)


def _words(leaf: Query) -> Iterator[Part]:
    if isinstance(leaf, Phrase):
        yield from (Part(word, Term(leaf.fieldname, word)) for word in leaf.words)
    elif isinstance(leaf, Term):
        yield Part(leaf.text, leaf)


def _shown(leaf: Query) -> str:
    """A leaf of a Whoosh tree as a person would write it."""
    if isinstance(leaf, Phrase):
        return f'"{" ".join(leaf.words)}"'
    return str(getattr(leaf, "text", None) or "")
