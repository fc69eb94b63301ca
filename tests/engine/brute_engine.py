"""How to write an engine: an index that is a list of articles in this process, under paths like ``list://name``.

It keeps three protocols and nothing more. :class:`~searchlib.engine.base.Engine` is the index: here
:class:`ListEngine`, which reads one :class:`Commit` at a time and writes the next.
:class:`~searchlib.engine.search.Search` is one request on one commit: here :class:`ListSearch`, whose keys are
(article, paragraph) of that commit. :class:`~searchlib.engine.advice.statistics.Knowledge` counts for those who give
advice: here :class:`ListKnowledge`. Hits, pages, copies, article groups, surroundings and advice come from
:mod:`searchlib.engine.hits`. There is no index at all: each token of each passage is looked at again
(:mod:`tests.engine.brute_scorer`), so that what it answers is plain to see.
"""

from collections import Counter
from functools import cached_property, partial
from itertools import count

from attrs import define, field, frozen

from searchlib.analysis import Analyzer, preset, stop_words
from searchlib.article import Article
from searchlib.changes import ReadFile
from searchlib.engine import register
from searchlib.engine.base import Stats
from searchlib.engine.collector import collected
from searchlib.engine.duplicates import is_copy
from searchlib.engine.hits import answered, nothing_found
from searchlib.engine.ingestion import Ingestion
from searchlib.engine.search import MatchTable
from searchlib.errors import AnalyzerError, NotAnIndex, NotFound
from searchlib.highlight.tokens import TokenCache, Written
from searchlib.query import Contents
from searchlib.query.compile import compiled
from searchlib.query.queries import And, Or, Term
from searchlib.results import Explanation, Passage
from searchlib.schema import TEXT, base_field
from searchlib.suggestions import Completion, Suggestions, TitleCompletion
from tests.engine.brute import distance
from tests.engine.brute_facts import day_in, folded, number_in
from tests.engine.brute_scorer import DEPTH, BruteScorer, passages_of, tokens_of

NAMED: dict[str, "Commit"] = {}
"""The last commit of each index, by its path: there as long as the process."""

_numbers = count(1)


def contents_of(values):
    """How many are numbers, days and neither, and whether some are text."""
    numbers = sum(number_in(value) is not None for value in values)
    days = sum(number_in(value) is None and day_in(value) is not None for value in values)
    return Contents(numbers, days, len(values) - numbers - days, any(isinstance(value, str) for value in values))


@frozen(eq=False)
class Commit:
    """The articles by their ids, in the order in which they were added, and the analyzer. It never changes."""

    articles: dict[str, Article]
    analyzer: Analyzer
    files: dict[str, ReadFile] = field(factory=dict)
    number: int = field(factory=lambda: next(_numbers))

    @cached_property
    def passages(self):
        """All passages, in order."""
        return passages_of(self.articles.values(), self.analyzer)

    @cached_property
    def places(self):
        """Where a passage stands among them, by its key."""
        return {(each.number, each.paragraph.number): n for n, each in enumerate(self.passages)}

    @cached_property
    def spellings(self):
        """How often each spelling stands in the texts, by field: [field][spelling]."""
        found = {}
        for passage in self.passages:
            for name, tokens in passage.fields.items():
                spelled = [spelling for token in tokens for spelling in {spelling for _, spelling in token}]
                found.setdefault(name, Counter()).update(spelled)
        return found

    def words_of(self, text):
        """For each place the spellings there, folded: what facts are compared by."""
        return [{folded(spelling) for _, spelling in token} for token in tokens_of(text, self.analyzer)]


@define
class ListTarget:
    """See :class:`~searchlib.engine.ingestion.Target`: articles by identity, what was replaced comes last."""

    articles: dict[str, Article]
    files: dict[str, ReadFile]
    committed: int = 0

    def held(self, identity):
        return self.articles.get(identity)

    def holder(self, article_id):
        return next((identity for identity, article in self.articles.items() if article.id == article_id), None)

    def add(self, article, *, replace):
        self.remove(article.identity)
        self.articles[article.identity] = article
        self._touch(article)

    def move(self, identity, article):
        found = self.remove(identity)
        self.articles[article.identity] = article
        return found

    def remove(self, identity):
        gone = self.articles.pop(identity, None)
        if gone is not None:
            self._touch(gone)
        return gone is not None

    def note(self, change):
        if isinstance(change, ReadFile):
            self.files[change.path] = change
        else:
            self.files.pop(change.path, None)

    def _touch(self, article):
        file = article.source and article.source.file
        if file:
            above = [path for path in self.files if file == path or file.startswith(f"{path}/")]
            path = max(above, key=len, default=file)
            self.files[path] = ReadFile(path)


class ListEngine:
    """See :class:`~searchlib.engine.base.Engine`. What was committed since by others is seen after a refresh."""

    def __init__(self, path, options):
        self._path, self._commit, self._chosen = path, NAMED.get(path), options.analyzer
        if self._commit is None and not options.create:
            raise NotAnIndex(f"{path}: there is no index")
        if None not in (self._commit, self._chosen) and self._chosen.fingerprint != self._commit.analyzer.fingerprint:
            raise AnalyzerError(f"{path}: made with the analyzer {self._commit.analyzer.name!r}")

    @property
    def reading_analyzer(self):
        return (self._chosen or preset("english")) if self._commit is None else self._commit.analyzer

    @property
    def generation(self):
        return 0 if self._commit is None else self._commit.number

    @property
    def _articles(self):
        return {} if self._commit is None else self._commit.articles

    @property
    def _files(self):
        return {} if self._commit is None else self._commit.files

    # --- writing ------------------------------------------------------------------------------------------------------

    def add(self, changes, progress=None):
        self.refresh()
        target = ListTarget({article.identity: article for article in self._articles.values()}, dict(self._files))
        ingestion = Ingestion(target, progress)
        for change in changes:
            ingestion.take(change)
        self._committed({article.id: article for article in target.articles.values()}, target.files)
        return ingestion.summary

    def files(self, path):
        return [row for row in self._files.values() if row.path == path or row.path.startswith(path.rstrip("/") + "/")]

    def delete(self, ids):
        self.refresh()
        target = ListTarget({article.identity: article for article in self._articles.values()}, dict(self._files))
        gone = [self._articles[key].identity for key in set(ids) & set(self._articles)]
        for identity in gone:
            target.remove(identity)
        self._committed({article.id: article for article in target.articles.values()}, target.files)
        return len(gone)

    def _committed(self, articles, files):
        if list(articles.values()) != list(self._articles.values()) or files != self._files:
            NAMED[self._path] = Commit(articles, self.reading_analyzer, files)
        self.refresh()

    def refresh(self):
        self._commit = NAMED.get(self._path)

    # --- reading ------------------------------------------------------------------------------------------------------

    def search(self, request):
        return nothing_found(request) if self._commit is None else answered(partial(ListSearch, self._commit), request)

    def get(self, article_id):
        if article_id not in self._articles:
            raise NotFound(f"no article {article_id!r}")
        return self._articles[article_id]

    def __contains__(self, article_id):
        return article_id in self._articles

    def articles(self):
        return (article.facts for article in self._articles.values())

    def __len__(self):
        return len(self._articles)

    def fields(self):
        held = {}
        for article in self._articles.values():
            for name, value in article.metadata.items():
                held.setdefault(name, []).extend(value if isinstance(value, tuple) else [value])
        return {name: contents_of(values) for name, values in sorted(held.items())}

    def suggest(self, typed, limit):
        tokens = self.reading_analyzer.tokens(typed)
        if self._commit is None or not tokens:
            return Suggestions()
        *_, last = begun = [tuple(term.spelling for term in token.terms if not term.step) for token in tokens]
        words = Counter({word: n for word, n in self._commit.spellings.get(TEXT, {}).items() if word.startswith(last)})
        ranked = sorted(words.items(), key=lambda each: (-each[1], each[0])) if tokens[-1].end == len(typed) else []
        before = typed[: tokens[-1].start]
        titles = {}
        for article in self._articles.values():
            spelled = [term.spelling for token in self.reading_analyzer.tokens(article.title) for term in token.terms]
            if all(any(word.startswith(each) for word in spelled) for each in begun):
                titles.setdefault(article.title, TitleCompletion(article.id, article.title))
        return Suggestions(
            tuple(Completion(word, often, before + word) for word, often in ranked[:limit]),
            tuple(sorted(titles.values(), key=lambda each: len(each.title))[:limit]),
        )

    def stats(self):
        passages = [] if self._commit is None else self._commit.passages
        return Stats(
            articles=len(self),
            passages=len(passages),
            words=sum(passage.length for passage in passages),
            terms=len({stem for passage in passages for token in passage.fields[TEXT] for stem, _ in token}),
            size=sum(len(article.text) for article in self._articles.values()),
            segments=int(self._commit is not None),
            analyzer=self.reading_analyzer.name,
        )

    def check(self):
        return ()

    def close(self):
        self._commit = None


class ListSearch:
    """See :class:`~searchlib.engine.search.Search`; a key is (article, paragraph), both as the commit numbers them."""

    is_complete = True  # it takes what time it takes
    warnings = ()

    def __init__(self, commit, request):
        self.commit, self.request = commit, request
        self.scorer = BruteScorer(commit.passages, request.ranking, commit.words_of)
        question = request.question
        self._tree = question.tree if question.is_given else compiled(question.rewritten)
        self.lexicon = TokenCache(commit.analyzer)
        self.knowledge = ListKnowledge(self)

    def ranked(self, first):
        scores = self._scores
        rows = sorted(scores)
        found = [self.commit.passages[row] for row in rows]
        keys = [(each.number, each.paragraph.number) for each in found]
        dates = [article.date for article in self.commit.articles.values()]
        days = [date.toordinal() if date else 0 for date in dates]
        matches = MatchTable(
            keys, [scores[row] for row in rows], [each.number for each in found], lambda: days, self._wholes
        )
        found = collected(matches, self.request, first)
        return found if self._is_counted else found._replace(total=None)

    @property
    def _is_counted(self):
        """Whether the total is promised: of an Or only where it is asked for, or where all must be looked at anyway."""
        request = self.request
        return type(self._tree) is not Or or request.count or bool(request.group) or request.sort != "relevance"

    def _wholes(self):
        """What the whole text of each article scores."""
        having = {passage.number for passage in self.commit.passages}
        return [self.scorer.whole(self._tree, n) if n in having else 0.0 for n in range(len(self.commit.articles))]

    @cached_property
    def _plain(self):
        """By its place, the score of each passage that answers, without what it gains."""
        return {n: score for n, score in self.scorer.answers(self._tree).items() if self.admits(n)}

    @cached_property
    def _gains(self):
        ranked = sorted(self._plain.items(), key=lambda each: (-each[1], each[0]))
        left_out = stop_words(self.commit.analyzer.name)
        return self.scorer.gains(self._tree, ranked[:DEPTH], self.request.question.word_positions, left_out)

    @cached_property
    def _scores(self):
        """By its place, the score of each passage that answers."""
        return {n: score + sum(self._gains.get(n, {}).values()) for n, score in self._plain.items()}

    def admits(self, place):
        """Whether the filters let a passage through."""
        restriction = self.request.restriction
        return restriction is None or self.scorer.score(restriction, self.commit.passages[place]) is not None

    def finish(self):
        pass

    def _at(self, key):
        return self.commit.passages[self.commit.places[key]]

    def passage(self, key):
        found = self._at(key)
        return Passage.of(found.paragraph, found.article.facts)

    def text(self, key):
        return self._at(key).paragraph.text

    def paragraph(self, key):
        return self._at(key).paragraph

    def are_copies(self, one, other):
        return is_copy(self.text(one), self.text(other))

    def written(self, key):
        return Written(self.text(key))

    def article_passages(self, key):
        number, paragraph = key
        return [(number, each.number) for each in self._at(key).article.paragraphs], paragraph - 1

    def holds(self, leaf, key):
        return self.scorer.score(leaf, self._at(key)) is not None

    def passages_with(self, name, word):
        return self.knowledge.count(Term(name, word))

    def spellings(self, pattern):
        return self.scorer.spellings(pattern)

    def explain(self, key):
        passage = self._at(key)
        adding = self._tree.subqueries if type(self._tree) in (And, Or) else [self._tree]
        worth = [(repr(part), self.scorer.score(part, passage)) for part in adding]
        parts = [Explanation(value, f"what {part} adds") for part, value in worth if value is not None]
        gained = self._gains.get(self.commit.places[key], {})
        parts += [Explanation(value, kind, kind=kind) for kind, value in gained.items() if value]
        return Explanation(sum(part.value for part in parts), "score, the sum of", tuple(parts), "score")


class ListKnowledge:
    """See :class:`~searchlib.engine.advice.statistics.Knowledge`."""

    def __init__(self, search):
        self._search, self._commit = search, search.commit
        self.analyzer, self.passages = search.commit.analyzer, len(search.commit.passages)
        self.is_filtered = search.request.restriction is not None

    def count(self, tree, *, filtered=False):
        return sum(not filtered or self._search.admits(place) for place in self._search.scorer.answers(tree))

    def frequency(self, name, spelling):
        return self._commit.spellings[base_field(name)][spelling]

    def similar(self, name, spelling, edits):
        spelled = self._commit.spellings[base_field(name)].items()
        return [(word, often) for word, often in spelled if 0 < distance(spelling, word) <= edits]


register("list", ListEngine)
