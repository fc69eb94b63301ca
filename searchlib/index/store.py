"""Where do the files lie? Opening and making the Whoosh index in a folder that is ours."""

import pickle
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from searchlib.errors import IndexDamaged, IndexFolderError, SearchlibError
from searchlib.index.folder import Manifest, prepare
from searchlib.index.schema import make_schema
from searchlib.index.whoosh import FileIndex, FileStorage, WhooshIndexError

__all__ = ["create_index", "damage_named", "open_index", "size_of"]

_DAMAGE = (
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    ValueError,
    WhooshIndexError,
    pickle.UnpicklingError,
    struct.error,
    zlib.error,
)


def open_index(folder: Path) -> FileIndex:
    """The index in a folder whose manifest was read. Raises IndexDamaged for a broken table of contents."""
    with damage_named(folder):
        return FileStorage(str(folder)).open_index()


@contextmanager
def damage_named(folder: Path) -> Iterator[None]:
    """What Whoosh raises over files that are missing or changed, in our words."""
    try:
        yield
    except SearchlibError:
        raise
    except (*_DAMAGE, OSError) as error:
        raise IndexDamaged(f"{folder}: a file is missing or was changed: {error!r}") from error


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
