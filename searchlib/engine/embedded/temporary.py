"""The engine of ``:memory:``: an index in a folder of its own among the system's temporary files, gone when closed."""

import os
import shutil
import sys
import tempfile
import weakref
from typing import Final

from attrs import define, field

from searchlib.engine.base import MEMORY, OpenOptions
from searchlib.engine.embedded.engine import EmbeddedEngine
from searchlib.errors import IndexFolderError

if sys.platform == "win32":
    from pathlib import WindowsPath as SystemPath
else:
    from pathlib import PosixPath as SystemPath

__all__ = ["TemporaryEngine", "open_temporary"]

_PREFIX: Final = "searchlib-memory-"


def open_temporary(options: OpenOptions) -> EmbeddedEngine:
    """The engine of a new index that nobody else sees.

    Raises NotAnIndex where one was to be there already, and IndexFolderError where no temporary folder can be made.
    """
    try:
        folder = _UnnamedPath(tempfile.mkdtemp(prefix=_PREFIX))
    except OSError as error:
        raise IndexFolderError(f"{MEMORY}: no temporary folder: {error.strerror or error}") from error
    try:
        return TemporaryEngine.open(folder, options)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@define(eq=False, repr=False)
class TemporaryEngine(EmbeddedEngine):
    """An index whose ``folder`` is removed when it is closed, when nobody holds it any more, and at the end of Python.

    Hits hold the files that they read, and stay good.
    """

    _removal: "weakref.finalize[[str, int], TemporaryEngine]" = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._removal = weakref.finalize(self, _remove, str(self.folder), os.getpid())

    def close(self) -> None:
        """See :class:`~searchlib.engine.base.Engine`."""
        super().close()
        _remove(str(self.folder), os.getpid())  # what is open on Windows is tried again at the end


def _remove(folder: str, owner: int) -> None:
    """Remove the folder, unless this is a process that was forked from its owner."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


class _UnnamedPath(SystemPath):
    """The path of such a folder, or of a file in it, which messages call ``:memory:``."""

    def __format__(self, spec: str) -> str:
        return format(MEMORY if self.name.startswith(_PREFIX) else f"{MEMORY}/{self.name}", spec)
