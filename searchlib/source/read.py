"""How do paths become articles? One by one, whatever is broken on the way; nothing is lost in silence."""

import codecs
import os
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from functools import cached_property
from typing import BinaryIO, Literal

from attrs import evolve

from searchlib.article import Article
from searchlib.errors import InvalidRequest
from searchlib.source import archives, walk
from searchlib.source.draft import Draft
from searchlib.source.file import READ_ERRORS, Entry, Failure, File, Omission, Skip, Skipped, reason_of, suffix_of
from searchlib.source.formats import FORMATS, Options, Problem, format_named, format_of, is_left_out
from searchlib.source.formats.record_fields import NAMES
from searchlib.source.identifier import Identifier
from searchlib.source.known_files import FileNotes
from searchlib.source.signatures import SAMPLE, certain_kind, is_zipped_document

__all__ = ["EXPANDED_LIMIT", "Reading", "read"]

EXPANDED_LIMIT = 16 << 30
"""Bytes that one archive, or one compressed file, may expand to: 16 GB."""

_FAILURES_A_FILE = 100
_RULES = 2
"""The version of this package's rules: raised by one when a file gives other articles than before."""


def read(
    *paths: str | os.PathLike[str],
    glob: str | Iterable[str] | None = None,
    format: str | None = None,  # noqa: A002 - the word that users know
    encoding: str | None = None,
    fields: Mapping[str, str] | None = None,
    expanded_limit: int = EXPANDED_LIMIT,
    follow: bool = False,
    on_skip: Callable[[str, str], None] | None = None,
    ids: Literal["file", "global"] = "file",
) -> "Reading":
    """Read articles from files, folders, archives and (``-``) standard input, each when it is asked for.

    Folders are read with all below them, in the order of names; archives (``.zip``, ``.tar``, ``.tar.gz``,
    ``.gz`` and the like) as if they were folders. A file's ending tells its format, unless ``format`` does:
    one of csv, html, json, jsonl, markdown, pdf, text, tsv; a page, a PDF or a zip is known by its first bytes whatever
    it is called, and bytes decide where no ending is known. ``glob`` keeps of folders and archives what fits
    a pattern (``*.txt``, ``news/*.md``) or one of several. ``encoding`` is that of all text; else UTF-8 is
    tried before it is guessed. ``fields`` says which field or column of a record is what: ``{"text": "Body",
    "title": "Headline"}``, a nested one by dotted names (``content.html``); the parts are id, title, text, date,
    authors, url, language. HTML in a field is read as HTML. An archive that expands to more than
    ``expanded_limit`` bytes is left there. Links in folders that lead out of them are followed only with ``follow``.
    ``on_skip`` is called with the path and the reason for each file that is left out.

    An article is known by its file's absolute path, links resolved, and by the record in it: by the record's own id,
    else by its number. Its id is for people: the path below the folder or archive, with ``/``; a named file's its
    name; with ``#`` and a number where a file holds several; or the id that the record has. Where another article has
    it, it is made longer to the left: ``read("n/a", "n/b")`` with x.txt in both gives ``x.txt`` and ``n/b/x.txt``, two
    files with a record 7 give ``7`` and ``b.jsonl#7``, two such records in one file ``7`` and ``7 (2)``. The same paths
    in the same order give the same ids. ``ids="global"`` says that the ids of records mean the same in all files: then
    records of one id are the same article, and the later replaces the earlier in an index.

    What cannot be read never raises but is told by the :class:`Reading`; arguments that make no sense raise
    :class:`~searchlib.errors.InvalidRequest`.
    """
    globs = (glob,) if isinstance(glob, str) else tuple(glob or ())
    fields = dict(fields or {})
    _check(format, encoding, fields, expanded_limit)
    if ids not in ("file", "global"):
        raise InvalidRequest(f'ids is {ids!r}: it can be "file" or "global"')
    options = Options(encoding, fields)
    paths_read = [os.fspath(path) for path in paths]
    return Reading(paths_read, options, globs, format, expanded_limit, follow, on_skip, ids)


def _check(format_name: str | None, encoding: str | None, fields: Mapping[str, str], expanded_limit: int) -> None:
    if format_name is not None and format_name not in FORMATS:
        raise InvalidRequest(f"no format {format_name!r}: there are {', '.join(FORMATS)}")
    if unknown := [part for part in fields if part not in NAMES]:
        raise InvalidRequest(f"an article has no {unknown[0]!r}: fields may name {', '.join(NAMES)}")
    if expanded_limit < 0:
        raise InvalidRequest(f"expanded_limit is {expanded_limit}, but must be 0 or more")
    if encoding is not None:
        try:
            text = codecs.decode(b"", encoding)
        except (LookupError, ValueError) as error:
            raise InvalidRequest(f"no encoding {encoding!r}") from error
        if not isinstance(text, str):
            raise InvalidRequest(f"{encoding!r} is no encoding of text")


class Reading(Iterator[Article]):
    """The articles of ``paths``, one by one, and what became of the files.

    ``failed`` lists what could not be read, or not as it was meant: files, folders, records. ``skipped``
    counts files left out on purpose by the reason: hidden, binary, empty, program, "unsupported format", "outside the
    glob", "link", "link that leads out", "part of a saved page", "special file", "index", ... (a folder that is left
    out counts once), and ``omissions`` tells their suffixes, too. ``files`` counts those
    that gave an article, ``files_failed`` those that gave nothing but failures, ``files_unchanged`` those on the disk
    that were not read again, and ``seen`` all: ``seen == files + files_failed + files_unchanged + skipped.total()``.
    ``articles`` counts what was yielded, ``unchanged`` the articles of files not read again, ``empty_records`` the
    records without a word in files of several.
    """

    def __init__(
        self,
        paths: list[str],
        options: Options,
        globs: tuple[str, ...],
        format_name: str | None,
        expanded_limit: int,
        follow: bool,
        on_skip: Callable[[str, str], None] | None,
        ids: str = "file",
    ) -> None:
        self.failed: list[Failure] = []
        self.skipped: Counter[str] = Counter()
        self.seen = 0
        self.files = 0
        self.files_failed = 0
        self.files_unchanged = 0
        self.articles = 0
        self.unchanged = 0
        self.empty_records = 0
        self.paths = tuple(paths)
        self._options = options
        self._globs = globs
        self._format = format_name
        self._limit = expanded_limit
        self._follow = follow
        self._on_skip = on_skip
        self._suffixes: Counter[tuple[str, str]] = Counter()
        self._identifier = Identifier(is_global=ids == "global")
        self._notes: FileNotes | None = None
        way = (_RULES, options.encoding, sorted(options.fields.items()), format_name, *([ids] if ids != "file" else []))
        self._way, self._way_of_archives = repr(way), repr((*way, expanded_limit, globs))
        self._done = 0
        self._handle: BinaryIO | None = None
        self._stream = self._all()

    def __next__(self) -> Article:
        """The next article. Nothing of a file that cannot be read raises."""
        return next(self._stream)

    def follow(self, notes: FileNotes) -> None:
        """Note which files on the disk are read, and read those not again that an earlier reading noted so."""
        self._notes = notes

    def walk(self) -> Iterator[tuple[str, Entry]]:
        """Each path that was given with what lies there, in order: what will be read. Asked for once, it is kept."""
        return ((path, entry) for path, listed in self._listed for entry in listed)

    @cached_property
    def _listed(self) -> list[tuple[str, list[Entry]]]:
        return [(path, list(walk.entries(path, follow=self._follow))) for path in self.paths]

    def _entries(self) -> Iterator[Entry]:
        if "_listed" in self.__dict__:
            return (entry for _, entry in self.walk())
        return (entry for path in self.paths for entry in walk.entries(path, follow=self._follow))

    def close(self) -> None:
        """Stop here, and close the files."""
        self._stream.close()

    @property
    def omissions(self) -> tuple[Omission, ...]:
        """What ``skipped`` counts, by reason and suffix, the most first."""
        return tuple(Omission(*kind, count) for kind, count in self._suffixes.most_common())

    @property
    def bytes_read(self) -> int:
        """Bytes of the files dealt with so far, as they lie on disk: of an archive, compressed."""
        return self._done + _position(self._handle)

    @cached_property
    def total_bytes(self) -> int | None:
        """What ``bytes_read`` will come to; None with standard input. Asking for it goes through the folders once."""
        if walk.STANDARD_INPUT in self.paths:
            return None
        return sum(entry.size for entry in self._entries() if isinstance(entry, File))

    def _all(self) -> Generator[Article, None, None]:
        for entry in self._entries():
            if isinstance(entry, File) and entry.file is not None and self._notes is not None:
                yield from self._noted(entry, self._notes)
            else:
                yield from self._entry(self._watched(entry))
            self._done += entry.size if isinstance(entry, File) else 0
            self._handle = None

    def _noted(self, file: File, notes: FileNotes) -> Iterator[Article]:
        """The articles of a file on the disk, which is noted when it is begun and when it is at its end."""
        is_archive = archives.kind_of(file.name) is not None
        way = self._way_of_archives if is_archive else self._way
        if not self._is_outside(file) and (before := notes.unchanged(file, way)) is not None:
            self.seen += 1
            self.files_unchanged += 1
            self.unchanged += before.articles
            return
        articles, failures = self.articles, len(self.failed)
        begun = notes.begin(file)
        yield from self._entry(self._watched(file))
        is_whole = len(self.failed) == failures and not self._identifier.is_global
        notes.end(file, way, self.articles - articles, begun, is_whole=is_whole)

    def _watched(self, entry: Entry) -> Entry:
        """The same entry, its place in the file known to ``bytes_read``."""
        if not isinstance(entry, File):
            return entry

        def opened(file: File = entry) -> BinaryIO:
            self._handle = file.open()
            return self._handle

        return evolve(entry, open=opened)

    def _entry(self, entry: Entry, budget: archives.ArchiveBudget | None = None) -> Iterator[Article]:
        if isinstance(entry, Failure):
            self._fail(entry)
        elif isinstance(entry, Skipped):
            self._skip(entry.path, entry.reason)
        elif self._is_outside(entry):
            self._skip(entry.path, "outside the glob")
        else:
            yield from self._opened(entry, budget or archives.ArchiveBudget(self._limit))

    def _is_outside(self, file: File) -> bool:
        """Whether the globs leave a file out. What lies in an archive is asked for itself."""
        is_asked_for = file.named or not self._globs or archives.kind_of(file.name) is not None
        return not is_asked_for and not any(walk.matches(file_id, self._globs) for file_id in file.ids)

    def _opened(self, file: File, budget: archives.ArchiveBudget) -> Iterator[Article]:
        """What is in a file, by its name and its first bytes."""
        try:
            with file.open() as stream:
                yield from self._content(evolve(file, open=lambda: stream), _head(stream), budget)
        except READ_ERRORS as error:  # before there was anything
            self._fail(Failure(file.path, reason_of(error)))

    def _content(self, file: File, head: bytes, budget: archives.ArchiveBudget) -> Iterator[Article]:
        kind = archives.kind_of(file.name) if self._format else _archive_kind(file.name, head)
        yield from self._archive(file, kind, budget) if kind else self._file(file, head)

    def _archive(self, file: File, kind: archives.Kind, budget: archives.ArchiveBudget) -> Iterator[Article]:
        if file.depth >= archives.DEEPEST:
            self._skip(file.path, "nested archive")
            return
        before = self.seen
        try:
            for entry in archives.entries(file, kind, budget):
                yield from self._entry(entry, budget)
        except READ_ERRORS as error:
            self._fail(Failure(file.path, reason_of(error)))
        if self.seen == before:
            self._skip(file.path, "empty")

    def _file(self, file: File, head: bytes) -> Iterator[Article]:
        """The articles of one file, which is then counted once, as what came of it."""
        articles, failures, empty = self.articles, len(self.failed), 0
        own_ids: Counter[str] = Counter()
        try:
            for draft in self._drafts(file, head):
                if draft.has_word:
                    article = self._identifier.article(draft, file, own_ids)
                    self.articles += 1
                    yield article
                else:
                    empty += 1
        except Skip as skip:
            self._skip(file.path, str(skip))
            return
        except READ_ERRORS as error:
            self.failed.append(Failure(file.path, reason_of(error)))
        if self.articles == articles and len(self.failed) == failures:
            self._skip(file.path, "empty")
            return
        self.seen += 1
        self.files += self.articles > articles
        self.files_failed += self.articles == articles
        self.empty_records += empty

    def _drafts(self, file: File, head: bytes) -> Iterator[Draft]:
        """What the format makes of a file; its problems go to ``failed``, up to a hundred one by one."""
        read_format = format_named(self._format or format_of(file.name, head))
        problems = 0
        with file.open() as stream:
            for item in read_format(stream, self._options):
                if isinstance(item, Draft):
                    yield item
                    continue
                problems += 1
                if problems <= _FAILURES_A_FILE:
                    self.failed.append(_failure_of(item, file))
        if problems > _FAILURES_A_FILE:
            self.failed.append(Failure(file.path, f"{problems - _FAILURES_A_FILE:,} more records failed"))

    def _fail(self, failure: Failure) -> None:
        self.failed.append(failure)
        self.seen += 1
        self.files_failed += 1

    def _skip(self, path: str, reason: str) -> None:
        self.skipped[reason] += 1
        self._suffixes[reason, suffix_of(path)] += 1
        self.seen += 1
        if self._on_skip:
            self._on_skip(path, reason)


def _head(stream: BinaryIO) -> bytes:
    """The first bytes of a stream, which it gives again when it is read."""
    peek = getattr(stream, "peek", None)
    return bytes(peek(SAMPLE)[:SAMPLE]) if peek else b""


def _archive_kind(name: str, head: bytes) -> archives.Kind | None:
    """What kind of archive a file is by its name, unless its bytes are something else for certain."""
    certain, kind = certain_kind(head), archives.kind_of(name)
    if certain is None or certain == kind:
        return kind
    is_archive = certain == "zip" and not is_left_out(name) and not is_zipped_document(head)
    return "zip" if is_archive else None


def _failure_of(problem: Problem, file: File) -> Failure:
    return Failure(file.path if problem.record is None else f"{file.path}#{problem.record}", problem.reason)


def _position(handle: BinaryIO | None) -> int:
    if handle is None or handle.closed or not handle.seekable():
        return 0
    return handle.tell()
