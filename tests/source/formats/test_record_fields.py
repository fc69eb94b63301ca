"""The parts of an article are found in a record by the names that people give to fields."""

import datetime

import pytest

from searchlib.source.draft import Draft
from searchlib.source.formats import Problem
from searchlib.source.formats.record_fields import NAMES, draft_of
from searchlib.source.structure import article_of


def draft(record, number=None, **fields):
    found = draft_of(record, fields, number)
    assert isinstance(found, Draft)
    return found


def test_usual_names_are_known():
    found = draft(
        {
            "_id": 17,
            "Headline": "An embassy\ncloses",
            "Full Text": "It was closed.",
            "pubDate": "2024-01-05",
            "By-line": "By Jane Doe; Bob Roe",
            "link": "https://example.org",
            "lang": "en",
        },
        3,
    )
    assert (found.id, found.title, found.text) == ("17", "An embassy closes", "It was closed.")
    assert (found.date, found.authors) == (datetime.date(2024, 1, 5), ("Jane Doe", "Bob Roe"))
    assert (found.url, found.language, found.record, dict(found.metadata)) == ("https://example.org", "en", 3, {})


@pytest.mark.parametrize("name", NAMES["text"])
@pytest.mark.parametrize("spelling", [str.upper, str.title, " {} ".format, "{}_".format])
def test_a_name_counts_without_case_and_punctuation(name, spelling):
    assert draft({spelling(name): "words"}).text == "words"


def test_the_surest_name_wins_and_the_others_are_metadata():
    found = draft({"summary": "short", "text": "long", "id": "a", "guid": "b"})
    assert (found.text, found.id, found.metadata) == ("long", "a", {"summary": "short", "guid": "b"})


def test_of_two_texts_the_one_with_words_is_taken():
    assert draft({"text": "", "body": "words"}).text == "words"
    assert draft({"text": None, "body": ["one", "two"]}).text == "one\n\ntwo"


def test_the_names_that_the_user_gives_are_the_only_ones():
    found = draft({"text": "not this", "Body": "this", "x": "T"}, text="Body", title="x")
    assert (found.text, found.title, found.metadata) == ("this", "T", {"text": "not this"})
    assert draft({"BODY": "this"}, text="body").text == "this"
    assert draft_of({"text": "not this"}, {"text": "Body"}, 2) == Problem(
        "no field 'Body' (--field text=NAME says which it is); it has 'text'", 2
    )


def test_without_a_text_the_fields_are_named():
    assert draft_of({"name": "x", "n": 1}, {}, 4) == Problem(
        "no field for the text (--field text=NAME says which it is); it has 'name', 'n'", 4
    )
    assert draft_of({}, {}, 1) == Problem("no field for the text: it is empty", 1)
    reason = draft_of({f"{number:03}" * 100: 1 for number in range(100)}, {}, 1).reason
    assert reason.endswith("and 80 more")
    assert len(reason) < 1200
    assert isinstance(draft_of({"content": {"width": 1}, "text": 5}, {}, 1), Problem), "a text is a string"


def test_a_title_alone_is_the_text():
    found = draft({"title": "An embassy closes", "text": " "})
    assert (found.title, found.text) == ("An embassy closes", "An embassy closes")
    assert found.title_is_text
    assert not draft({"title": "An embassy closes", "text": "An embassy closes"}).title_is_text


def test_an_id_is_any_string_that_is_not_blank():
    for name in ("x" * 10_000, "a/b", 'it\'s "quoted"', "two\nlines", " spaced "):
        assert draft({"id": name, "text": "x"}).id == name
    for name in ("", " \n", None, True, [1], {}):
        assert draft({"id": name, "text": "x"}).id is None


@pytest.mark.parametrize(
    ("value", "names"), [("Doe, Jane", ("Doe, Jane",)), (["A", {"name": "B"}, None, 3], ("A", "B", "3")), ("", ())]
)
def test_authors_come_in_many_shapes(value, names):
    assert draft({"text": "x", "author": value}).authors == names


def test_a_date_that_is_none_stays_as_it_was():
    found = draft({"text": "x", "date": "last week", "created": 17})
    assert found.date is None
    assert found.metadata == {"date": "last week", "created": 17}


@pytest.mark.parametrize(
    "value",
    [
        *(1704412800, 1704412800.5, 1704412800123, "1704412800", "1704412800.0", "1.704412800123E12", 20240105),
        *(20240105.0, "20240105.0", "20240105093000", "/Date(1704412800000+0100)/", {"$date": 1704412800000}),
    ],
)
def test_a_date_may_be_a_number(value):
    assert draft({"text": "x", "timestamp": value}).date == datetime.date(2024, 1, 5)


def test_nested_fields_are_found_and_named():
    found = draft(
        {
            "id": 7,
            "date": "2024-01-05T09:00:00",
            "guid": {"rendered": "https://example.org/?p=7"},
            "title": {"rendered": "Budget &#038; Roads"},
            "content": {"rendered": "<p>One.</p>\n<p>Two.</p>\n", "protected": False},
            "source": {"name": "Wire", "tags": [{"name": "a"}, {"name": "b"}]},
            "author": {"name": "Jane Doe", "rank": 2},
        }
    )
    assert (found.id, found.title, found.text) == ("7", "Budget & Roads", "One.\n\nTwo.")
    assert (found.date, found.authors) == (datetime.date(2024, 1, 5), ("Jane Doe",))
    assert found.metadata == {
        "guid.rendered": "https://example.org/?p=7",
        "content.protected": "false",
        "source.name": "Wire",
        "source.tags.name": ("a", "b"),
        "author.rank": 2,
    }
    assert draft({"content": {"html": "x"}}, text="content.html").text == "x"


def test_a_document_of_elasticsearch_is_its_source():
    found = draft(
        {"_index": "news", "_id": "abc", "_source": {"id": 5, "title": "T", "text": "words", "desk": "World"}}
    )
    assert (found.id, found.title, found.text) == ("abc", "T", "words")
    assert found.metadata == {"_index": "news", "id": 5, "desk": "World"}


def test_html_in_fields_is_read_as_html():
    found = draft({"title": "<em>Un</em>usual", "body": "<h2>A</h2><p>B <b>c</b></p>", "note": "<p>It&rsquo;s</p>"})
    assert (found.title, found.text, found.metadata) == ("Unusual", "A\n\nB c", {"note": "It’s"})
    assert [block.level for block in found.blocks] == [2, 0]
    assert draft({"title": "T", "body": "<img src='x.png'>"}).title_is_text
    page = draft({"html": "<html><head><title>T &amp; U</title></head><body><p>x</p></body></html>"})
    assert (page.title, page.text) == ("T & U", "x")


def test_a_text_may_be_a_list_of_objects():
    found = draft({"contents": [{"type": "title", "n": 1}, {"content": "<p>a</p>", "type": "p"}, {"content": "b"}]})
    assert (found.text, len(found.blocks)) == ("a\n\nb", 2)


def test_fields_named_like_parts_of_an_article_are_metadata():
    record = {"text": "x", "source": "s", "metadata": {"desk": 1}, "paragraphs": [1], "record": 5, "blocks": "b"}
    assert draft(record, 3).metadata == {
        "source": "s",
        "metadata.desk": 1,
        "paragraphs": (1,),
        "record": 5,
        "blocks": "b",
    }


def test_objects_nested_too_deep_are_told():
    deep = {}
    for _ in range(900):
        deep = {"a": deep, "b": 1}
    problem = Problem("its objects nest more than 100 deep", 3)
    assert draft_of({"text": "x", "deep": deep}, {}, 3) == problem
    assert draft_of({"text": "x", "deep": [deep]}, {}, 3) == problem
    assert draft_of({"text": [deep]}, {}, 3) == problem


def test_lists_in_lists_lose_nothing():
    record = {"text": [["a b"], [["c d"]]], "authors": [["A"], "B"], "place": {"point": [[1.5, 2], [3, 4]]}}
    found = draft(record)
    assert (found.text, found.authors) == ("a b\n\nc d", ("A", "B"))
    assert found.metadata == {"place.point": (1.5, 2, 3, 4)}


def test_a_second_column_of_a_name_may_hold_what_the_first_lacks():
    assert draft({"text": "", "text 4": "words"}).text == "words"


def test_scalars_are_metadata():
    record = {
        "text": "x",
        "n": 3,
        "f": 1.5,
        "nan": float("nan"),
        "yes": True,
        "day": "2024-01-05",
        "no day": "2024-13-05",
        "tags": ["a", 1, ["deep"]],
        "empty": "",
        "none": None,
        "deep": {"a": 1},
        "when": datetime.datetime(2024, 1, 5, 9),
    }
    assert draft(record).metadata == {
        "n": 3,
        "f": 1.5,
        "nan": "nan",
        "yes": "true",
        "day": datetime.date(2024, 1, 5),
        "no day": "2024-13-05",
        "tags": ("a", 1, "deep"),
        "deep.a": 1,
        "when": "2024-01-05T09:00:00",
    }


def test_a_list_of_strings_is_a_paragraph_each():
    draft = draft_of({"text": ["p1", " ", 3, "p2\n"]}, {}, 1)
    assert draft.text == "p1\n\np2"
    assert [draft.text[block.start : block.end] for block in draft.blocks] == ["p1", "p2"]
    assert article_of(draft, id="id", path=None).title == "p1"


def test_a_list_of_texts_with_lines_is_plain_text():
    draft = draft_of({"text": ["one\ntwo", "three"]}, {}, 1)
    assert (draft.text, draft.blocks) == ("one\ntwo\n\nthree", None)
