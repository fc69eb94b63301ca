import json

IRAN = "news/2005-02-03-iran.txt"


def test_list_has_a_line_an_article_in_the_order_added(ask):
    lines = ask("list").stdout.splitlines()
    assert [line.split("\t") for line in lines] == [
        [IRAN, "2005-02-03", "Embassy closed in Iran"],
        ["news/2006-07-17-iraq.txt", "2006-07-17", "Embassy opened in Iraq"],
        ["notes/garden.md", "2024-03-05", "The garden"],
    ]


def test_list_as_json(ask):
    document = json.loads(ask("list", "--json").stdout)
    lines = [json.loads(line) for line in ask("list", "--jsonl").stdout.splitlines()]
    assert [{"schema": 1, **article} for article in document["articles"]] == lines
    assert [article["date"] for article in lines] == ["2005-02-03", "2006-07-17", "2024-03-05"]


def test_show_has_facts_headings_and_numbered_paragraphs(ask):
    lines = ask("show", IRAN).stdout.splitlines()
    assert lines[0] == "Embassy closed in Iran"
    assert f"id: {IRAN}" in lines
    assert "   ## Why it happened" in lines
    assert any(line.startswith("2  Talks with Iran") for line in lines)


def test_show_as_json_gives_text_and_offsets_that_agree(ask):
    article = json.loads(ask("show", IRAN, "--json").stdout)
    assert len(article["paragraphs"]) == 2
    for paragraph in article["paragraphs"]:
        assert " ".join(article["text"][paragraph["start"] : paragraph["end"]].split()) == paragraph["text"]


def test_an_id_that_is_not_there_is_an_error_in_one_line(ask):
    for wrong in ("nowhere.txt", "\udce9", "x" * 10_000, "a\nb"):
        result = ask("show", wrong)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


def test_stats_count_articles_and_passages(ask):
    assert "articles  3" in ask("stats").stdout.splitlines()
    assert json.loads(ask("stats", "--json").stdout)["passages"] == 4


def test_delete_takes_articles_out_and_says_how_many(run, work):
    run("index", "articles")
    result = run("delete", IRAN, "nowhere.txt")
    assert (result.exit_code, result.stderr) == (0, "searchlib: deleted 1 article of 2\n")
    assert run("show", IRAN).exit_code == 2
    assert run("delete", IRAN).exit_code == 1
    assert (work / "articles" / IRAN).exists()


def test_an_empty_index_lists_nothing_and_says_so_by_its_status(run, work):
    run("index", "articles/notes")
    run("delete", "garden.md")
    assert run("list").exit_code == 1
