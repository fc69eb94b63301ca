"""Results as a console and a notebook show them."""

import re
from html.parser import HTMLParser

import pytest

from searchlib.errors import IndexDamaged
from searchlib.overview import html_overview, overview
from searchlib.results import Hit, Results
from tests.cli.values import hit, hit_with_text


class Damaged:
    """Knows nothing of its hits any more."""

    def __getattr__(self, name):
        raise IndexDamaged("a/b.text: was changed")


EVIL = "<script>alert('x')</script> & \x1b[31mred \u202e"


def ranked(*hits):
    return list(enumerate(hits, 1))


def text_of(html):
    """What a page shows; all that is opened must be closed."""
    parts, opened = [], []

    class Parser(HTMLParser):
        def handle_starttag(self, tag, _):
            opened.extend([tag] if tag != "br" else [])

        def handle_endtag(self, tag):
            assert opened.pop() == tag

        def handle_data(self, data):
            parts.append(data)

    Parser().feed(html)
    assert opened == []
    return "".join(parts)


def test_a_console_shows_a_line_a_hit():
    assert overview("passages 1 to 2 of 9", ranked(hit(), hit(score=None)), ["warning: a bracket"]).split("\n") == [
        "passages 1 to 2 of 9",
        "  1. 3.14  Talks in Vienna  news/vienna.txt:5  The embassy in Iran was closed.",
        "  2. Talks in Vienna  news/vienna.txt:5  The embassy in Iran was closed.",
        "  warning: a bracket",
    ]


def test_a_notebook_shows_what_matched_and_where():
    above = ((9, 15),), ((4, 11),)
    html = html_overview("passage 1 of 1", ranked(hit(above=above, copies=[hit()], url="https://a.b/?c=1&d")), ["note"])
    assert text_of(html) == (
        "passage 1 of 1note1. Talks in ViennaThe closurenews/vienna.txt:5 · 2024-01-05 · score 3.14"
        "The embassy in Iran was closed.near-identical: 1 more"
    )
    assert re.findall("<mark>(.*?)</mark>", html) == ["Vienna", "closure", "embassy", "Iran"]
    assert '<a href="https://a.b/?c=1&amp;d">Talks' in html


@pytest.mark.parametrize("show", [overview, html_overview])
def test_only_the_first_are_shown_and_the_rest_is_counted(show):
    shown = show("s", ranked(*[hit()] * 1025), [])
    assert shown.count("Talks in Vienna") == 20
    assert "and 1,005 more" in shown


def test_nothing_steers_a_terminal_or_breaks_a_line():
    text = overview(f"s{EVIL}", ranked(hit_with_text(f"a {EVIL}", title=f"T\n{EVIL}")), [f"w\n{EVIL}\ud800"])
    assert len(text.split("\n")) == 3
    assert not {"\x1b", "\u202e", "\ud800"} & set(text)


def test_nothing_is_markup_that_was_not_ours():
    html = html_overview(EVIL, ranked(hit_with_text(f"a {EVIL}", title=f"T {EVIL}", url="javascript:alert(1)")), [EVIL])
    assert not {"\x1b", "\u202e"} & set(html)
    assert "<script" not in html
    assert "href" not in html
    assert text_of(html).count("<script>alert('x')</script> & ␛[31mred �") == 4
    assert html.encode()


def test_long_texts_are_cut_around_what_matched():
    text = "word " * 10_000 + "embassy" + " word" * 10_000
    long = hit_with_text(text, ((50_000, 50_007),), title="T" * 50_000, source=None, id="i" * 50_000)
    assert max(map(len, overview("s", ranked(long), []).split("\n"))) < 200
    html = html_overview("s", ranked(long), [])
    assert "<mark>embassy</mark>" in html
    assert len(html) < 1500


@pytest.mark.parametrize("show", [overview, html_overview])
def test_a_hit_that_cannot_be_read_does_not_hide_the_others(show):
    shown = show("s", ranked(Hit(1.0, Damaged()), hit()), [])
    assert "cannot be read: a/b.text: was changed" in shown
    assert "Talks in Vienna" in shown


def test_dollars_are_no_formulas():
    assert 'class="searchlib tex2jax_ignore mathjax_ignore"' in html_overview("s", [], [])


def test_results_are_shown_by_these():
    results = Results((hit(),), 1, ("w",))
    assert repr(results) == overview("passage 1 of 1", ranked(hit()), ["warning: w"])
    assert results._repr_html_() == html_overview("passage 1 of 1", ranked(hit()), ["warning: w"])
