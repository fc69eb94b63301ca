"""Why this score? The leaves of a tree that matched one passage, and the numbers each of them adds."""

from collections.abc import Iterator

from searchlib.engine.embedded.execute import Execution
from searchlib.engine.embedded.whoosh import AndMaybe, AndNot, Not, Phrase, Prefix, Query, Term, Wildcard
from searchlib.results import Explanation

__all__ = ["explain"]


def explain(execution: Execution, query: Query, number: int) -> Explanation:
    """The score of document ``number`` as the sum of what each matching leaf contributes."""
    details = tuple(_contributions(execution, query, number))
    return Explanation(sum(detail.value for detail in details), "score, the sum of", details)


def _contributions(execution: Execution, query: Query, number: int) -> Iterator[Explanation]:
    """Each leaf's part in the score; a part of the tree that did not match as a whole contributes nothing."""
    score = execution.scores(query).get(number)
    if score is None:
        return
    if isinstance(query, Term | Phrase | Prefix | Wildcard):
        yield Explanation(score, f"BM25 of {_name(query)}")
    for part in _positive_parts(query):
        yield from _contributions(execution, part, number)


def _positive_parts(query: Query) -> list[Query]:
    if isinstance(query, AndNot):
        return [query.a]
    if isinstance(query, AndMaybe):
        return [query.a, query.b]
    return [part for part in getattr(query, "subqueries", ()) if not isinstance(part, Not)]


def _name(query: Query) -> str:
    if isinstance(query, Phrase):
        return f'{query.fieldname}:"{" ".join(query.words)}"'
    return f"{query.fieldname}:{query.text}{'*' if isinstance(query, Prefix) else ''}"
