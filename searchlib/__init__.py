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
    from searchlib.engine.base import Progress, Stats, Summary
    from searchlib.engine.ranking import Ranking
    from searchlib.errors import (
        AnalyzerError,
        ArticleError,
        IndexDamaged,
        IndexFolderError,
        IndexLocked,
        InvalidRequest,
        MissingExtra,
        NotAnIndex,
        NotFound,
        RebuildNeeded,
        RerankError,
        SearchlibError,
        SourceError,
    )
    from searchlib.explanation import Explanation
    from searchlib.help import Help
    from searchlib.highlight.formatter import Match, Snippet
    from searchlib.hit import Hit, Passage
    from searchlib.library import Index
    from searchlib.library import open_index as open  # noqa: A004 (the word that users know from the standard library)
    from searchlib.query.filters import Filters, Range
    from searchlib.results import Results
    from searchlib.source import from_text, read
    from searchlib.suggestions import Suggestions

__version__ = "0.1.0"

__all__ = [
    "AnalyzerError",
    "Article",
    "ArticleError",
    "ArticleFacts",
    "Explanation",
    "Filters",
    "Heading",
    "Help",
    "Hit",
    "Index",
    "IndexDamaged",
    "IndexFolderError",
    "IndexLocked",
    "InvalidRequest",
    "Match",
    "MissingExtra",
    "NotAnIndex",
    "NotFound",
    "Paragraph",
    "Passage",
    "Progress",
    "Range",
    "Ranking",
    "RebuildNeeded",
    "RerankError",
    "Results",
    "SearchlibError",
    "Snippet",
    "Source",
    "SourceError",
    "Stats",
    "Suggestions",
    "Summary",
    "from_text",
    "open",
    "read",
]

_HOMES = {
    name: home
    for home, names in {
        "article": ["Article", "ArticleFacts", "Heading", "Paragraph", "Source"],
        "engine.base": ["Progress", "Stats", "Summary"],
        "engine.ranking": ["Ranking"],
        "errors": [
            "AnalyzerError",
            "ArticleError",
            "IndexDamaged",
            "IndexFolderError",
            "IndexLocked",
            "InvalidRequest",
            "MissingExtra",
            "NotAnIndex",
            "NotFound",
            "RebuildNeeded",
            "RerankError",
            "SearchlibError",
            "SourceError",
        ],
        "explanation": ["Explanation"],
        "help": ["Help"],
        "highlight.formatter": ["Match", "Snippet"],
        "library": ["Index", "open"],
        "query.filters": ["Filters", "Range"],
        "hit": ["Hit", "Passage"],
        "results": ["Results"],
        "source": ["from_text", "read"],
        "suggestions": ["Suggestions"],
    }.items()
    for name in names
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
