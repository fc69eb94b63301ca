"""The explanation of a score: the parts of a tree that matched one passage, and the numbers each of them adds."""

from collections.abc import Callable, Iterable, Sequence
from math import prod
from typing import Final

from searchlib.engine.execution.execution import Execution
from searchlib.engine.execution.snapshot import Snapshot
from searchlib.kernels.lookup import row_of
from searchlib.query.display import shown
from searchlib.query.queries import (
    And,
    AndMaybe,
    AndNot,
    ConstantScoreQuery,
    DateRange,
    DisjunctionMax,
    Every,
    Foreign,
    FuzzyTerm,
    InSentence,
    Near,
    Not,
    Null,
    NumericRange,
    Or,
    Phrase,
    Prefix,
    Query,
    Regex,
    Require,
    Term,
    TermRange,
    Wildcard,
    kind_of,
    name_of,
)
from searchlib.query.query_trees import confirmed_in
from searchlib.results import Explanation
from searchlib.schema import EXACT, HEADING, TEXT, TITLE, base_field, is_exact, is_fact, is_passage, without_context

__all__ = ["EXPLANATIONS", "explain"]


def explain(execution: Execution, tree: Query, document: int) -> Explanation:
    """The score of a document, by its number in the snapshot, as what each matching part of the tree contributes."""
    with execution.matching.confirmation.deferred(confirmed_in(tree)):  # as it is a hit, it has them
        details = _Explainer(execution, *execution.snapshot.segment_of(document)).parts(tree)
    gained = execution.gained(document).items()
    details += tuple([Explanation(value, _GAINS[kind], kind=kind) for kind, value in gained])
    return Explanation(sum(detail.value for detail in details), "score, the sum of", details, "score")


_GAINS: Final = {
    "nearness": "nearness: the question's words stand near each other",
    "together": "together: all words stand side by side, so it comes before what lacks one",
    "likeness": "likeness: its words are those of the first passages",
}
"""What rescoring gives, by kind."""


class _Explainer:
    """Explains the score of one document of one segment."""

    def __init__(self, execution: Execution, segment: int, document: int) -> None:
        self._execution = execution
        self._segment = segment
        self._document = document

    def parts(self, query: Query) -> tuple[Explanation, ...]:
        """What ``query`` adds to the score, in one part or in several; none where it does not match."""
        score = self._score(query)
        return () if score is None else EXPLANATIONS[kind_of(query)](self, query, score)

    def _compound(self, query: Query, score: float) -> tuple[Explanation, ...]:
        """What the parts add, one by one, if the whole counts as much as they do."""
        return self._sum(query, query.subqueries, score)

    def _both(self, query: Query, score: float) -> tuple[Explanation, ...]:
        return self._sum(query, (query.a, query.b), score)

    def _first(self, query: Query, score: float) -> tuple[Explanation, ...]:
        return self._sum(query, (query.a,), score)

    def _sum(self, query: Query, adding: Sequence[Query], score: float) -> tuple[Explanation, ...]:
        parts, boost = self._all(adding), getattr(query, "boost", 1.0)
        return parts if boost == 1.0 else (Explanation(score, f"{boost:g} times the sum of", parts),)

    def _highest(self, query: Query, score: float) -> tuple[Explanation, ...]:
        said = f"the highest of these and {query.tiebreak:g} of the others" if query.tiebreak else "the highest of"
        return (Explanation(score, said, self._all(query.subqueries)),)

    def _nothing(self, _query: Query, _score: float) -> tuple[Explanation, ...]:
        return ()

    def _constant(self, _: Query, score: float) -> tuple[Explanation, ...]:
        return (Explanation(score, "what a match of this part is worth"),)

    def _foreign(self, query: Query, score: float) -> tuple[Explanation, ...]:
        return (Explanation(score, f"{name_of(query)}, as Whoosh scores it"),)

    def _all(self, queries: Iterable[Query]) -> tuple[Explanation, ...]:
        return tuple(part for query in queries for part in self.parts(query))

    def _score(self, query: Query) -> float | None:
        documents, scores = self._execution.matching.found(query, self._segment, True)
        row = row_of(documents, self._document)
        return None if scores is None or row < 0 else float(scores[row])

    def _phrase(self, query: Query, score: float) -> tuple[Explanation, ...]:
        if is_fact(query.fieldname):
            return self._constant(query, score)
        field = query.fieldname
        words = [
            Explanation(word.weight, f"what {text} weighs", kind="weight", subject=f"{field}:{text}")
            for text in query.words
            for word in [self._snapshot.word(without_context(field), text)]
        ]
        weight = sum(word.value for word in words)
        factors = (Explanation(weight, "weight of the words, the sum of", tuple(words), "weight"),)
        return (self._product(f"{field}:{shown(query)}", score, factors, query.boost, "phrase"),)

    def _pattern(self, query: Query, score: float) -> tuple[Explanation, ...]:
        if is_fact(query.fieldname):
            return self._constant(query, score)
        subject = f"{query.fieldname}:{shown(query)}"
        return (Explanation(score, f"BM25 of the words of {subject}", kind="pattern", subject=subject),)

    def _near(self, query: Query, score: float) -> tuple[Explanation, ...]:
        weights = self._execution.matching.nears.weights(query)
        parts = [
            Explanation(weight, f"what {shown(part)} weighs", kind="weight", subject=shown(part))
            for weight, part in zip(weights, query.subqueries, strict=True)
        ]
        factors = (Explanation(sum(weights), "weight of its parts, the sum of", tuple(parts), "weight"),)
        return (self._product(shown(query), score, factors, query.boost, "near"),)

    @property
    def _snapshot(self) -> Snapshot:
        return self._execution.snapshot

    def _word(self, query: Query, score: float) -> tuple[Explanation, ...]:
        if is_fact(query.fieldname):
            return self._constant(query, score)
        word = self._snapshot.word(query.fieldname, query.text)
        factors = [Explanation(word.idf, "idf: how rare it is", kind="idf")]
        if word.burst != 1.0:
            said = "burst: how often it stands where it stands at all"
            factors.append(Explanation(word.burst, said, kind="burst"))
        subject, counts = f"{query.fieldname}:{query.text}", self._counts(query)
        return (self._product(subject, score, factors, query.boost, "word", counts),)

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
        fields = self._fields(query) if is_passage(query.fieldname) else ()
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
        for name, weight in ((TEXT, 1.0), (TITLE, ranking.title), (HEADING, ranking.heading)):
            part = self._snapshot.word(name + ending, query.text).parts[self._segment] if weight else None
            count = 0.0 if part is None else part.frequency_in(self._document)
            if count:
                times = "" if weight == 1.0 else f", {weight:g} for each time"
                found.append(Explanation(weight * count, f"in the {name}{times}", kind=name))
        return tuple(found)


EXPLANATIONS: Final[dict[type, Callable[[_Explainer, Query, float], tuple[Explanation, ...]]]] = {
    Term: _Explainer._word,
    Phrase: _Explainer._phrase,
    Prefix: _Explainer._pattern,
    Wildcard: _Explainer._pattern,
    Regex: _Explainer._pattern,
    FuzzyTerm: _Explainer._pattern,
    TermRange: _Explainer._pattern,
    NumericRange: _Explainer._constant,
    DateRange: _Explainer._constant,
    Every: _Explainer._nothing,
    Null: _Explainer._nothing,
    And: _Explainer._compound,
    Or: _Explainer._compound,
    DisjunctionMax: _Explainer._highest,
    Near: _Explainer._near,
    InSentence: _Explainer._compound,
    AndMaybe: _Explainer._both,
    Require: _Explainer._first,
    AndNot: _Explainer._first,
    Not: _Explainer._nothing,
    ConstantScoreQuery: _Explainer._constant,
    Foreign: _Explainer._foreign,
}
"""What a query that matched adds to the score of a document, in one part or in several."""
