"""Which words of a question say nothing of what it is about? Function words, left out where other words are left.

Only bare words go: what is quoted, demanded by a + or an AND, excluded, or looked for in a field stays.
"""

from collections.abc import Collection

from searchlib.query.combining import combine
from searchlib.query.syntax import Group, Node, Wanted, Word, simple_term

__all__ = ["without_stop_words"]


def without_stop_words(node: Node, stop_words: Collection[str]) -> Node:
    """``node`` without the bare words of which every spelling is one of ``stop_words``; at least one part stays."""
    if not isinstance(node, Group) or not stop_words:
        return node
    must = [without_stop_words(child, stop_words) for child in node.must]
    kept = [
        without_stop_words(child, stop_words) if isinstance(child, Group) else child
        for child in node.should
        if not _is_stop_word(child, stop_words)
    ]
    if not must and not kept:
        return node
    if not must and len(kept) > 1:  # as most questions are: no need to look for a simpler form
        return Group((), tuple(kept), node.excluded)
    return combine(must, kept, node.excluded) or node


def _is_stop_word(node: Node, stop_words: Collection[str]) -> bool:
    if not isinstance(node, Word) or isinstance(node, Wanted) or node.field is not None:
        return False  # what has synonyms says something
    simple = simple_term(node)
    if simple is not None:
        return simple.spelling in stop_words
    return all(term.spelling in stop_words for run in node.runs for terms in run for term in terms)
