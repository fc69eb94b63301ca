"""Which of the matches are wanted, and in which order? Filters, sorting, grouping and the slice asked for."""

import datetime
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from functools import partial
from heapq import nsmallest

from searchlib.article import ArticleFacts
from searchlib.engine.base import Filters, Request, Sort
from searchlib.engine.embedded.execute import Scores

__all__ = ["passes", "ranked"]

_FAR = datetime.date.max.toordinal() + 1  # what has no date comes last


def passes(facts: ArticleFacts, filters: Filters) -> bool:
    """Whether an article may answer."""
    return (
        _in_time(facts.date, filters)
        and (not filters.sources or _from_one_of(facts, filters.sources))
        and (not filters.languages or facts.language in filters.languages)
        and all(facts.metadata.get(name) == value for name, value in filters.metadata.items())
    )


def _in_time(date: datetime.date | None, filters: Filters) -> bool:
    if filters.after is None and filters.before is None:
        return True
    if date is None:
        return False
    return (filters.after is None or date >= filters.after) and (filters.before is None or date < filters.before)


def _from_one_of(facts: ArticleFacts, patterns: Iterable[str]) -> bool:
    path = facts.source.path if facts.source else facts.id
    return any(fnmatchcase(f"/{path}", f"*/{pattern.removeprefix('/')}") for pattern in patterns)


def ranked(
    scores: Scores,
    request: Request,
    order_of: Callable[[int], int],
    article_of: Callable[[int], int],
    date_of: Callable[[int], datetime.date | None],
) -> tuple[list[int], int]:
    """The document numbers asked for, in order, and how many there are without ``limit`` and ``offset``.

    ``order_of`` breaks ties: the article added first, then the paragraph that comes first.
    """
    key = partial(_sort_key, request.sort, scores, order_of, date_of)
    numbers: Iterable[int] = scores
    if request.group == "article":
        numbers = _best_of_each(scores, article_of, key)
    count = len(numbers) if isinstance(numbers, list) else len(scores)
    last = min(count, request.offset + request.limit)
    return nsmallest(last, numbers, key=key)[request.offset :], count


def _best_of_each(
    scores: Scores, article_of: Callable[[int], int], key: Callable[[int], tuple[float, float, int]]
) -> list[int]:
    """The best passage of each article; when sorting by date that is still the best, not the first."""
    best: dict[int, int] = {}
    for number in scores:
        article = article_of(number)
        if article not in best or (-scores[number], key(number)) < (
            -scores[best[article]],
            key(best[article]),
        ):
            best[article] = number
    return list(best.values())


def _sort_key(
    sort: Sort,
    scores: Scores,
    order_of: Callable[[int], int],
    date_of: Callable[[int], datetime.date | None],
    number: int,
) -> tuple[float, float, int]:
    """Ascending: date first where asked for, then falling score, then place."""
    if sort == "relevance":
        return 0, -scores[number], order_of(number)
    date = date_of(number)
    day = _FAR if date is None else date.toordinal() * (-1 if sort == "newest" else 1)
    return day, -scores[number], order_of(number)
