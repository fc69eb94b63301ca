import pytest
from click.testing import CliRunner

from searchlib.cli.group import group

ARTICLES = {
    "news/2005-02-03-iran.txt": "Embassy closed in Iran\n\n"
    "The embassy in Tehran was closed on Thursday, and its staff left the country in two aeroplanes.\n\n"
    "Why it happened\n\n"
    "Talks with Iran had come to nothing after the embassy was attacked, the minister told journalists.\n",
    "news/2006-07-17-iraq.txt": "Embassy opened in Iraq\n\n"
    "The new embassy in Baghdad is the largest of all embassies, and it was opened without a ceremony.\n",
    "notes/garden.md": "---\ntitle: The garden\ndate: 2024-03-05\n---\n\n# Roses\n\n"
    "Roses are pruned before the first of March, and never in the rain, as every gardener will tell you.\n",
}


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch):
    for name in ("SEARCHLIB_INDEX", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def run():
    """Run the command line on some arguments, in this process."""
    return run_here


def run_here(*arguments, **options):
    """What came of the arguments; a traceback is one here, too, where click would make a status 1 of it."""
    line = list(map(str, arguments))
    return CliRunner().invoke(group, line, prog_name="searchlib", catch_exceptions=False, **options)


def write_articles(folder):
    for name, text in ARTICLES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def library(tmp_path_factory):
    """A folder with ``articles/`` and an ``index/`` of them, which no test changes."""
    folder = tmp_path_factory.mktemp("library")
    write_articles(folder / "articles")
    assert run_here("--index", folder / "index", "index", folder / "articles").exit_code == 0
    return folder


@pytest.fixture
def ask(run, library):
    """Run a command on the index of the library."""
    return lambda command, *arguments: run(command, "--index", library / "index", *arguments)


@pytest.fixture
def work(tmp_path, monkeypatch):
    """A folder of articles, in the working directory, that a test may change."""
    write_articles(tmp_path / "articles")
    monkeypatch.chdir(tmp_path)
    return tmp_path
