"""searchlib finds the passage: point it at articles, ask in a few words, read the paragraphs that answer.

>>> import searchlib
>>> with searchlib.open("index") as index:
...     index.add(searchlib.read("seeds/"))
...     for hit in index.search("embassy iran"):
...         print(hit.passage.article.title, hit.snippet())
"""

from searchlib.article import Article, ArticleFacts, Heading, Paragraph, Source
from searchlib.engine.base import Filters, Stats, Summary
from searchlib.errors import SearchlibError
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
    "Paragraph",
    "Passage",
    "Results",
    "SearchlibError",
    "Source",
    "Stats",
    "Summary",
    "from_text",
    "open",
    "read",
]
