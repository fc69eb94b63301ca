"""The table of contents is read as it was written, or refused: what a stranger wrote into it is not believed."""

import json
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchlib.errors import IndexDamaged, IndexFolderError, NotAnIndex, RebuildNeeded
from searchlib.index import manifest as module
from searchlib.index.manifest import LOCK, NEXT_TABLE, TABLE, FileRow, SegmentRow, Table, read_table
from tests.index.disk import names

ONE, TWO = "1" * 32, "a" * 32


def segment(identity, deletions=0):
    deleted = FileRow(f"{identity}.7.deleted", 100, 5) if deletions else None
    files = FileRow(f"{identity}.postings", 1000, 1), FileRow(f"{identity}.text", 2000, 2)
    return SegmentRow(id=identity, documents=30, articles=10, files=files, deleted=deleted, deletions=deletions)


SAMPLE = Table(
    analyzer="english",
    fingerprint="f00",
    generation=8,
    segments=(segment(ONE, 3), segment(TWO)),
    files=FileRow(f"{ONE}.files", 300, 3),
)

numbers = st.integers(0, 2**62)


def write(folder, content, checksum=None):
    """A table of this content, whose checksum fits."""
    if isinstance(content, dict):
        rest = {name: value for name, value in content.items() if name != "checksum"}
        data = json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()
        content = {**rest, "checksum": zlib.crc32(data)}
    (folder / TABLE).write_text(json.dumps(content))


def content_of(table):
    return json.loads(table.encoded())


def test_a_table_is_read_as_it_was_written(tmp_path):
    (tmp_path / TABLE).write_bytes(SAMPLE.encoded())
    assert read_table(tmp_path) == SAMPLE
    assert SAMPLE.names == {f"{ONE}.postings", f"{ONE}.text", f"{ONE}.7.deleted", f"{TWO}.postings", f"{TWO}.text"} | {
        f"{ONE}.files"
    }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.text(max_size=5), st.text(st.characters(codec=None), max_size=5), numbers)
def test_any_analyzer_and_generation_come_back(tmp_path, name, fingerprint, generation):
    table = Table(analyzer=name, fingerprint=fingerprint, generation=generation)
    (tmp_path / TABLE).write_bytes(table.encoded())
    assert read_table(tmp_path) == table


def test_every_changed_byte_is_refused_or_changes_nothing(tmp_path):
    path, whole = tmp_path / TABLE, SAMPLE.encoded()
    refused = 0
    for at in range(len(whole)):
        for mask in 1, 0x20:
            changed = bytearray(whole)
            changed[at] ^= mask
            path.write_bytes(changed)
            try:
                assert read_table(tmp_path) == SAMPLE
            except (IndexDamaged, RebuildNeeded) as error:
                refused += 1
                names(error, path)
    assert refused > 1.5 * len(whole)


def test_every_shorter_table_is_refused(tmp_path):
    whole = SAMPLE.encoded()
    for length in range(len(whole) - 1):  # the last byte is the end of the line
        (tmp_path / TABLE).write_bytes(whole[:length])
        with pytest.raises(IndexDamaged, match=TABLE):
            read_table(tmp_path)


STRANGE = [None, True, -1, 0, 1, 3, 2**64, 10**100, 1.5, float("nan"), float("inf"), "", "x", "../x", "/", [], [[]], {}]


def places(content, path=()):
    """The paths of all values inside."""
    if isinstance(content, dict | list):
        for key, value in content.items() if isinstance(content, dict) else enumerate(content):
            yield (*path, key)
            yield from places(value, (*path, key))


def replaced(content, path, value):
    if not path:
        return value
    copy = content.copy()
    copy[path[0]] = replaced(content[path[0]], path[1:], value)
    return copy


# What another value of is not against the format: whether it is true shows when the segments are opened.
FREE = {"version", "name", "fingerprint", "generation", "documents", "articles", "length", "checksum", "deletions"}


def test_every_value_of_another_type_is_refused(tmp_path):
    content = content_of(SAMPLE)
    for path in places(content):
        for value in STRANGE:
            write(tmp_path, replaced(content, path, value))
            try:
                table = read_table(tmp_path)
            except (IndexDamaged, RebuildNeeded) as error:
                names(error, tmp_path / TABLE)
            else:
                assert path[-1] in FREE or path == ("files",) or table == SAMPLE or value == [], path
                assert all("/" not in name for name in table.names)


def change(path, value):
    return lambda content: replaced(content, path, value)


def renamed(*names):
    """The first segment's files and deletions under other names."""

    def apply(content):
        row = content["segments"][0]
        files = [{**old, "name": name} for old, name in zip(row["files"], names[:2], strict=True)]
        deleted = {**row["deleted"], "name": names[2]} if len(names) > 2 else row["deleted"]
        return replaced(content, ("segments", 0), {**row, "files": files, "deleted": deleted})

    return apply


@pytest.mark.parametrize(
    "crafted",
    [
        change(("segments",), {}),
        change(("segments", 0, "files"), {}),
        change(("segments", 1, "id"), TWO.upper()),
        change(("segments", 0, "deletions"), 11),
        change(("segments", 0, "deletions"), 0),
        change(("segments", 1, "deletions"), 1),
        change(("segments", 0, "deleted"), None),
        change(("generation",), 1 << 63),
        lambda content: {**content, "segments": [content["segments"][0]] * 2},
        renamed(f"{ONE}.postings", f"{ONE}.postings"),
        renamed(f"{ONE}.text", f"{ONE}.postings"),
        renamed(f"{TWO}.postings", f"{TWO}.text"),
        renamed(f"{ONE}.postings", f"{ONE}.text", f"{ONE}.text"),
        renamed(f"{ONE}.postings", f"{ONE}.text", f"{TWO}.7.deleted"),
        renamed(f"{ONE}.postings", f"../{ONE}.text"),
        renamed(f"/{ONE}.postings", f"{ONE}.text"),
        renamed(f"{ONE}.postings\n", f"{ONE}.text"),
        renamed(f"{ONE}.postings", f"{ONE}.text", f"{ONE}./etc/passwd.deleted"),
        renamed(f"{ONE}.postings", f"{ONE}.text", f"{ONE}.\u0661.deleted"),
    ],
)
def test_a_crafted_table_is_refused(tmp_path, crafted):
    write(tmp_path, crafted(content_of(SAMPLE)))
    with pytest.raises(IndexDamaged, match=f"{TABLE}: not a table of contents"):
        read_table(tmp_path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"\xff\xfe\x00",
        b'{"format": "searchlib"}',
        b"[" * 100_000,
        b'{"format": ' * 100_000,
        b'{"format": "searchlib", "version": ' + b"9" * 10_000 + b"}",
        b'{"format": "searchlib", "version": NaN}',
        b'{"format": ["searchlib"], "version": 1}',
        SAMPLE.encoded().replace(b'"version"', b'"version": 1, "version"'),
        SAMPLE.encoded().replace(b'"generation"', b'"deep": ' + b"[" * 900 + b"]" * 900 + b', "generation"'),
        SAMPLE.encoded().decode().encode("utf-16"),
        SAMPLE.encoded() + b"x",
        SAMPLE.encoded() + b" " * (17 << 20),
    ],
    ids=range(15),
)
def test_what_is_no_table_is_refused(tmp_path, content):
    (tmp_path / TABLE).write_bytes(content)
    try:
        assert read_table(tmp_path) == SAMPLE
        assert content.startswith(b"\xff\xfe{")  # JSON in another encoding says the same
    except IndexDamaged as error:
        names(error, tmp_path / TABLE)


@pytest.mark.parametrize("found", [("searchlib.whoosh", 1), ("searchlib", module.VERSION + 1), ("searchlib", 0)])
def test_another_format_or_version_asks_for_a_rebuild(tmp_path, found):
    (tmp_path / TABLE).write_text(json.dumps({"format": found[0], "version": found[1], "unknown": [{}]}))
    with pytest.raises(RebuildNeeded, match=f"{TABLE}: made as {found[0]} version {found[1]}.*rebuild"):
        read_table(tmp_path)


def test_a_folder_where_an_index_may_be_made_has_no_table(tmp_path):
    assert read_table(tmp_path / "nowhere") is None
    assert read_table(tmp_path) is None
    for name in (LOCK, NEXT_TABLE, "README.md", ".gitignore"):
        (tmp_path / name).touch()
        assert read_table(tmp_path) is None


def test_segments_without_a_table_are_an_index_that_lost_it(tmp_path):
    (tmp_path / f"{ONE}.text").touch()
    with pytest.raises(IndexDamaged, match=f"{TABLE}: is missing"):
        read_table(tmp_path)


def test_a_table_that_comes_while_it_is_looked_for_is_read(tmp_path, monkeypatch):
    def vacant(folder):
        (folder / f"{ONE}.text").touch()
        (folder / TABLE).write_bytes(SAMPLE.encoded())
        return True

    monkeypatch.setattr(module, "is_vacant", vacant)
    assert read_table(tmp_path) == SAMPLE


def test_other_peoples_data_is_left_alone(tmp_path):
    (tmp_path / "thesis.text").touch()
    with pytest.raises(NotAnIndex, match="a folder with other data; it is left alone"):
        read_table(tmp_path)
    with pytest.raises(NotAnIndex, match="but a file"):
        read_table(tmp_path / "thesis.text")


def test_a_table_that_is_no_file_or_may_not_be_read_is_told(tmp_path, monkeypatch):
    (tmp_path / TABLE).mkdir()
    with pytest.raises(IndexDamaged, match=f"{TABLE}: is no file"):
        read_table(tmp_path)
    (tmp_path / TABLE).rmdir()

    def refused(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(module, "_content", refused)
    with pytest.raises(IndexFolderError, match=f"{TABLE}: Permission denied"):
        read_table(tmp_path)
