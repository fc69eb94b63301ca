"""Whatever was done to the files, reading gives the right answer or an error that names the file; check finds the rest.

An answer is only ever wrong where bytes inside an array were changed, which nobody sees without reading all of it: then
``problems()`` does.
"""

import shutil
from contextlib import contextmanager

import pytest
from attrs import evolve

from searchlib.errors import IndexDamaged, RebuildNeeded
from searchlib.index.format.container import Container
from searchlib.index.locked_writer import writing
from searchlib.index.manifest import TABLE, Table, read_table
from searchlib.index.reader import IndexReader
from tests.index.corpora import ENGLISH
from tests.index.disk import LARGE_WORDS, build_large, chance
from tests.index.reading import OURS, build_small, little_memory, outcome, read_field


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    build_small(folder)
    return folder


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """An index whose documents' numbers lie in blocks."""
    folder = tmp_path_factory.mktemp("large")
    build_large(folder)
    segment = IndexReader.open(folder).segments[0]
    assert "text.blocks" in segment.containers[0]
    assert segment.document_count == 66_000
    return folder


@pytest.fixture
def copy(small, tmp_path):
    return shutil.copytree(small, tmp_path / "index")


@pytest.fixture(scope="module")
def right(small):
    answers, known = outcome(small)
    assert not known
    assert not any(isinstance(answer, type) for answer in answers)
    return answers


def check(folder, right, most=25):
    """The answers are right, or check knows; whether it did."""
    answers, known = outcome(folder, most)
    assert known or answers == right
    return known


def files_of(folder):
    return sorted(folder / name for name in {*read_table(folder).names, TABLE})


def test_a_file_cut_off_anywhere_is_told_on_opening(copy):
    for path in files_of(copy):
        whole = path.read_bytes()
        lengths = {0, 1, 8, 31, 32, 33, 64, len(whole) // 3, len(whole) // 2, len(whole) - 29, len(whole) - 8}
        for length in sorted(lengths | {len(whole) - 2}):
            path.write_bytes(whole[:length])
            with pytest.raises(OURS, match=path.name):
                IndexReader.open(copy)
        path.write_bytes(whole)


def test_a_file_that_is_missing_longer_or_none_is_told_on_opening(copy):
    for path in files_of(copy):
        whole = path.read_bytes()
        path.unlink()
        with pytest.raises(IndexDamaged, match=f"{path.name}: is missing"):
            IndexReader.open(copy)
        path.mkdir()
        with pytest.raises(IndexDamaged, match=path.name):
            IndexReader.open(copy)
        path.rmdir()
        path.symlink_to("/dev/zero")
        with pytest.raises(IndexDamaged, match=path.name):
            IndexReader.open(copy)
        path.unlink()
        for content in (whole + b"x", whole * 2, b"\0" * len(whole)):
            path.write_bytes(content)
            with pytest.raises(IndexDamaged, match=path.name):
                IndexReader.open(copy)
        path.write_bytes(whole)


def test_a_writer_does_not_begin_anew_where_the_table_was_lost(copy):
    (copy / TABLE).unlink()
    before = sorted(copy.iterdir())
    with pytest.raises(IndexDamaged, match=f"{TABLE}: is missing"), writing(copy, ENGLISH):
        pass
    assert sorted(copy.iterdir()) == before


def test_files_of_other_segments_are_told_on_opening(copy):
    files = files_of(copy)
    for one in files:
        for other in files:
            first, second = one.read_bytes(), other.read_bytes()
            one.write_bytes(second)
            other.write_bytes(first)
            if one != other:
                with pytest.raises(IndexDamaged):
                    IndexReader.open(copy)
            one.write_bytes(first)
            other.write_bytes(second)
    assert IndexReader.open(copy)


def test_an_older_file_of_the_same_segment_is_told_on_opening(copy):
    older = (copy / read_table(copy).segments[1].deleted.name).read_bytes()
    with writing(copy, ENGLISH) as writer:
        writer.delete("c")
    newer = copy / read_table(copy).segments[1].deleted.name
    newer.write_bytes(older)
    with pytest.raises(IndexDamaged, match=newer.name):
        IndexReader.open(copy)


@contextmanager
def flipped(path, at, mask):
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ mask]))
    try:
        yield
    finally:
        with path.open("r+b") as file:
            file.seek(at)
            file.write(bytes([byte]))


@pytest.mark.parametrize("flips", [100, pytest.param(2000, marks=pytest.mark.slow)])
def test_a_changed_byte_is_told_or_found_and_breaks_nothing(copy, right, flips):
    choices, files, known = chance(), files_of(copy), 0
    for _ in range(flips):
        path = choices.choice(files)
        with flipped(path, choices.randrange(path.stat().st_size), 1 << choices.randrange(8)), little_memory():
            known += check(copy, right)
    assert known > 0.9 * flips
    assert outcome(copy) == (right, False)


def test_every_byte_of_head_and_foot_and_some_of_every_array_are_told_or_found(copy, right):
    for path in files_of(copy)[:3]:
        size = path.stat().st_size
        for at in [*range(32), *range(size - 28, size)] if path.name != TABLE else []:
            with flipped(path, at, 0x10), pytest.raises(OURS, match=path.name):
                IndexReader.open(copy)
    for row in read_table(copy).segments:
        for file in row.files:
            opened = Container.open(copy / file.name, bytes.fromhex(row.id))
            for name in opened.names:
                if len(opened[name]):
                    at = opened._rows[name].end - 1
                    with flipped(copy / file.name, at, 0xFF):
                        assert any(f"{name!r}" in problem for problem in opened.problems())
                        assert outcome(copy)[1]


@pytest.mark.parametrize("flips", [60, pytest.param(500, marks=pytest.mark.slow)])
def test_a_changed_byte_among_the_blocks_is_found_and_breaks_nothing(large, flips):
    choices, row = chance(), read_table(large).segments[0]
    path = large / row.files[0].name
    arrays = {name: (row.offset, row.end) for name, row in Container.open(path, bytes.fromhex(row.id))._rows.items()}
    right = list(read_field(IndexReader.open(large).segments[0].fields["text"], 40))
    wrong = 0
    for _ in range(flips):
        start, end = arrays[choices.choice([name for name in arrays if arrays[name][0] < arrays[name][1]])]
        with flipped(path, choices.randrange(start, end), 1 << choices.randrange(8)), little_memory():
            try:
                segment = IndexReader.open(large).segments[0]
            except IndexDamaged:
                continue
            for name in ("title", "heading"):
                list(read_field(segment.fields[name], 40))
            wrong += list(read_field(segment.fields["text"], 40)) != right
            assert len(list(segment.changes())) == 1
    assert wrong


def test_the_blocks_are_right(large):
    reader = IndexReader.open(large)
    field = reader.segments[0].fields["text"]
    found = {field.term_text(term): field.documents(term).tolist() for term in range(field.term_count)}
    assert found == {term: [n for n, word in enumerate(LARGE_WORDS * 3) if word[:1] == term] for term in "ab"}
    assert list(field.problems()) == []


def test_other_numbers_in_the_table_of_contents_are_told(copy):
    table = read_table(copy)
    row = table.segments[0]
    for other in (
        evolve(row, documents=row.documents + 1),
        evolve(row, articles=row.articles + 1),
        evolve(row, articles=1 << 62, documents=1 << 62),
        evolve(row, deletions=2),
        evolve(row, files=(evolve(row.files[0], length=1 << 62), row.files[1])),
        evolve(row, files=(row.files[0], evolve(row.files[1], checksum=0))),
        evolve(row, deleted=evolve(row.deleted, length=7)),
        evolve(row, deleted=evolve(row.deleted, name=f"{row.id}.{10**150}.deleted")),
    ):
        (copy / TABLE).write_bytes(evolve(table, segments=(other, table.segments[1])).encoded())
        with pytest.raises(IndexDamaged, match=row.id):
            IndexReader.open(copy)


def test_an_index_of_stock_whoosh_asks_for_a_rebuild(tmp_path):
    (tmp_path / TABLE).write_text('{"format": "searchlib.whoosh", "version": 1, "checksum": 0}')
    for attempt in (lambda: IndexReader.open(tmp_path), lambda: writing(tmp_path, ENGLISH).__enter__()):
        with pytest.raises(RebuildNeeded, match=f"{TABLE}: .*rebuild"):
            attempt()
    assert [path.name for path in tmp_path.iterdir()] == [TABLE]


def test_an_empty_table_is_an_empty_index(tmp_path):
    (tmp_path / TABLE).write_bytes(Table(analyzer=ENGLISH.name, fingerprint=ENGLISH.fingerprint).encoded())
    reader = IndexReader.open(tmp_path)
    assert (reader.article_count, reader.find("a"), list(reader.problems())) == (0, None, [])
