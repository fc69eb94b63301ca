"""The page of a ranking: full where there is enough, and never of two rankings at once."""

import pytest

from searchlib.engine.base import Request
from searchlib.engine.page import page
from searchlib.engine.search import RankedKeys
from searchlib.query.queries import Term
from searchlib.query.question import given

TEXT = "the same words as everywhere else in this report, which is long enough to be a copy of another one " * 2


def asked_for(*rankings, texts=lambda key: TEXT, limit=2):
    """The page of an engine that gives these rankings, one after the other, however many are asked for."""
    given_out = iter(rankings)
    request = Request(question=given(Term("text", "x")), limit=limit)
    return page(lambda _: next(given_out), request, texts, lambda one, other: texts(one) == texts(other))


def ranking(keys, total=99):
    return RankedKeys(list(keys), [1.0] * len(keys), total)


def test_more_of_the_ranking_is_looked_at_until_the_page_is_full():
    found = asked_for(ranking("abcde"), ranking("abcdefghij"), texts=lambda key: key if key > "e" else TEXT)
    assert found.ranks == [[0, 1, 2, 3, 4], [5]]
    assert (found.whole.keys, found.whole.total) == (list("abcdefghij"), 99)


@pytest.mark.parametrize("later", ["", "abc", "abced", "bcdeafghij"])
def test_a_ranking_that_time_cut_short_meanwhile_takes_nothing_from_the_one_before(later):
    found = asked_for(ranking("abcde"), ranking(later, None))
    assert found.ranks == [[0, 1, 2, 3, 4]]
    assert (found.whole.keys, found.whole.total) == (list("abcde"), None)
