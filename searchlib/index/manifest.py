"""What does the index consist of? Its table of contents: ``searchlib.json``, replaced as a whole by each commit.

    {"format": "searchlib", "version": 2, "generation": 7, "checksum": ...,
     "analyzer": {"name": ..., "fingerprint": ...},
     "files": {"name", "length", "checksum"} or null,
     "segments": [{"id": 32 hex digits, "documents": n, "articles": n, "files": [{"name", "length", "checksum"}, ...],
                   "deleted": {"name", "length", "checksum"} or null, "deletions": n}, ...]}

Generations count up by one a commit. ``checksum`` is the crc32 of the rest, as JSON with sorted keys and no spaces. An
empty table is there before the first segment's file is: files without one are an index whose table was lost.
"""

import json
import re
import zlib
from pathlib import Path
from typing import Any

from attrs import asdict, evolve, frozen

from searchlib.errors import IndexDamaged, IndexFolderError, NotAnIndex, RebuildNeeded

__all__ = [
    "LOCK",
    "NEXT_TABLE",
    "REBUILD",
    "TABLE",
    "VERSION",
    "FileRow",
    "SegmentRow",
    "Table",
    "is_ours",
    "is_vacant",
    "read_table",
    "writable_table",
]

TABLE, NEXT_TABLE, LOCK = "searchlib.json", "searchlib.json.next", "searchlib.lock"
FORMAT, VERSION, OLDEST = "searchlib", 2, 1
"""Of the index as a whole: the names and number of its arrays, and this table. (Version 1 of the format
"searchlib.whoosh" came before it. Version 1 had no "files" here, no places of articles, and no lists among metadata: it
is read, not written.) The version of a segment's file is in :mod:`searchlib.index.format.container`."""

REBUILD = "rebuild it: python -m searchlib index --index NEW_FOLDER PATH..."
"""What somebody does whose index is of another version."""

_LARGEST = 16 << 20
_LAST_GENERATION = 1 << 63
_NEUTRAL = {".gitignore", "README", "README.md", "README.txt"}
_SEGMENT_FILE = re.compile(r"[0-9a-f]{32}\.(postings|text|[0-9]+\.deleted)")
_FILES = re.compile(r"[0-9a-f]{32}\.files")


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
    """The table of contents of one commit; ``files`` is the table of the files that its articles come from."""

    analyzer: str
    fingerprint: str
    generation: int = 0
    segments: tuple[SegmentRow, ...] = ()
    files: FileRow | None = None
    version: int = VERSION

    @property
    def names(self) -> frozenset[str]:
        """The names of all files of the commit."""
        names = {name for row in self.segments for name in row.names}
        return frozenset(names if self.files is None else names | {self.files.name})

    def encoded(self) -> bytes:
        """The bytes of the file."""
        content = {
            "format": FORMAT,
            "version": VERSION,
            "generation": self.generation,
            "analyzer": {"name": self.analyzer, "fingerprint": self.fingerprint},
            "files": self.files and asdict(self.files),
            "segments": [asdict(row) for row in self.segments],
        }
        return json.dumps({**content, "checksum": _checksum(content)}, indent=1).encode() + b"\n"


def is_ours(name: str) -> bool:
    """Whether a file of that name is a segment's, or what a crash left of a commit."""
    return name == NEXT_TABLE or any(kind.fullmatch(name) for kind in (_SEGMENT_FILE, _FILES))


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
        content = _content(folder / TABLE)
    except (FileNotFoundError, NotADirectoryError):
        return _absent(folder)
    except OSError as error:
        raise IndexFolderError(f"{folder / TABLE}: {error.strerror}") from error
    try:
        return _decoded(folder, json.loads(content, object_pairs_hook=_object))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise IndexDamaged(f"{folder / TABLE}: not a table of contents: {error}") from error


def writable_table(folder: Path) -> Table | None:
    """As :func:`read_table`; RebuildNeeded as well for an index of a version that is read but not written any more."""
    table = read_table(folder)
    if table is not None and table.version < VERSION:
        raise RebuildNeeded(
            f"{folder}: made as version {table.version} of the format, which is searched but not written: {REBUILD}"
        )
    return table


def _content(path: Path) -> bytes:
    if path.exists() and not path.is_file():
        raise IndexDamaged(f"{path}: is no file")
    with path.open("rb") as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise IndexDamaged(f"{path}: too large for a table of contents")
    return content


def _absent(folder: Path) -> Table | None:
    """What a folder without a table is."""
    if not is_vacant(folder):
        kind = "a folder with other data" if folder.is_dir() else "a file"
        raise NotAnIndex(f"{folder}: not an index of searchlib but {kind}; it is left alone")
    if not folder.is_dir() or not any(_SEGMENT_FILE.fullmatch(entry.name) for entry in folder.iterdir()):
        return None
    if (folder / TABLE).exists():  # since just now
        return read_table(folder)
    raise IndexDamaged(f"{folder / TABLE}: is missing, while files of segments are there")


def _decoded(folder: Path, content: Any) -> Table:
    name, version = _typed(content["format"], str), _typed(content["version"], int)
    if name != FORMAT or not OLDEST <= version <= VERSION:
        raise RebuildNeeded(
            f"{folder / TABLE}: made as {name} version {version}, read here is {FORMAT} version {VERSION}: {REBUILD}"
        )
    if content.pop("checksum") != _checksum(content):
        raise ValueError("it was changed")
    table = Table(
        analyzer=_typed(content["analyzer"]["name"], str),
        fingerprint=_typed(content["analyzer"]["fingerprint"], str),
        generation=_typed(content["generation"], int),
        segments=tuple(map(_segment_row, _typed(content["segments"], list))),
        files=_files_row(content["files"]) if version > 1 else None,
        version=version,
    )
    if len({row.id for row in table.segments}) < len(table.segments) or table.generation >= _LAST_GENERATION:
        raise ValueError("a segment stands there twice, or too many commits")
    return table


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; one that names a member twice means different things to different readers."""
    content = dict(members)
    if len(content) < len(members):
        raise ValueError("a name stands twice in an object")
    return content


def _segment_row(row: Any) -> SegmentRow:
    segment = SegmentRow(
        id=_typed(row["id"], str),
        documents=_typed(row["documents"], int),
        articles=_typed(row["articles"], int),
        files=tuple(map(_file_row, _typed(row["files"], list))),
        deleted=None if row["deleted"] is None else _file_row(row["deleted"]),
        deletions=_typed(row["deletions"], int),
    )
    names = [name.removeprefix(segment.id) for name in segment.names]
    if names[:2] != [".postings", ".text"] or not all(map(_SEGMENT_FILE.fullmatch, segment.names)):
        raise ValueError("a segment without its two files")
    if (segment.deleted is None) is not (segment.deletions == 0) or segment.deletions > segment.articles:
        raise ValueError("deletions that do not fit their segment")
    if segment.deleted is not None and not re.fullmatch(r"\.[0-9]+\.deleted", names[2]):
        raise ValueError("deletions of another segment")
    return segment


def _files_row(row: Any) -> FileRow | None:
    if row is None:
        return None
    files = _file_row(row)
    if not _FILES.fullmatch(files.name):
        raise ValueError("a table of files of another name")
    return files


def _file_row(row: Any) -> FileRow:
    return FileRow(_typed(row["name"], str), _typed(row["length"], int), _typed(row["checksum"], int))


def _typed(value: Any, kind: type) -> Any:
    if type(value) is not kind or (isinstance(value, int) and value < 0):
        raise TypeError(f"{value!r} where a {kind.__name__} belongs")
    return value


def _checksum(content: Any) -> int:
    return zlib.crc32(json.dumps(content, sort_keys=True, separators=(",", ":")).encode())
