"""Every error that searchlib raises on purpose, in one tree.

    SearchlibError
    ├── ArticleError            an article that contradicts itself (also a ValueError)
    ├── SourceError             a file, stream or record that cannot be read
    │   └── MissingExtra        it could be, with an optional dependency (also an ImportError)
    ├── AnalyzerError           an analyzer that does not exist, or is not the one the index was made with
    ├── IndexFolderError        the index folder cannot be used
    │   ├── NotAnIndex          nothing there, a file, or somebody else's data
    │   ├── RebuildNeeded       made by another version of searchlib
    │   ├── IndexDamaged        files missing or changed
    │   └── IndexLocked         another process is writing
    ├── NotFound                no article of that id (also a KeyError)
    ├── RerankError             a function passed as ``rerank`` that failed, or gave something else than scores
    └── InvalidRequest          a limit, offset, filter or option that makes no sense (also a ValueError)

What somebody types as a query is never an error: see :mod:`searchlib.query`.
"""

__all__ = [
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
]


class SearchlibError(Exception):
    """The root: catch this one to catch all of searchlib's errors."""


class ArticleError(SearchlibError, ValueError):
    """An article that contradicts itself: a block outside its text, an empty id."""


class SourceError(SearchlibError):
    """A file, stream or record that cannot be read.

    ``source`` is the place as a person would name it (a path, perhaps with ``#record``), ``reason`` says in a few
    words what is wrong there.
    """

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class MissingExtra(SourceError, ImportError):
    """A file or method that needs an optional dependency; ``extra`` names it: ``pip install 'searchlib[extra]'``."""

    def __init__(self, source: str, extra: str) -> None:
        super().__init__(source, f"needs the extra {extra!r}: pip install 'searchlib[{extra}]'")
        self.extra = extra


class AnalyzerError(SearchlibError):
    """An analyzer that does not exist, or is not the one that the index was made with."""


class IndexFolderError(SearchlibError):
    """The index folder cannot be used: no rights, no space."""


class NotAnIndex(IndexFolderError):
    """The path holds no index: nothing, a plain file, or data that is not searchlib's. It is left alone."""


class RebuildNeeded(IndexFolderError):
    """The index was made by another version of searchlib: rebuild it from the sources."""


class IndexDamaged(IndexFolderError):
    """A file of the index is missing or was changed."""


class IndexLocked(IndexFolderError):
    """Another process is writing to the index."""


class NotFound(SearchlibError, KeyError):
    """No article of that id."""

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would show its repr


class RerankError(SearchlibError):
    """A function passed as ``rerank`` that raised (``__cause__``), or gave something else than a number a text."""


class InvalidRequest(SearchlibError, ValueError):
    """A limit, offset, filter or option that makes no sense."""
