"""Taking tags away loses no word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.source.formats.markup import Markup


def words_of(html):
    return Markup(html).assembly.text


def test_lines_begin_where_a_browser_begins_them():
    assert words_of("<p>one <b>two</b></p><div>three<br>four</div>five") == "one two\n\nthree\nfour\n\nfive"


def test_lists_and_tables_are_a_block_each():
    assert words_of("<ul><li>a<ul><li>b</ul></ul>c") == "a\nb\n\nc"
    assert words_of("<table><tr><th>A</th><th>B</th></tr><tr><td>1<td>2</tr></table>").split("\n")[0].split() == [
        "A",
        "B",
    ]


def test_entities_are_characters_and_scripts_no_text():
    assert (
        words_of("a &amp; b&nbsp;&eacute;<script>if (a < b) x('</p>')</script><style>p {}</style><!-- no -->")
        == "a & b\xa0é"
    )


def test_headings_title_and_language_are_told():
    markup = Markup(
        "<html lang='fr'><head><title>Un &eacute;t&eacute;</title></head><h2>Un <i>titre</i></h2>texte</html>"
    )
    assert (markup.title, markup.language) == ("Un été", "fr")
    assert blocks_of(markup) == [(2, "Un titre"), (0, "texte")]


def test_the_frame_may_be_left_out():
    page = "<nav>Home<ul><li>Sport</ul></nav><p>one</p><aside><p>two</p></aside>three<footer>four</footer>"
    assert words_of(page) == "Home\n\nSport\n\none\n\ntwo\n\nthree\n\nfour"
    assert Markup(page, frame=False).assembly.text == "one\n\nthree"
    assert Markup("<p>one<nav>two", frame=False).open_frames == 1


def test_unclosed_tags_lose_nothing():
    assert words_of("<p>one<p>two<div><b>three <li>four <h1>five").split() == ["one", "two", "three", "four", "five"]


def blocks_of(markup):
    return [(block.level, markup.assembly.text[block.start : block.end]) for block in markup.assembly.blocks]


@pytest.mark.parametrize(
    "mark", ["<div>", "<a href=", '<a href="', "<!--", "<![", "<p", "</", "&", "<script>", "<title>", "<ul>"]
)
def test_fifty_thousand_unclosed_marks_are_read_to_the_end(mark):
    """A parser that looks for each mark's end again and again would take hours."""
    markup = Markup(mark * 50_000 + "word")
    assert all(0 <= block.start <= block.end <= len(markup.assembly.text) for block in markup.assembly.blocks)


@given(st.text(st.sampled_from("ab <>/p!-?&;=\"'")))
def test_words_outside_tags_stay(text):
    assert "".join(words_of(text + "> word").split()).endswith("word") or "<!--" in text
