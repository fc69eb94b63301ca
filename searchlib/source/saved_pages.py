"""Which folders did a browser make beside a page that was saved "complete"? ``page_files`` beside ``page.html``.

They hold what the page is dressed in (scripts, styles, pictures, frames of advertisements) and no article.
"""

import posixpath
from collections.abc import Container, Iterator

__all__ = ["PARTS", "has_parts", "is_page", "is_part"]

PARTS = "part of a saved page"
"""The reason for which such a folder, or what lies in it, is left out."""

_PAGES = (".html", ".htm", ".HTML", ".HTM", ".xhtml", ".shtml", ".xht")
_ENDINGS = (
    *("_files", "_file", ".files", "-dateien", "_dateien", "_fichiers", "_archivos", "_arquivos", "_bestanden"),
    *("_bylos", "_datoteke", "_dosyalar", "_elemei", "_failid", "_fails", "_fajlovi", "_ficheiros", "-filer"),
    *("_filer", "_fitxategiak", "_fitxers", "_pliki", "_soubory", "_tiedostot"),
)
"""How browsers call such a folder in the languages that they speak: those of Windows' Connected Files."""


def has_parts(folder: str, files: Container[str]) -> bool:
    """Whether a folder has the parts of a page among ``files``, those beside it: names, or paths from one root."""
    lower = folder.lower()
    stems = (folder[: -len(ending)] for ending in _ENDINGS if lower.endswith(ending))
    return any(stem + ending in files for stem in stems for ending in _PAGES)


def is_page(name: str) -> bool:
    """Whether a file is a page, by its name."""
    return name.endswith(_PAGES)


def is_part(path: str, pages: Container[str]) -> bool:
    """Whether a file at ``path`` (with ``/``) is a part of a page among ``pages``, paths from the same root."""
    return any(has_parts(folder, pages) for folder in _folders_of(path))


def _folders_of(path: str) -> Iterator[str]:
    """The folders in which a path lies, the innermost first."""
    while path := posixpath.dirname(path).rstrip("/"):
        yield path
