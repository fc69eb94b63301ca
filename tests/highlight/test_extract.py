"""What stands around a hit: as many paragraphs as asked, the section, the article, and nothing of another one."""

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from searchlib.article import Paragraph
from searchlib.highlight.extract import Extract, MarkedParagraph, extent

above = st.lists(st.lists(st.sampled_from("AB"), max_size=3).map(tuple), min_size=1, max_size=8)


@given(above, st.data())
def test_the_section_is_what_stands_together_under_the_innermost_heading(headings, data):
    place = data.draw(st.integers(0, len(headings) - 1))
    inner = headings[place]

    def belongs(row):
        return headings[row][: len(inner)] == inner if inner else headings[row] == ()

    runs = [list(rows) for yes, rows in groupby(range(len(headings)), belongs) if yes]
    expected = next(run for run in runs if place in run)
    assert extent("section", place, len(headings), headings.__getitem__) == (expected[0], expected[-1] + 1)


@given(st.integers(1, 9), st.integers(0, 20), st.data())
def test_neighbours_end_where_the_article_does(count, reach, data):
    place = data.draw(st.integers(0, count - 1))
    rows = [row for row in range(count) if abs(row - place) <= reach]
    assert extent(reach, place, count, lambda _: ()) == (rows[0], rows[-1] + 1)
    assert extent("article", place, count, lambda _: ()) == (0, count)


def test_an_extract_is_shown_as_a_whole():
    texts = ["<One>", "two\x1b", "*three*"]
    marked = [MarkedParagraph(Paragraph(n, text, (), 0, 0), ((0, 3),)) for n, text in enumerate(texts, 1)]
    extract = Extract(tuple(marked), 1)
    assert extract.html("b") == "<p><b>&lt;On</b>e&gt;</p>\n<p><b>two</b>\x1b</p>\n<p><b>*th</b>ree*</p>"
    assert extract.ansi().split("\n\n")[1] == "\x1b[1;33mtwo\x1b[0m␛"
    assert extract.markdown().split("\n\n")[2] == "**\\*th**ree\\*"
    assert [each.text for each in (*extract.before, *extract.after)] == ["<One>", "*three*"]
