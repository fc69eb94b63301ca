"""What does the index consist of? Its table of contents: ``searchlib.json``, replaced as a whole by each commit.

    {"format": "searchlib", "version": 2, "generation": 7, "checksum": ...,
     "analyzer": {"name": ..., "fingerprint": ...},
     "segments": [{"id": 32 hex digits, "documents": n, "articles": n, "files": [{"name", "length", "checksum"}, ...],
                   "deleted": {"name", "length", "checksum"} or null, "deletions": n}, ...]}

Generations count up by one a commit. ``checksum`` is the crc32 of the rest, as JSON with sorted keys and no spaces.
"""

import json
import re
import zlib
from pathlib import Path
from typing import Any

from attrs import asdict, evolve, frozen

from searchlib.errors import IndexDamaged, IndexFolderError, NotAnIndex, RebuildNeeded

__all__ = ["LOCK", "NEXT_TABLE", "TABLE", "FileRow", "SegmentRow", "Table", "is_ours", "is_vacant", "read_table"]

TABLE, NEXT_TABLE, LOCK = "searchlib.json", "searchlib.json.next", "searchlib.lock"
FORMAT, VERSION = "searchlib", 2

_NEUTRAL = {".gitignore", "README", "README.md", "README.txt"}
_SEGMENT_FILE = re.compile(r"[0-9a-f]{32}\.(postings|text|[0-9]+\.deleted)")


@frozen
class FileRow:
    """A file of a segment: ``checksum`` is that of its table of arrays."""

    name: str
    length: int
    checksum: int


@frozen(kw_only=True)
class SegmentRow:
    """A segment: ``files`` are its postings and text, ``deleted`` says which ``deletions`` of its articles are gone."""

    id: str
    documents: int
    articles: int
    files: tuple[FileRow, ...]
    deleted: FileRow | None = None
    deletions: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all its files."""
        return tuple(row.name for row in (*self.files, self.deleted) if row is not None)

    @property
    def without_deletions(self) -> "SegmentRow":
        """The row of the same segment with all its articles."""
        return evolve(self, deleted=None, deletions=0)


@frozen(kw_only=True)
class Table:
    """The table of contents of one commit."""

    analyzer: str
    fingerprint: str
    generation: int = 0
    segments: tuple[SegmentRow, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names of all files of all segments."""
        return frozenset(name for row in self.segments for name in row.names)

    def encoded(self) -> bytes:
        """The bytes of the file."""
        content = {
            "format": FORMAT,
            "version": VERSION,
            "generation": self.generation,
            "analyzer": {"name": self.analyzer, "fingerprint": self.fingerprint},
            "segments": [asdict(row) for row in self.segments],
        }
        return json.dumps({**content, "checksum": _checksum(content)}, indent=1).encode() + b"\n"


def is_ours(name: str) -> bool:
    """Whether a file of that name is a segment's, or what a crash left of a commit."""
    return name == NEXT_TABLE or _SEGMENT_FILE.fullmatch(name) is not None


def is_vacant(folder: Path) -> bool:
    """Whether an index may be made here: nothing there, or a folder with nothing of anybody else's in it."""
    try:
        return all(_is_neutral(entry.name) for entry in folder.iterdir())
    except FileNotFoundError:
        return True
    except NotADirectoryError:
        return False
    except OSError as error:
        raise IndexFolderError(f"{folder}: {error.strerror}") from error


def _is_neutral(name: str) -> bool:
    return name in _NEUTRAL or name == LOCK or is_ours(name)


def read_table(folder: Path) -> Table | None:
    """The table of contents, None where an index may still be made.

    Raises NotAnIndex for other people's folders and files, RebuildNeeded for another format or version, IndexDamaged
    for a table that is not whole, IndexFolderError where it cannot be read.
    """
    try:
        content = (folder / TABLE).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        if is_vacant(folder):
            return None
        kind = "a folder with other data" if folder.is_dir() else "a file"
        raise NotAnIndex(f"{folder}: not an index of searchlib but {kind}; it is left alone") from None
    except OSError as error:
        raise IndexFolderError(f"{folder / TABLE}: {error.strerror}") from error
    try:
        return _decoded(folder, json.loads(content))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise IndexDamaged(f"{folder / TABLE}: not a table of contents: {error}") from error


def _decoded(folder: Path, content: Any) -> Table:
    found = content["format"], content["version"]
    if found != (FORMAT, VERSION):
        raise RebuildNeeded(
            f"{folder}: made as {found[0]} version {found[1]}, read here is {FORMAT} version {VERSION}: rebuild it"
        )
    if content.pop("checksum") != _checksum(content):
        raise ValueError("it was changed")
    table = Table(
        analyzer=_typed(content["analyzer"]["name"], str),
        fingerprint=_typed(content["analyzer"]["fingerprint"], str),
        generation=_typed(content["generation"], int),
        segments=tuple(map(_segment_row, content["segments"])),
    )
    if not all(_SEGMENT_FILE.fullmatch(name) for name in table.names):
        raise ValueError("it names files that are no segment's")
    return table


def _segment_row(row: Any) -> SegmentRow:
    identity = _typed(row["id"], str)
    if not re.fullmatch("[0-9a-f]{32}", identity) or len(row["files"]) != 2:
        raise ValueError("a segment without an id and two files")
    return SegmentRow(
        id=identity,
        documents=_typed(row["documents"], int),
        articles=_typed(row["articles"], int),
        files=tuple(map(_file_row, row["files"])),
        deleted=None if row["deleted"] is None else _file_row(row["deleted"]),
        deletions=_typed(row["deletions"], int),
    )


def _file_row(row: Any) -> FileRow:
    return FileRow(_typed(row["name"], str), _typed(row["length"], int), _typed(row["checksum"], int))


def _typed(value: Any, kind: type) -> Any:
    if type(value) is not kind or (isinstance(value, int) and value < 0):
        raise TypeError(f"{value!r} where a {kind.__name__} belongs")
    return value


def _checksum(content: Any) -> int:
    return zlib.crc32(json.dumps(content, sort_keys=True, separators=(",", ":")).encode())
