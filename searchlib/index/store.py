"""Where do the files lie? Opening and making the Whoosh index in a folder that is ours."""

from pathlib import Path

from searchlib.errors import IndexDamaged, IndexFolderError
from searchlib.index.folder import Manifest, prepare
from searchlib.index.schema import make_schema
from searchlib.index.whoosh import EmptyIndexError, FileIndex, FileStorage, IndexVersionError

__all__ = ["create_index", "open_index", "size_of"]


def open_index(folder: Path) -> FileIndex:
    """The index in a folder whose manifest was read. Raises IndexDamaged for a broken table of contents."""
    try:
        return FileStorage(str(folder)).open_index()
    except (EmptyIndexError, IndexVersionError, OSError, ValueError) as error:
        raise IndexDamaged(f"{folder}: the table of contents cannot be read: {error}") from error


def create_index(folder: Path, manifest: Manifest) -> FileIndex:
    """A new, empty index. The manifest comes last: a folder that has one holds an index."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        index = FileStorage(str(folder)).create_index(make_schema())
    except OSError as error:
        raise IndexFolderError(f"{folder}: cannot be written: {error.strerror}") from error
    prepare(folder, manifest)
    return index


def size_of(folder: Path) -> int:
    """Bytes of all files in the folder."""
    return sum(entry.stat().st_size for entry in folder.iterdir() if entry.is_file())
