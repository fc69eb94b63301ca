"""Files that a stranger made, with checksums that fit, may say anything, and break nothing.

Reading them raises nothing but our errors, ends, and takes no more memory than files of their size can need.
"""

import numpy as np
import pytest
from attrs import evolve

from searchlib.errors import IndexFolderError
from searchlib.index.container import Container, ContainerWriter
from searchlib.index.reader import IndexReader
from searchlib.index.segment import FIELDS
from searchlib.index.table import TABLE, read_table
from tests.index.disk import build_large, chance, names
from tests.index.reading import asked, build_small, little_memory, outcome, read_field

KINDS = ("|u1", "<u2", "<u4", "<u8")


@pytest.fixture
def copy(tmp_path):
    build_small(tmp_path)
    return tmp_path


def crafted(folder, name, arrays):
    """Write the file anew with these arrays, and what the table of contents says of it."""
    table = read_table(folder)
    row = next(row for row in table.segments if name in row.names)
    with (folder / name).open("wb") as file:
        writer = ContainerWriter.begin(file, bytes.fromhex(row.id))
        for each, array in arrays.items():
            writer.add(each, array)
        writer.finish()

    def changed(old):
        return evolve(old, length=writer.length, checksum=writer.checksum) if old and old.name == name else old

    rows = [
        evolve(each, files=tuple(map(changed, each.files)), deleted=changed(each.deleted)) for each in table.segments
    ]
    (folder / TABLE).write_bytes(evolve(table, segments=tuple(rows)).encoded())


def arrays_of(folder, name):
    row = next(row for row in read_table(folder).segments if name in row.names)
    opened = Container.open(folder / name, bytes.fromhex(row.id))
    return {each: opened[each].copy() for each in opened.names}


def spoilt(array, choices):
    """The array with other numbers, of another length or of another kind."""
    way = choices.randrange(7)
    largest = np.iinfo(array.dtype).max
    if way == 0 or not len(array):
        return np.array([choices.choice([0, 1, largest]) for _ in range(choices.randrange(5))], array.dtype)
    if way == 1:
        return array[: choices.randrange(len(array))]
    if way == 2:
        return np.concatenate([array, array[-1:]])
    if way == 3:
        return array.astype(choices.choice(KINDS))
    changed = array.copy()
    if way == 4:
        return changed[::-1].copy()
    for _ in range(1 if way == 5 else len(array)):
        changed[choices.randrange(len(array))] = choices.choice([0, 1, 2, largest // 2, largest - 1, largest])
    return changed


@pytest.mark.parametrize("tries", [150, pytest.param(2500, marks=pytest.mark.slow)])
def test_arrays_that_a_stranger_made_break_nothing(copy, tries):
    choices, table = chance(), (copy / TABLE).read_bytes()
    originals = {name: ((copy / name).read_bytes(), arrays_of(copy, name)) for name in read_table(copy).names}
    right, known = outcome(copy)[0], 0
    for _ in range(tries):
        name = choices.choice(sorted(originals))
        content, arrays = originals[name]
        each = choices.choice(list(arrays))
        crafted(copy, name, {**arrays, each: spoilt(arrays[each], choices)})
        with little_memory():
            try:
                known += outcome(copy)[1]
            except Exception as error:
                error.add_note(f"{name}: {each}")
                raise
        (copy / name).write_bytes(content)
        (copy / TABLE).write_bytes(table)
    assert known > tries / 2
    assert outcome(copy) == (right, False)


@pytest.mark.parametrize("tries", [60, pytest.param(500, marks=pytest.mark.slow)])
def test_blocks_that_a_stranger_made_break_nothing(tmp_path, tries):
    choices, copy = chance(), tmp_path
    build_large(copy)
    name = read_table(copy).segments[0].files[0].name
    table, arrays = (copy / TABLE).read_bytes(), arrays_of(copy, name)
    for _ in range(tries):
        each = choices.choice([each for each in arrays if each.startswith(("text.block", "text.lows", "title"))])
        crafted(copy, name, {**arrays, each: spoilt(arrays[each], choices)})
        with little_memory():
            try:
                segment = IndexReader.open(copy).segments[0]
                for field in FIELDS:
                    list(read_field(segment.fields[field], 40))
                    asked(list, segment.fields[field].problems())
            except IndexFolderError as error:
                names(error, name)
        (copy / TABLE).write_bytes(table)
