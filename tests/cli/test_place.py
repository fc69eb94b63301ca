import shutil

import pytest

from searchlib.index.manifest import is_vacant


@pytest.fixture
def checkout(work):
    """A working directory like a fresh clone: a bare ``index/`` and ``seeds/`` beside it."""
    (work / "articles").rename(work / "seeds")
    (work / "index").mkdir()
    (work / "index" / "README.md").write_text("an index", encoding="utf-8")
    (work / "index" / ".gitignore").write_text("*", encoding="utf-8")
    return work


def test_a_bare_index_is_built_from_seeds_once_and_says_so(run, checkout):
    first, second = run("query", "roses"), run("query", "roses")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stderr == "searchlib: index/ is empty: built it from seeds/ (3 articles, 4 passages)\n"
    assert second.stderr == ""
    assert first.stdout == second.stdout


def test_a_bare_index_without_seeds_is_an_error_that_says_what_to_type(run, checkout):
    shutil.rmtree(checkout / "seeds")
    result = run("query", "roses")
    assert result.exit_code == 2
    assert result.stderr == "searchlib: index/ is empty: make an index with: searchlib index PATH...\n"
    assert is_vacant(checkout / "index")


def test_seeds_without_an_article_are_an_error(run, checkout):
    shutil.rmtree(checkout / "seeds")
    (checkout / "seeds").mkdir()
    result = run("query", "roses")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_without_an_index_folder_nothing_is_made(run, work):
    (work / "articles").rename(work / "seeds")
    result = run("query", "roses")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert not (work / "index").exists()


@pytest.mark.parametrize("by", ["option", "environment"])
def test_a_named_index_is_never_built_from_seeds(run, checkout, monkeypatch, by):
    if by == "environment":
        monkeypatch.setenv("SEARCHLIB_INDEX", "index")
    result = run("query", "roses", *(["--index", "index"] if by == "option" else []))
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert is_vacant(checkout / "index")


@pytest.mark.parametrize(
    ("name", "neutral"),
    [
        *((name, True) for name in (".gitignore", "README", "README.md", "README.txt")),
        *((name, False) for name in ("readme.md", "README.rst", "READMEnot", "gitignore", "thesis.txt")),
    ],
)
def test_a_bare_index_folder_is_one_in_which_an_index_may_be_made(tmp_path, name, neutral):
    (tmp_path / name).write_text("x", encoding="utf-8")
    assert is_vacant(tmp_path) is neutral


def test_other_peoples_data_is_left_alone(run, checkout):
    (checkout / "index" / "thesis.txt").write_text("mine", encoding="utf-8")
    for command in (["query", "roses"], ["index", "seeds"], ["delete", "x"]):
        assert run(*command).exit_code == 2
    assert sorted(path.name for path in (checkout / "index").iterdir()) == [".gitignore", "README.md", "thesis.txt"]


def test_an_index_that_is_a_file_is_an_error(run, work):
    (work / "index").write_text("mine", encoding="utf-8")
    for command in (["query", "roses"], ["index", "articles"]):
        assert run(*command).exit_code == 2
    assert (work / "index").read_text(encoding="utf-8") == "mine"


def test_the_index_may_be_named_before_or_after_the_command_or_in_the_environment(run, work, monkeypatch):
    assert run("--index", "a", "index", "articles/notes").exit_code == 0
    assert run("index", "--index", "b", "articles/news").exit_code == 0
    assert run("query", "roses", "--index", "a").exit_code == 0
    assert run("--index", "a", "query", "roses", "--index", "b").exit_code == 1
    monkeypatch.setenv("SEARCHLIB_INDEX", "a")
    assert run("query", "roses").exit_code == 0
    assert run("--index", "b", "query", "roses").exit_code == 1
    assert not (work / "index").exists()


def test_an_empty_name_is_an_error(run, work):
    assert run("--index", "", "query", "roses").exit_code == 2


def test_an_index_that_would_be_gone_with_the_command_is_refused(run, work, monkeypatch):
    result = run("--index", ":memory:", "index", "articles")
    assert (result.exit_code, "name a folder" in result.stderr) == (2, True)
    monkeypatch.setenv("SEARCHLIB_INDEX", ":memory:")
    assert run("index", "articles").exit_code == 2
    assert not (work / ":memory:").exists()
