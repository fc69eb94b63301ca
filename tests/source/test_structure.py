import datetime
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.article import Article, blocks_of
from searchlib.errors import ArticleError
from searchlib.source.draft import Block, Draft
from searchlib.source.structure import article_of
from searchlib.white_space import running_text

LONG = "The senator said today that the embassy would be closed until further notice, whatever others may think of it."
SENTENCE = "The committee heard from the senator about the state of the union and of the budget on Tuesday. "


def article(text: str, **facts: object) -> Article:
    return article_of(Draft(text=text, **facts), id="id", path="folder/file.txt")  # type: ignore[arg-type]


def words(text: str) -> list[tuple[int, int]]:
    """Where the runs of characters begin and end that hold a letter or digit."""
    found, start = [], None
    for place, character in enumerate(f"{text} "):
        if character.isspace():
            if start is not None and any(map(str.isalnum, text[start:place])):
                found.append((start, place))
            start = None
        elif start is None:
            start = place
    return found


def assert_block_law(made: Article) -> None:
    blocks = list(blocks_of(made.headings, made.paragraphs))
    assert all(first.end <= second.start for first, second in pairwise(blocks))
    assert [paragraph.number for paragraph in made.paragraphs] == list(range(1, len(made.paragraphs) + 1))
    for block in blocks:
        piece = made.text[block.start : block.end]
        assert block.text == running_text(piece)
        assert piece == piece.strip() != ""
    starts = words(made.text)
    for start, _ in starts:
        assert sum(block.start <= start < block.end for block in blocks) == 1
    assert bool(starts) <= bool(made.paragraphs)


PIECES = st.sampled_from(
    [
        "Foreign Relations",
        LONG,
        SENTENCE * 12,
        "- an item",
        "* another",
        "1. first",
        "July 17, 2005",
        "Dear Sir:",
        "Contact",
        "lower case",
        "漢字かな。" * 90,
        "x" * 2_000,
        "* * *",
        "=====",
        "said",
        "\0",
        "\ufeff",
        "「」。",
        "U.S.",
        '"Quoted," he said.',
        "Zwölf Boxkämpfer",
    ]
)
BORDERS = st.sampled_from(
    [
        " ",
        "  ",
        "   ",
        "       ",
        " " * 30,
        "\n",
        "\r\n",
        "\r",
        "\n\n",
        "\n \t\n",
        "\f",
        "\x85",
        "\u2028",
        "\t",
        "",
        "\n    ",
    ]
)


@st.composite
def layouts(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.tuples(PIECES, BORDERS), max_size=14))
    return draw(BORDERS) + "".join(piece + border for piece, border in parts)


@settings(max_examples=150, deadline=None)
@given(layouts())
def test_each_word_of_a_plain_text_starts_in_exactly_one_block(text: str) -> None:
    assert_block_law(article(text))


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from(list("ab1 .!\"'\n\r\t\f\x1f\x85\u2028\u3000漢。-:,*\ufeff\ud800\0")), max_size=120))
def test_nasty_text_keeps_the_block_law(text: str) -> None:
    assert_block_law(article(text))


@settings(max_examples=150, deadline=None)
@given(layouts(), st.lists(st.tuples(st.integers(0, 400), st.integers(0, 400), st.integers(0, 6)), max_size=6))
def test_blocks_of_a_format_keep_the_block_law(text: str, bounds: list[tuple[int, int, int]]) -> None:
    blocks = tuple(Block(min(first, last), max(first, last), level) for first, last, level in bounds)
    assert_block_law(article(text, blocks=blocks))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([LONG, SENTENCE * 20, "word " * 500, "漢字。" * 300, "漢" * 999, "x" * 9_000]), max_size=4)
)
def test_no_passage_is_much_longer_than_two_hundred_words(parts: list[str]) -> None:
    for paragraph in article("\n\n".join(parts)).paragraphs:
        assert len(paragraph.text.split()) <= 220
        assert len(paragraph.text) <= 4_000


def test_a_heading_belongs_to_the_paragraphs_below_it() -> None:
    made = article(f"The Whole Story\n\n{LONG}\n\nForeign Relations\n\n{LONG}\n\n{LONG}\n\nMoney\n\n{LONG}\n")
    assert made.title == "The Whole Story"
    assert [(heading.text, heading.level) for heading in made.headings] == [
        ("The Whole Story", 1),
        ("Foreign Relations", 2),
        ("Money", 2),
    ]
    assert [p.headings for p in made.paragraphs] == [(), ("Foreign Relations",), ("Foreign Relations",), ("Money",)]


def test_headings_of_a_format_nest_and_leave_the_title_out() -> None:
    lines = [("Title", 1), ("top", 0), ("A", 2), ("A one", 3), ("text", 0), ("B", 2), ("more", 0)]
    text, blocks = "", []
    for line, level in lines:
        blocks.append(Block(len(text), len(text) + len(line), level))
        text += f"{line}\n"
    made = article(text, blocks=tuple(blocks))
    assert made.title == "Title"
    assert [(p.text, p.headings) for p in made.paragraphs] == [("top", ()), ("text", ("A", "A one")), ("more", ("B",))]


def test_a_heading_that_says_what_the_title_says_is_the_title() -> None:
    made = article(f"Funds for  Schools\n\n{LONG}", title="Funds for schools")
    assert made.title == "Funds for schools"
    assert [(heading.text, heading.level) for heading in made.headings] == [("Funds for Schools", 1)]
    assert made.paragraphs[0].headings == ()


def test_a_heading_that_differs_from_the_known_title_stays_a_heading() -> None:
    made = article(f"Background\n\n{LONG}", title="Funds for schools")
    assert [(heading.text, heading.level) for heading in made.headings] == [("Background", 2)]
    assert made.paragraphs[0].headings == ("Background",)


@pytest.mark.parametrize(
    "text", ["Embassy closed", "Embassy closed.", "  embassy\n", "7", "# Embassy", "\ufeffEmbassy"]
)
def test_one_short_line_is_a_paragraph_too(text: str) -> None:
    assert [paragraph.number for paragraph in article(text).paragraphs] == [1]


def test_headings_without_text_below_become_paragraphs_where_there_is_no_other() -> None:
    blocks = (Block(0, 5, 1), Block(6, 9, 2), Block(10, 13, 2))
    made = article("Title\none\ntwo", blocks=blocks)
    assert made.title == "Title"
    assert [paragraph.text for paragraph in made.paragraphs] == ["one", "two"]


def test_a_heading_with_nothing_below_it_keeps_its_words() -> None:
    made = article("# A\ntext\n# B", blocks=(Block(2, 3, 1), Block(4, 8), Block(11, 12, 1)))
    assert [heading.text for heading in made.headings] == ["A", "B"]


@pytest.mark.parametrize("text", ["", " \n\t\f", "\ufeff", "* * *\n---"])
def test_a_text_without_words_is_an_article_without_paragraphs(text: str) -> None:
    made = article(text)
    assert made.paragraphs == ()
    assert made.title == "file.txt"


def test_lines_are_those_of_the_file_whatever_ends_them() -> None:
    made = article(f"{LONG}\r\n\r\n{LONG}\r\r{LONG}\n\n\n{LONG}", first_line=5)
    lines = [paragraph.line for paragraph in made.paragraphs]
    assert lines == [5, 7, 9, 12]


def test_the_line_of_a_formats_block_is_kept_where_the_text_has_none() -> None:
    text = SENTENCE * 20
    made = article(text, blocks=(Block(0, len(text), 0, line=40),))
    assert len(made.paragraphs) > 1
    assert {paragraph.line for paragraph in made.paragraphs} == {40}


def test_a_paragraph_has_the_page_it_begins_on() -> None:
    text = f"{LONG}\n\n{LONG}\n\n{LONG}"
    made = article(text, pages=(0, len(LONG), 2 * len(LONG) + 4))
    assert [paragraph.page for paragraph in made.paragraphs] == [1, 2, 3]
    assert article(text).paragraphs[0].page is None


def test_the_source_names_the_line_of_a_record_only() -> None:
    assert str(article(LONG, first_line=3).source) == "folder/file.txt"
    record = article(LONG, first_line=3, record=2).source
    assert record is not None
    assert (record.line, record.record) == (3, 2)
    assert article_of(Draft(text=LONG), id="id", path=None).source is None


def test_no_lone_surrogate_reaches_an_article() -> None:
    draft = Draft(
        text=f"a\ud800b {LONG}", title="t\udfff", authors=("x\ud800",), metadata={"k\ud800": "v\ud800"}, url="u\ud900"
    )
    made = article_of(draft, id="i\ud800d", path="p\udcff")
    assert made.text.startswith("a\ufffdb")
    assert (made.id, made.title, made.authors, made.url) == ("i\ufffdd", "t\ufffd", ("x\ufffd",), "u\ufffd")
    assert dict(made.metadata) == {"k\ufffd": "v\ufffd"}
    assert made.source is not None
    assert made.source.path == "p\ufffd"


def test_a_byte_order_mark_left_over_is_dropped_and_the_blocks_move() -> None:
    made = article("\ufeffTitle\ntext", blocks=(Block(1, 6, 1), Block(7, 11)))
    assert made.text == "Title\ntext"
    assert (made.title, made.paragraphs[0].text) == ("Title", "text")


def test_control_characters_stay_in_text_and_passage() -> None:
    made = article("embassy\0closed")
    assert made.text == made.paragraphs[0].text == "embassy\0closed"


def test_the_date_is_the_drafts_else_the_file_names_else_the_datelines() -> None:
    text = f"WASHINGTON, July 17, 2005 - {LONG}"
    stated = datetime.datetime(2001, 2, 3, 4, 5, tzinfo=datetime.UTC)
    assert article_of(Draft(text=text, date=stated), id="x", path="02Feb2005x.txt").date == datetime.date(2001, 2, 3)
    assert article_of(Draft(text=text), id="x", path="a/02Feb2005x.txt").date == datetime.date(2005, 2, 2)
    assert article_of(Draft(text=text), id="x", path="a/x.txt").date == datetime.date(2005, 7, 17)
    assert article_of(Draft(text=LONG), id="x", path="a/x.txt").date is None


def test_the_date_of_a_file_of_many_articles_is_none_of_theirs() -> None:
    assert article_of(Draft(text=LONG, record=4), id="x", path="export-2005-02-02.jsonl").date is None


def test_a_blank_id_is_refused() -> None:
    with pytest.raises(ArticleError):
        article_of(Draft(text=LONG), id=" ", path=None)
