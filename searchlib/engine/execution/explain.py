"""Why this score? The parts of a tree that matched one passage, and the numbers each of them adds."""

from collections.abc import Iterable, Sequence
from math import prod

from searchlib.engine.execution.dictionary_scan import shown
from searchlib.engine.execution.execution import Execution
from searchlib.engine.execution.proximity import shown as shown_near
from searchlib.engine.execution.scorer import kind_of
from searchlib.engine.execution.snapshot import Snapshot
from searchlib.kernels.lookup import row_of
from searchlib.query.queries import Query
from searchlib.results import Explanation
from searchlib.schema import EXACT, PASSAGE, base_field, is_exact, without_context

__all__ = ["explain"]


def explain(execution: Execution, tree: Query, document: int) -> Explanation:
    """The score of a document, by its number in the snapshot, as what each matching part of the tree contributes."""
    details = _Explainer(execution, *execution.snapshot.segment_of(document)).parts(tree)
    gained = execution.gained.get(document, 0.0)
    if gained:
        said = "agreement: it has the same words of the question as the first passages"
        details = (*details, Explanation(gained, said, kind="agreement"))
    return Explanation(sum(detail.value for detail in details), "score, the sum of", details, "score")


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
        row = row_of(documents, self._document)
        return None if scores is None or row < 0 else float(scores[row])

    def _leaf(self, query: Query, kind: str, score: float) -> Explanation:
        field = query.fieldname if hasattr(query, "fieldname") else ""
        if kind == "Term":
            return self._word(query, score)
        if kind == "Phrase":
            subject = f'{field}:"{" ".join(query.words)}"'
            words = [
                Explanation(word.weight, f"what {text} weighs", kind="weight", subject=f"{field}:{text}")
                for text in query.words
                for word in [self._snapshot.word(without_context(field), text)]
            ]
            weight = sum(word.value for word in words)
            factors = (Explanation(weight, "weight of the words, the sum of", tuple(words), "weight"),)
            return self._product(subject, score, factors, query.boost, "phrase")
        if kind == "Near":
            return self._near(query, score)
        if kind in ("Prefix", "Wildcard", "Regex", "FuzzyTerm", "TermRange"):
            subject = f"{field}:{shown(query)}"
            return Explanation(score, f"BM25 of the words of {subject}", kind="pattern", subject=subject)
        return Explanation(score, f"{type(query).__name__}, as Whoosh scores it")

    def _near(self, query: Query, score: float) -> Explanation:
        weights = self._execution.matching.nears.weights(query)
        parts = [
            Explanation(weight, f"what {shown_near(part)} weighs", kind="weight", subject=shown_near(part))
            for weight, part in zip(weights, query.subqueries, strict=True)
        ]
        factors = (Explanation(sum(weights), "weight of its parts, the sum of", tuple(parts), "weight"),)
        return self._product(shown_near(query), score, factors, query.boost, "near")

    @property
    def _snapshot(self) -> Snapshot:
        return self._execution.snapshot

    def _word(self, query: Query, score: float) -> Explanation:
        word = self._snapshot.word(query.fieldname, query.text)
        factors = [Explanation(word.idf, "idf: how rare it is", kind="idf")]
        if word.burst != 1.0:
            said = "burst: how often it stands where it stands at all"
            factors.append(Explanation(word.burst, said, kind="burst"))
        return self._product(
            f"{query.fieldname}:{query.text}", score, factors, query.boost, "word", self._counts(query)
        )

    def _product(
        self,
        subject: str,
        score: float,
        factors: Sequence[Explanation],
        boost: float,
        kind: str,
        counts: tuple[Explanation, ...] = (),
    ) -> Explanation:
        """The score as the product of ``factors``, the boost, and what is left: the saturated frequency."""
        weight = prod(factor.value for factor in factors) * boost
        said = "saturation: how often it stands here, for this length"
        all_factors = [*factors, Explanation(score / (weight or 1.0), said, counts, "saturation")]
        if boost != 1.0:
            all_factors.append(Explanation(boost, "boost: what it counts in the question", kind="boost"))
        return Explanation(score, f"BM25 of {subject}, the product of", tuple(all_factors), kind, subject)

    def _counts(self, query: Query) -> tuple[Explanation, ...]:
        """The frequency of a word in the document, field by field where there are several, and its norm."""
        part = self._snapshot.word(query.fieldname, query.text).parts[self._segment]
        assert part is not None, "the word is there"
        frequency = part.frequency_in(self._document)
        fields = self._fields(query) if query.fieldname.startswith(PASSAGE) else ()
        norms = self._snapshot.norms(self._segment, base_field(query.fieldname))
        norm = norms if isinstance(norms, float) else float(norms[self._document])
        said = "frequency, the sum of" if fields else "frequency: so often it stands here"
        return (
            Explanation(frequency, said, fields, "frequency"),
            Explanation(norm, "norm: what the frequency f is weighed against, f / (f + norm)", kind="norm"),
        )

    def _fields(self, query: Query) -> tuple[Explanation, ...]:
        """How often the word counts in the text, in the title and in the headings."""
        ending = EXACT if is_exact(query.fieldname) else ""
        ranking, found = self._snapshot.ranking.ranking, []
        for name, weight in (("text", 1.0), ("title", ranking.title), ("heading", ranking.heading)):
            part = self._snapshot.word(name + ending, query.text).parts[self._segment] if weight else None
            count = 0.0 if part is None else part.frequency_in(self._document)
            if count:
                times = "" if weight == 1.0 else f", {weight:g} for each time"
                found.append(Explanation(weight * count, f"in the {name}{times}", kind=name))
        return tuple(found)


def _adding(query: Query, kind: str) -> Sequence[Query]:
    """The parts of a compound that add to its score."""
    if kind in ("AndNot", "Require"):
        return [query.a]
    return [query.a, query.b] if kind == "AndMaybe" else list(query.subqueries)


def _highest(query: Query) -> str:
    return f"the highest of these and {query.tiebreak:g} of the others" if query.tiebreak else "the highest of"
