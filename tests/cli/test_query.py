import json
from pathlib import Path

import pytest

IRAN = "news/2005-02-03-iran.txt"
IRAQ = "news/2006-07-17-iraq.txt"


def ids(result):
    return [json.loads(line)["id"] for line in result.stdout.splitlines()]


def test_the_answer_shows_place_and_marked_words(ask, library):
    result = ask("query", "embassy", "baghdad")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == " 1. **Embassy** opened in Iraq"
    assert lines[1].strip().startswith(f"{library}/articles/{IRAQ}:3 · 2006-07-17 · score ")
    assert lines[3] == "    The new **embassy** in **Baghdad** is the largest of all **embassies**, and"
    assert lines[-1].endswith("of 3 passages")


def test_no_line_of_text_is_wider_than_the_terminal(ask):
    shown = ask("query", "embassy", "roses", "--context", "2").stdout
    assert shown
    assert all(len(line) <= 80 for line in shown.splitlines() if "score" not in line)


def test_nothing_found_is_status_1_and_said_on_stderr(ask):
    result = ask("query", "zeppelin")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "searchlib: nothing found\n")


def test_colour_is_as_asked(ask):
    assert "\x1b[1;33mRoses\x1b[0m" in ask("query", "roses", "--color", "always").stdout
    assert "**Roses**" in ask("query", "roses", "--color", "never").stdout
    assert "\x1b" not in ask("query", "roses").stdout


def test_json_is_one_document_and_jsonl_a_hit_a_line(ask):
    document = json.loads(ask("query", "embassy", "--json").stdout)
    lines = [json.loads(line) for line in ask("query", "embassy", "--jsonl").stdout.splitlines()]
    assert document["schema"] == 1
    assert [{"schema": 1, **hit} for hit in document["hits"]] == lines
    assert [hit["rank"] for hit in lines] == [1, 2, 3]
    assert all(hit["text"][start:end].lower().startswith("embass") for hit in lines for start, end in hit["spans"])


def test_json_of_nothing_is_still_a_document_and_status_1(ask):
    result = ask("query", "zeppelin", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["hits"] == []


def test_words_with_a_minus_are_words(ask):
    assert ids(ask("query", "embassy", "-iraq", "-baghdad", "--jsonl")) == [IRAN, IRAN]
    assert ids(ask("query", "--jsonl", "--", "embassy", "-baghdad")) == [IRAN, IRAN]


def test_a_mistyped_option_is_an_error_and_after_two_dashes_a_word(ask):
    result = ask("query", "embassy", "--limt", "3")
    assert result.exit_code == 2
    assert "--limt" in result.stderr
    assert "--limit" in result.stderr
    assert ask("query", "--", "embassy", "--limt").exit_code == 0


def test_a_query_without_words_is_an_error(ask):
    result = ask("query")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_limit_and_offset_choose_a_part_of_the_answer(ask):
    everything = ask("query", "embassy", "--jsonl").stdout.splitlines()
    assert ask("query", "embassy", "--jsonl", "--limit", "1", "--offset", "1").stdout.splitlines() == everything[1:2]
    assert ask("query", "embassy", "--jsonl", "--limit", 10**9).stdout.splitlines() == everything
    assert ask("query", "embassy", "--limit", "1").stdout.splitlines()[-1].endswith("what follows: --offset 1")


def test_an_offset_past_the_end_finds_nothing(ask):
    result = ask("query", "embassy", "--offset", "50")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "--offset 50" in result.stderr


def test_limit_0_only_counts(ask):
    result = ask("query", "embassy", "--limit", "0")
    assert (result.exit_code, result.stdout) == (0, "3 passages found\n")
    assert ask("query", "zeppelin", "--limit", "0").exit_code == 1


@pytest.mark.parametrize("wrong", [["--limit", "-1"], ["--offset", "-1"], ["--context", "-1"], ["--limit", "many"]])
def test_a_number_that_makes_no_sense_is_an_error_in_one_line(ask, wrong):
    result = ask("query", "embassy", *wrong)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


def test_context_shows_the_neighbouring_paragraphs(ask):
    hit = json.loads(ask("query", "nothing", "--context", "1", "--jsonl").stdout)
    assert [paragraph["paragraph"] for paragraph in hit["context"]["before"]] == [1]
    assert "two aeroplanes" in " ".join(ask("query", "nothing", "--context", "1").stdout.split())


def test_group_gives_each_article_once(ask):
    assert sorted(ids(ask("query", "embassy", "--group", "--jsonl"))) == [IRAN, IRAQ]
    assert ask("query", "embassy", "--group").stdout.splitlines()[-1] == "1–2 of 2 articles"


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--after", "2006"], {IRAQ}),
        (["--after", "2005-02-03"], {IRAN, IRAQ}),
        (["--after", "2005-02-04"], {IRAQ}),
        (["--before", "2006-07"], {IRAN}),
        (["--before", "2005-02-03"], set()),
        (["--before", "2005-02-04"], {IRAN}),
        (["--source", "*iraq*"], {IRAQ}),
        (["--source", "*iraq*", "--source", "*iran*"], {IRAN, IRAQ}),
        (["--source", "*.md"], set()),
        (["--source", "news/*"], {IRAN, IRAQ}),
        (["--source", "2006*"], {IRAQ}),
        (["--source", "2006-07-17-iraq.txt"], {IRAQ}),
        (["--source", "ews/*"], set()),
        (["--source", "NEWS/*"], {IRAN, IRAQ}),
        (["--source", "Iraq"], {IRAQ}),
        (["--source", "[2]006*"], set()),
    ],
)
def test_filters_say_which_articles_may_answer(ask, options, found):
    assert set(ids(ask("query", "embassy", "--jsonl", *options))) == found


@pytest.mark.parametrize("date", ["2005-13", "2005-02-30", "0000", "tomorrow", "05", ""])
def test_a_date_that_is_none_is_an_error_in_one_line(ask, date):
    result = ask("query", "embassy", "--after", date)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_sorting_by_date(ask):
    assert ids(ask("query", "embassy", "--group", "--jsonl", "--sort", "newest")) == [IRAQ, IRAN]
    assert ids(ask("query", "embassy", "--group", "--jsonl", "--sort", "oldest")) == [IRAN, IRAQ]


def test_sorted_by_date_all_words_are_wanted_and_what_is_left_out_is_told(ask):
    assert set(ids(ask("query", "embassy", "baghdad", "--jsonl"))) == {IRAN, IRAQ}
    assert ids(ask("query", "embassy", "baghdad", "--jsonl", "--sort", "newest")) == [IRAQ]
    assert set(ids(ask("query", "embassy", "OR", "baghdad", "--jsonl", "--sort", "newest"))) == {IRAN, IRAQ}
    result = ask("query", "embassy", "baghdad", "roses", "--sort", "oldest", "--verbose")
    assert "searchlib: no passage has all of these words: “roses” is left out\n" in result.stderr
    assert "understood as embassy AND baghdad\n" in result.stderr
    document = json.loads(ask("query", "the", "embassy", "baghdad", "--json", "--sort", "newest").stdout)
    assert (document["understood"], document["warnings"]) == ("embassy AND baghdad", [])


def test_warnings_go_to_stderr_and_into_the_document(ask):
    assert ask("query", "embassy (").stderr.startswith("searchlib: ")
    result = ask("query", "embassy (", "--json")
    assert result.stderr == ""
    assert json.loads(result.stdout)["warnings"]


def test_verbose_tells_how_the_words_were_understood(ask):
    assert "understood as" in ask("query", "embassy", "--verbose").stderr


@pytest.mark.parametrize(
    "typed", ["\udce9t\udce9", "embassy \udcff", "\x00embassy", "((((", '"', "*", "title:", "\x1b[2J"]
)
def test_nothing_that_is_typed_crashes(ask, typed):
    for output in ([], ["--json"], ["--verbose"]):
        result = ask("query", typed, *output)
        assert result.exit_code in (0, 1)
        assert "\x1b" not in result.output


WORDLESS = ["*", "", '"', "()", "!!!", "-", "+", "😀", "*" * 100_000, "(" * 10_000 + ")" * 10_000]


@pytest.mark.parametrize("typed", WORDLESS, ids=[repr(typed[:5]) for typed in WORDLESS])
@pytest.mark.parametrize("options", [[], ["--limit", "0"], ["--group", "--sort", "newest"], ["--json"]])
def test_a_query_without_a_word_finds_nothing(ask, typed, options):
    result = ask("query", *options, "--", typed)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    if "--json" in options:
        document = json.loads(result.stdout)
        assert (document["total"], document["hits"], document["understood"]) == (0, [], "")
    else:
        assert result.stdout == ""
        assert "there is no word in the question" in result.stderr
        assert result.stderr.endswith("nothing found\n")


@pytest.mark.parametrize(
    "typed",
    [
        "(" * 10_000 + "embassy" + ")" * 10_000,
        "(embassy OR " * 10_000,
        "NOT " * 10_000 + "embassy",
        ("embassy " * 12_501)[:100_000],
        "embassy " + "x" * 99_992,
    ],
    ids=["deep", "deep choices", "negated", "long", "long word"],
)
def test_a_very_deep_or_long_query_is_answered(ask, typed):
    result = ask("query", typed, "--limit", "1")
    assert result.exit_code == 0
    assert "**" in result.stdout


def test_who_finds_nothing_is_told_why_and_what_would_be_found(ask):
    result = ask("query", "embassy AND roses")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.splitlines() == [
        "searchlib: nothing found",
        "searchlib: “embassy”: 3 passages, “roses”: 1 passage; “embassy” and “roses” never meet in one passage",
        "searchlib: 3 passages for: embassy",
    ]
    helped = json.loads(ask("query", "embassy AND roses", "--json").stdout)["help"]
    assert helped["sought"] == [{"text": "embassy", "passages": 3}, {"text": "roses", "passages": 1}]
    assert (helped["apart"], helped["suggestion"], helped["found"]) == ([["embassy", "roses"]], "embassy", 3)


def test_a_misspelt_word_is_put_right(ask):
    assert ask("query", "embasssy", "iran").stderr.endswith("searchlib: did you mean: embassy iran\n")
    assert json.loads(ask("query", "embasssy", "--json").stdout)["did_you_mean"] == "embassy"
    assert ask("query", "embassy").stderr == ""


def test_explain_tells_why_in_a_sentence_and_in_numbers(ask):
    shown = ask("query", "embassy", "baghdad", "--explain", "--limit", "1").stdout
    assert "Found because “baghdad” stands here once (in 1 of 4 passages" in " ".join(shown.split())
    hit = json.loads(ask("query", "embassy", "--explain", "--jsonl", "--limit", "1").stdout)
    assert hit["explanation"]["sentence"].startswith("Found because “embassy” stands here")
    assert hit["explanation"]["value"] == pytest.approx(hit["score"], rel=1e-5)


def test_each_marked_word_is_told_with_the_part_that_marked_it(ask):
    typed = ["embassies", '"in baghdad"']
    shown = " ".join(ask("query", *typed, "--explain").stdout.split())
    assert 'in, Baghdad by "in baghdad"' in shown
    assert "by “embassies”" in shown
    (hit, *_) = map(json.loads, ask("query", *typed, "--jsonl").stdout.splitlines())
    assert [[match["start"], match["end"]] for match in hit["matches"]] == hit["spans"]
    assert {match["part"] for match in hit["matches"]} == {"embassies", '"in baghdad"'}


def test_expand_shows_the_section_or_the_article(ask):
    hit = json.loads(ask("query", "attacked", "--expand", "article", "--jsonl").stdout)
    assert [(each["paragraph"], bool(each["spans"])) for each in hit["expanded"]] == [(1, False), (2, True)]
    assert "two aeroplanes" in " ".join(ask("query", "attacked", "--expand", "article").stdout.split())
    assert "two aeroplanes" not in ask("query", "attacked", "--expand", "section").stdout
    result = ask("query", "attacked", "--expand", "section", "--context", "1")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_group_shows_the_other_passages_of_an_article(ask):
    hits = map(json.loads, ask("query", "embassy", "--group", "--jsonl").stdout.splitlines())
    hit = next(hit for hit in hits if hit["id"] == IRAN)
    assert [other["paragraph"] for other in hit["others"]] == [3 - hit["paragraph"]]
    assert "two aeroplanes" in " ".join(ask("query", "attacked embassy", "--group").stdout.split())


def test_copies_are_counted_named_or_shown_apart(run, work):
    report = (
        "The embassy in Tehran was closed on Thursday, and its staff left the country in two aeroplanes, it says.\n"
    )
    for name in ("one", "two", "three"):
        (work / f"{name}.txt").write_text(f"Report {name}\n\n{report}", encoding="utf-8")
    run("index", "one.txt", "two.txt", "three.txt")
    shown = run("query", "embassy").stdout
    assert "and 2 near-identical passages (--copies names them)" in shown
    assert shown.splitlines()[-1] == "1 of 3 passages, 2 of them near-identical"
    named = [line.split(" ·")[0].strip() for line in run("query", "embassy", "--copies").stdout.splitlines()]
    assert {"one.txt:3", "two.txt:3", "three.txt:3"} <= set(named)
    assert len(run("query", "embassy", "--no-fold", "--jsonl").stdout.splitlines()) == 3
    (hit,) = map(json.loads, run("query", "embassy", "--jsonl").stdout.splitlines())
    assert len(hit["copies"]) == 2


def test_suggest_completes_words_and_titles(ask):
    assert ask("suggest", "emb").stdout.splitlines() == [
        "embassy\t3",
        "embassies\t1",
        f"Embassy closed in Iran\t{IRAN}",
        f"Embassy opened in Iraq\t{IRAQ}",
    ]
    document = json.loads(ask("suggest", "the", "emb", "--json", "--limit", "1").stdout)
    assert document["words"] == [{"word": "embassy", "occurrences": 3, "query": "the embassy"}]
    assert (document["typed"], document["titles"]) == ("the emb", [])
    assert ask("suggest", "zzz").exit_code == 1
    assert ask("suggest").exit_code == 2


def test_titles_of_a_hundred_thousand_characters_are_indexed_whole_and_shown_cut(run, work):
    title = " ".join(f"zebra{n} crossing" for n in range(6_500))[:100_000]
    record = json.dumps({"id": "j", "title": "x" * 99_999, "text": "Short, too."})
    Path("long.csv").write_text(f"id,title,text\nc,{title},Short.\n", encoding="utf-8")
    Path("long.jsonl").write_text(record + "\n", encoding="utf-8")
    assert run("index", "long.csv", "long.jsonl").exit_code == 0
    for words in ("title:zebra50*", "title:xxx*"):
        found = run("query", words, "--explain")
        assert found.exit_code == 0
        assert len(found.stdout) < 4_000
    assert "**zebra5000** crossing" in run("query", "title:zebra5000").stdout
    (hit,) = map(json.loads, run("query", "title:zebra5000", "--jsonl").stdout.splitlines())
    assert [hit["title"][start:end] for start, end in hit["title_spans"]] == ["zebra5000"]
    assert hit["title"] == title
    assert " ".join(run("show", "c").stdout.split("\nid: ")[0].split()) == title
    assert [len(line) for line in run("list").stdout.splitlines()] == [len("c\t\t") + 100_000, len("j\t\t") + 99_999]
    (line,) = run("suggest", "crossing zebra50").stdout.splitlines()[-1:]
    assert line.startswith("zebra0 crossing")
    assert line.endswith("…\tc")
    assert len(line) < 200
    assert json.loads(run("suggest", "crossing", "--json").stdout)["titles"] == [{"id": "c", "title": title}]


def test_words_that_only_titles_have_find_the_first_passage_under_them(run, work):
    article = work / "vienna.txt"
    article.write_text("Trade Talks\n\nThe ministers met in Vienna and went home again.\n", encoding="utf-8")
    run("index", "vienna.txt")
    result = run("query", "trade", "talks")
    assert result.exit_code == 0
    assert "The ministers met in Vienna" in result.stdout
    assert run("query", "title:(trade talks)").exit_code == 0
    assert run("query", "zeppelin").stderr == "searchlib: nothing found\n"
    assert run("query", '"trade talks"').stderr == "searchlib: nothing found\n"


def test_one_chinese_character_is_found_wherever_it_stands(run, work):
    (work / "beijing.md").write_text("# 新聞\n\n他昨天到了北京。\n\n東京大学在日本。\n", encoding="utf-8")
    run("index", "beijing.md")
    shown = run("query", "京").stdout
    assert "北**京**。" in shown
    assert "東**京**大学" in shown


def test_json_and_jsonl_exclude_each_other(ask):
    for both in (["--json", "--jsonl"], ["--jsonl", "--json"]):
        for command in (["query", "embassy"], ["list"]):
            result = ask(*command, *both)
            assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
            assert "exclude each other" in result.stderr
    assert ask("query", "embassy", "--json", "--json").exit_code == 0
