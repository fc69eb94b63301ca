"""What the processes do that measure searchlib alone: commits, replacing, merging, threads."""

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from statistics import fmean
from typing import Any

import searchlib
from benchmarks.corpus import articles
from benchmarks.peers.searchlib import article, typed
from benchmarks.timing import milliseconds
from searchlib.analysis import preset
from searchlib.index.locked_writer import writing

__all__ = ["TASKS"]

_TENTH = 10
_THREADS = 8


def commit_singly(folder: str, texts: str, commits: int) -> dict[str, Any]:
    """Add the corpus' articles again under other ids, each in a commit: milliseconds of each, segments at the end."""
    times = []
    lists = list(islice(articles(Path(texts), 1 << 62), commits))
    with searchlib.open(folder, create=False) as index:
        before = index.stats().segments
        for number in range(commits):
            added = article(f"new-{number}", lists[number % len(lists)])
            start = time.perf_counter()
            index.add([added])
            times.append(1000 * (time.perf_counter() - start))
        return {"times": times, "segments before": before, "segments": index.stats().segments}


def replace_a_tenth(folder: str, texts: str, paragraphs: int) -> int:
    """Replace every tenth article by its paragraphs in reverse order, so that as much is found as before; how many."""
    with searchlib.open(folder, create=False) as index:
        all_of_them = enumerate(articles(Path(texts), paragraphs))
        tenth = (article(str(number), each[::-1]) for number, each in all_of_them if number % _TENTH == 0)
        summary = index.add(tenth)
    return summary.replaced + summary.unchanged


def merge(folder: str) -> None:
    """Merge all segments."""
    with writing(Path(folder), preset("english")) as writer:
        writer.merge()


def ask_in_threads(folder: str, queries: dict[str, list[str]], seed: int) -> dict[str, int]:
    """Eight threads ask everything of one open index, each in its own order: how many answers equal those of one."""
    asked = [typed(kind, query) for kind, each in queries.items() for query in each]
    with searchlib.open(folder, create=False) as index:
        with ThreadPoolExecutor(_THREADS) as threads:
            answers = list(threads.map(lambda number: _answers(index, asked, f"{seed} {number}"), range(_THREADS)))
        alone = _answers(index, asked, str(seed))
    equal = sum(answer[query] == alone[query] for answer in answers for query in asked)
    return {"equal": equal, "answers": _THREADS * len(asked)}


def suggest(folder: str, queries: list[str]) -> dict[str, float]:
    """Milliseconds of completing beginnings of words, one and with a word before: the first call of all, and later."""
    words = [query.split() for query in queries if len(query.split()) > 1]
    alone = [word[:size] for two in words for word in two for size in (1, 2, 3)]
    after = [f"{first} {second[:3]}" for first, second, *_ in words]
    with searchlib.open(folder, create=False) as index:
        (first,) = milliseconds(index.suggest, alone[:1])
        _, cold, warm, later = (fmean(milliseconds(index.suggest, some)) for some in (alone, after, alone, after))
    return {"first": first, "one word": warm, "after a word, new": cold, "after a word": later}


def _answers(index: searchlib.Index, asked: list[str], seed: str) -> dict[str, list[tuple[float | None, str, str]]]:
    shuffled = random.Random(seed).sample(asked, len(asked))
    return {
        query: [(hit.score, hit.passage.article.id, hit.html()) for hit in index.search(query)] for query in shuffled
    }


TASKS: dict[str, Callable[..., Any]] = {
    each.__name__: each for each in (commit_singly, replace_a_tenth, merge, ask_in_threads, suggest)
}
