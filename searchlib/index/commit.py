"""How does a commit get to the disk so that a crash leaves the old one or the new one? By these few steps."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from searchlib.index.manifest import NEXT_TABLE, TABLE, Table, is_ours

__all__ = ["publish", "remove", "sweep", "synchronise"]


def synchronise(path: Path) -> None:
    """Wait until the file's content, or the folder's list of names, is on the disk."""
    if os.name == "nt" and path.is_dir():
        return  # not possible there, and not needed
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def publish(folder: Path, table: Table, written: Iterable[str]) -> None:
    """Make the table the index's; the files ``written`` since the last commit go to the disk before it."""
    for name in written:
        synchronise(folder / name)
    synchronise(folder)
    with (folder / NEXT_TABLE).open("wb") as file:
        file.write(table.encoded())
        file.flush()
        os.fsync(file.fileno())
    (folder / NEXT_TABLE).replace(folder / TABLE)
    synchronise(folder)


def remove(folder: Path, names: Iterable[str]) -> None:
    """Take files away that nobody names any more; one that cannot be (open elsewhere, on Windows) stays for a sweep."""
    for name in names:
        with suppress(OSError):
            (folder / name).unlink()


def sweep(folder: Path, table: Table | None) -> None:
    """Take away what a crash left: files with our names that the table does not name. Only for the lock's holder."""
    named = table.names if table else frozenset()
    left = [entry.name for entry in folder.iterdir() if is_ours(entry.name) and entry.name not in named]
    if left:
        synchronise(folder)  # the rename that took their names out of the table may not be on the disk yet
        remove(folder, left)
