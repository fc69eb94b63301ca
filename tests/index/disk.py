"""What the disk holds when a process or the machine stops: every call to the system told, and what it left behind."""

import fcntl
import io
import mmap
import os
import random
import shutil
import stat
import tempfile
from pathlib import Path

from searchlib.analysis import Analyzer
from searchlib.index.locked_writer import writing
from searchlib.index.manifest import LOCK, TABLE, read_table
from searchlib.index.reader import IndexReader
from tests.index.corpora import ENGLISH, by_spaces, make


def build(folder, *names):
    """One commit that adds an article for each name."""
    with writing(folder, ENGLISH) as writer:
        for name in names:
            writer.add(make(name, f"Iran and embassy number {name}"))


CHEAP = Analyzer("cheap", by_spaces, (lambda word: [(word, 0)],), lambda word: word[:1], lambda word: word)
LARGE_WORDS = [f"{'ab'[n % 7 == 0]}{n % 3}" for n in range(22_000)]


def build_large(folder):
    """Three articles with these words as paragraphs: more than 65,536 documents, of two terms."""
    with writing(folder, CHEAP) as writer:
        for number in range(3):
            writer.add(make(str(number), *LARGE_WORDS))


def ids(folder):
    """The ids of all articles of an index in which nothing is wrong."""
    reader = IndexReader.open(folder)
    assert list(reader.problems()) == []
    return [reader.segments[s].article(a).id for s, a in reader.articles()]


def is_tidy(folder):
    """Whether nothing is there but what the table of contents names."""
    return {path.name for path in folder.iterdir()} == {TABLE, LOCK, *read_table(folder).names}


def chance():
    """Random choices that the printed seed repeats."""
    seed = random.randrange(1 << 32)
    print("seed", seed)  # noqa: T201 - shown where the test fails
    return random.Random(seed)


def names(error, *words):
    """Asserts that an error names these: a file, a folder."""
    for word in words:
        assert str(word) in str(error)


class Calls:
    """While it lasts, ``before(name, arguments)`` and ``after(name, arguments, result)`` of each call to the system."""

    def __init__(self, patch):
        self._quiet = False
        for name in ("open", "fsync", "replace", "unlink", "ftruncate", "write"):
            patch.setattr(os, name, self._told(name, getattr(os, name)))
        patch.setattr(mmap, "mmap", self._told("mmap", mmap.mmap))
        patch.setattr(fcntl, "flock", self._told("flock", fcntl.flock))
        patch.setattr(tempfile, "TemporaryFile", self._told("open", tempfile.TemporaryFile))
        opened = io.open
        patch.setattr(io, "open", self._told("open", lambda *given, **named: self._open(opened, *given, **named)))

    def _told(self, name, call):
        def told(*arguments, **named):
            if self._quiet:
                return call(*arguments, **named)
            self._tell(self.before, name, arguments)
            result = call(*arguments, **named)
            self._tell(self.after, name, arguments, result)
            return result

        return told

    def _tell(self, hook, *arguments):
        self._quiet = True
        try:
            hook(*arguments)
        finally:
            self._quiet = False

    def _open(self, opened, path, mode="r", *given, **named):
        if mode != "wb":
            return opened(path, mode, *given, **named)
        calls = self

        class Raw(io.FileIO):
            def write(self, data):
                return calls._told("write", lambda _, data: io.FileIO.write(self, data))(self, data)

        return io.BufferedWriter(Raw(path, "wb"))

    def before(self, name, arguments):
        pass

    def after(self, name, arguments, result):
        pass


class Fault(Calls):
    """Raises ``error`` at call ``at``, before it is done or ``late``, after it; ``count`` is how many there were."""

    def __init__(self, patch, at, error, late):
        super().__init__(patch)
        self.at, self.error, self.late, self.count = at, error, late, 0

    def before(self, name, arguments):
        self.count += 1
        if self.count == self.at and not self.late:
            if name == "write" and not isinstance(arguments[0], int):
                io.FileIO.write(arguments[0], arguments[1][: len(arguments[1]) // 2])
            raise OSError(self.error, os.strerror(self.error))

    def after(self, name, arguments, result):
        if self.count == self.at and self.late:
            self.late = False
            if name == "open":
                os.close(result) if isinstance(result, int) else result.close()
            raise OSError(self.error, os.strerror(self.error))


class Kills(Calls):
    """Copies the folder before each call: what is there if the process is killed then."""

    def __init__(self, patch, folder, into):
        self.folder, self.into, self.count = folder, into, 0
        super().__init__(patch)

    def before(self, name, arguments):
        shutil.copytree(self.folder, self.into / f"{self.count:03}-{name}")
        self.count += 1


class PowerLoss(Calls):
    """Makes before each call the folders that may be there if the machine stops then.

    What fsync was not called for may be there or not: of a file its bytes, of a folder its names. ``kept`` beside the
    folder keeps each file under its number, so that no number is used twice.
    """

    def __init__(self, patch, folder, into):
        self.folder, self.into, self.count, self.told = folder, into, 0, []
        self.kept = folder.with_name(f"{folder.name}-kept")
        self.kept.mkdir()
        self.synced = self._names()
        self.bytes = {number: (self.kept / str(number)).read_bytes() for number in self.synced.values()}
        super().__init__(patch)

    def _names(self):
        names = {path.name: path.stat().st_ino for path in self.folder.iterdir()}
        for name, number in names.items():
            if not (self.kept / str(number)).exists():
                (self.kept / str(number)).hardlink_to(self.folder / name)
        return names

    def before(self, name, arguments):
        now, then = self._names(), self.synced
        self._make(name, "then", then)
        self._make(name, "now", now)
        self._make(name, "gone", {each: number for each, number in then.items() if each in now})
        self._make(name, "came", {**now, **then})
        self.count += 1

    def _make(self, call, kind, names):
        folder = self.into / f"{self.count:03}-{call}-{kind}"
        folder.mkdir()
        for name, number in names.items():
            (folder / name).write_bytes(self.bytes.get(number, b""))

    def after(self, name, arguments, result):
        self._names()
        if name == "fsync":
            status = os.fstat(arguments[0])
            if stat.S_ISDIR(status.st_mode):
                self.synced = self._names()
            else:
                self.bytes[status.st_ino] = (self.kept / str(status.st_ino)).read_bytes()
        self.told.append((name, *(Path(each).name for each in arguments if isinstance(each, str | Path))))
