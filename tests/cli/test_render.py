from searchlib.article import Source
from searchlib.cli.paint import Console
from searchlib.cli.render import LONGEST_ABOVE, article_lines, hit_lines, summary_line
from searchlib.highlight.formatter import Match
from searchlib.records import Shown
from searchlib.results import Hit, Results

from .values import article, hit, hit_with_text

PAGE = Console(colour=False, width=80)


def test_a_hit_shows_title_heading_place_date_and_the_marked_passage():
    assert list(hit_lines(hit(), 1, PAGE)) == [
        " 1. Talks in Vienna",
        "    The closure",
        "    news/vienna.txt:5 · 2024-01-05 · score 3.14",
        "",
        "    The **embassy** in **Iran** was closed.",
    ]


def test_a_hit_without_heading_date_and_source_shows_its_id():
    lines = list(hit_lines(hit(number=1, spans=(), date=None, source=None), 12, PAGE))
    assert lines[:2] == ["12. Talks in Vienna", "    news/vienna.txt · score 3.14"]


def test_a_hit_without_a_score_shows_none():
    assert list(hit_lines(hit(score=None), 1, PAGE))[2] == "    news/vienna.txt:5 · 2024-01-05"


def test_neighbours_stand_around_the_passage_and_further_in():
    assert list(hit_lines(hit(around=5), 1, PAGE))[3:] == [
        "",
        "      The first paragraph.",
        "",
        "    The **embassy** in **Iran** was closed.",
        "",
        "      The last one.",
    ]


def test_copies_are_counted_and_named_when_asked():
    found = hit(copies=[hit(source=Source("wire/a.txt")), hit(source=Source("wire/b.txt"))])
    assert list(hit_lines(found, 1, PAGE))[-1] == "    and 2 near-identical passages (--copies names them)"
    assert list(hit_lines(found, 1, PAGE, Shown(copies=True)))[-3:] == [
        "    and 2 near-identical passages:",
        "      wire/a.txt:5 · 2024-01-05 · score 3.14",
        "      wire/b.txt:5 · 2024-01-05 · score 3.14",
    ]


def test_the_other_passages_of_an_article_follow_its_best():
    lines = list(hit_lines(hit(others=[hit(number=1, spans=(), score=1.5)]), 1, PAGE))
    assert lines[-3:] == ["", "    news/vienna.txt:3 · 2024-01-05 · score 1.50", "    The first paragraph."]


def test_an_explanation_stands_below_its_hit():
    assert list(hit_lines(hit(), 1, PAGE, Shown(explanation=True)))[-1] == "    3.1416 score"


def test_an_explanation_says_which_part_of_the_question_marked_which_words():
    marked = (
        ((9, 15),),
        ((4, 11),),
        (Match(4, 11, "closure"), Match(4, 11, "embassies"), Match(15, 19, "closure"), Match(20, 23, '"was closed"')),
        (Match(9, 15, "vienna"),),
        (Match(4, 11, "closure"),),
    )
    assert list(hit_lines(hit(above=marked), 1, Console(colour=False, width=100), Shown(explanation=True)))[5:-1] == [
        "",
        '    marked: embassy, Iran by “closure”; embassy by “embassies”; was by "was closed"',
        "    marked in the heading: closure by “closure”",
        "    marked in the title: Vienna by “vienna”",
    ]


def test_of_many_ways_in_which_a_marked_word_is_written_a_few_are_named():
    words = [f"a{number}" for number in range(9)]
    matches = tuple(Match(3 * number, 3 * number + 2, "a*") for number in range(9)) * 2
    paragraph = hit_with_text(" ".join(words))
    found = Hit.of(1.0, paragraph.passage, (), matches=matches)
    (line,) = [line for line in hit_lines(found, 1, PAGE, Shown(explanation=True)) if "marked" in line]
    assert line == f"    marked: {', '.join(words[:6])}, 3 more by “a*”"


def test_a_long_place_is_not_cut():
    path = "folder/" * 20 + "file.txt"
    lines = list(hit_lines(hit(source=type(hit().passage.source)(path)), 1, PAGE))
    assert any(f"{path}:5" in line for line in lines)


def test_a_very_long_title_is_cut_around_its_matched_words_and_whole_in_its_article():
    title = "word " * 10_000 + "embassy" + " word" * 10_000
    above = (((50_000, 50_007),), (), (), (), ())
    lines = list(hit_lines(hit(title=title, above=above), 1, PAGE))
    shown = " ".join(line[4:] for line in lines[: lines.index("    The closure")])
    assert shown.startswith("… word")
    assert shown.endswith("word …")
    assert " **embassy** " in shown
    assert LONGEST_ABOVE - 20 < len(shown) < LONGEST_ABOVE + 20
    whole = list(article_lines(article(title=title), PAGE))
    assert " ".join(whole[: whole.index("id: news/vienna.txt")]).rstrip() == title


def test_a_long_title_without_a_space_and_without_a_match_is_cut_too():
    first, *_ = lines = list(hit_lines(hit(title="x" * 100_000), 1, PAGE))
    assert first.startswith(" 1. xxx")
    assert len(lines) < 15


def test_nothing_in_a_hit_steers_the_terminal():
    evil = "\x1b]0;owned\x07"
    found = hit_with_text(f"text {evil}", title=f"title {evil}", id=f"id\n{evil}", source=None)
    lines = list(hit_lines(found, 1, PAGE))
    assert "␛]0;owned␇" in lines[0]
    assert all(line.isprintable() for line in lines)


def test_the_summary_says_which_hits_these_are_and_how_to_go_on():
    two = (hit(), hit())
    assert summary_line(Results(two, 2), 0, 10) == "1–2 of 2 passages"
    assert summary_line(Results(two, 1037), 10, 2) == "11–12 of 1,037 passages; what follows: --offset 12"
    assert summary_line(Results(two[:1], 1), 0, 10) == "1 of 1 passage"
    assert summary_line(Results(two, None), 0, 2) == "1–2, best first; what follows: --offset 2"
    assert summary_line(Results((), 37), 0, 0, "article") == "37 articles found"


def test_what_does_not_fill_the_limit_is_all_there_is():
    assert summary_line(Results((hit(), hit()), None), 10, 3) == "11–12 of 12 passages"


def test_copies_are_counted_in_the_summary_and_nothing_follows_a_page_that_is_not_full():
    two = (hit(copies=[hit()]), hit())
    assert summary_line(Results(two, 3), 0, 10) == "1–2 of 3 passages, 1 of them near-identical"
    assert summary_line(Results(two, 3), 0, 2) == "1–2 of 3 passages, 1 of them near-identical"
    assert summary_line(Results(two, 4), 0, 2).endswith("; what follows: --offset 2")
    assert summary_line(Results(two, None), 0, 10) == "1–2 of 3 passages, 1 of them near-identical"


def test_an_article_shows_its_facts_and_numbered_paragraphs():
    assert list(article_lines(article(), PAGE)) == [
        "Talks in Vienna",
        "id: news/vienna.txt",
        "date: 2024-01-05",
        "authors: Ada Byron, Karl Kraus",
        "source: news/vienna.txt",
        "desk: abroad",
        "seen: 2024-01-06",
        "paragraphs: 3",
        "",
        "1  The first paragraph.",
        "",
        "2  The embassy in Iran was closed.",
        "",
        "3  The last one.",
    ]
