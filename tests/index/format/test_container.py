"""A file of arrays gives back what was written, or says which file is not whole."""

import io
import json
import os
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from searchlib.errors import IndexDamaged, IndexFolderError, RebuildNeeded
from searchlib.index.format import container as module
from searchlib.index.format.container import Container, ContainerWriter
from tests.index.disk import names

SEGMENT = bytes(range(16))
SAMPLE = {
    "bytes": np.frombuffer(b"some bytes", np.uint8),
    "none": np.zeros(0, "<u2"),
    "numbers": np.arange(70_000, 70_100, dtype="<u4"),
    "dates": np.array([0, 738_000], "<u4"),
}

kinds = st.sampled_from(["|u1", "<u2", "<u4", "<u8"])
columns = kinds.flatmap(lambda kind: arrays.arrays(kind, st.integers(0, 40)))


def encoded(content):
    file = io.BytesIO()
    writer = ContainerWriter.begin(file, SEGMENT)
    for name, array in content.items():
        writer.add(name, array)
    writer.finish()
    assert writer.length == len(file.getvalue())
    return file.getvalue()


@pytest.fixture
def path(tmp_path):
    written = tmp_path / "file"
    written.write_bytes(encoded(SAMPLE))
    return written


def read(path):
    opened = Container.open(path, SEGMENT)
    return {name: opened[name].tolist() for name in opened.names}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.dictionaries(st.text(max_size=4), columns, max_size=4))
def test_what_is_written_is_read(tmp_path, content):
    path = tmp_path / "any"
    path.write_bytes(encoded(content))
    opened = Container.open(path, SEGMENT)
    assert opened.names == list(content)
    assert read(path) == {name: array.tolist() for name, array in content.items()}
    assert list(opened.problems()) == []
    assert (opened.length, opened.checksum) == (path.stat().st_size, zlib.crc32(table_of(path.read_bytes())))


def table_of(data):
    return data[struct.unpack("<IQQ8s", data[-28:])[1] : -28]


def test_pieces_make_one_array(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_PIECE", 16)
    file = io.BytesIO()
    writer = ContainerWriter.begin(file, SEGMENT)
    writer.start("numbers", np.uint16)
    for first in range(0, 100, 7):
        writer.extend("numbers", np.arange(first, min(first + 7, 100), dtype=np.uint16))
    writer.finish()
    (tmp_path / "pieces").write_bytes(file.getvalue())
    opened = Container.open(tmp_path / "pieces", SEGMENT)
    assert opened["numbers"].tolist() == list(range(100))
    assert list(opened.problems()) == []


def test_arrays_cannot_be_written_to_and_begin_at_multiples_of_64(path):
    opened = Container.open(path, SEGMENT)
    with pytest.raises(ValueError, match="read-only"):
        opened["numbers"][0] = 1
    for _, _, offset, _ in json.loads(table_of(path.read_bytes()))["arrays"].values():
        assert offset % 64 == 0


def test_every_changed_byte_is_noticed(path):
    right, whole = read(path), path.read_bytes()
    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] ^= 1 << at % 8
        path.write_bytes(changed)
        try:
            problems = list(Container.open(path, SEGMENT).problems())
        except (IndexDamaged, RebuildNeeded) as error:
            problems = [str(error)]
        assert problems, at
        assert all(str(path) in problem for problem in problems)
    path.write_bytes(whole)
    assert read(path) == right


def test_every_other_length_is_damage(path):
    whole = path.read_bytes()
    for content in [*(whole[:length] for length in range(len(whole))), whole + b"\0", whole + whole]:
        path.write_bytes(content)
        with pytest.raises(IndexDamaged, match=str(path)):
            Container.open(path, SEGMENT)


def test_another_segments_file_is_damage(path):
    with pytest.raises(IndexDamaged, match=f"{path}: belongs to another segment"):
        Container.open(path, bytes(16))


def test_a_file_from_the_future_asks_for_a_rebuild(path):
    content = bytearray(path.read_bytes())
    content[8:12] = struct.pack("<I", module.VERSION + 1)
    path.write_bytes(content)
    with pytest.raises(RebuildNeeded, match=f"{path}: .*rebuild"):
        Container.open(path, SEGMENT)


def test_an_array_that_is_not_there_or_of_another_kind_is_damage(path):
    opened = Container.open(path, SEGMENT)
    with pytest.raises(IndexDamaged, match=f"{path}: holds no array 'other'"):
        opened["other"]
    with pytest.raises(IndexDamaged, match=r"'numbers' is <u4, not <u2 or \|u1"):
        opened.typed("numbers", "<u2", "|u1")


def with_table(whole, table):
    """The file with another table of arrays, whose checksum fits."""
    arrays_end = len(whole) - 28 - len(table_of(whole))
    foot = struct.pack("<IQQ8s", zlib.crc32(table), arrays_end, arrays_end + len(table) + 28, module.MAGIC)
    return whole[:arrays_end] + table + foot


STRANGE = [None, True, -1, 0, 1, 65, 2**31, 2**64, 10**100, 1.5, float("nan"), "", "<u4", "<i4", "O", [], [[]], {}]


def test_a_crafted_table_of_arrays_reads_nothing_outside_the_file(path):
    whole = path.read_bytes()
    tables = [json.dumps(value) for value in STRANGE]
    tables += [json.dumps({"arrays": value}) for value in STRANGE]
    for place in range(4):
        for value in STRANGE:
            row = ["<u4", 100, 192, 0]
            row[place] = value
            tables.append(json.dumps({"arrays": {"numbers": row}}))
    tables += ["[" * 100_000, '{"arrays": ' * 100_000, "\ud800", '{"arrays": {"a": ["|u1", 1, 64]}}', "9" * 5000, ""]
    opened = 0
    for table in tables:
        path.write_bytes(with_table(whole, table.encode(errors="surrogatepass")))
        try:
            file = Container.open(path, SEGMENT)
        except IndexDamaged as error:
            names(error, path)
        else:
            opened += 1
            assert sum(len(numbers) for numbers in read(path).values()) <= len(whole)
            list(file.problems())
    assert 0 < opened < len(tables) / 4


def test_what_is_no_file_is_damage(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").touch()
    (tmp_path / "endless").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe")
    for name in "folder", "missing", "endless", "pipe", "empty":
        with pytest.raises(IndexDamaged, match=f"{name}: is (missing|empty)"):
            Container.open(tmp_path / name, SEGMENT)


def test_a_file_that_may_not_be_read_is_not_called_damaged(path, monkeypatch):
    def refused(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(IndexFolderError, match=f"{path}: cannot be read: Permission denied") as raised:
        Container.open(path, SEGMENT)
    assert raised.type is IndexFolderError


def test_released_pages_are_read_again(path):
    opened = Container.open(path, SEGMENT)
    numbers = opened["numbers"]
    assert numbers.sum() == SAMPLE["numbers"].sum()
    opened.release()
    assert numbers.sum() == SAMPLE["numbers"].sum()
