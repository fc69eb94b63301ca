"""What lies in an archive? Its members, one after the other, as if it were a folder; nothing is written to disk.

Zip and tar archives, compressed or not, and single compressed files. What an archive expands to is counted as
it flows, archives inside it included, and stopped at a limit: :class:`ArchiveBudget`. :mod:`.member_names` reads the
members' names.
"""

import bz2
import gzip
import io
import lzma
import stat
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, TypeAlias, cast

from attrs import define, evolve

from searchlib.source.file import Entry, Failure, File, Skipped, Unreadable, read_whole, tidy
from searchlib.source.member_names import TAR_NAMES, TarNames, zip_names
from searchlib.source.saved_pages import PARTS, is_page, is_part
from searchlib.source.walk import is_hidden

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

__all__ = ["DEEPEST", "ArchiveBudget", "Kind", "entries", "kind_of"]

Kind: TypeAlias = Literal["zip", "tar", "single"]

DEEPEST = 3
"""An archive in an archive in an archive is read; what lies deeper is not worth the danger."""

_BUFFER = 1 << 16

_ENCRYPTED = 1
"""A flag of a member of a zip."""


def _openers() -> dict[str, Callable[[BinaryIO], Any]]:
    openers: dict[str, Callable[[BinaryIO], Any]] = {
        ".gz": lambda raw: gzip.GzipFile(fileobj=raw),
        ".bz2": bz2.BZ2File,
        ".xz": lzma.LZMAFile,
        ".lzma": lzma.LZMAFile,
    }
    try:
        from compression import zstd  # type: ignore[import-not-found, unused-ignore]  # from Python 3.14 on
    except ImportError:
        return openers
    return {**openers, ".zst": zstd.ZstdFile}


_COMPRESSIONS = _openers()
_SHORT = {".tgz": ".gz", ".tbz": ".bz2", ".tbz2": ".bz2", ".txz": ".xz", ".tlz": ".lzma", ".tzst": ".zst"}


@define
class ArchiveBudget:
    """How many bytes an archive may still expand to."""

    limit: int
    spent: int = 0

    @property
    def exhausted(self) -> bool:
        """Whether more was asked for than there was."""
        return self.spent > self.limit

    def spend(self, size: int) -> None:
        """Count bytes. Raises Unreadable when there are more than the limit."""
        self.spent += size
        if self.exhausted:
            raise Unreadable(f"the archive expands to more than {self.limit:,} bytes: the rest of it is left out")


class _Counted(io.RawIOBase):
    """The bytes of a stream, counted as they are read; ``size`` is how many there must be, where that is known."""

    def __init__(self, source: Any, budget: ArchiveBudget, size: int = 0) -> None:
        self._source = source
        self._budget = budget
        self._missing = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer)
        chunk = self._source.read(len(view))
        self._budget.spend(len(chunk))
        self._missing -= len(chunk)
        if not chunk and self._missing > 0:
            raise EOFError("the archive ends in the middle of this file")
        view[: len(chunk)] = chunk
        return len(chunk)

    def close(self) -> None:
        if not self.closed:
            self._source.close()
        super().close()


def _counted(source: Any, budget: ArchiveBudget, size: int = 0) -> BinaryIO:
    return io.BufferedReader(_Counted(source, budget, size), _BUFFER)


def kind_of(name: str) -> Kind | None:
    """What kind of archive a name tells of; None for a plain file."""
    lower = name.lower()
    if lower.endswith(".zip"):
        return "zip"
    stem, compression = _compression_of(lower)
    if stem.endswith(".tar"):
        return "tar"
    return "single" if compression else None


def _compression_of(name: str) -> tuple[str, str]:
    """The name without the ending of its compression, and that ending; ``.tgz`` is ``.tar`` and ``.gz``."""
    stem, dot, ending = name.rpartition(".")
    ending = dot + ending.lower()
    if ending in _COMPRESSIONS:
        return stem, ending
    if _SHORT.get(ending) in _COMPRESSIONS:
        return f"{stem}.tar", _SHORT[ending]
    return name, ""


def entries(archive: File, kind: Kind, budget: ArchiveBudget) -> Iterator[Entry]:
    """What an archive holds, in its own order; each file must be read before the next entry is asked for.

    Ends early once the budget is exhausted. Raises what the standard library raises on damage, and
    Unreadable.
    """
    readers = {"zip": _zip_entries, "tar": _tar_entries, "single": _single_entries}
    with archive.open() as raw:
        for entry in readers[kind](archive, raw, budget):
            yield entry
            if budget.exhausted:
                return


def _single_entries(archive: File, raw: BinaryIO, budget: ArchiveBudget) -> Iterator[Entry]:
    name, compression = _compression_of(archive.name)

    def stream() -> BinaryIO:
        return _counted(_COMPRESSIONS[compression](raw), budget)

    yield evolve(archive, open=stream, name=name, depth=archive.depth + 1, size=0)


def _zip_entries(archive: File, raw: BinaryIO, budget: ArchiveBudget) -> Iterator[Entry]:
    seekable = raw if raw.seekable() else io.BytesIO(read_whole(raw))
    with zipfile.ZipFile(seekable) as opened:
        infos = [info for info in opened.infolist() if not info.is_dir()]
        names = zip_names(infos)
        pages = frozenset(filter(is_page, names))
        for info, name in zip(infos, names, strict=True):
            yield _zip_entry(archive, opened, info, name, budget, pages)


def _zip_entry(
    archive: File,
    opened: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    name: str,
    budget: ArchiveBudget,
    pages: AbstractSet[str],
) -> Entry:
    member = _member(archive, name, lambda: _counted(opened.open(info), budget))
    if reason := _left_out(member, name, pages):
        return Skipped(member.path, reason)
    if stat.S_ISLNK(info.external_attr >> 16):
        return Skipped(member.path, "link")
    if info.flag_bits & _ENCRYPTED:
        return Failure(member.path, "is encrypted")
    return member


def _left_out(member: File, name: str, pages: AbstractSet[str]) -> str | None:
    """Why a member of that name is left out; ``pages`` are the names of those in the archive."""
    if is_hidden(member.id):
        return "hidden"
    return PARTS if pages and is_part(name, pages) else None


def _tar_entries(archive: File, raw: BinaryIO, budget: ArchiveBudget) -> Iterator[Entry]:
    names = TarNames(lambda: _tar_again(archive, raw, budget.limit))
    pages: set[str] = set()
    with _tar_stream(archive, raw, budget) as stream, tarfile.open(fileobj=stream, mode="r|", **TAR_NAMES) as opened:
        for info in _tar_members(opened):
            name = names.of(info)
            if is_page(name):
                pages.add(name)
            yield _tar_entry(archive, opened, info, name, pages)
        _check_end(cast("BinaryIO", opened.fileobj))


def _tar_stream(archive: File, raw: BinaryIO, budget: ArchiveBudget) -> BinaryIO:
    _, compression = _compression_of(archive.name)
    return _counted(_COMPRESSIONS[compression](raw) if compression else raw, budget)


def _tar_again(archive: File, raw: BinaryIO, limit: int) -> Iterator[tarfile.TarInfo]:
    """The members of a tar from the first on, while it is being read; none where it lies in another archive."""
    if not raw.seekable():
        return
    place = raw.tell()
    raw.seek(0)
    stream = _tar_stream(archive, raw, ArchiveBudget(limit)) if _compression_of(archive.name)[1] else raw
    try:
        with tarfile.open(fileobj=stream, mode="r:" if stream is raw else "r|", **TAR_NAMES) as opened:
            yield from _tar_members(opened)
    finally:
        raw.seek(place)


def _tar_members(opened: tarfile.TarFile) -> Iterator[tarfile.TarInfo]:
    while (info := opened.next()) is not None:
        if not info.isdir():
            yield info
        opened.members.clear()  # type: ignore[attr-defined]  # or a hundred thousand of them would be kept


def _tar_entry(
    archive: File, opened: tarfile.TarFile, info: tarfile.TarInfo, name: str, pages: AbstractSet[str]
) -> Entry:
    # The bytes are counted where the archive is read. tarfile takes a cut file for a whole one and says nothing.
    free = ArchiveBudget(sys.maxsize)
    member = _member(archive, name, lambda: _counted(opened.extractfile(info), free, info.size))
    if reason := _left_out(member, name, pages):
        return Skipped(member.path, reason)
    if info.issym() or info.islnk():
        return Skipped(member.path, "link")
    return member if info.isfile() else Skipped(member.path, "special file")


def _check_end(stream: BinaryIO) -> None:
    """Read what follows the last member: zeros. tarfile takes a damaged header for the end and says nothing."""
    while chunk := stream.read(_BUFFER):
        if chunk.strip(b"\0"):
            raise Unreadable("the archive is damaged: the rest of it is left out")


def _member(archive: File, name: str, opener: Callable[[], BinaryIO]) -> File:
    parts = [part for part in tidy(name).split("/") if part not in ("", ".")]
    below = "/".join(parts)
    member_id = below if archive.named else f"{archive.id}/{below}"
    return File(
        member_id,
        f"{archive.path}/{below}",
        opener,
        parts[-1] if parts else "",
        depth=archive.depth + 1,
        file=archive.file and f"{archive.file}/{below}",
    )
