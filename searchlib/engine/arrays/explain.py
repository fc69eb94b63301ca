"""Why this score? The parts of a tree that matched one passage, and the numbers each of them adds."""

from collections.abc import Iterable, Sequence

from searchlib.engine.arrays.execute import Execution
from searchlib.engine.arrays.expand import shown
from searchlib.engine.arrays.matching import kind_of
from searchlib.engine.arrays.whoosh import Query
from searchlib.results import Explanation

__all__ = ["explain"]


def explain(execution: Execution, tree: Query, document: int) -> Explanation:
    """The score of a document, by its number in the snapshot, as what each matching part of the tree contributes."""
    bases = execution.snapshot.bases
    segment = max(number for number, base in enumerate(bases[:-1]) if base <= document)
    details = _Explainer(execution, segment, document - bases[segment]).parts(tree)
    return Explanation(sum(detail.value for detail in details), "score, the sum of", details)


class _Explainer:
    """Explains the score of one document of one segment."""

    def __init__(self, execution: Execution, segment: int, document: int) -> None:
        self._execution = execution
        self._segment = segment
        self._document = document

    def parts(self, query: Query) -> tuple[Explanation, ...]:
        """What ``query`` adds to the score, in one part or in several; none where it does not match."""
        score = self._score(query)
        if score is None:
            return ()
        kind, boost = kind_of(query), getattr(query, "boost", 1.0)
        if kind in ("And", "Or", "AndMaybe", "AndNot", "Require"):
            parts = self._all(_adding(query, kind))
            if boost == 1.0:
                return parts
            return (Explanation(score, f"{boost:g} times the sum of", parts),)
        if kind == "DisjunctionMax":
            return (Explanation(score, _highest(query), self._all(query.subqueries)),)
        if kind in ("Every", "Not", "_NullQuery"):
            return ()
        if kind in ("ConstantScoreQuery", "DateRange", "NumericRange"):
            return (Explanation(score, "what a match of this part is worth"),)
        return (self._leaf(query, kind, score),)

    def _all(self, queries: Iterable[Query]) -> tuple[Explanation, ...]:
        return tuple(part for query in queries for part in self.parts(query))

    def _score(self, query: Query) -> float | None:
        documents, scores = self._execution.matching.found(query, self._segment, True)
        row = int(documents.searchsorted(self._document))
        if scores is None or row == len(documents) or documents[row] != self._document:
            return None
        return float(scores[row])

    def _leaf(self, query: Query, kind: str, score: float) -> Explanation:
        if kind == "Term":
            word = self._execution.snapshot.word(query.fieldname, query.text)
            name = f"BM25 of {query.fieldname}:{query.text}"
            return Explanation(score, f"{name}, the product of", self._factors(word.idf, score, query.boost))
        if kind == "Phrase":
            name = f'BM25 of {query.fieldname}:"{" ".join(query.words)}"'
            weight = self._execution.matching.leaves.phrase_weight(query)
            return Explanation(score, f"{name}, the product of", self._factors(weight, score, query.boost))
        if kind in ("Prefix", "Wildcard", "Regex", "FuzzyTerm", "TermRange"):
            return Explanation(score, f"BM25 of the words of {query.fieldname}:{shown(query)}")
        return Explanation(score, f"{type(query).__name__}, as Whoosh scores it")

    def _factors(self, idf: float, score: float, boost: float) -> tuple[Explanation, ...]:
        factors = [
            Explanation(idf, "idf: how rare it is"),
            Explanation(score / (idf * boost or 1.0), "saturation: how often it stands here, for this length"),
        ]
        return (*factors, Explanation(boost, "boost")) if boost != 1.0 else tuple(factors)


def _adding(query: Query, kind: str) -> Sequence[Query]:
    """The parts of a compound that add to its score."""
    if kind in ("AndNot", "Require"):
        return [query.a]
    return [query.a, query.b] if kind == "AndMaybe" else list(query.subqueries)


def _highest(query: Query) -> str:
    return f"the highest of these and {query.tiebreak:g} of the others" if query.tiebreak else "the highest of"
