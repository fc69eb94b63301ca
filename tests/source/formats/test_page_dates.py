"""A page's day is that on which it was published, as it says itself; the day of a change is another."""

import datetime
import json

import pytest
from lxml.html import document_fromstring

from searchlib.source import read
from searchlib.source.formats.page_dates import PageDates, page_dates

DAY, CHANGED, OTHER = datetime.date(2019, 3, 4), datetime.date(2021, 5, 5), datetime.date(2018, 1, 2)
MODIFIED = '<meta property="article:modified_time" content="2021-05-05T08:00:00+01:00">'
PUBLISHED = '<meta property="article:published_time" content="2018-01-02T08:00:00+01:00">'
LATER = (datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=9)).isoformat()


def ld(value):
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


def news(date, **more):
    return {"@type": "NewsArticle", "datePublished": date, **more}


def found(head="", body=""):
    return page_dates(document_fromstring(f"<html><head>{head}</head><body><p>Words.</p>{body}</body></html>"))


@pytest.mark.parametrize(
    "value",
    [
        news("2019-03-04T08:00:00+01:00", dateModified="2021-05-05"),
        [{"@type": "Organization"}, news("2019-03-04")],
        {"@graph": [{"@type": "WebPage", "datePublished": "2018-01-02"}, news("2019-03-04")]},
        {"@graph": [{"@type": ["BlogPosting"], "datePublished": "Mon, 04 Mar 2019 08:00:00 GMT"}]},
        {"@type": "WebPage", "mainEntity": news("2019-03-04")},
        {"@type": "WebPage", "datePublished": "2019-03-04"},
        {"datePublished": "2019-03-04"},
        {"@type": "Recipe", "datePublished": "2019-03-04"},
        [
            {"@type": "Event", "datePublished": "2018-01-02"},
            {"@type": "https://schema.org/ItemPage", "datePublished": "2019-03-04"},
        ],
        [news("2019-03-04", comment=[{"@type": "Comment", "datePublished": "2018-01-02"}]), news("2019-03-04")],
        [{"@type": "VideoObject", "datePublished": "2018-01-02"}, news("2019-03-04")],
        '{"@type": "NewsArticle", "datePublished": "2019-03-04",}',
        '<!-- {"@type": "NewsArticle", "datePublished": "2019-03-04"} -->',
        '//<![CDATA[\n{"@type": "Report", "headline": "two\nlines", "datePublished": "2019-03-04"}\n//]]>',
    ],
)
def test_json_ld_says_it_first(value):
    assert found(MODIFIED + PUBLISHED + ld(value)) == PageDates(DAY, CHANGED)


@pytest.mark.parametrize(
    "value",
    [
        *("", "{", "null", "7", '"datePublished"', "[" * 100_000, "[[[[[[{}]]]]]]"),
        *({}, [], {"@graph": None}, news(None), news(""), news("soon"), news(LATER), news(7), news(["2019-03-04"])),
        *({"@type": 7}, {"@type": "VideoObject", "datePublished": "2019-03-04"}),
        [news("2019-03-04"), news("2019-03-05")],
        '{"datePublished": "2019-03-04" "x": {"datePublished": "2019-03-05"}',
    ],
)
def test_json_ld_that_is_broken_or_says_nothing_leaves_it_to_the_head(value):
    assert found(ld(value) + PUBLISHED + MODIFIED) == PageDates(OTHER, CHANGED)
    assert found(ld(value)) == PageDates()


@pytest.mark.parametrize(
    "tag",
    [
        '<meta property="og:updated_time" content="2021-05-05T08:00:00+01:00">',
        '<meta name="last-modified" content="2021-05-05">',
        '<meta http-equiv="Last-Modified" content="Wed, 05 May 2021 08:00:00 GMT">',
        '<meta itemprop="dateModified" content="2021-05-05">',
        '<meta name="DCTERMS.modified" content="2021-05-05">',
    ],
)
def test_the_day_of_a_change_is_none_of_publication(tag):
    assert found(tag) == PageDates(None, CHANGED)
    assert found(PUBLISHED + tag) == PageDates(OTHER, CHANGED)


@pytest.mark.parametrize(
    "head",
    [
        '<meta itemprop="datePublished" content="2019-03-04">',
        '<meta name="parsely-pub-date" content="2019-03-04T08:00:00Z">',
        '<meta name="date" content="2018-01-02"><meta name="citation_date" content="2019/03/04">',
        '<meta property="article:published_time" content="soon"><meta name="DC.date.issued" content="2019-03-04">',
        '<link rel="canonical" href="https://example.org/2019/03/04/storm">',
        '<meta property="og:url" content="https://example.org/news/2019-03-04/">',
    ],
)
def test_the_head_says_it_in_many_ways(head):
    assert found(head).published == DAY


@pytest.mark.parametrize(
    ("body", "date"),
    [
        ('<time pubdate datetime="2019-03-04T08:00">today</time><time datetime="2018-01-02">old</time>', DAY),
        ('<time class="entry-date published">4 March 2019</time>', DAY),
        ('<span itemprop="datePublished">March 4, 2019</span>', DAY),
        ('<span property="schema:datePublished" content="2019-03-04">4 March</span>', DAY),
        ('<abbr class="published" title="2019-03-04">today</abbr>', DAY),
        ('<time datetime="2019-03-04">4 March</time>', DAY),
        ('<time datetime="2019-03-04">1</time><time datetime="2018-01-02">2</time>', None),
        ('<time class="updated" datetime="2019-03-04">1</time>', None),
        ('<time itemprop="dateModified" datetime="2019-03-04">1</time>', None),
        ('<p>Last updated on <time datetime="2019-03-04">1</time></p>', None),
        ('<p><b>Updated:</b> <time datetime="2019-03-04">1</time></p>', None),
        ('<p>Updated: <time datetime="2021-05-05">1</time> <time datetime="2019-03-04">2</time></p>', DAY),
        ("<!-- x --><time>4 March 2019</time>", None),
        (f'<time pubdate datetime="{LATER}">soon</time>', None),
    ],
)
def test_dates_that_are_marked_in_the_words(body, date):
    assert found(body=body).published == date


LONG = "The ministry said in a statement released on Friday that all of its staff had left the building. " * 6


def test_without_a_stated_date_the_page_s_own_words_say_it(tmp_path):
    page = (
        f"<html><head><title>T</title>{MODIFIED}</head><body><article><h1>T</h1><p>%s{LONG}</p></article></body></html>"
    )
    (tmp_path / "a.html").write_text(page % "WASHINGTON, March 4, 2019 - ", encoding="utf-8")
    (tmp_path / "b.html").write_text(page % "Updated: March 4, 2019 - ", encoding="utf-8")
    (tmp_path / "c.html").write_text(page.replace(MODIFIED, "") % "", encoding="utf-8")
    dated, changed, neither = read(tmp_path)
    assert (dated.date, dated.metadata["modified"]) == (DAY, CHANGED)
    assert (changed.date, changed.metadata["modified"]) == (None, CHANGED)
    assert (neither.date, "modified" in neither.metadata) == (None, False)
