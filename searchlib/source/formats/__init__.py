"""How is a file read? One module a format, each loaded when a file first needs it; the file's ending tells which."""

import posixpath
from importlib import import_module
from typing import cast

from searchlib.source.file import Skip
from searchlib.source.formats.base import Format, Options, Problem

__all__ = ["FORMATS", "Format", "Options", "Problem", "format_named", "format_of"]

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
    "tsv": ".tab .tsv",
}

_UNSUPPORTED = (
    ".7z .azw .azw3 .cab .chm .djvu .doc .docm .docx .eml .epub .fb2 .lz .lz4 .mbox .mobi .msg .odp"
    " .ods .odt .pages .ppt .pptx .ps .rar .rss .rtf .wpd .xls .xlsm .xlsx .xml .z .zst"
)
"""Formats that hold text, and that cannot be read yet."""

_BINARY = (
    ".a .aac .ai .apk .arrow .avi .avif .bmp .class .cur .db .dll .dmg .dylib .eot .exe .feather .flac"
    " .fla .gif .h5 .heic .ico .iso .jar .jpeg .jpg .m4a .m4v .mdb .mid .mkv .mov .mp3 .mp4 .mpeg .mpg"
    " .msi .npy .npz .o .obj .ogg .ogv .opus .otf .parquet .pickle .pkl .png .psd .pyc .pyd .pyo .rpm"
    " .so .sqlite .sqlite3 .svg .swf .tif .tiff .ttf .war .wasm .wav .webm .webp .wma .wmv .woff .woff2"
)

_FORMAT_OF = {ending: name for name, endings in _ENDINGS.items() for ending in endings.split()}
_SKIPPED = dict.fromkeys(_BINARY.split(), "binary") | dict.fromkeys(_UNSUPPORTED.split(), "unsupported format")


def format_of(name: str) -> str:
    """The format that a file's name tells of; what is not known is text until its bytes say otherwise.

    Raises Skip for names of what cannot be read.
    """
    ending = posixpath.splitext(name)[1].lower()
    if reason := _SKIPPED.get(ending):
        raise Skip(reason)
    return _FORMAT_OF.get(ending, "text")


def format_named(name: str) -> Format:
    """The format of that name, one of FORMATS."""
    module, function = _MODULES[name]
    return cast(Format, getattr(import_module(f"{__name__}.{module}"), function))
