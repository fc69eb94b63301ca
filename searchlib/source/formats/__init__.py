"""How is a file read? One module a format, each loaded when a file first needs it.

The file's ending tells which, unless its bytes are something else for certain; where no ending is known, they decide.
"""

import posixpath
import re
from importlib import import_module
from typing import cast

from searchlib.source.file import Skip
from searchlib.source.formats.base import Format, Options, Problem
from searchlib.source.signatures import certain_kind, likely_kind

__all__ = ["FORMATS", "Format", "Options", "Problem", "format_named", "format_of", "is_left_out"]

FORMATS = ("csv", "html", "json", "jsonl", "markdown", "pdf", "text", "tsv")

_MODULES = {
    "csv": ("tables", "read_csv"),
    "html": ("html", "read_html"),
    "json": ("json", "read_json"),
    "jsonl": ("json", "read_lines"),
    "markdown": ("markdown", "read_markdown"),
    "pdf": ("pdf", "read_pdf"),
    "text": ("text", "read_text"),
    "tsv": ("tables", "read_tsv"),
}

_ENDINGS = {
    "csv": ".csv",
    "html": ".htm .html .shtml .xht .xhtml",
    "json": ".json",
    "jsonl": ".jl .jsonl .ndjson",
    "markdown": ".markdown .md .mdown .mkd .mkdn",
    "pdf": ".pdf",
    "text": ".adoc .asc .asciidoc .log .nfo .rst .srt .tex .text .textile .txt .vtt .wiki",
    "tsv": ".tab .tsv",
}

_UNSUPPORTED = (
    ".7z .azw .azw3 .cab .chm .djvu .doc .docm .docx .eml .epub .fb2 .ipynb .lz .lz4 .mbox .mht .mhtml"
    " .mobi .msg .odp .ods .odt .pages .ppt .pptx .ps .rar .rss .rtf .warc .wpd .xls .xlsm .xlsx .xml .z .zst"
)
"""Formats that hold text, and that cannot be read yet."""

_BINARY = (
    ".a .aac .ai .apk .arrow .avi .avif .bmp .class .cur .db .dll .dmg .dylib .eot .exe .feather .flac"
    " .fla .gif .h5 .heic .ico .iso .jar .jpeg .jpg .m4a .m4v .mdb .mid .mkv .mov .mp3 .mp4 .mpeg .mpg"
    " .msi .npy .npz .o .obj .ogg .ogv .opus .otf .parquet .pickle .pkl .png .psd .pyc .pyd .pyo .rpm"
    " .so .sqlite .sqlite3 .svg .swf .tif .tiff .ttf .war .wasm .wav .webm .webp .wma .wmv .woff .woff2"
)

_PROGRAM = (
    ".applescript .as .asm .bash .bat .c .cc .cjs .clj .cmake .cmd .coffee .cpp .cs .css .csx .cu .cxx .dart .el .elm"
    " .erl .ex .exs .f90 .fs .go .gradle .groovy .h .hh .hpp .hs .htc .hxx .inc .java .js .jsx .kt .kts .less"
    " .lisp .lua .map .mjs .ml .mts .nim .pas .pl .pm .ps1 .psm1 .py .pyi .pyw .pyx .r .rb .rs .sass .scala .scss .sh"
    " .sql .swift .tcl .ts .tsx .vb .vbs .vue .wat .zig .zsh"
)
"""Programs and style sheets: text, but no article. (Saved pages are called ``.php``, ``.asp`` and the like, too.)"""

_FORMAT_OF = {ending: name for name, endings in _ENDINGS.items() for ending in endings.split()}
_SKIPPED = {
    ending: reason
    for reason, endings in (("binary", _BINARY), ("unsupported format", _UNSUPPORTED), ("program", _PROGRAM))
    for ending in endings.split()
}
_LIKELY_SKIPPED = {"program": "program", "xml": "unsupported format"}

_APPENDED = re.compile(r"(?:[?].*|\.(?:[0-9]+|bak|download|old|orig)|~)\Z", re.IGNORECASE | re.DOTALL)
"""What browsers, wget and editors put behind an ending: ``jquery.js.download``, ``page.html?print=1``, ``main.c~``."""


def format_of(name: str, head: bytes = b"") -> str:
    """The format of a file by its name and its first bytes; what neither tells of is text.

    Raises Skip for what cannot be read, or is no article.
    """
    certain, ending = certain_kind(head), _known_ending(name)
    if certain in _MODULES:
        return certain
    if reason := _SKIPPED.get(ending):
        raise Skip(reason)
    if certain == "zip":
        raise Skip("unsupported format")
    return _FORMAT_OF.get(ending) or _likely_format(head)


def is_left_out(name: str) -> bool:
    """Whether a file's ending tells of what cannot be read, or is no article."""
    return _known_ending(name) in _SKIPPED


def _known_ending(name: str) -> str:
    """The ending in small letters, that of a longer name without what was appended to it; empty if it tells nothing."""
    while (ending := posixpath.splitext(name)[1].lower()) not in _FORMAT_OF and ending not in _SKIPPED:
        shorter = _APPENDED.sub("", name, count=1)
        if shorter == name:
            return ""
        name = shorter
    return ending


def _likely_format(head: bytes) -> str:
    likely = likely_kind(head)
    if reason := _LIKELY_SKIPPED.get(likely):
        raise Skip(reason)
    return likely


def format_named(name: str) -> Format:
    """The format of that name, one of FORMATS."""
    module, function = _MODULES[name]
    return cast(Format, getattr(import_module(f"{__name__}.{module}"), function))
