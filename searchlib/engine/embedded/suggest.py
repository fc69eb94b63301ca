"""What may somebody mean who is still typing? The words of an index and the titles of its articles that begin so."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from searchlib.analysis import Analyzer, Token
from searchlib.article import ArticleFacts
from searchlib.engine.execution.readers import spelling_frequency, successor
from searchlib.engine.execution.snapshot import Snapshot
from searchlib.index.segment import FieldReader, SegmentReader
from searchlib.schema import TEXT, TITLE
from searchlib.suggestions import Completion, Suggestions, TitleCompletion

__all__ = ["suggested"]

SPELLINGS: Final = 16
"""So many spellings that begin as typed, the most frequent in titles, decide which titles are looked at."""

EARLIER: Final = 12
"""In so many passages, evenly chosen, with a word before the last one it is looked at which words stand there, too."""

TITLES: Final = 16
"""So many times as many articles are looked at as titles are wanted: some share a title, some have but the stem."""

SHORTEST: Final = 2
"""Where only one letter was typed, too many words begin so."""


@frozen(eq=False)
class _Source:
    """What is asked: the segments, and by its number in the snapshot a document's text."""

    segments: Sequence[SegmentReader]
    snapshot: Snapshot
    analyzer: Analyzer
    text: Callable[[int], str]
    facts: Callable[[int, int], ArticleFacts]


def suggested(
    typed: str,
    limit: int,
    segments: Sequence[SegmentReader],
    snapshot: Snapshot,
    analyzer: Analyzer,
    text: Callable[[int], str],
    facts: Callable[[int, int], ArticleFacts],
) -> Suggestions:
    """At most ``limit`` words that complete the last one typed, and as many titles.

    Words come in the order of how often they stand in some passages with the rarest of the words before, then of how
    often they stand in the index. Titles have a word for each that was typed, beginning so; short ones come first.
    ``text`` gives a document's by its number in the ``snapshot``, ``facts`` an article's by its segment and number.
    """
    source = _Source(segments, snapshot, analyzer, text, facts)
    tokens = analyzer.tokens(typed)
    if not tokens or not limit:
        return Suggestions()
    words: list[Completion] = []
    if tokens[-1].end == len(typed):
        before = typed[: tokens[-1].start]
        words = [Completion(word, often, before + word) for word, often in _completed(tokens, limit, source)]
    titles: dict[str, TitleCompletion] = {}
    for number in range(len(segments)):
        for each in _titled(tokens, limit, number, source):
            titles.setdefault(each.title, each)
    return Suggestions(tuple(words), tuple(sorted(titles.values(), key=lambda each: len(each.title))[:limit]))


def _completed(tokens: Sequence[Token], limit: int, source: _Source) -> list[tuple[str, int]]:
    """The spellings that complete the last word, with their frequencies: of each segment the most frequent."""
    beginnings = _beginnings(tokens[-1])
    fields = [segment.fields[TEXT] for segment in source.segments]
    met = _met(beginnings, tokens[:-1], source)
    frequencies = Counter(
        {word: sum(spelling_frequency(field, word) for field in fields) for word, _ in met.most_common(limit)}
    )
    for field in fields:
        found: Counter[str] = Counter()
        for beginning in beginnings:
            for number in _frequent(field, beginning, limit):
                word = field.spelling_text(number)
                found[word] = max(found[word], int(field.spelling_frequencies[number]))
        frequencies.update({word: often for word, often in found.items() if word not in met})
    _without_others(frequencies, source.analyzer)
    return sorted(frequencies.items(), key=lambda each: (-met[each[0]], -each[1], each[0]))[:limit]


def _met(beginnings: set[str], before: Sequence[Token], source: _Source) -> Counter[str]:
    """How often words that begin so stand in some passages with the rarest of the words ``before``."""
    met: Counter[str] = Counter()
    words = [source.snapshot.word(TEXT, token.terms[0].text) for token in before]
    rarest = min((word for word in words if word.frequency), key=lambda word: word.frequency, default=None)
    if rarest is None or min(map(len, beginnings)) < SHORTEST:
        return met
    step = 1 + rarest.frequency // EARLIER
    likely = re.compile(rf"\b(?:{'|'.join(map(re.escape, beginnings))})[\w.'’-]*", re.IGNORECASE)
    for base, part in zip(source.snapshot.bases, rarest.parts, strict=False):
        for document in part.documents[::step].tolist() if part is not None else ():
            for word in likely.findall(source.text(base + document)):
                spellings = {term.spelling for term in source.analyzer.terms(word) if term.step == 0}
                met.update(each for each in spellings if each.startswith(tuple(beginnings)))
    return met


def _without_others(frequencies: Counter[str], analyzer: Analyzer) -> None:
    """Leave out the spellings that nobody wrote, as all of their occurrences are another's: ``isral`` of Israel."""
    for word, often in list(frequencies.items()):
        for other in {term.spelling for term in analyzer.terms(word) if term.step == 0} - {word}:
            if other in frequencies and frequencies[other] <= often:
                del frequencies[other]


def _beginnings(token: Token) -> set[str]:
    """The spellings of what was typed so far; of one word without the beginnings of others, as ``mu`` is of ``mue``."""
    spellings = {term.spelling for term in token.terms if term.step == 0}
    if token.width > 1:
        return spellings
    return {each for each in spellings if not any(other.startswith(each) for other in spellings - {each})}


def _frequent(field: FieldReader, beginning: str, count: int) -> list[int]:
    """The numbers of the most frequent spellings that begin so; only these are read."""
    low, high = field.spelling_range(beginning, successor(beginning))
    frequencies = field.spelling_frequencies[low:high]
    if len(frequencies) <= count:
        return list(range(low, high))
    rows: list[int] = np.argpartition(frequencies, len(frequencies) - count)[-count:].tolist()
    return [low + row for row in rows]


def _titled(tokens: Sequence[Token], limit: int, number: int, source: _Source) -> Iterator[TitleCompletion]:
    """The articles of one segment whose titles have each word, beginning as typed: short titles first, none twice."""
    segment = source.segments[number]
    field, gone = segment.fields[TITLE], segment.deleted_articles
    chosen = np.ones(segment.article_count, np.bool_) if gone is None else ~gone
    for token in tokens:
        chosen &= _having(token, field, segment.article_count)
    articles = chosen.nonzero()[0]
    order = np.argsort(segment.title_widths[articles], kind="stable")[: TITLES * limit]
    seen: set[str] = set()
    for article in articles[order].tolist():
        facts = source.facts(number, article)
        if facts.title not in seen and _has(facts, tokens, source):
            yield TitleCompletion(facts.id, facts.title)
            seen.add(facts.title)
            if len(seen) == limit:
                return


def _has(facts: ArticleFacts, tokens: Sequence[Token], source: _Source) -> bool:
    """Whether the title has a word for each of ``tokens`` that begins so; its stem alone is not enough."""
    spelled = [term.spelling for token in source.analyzer.tokens(facts.title) for term in token.terms]
    return all(any(each.startswith(tuple(_beginnings(token))) for each in spelled) for token in tokens)


def _having(token: Token, field: FieldReader, articles: int) -> NDArray[np.bool_]:
    """Which articles have in their titles the stem of a word that begins so."""
    having = np.zeros(articles, np.bool_)
    for beginning in _beginnings(token):
        for spelling in _frequent(field, beginning, SPELLINGS):
            term = field.spelling_owner(spelling)[0]
            having[field.postings.documents(term, term + 1)] = True
    return having
