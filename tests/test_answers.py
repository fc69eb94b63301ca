"""Questions as people ask them, on articles of our own making: the paragraph that answers comes first."""

import pytest

import searchlib

ARTICLES = {
    "harbour.txt": """Harbour Strike Enters Third Week

Dock workers in the port of Valmora stayed away from the cranes for a
third week on Monday. Forty ships lie at anchor.

What the Union Wants

The dockers' union asks for a wage rise of 6.5 percent and the return of
night-shift pay. "We will not load another container until the company
talks to us," said its chairwoman, Ines O'Brien-Castel.

What It Costs

The chamber of commerce puts the damage at $1,250,000 a day. Fruit
importers were hit first: bananas rot in the holds.
""",
    "embassy.md": """---
title: Two Embassies Close
date: 2006-03-09
author: Lena Okafor
---

# Two Embassies Close

Citing threats, the U.S. closed its missions in Téhran and Qalat on Thursday.

## Reactions

The foreign minister, Karim al-Hadid, called the step regrettable. Negotiations about a new embassy are to go on.

## Background

In 1998 the embassy in Qalat had been shut for eleven months, after a Covid-like fever among the staff.
""",
    "river.txt": "The river Ost is clean enough to swim in again after twenty years.                         "
    "Salmon were counted at the weir of Brenn in May; there had been none since 1934.                         "
    "The mayor of Brenn, who tells us that he swims each morning, opened the bathing place himself.",
    "budget.csv": "headline,body,published\n"
    'Budget Passed,"The senate passed the budget by 51 to 49 votes after a night of talks.",2005-07-17\n'
    'School Roofs,"Roofs of 14 schools leak; the budget holds nothing for them, parents say.",2005-08-02\n',
    "chess.jsonl": '{"id": "chess-1", "title": "Final Drawn", "text": "The final between Azerbaijan’s Rauf Maliyev and '
    'Norway ended in a draw after a Catalan opening.", "lang": "en"}\n'
    '{"id": "chess-2", "title": "Junior Cup", "text": "An e-mail with the wrong date kept many juniors away."}\n',
}

QUESTIONS = [
    ("why does the union strike for wages", "harbour.txt", 2),
    ("cost of the strike per day", "harbour.txt", 3),
    ("1250000", "harbour.txt", 3),
    ("OBrien", "harbour.txt", 2),
    ('"rot in the holds"', "harbour.txt", 3),
    ("teheran OR tehran closed", "embassy.md", 1),
    ("US missions", "embassy.md", 1),
    ("+embassy negotiation", "embassy.md", 2),
    ("embassy shut fever", "embassy.md", 3),
    ("al-hadid", "embassy.md", 2),
    ("salmon", "river.txt", 2),
    ("bathing place mayor", "river.txt", 3),
    ("swim* -salmon -river", "river.txt", 3),
    ("title:budget votes", "budget.csv#1", 1),
    ("leaking school roof", "budget.csv#2", 1),
    ("azerbaijan draw", "chess-1", 1),
    ("email juniors", "chess-2", 1),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("articles")
    for name, content in ARTICLES.items():
        (folder / name).write_text(content, encoding="utf-8")
    with searchlib.open(folder / ".." / "answers") as opened:
        assert opened.add(searchlib.read(folder)).failed == ()
        yield opened


@pytest.mark.parametrize(("question", "article", "number"), QUESTIONS)
def test_the_paragraph_that_answers_comes_first(index, question, article, number):
    best = index.search(question)[0].passage
    assert (best.article.id, best.number) == (article, number)


def test_an_answer_names_its_place(index):
    passage = index.search("damage a day")[0].passage
    assert (passage.article.title, passage.heading) == ("Harbour Strike Enters Third Week", "What It Costs")
    assert str(passage.source).endswith("harbour.txt:14")
    passage = index.search("regrettable")[0].passage
    assert (passage.headings, passage.source.line) == (("Reactions",), 13)
    assert (passage.article.authors, str(passage.article.date)) == (("Lena Okafor",), "2006-03-09")
    assert str(index.search("leaking roofs")[0].passage.source).endswith("budget.csv#2")
