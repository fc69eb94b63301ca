"""Markdown becomes its words, in blocks that know their lines."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.source.structure import article_of

from .drafts import blocks, drafts, only

PAGE = """\
---
title: An embassy closes
date: 2024-01-05
author: Jane Doe
tags: [iran, azerbaijan]
draft: false
id: 7
---

# Foreign *Relations*

The embassy in **Iran** was [closed](http://x.org "title") on
Friday \\* &amp; `code`, ![the map](x.png) <b>bold</b> <https://a.org>.

- one
- two
  - nested _deep_

3. three
4. four

> Quoted words.
>
> # Not a heading

| A | B |
|---|---|
| 1 | *2* |

```python
x = 1

y = 2
```

    indented code

Setext
------

<div>some <p>html</p><!-- not this --><script>nor(this)</script></div>

***

The end.
"""


def test_words_stay_and_marks_go():
    assert blocks(only("markdown", PAGE)) == [
        (1, "Foreign Relations"),
        (0, "The embassy in Iran was closed on\nFriday * & code, the map bold https://a.org."),
        (0, "- one\n- two\n  - nested deep"),
        (0, "3. three\n4. four"),
        (0, "Quoted words."),
        (0, "Not a heading"),
        (0, "A | B\n1 | 2"),
        (0, "x = 1\n\ny = 2"),
        (0, "indented code"),
        (2, "Setext"),
        (0, "some\n\nhtml"),
        (0, "The end."),
    ]


def test_each_block_knows_its_line():
    draft = only("markdown", PAGE)
    lines = PAGE.split("\n")
    starts = ["# Fo", "The ", "- on", "3. t", "> Qu", "> # ", "| A ", "x = ", "    ", "Sete", "<div", "The "]
    assert [lines[block.line - 1][:4] for block in draft.blocks] == starts


def test_front_matter_tells_the_facts():
    draft = only("markdown", PAGE)
    assert (draft.title, draft.date, draft.authors) == ("An embassy closes", datetime.date(2024, 1, 5), ("Jane Doe",))
    assert draft.metadata == {"tags": ("iran", "azerbaijan"), "draft": "false", "id": 7}
    assert draft.id is None, "a file's id is its path"


@pytest.mark.parametrize("date", ["2005-02-30", "2005-13-45", "0000-00-00", "[", "{", "a: b"])
def test_a_bad_value_in_front_matter_costs_no_other(date):
    draft = only("markdown", f"---\ntitle: Talks\ndate: {date}\nauthor: Jane Doe\n---\n# Heading\n\nText.")
    assert (draft.title, draft.date, draft.authors) == ("Talks", None, ("Jane Doe",))
    assert draft.metadata == {"date": date}
    assert blocks(draft) == [(1, "Heading"), (0, "Text.")]
    assert [block.line for block in draft.blocks] == [6, 8]


def test_a_title_with_a_colon_is_the_title():
    draft = only("markdown", "---\ntitle: Re: Talks\ndate: 2005-02-03\n---\nText.")
    assert (draft.title, draft.date) == ("Re: Talks", datetime.date(2005, 2, 3))


def test_no_front_matter_however_broken_makes_the_title():
    draft = only("markdown", "---\n- a: b: c\nx: [\n---\nText.")
    assert article_of(draft, id="id", path=None).title == "Text."


def test_windows_line_ends_and_a_mark_do_no_harm():
    draft = only("markdown", "\ufeff---\r\ntitle: T\r\n---\r\n# H\r\n\r\nText\r\nmore.")
    assert draft.title == "T"
    assert blocks(draft) == [(1, "H"), (0, "Text\nmore.")]


@pytest.mark.parametrize("mark", ["> ", "- ", "*", "[", "![", "<", "(", "| "])
def test_endless_nesting_costs_no_word(mark):
    (draft,) = drafts("markdown", mark * 3000 + "word")
    assert "word" in draft.text


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("ab #*_-`>[]()!<|\\\n\t1.&;~=")))
def test_whatever_is_written_every_word_is_in_a_block(text):
    draft = only("markdown", text)
    if draft.blocks is not None:
        outside = list(draft.text)
        for block in draft.blocks:
            outside[block.start : block.end] = [" "] * (block.end - block.start)
        assert not "".join(outside).strip()
