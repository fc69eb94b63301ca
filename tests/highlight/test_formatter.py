import html
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.errors import InvalidRequest
from searchlib.highlight.formatter import snippet, to_ansi, to_html, to_markdown

TEXT = "to close its Embassy in Iran, although <talks> go on"
SPANS = ((13, 20), (24, 28))


@st.composite
def texts_with_spans(draw):
    words = draw(st.lists(st.text(alphabet="ab<&*_é東\u0301\x1b", min_size=1, max_size=8), max_size=30))
    text, spans = "", []
    for word in words:
        if draw(st.booleans()):
            spans.append((len(text), len(text) + len(word)))
        text += word + " "
    return text, tuple(spans)


def test_matched_words_are_marked_in_html():
    assert to_html(TEXT, SPANS) == (
        "to close its <mark>Embassy</mark> in <mark>Iran</mark>, although &lt;talks&gt; go on"
    )
    assert to_html("a", ((0, 1),), tag="b") == "<b>a</b>"


def test_a_hyphen_at_the_end_of_a_line_is_shown_alone():
    text, spans = "the muni-\u00adcipality, soft\u00adly", ((4, 18),)
    assert to_html(text, spans) == "the <mark>muni-cipality</mark>, soft\u00adly"
    assert to_ansi(text, spans) == "the \x1b[1;33mmuni-cipality\x1b[0m, soft\u00adly"
    assert to_markdown(text, spans) == "the **muni-cipality**, soft\u00adly"
    assert snippet(text, spans, 14).html() == "… <mark>muni-cipality</mark> …"


@pytest.mark.parametrize("tag", ["", "b onclick=x", "a>", "1"])
def test_a_tag_that_is_no_name_is_refused(tag):
    with pytest.raises(InvalidRequest, match="tag"):
        to_html("a", (), tag)


@given(texts_with_spans())
def test_html_without_its_marks_is_the_text(case):
    text, spans = case
    marked = to_html(text, spans)
    assert html.unescape(re.sub("</?mark>", "", marked)) == text
    assert [html.unescape(found) for found in re.findall("<mark>(.*?)</mark>", marked)] == [text[a:b] for a, b in spans]


def test_matched_words_are_bold_on_a_terminal_and_escapes_in_the_text_are_harmless():
    assert to_ansi("an \x1b[31mEmbassy\x07", ((8, 15),)) == "an ␛[31m\x1b[1;33mEmbassy\x1b[0m␇"


@pytest.mark.parametrize(
    ("text", "spans", "markdown"),
    [
        (TEXT, SPANS, "to close its **Embassy** in **Iran**, although \\<talks\\> go on"),
        ("# not a heading", (), "\\# not a heading"),
        ("1. not a list", (), "1\\. not a list"),
        ("- not * a_list", ((8, 14),), "\\- not \\* **a\\_list**"),
    ],
)
def test_markdown_marks_matches_and_means_the_text(text, spans, markdown):
    if text.startswith("-"):
        spans = ((text.index("a_list"), len(text)),)
    assert to_markdown(text, spans) == markdown


@given(texts_with_spans(), st.integers(1, 60))
def test_a_snippet_is_a_slice_of_the_text_no_wider_than_asked(case, width):
    text, spans = case
    cut = snippet(text, spans, width)
    assert len(cut.text) <= width
    assert text[cut.start : cut.start + len(cut.text)] == cut.text
    assert all(0 <= a < b <= len(cut.text) for a, b in cut.spans)
    originals = {(a, b) for a, b in spans}
    assert all(any(o[0] <= a + cut.start and b + cut.start <= o[1] for o in originals) for a, b in cut.spans)
    assert not spans or cut.spans, "a match is always in view"


def test_a_snippet_shows_the_window_with_the_most_different_words():
    text = "iran iran iran " + "x " * 50 + "embassy of iran " + "y " * 50
    spans = tuple(m.span() for m in re.finditer("iran|embassy", text))
    cut = snippet(text, spans, 30)
    assert "embassy of iran" in cut.text
    assert [cut.text[a:b] for a, b in cut.spans] == ["embassy", "iran"]
    assert (cut.before, cut.after) == (True, True)
    assert str(cut).startswith("… ")
    assert cut.html().count("<mark>") == 2


@given(texts_with_spans(), st.integers(1, 60))
def test_a_snippet_never_cuts_a_match_that_fits(case, width):
    text, spans = case
    cut = snippet(text, spans, width)
    left, right = cut.start, cut.start + len(cut.text)
    runs = []
    for start, end in spans:
        if runs and not re.search(r"\w", text[runs[-1][1] : start]):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    for start, end in runs:
        if end - start <= width:
            assert (left <= start and end <= right) or end <= left or right <= start


def test_a_snippet_keeps_a_phrase_whole():
    text = "closed " + "x " * 20 + "(closed, embassy) y closed embassy " + "z " * 20
    spans = tuple(m.span() for m in re.finditer("closed|embassy", text))
    for width in range(15, 60):
        cut = snippet(text, spans, width)
        assert "closed, embassy" in cut.text
        assert cut.text.count("closed") == cut.text.count("embassy") == len(cut.spans) // 2
    assert snippet(text, spans, 10).spans == ((0, 6),), "a phrase that does not fit is cut between words"
    assert snippet("aa bb x cc dd ee", ((0, 2), (3, 5), (8, 10), (11, 13), (14, 16)), 13).text == "x cc dd ee"
    assert snippet("cc dd ee x aa bb", ((0, 2), (3, 5), (6, 8), (11, 13), (14, 16)), 13).text == "cc dd ee x"
    assert snippet("iran/foo/iran talks", ((0, 4), (9, 13), (14, 19)), 10).text == "iran talks"


def test_a_snippet_says_how_far_in_it_is():
    text = "x " * 1000 + "embassy " + "y " * 1000
    assert snippet(text, ((2000, 2007),), 8).place == "2,000 of 4,008 characters in"
    assert snippet(text, (), 50).place == ""


@given(texts_with_spans(), st.integers(1, 40))
def test_the_framed_spans_of_a_snippet_mark_what_its_spans_do(case, width):
    cut = snippet(*case, width)
    framed = [str(cut)[start:end] for start, end in cut.framed_spans]
    assert framed == [cut.text[start:end] for start, end in cut.spans]


def test_a_snippet_of_a_text_with_very_many_different_matches_does_not_take_long():
    spans = tuple((8 * n, 8 * n + 7) for n in range(20_000))
    text = " ".join(f"w{n:06}" for n in range(20_000))
    start = time.process_time()
    assert len(snippet(text, spans, 400).spans) == 50
    assert time.process_time() - start < 8  # 20,000 times 20,000 would be half a minute


def test_a_snippet_of_a_short_text_is_the_text():
    cut = snippet(TEXT, SPANS, 200)
    assert (cut.text, cut.spans, cut.start, cut.before, cut.after) == (TEXT, SPANS, 0, False, False)


def test_a_snippet_is_cut_at_words():
    assert snippet("alpha beta gamma delta", ((6, 10),), 12).text in {"alpha beta", "beta gamma", "beta"}


def test_a_snippet_needs_a_width():
    with pytest.raises(InvalidRequest, match="width"):
        snippet("a", (), 0)
