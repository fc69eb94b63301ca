"""What has vanished from a folder is what came from it and was neither read again nor unreadable."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from searchlib.article import ArticleFacts, Source
from searchlib.source import Failure, vanished


def facts(article_id, path):
    return ArticleFacts(id=article_id, title="", source=None if path is None else Source(path))


def reading(*paths, failed=()):
    return SimpleNamespace(paths=paths, failed=[Failure(source, "broken") for source in failed])


@pytest.mark.parametrize(
    ("path", "has_vanished"),
    [
        ("news/a.txt", True),
        ("./news/old/../b.txt", True),
        (str(Path("news/c.txt").absolute()), True),
        ("news.txt", False),
        ("newsroom/a.txt", False),
        ("other/a.txt", False),
        (None, False),
    ],
)
def test_what_came_from_the_folder_has_vanished_and_nothing_else(path, has_vanished):
    assert vanished([facts("a", path)], set(), reading("news")) == ["a"] * has_vanished
    assert vanished([facts("a", path)], {"a"}, reading("news")) == []


def test_a_file_and_an_archive_are_folders_of_what_they_hold():
    known = [facts("1", "export.csv"), facts("2", "news.zip/a.txt"), facts("3", "news.zip.old/a.txt")]
    assert vanished(known, {"1"}, reading("export.csv", "news.zip")) == ["2"]


def test_everything_lies_below_the_root():
    assert vanished([facts("a", "/news/a.txt")], (), reading("/")) == ["a"]


@pytest.mark.parametrize("failed", ["news/b.jsonl", "news/b.jsonl#2", "news"])
def test_what_could_not_be_read_this_time_has_not_vanished(failed):
    known = [facts("a", "news/b.jsonl"), facts("b", "news/b.jsonl")]
    assert vanished(known, {"a"}, reading("news", failed=[failed])) == []


def test_a_file_with_a_number_sign_in_its_name_is_itself():
    known = [facts("a", "news/a#1.txt"), facts("b", "news/a")]
    assert vanished(known, (), reading("news", failed=["news/a#1.txt"])) == []
    assert vanished(known, (), reading("news", failed=["news/b#1.txt"])) == ["a", "b"]
