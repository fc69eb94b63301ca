"""Layouts of plain text, each with the paragraphs that a reader would see in it."""

import pytest

from searchlib.source.draft import Draft
from searchlib.source.structure import article_of

ONE = "Senator Burns announced today that the committee had included more money for the program, which he supports."
TWO = "With the increase in fuel costs we have to prepare for the worst, should the winter be as severe as predicted."
WRAPPED = """\
The quick brown fox jumps over the lazy dog and then goes on to say that
the embassy, which had been closed in 2005, would be opened again. Iran
has not answered so far, and nobody expects that it will do so before
next week.
"""


def paragraphs(text: str) -> list[str]:
    return [paragraph.text for paragraph in article_of(Draft(text=text), id="id", path=None).paragraphs]


def headings(text: str) -> list[tuple[str, int]]:
    return [(heading.text, heading.level) for heading in article_of(Draft(text=text), id="id", path=None).headings]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\f", "\u2028", "\u2029", "\x85"])
def test_one_paragraph_a_line_whatever_ends_the_line(end: str) -> None:
    assert paragraphs(f"{ONE}{end}  {TWO}{end}{ONE}{end}") == [ONE, TWO, ONE]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_blank_lines_part_paragraphs(end: str) -> None:
    assert paragraphs(f"{ONE}{end}{end}{TWO}{end} \t{end}{end}{ONE}") == [ONE, TWO, ONE]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_wrapped_lines_are_joined(end: str) -> None:
    text = f"{WRAPPED}\n{WRAPPED}".replace("\n", end)
    assert paragraphs(text) == [" ".join(WRAPPED.split())] * 2


def test_an_indented_line_begins_a_paragraph_of_wrapped_text() -> None:
    assert paragraphs(f"    {WRAPPED}    {WRAPPED}    {WRAPPED}") == [" ".join(WRAPPED.split())] * 3


def test_a_short_last_line_ends_a_paragraph_of_wrapped_text() -> None:
    assert paragraphs(WRAPPED * 3) == [" ".join(WRAPPED.split())] * 3


def test_short_sentences_line_by_line_are_paragraphs() -> None:
    lines = [f"Paragraph number {number} of this text says something that is new." for number in range(6)]
    assert paragraphs("\n".join(["A title", *lines])) == lines


def test_words_spread_over_a_line_do_not_part_it() -> None:
    spread = WRAPPED.replace("fox jumps", "fox   jumps").replace("in 2005", "in    2005")
    assert paragraphs(f"{spread}\n{spread}") == [" ".join(WRAPPED.split())] * 2


def test_a_table_is_not_shattered() -> None:
    rows = [f"Item {letter}         {number}.50      {number * 7}.00" for number, letter in enumerate("abcdefg")]
    found = paragraphs(f"{ONE}\n\n" + "\n".join(rows) + f"\n\n{ONE}")
    assert found == [ONE, " ".join("\n".join(rows).split()), ONE]


def test_wide_runs_of_spaces_are_borders_and_narrow_ones_within_a_sentence_are_not() -> None:
    line = (
        "     Releases" + " " * 90 + "Statement by the Senator on the State of the Union" + " " * 200 + "President Bush"
        " said tonight that the state of our union is strong and confident   but millions of Americans know that today"
        "   s decision must make it stronger        Our country faces a real crisis in health care and every American"
        " deserves that somebody does something about it this year "
    )
    assert headings(line) == [("Releases", 2), ("Statement by the Senator on the State of the Union", 1)]
    found = paragraphs(line)
    assert len(found) == 2
    assert found[0].endswith("must make it stronger")
    assert found[1].startswith("Our country faces")


def test_full_stops_before_runs_of_spaces_are_borders() -> None:
    assert paragraphs(f"{ONE}   {TWO}     {ONE}") == [ONE, TWO, ONE]


def test_tiny_pieces_between_runs_of_spaces_are_joined() -> None:
    line = "We must act now   in Iraq     said Smith     The people of this State deserve the truth   Smith said"
    assert paragraphs(line) == [" ".join(line.split())]


def test_a_short_line_before_a_longer_one_is_a_heading() -> None:
    assert headings(f"{ONE}\n\nForeign Relations and Concerns\n\n{TWO}") == [("Foreign Relations and Concerns", 2)]
    assert headings(f"{ONE}\nForeign Relations and Concerns\n{TWO}") == [("Foreign Relations and Concerns", 2)]


@pytest.mark.parametrize(
    "line",
    [
        "He went home.",
        "he went home",
        "So he said:",
        "- home",
        "“I went home.”",
        "2005",
        "* * *",
        "Â· A research program",
        "â€¢ A program",
        "~ A program",
        "/ Home",
        "… and more",
    ],
)
def test_a_line_is_no_heading_that_ends_begins_or_reads_like_something_else(line: str) -> None:
    assert headings(f"{ONE}\n\n{line}\n\n{TWO}") == []


@pytest.mark.parametrize("line", ["The Road from Tel Aviv-", "The Senator and Mr. O‐", "The Muni\u00ad"])
def test_a_line_that_breaks_a_word_ends_no_paragraph_and_is_no_heading(line: str) -> None:
    text = f"{line}\n{WRAPPED}"
    assert headings(text) == []
    assert len(paragraphs(text)) == 1


def test_a_title_may_go_over_a_line_end_within_a_word() -> None:
    assert headings(f"The Road from Tel Aviv-\nJerusalem\n\n{ONE} {TWO}") == [("The Road from Tel Aviv-Jerusalem", 1)]


@pytest.mark.parametrize(
    "line", ["“Not One More” Rally", "(A Note)", "9 Reasons", "$5 Million for Roads", "Élan Vital"]
)
def test_a_heading_may_begin_with_a_letter_a_digit_a_quote_or_a_bracket(line: str) -> None:
    assert headings(f"{ONE}\n\n{line}\n\n{TWO}") == [(line, 2)]


def test_a_line_underlined_is_a_heading() -> None:
    assert headings(f"{ONE}\n\nForeign Relations\n=====\n{TWO}") == [("Foreign Relations", 2)]


def test_a_heading_right_below_another_is_a_level_deeper() -> None:
    assert headings(f"{ONE}\n\nPart One\n\nForeign Relations\n\n{TWO}") == [("Part One", 2), ("Foreign Relations", 3)]


def test_a_short_line_at_the_end_is_a_paragraph() -> None:
    assert paragraphs(f"{ONE}\n\nThe End") == [ONE, "The End"]


def test_a_date_goes_with_the_paragraph_below_it() -> None:
    text = f"Funding Boost\n\nJuly 17, 2005\n\n{ONE}"
    assert headings(text) == [("Funding Boost", 1)]
    assert paragraphs(text) == [f"July 17, 2005 {ONE}"]


@pytest.mark.parametrize("mark", ["-", "*", "•", "–", "{}.", "({})", "{})"])
@pytest.mark.parametrize("border", ["\n", "\n\n"])
def test_a_list_stays_one_passage_with_the_line_that_leads_to_it(mark: str, border: str) -> None:
    items = [f"{mark.format(number)} an item that says something" for number in range(1, 8)]
    text = f"{ONE}\n\nThe bill has these parts:\n{border.join(items)}\n\n{TWO}"
    assert paragraphs(text) == [ONE, " ".join(["The bill has these parts:", *items]), TWO]


def test_the_wrapped_lines_of_an_item_stay_with_it() -> None:
    items = "- one item goes on and on\n  Over two lines\n- another\n  Goes on as well"
    assert paragraphs(f"{ONE}\n\n{items}\n\n{TWO}") == [ONE, " ".join(items.split()), TWO]


def test_a_long_list_is_cut_between_items() -> None:
    items = [f"- item {number} " + "says something that matters to some people " * 4 for number in range(20)]
    found = paragraphs("\n".join(items))
    assert 2 < len(found) < 8
    assert all(part.startswith("- item") and 90 < len(part.split()) <= 220 for part in found)


def test_verse_and_addresses_are_one_passage() -> None:
    verse = (
        "Tyger Tyger burning bright\nIn the forests of the night\nWhat immortal hand or eye\nCould frame thy symmetry"
    )
    assert paragraphs(f"{ONE}\n\n{verse}\n\n{TWO}") == [ONE, " ".join(verse.split()), TWO]


def test_paragraphs_that_a_format_found_are_not_joined() -> None:
    from searchlib.source.draft import Block

    lines = ["Dear Sir:", "one", "two", "three", "four", "five"]
    text = "\n".join(lines)
    blocks = tuple(Block(text.index(line), text.index(line) + len(line)) for line in lines)
    made = article_of(Draft(text=text, blocks=blocks), id="id", path=None)
    assert [paragraph.text for paragraph in made.paragraphs] == lines


def test_words_that_a_format_left_out_are_paragraphs() -> None:
    from searchlib.source.draft import Block

    made = article_of(Draft(text="left out Heading text", blocks=(Block(9, 16, 1),)), id="id", path=None)
    assert [paragraph.text for paragraph in made.paragraphs] == ["left out", "text"]
    assert [heading.text for heading in made.headings] == ["Heading"]
