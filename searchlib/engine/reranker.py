"""The best hits in the order of a function's scores: it is given the question and their texts, whatever the engine.

What it is given does not depend on the page, so that pages put together are one ranking: the hits that it saw by
falling score, ties in their order, then the others in theirs.
"""

import math
import time
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import partial
from itertools import islice
from reprlib import repr as short
from typing import SupportsFloat

from searchlib.engine.base import Request, Reranker
from searchlib.engine.page import Page, leading, page
from searchlib.engine.search import Search
from searchlib.errors import RerankError
from searchlib.results import Passage

__all__ = ["called", "reranked"]


def reranked(search: Search, request: Request, rerank: Reranker, clock: Callable[[], float] = time.monotonic) -> Page:
    """The request's page of the ranking whose first ``depth`` hits are in the order of ``rerank``'s scores.

    It is not called for a page that begins behind them, nor for one without a hit: neither depends on the scores. Nor
    is it called when the time is up, by ``clock``. Then, and if it is up afterwards, the ranking stays as it was, and
    the page is not complete. Raises RerankError.
    """
    ends = math.inf if request.timeout is None else clock() + request.timeout
    depth, last = request.depth, request.offset + request.limit
    if not request.limit or request.offset >= depth:
        return page(search.ranked, request, search.text, search.are_copies)._replace(reranked={})
    found = leading(search.ranked, request, search.text, search.are_copies, max(last, depth))
    as_before = found._replace(ranks=found.ranks[request.offset : last])
    if not as_before.ranks:
        return as_before
    keys = [found.whole.keys[rank] for rank, *_ in found.ranks[:depth]]
    given = None
    if search.is_complete and clock() < ends:
        given = _given(rerank, request.question.asked, [_text(search.passage(key)) for key in keys])
    if given is None or clock() >= ends:
        return as_before._replace(is_complete=False)
    scores = _scores(given, len(keys), called(rerank))
    ranks = [*_by_score(found.ranks[:depth], scores), *found.ranks[depth:]]
    return found._replace(ranks=ranks[request.offset : last], reranked=dict(zip(keys, scores, strict=True)))


def called(function: object) -> str:
    """What a function is called: module and name; of an object its class's, of a partial that of its function."""
    while isinstance(function, partial):
        function = function.func
    name = getattr(function, "__qualname__", None)
    if name is None:
        return called(type(function))
    module = getattr(function, "__module__", None)
    return f"{module}.{name}" if module else str(name)


def _text(passage: Passage) -> str:
    """The title of the passage's article, the headings above it and its text, a line each; a made title is none."""
    title = "" if passage.article.title_is_made else passage.article.title
    lines = (title, *passage.headings, passage.text)
    return "\n".join(" ".join(line.split()) for line in lines if line)


def _by_score(ranks: Sequence[Sequence[int]], scores: Sequence[float]) -> list[Sequence[int]]:
    """By falling score; ties stay in their order."""
    order = sorted(range(len(ranks)), key=scores.__getitem__, reverse=True)
    return [ranks[place] for place in order]


def _given(rerank: Reranker, question: str, texts: list[str]) -> list[SupportsFloat]:
    """What the function gives, which must be a row of something; the time that it takes to be read is its own."""
    try:
        given = rerank(question, texts)
        row = [*islice(given, len(texts) + 1)] if _is_row(given) else None
    except Exception as error:
        raise RerankError(f"{called(rerank)} raised {type(error).__name__}{_said(error)}") from error
    if row is None:
        shape = getattr(given, "shape", None)
        what = short(given) if shape is None else f"an array of the shape {tuple(shape)}"
        raise RerankError(f"{called(rerank)} gave {what}: it must give a number for each text, in a row")
    return row


def _said(error: Exception) -> str:
    """What an exception says behind its name, where it can say it."""
    try:
        return f": {error}"
    except Exception:
        return ""


def _is_row(given: object) -> bool:
    is_ordered = isinstance(given, Iterable) and not isinstance(given, str | bytes | Mapping | Set)
    return is_ordered and getattr(given, "ndim", 1) == 1


def _scores(given: Sequence[SupportsFloat], count: int, name: str) -> list[float]:
    """So many numbers, none of them NaN."""
    if len(given) != count:
        many = f"more than {count}" if len(given) > count else len(given)
        raise RerankError(f"{name} gave {many} scores for {count} texts")
    scores = [_score(value, name) for value in given]
    missing = sum(map(math.isnan, scores))
    if missing:
        raise RerankError(f"{name} gave NaN for {missing} of {count} texts")
    return scores


def _score(value: SupportsFloat, name: str) -> float:
    try:
        if getattr(value, "ndim", 0):
            raise TypeError("it is an array")
        return float(value)
    except Exception as error:
        raise RerankError(f"{name} gave {short(value)} as the score of a text, which is no number") from error
