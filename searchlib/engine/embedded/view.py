"""What does one commit of the index answer? Everything that reads: searching, articles, counts."""

from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache

from attrs import define

from searchlib.analysis import Analyzer
from searchlib.article import Article, ArticleFacts
from searchlib.engine.arrays.execute import Execution
from searchlib.engine.arrays.explain import explain
from searchlib.engine.arrays.select import ranked
from searchlib.engine.arrays.snapshot import Snapshot
from searchlib.engine.arrays.spelling import spelled_out
from searchlib.engine.base import Request
from searchlib.engine.embedded.draining import Drain
from searchlib.engine.embedded.stems import with_known_stems
from searchlib.errors import NotFound
from searchlib.highlight import Spans
from searchlib.index.reader import IndexReader
from searchlib.query import Lexicon, Marker, Question, Written
from searchlib.results import Explanation, Hit, Passage, Results

__all__ = ["View"]

_REMEMBERED = 4096  # passages and articles that were shown last; some megabytes


@define(slots=False, eq=False, repr=False)
class View:
    """A snapshot of the index, and the answers from it. It stays what it is whatever is written later."""

    reader: IndexReader
    analyzer: Analyzer

    @classmethod
    def of(cls, reader: IndexReader, analyzer: Analyzer) -> "View":
        """The view of a commit that was made with ``analyzer``."""
        return cls(reader, with_known_stems(analyzer, reader))

    def __len__(self) -> int:
        return self.reader.article_count

    @cached_property
    def snapshot(self) -> Snapshot:
        """What the execution reads."""
        return Snapshot(self.reader.segments)

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Passages, tokens, stems and segments."""
        segments = self.reader.segments
        stems: set[bytes] = set().union(*(segment.fields["text"].terms.all() for segment in segments))
        return self.snapshot.live, self.snapshot.tokens, len(stems), len(segments)

    def articles(self) -> Iterator[ArticleFacts]:
        """In the order in which they were added."""
        return (self.reader.segments[segment].facts(number) for segment, number in self.reader.articles())

    def article(self, article_id: str) -> Article:
        """The article of that id. Raises NotFound."""
        place = self.reader.find(article_id)
        if place is None:
            raise NotFound(f"no article {article_id!r}")
        return self.reader.segments[place[0]].article(place[1])

    def search(self, request: Request) -> Results:
        """Rank and choose; what is shown of the chosen documents is read when it is asked for."""
        question, execution = request.question, Execution(self.snapshot, self.drain)
        found = ranked(execution, request)
        answer = _Answer(self, question, execution)
        return Results(
            hits=tuple(
                [Hit(score, answer, number) for number, score in zip(found.documents, found.scores, strict=True)]
            ),
            total=found.total,
            warnings=(*question.warnings, *execution.warnings),
            understood=question.understood,
            reading=question.reading,
        )

    @cached_property
    def drain(self) -> Drain:
        """What answers the query classes that arrays do not."""
        return Drain(self.reader, self.analyzer)

    @cached_property
    def lexicon(self) -> Lexicon:
        """What the words of passages are, remembered from one search to the next."""
        return Lexicon(self.analyzer)

    @cached_property
    def passage(self) -> Callable[[int], Passage]:
        """The passage that a document is, by its number in the snapshot. The last ones are remembered."""
        reader, facts = self.reader, self._facts  # not self: a view and its files go when nobody holds it any more

        def read(document: int) -> Passage:
            number, document = reader.segment_of(document)
            segment = reader.segments[number]
            return Passage.of(segment.paragraph(document), facts(number, segment.article_of(document)))

        return lru_cache(_REMEMBERED)(read)

    @cached_property
    def written(self) -> Callable[[int], Written]:
        """What stands between white space in the passage that a document is. The last ones are remembered."""
        passage = self.passage
        return lru_cache(_REMEMBERED)(lambda document: Written(passage(document).text))

    @cached_property
    def _facts(self) -> Callable[[int, int], ArticleFacts]:
        segments = self.reader.segments
        return lru_cache(_REMEMBERED)(lambda segment, article: segments[segment].facts(article))


@define(slots=False, eq=False, repr=False)
class _Answer:
    """What a view knows of the hits of one search; a hit is a document, by its number in the snapshot."""

    view: View
    question: Question
    execution: Execution

    def passage(self, document: int) -> Passage:
        """The passage that was found."""
        return self.view.passage(document)

    def spans(self, document: int) -> Spans:
        """Where it matched."""
        return self._marker.spans(self.view.passage(document).text, self.view.written(document))

    def explain(self, document: int) -> Explanation:
        """Why it has its score."""
        return explain(self.execution, self.question.tree, document)

    @cached_property
    def _marker(self) -> Marker:
        return Marker(spelled_out(self.question.tree, self.execution.matching.leaves), self.view.lexicon)
