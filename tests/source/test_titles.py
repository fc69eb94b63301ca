import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.source.draft import Block, Draft
from searchlib.source.structure import article_of
from searchlib.source.titles import LONGEST, opening

LONG = "The senator said today that the embassy would be closed until further notice, whatever others may think of it."
RUN = " " * 100


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"The First Heading\n\nThe Second\n\n{LONG}", "The First Heading"),
        (f"A first line that ends.\n{LONG}\n{LONG}", "A first line that ends."),
        (
            f"FOR IMMEDIATE RELEASE\n\nSenator Announces Grant for Schools\n\n{LONG}",
            "Senator Announces Grant for Schools",
        ),
        (f"July 17, 2005\n\nSenator Announces Grant\n\n{LONG}", "Senator Announces Grant"),
        (f"DOGS\n\n{LONG}", "DOGS"),
        (f"It rained. {LONG}", "It rained."),
        (f"Sen. Smith of the U.S. Senate spoke. {LONG}", "Sen. Smith of the U.S. Senate spoke."),
        (f"July 17, 2005\n{LONG}", " ".join(LONG.split()[:LONGEST])),
        (f"  Press Room{RUN}The Senator Hails Ruling on Clean Air{RUN}{LONG}", "The Senator Hails Ruling on Clean Air"),
        (
            f"  Filter by{RUN}SENATOR OFFERS REMARKS IN HONOR   March 3  2005   {LONG}",
            "SENATOR OFFERS REMARKS IN HONOR",
        ),
        ("Only this", "Only this"),
        ("The muni-\ncipality has 3\u00a0456 souls.", "The muni-\u00adcipality has 3\u00a0456 souls."),
        ("It rained. It poured.", "It rained. It poured."),
    ],
)
def test_the_title_is_the_first_heading_line_or_sentence(text: str, title: str) -> None:
    made = article_of(Draft(text=text), id="id", path=None)
    assert made.title.rstrip("…") == title


def test_metadata_goes_before_all_else() -> None:
    made = article_of(Draft(text=f"Heading\n\n{LONG}", title=" The \n title "), id="id", path=None)
    assert made.title == "The title"


def test_the_first_line_of_a_wrapped_paragraph_is_no_title() -> None:
    wrapped = "The quick brown fox jumps over the lazy dog and then goes on to say\n" * 4
    made = article_of(Draft(text=wrapped), id="id", path=None)
    assert made.title.endswith("to say The quick brown fox jumps…")
    assert made.headings == ()


def test_a_title_line_is_a_heading_and_a_title_sentence_stays_in_its_paragraph() -> None:
    line = article_of(Draft(text=f"A first line\n{LONG}"), id="id", path=None)
    assert [(heading.text, heading.level) for heading in line.headings] == [("A first line", 1)]
    sentence = article_of(Draft(text=f"It rained. {LONG}"), id="id", path=None)
    assert sentence.headings == ()
    assert sentence.paragraphs[0].text.startswith("It rained.")


def test_a_first_sentence_as_long_as_the_next_is_a_paragraph_and_lends_the_title() -> None:
    made = article_of(Draft(text="The first paragraph.\n\nThe second paragraph.\n"), id="id", path=None)
    assert made.title == "The first paragraph."
    assert [paragraph.text for paragraph in made.paragraphs] == ["The first paragraph.", "The second paragraph."]


@pytest.mark.parametrize("title", [None, "Mr. O’Brien met OBrien at the café"])
def test_an_opening_sentence_is_a_paragraph_however_long_the_next_is(title: str | None) -> None:
    opening_sentence = "Mr. O’Brien met OBrien at the café."
    made = article_of(Draft(text=f"{opening_sentence}\n\n{LONG} {LONG}", title=title), id="id", path=None)
    assert made.title.rstrip(".") == opening_sentence.rstrip(".")
    assert made.headings == ()
    assert made.paragraphs[0].text == opening_sentence


def test_the_outermost_heading_of_a_format_is_the_title() -> None:
    text = "Menu\nstart\nTitle\ntext"
    blocks = (Block(0, 4, 3), Block(5, 10), Block(11, 16, 1), Block(17, 21))
    assert article_of(Draft(text=text, blocks=blocks), id="id", path=None).title == "Title"


def test_a_heading_far_down_is_not_the_title_of_a_format() -> None:
    text = "It rained all day.\nBackground\ntext"
    made = article_of(Draft(text=text, blocks=(Block(0, 18), Block(19, 29, 2), Block(30, 34))), id="id", path=None)
    assert made.title == "It rained all day."
    assert made.paragraphs[-1].headings == ("Background",)


def test_a_frames_links_head_no_paragraph() -> None:
    text = f"  Press Room{RUN}The Senator Hails Ruling on Clean Air{RUN}{LONG}   Thanks   {LONG}"
    made = article_of(Draft(text=text), id="id", path=None)
    assert [heading.text for heading in made.headings] == ["Press Room", "The Senator Hails Ruling on Clean Air"]
    assert {paragraph.headings for paragraph in made.paragraphs} == {()}


@pytest.mark.parametrize(
    "text",
    [
        f"A first line that ends.\n{LONG}",
        f"It rained. {LONG}",
        f"July 17, 2005\n{LONG}",
        "Only this",
        "The first paragraph.\n\nThe second paragraph.\n",
        f"  Filter by{RUN}SENATOR OFFERS REMARKS IN HONOR   March 3  2005   {LONG}",
        "漢字かな。" * 90,
    ],
)
def test_a_title_of_words_that_stand_in_a_paragraph_is_made(text: str) -> None:
    made = article_of(Draft(text=text), id="id", path="a.txt")
    assert made.title_is_made
    assert made.title.rstrip("…") in made.paragraphs[0].text


@pytest.mark.parametrize(
    "draft",
    [
        Draft(text=f"The First Heading\n\nThe Second\n\n{LONG}"),
        Draft(text=f"A first line\n{LONG}"),
        Draft(text="Title\ntext", blocks=(Block(0, 5, 1), Block(6, 10))),
        Draft(text="Title\none", blocks=(Block(0, 5, 1), Block(6, 9, 2))),
        Draft(text=f"It rained. {LONG}", title="It rained."),
        Draft(text="Only this", title="Only this"),
        Draft(text=LONG, title="Something else"),
    ],
)
def test_a_title_that_was_given_or_stands_apart_is_not_made(draft: Draft) -> None:
    assert not article_of(draft, id="id", path="a.txt").title_is_made


def test_a_heading_that_became_a_paragraph_lends_the_title() -> None:
    only = article_of(Draft(text="One\nTwo", blocks=(Block(0, 3, 1), Block(4, 7, 1))), id="id", path=None)
    assert [paragraph.text for paragraph in only.paragraphs] == ["One", "Two"]
    assert (only.title, only.title_is_made) == ("One", True)


def test_a_title_that_is_all_the_text_there_is_counts_as_made() -> None:
    whole = article_of(Draft(text="Iran talks", title="Iran talks", title_is_text=True), id="id", path=None)
    assert (whole.title, whole.title_is_made) == ("Iran talks", True)


@pytest.mark.parametrize("path", [None, "folder/file.txt"])
def test_a_title_from_a_name_is_made_and_there_is_no_passage_to_find_by_it(path: str | None) -> None:
    named = article_of(Draft(text=" * * * "), id="id", path=path)
    assert (named.title, named.title_is_made) == ("id" if path is None else "file.txt", True)
    assert named.paragraphs == ()


@given(st.text(st.sampled_from(list("abcAB .\n\t,:-7"))), st.none() | st.text(st.sampled_from("abc \n"), max_size=5))
def test_a_title_is_given_or_a_heading_or_made(text: str, title: str | None) -> None:
    whole = article_of(Draft(text=text, title=title), id="id", path=None)
    if title and title.strip():
        assert (whole.title, whole.title_is_made) == (" ".join(title.split()), False)
    elif whole.title_is_made:
        assert whole.title.rstrip("…") in (whole.paragraphs[0].text if whole.paragraphs else "id")
    else:
        assert whole.title in [heading.text for heading in whole.headings]


@pytest.mark.parametrize("text", ["word " * 50, "x" * 999, "漢字" * 500, "a, " * 50])
def test_a_long_opening_is_cut_with_an_ellipsis(text: str) -> None:
    title = opening(text)
    assert title.endswith("…")
    assert len(title) <= 161
    assert len(title.split()) <= LONGEST
    assert text.startswith(title[:-1])
