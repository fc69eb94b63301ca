"""Records of JSON are articles, in whatever wrapping they come; a broken one costs no other."""

import json
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.source.file import Unreadable
from searchlib.source.formats import Problem
from searchlib.source.formats.json import _elements

from .drafts import drafts, only

TWO = [{"text": "one"}, {"text": "two"}]


def told(items):
    return [(item.record, item.reason.partition(":")[0] if isinstance(item, Problem) else item.text) for item in items]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_json_lines_are_an_article_each_numbered_by_line(encoding):
    data = '{"text": "one é"}\n\n{"text": "two"}\r\n{"text": "three’s"}'.encode(encoding)
    assert told(drafts("jsonl", data)) == [(1, "one é"), (3, "two"), (4, "three’s")]


def test_a_broken_line_costs_only_itself():
    lines = ['{"text": "1"}', '{"text": "2"}', '{"text": "3"', '{"text": "4"}', '{"text": "5"}']
    found = drafts("jsonl", "\n".join(lines))
    assert told(found) == [(1, "1"), (2, "2"), (3, "broken JSON"), (4, "4"), (5, "5")]
    assert found[2] == Problem("broken JSON: Expecting ',' delimiter at column 13", 3)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[1]", "is no object but a list"),
        ("null", "is no object but null"),
        ("[" * 100_000, "broken JSON: nested too deep"),
        ('{"a": ' * 100_000, "broken JSON: nested too deep"),
        ('{"n": 1}', "no field for the text (--field text=NAME says which it is); it has 'n'"),
    ],
)
def test_a_line_that_is_no_record_is_told(line, reason):
    assert drafts("jsonl", line) == [Problem(reason, 1)]


@pytest.mark.parametrize(
    ("data", "records"),
    [
        (TWO, (1, 2)),
        ({"count": 2, "articles": TWO}, (1, 2)),
        ({"response": {"meta": [{"n": 1}], "results": TWO}}, (1, 2)),
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_list_is_found(data, records, indent):
    found = drafts("json", json.dumps(data, indent=indent))
    assert told(found) == list(zip(records, ["one", "two"], strict=True))


def test_one_object_is_one_article():
    draft = only("json", '{"text": "one", "comments": [{"text": "not this"}]}')
    assert (draft.text, draft.record) == ("one", None)
    assert only("json", '{\n "text": "one"\n}').record is None


def test_lines_under_another_ending_are_read():
    assert told(drafts("json", '{"text": "one"}\n{"text": "two"}\n{"te')) == [
        (1, "one"),
        (2, "two"),
        (3, "broken JSON"),
    ]


@pytest.mark.parametrize("data", ["", " \n ", "[]", "\ufeff"])
def test_nothing_is_nothing(data):
    assert drafts("json", data) == []
    assert [item for item in drafts("jsonl", data) if not isinstance(item, Problem)] == []


@pytest.mark.parametrize("data", ["{", '{"a": 1}', "words", '"words"x', '{"text": 1} x {', "[" * 100_000])
def test_what_is_no_article_is_told(data):
    try:
        found = drafts("json", data)
    except (Unreadable, RecursionError):
        return
    assert found
    assert all(isinstance(item, Problem) for item in found)


def test_of_a_broken_list_the_articles_so_far_are_kept():
    found = drafts("json", '[{"text": "one"}, {"text": "two"}, {"text": oops}, {"text": "four"}]')
    assert told(found) == [(1, "one"), (2, "two"), (None, "broken JSON in record 3")]
    cut = drafts("json", json.dumps(TWO)[:-10])
    assert told(cut) == [(1, "one"), (None, "broken JSON in record 2")]


def test_values_that_other_readers_refuse_are_kept():
    text = '[{"text": "\\ud800x", "n": NaN, "i": -Infinity, "big": %s, "small": 12}]' % ("9" * 5000)
    draft = only("json", text)
    assert draft.text == "\ud800x", "the border to articles replaces it"
    assert draft.metadata == {"n": "NaN", "i": "-Infinity", "big": "9" * 5000, "small": 12}


@settings(max_examples=100)
@given(
    st.lists(
        st.dictionaries(st.text(), st.text() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(0, 9))
        | st.text()
    ),
    st.integers(1, 9),
)
def test_a_list_in_pieces_is_the_same_list(values, size):
    text = json.dumps(values)[1:]
    assert list(_elements(iter([text[place : place + size] for place in range(0, len(text), size)]))) == values


def test_a_long_list_flows_through_little_memory():
    record = '{"text": "%s"},' % ("word " * 200)
    data = "[" + record * 20_000 + record[:-1] + "]"
    import io

    from searchlib.source.formats import Options, format_named

    stream = io.BufferedReader(io.BytesIO(data.encode()))
    tracemalloc.start()
    assert sum(1 for _ in format_named("json")(stream, Options())) == 20_001
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < len(data) / 2


def test_one_line_of_20_mb_is_read_whole():
    draft = only("json", '[{"text": "%s"}]' % ("word " * 4_000_000))
    assert len(draft.text) == 20_000_000


def test_a_name_that_repeats_loses_no_value():
    draft = only("jsonl", '{"text": "one", "tag": "a", "tag": "b", "": 1, "in": {"x": 1, "x": 2}}')
    assert draft.metadata == {"tag": "a", "tag 3": "b", "": 1, "in.x": 1, "in.x 2": 2}


def test_files_that_were_joined_are_read():
    assert told(drafts("jsonl", '\ufeff{"text": "one"}\n\ufeff{"text": "two"}\n')) == [(1, "one"), (2, "two")]


def test_a_dump_of_elasticsearch_in_its_wrapping():
    hits = [{"_id": "a", "_source": {"title": "T", "text": "one"}}, {"_id": "b", "_source": {"text": "two"}}]
    found = drafts("json", json.dumps({"took": 3, "hits": {"total": 2, "hits": hits}}))
    assert [(item.id, item.text) for item in found] == [("a", "one"), ("b", "two")]


def test_posts_of_wordpress_are_their_words():
    posts = [{"id": 1, "title": {"rendered": "R&#038;D"}, "content": {"rendered": "<p>one</p>\n<p>two</p>"}}]
    (draft,) = drafts("json", json.dumps(posts))
    assert (draft.title, draft.text, len(draft.blocks)) == ("R&D", "one\n\ntwo", 2)


def test_a_record_nested_too_deep_costs_only_itself():
    deep = '{"text": "x", "a": ' + '{"a": ' * 200 + "1" + "}" * 201
    found = drafts("jsonl", f'{deep}\n{{"text": "two"}}')
    assert told(found) == [(1, "its objects nest more than 100 deep"), (2, "two")]
    found = drafts("json", f'[{deep}, {{"text": "two"}}]')
    assert told(found) == [(1, "its objects nest more than 100 deep"), (2, "two")]


@pytest.mark.parametrize(
    "table",
    [
        {"title": {"0": "A", "1": "B"}, "text": {"0": "one", "1": "two"}},
        {"title": ["A", "B"], "text": ["one", "two"]},
        {"columns": ["title", "text"], "index": [0, 1], "data": [["A", "one"], ["B", "two"]]},
    ],
)
def test_a_table_of_pandas_is_its_rows(table):
    found = drafts("json", json.dumps(table))
    assert [(item.record, item.title, item.text) for item in found] == [(1, "A", "one"), (2, "B", "two")]


def test_what_is_no_table_is_an_article():
    for more in ({"authors": ["A", "B"]}, {"title": ["A"]}, {"title": "A"}):
        assert only("json", json.dumps({"text": ["one", "two"], **more})).text == "one\n\ntwo"
    post = {"title": {"rendered": "A"}, "content": {"rendered": "one"}}
    assert (only("json", json.dumps(post)).text, only("json", json.dumps(post)).record) == ("one", None)


def test_bulk_actions_of_elasticsearch_name_the_next_line():
    lines = [
        '{"index": {"_id": "a", "_index": "news"}}',
        '{"id": 7, "text": "one"}',
        '{"create": {}}',
        '{"text": "two"}',
    ]
    first, second = drafts("jsonl", "\n".join([*lines, '{"index": {"_id": "c"}}']))
    assert (first.id, first.text, first.record, first.metadata) == ("a", "one", 2, {"_index": "news", "id": 7})
    assert (second.id, second.text) == (None, "two")


def test_lists_after_a_list_are_read_too():
    data = '[{"text": "a"}]\n\ufeff[{"text": "b"}, {"text": "c"}],[]\n [ ] [{"text": "d"}]\n'
    assert [draft.text for draft in drafts("json", data)] == ["a", "b", "c", "d"]
    assert [draft.record for draft in drafts("json", data)] == [1, 2, 3, 4]
    first, problem = drafts("json", '[{"text": "a"}]\n; more')
    assert (first.text, problem) == (
        "a",
        Problem("broken JSON in record 2: Extra data; the rest of the file is left out"),
    )


def test_of_several_lists_in_an_object_it_is_said_which_one_was_read():
    data = '{"in": {"more": [{"text": "c"}]}, "posts": [{"text": "a"}], "n": [1], "comments": [{"text": "b"}]}'
    draft, problem = drafts("json", data)
    assert draft.text == "a"
    assert problem == Problem("of its lists of records 'posts' is read, and 'comments', 'in.more' are left out")
