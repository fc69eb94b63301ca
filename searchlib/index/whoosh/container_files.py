"""How do containers lie in a Whoosh storage? As files of a segment, mapped where the storage has real files."""

import mmap
from pathlib import Path
from typing import Any

from attrs import define

from searchlib.index.format.container import Container, ContainerWriter
from searchlib.index.whoosh.api import Segment

__all__ = ["NewFile", "opened"]


@define
class NewFile:
    """A container that is being written to a storage."""

    container: ContainerWriter
    _file: Any

    @classmethod
    def create(cls, storage: Any, segment: Segment, extension: str) -> "NewFile":
        """Begin the segment's file of that extension. The segment's id has 16 letters."""
        file = segment.create_file(storage, extension)
        return cls(ContainerWriter.begin(file, segment.segid.encode()), file)

    def finish(self) -> None:
        """Write the end and close."""
        self.container.finish()
        self._file.close()


def opened(storage: Any, segment: Segment, extension: str) -> Container:
    """The segment's file of that extension.

    Raises what the storage does for a file that is not there (Whoosh's index then tries anew), IndexDamaged and
    RebuildNeeded for one that is not whole or of another version.
    """
    name = segment.make_filename(extension)
    path = Path(getattr(storage, "folder", ""), name)
    with storage.open_file(name) as file:
        data: bytes | mmap.mmap
        if path.is_file() and file.is_real:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        else:
            data = file.get(0, storage.file_length(name))
    return Container.of_bytes(path, data, segment.segid.encode())
