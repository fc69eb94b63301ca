"""Articles of strings and mappings."""

import dataclasses
import datetime
import json
from collections import namedtuple

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.article import fields_of
from searchlib.errors import ArticleError, InvalidRequest
from searchlib.source import Failure, articles_from, from_text, read

DAY = datetime.date(2005, 3, 1)


def article_from(mapping):
    failed = []
    (article,) = articles_from([mapping], failed)
    assert failed == []
    return article


def failure_of(mapping):
    failed = []
    assert list(articles_from([mapping], failed)) == []
    (failure,) = failed
    return failure


# --- strings ----------------------------------------------------------------------------------------------------------


def test_what_is_known_of_a_string_may_be_given_as_programs_have_it():
    article = from_text(
        "Iran",
        id=5,
        date="2005-03-01",
        authors=["Jane Doe", None],
        title=np.str_("T"),
        metadata={"desk": None, "n": np.int64(3), "x": float("nan"), "tags": ["a", None, 2, DAY], "none": []},
    )
    assert (article.id, article.date, article.authors, article.title) == ("5", DAY, ("Jane Doe",), "T")
    assert article.metadata == {"n": 3, "tags": ("a", 2, DAY)}
    assert from_text("Iran", authors=None, metadata=None, title=None).authors == ()


@pytest.mark.parametrize(
    "date",
    [
        *("2005-03-01", "2005-03-01T23:59:59+02:00", "2005-03-01 10:00", "1 March 2005", np.datetime64("2005-03-01")),
        datetime.datetime(2005, 3, 1, 23),
    ],
)
def test_a_day_may_be_given_as_a_string_or_a_point_in_time(date):
    assert from_text("Iran", date=date).date == DAY
    assert type(from_text("Iran", date=date).date) is datetime.date


@pytest.mark.parametrize("number", [5, np.int32(5)])
def test_a_whole_number_is_an_id(number):
    assert from_text("Iran", id=number).id == "5"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        *(({"id": each}, "id") for each in (True, 1.5, " ", "", [1], DAY)),
        *(({"date": each}, "date: .* states no day") for each in ("yesterday", 20050301, "2005", "02/03/2005", True)),
        *(({"title": each}, "title") for each in (["a"], True, b"a")),
        *(({"authors": each}, "authors") for each in ([["a"]], {"name": "a"}, [b"a"], iter("a"))),
        *(({"language": ["en"]}, "language"), ({"url": {}}, "url")),
        *(({"metadata": {"desk": each}}, "desk") for each in (b"a", object(), {"a": 1}, [[1]])),
        *(({"metadata": each}, "metadata") for each in (["a"], "a", 5)),
        ({"metadata": {5: "a"}}, "key 5"),
    ],
)
def test_what_cannot_be_known_of_a_string_is_named_and_so_is_the_article(wrong, told):
    with pytest.raises(ArticleError, match=f"^the article .*: .*{told}|blank"):
        from_text("Iran", **wrong)
    with pytest.raises(ArticleError, match="'mine'"):
        from_text("Iran", **({"id": "mine"} | wrong if "id" not in wrong else {"id": "mine", "date": "never"}))


@pytest.mark.parametrize("text", [None, b"Iran", 5, ["Iran"], float("nan")])
def test_a_text_is_a_string(text):
    with pytest.raises(ArticleError, match="text"):
        from_text(text)


# --- mappings ---------------------------------------------------------------------------------------------------------


def test_a_mapping_is_an_article():
    article = article_from(
        {"id": 5, "title": "T", "text": "Iran", "date": "2005-03-01", "authors": "Jane Doe", "desk": None, "n": 3}
    )
    assert (article.id, article.title, article.text, article.date) == ("5", "T", "Iran", DAY)
    assert (article.authors, article.metadata, article.source) == (("Jane Doe",), {"n": 3}, None)


def test_keys_may_be_the_other_names_that_records_have():
    article = article_from({"guid": "a", "headline": "T", "Body": "Iran", "published_at": "2005-03-01T10:00:00Z"})
    assert (article.id, article.title, article.text, article.date) == ("a", "T", "Iran", DAY)


@pytest.mark.parametrize("nothing", [{}, {"id": None}, {"id": ""}, {"id": float("nan")}])
def test_a_mapping_without_an_id_is_known_by_its_text_as_a_string_is(nothing):
    assert article_from({"text": "words", **nothing}).id == from_text("words").id


def test_a_title_without_a_text_is_the_text():
    article = article_from({"id": 1, "title": "Iran", "text": None})
    assert (article.text, article.title_is_made) == ("Iran", True)


def test_a_long_id_is_kept():
    assert article_from({"id": "x" * 10_000, "text": "a"}).id == "x" * 10_000


def test_what_is_no_date_or_id_is_kept_as_metadata_as_that_of_a_file():
    article = article_from({"id": True, "text": "a", "date": "yesterday"})
    assert (article.date, article.metadata) == (None, {"id": "true", "date": "yesterday"})


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", " ", "Iran and Iraq", "2005-03-01", "2005-03-01T10:00", "By Jane Doe; John Roe", "é\ud800"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "a"]), inner, max_size=2),
    max_leaves=4,
)  # fmt: skip
KEYS = st.sampled_from(
    ["id", "title", "headline", "text", "body", "date", "created", "authors", "by", "url", "lang", "n", "Tags", ""]
)


@given(record=st.dictionaries(KEYS, VALUES, max_size=6))
@settings(max_examples=40, deadline=None)
def test_a_mapping_makes_the_article_that_the_same_record_of_a_file_makes(record, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "same-record.jsonl"
    path.write_text(json.dumps(record), encoding="utf-8")
    of_file = [fields_of(article) for article in read(path)]
    failed = []
    of_mapping = [fields_of(article) for article in articles_from([record], failed)]
    assert len(of_mapping) == len(of_file) == 1 - len(failed)
    for one, other in zip(of_file, of_mapping, strict=True):
        own_id = one["id"] if one["id"] != "same-record.jsonl#1" else other["id"]
        assert one | {"id": own_id, "source": None} == other


def circle():
    mapping = {"id": 9, "text": "Iran"}
    mapping["me"] = mapping
    return mapping


class Broken(dict):
    def __getitem__(self, key):
        raise RuntimeError("the connection is closed")


@pytest.mark.parametrize(
    ("mapping", "source", "told"),
    [
        (circle(), "9", "me: holds itself"),
        ({"id": "a", "text": b"Iran"}, "a", "text: bytes are no text"),
        ({"id": "a", "text": None}, "a", "there is no word in its text"),
        ({"id": "a", "text": "--"}, "a", "there is no word in its text"),
        ({"title": "no text"}, "#1", "no field for the text; it has 'title'"),
        ({}, "#1", "no field for the text: it is empty"),
        ({5: "a", "id": np.int64(6), "text": "Iran"}, "#1", "the key 5 is no string"),
        ({"id": True, "text": "Iran", "x": object()}, "True", "x: object is no string"),
        (Broken(id=1, text="a"), "#1", "the connection is closed"),
    ],
)
def test_a_mapping_that_is_no_article_is_told_with_its_key(mapping, source, told):
    failure = failure_of(mapping)
    assert (failure.source, failure.reason[: len(told)]) == (source, told)


def test_one_bad_mapping_does_not_keep_the_rest_out():
    failed = []
    items = [from_text("a", id="a"), {"text": b"b"}, {"id": 3, "text": "c"}, {"id": 4}]
    assert [article.id for article in articles_from(items, failed)] == ["a", "3"]
    assert failed == [
        Failure("#2", "text: bytes are no text: decode them first"),
        Failure("4", "no field for the text; it has 'id'"),
    ]


@dataclasses.dataclass
class Record:
    id: int = 1


@attrs.define
class Defined:
    id: int = 1


@pytest.mark.parametrize(
    ("item", "hint"),
    [
        (Record(), "dataclasses.asdict"), (Defined(), "attrs.asdict"), (namedtuple("Row", "id")(1), "_asdict()"),
        ("Iran", "searchlib.from_text"), (None, "None"), (("id", 5), "'id'"), (5, "5"),
    ],
)  # fmt: skip
def test_what_is_neither_article_nor_mapping_is_refused_with_a_hint(item, hint):
    with pytest.raises(InvalidRequest, match="#2 is") as caught:
        list(articles_from([{"text": "a"}, item], []))
    assert hint in str(caught.value)
