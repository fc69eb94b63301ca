import json


def test_stats_count_articles_and_passages(ask):
    assert "articles  3" in ask("stats").stdout.splitlines()
    assert json.loads(ask("stats", "--json").stdout)["passages"] == 4
