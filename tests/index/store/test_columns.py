"""The facts read for search are those of the articles, and damage among them is named."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.article import values_of
from searchlib.errors import IndexDamaged
from searchlib.index.store.columns import columns_of
from searchlib.index.store.facts import pack_facts, unpack_rows
from tests.index.corpora import articles


@settings(max_examples=50, deadline=None)
@given(st.lists(articles(), max_size=5))
def test_columns_hold_what_each_article_says(some):
    columns = columns_of(unpack_rows([pack_facts(article) for article in some]), len(some))
    told = {name: [[] for _ in some] for name in ("authors", "languages", "paths", *columns.metadata)}
    for name, column in [*vars_of(columns), *columns.metadata.items()]:
        assert len({(type(value), value) for value in column.values}) == len(column.values)
        for article, number in zip(column.articles.tolist(), column.numbers.tolist(), strict=True):
            told[name][article].append(column.values[number])
    for number, article in enumerate(some):
        assert told["authors"][number] == list(article.authors)
        assert told["languages"][number] == ([article.language] if article.language else [])
        assert told["paths"][number] == [article.source.path if article.source else article.id]
        held = {name: list(values_of(value)) for name, value in article.metadata.items() if value != ()}
        assert {name: told[name][number] for name in columns.metadata if told[name][number]} == held


def vars_of(columns):
    return [(name, getattr(columns, name)) for name in ("authors", "languages", "paths")]


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"{}",
        b"[]",
        b'["a"]',
        b'["a","b"],["c","d"]',
        b"\xff",
        b'["a","b",3]',
        b'["a","b",[1]]',
        b'["a","b",[],5]',
        b'["a","b",[],null,null,[7]]',
        b'["a","b",[],null,null,null,{"x":null}]',
        b'["a","b",[],null,null,null,{"x":{"date":"never"}}]',
        b'["a","b",[],null,null,null,{"x":[[1]]}]',
        b'["a","b",[],null,null,null,{"x":[null]}]',
        b'["a","b",[],null,null,null,[1]]',
        b'["a","b",[],null,null,null,{},8]',
        b'[1,"b"]',
        b"[" * 100_000,
    ],
)
def test_what_are_no_facts_is_damage(record):
    with pytest.raises(IndexDamaged):
        columns_of(unpack_rows([b'["a","b"]', record]), 2)
