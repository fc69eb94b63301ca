"""Questions as people ask them, on articles of our own making: the paragraph that answers comes first."""

from contextlib import ExitStack
from unicodedata import normalize

import pytest
from attrs import evolve

import searchlib
from searchlib.article import Source

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


LETTERS = {
    "arabic": ["کتاب خوب است", "سفر به ايران", "وصل إلى المستشفى", "رحمۃ للعالمین", "كـتـــاب آخر", "أَحْمَد ومُؤْمِن"],
    "german": ["Frau Mueller kam.", "Herr Müller ging.", "Der neue Bauer.", "Israel, Quellen", "Zwei LKWs.", "Häuser"],
    "plain": [
        'הודעת צה"ל היום', "הודעת צה״ל אתמול", 'כתב ב"מעריב" אז', '"שלום" אמר', "हिन्दी", "ＡＢＣ テレビ", "ﾃﾚﾋﾞ",
    ],
    "english": [
        "Several NGOs met.", "One NGO met.", "F-16s flew.", "An F-16 flew.", "They told us.", "The N.G.O.s left.",
    ],
}  # fmt: skip

SAME_LETTERS = [
    ("arabic", "كتاب", "0 4"), ("arabic", '"كتاب"', "0 4"), ("arabic", "کـتاب", "0 4"),
    ("arabic", "كت*", "0 4"), ("arabic", "ک?اب", "0 4"), ("arabic", "ایران", "1"), ("arabic", "المستشفي", "2"),
    ("arabic", "رحمة", "3"), ("arabic", "مؤمن", "5"), ("arabic", '"ومومن"', ""), ("arabic", "ـــ", ""),
    ("german", "Müller", "0 1"), ("german", "Mueller", "0 1"), ("german", '"Müller"', "0 1"),
    ("german", "MUELLER", "0 1"), ("german", "Muell*", "0 1"), ("german", "Müll*", "0 1"),
    ("german", '"Frau Müller"', "0"), ("german", '"Herr Mueller"', "1"), ("german", "NEAR(herr mueller)", "1"),
    ("german", "Bauer", "2"), ("german", "neue", "2"), ("german", "Israel", "3"), ("german", "Isr?el", "3"),
    ("german", "/israel/", "3"), ("german", "Quelle", "3"), ("german", "LKW", "4"), ("german", "Haeuser", "5"),
    ("german", "Haeusern", "5"), ("plain", "צהל", "0 1"), ("plain", 'צה"ל', "0 1"), ("plain", "צה״ל", "0 1"),
    ("plain", "צה”ל", "0 1"), ("plain", '"הודעת צה"ל"', "0 1"), ("plain", 'צה"ל*', "0 1"),
    ("plain", "מעריב", "2"), ("plain", 'ב"מעריב"', "2"), ("plain", "שלום", "3"), ("plain", '"שלום"', "3"),
    ("plain", "हिंदी", "4"), ("plain", "abc", "5"), ("plain", "テレビ", "5 6"), ("plain", "ﾃﾚﾋﾞ", "5 6"),
    ("english", "NGO", "0 1 5"), ("english", "NGOs", "0 1 5"), ("english", "N.G.O.", "0 1 5"),
    ("english", "ngo", "0 1 5"), ("english", '"NGO"', "1"), ("english", '"NGOs"', "0 5"),
    ("english", "NGOs*", "0 5"), ("english", "F-16", "2 3"), ("english", "F16s", "2 3"),
    ("english", "f-16s", "2 3"), ("english", "US", ""),
]  # fmt: skip


@pytest.fixture(scope="module")
def lettered(tmp_path_factory):
    """An index for each language, whose articles are numbered."""
    with ExitStack() as stack:
        opened = {}
        for language, texts in LETTERS.items():
            folder = tmp_path_factory.mktemp(language) / "index"
            opened[language] = stack.enter_context(searchlib.open(folder, analyzer=language))
            opened[language].add(searchlib.from_text(text, id=str(n), title="-") for n, text in enumerate(texts))
        yield opened


@pytest.mark.parametrize(("language", "question", "found"), SAME_LETTERS)
def test_letters_that_are_the_same_to_a_reader_are_found_and_marked(lettered, language, question, found):
    hits = lettered[language].search(question, fold=False).hits
    assert sorted(hit.passage.article.id for hit in hits) == found.split()
    assert all("<mark>" in hit.html() for hit in hits)


@pytest.mark.parametrize(
    ("language", "question", "marked"),
    [
        ("arabic", "كتاب", {"کتاب", "كـتـــاب"}),
        ("german", "Müller", {"Mueller", "Müller"}),
        ("plain", "צהל", {'צה"ל', "צה״ל"}),
        ("english", "NGO", {"NGOs", "NGO", "N.G.O.s"}),
        ("english", "F-16", {"F-16s", "F-16"}),
    ],
)
def test_the_whole_word_is_marked(lettered, language, question, marked):
    hits = lettered[language].search(question, fold=False).hits
    assert {hit.passage.text[start:end] for hit in hits for start, end in hit.spans} == marked


def test_names_of_files_are_found_however_their_accents_are_stored(tmp_path):
    with searchlib.open(tmp_path / "index") as index:
        paths = [normalize("NFD", "news/Müller й.txt"), "news/O’Brien.txt", "news/می\u200cروم ك.txt", 'news/צה"ל.txt']
        articles = (searchlib.from_text(f"word {n}", id=str(n), title="-") for n in range(len(paths)))
        index.add(evolve(each, source=Source(path, 1)) for each, path in zip(articles, paths, strict=True))

        def found(sources):
            typed = index.search(f'word source:"{sources}"', fold=False)
            passed = index.search("word", filters=searchlib.Filters(sources=sources), fold=False)
            ids = [sorted(hit.passage.article.id for hit in results.hits) for results in (typed, passed)]
            assert ids[0] == ids[1]
            return "".join(ids[0])

        assert found(normalize("NFC", "Müller й")) == found(normalize("NFD", "mül*й.txt")) == "0"
        assert found("O'Brien") == found("o’brien*") == "1"
        assert found("میروم ک") == "2"
        assert found("צה״ל") == "3"
