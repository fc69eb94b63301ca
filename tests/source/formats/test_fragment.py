"""HTML in a field is read as HTML, and what only looks like it stays as it is."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.source.formats.fragment import content_of


def blocks(value):
    content = content_of(value)
    return [(block.level, content.text[block.start : block.end]) for block in content.blocks or ()]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "If a < b and c > d, then so be it: R&D stays as it is.",
        "I <3 you, <b> and >_<",
        "a<b && c>d </b>",
        "List<String> x = new ArrayList<>(); vector<int> v; #include <stdio.h>",
        "for (i=0;i<b;i++) if (j<i) x; for (;i>b;)",
        "<T> generic <U>",
        "no </b> end </b> of any",
        "<note><to>x</to></note>",
        "From: Jane Doe <jane@example.org>, see <https://example.org/b>",
        "Use the <p> element, or <br> to break.",
        "In HTML you write <p>Hello</p> for a paragraph, and <h1>Head</h1>.",
        "Use `<b>bold</b>` to shout.",
        "Use this:\n\n```\n<p>x</p>\n```\n",
        "Use this:\n\n    <p>x</p>\n\nand no more.",
        "https://example.org/?a=1&copy=2&lt=3",
        "5 < 6",
        "<",
        "<p",
        "&;",
        "AT&T; R&D",
    ],
)
def test_what_only_looks_like_html_stays(value):
    content = content_of(value)
    assert (content.text, content.blocks) == (value, None)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("<p class='lead'>One <b>t</b>wo.</p><p>It&#8217;s</p><script>var x</script>", [(0, "One two."), (0, "It’s")]),
        (
            "<h2>First</h2><p>a para<wbr>graph</p><ul><li>a</li><li>b</li></ul>",
            [(2, "First"), (0, "a paragraph"), (0, "a\nb")],
        ),
        ("<!-- wp:paragraph --><P>One</P><!-- /wp:paragraph -->", [(0, "One")]),
        ("One.\n\n<h2>Head</h2>\nTwo.\n\nThree.", [(0, "One."), (2, "Head"), (0, "Two."), (0, "Three.")]),
        ("<div>One.<br><br />Two.<br>Three.</div>", [(0, "One."), (0, "Two.\nThree.")]),
        ("&lt;p&gt;It&amp;#8217;s&lt;/p&gt;", [(0, "It’s")]),
        (
            "<p>from Jane <jane@example.org>, a < b and c > d</p>",
            [(0, "from Jane <jane@example.org>, a < b and c > d")],
        ),
        ("First. <p> Second. <p>Third.", [(0, "First."), (0, "Second."), (0, "Third.")]),
        ("<p>half <b>closed <i>tags", [(0, "half closed tags")]),
        ('<p>cut off</p><a href="https://exam', [(0, "cut off")]),
        ('<p><img alt="x" src="data:image/png;base64,%s">one</p>' % ("A" * 5000), [(0, "one")]),
    ],
)
def test_html_is_its_words_in_its_blocks(value, found):
    assert blocks(value) == found


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("He said <em>no</em>.\n\nThen <a href='x'>left</a>.", "He said no.\n\nThen left."),
        ("One<br/>two<!-- no --> <!-- is text", "One\ntwo <!-- is text"),
        ("R&amp;D, caf&eacute;&nbsp;&hellip; &unknown; &lt;p&gt;", "R&D, café\xa0… &unknown; <p>"),
    ],
)
def test_marks_within_a_paragraph_leave_plain_text(value, text):
    content = content_of(value)
    assert (content.text, content.blocks) == (text, None)


@settings(max_examples=50)
@given(st.lists(st.text("abc é<>&;3 ", min_size=1).filter(lambda text: text.strip() and "<" not in text), min_size=1))
def test_no_word_of_a_paragraph_is_lost(texts):
    import html

    content = content_of("".join(f"<p>{html.escape(text)}</p>\n" for text in texts))
    assert content.text.split() == " ".join(texts).split()


@pytest.mark.parametrize(
    "mark",
    [
        '<a b="',
        "<a b='",
        "<a ",
        '<p><a b="x',
        "`",
        "```",
        "<b>",
        "</b>",
        "&lt;",
        "&",
        "<!--",
        "a <br> ",
        "<x@",
        "<p>x\n\n",
    ],
)
def test_it_takes_time_in_proportion_to_the_length(mark):
    started = time.process_time()
    for size in (40_000, 40_000):
        content_of("<b>x</b>" + mark * (size // len(mark)))
    assert time.process_time() - started < 2
