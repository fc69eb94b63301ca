"""What are the files in an archive called? Names that do not say their encoding are in the one that fits all of them.

Zips and tars may say it, name by name: then it holds.
"""

import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from searchlib.source.code_pages import encoding_of
from searchlib.source.file import READ_ERRORS

__all__ = ["TAR_NAMES", "TarNames", "zip_names"]

_UTF_8 = 1 << 11
"""The flag of a member of a zip whose name is UTF-8."""
_UNICODE_PATH = 0x7075
_DOS = "cp437"
"""The encoding of names in a zip that say nothing, as the format has it and :mod:`zipfile` reads them."""

TAR_NAMES: Any = {"encoding": "utf-8", "errors": "surrogateescape"}
"""How :mod:`tarfile` has to be opened for :class:`TarNames`."""
_UNDECODED = re.compile("[\\udc80-\\udcff]")


def zip_names(infos: list[zipfile.ZipInfo]) -> list[str]:
    """The members' names, with ``/`` whatever a Windows program wrote."""
    told = [_told_name(info) for info in infos]
    raw = [b"" if name else info.orig_filename.encode(_DOS) for info, name in zip(infos, told, strict=True)]
    encoding = encoding_of(raw) or _DOS
    names = (name or untold.decode(encoding) for name, untold in zip(told, raw, strict=True))
    return [name.partition("\0")[0].replace("\\", "/") for name in names]


def _told_name(info: zipfile.ZipInfo) -> str | None:
    """The name of a member that says that it is UTF-8, None where no encoding is told."""
    return info.orig_filename if info.flag_bits & _UTF_8 else _unicode_path(info)


def _unicode_path(info: zipfile.ZipInfo) -> str | None:
    """What the extra field "Unicode Path" of Info-ZIP holds, if it belongs to the member's name."""
    extra = info.extra
    while len(extra) > 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and field[:1] == b"\1":
            if int.from_bytes(field[1:5], "little") != zlib.crc32(info.orig_filename.encode(_DOS)):
                return None
            return field[5:].decode("utf-8", "replace")
    return None


class TarNames:
    """The names of a tar's members: UTF-8, until one is not.

    Then all are gone through for their encoding: ``again`` gives the members from the first on. It gives none where the
    archive cannot be read twice; then that name is judged alone.
    """

    def __init__(self, again: Callable[[], Iterator[tarfile.TarInfo]]) -> None:
        self._again = again
        self._encoding: str | None = "utf-8"

    def of(self, info: tarfile.TarInfo) -> str:
        """The name of a member; bytes that are in no encoding as lone surrogates."""
        if info.name.isascii() or _is_told(info):
            return info.name
        raw = _raw_name(info)
        if self._encoding == "utf-8" and _UNDECODED.search(info.name):
            self._encoding = encoding_of([raw, *self._all()])
        return raw.decode(self._encoding or "utf-8", "surrogateescape")

    def _all(self) -> list[bytes]:
        """The names in all of the archive that do not tell their encoding, as far as it can be read."""
        names: list[bytes] = []
        with suppress(*READ_ERRORS):
            names.extend(_raw_name(info) for info in self._again() if not _is_told(info))
        return names


def _is_told(info: tarfile.TarInfo) -> bool:
    """Whether the name stands in a header of the newer form, which is UTF-8."""
    return "path" in info.pax_headers


def _raw_name(info: tarfile.TarInfo) -> bytes:
    return info.name.encode(**TAR_NAMES)
