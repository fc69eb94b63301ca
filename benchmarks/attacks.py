"""What would bring a search engine to its knees? Hostile queries, and the process that asks them all, one by one."""

import random
import string
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

from attrs import evolve

import searchlib
from benchmarks.corpus import articles
from benchmarks.peers.searchlib import article
from benchmarks.timing import peak_mebibytes
from searchlib import Filters
from searchlib._whoosh import quiet_import
from searchlib.article import Article, Source
from searchlib.automata.automaton import whole
from searchlib.query.queries import Near

with quiet_import():
    from whoosh.query import And, DateRange, FuzzyTerm, Not, NumericRange, Or, Phrase, Prefix, Regex, Term, Wildcard

__all__ = ["TASKS", "attacks"]

Attack: TypeAlias = tuple[Any, Mapping[str, Any]]
"""A query, as typed or as a tree, and the other arguments of the search."""

_WORDS = 1000
_SAMPLE = 20_000  # articles whose words are counted
_FIRST_DAY = date(2000, 1, 1)
_SURNAMES = 2000
_DEEP = 10_000
_LONG = 10_000_000


def build_with_facts(folder: str, texts: str, paragraphs: int, seed: int) -> int:
    """Index the texts with made-up authors, dates, languages, paths and metadata; how many articles."""
    with searchlib.open(folder) as index:
        return index.add(_with_facts(Path(texts), paragraphs, seed)).added


def _with_facts(texts: Path, paragraphs: int, seed: int) -> Iterator[Article]:
    draw = random.Random(seed)
    for number, paragraphs_of_it in enumerate(articles(texts, paragraphs)):
        day = _FIRST_DAY + timedelta(draw.randrange(3000))
        yield evolve(
            article(str(number), paragraphs_of_it),
            authors=[f"Mary O’Brien{draw.randrange(_SURNAMES)}" for _ in range(draw.randrange(3))],
            date=day,
            language=draw.choice(["en", "en-US", "fr"]),
            source=Source(f"/archive/{draw.choice(['politics', 'sport'])}/{day.year}/{number}.txt"),
            metadata={"pages": draw.randrange(40), "filed": day, "desk": draw.choice(["World news", "Élite"])},
        )


def ask_all(folder: str, texts: str, only: str = "") -> list[dict[str, Any]]:
    """Each attack whose name has ``only`` once, in order, after one ordinary question: what came of it."""
    words = _frequent(Path(texts))
    with searchlib.open(folder, create=False) as index:
        index.search("iran embassy")
        chosen = {name: attack for name, attack in attacks(words).items() if only in name}
        return [{"query": name, **_asked(index, *attack)} for name, attack in chosen.items()]


def _asked(index: searchlib.Index, query: Any, options: Mapping[str, Any]) -> dict[str, Any]:
    start, processor = time.perf_counter(), time.process_time()
    results = index.search(query, **options)
    wall, processor = time.perf_counter() - start, time.process_time() - processor
    return {
        "ms": 1000 * wall,
        "processor ms": 1000 * processor,
        "hits": len(results),
        "total": results.total,
        "warnings": "; ".join(results.warnings)[:90],
        "peak MiB so far": peak_mebibytes(),
    }


def _frequent(texts: Path) -> list[str]:
    """The most frequent words of the texts, which are of letters alone."""
    counts: Counter[str] = Counter()
    for paragraphs in islice(articles(texts, 1 << 62), _SAMPLE):
        counts.update(word for text in paragraphs for word in text.lower().split() if word.isalpha())
    return [word for word, _ in counts.most_common(_WORDS)]


def attacks(words: Sequence[str]) -> dict[str, Attack]:
    """The attacks by what they are called; ``words`` are the most frequent ones of the texts."""
    plain = {**_patterns(words), **_masses(words), **_phrases(words), **_facts()}
    newest = {"sort": "newest", "group": "article"}
    wanted: dict[str, Any] = {"sources": "politics/*", "languages": "en", "metadata": {"pages": 3}}
    return {
        **{name: (query, {}) for name, query in plain.items()},
        "the, newest first, by article": ("the", newest),
        "*a*, newest first, by article": (_wild("*a*"), newest),
        "the of and, with filters on facts": ("the of and", {"filters": Filters(**wanted)}),
        "*a*, 0.1 s": (_wild("*a*"), {"timeout": 0.1}),
        "1,000 inner wildcards, 0.1 s": (plain["1,000 wildcards *word*"], {"timeout": 0.1}),
    }


def _patterns(words: Sequence[str]) -> dict[str, Any]:
    letters = string.ascii_lowercase
    expressions = ["(a+)+b", "(a|aa)+$", ".*", "(.*[aeioust].{0,300}){3}x", "((a?){30}){30}", "[^e]*"]
    return {
        **{f"tree: {text}": _wild(text) for text in ("*a*", "*", "?*", "*ing", "a*", "*e*e*e*")},
        **{f"tree: /{text}/": Regex("text_exact", whole(text)) for text in expressions},
        **{f"tree: {text}~2": _similar(text) for text in ("a", "in", "embassy", "internationalization", 200 * "x")},
        **{f"typed: {text}": text for text in ("*a*", "*", "?*", "/.*/", "/(a+)+b/", "/(?=a)b/", "a~2", "embassy~2")},
        "*a* *e* *i* *o* *u*": Or([_wild(f"*{vowel}*") for vowel in "aeiou"]),
        "+*a* +*e* +*i* +*o* +*u*": And([_wild(f"*{vowel}*") for vowel in "aeiou"]),
        "a* b* ... z*": Or([Prefix("text_exact", letter) for letter in letters]),
        "aa* ab* ... zz*": Or([Prefix("text_exact", one + two) for one in letters for two in letters]),
        "1,000 wildcards word*": Or([_wild(f"{word}*") for word in words]),
        "1,000 wildcards *word*": Or([_wild(f"*{word}*") for word in words]),
        "1,000 words~2": Or([_similar(word) for word in words]),
        "NOT *a*": Not(_wild("*a*")),
    }


def _masses(words: Sequence[str]) -> dict[str, Any]:
    return {
        "1,000 words": " ".join(words),
        "1,000 words, again": " ".join(words),
        "1,000 words, each with +": " ".join(f"+{word}" for word in words),
        "1,000 words OR, 1,000 without": " ".join(words) + " ".join(f" -x{word}" for word in words),
        f"{_DEEP:,} brackets deep": "(" * _DEEP + "iran" + ")" * _DEEP,
        f"{_DEEP:,} times NOT": "NOT " * _DEEP + "iran",
        "10 MB of one word": "word " * (_LONG // 5),
        "10 MB without a space": "x" * _LONG,
        "10 MB of quotes": '"' * _LONG,
        "10 MB of words": " ".join(islice((f"w{n}" for n in range(_LONG)), _LONG // 8)),
        "10 MB of stars": "*" * _LONG,
        "NOT of a word": "NOT the",
        "NOT of everything": "NOT (NOT the)",
        "NUL, surrogates, controls": "\0 \ud800 \x1b[31m iran \udfff",
    }


def _phrases(words: Sequence[str]) -> dict[str, Any]:
    common = ["the", "of", "and", "to", "in"]
    terms = [Term("text_exact", word) for word in common]
    return {
        '"the the the"': '"the the the"',
        "a phrase of 100 times the": f'"{" ".join(["the"] * 100)}"',
        "a phrase of the 100 commonest words": f'"{" ".join(words[:100])}"',
        "a phrase of the 5, far apart": Phrase("text_exact", common, slop=50),
        "NEAR(the of and to in, 50)": Near(terms, gaps=50, is_ordered=False),
        "the BEFORE of": Near(terms[:2], gaps=None),
        '"(the OR of OR and) (to OR in) *a*"': Near([Or(terms[:3]), Or(terms[3:]), _wild("*a*")], gaps=0),
    }


def _facts() -> dict[str, Any]:
    return {
        "facts: author (reads them all)": Term("author", "obrien17"),
        "facts: author *1*": Wildcard("author", "*1*"),
        "facts: author obrien~2": FuzzyTerm("author", "obrien", maxdist=2, prefixlength=0),
        "facts: source *politics/2005*": Wildcard("source", "*politics/2005*"),
        "facts: source *a*e*i*": Wildcard("source", "*a*e*i*"),
        "facts: language en": Term("language", "en"),
        "facts: pages 3 to 7": NumericRange("pages", 3, 7),
        "facts: filed since 2005": DateRange("filed", datetime(2005, 1, 1), None),
    }


def _wild(text: str) -> Any:
    return Wildcard("text_exact", text)


def _similar(text: str) -> Any:
    return FuzzyTerm("text_exact", text, maxdist=2, prefixlength=0)


TASKS: dict[str, Callable[..., Any]] = {each.__name__: each for each in (build_with_facts, ask_all)}
