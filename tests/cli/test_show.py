import json

IRAN = "news/2005-02-03-iran.txt"


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
