"""Filters, sorting, grouping and slices choose of the matches what a plain reading of the request does."""

import datetime
from itertools import product
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.analysis import preset
from searchlib.engine.base import Request
from searchlib.engine.execution.collector import chosen
from searchlib.engine.execution.execution import Execution, Snapshot
from searchlib.engine.execution.whole_articles import whole_scores
from searchlib.query import Fields
from searchlib.query.filters import Filters, restriction_of
from tests.engine.execution.fakes import FakeSegment
from tests.engine.execution.trees import q
from tests.query.contents import TEXTS

DAY = datetime.date(2005, 7, 17).toordinal()

articles = st.builds(
    SimpleNamespace,
    lengths=st.lists(st.integers(0, 3), min_size=1, max_size=3),
    date=st.sampled_from([0, DAY, DAY + 1, DAY + 2]),
    language=st.sampled_from(["en", "fr", None]),
    id=st.just("a"),
    source=st.sampled_from([None, SimpleNamespace(path="n/b.c")]),
    metadata=st.sampled_from([{}, {"desk": "world"}]),
)
filters = st.builds(
    Filters,
    after=st.sampled_from([None, datetime.date.fromordinal(DAY + 1)]),
    before=st.sampled_from([None, datetime.date.fromordinal(DAY + 2)]),
    sources=st.sampled_from([(), ("n/*",), ("x", "a")]),
    languages=st.sampled_from([(), ("fr", "de")]),
    metadata=st.sampled_from([{}, {"desk": "world"}]),
)


def segment(parts):
    documents = [{"text": [[("iran", "iran")]] * n + [[("the", "the")]] * 2} for part in parts for n in part.lengths]
    sizes, dates = [len(part.lengths) for part in parts], [part.date for part in parts]
    return FakeSegment(documents, articles=sizes, dates=dates, facts=parts)


def restriction(wanted):
    return restriction_of(wanted, preset("plain"), Fields(lambda: {"desk": TEXTS})).tree


def passes(part, wanted):
    return (
        (wanted.after is None or part.date >= wanted.after.toordinal())
        and (wanted.before is None or 0 < part.date < wanted.before.toordinal())
        and (not wanted.languages or part.language in wanted.languages)
        and all(part.metadata.get(name) == value for name, value in wanted.metadata.items())
        and (not wanted.sources or ("n/*" in wanted.sources if part.source else "a" in wanted.sources))
    )


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.lists(articles, max_size=4), min_size=1, max_size=3),
    filters,
    st.sampled_from(["relevance", "newest", "oldest"]),
    st.sampled_from([None, "article"]),
    st.integers(0, 5),
    st.integers(0, 5),
)
def test_what_is_asked_for_comes_in_the_order_asked_for(parts, wanted, sort, group, limit, offset):
    execution = Execution(Snapshot([segment(part) for part in parts]))
    tree = q.Or([q.Term("text", "iran")])
    scores = dict(zip(*(each.tolist() for each in execution.matches(tree)), strict=True))
    owners = [part for some in parts for part in some for _ in part.lengths]
    rows = [(n, score, owners[n]) for n, score in scores.items() if passes(owners[n], wanted)]
    others = {}
    if group:
        rows.sort(key=lambda row: (-row[1], row[0]))
        every = [id(part) for some in parts for part in some]
        wholes = dict(zip(every, whole_scores(execution.snapshot, tree).tolist(), strict=True))
        for part in {id(row[2]): row[2] for row in rows}.values():
            best = [row for row in rows if row[2] is part][:3]
            worth = best[0][1] + wholes[id(part)] / 4
            others[best[0][0]] = [row[:2] for row in best[1:]]
            rows = [row for row in rows if row[2] is not part] + [(best[0][0], worth, part)]
    sign = -1 if sort == "newest" else 1
    day = {part.date: (part.date == 0, sign * part.date) if sort != "relevance" else 0 for *_, part in rows}
    rows.sort(key=lambda row: (day[row[2].date], -row[1], row[0]))
    request = Request(
        question=SimpleNamespace(tree=tree),
        limit=limit,
        offset=offset,
        restriction=restriction(wanted),
        sort=sort,
        group=group,
        count=True,
    )
    found = chosen(execution, request)
    assert found.keys == [row[0] for row in rows][offset : offset + limit]
    assert found.scores == pytest.approx([row[1] for row in rows][offset : offset + limit])
    assert found.total == len(rows)
    if group:
        assert found.others == [others[document] for document in found.keys]
    first = chosen(execution, request, 3)
    assert first.keys == [row[0] for row in rows][:3]


def test_each_filter_lets_through_what_it_says():
    facts = product(
        [0, DAY, DAY + 1, DAY + 2], ["en", "fr", None], [None, SimpleNamespace(path="n/b.c")], [{}, {"desk": "world"}]
    )
    parts = [
        SimpleNamespace(lengths=[1], date=date, language=language, id="a", source=source, metadata=metadata)
        for date, language, source, metadata in facts
    ]
    execution = Execution(Snapshot([segment(parts)]))
    days = [None, datetime.date.fromordinal(DAY + 1), datetime.date.fromordinal(DAY + 2)]
    metadata = [{}, {"desk": "world"}, {"desk": "nowhere"}, {"none": 1}]
    for after, before, sources, languages, named in product(
        days, days, [(), ("n/*",), ("x", "a")], [(), ("fr", "de")], metadata
    ):
        wanted = Filters(after=after, before=before, sources=sources, languages=languages, metadata=named)
        request = Request(
            question=SimpleNamespace(tree=q.Term("text", "iran")), limit=100, restriction=restriction(wanted)
        )
        assert chosen(execution, request).keys == [n for n, part in enumerate(parts) if passes(part, wanted)]


def test_a_union_is_counted_when_asked():
    execution = Execution(Snapshot([segment([SimpleNamespace(lengths=[1, 2], date=0)])]))
    question = SimpleNamespace(tree=q.Or([q.Term("text", "iran"), q.Term("text", "the")]))
    assert chosen(execution, Request(question=question)).total is None
    assert chosen(execution, Request(question=question, count=True, limit=1)).total == 2


@pytest.mark.parametrize("sort", ["newest", "relevance"])
def test_an_empty_index_gives_nothing(sort):
    request = Request(question=SimpleNamespace(tree=q.Every()), sort=sort, group="article")
    assert chosen(Execution(Snapshot([])), request) == ([], [], 0, [])
