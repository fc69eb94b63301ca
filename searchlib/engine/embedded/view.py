"""One commit of the index, and all that is read from it: articles, passages, counts; searches share its caches."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from attrs import define, evolve, frozen

from searchlib.analysis import Analyzer, Stemmer, fold_small, stop_words
from searchlib.article import Article, ArticleFacts, Paragraph
from searchlib.engine.duplicates import is_copy
from searchlib.engine.embedded.bags import Bags
from searchlib.engine.embedded.whoosh_matcher import Drain
from searchlib.engine.execution.filters import Words
from searchlib.engine.execution.snapshot import Snapshot
from searchlib.engine.ranking import DEFAULT, Ranking
from searchlib.errors import NotFound
from searchlib.highlight.tokens import TokenCache, Written
from searchlib.index.manifest import REBUILD
from searchlib.index.reader import IndexReader
from searchlib.query import Contents
from searchlib.results import Passage
from searchlib.schema import TEXT, WORD_FIELDS

if TYPE_CHECKING:
    from searchlib.suggestions import Suggestions

__all__ = ["KnownStems", "View", "with_known_stems"]

_REMEMBERED = 4096  # passages and articles that were shown last; some megabytes

_RANKINGS = 4  # each has words of its own in memory


@define(slots=False, eq=False, repr=False)
class View:
    """A snapshot of the index. It stays what it is whatever is written later."""

    reader: IndexReader
    analyzer: Analyzer
    is_analysed_alike: bool = True

    @classmethod
    def of(cls, reader: IndexReader, analyzer: Analyzer) -> "View":
        """The view of a commit that was made with ``analyzer``, or with an earlier one of its name."""
        return cls(reader, with_known_stems(analyzer, reader), reader.table.fingerprint == analyzer.fingerprint)

    @cached_property
    def warnings(self) -> tuple[str, ...]:
        """What of every answer is to be said: that the index was made by earlier rules than those of now."""
        if self.is_analysed_alike:
            return ()
        return (
            f"the index is of version {self.reader.table.version} of the format, whose words were analysed otherwise:"
            f" some may not be found; {REBUILD}",
        )

    def __len__(self) -> int:
        return self.reader.article_count

    @property
    def snapshot(self) -> Snapshot:
        """What the execution reads."""
        return self.ranked_by(DEFAULT)

    @cached_property
    def ranked_by(self) -> Callable[[Ranking], Snapshot]:
        """What the execution reads, for a ranking; of those used last."""
        segments = self.reader.segments
        return lru_cache(_RANKINGS)(lambda ranking: Snapshot(segments, ranking=ranking))

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Passages, tokens, stems and segments."""
        segments = self.reader.segments
        stems: set[bytes] = set().union(*(segment.fields[TEXT].terms.all() for segment in segments))
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

    def spellings(self, text: str) -> Words:
        """The spellings of a text's words, by position: what facts are compared by."""
        places: list[set[str]] = []
        for token in self.analyzer.tokens(text):
            places += [set() for _ in range(token.position + token.width - len(places))]
            for term in token.terms:
                places[token.position + term.step].add(term.spelling)
        return places

    @property
    def fields(self) -> Mapping[str, Contents]:
        """The names of the articles' metadata, and what their values are."""
        return self.snapshot.fact_fields

    def suggest(self, typed: str, limit: int) -> "Suggestions":
        """What somebody may mean who has typed so much."""
        from searchlib.engine.embedded.suggest import suggested  # seldom needed

        return suggested(typed, limit, self.reader.segments, self.snapshot, self.analyzer, self.text, self._facts)

    @cached_property
    def drain(self) -> Drain:
        """What answers the query classes that arrays do not."""
        return Drain(self.reader, self.analyzer)

    @cached_property
    def lexicon(self) -> TokenCache:
        """What the words of passages are, remembered from one search to the next."""
        return TokenCache(self.analyzer)

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
    def are_copies(self) -> Callable[[int, int], bool]:
        """Whether one document is a copy of another, by their texts. The last answers are remembered."""
        passage = self.passage
        return lru_cache(_REMEMBERED)(lambda one, other: is_copy(passage(one).text, passage(other).text))

    def text(self, document: int) -> str:
        """The text of the passage that a document is."""
        return self.passage(document).text

    def paragraph(self, document: int) -> Paragraph:
        """The paragraph that a document is."""
        number, document = self.reader.segment_of(document)
        return self.reader.segments[number].paragraph(document)

    def article_documents(self, document: int) -> tuple[range, int]:
        """The documents of a document's article, and the place of this one among them."""
        number, inside = self.reader.segment_of(document)
        segment, base = self.reader.segments[number], self.reader.bases[number]
        article = segment.article_of(inside)
        first, end = map(int, segment.first_documents[article : article + 2])
        return range(base + first, base + end), inside - first

    @cached_property
    def written(self) -> Callable[[int], Written]:
        """What stands between white space in the passage that a document is. The last ones are remembered."""
        passage = self.passage
        return lru_cache(_REMEMBERED)(lambda document: Written(passage(document).text))

    @cached_property
    def bag(self) -> Callable[[int], Mapping[str, int]]:
        """The terms of a document's text, function words left out, and how often each stands there."""
        passage, bags = self.passage, Bags(self.analyzer, stop_words(self.analyzer.name))
        return lambda document: bags.of(passage(document).text)

    @cached_property
    def _facts(self) -> Callable[[int, int], ArticleFacts]:
        segments = self.reader.segments
        return lru_cache(_REMEMBERED)(lambda segment, article: segments[segment].facts(article))


@frozen
class KnownStems:
    """A stemmer that looks a spelling up in the index first; ``stemmer`` is asked where it is not there."""

    reader: IndexReader
    stemmer: Stemmer

    def __call__(self, spelling: str) -> str:
        """The stem of ``spelling``."""
        for name in WORD_FIELDS:  # the stem is the same in each of them
            for segment in self.reader.segments:
                field = segment.fields[name]
                numbers = range(*field.spelling_range(spelling, spelling + "\0"))
                terms = {field.spelling_owner(number)[0] for number in numbers}
                if len(terms) == 1:
                    return field.term_text(terms.pop())
        return self.stemmer(spelling)


def with_known_stems(analyzer: Analyzer, reader: IndexReader) -> Analyzer:
    """An analyzer that gives the same terms, and asks ``reader`` for stems where these depend on the spelling alone.

    With ``fold_small`` they do: an acronym's plural, the one spelling that is folded last, has the stem of its small
    letters among its terms.
    """
    if analyzer.stemmer is None or analyzer.folding not in (None, fold_small):
        return analyzer
    return evolve(analyzer, stemmer=KnownStems(reader, analyzer.stemmer))
