"""The front door: what it shows, and that nothing gets in by accident."""

import subprocess
import sys

import searchlib

NAMES = [
    "Article", "ArticleFacts", "Filters", "Heading", "Hit", "Index", "Match", "Paragraph", "Passage", "Ranking",
    "Results", "SearchlibError", "Source", "Stats", "Summary", "from_text", "open", "read",
]  # fmt: skip


def test_the_public_names_are_these():
    assert searchlib.__all__ == sorted(NAMES)
    assert all(getattr(searchlib, name).__doc__ for name in NAMES)


def test_importing_the_library_imports_no_nltk_and_nothing_heavy():
    heavy = ("nltk", "rich", "click", "dateutil", "yaml")
    code = f"import sys, searchlib; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
