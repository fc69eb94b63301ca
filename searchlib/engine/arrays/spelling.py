"""Which words does a tree look for in the end? The same tree, its patterns replaced by the spellings they stand for."""

from searchlib.engine.arrays.leaves import Leaves
from searchlib.engine.arrays.segments import EXACT, base_field
from searchlib.engine.arrays.whoosh import Or, Query, Term
from searchlib.query.compile import is_ideograph

__all__ = ["spelled_out"]

_PATTERNS = frozenset({"FuzzyTerm", "Regex", "TermRange", "Wildcard"})
_TEXTS = frozenset({"text", "title", "heading"})


def spelled_out(tree: Query, leaves: Leaves) -> Query:
    """``tree`` itself where it has no such pattern. Prefixes and endings of an ideograph stay: a text shows them.

    So do patterns of what is no text, an author's name for example.
    """
    waiting, has_patterns = [tree], False
    while waiting and not has_patterns:
        query = waiting.pop()
        has_patterns = _is_pattern(query)
        waiting.extend(query.children())
    return _replaced(tree, leaves) if has_patterns else tree


def _replaced(query: Query, leaves: Leaves) -> Query:
    if _is_pattern(query):
        field = base_field(query.fieldname) + EXACT
        return Or([Term(field, spelling) for spelling in leaves.spellings(query)])
    return query if query.is_leaf() else query.apply(lambda part: _replaced(part, leaves))


def _is_pattern(query: Query) -> bool:
    kind = type(query).__name__
    if kind not in _PATTERNS or base_field(query.fieldname) not in _TEXTS:
        return False
    return not (kind == "Wildcard" and is_ideograph(query.text.removeprefix("*")))
