"""The article of a page is found, with what the page says of it; of a page without one, the words."""

import datetime
import sys

import pytest

from searchlib.errors import MissingExtra

from .drafts import blocks, drafts, only

LONG = "The ministry said in a statement released on Friday that all of its staff had left the building. "
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Embassy closed | The News</title>
<meta name="author" content="Jane Doe; Bob Roe"><meta property="article:published_time" content="2024-01-05T10:00:00Z">
<link rel="canonical" href="https://example.org/embassy"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Embassy closed</h1><p>The embassy in <b>Tehran</b> was closed on <a href="x">Friday</a>. {LONG}</p>
<h2>Reaction</h2><p>Neighbours were surprised.<br>Very much so. {LONG}</p>
<ul><li>One thing</li><li>Other <i>thing</i></li></ul>
<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>
<h3>Later</h3><p>{LONG}</p></article><footer>Copyright and cookies</footer></body></html>"""


def test_the_article_is_found_and_the_menu_left_out():
    assert blocks(only("html", PAGE)) == [
        (1, "Embassy closed"),
        (0, f"The embassy in Tehran was closed on Friday. {LONG}".strip()),
        (2, "Reaction"),
        (0, f"Neighbours were surprised.\nVery much so. {LONG}".strip()),
        (0, "- One thing\n- Other thing"),
        (0, "A | B\n1 | 2"),
        (3, "Later"),
        (0, LONG.strip()),
    ]


def test_the_page_tells_the_facts():
    draft = only("html", PAGE)
    assert (draft.title, draft.date) == ("Embassy closed", datetime.date(2024, 1, 5))
    assert (draft.authors, draft.language) == (("Jane Doe", "Bob Roe"), "en-GB")
    assert draft.url == "https://example.org/embassy"


def test_no_date_is_guessed_from_the_words():
    page = PAGE.replace('<meta property="article:published_time" content="2024-01-05T10:00:00Z">', "")
    assert only("html", page.replace("Very much so", "It was 3 May 2019")).date is None


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>Only a word", "Only a word"),
        ("<title>T</title><body>été</body>", "été"),
        ("<h1>T</h1><p>one</p><div>two</div>", "T one two"),
        ("no tags at all", "no tags at all"),
        ("a\0b <p>after it</p>", "a\ufffdb after it"),
        (
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><p>xhtml é</p></html>',
            "xhtml é",
        ),
        ("<div>" * 5000 + "deep words", "deep words"),
    ],
)
def test_of_a_small_or_strange_page_all_words_are_kept(page, text):
    assert only("html", page).text.split() == text.split()


def test_a_small_page_keeps_its_headings_and_paragraphs():
    page = "<h1>Storm</h1><p>The storm hit.</p><h2>Damage</h2><p>Roofs flew off houses in the old town.</p>"
    found = [
        (1, "Storm"),
        (0, "The storm hit."),
        (2, "Damage"),
        (0, "Roofs flew off houses in the old town."),
    ]
    assert blocks(only("html", page)) == found
    frame = "<nav><ul><li><a href=/>Home</a><li>Sport</ul></nav>{}<footer><p>All rights reserved.</p></footer>"
    assert blocks(only("html", frame.format(page))) == found
    assert [(0, "Home\nSport"), *found] == blocks(only("html", "<nav><ul><li>Home<li>Sport</ul>" + page))


def test_a_small_page_with_its_own_blocks_keeps_its_facts():
    head = '<html lang="en"><head><title>Storm | News</title><meta name="author" content="Jane Doe"></head>'
    page = f"{head}<h1>Storm</h1><p>Wind.</p><p>Rain.</p>"
    draft = only("html", page)
    assert blocks(draft) == [(1, "Storm"), (0, "Wind."), (0, "Rain.")]
    assert (draft.authors, draft.language) == (("Jane Doe",), "en")


def test_marks_within_a_sentence_are_no_spaces():
    page = "<p><b>bold</b>text is <a href=x>linked</a>. Then <i>more</i>, too.</p>"
    assert blocks(only("html", page)) == [(0, "boldtext is linked. Then more, too.")]


@pytest.mark.parametrize("page", ["", "   ", "<script>x()</script>", "<!-- nothing -->", "<"])
def test_a_page_without_words_is_empty(page):
    assert not only("html", page).text.strip("<")


@pytest.mark.parametrize(
    ("charset", "encoding"), [("windows-1251", "cp1251"), ("iso-8859-5", "iso-8859-5"), ("koi8-r", "koi8-r")]
)
def test_the_encoding_that_the_page_declares_is_used(charset, encoding):
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}"><p>Москва — столица.</p>'
    assert only("html", page.replace("—", "-").encode(encoding)).text == "Москва - столица."


@pytest.mark.parametrize("charset", ["iso-8859-1", "no-such-thing", "utf-8"])
def test_a_wrong_declaration_does_no_harm(charset):
    page = f'<meta charset="{charset}"><p>“It didn’t close”, she said in the café.</p>'
    assert only("html", page.encode()).text == "“It didn’t close”, she said in the café."
    assert only("html", page.encode("cp1252")).text == "“It didn’t close”, she said in the café."


def test_without_the_extra_its_name_is_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingExtra, match=r"searchlib\[html\]"):
        drafts("html", PAGE)
