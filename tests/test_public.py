"""The front door: what it shows, and that nothing gets in by accident."""

import subprocess
import sys

import searchlib
from searchlib import errors

NAMES = [
    "AnalyzerError", "Article", "ArticleError", "ArticleFacts", "Explanation", "Filters", "Heading", "Help", "Hit",
    "Index", "IndexDamaged", "IndexFolderError", "IndexLocked", "InvalidRequest", "Match", "MissingExtra",
    "NotAnIndex", "NotFound", "Paragraph", "Passage", "Progress", "Range", "Ranking", "RebuildNeeded", "RerankError",
    "Results", "SearchlibError", "Snippet", "Source", "SourceError", "Stats", "Suggestions", "Summary", "from_text",
    "open", "read",
]  # fmt: skip


def test_the_public_names_are_these():
    assert searchlib.__all__ == sorted(NAMES)
    assert all(getattr(searchlib, name).__doc__ for name in NAMES)


def test_every_error_that_people_catch_is_at_the_front_door():
    assert {name: getattr(searchlib, name) for name in errors.__all__} == {
        n: getattr(errors, n) for n in errors.__all__
    }


def test_a_name_that_is_not_there_is_refused_and_those_that_are_there_are_listed():
    assert not hasattr(searchlib, "Nothing")
    assert set(NAMES) <= set(dir(searchlib))


def test_importing_the_library_imports_no_nltk_and_nothing_heavy():
    heavy = ("nltk", "rich", "click", "dateutil", "yaml")
    code = f"import sys, searchlib; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
