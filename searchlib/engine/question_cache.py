"""Cache of questions: each is read once for a commit of an engine. Filters beside them are read here, too."""

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from attrs import evolve

from searchlib.analysis import Analyzer, stop_words
from searchlib.engine.base import Engine, Sort
from searchlib.engine.ranking import Ranking
from searchlib.errors import InvalidRequest
from searchlib.query import Emphasis, Fields, Query, Question, QuestionReader, given

if TYPE_CHECKING:
    from searchlib.query.filters import Filters
    from searchlib.query.synonyms import Rules, Synonyms

__all__ = ["QuestionCache", "restricted"]


class Manner(NamedTuple):
    """How a question is to be looked for. ``by_date``: the order is that of dates, so that all words are wanted."""

    ranking: Ranking
    by_date: bool


class QuestionCache:
    """Reads what is asked of one engine, with its analyzer and the names of metadata that it has.

    The short questions are remembered as long as the commit is the last. ``rules`` are the user's own synonyms, worked
    out once for all analyzers of a name. Safe for several threads.
    """

    def __init__(self, rules: "Rules | None" = None) -> None:
        self._rules = rules
        self._synonyms: dict[str, Synonyms] = {}
        self._reader: QuestionReader[Manner] | None = None

    def question(self, engine: Engine, query: str | Query, ranking: Ranking, sort: Sort = "relevance") -> Question:
        """What ``query`` asks of the last commit. Raises InvalidRequest for what is neither text nor a Whoosh query."""
        if isinstance(query, str):
            reader, analyzer = self._reader, engine.reading_analyzer
            if reader is None or reader.generation != engine.generation or reader.analyzer is not analyzer:
                reader = self._reader = self._reader_of(engine)
            return reader.read(query, Manner(ranking, sort != "relevance"))
        if not isinstance(query, Query):
            raise InvalidRequest(f"query is {query!r}: it must be a string, or a query of Whoosh's")
        return given(query)

    def follow(self, engine: Engine) -> None:
        """After a commit: hold nothing, the files least of all, of the one before."""
        reader = self._reader
        if reader is not None and reader.generation != engine.generation:
            self._reader = None

    def clear(self) -> None:
        """Hold nothing at all."""
        self._reader = None

    def _reader_of(self, engine: Engine) -> QuestionReader[Manner]:
        generation, analyzer = engine.generation, engine.reading_analyzer  # in this order: what is newer is read again
        emphasis = partial(_emphasis, analyzer.name)
        return QuestionReader(analyzer, Fields(engine.fields), generation, emphasis, self._synonyms_of(analyzer))

    def _synonyms_of(self, analyzer: Analyzer) -> "Synonyms | None":
        if self._rules is None:
            return None
        known = self._synonyms.get(analyzer.name)
        if known is None:
            from searchlib.query.synonyms import Synonyms  # few have any

            known = self._synonyms[analyzer.name] = Synonyms.of(self._rules, analyzer)
        return known


def restricted(engine: Engine, question: Question, filters: "Filters") -> tuple[Question, Query | None]:
    """The question with what is to be said of the filters, and the tree that says which passages may answer it."""
    from searchlib.query.filters import restriction_of  # few have any

    tree, warnings = restriction_of(filters, engine.reading_analyzer, Fields(engine.fields))
    return (evolve(question, warnings=question.warnings + warnings) if warnings else question), tree


def _emphasis(analyzer: str, manner: Manner) -> Emphasis:
    ranking, words = manner.ranking, stop_words(analyzer)
    left_out = words if ranking.stop_words else frozenset[str]()
    return Emphasis(left_out, ranking.repeats, ranking.parts, words if manner.by_date else None)
