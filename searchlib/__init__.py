"""searchlib finds the passage: point it at articles, ask in a few words, read the paragraphs that answer.

>>> import searchlib
>>> with searchlib.open("index") as index:
...     index.add(searchlib.read("seeds/"))
...     for hit in index.search("embassy iran"):
...         print(hit.passage.article.title, hit.snippet())
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from searchlib.article import Article, ArticleFacts, Heading, Paragraph, Source
    from searchlib.engine.base import Filters, Stats, Summary
    from searchlib.engine.ranking import Ranking
    from searchlib.errors import SearchlibError
    from searchlib.highlight.formatter import Match
    from searchlib.library import Index
    from searchlib.library import open_index as open  # noqa: A004 (the word that users know from the standard library)
    from searchlib.results import Hit, Passage, Results
    from searchlib.source import from_text, read

__version__ = "0.1.0"

__all__ = [
    "Article",
    "ArticleFacts",
    "Filters",
    "Heading",
    "Hit",
    "Index",
    "Match",
    "Paragraph",
    "Passage",
    "Ranking",
    "Results",
    "SearchlibError",
    "Source",
    "Stats",
    "Summary",
    "from_text",
    "open",
    "read",
]

_HOMES = {
    **dict.fromkeys(["Article", "ArticleFacts", "Heading", "Paragraph", "Source"], "article"),
    **dict.fromkeys(["Filters", "Stats", "Summary"], "engine.base"),
    "Ranking": "engine.ranking",
    "SearchlibError": "errors",
    "Match": "highlight.formatter",
    "Index": "library",
    "open": "library",
    **dict.fromkeys(["Hit", "Passage", "Results"], "results"),
    **dict.fromkeys(["from_text", "read"], "source"),
}


def __getattr__(name: str) -> Any:
    """A public name, loaded when it is first used: who asks needs nothing of what reads files."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = import_module(f"searchlib.{_HOMES[name]}")
    value = globals()[name] = getattr(home, "open_index" if name == "open" else name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
