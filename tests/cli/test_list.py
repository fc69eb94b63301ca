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


def test_an_empty_index_lists_nothing_and_says_so_by_its_status(run, work):
    run("index", "articles/notes")
    run("delete", "garden.md")
    assert run("list").exit_code == 1
