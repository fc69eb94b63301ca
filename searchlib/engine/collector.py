"""A collector over all matches: sorted, grouped by article, and cut to the page that is asked for."""

import datetime
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from searchlib.engine.base import Request
from searchlib.engine.search import Column, Key, MatchTable, RankedKeys, page_of

__all__ = ["collected"]

_FAR: Final = datetime.date.max.toordinal() + 1  # what has no date comes last

_Numbers: TypeAlias = NDArray[np.int64]


def collected(matches: MatchTable, request: Request, first: int | None = None) -> RankedKeys:
    """What the request asks for of all ``matches``: see :attr:`searchlib.engine.search.Search.ranked`.

    ``total`` counts them without limit and offset; it is None where they are not complete.
    """
    page, keys = page_of(request, first), matches.keys
    articles, scores = np.asarray(matches.articles, np.int64), np.asarray(matches.scores, np.float64)
    if request.group == "article":
        return _grouped(matches, articles, scores, request, page)
    order = _ordered(scores, _days(matches, articles, request))[page]
    total = len(scores) if matches.is_complete else None
    return RankedKeys(_picked(keys, order), scores[order].tolist(), total)


def _grouped(
    matches: MatchTable, articles: _Numbers, scores: NDArray[np.float64], request: Request, page: slice
) -> RankedKeys:
    from searchlib.engine.article_groups import best_articles  # seldom needed

    keys, groups = matches.keys, best_articles(articles, scores, np.asarray(matches.wholes(), np.float64))
    best = groups.best
    order = _ordered(groups.scores, _days(matches, articles[best], request))[page]
    others = [[(_plain(keys[row]), float(scores[row])) for row in groups.others(each)] for each in order.tolist()]
    total = len(best) if matches.is_complete else None
    return RankedKeys(_picked(keys, best[order]), groups.scores[order].tolist(), total, others)


def _picked(keys: Column, rows: NDArray[np.intp]) -> list[Key]:
    """The keys of some rows."""
    if isinstance(keys, np.ndarray):
        picked: list[Key] = keys[rows].tolist()
        return picked
    return [keys[row] for row in rows.tolist()]


def _plain(key: Key) -> Key:
    """A key; a number of an array as one of Python's."""
    return key.item() if isinstance(key, np.generic) else key


def _ordered(scores: NDArray[np.float64], days: _Numbers | None) -> NDArray[np.intp]:
    """The rows by day and by falling score; ties stay in their order."""
    return np.lexsort((-scores,) if days is None else (-scores, days))


def _days(matches: MatchTable, articles: _Numbers, request: Request) -> _Numbers | None:
    """What sorts the articles ascending by date as asked for, the undated last; None where dates do not count."""
    if request.sort == "relevance":
        return None
    days = np.asarray(matches.days(), np.int64)[articles]
    return np.where(days == 0, _FAR, -days if request.sort == "newest" else days)
