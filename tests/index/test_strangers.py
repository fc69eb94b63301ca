"""Files that a stranger made, with checksums that fit, may say anything, and break nothing.

Reading them raises nothing but our errors, ends, and takes no more memory than files of their size can need.
"""

import numpy as np
import pytest
from attrs import evolve

from searchlib.errors import IndexDamaged, IndexFolderError
from searchlib.index.format.container import Container, ContainerWriter
from searchlib.index.manifest import TABLE, read_table
from searchlib.index.reader import IndexReader
from searchlib.schema import WORD_FIELDS
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
                for field in WORD_FIELDS:
                    list(read_field(segment.fields[field], 40))
                    asked(list, segment.fields[field].problems())
            except IndexFolderError as error:
                names(error, name)
        (copy / TABLE).write_bytes(table)


def swapped(array):
    """With two numbers in the middle in each other's place."""
    middle = len(array) // 2
    changed = array.copy()
    changed[[middle - 1, middle]] = changed[[middle, middle - 1]]
    assert (changed != array).any()
    return changed


def last(number):
    return lambda array: np.append(array[:-1], number).astype("<u8")


def every(number, dtype="<u4"):
    return lambda array: np.full(len(array), number, dtype)


def without_first(array):
    """The first part has nothing."""
    return np.concatenate([array[:1], array[:1], array[2:]])


CONTRADICTIONS = [
    {"first_documents": swapped},
    {"first_documents": last(1 << 40)},
    {"sections": swapped},
    {"sections": last(1 << 63)},
    {"sections": lambda array: array[:0]},
    {"title.widths": every(0xFFFFFFFF)},
    {"heading.widths": lambda array: array[1:]},
    {"text.starts": lambda array: array[1:]},
    {"text.starts": lambda array: array.astype("<u8")},
    {"text.postings": swapped},
    {"text.postings": last(1 << 40)},
    {"text.postings": without_first, "text.firsts": every(0, "|u1")},
    {"text.occurrences": swapped},
    {"text.occurrences": last(1 << 63)},
    {"text.coded": last(1 << 63)},
    {"text.coded": lambda array: np.minimum(array, array[-1] - 1)},
    {"text.lows": every(0xFFFF, "<u2")},
    {"text.lows": lambda array: array.astype("<u4")},
    {"text.wide_at": lambda array: array[::-1]},
    {"text.wide_at": lambda array: array[1:]},
    {"text.terms.ends": swapped},
    {"text.terms.ends": last(1 << 63)},
    {"text.terms": every(0xFF, "|u1")},
    {"text.spellings.ends": swapped},
    {"text.owners": every(0xFFFFFFFF)},
    {"text.owners": lambda array: array[1:]},
    {"text.owner_codes": lambda array: array[1:]},
    {"text.spelling_frequencies": lambda array: array[1:]},
]


@pytest.mark.parametrize("changes", CONTRADICTIONS, ids=lambda changes: "+".join(changes))
def test_numbers_that_contradict_each_other_are_called_damage_where_they_are_read(copy, changes):
    name = read_table(copy).segments[0].files[0].name
    arrays = arrays_of(copy, name)
    assert not changes.keys() - arrays.keys()
    crafted(copy, name, arrays | {each: change(arrays[each]) for each, change in changes.items()})
    with little_memory():
        answers, known = outcome(copy)
    assert known
    assert answers is IndexDamaged or IndexDamaged in answers


@pytest.mark.parametrize(
    "changes",
    [
        {"text.block_sizes": every(0xFFFF, "<u2")},
        {"text.block_sizes": lambda array: array[1:]},
        {"text.block_numbers": every(0xFFFF, "<u2")},
        {"text.blocks": swapped},
        {"text.blocks": last(1 << 40)},
    ],
    ids=lambda changes: "+".join(changes),
)
def test_blocks_that_contradict_the_postings_are_called_damage(tmp_path, changes):
    build_large(tmp_path)
    name = read_table(tmp_path).segments[0].files[0].name
    arrays = arrays_of(tmp_path, name)
    crafted(tmp_path, name, arrays | {each: change(arrays[each]) for each, change in changes.items()})
    with little_memory():
        opened = asked(IndexReader.open, tmp_path)
        field = None if opened is IndexDamaged else opened.segments[0].fields["text"]
        assert field is None or IndexDamaged in [asked(field.documents, 0), asked(field.documents, 1)]


def test_a_title_with_more_words_than_its_documents_have_places_is_called_damage(tmp_path):
    build_large(tmp_path)
    name, many = read_table(tmp_path).segments[0].files[0].name, 100_000
    firsts = np.zeros(many + 8, bool)
    firsts[[0, many, many + 1]] = True
    arrays = arrays_of(tmp_path, name) | {
        "title.occurrences": np.array([0, many, many + 1, many + 2], "<u4"),
        "title.positions": np.zeros(many + 2, "|u1"),
        "title.firsts": np.packbits(firsts[: many + 2], bitorder="little"),
        "title.wide_at": np.zeros(0, "<u4"),
    }
    crafted(tmp_path, name, arrays)
    with little_memory():
        title = IndexReader.open(tmp_path).segments[0].fields["title"]
        assert asked(title.places, 0) is IndexDamaged
        assert asked(title.places, 1) is not IndexDamaged
