"""Any Whoosh index is the same in our arrays as in Whoosh's own files, but for lengths, which are exact."""

import datetime
import random
import shutil
import tempfile
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib._whoosh import quiet_import
from searchlib.errors import IndexDamaged
from searchlib.index.whoosh.codec import ArrayCodec

with quiet_import():
    from whoosh import fields, formats, sorting
    from whoosh import query as q
    from whoosh.codec.whoosh3 import W3Codec
    from whoosh.filedb.filestore import FileStorage, RamStorage
    from whoosh.util.numeric import byte_to_length, length_to_byte

KINDS = {
    "id": lambda: fields.ID(stored=True, unique=True),
    "text": lambda: fields.TEXT(stored=True, vector=formats.Positions(), sortable=True),
    "chars": lambda: fields.TEXT(chars=True),
    "words": lambda: fields.KEYWORD(stored=True, scorable=True, commas=True),
    "plain": lambda: fields.TEXT(phrase=False, spelling=True),
    "number": lambda: fields.NUMERIC(int, stored=True, sortable=True),
    "amount": lambda: fields.NUMERIC(Decimal, decimal_places=2, stored=True),
    "date": lambda: fields.DATETIME(stored=True, sortable=True),
    "flag": lambda: fields.BOOLEAN(stored=True),
    "grams": lambda: fields.NGRAM(2, 3),
    "kept": lambda: fields.STORED(),
}
texts = st.lists(st.sampled_from(["alfa", "bravo", "Charlie", "delta", "élan", "日本"]), max_size=8).map(" ".join)
VALUES = {
    "text": texts,
    "chars": texts,
    "plain": texts,
    "grams": texts,
    "words": texts.map(lambda text: text.replace(" ", ",")),
    "number": st.integers(-1000, 1000),
    "amount": st.integers(-999, 999).map(lambda cents: Decimal(cents) / 100),
    "date": st.datetimes(datetime.datetime(1970, 1, 1), datetime.datetime(2100, 1, 1)),
    "flag": st.booleans(),
    "kept": st.one_of(st.integers(), st.binary(), st.tuples(st.text(), st.dates())),
}
documents = st.fixed_dictionaries({}, optional=VALUES)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("commit"), st.lists(documents, max_size=4), st.booleans()),
        st.tuples(st.just("delete"), st.integers(0, 9), st.booleans()),
        st.tuples(st.just("optimize"), st.none(), st.booleans()),
    ),
    max_size=5,
)


@contextmanager
def storage(on_disk):
    if not on_disk:
        yield RamStorage()
        return
    folder = tempfile.mkdtemp()
    try:
        yield FileStorage(folder)
    finally:
        shutil.rmtree(folder)


def built(place, codec, todo):
    """An index after the steps; documents have the ids 0, 1, ..."""
    index = place.create_index(fields.Schema(**{name: make() for name, make in KINDS.items()}))
    count = 0
    for step, what, flag in todo:
        writer = index.writer(codec=codec)
        if step == "commit":
            for document in what:
                writer.add_document(id=str(count), **document)
                count += 1
            writer.commit(merge=flag)
        elif step == "delete":
            writer.delete_by_term("id", str(what))
            writer.commit(merge=flag)
        else:
            writer.commit(optimize=True)
    return index


def walked(matcher):
    found = []
    while matcher.is_active():
        found.append((matcher.id(), matcher.weight(), bytes(matcher.value() or b"")))
        matcher.next()
    return found


def as_a_byte(length):
    """The length as Whoosh's own files hold it."""
    return byte_to_length(length_to_byte(length or 0))


def everything(index):
    """All that a reader says of an index, segment by segment."""
    with index.reader() as reader:
        return [about(leaf) for leaf, _ in reader.leaf_readers()]


def about(reader):
    numbers = list(reader.all_doc_ids())
    terms = {
        (name, text): (
            walked(reader.postings(name, text)),
            info.weight(),
            info.doc_frequency(),
            as_a_byte(info.min_length()),
            as_a_byte(info.max_length()),
            info.max_weight(),
            info.min_id(),
            info.max_id(),
        )
        for (name, text), info in reader
    }
    names = sorted(reader.schema.names())
    return {
        "terms": terms,
        "order": list(reader.all_terms()),
        "indexed": sorted(reader.indexed_field_names()),
        "counts": (reader.doc_count(), reader.doc_count_all(), reader.has_deletions()),
        "stored": [reader.stored_fields(number) for number in numbers],
        "lengths": [[as_a_byte(reader.doc_field_length(n, name, 0)) for name in names] for n in numbers],
        "sums": {name: reader.field_length(name) for name in ("text", "words")},
        "columns": {
            name: [reader.column_reader(name, translate=False)[number] for number in numbers]
            for name in names
            if reader.schema[name].column_type
        },
        "vectors": [
            walked(reader.vector(number, "text")) if reader.has_vector(number, "text") else None for number in numbers
        ],
    }


@settings(max_examples=40, deadline=None)
@given(todo=steps, on_disk=st.booleans())
def test_an_index_is_the_same_as_in_whooshs_own_files(todo, on_disk):
    with storage(on_disk) as ours, storage(False) as theirs:
        assert everything(built(ours, ArrayCodec(), todo)) == everything(built(theirs, W3Codec(), todo))


def small(codec=None, place=None, documents=("alfa bravo", "alfa alfa charlie")):
    index = (place or RamStorage()).create_index(fields.Schema(text=fields.TEXT(stored=True), kept=fields.STORED))
    with index.writer(codec=codec or ArrayCodec()) as writer:
        for text in documents:
            writer.add_document(text=text)
    return index


def test_lengths_are_exact():
    lengths = [1, 43, 100, 102, 255, 1000, 70000]
    with small(documents=["alfa " * length for length in lengths]).reader() as reader:
        assert [reader.doc_field_length(number, "text") for number in range(len(lengths))] == lengths
        assert (reader.min_field_length("text"), reader.max_field_length("text")) == (1, 70000)
        info = reader.term_info("text", "alfa")
        assert (info.min_length(), info.max_length(), info.weight()) == (1, 70000, sum(lengths))


@pytest.mark.parametrize("scored", [1, 3, 10])
def test_pruning_loses_none_of_the_best(scored):
    dealer = random.Random(scored)
    texts = [
        " ".join(dealer.choices(["alfa", "bravo", "charlie", "delta"], k=dealer.randint(1, 10))) for _ in range(900)
    ]
    with small(documents=texts).searcher() as ours, small(W3Codec(), documents=texts).searcher() as theirs:
        for tree in q.Term("text", "alfa"), q.Or([q.Term("text", "alfa"), q.Term("text", "bravo")]):
            every = ours.search(tree, limit=None)
            best = [(hit.docnum, hit.score) for hit in every][:scored]
            assert [(hit.docnum, hit.score) for hit in ours.search(tree, limit=scored)] == best
            scores = {hit.docnum: pytest.approx(hit.score) for hit in theirs.search(tree, limit=None)}
            assert {hit.docnum: hit.score for hit in every} == scores


def test_skipping_goes_to_the_first_document_that_is_not_before():
    with small(documents=["alfa" if number % 3 else "bravo" for number in range(1000)]).reader() as reader:
        matcher = reader.postings("text", "bravo")
        for wanted, found in ((0, 0), (1, 3), (3, 3), (400, 402), (5, 402), (999, 999)):
            matcher.skip_to(wanted)
            assert matcher.id() == found
        assert matcher.block_max_id() == 999
        matcher.skip_to(1000)
        assert not matcher.is_active()


def test_segments_do_not_collide_when_seeds_do():
    names = []
    for _ in range(2):
        random.seed(1)
        names.append(ArrayCodec().new_segment(RamStorage(), "MAIN").segment_id())
    assert len(set(names)) == 2


def test_a_deleted_document_can_be_there_again():
    segment = ArrayCodec().new_segment(RamStorage(), "MAIN")
    segment.set_doc_count(2)
    segment.delete_document(1)
    assert (segment.doc_count(), segment.is_deleted(1), list(segment.deleted_docs())) == (1, True, [1])
    segment.delete_document(1, delete=False)
    assert (segment.doc_count(), segment.has_deletions()) == (2, False)


def test_a_cancelled_document_leaves_nothing():
    place, codec = RamStorage(), ArrayCodec()
    segment = codec.new_segment(place, "MAIN")
    writer, text = codec.per_document_writer(place, segment), fields.TEXT(sortable=True, vector=True, stored=True)
    for value, cancelled in (("one", False), ("two", True), ("three", False)):
        writer.start_doc(0 if value == "one" else 1)
        writer.add_field("text", text, value, 1 if cancelled else 2)
        writer.add_column_value("text", text.column_type, value.encode())
        writer.add_vector_items("text", text, [(value, 1.0, b"")])
        writer.cancel_doc() if cancelled else writer.finish_doc()
    writer.close()
    segment.set_doc_count(2)
    reader = codec.per_document_reader(place, segment)
    assert [reader.stored_fields(number) for number in range(2)] == [{"text": "one"}, {"text": "three"}]
    assert list(reader.column_reader("text", text.column_type)) == [b"one", b"three"]
    assert [reader.vector(number, "text", text.vector).id() for number in range(2)] == ["one", "three"]
    assert reader.field_length("text") == 4


def test_what_cannot_be_stored_is_refused_and_the_lock_released():
    index = small()
    writer = index.writer(codec=ArrayCodec())
    with pytest.raises(TypeError, match="cannot be stored"):
        writer.add_document(kept=object())
    writer.cancel()
    assert index.doc_count() == 2
    index.writer(codec=ArrayCodec()).cancel()


def test_a_column_can_be_added_later():
    index = small()
    with index.writer(codec=ArrayCodec()) as writer:
        sorting.add_sortable(writer, "text", sorting.StoredFieldFacet("text"))
    with index.searcher() as searcher:
        hits = searcher.search(q.Every(), sortedby="text")
        assert [hit["text"] for hit in hits] == ["alfa alfa charlie", "alfa bravo"]


@pytest.mark.parametrize("kind", [".terms", ".documents"])
@pytest.mark.parametrize("damage", ["cut", "table", "other"])
def test_a_damaged_file_is_named(tmp_path, kind, damage):
    index = small(place=FileStorage(str(tmp_path)))
    (path,) = tmp_path.glob(f"*{kind}")
    data = bytearray(path.read_bytes())
    if damage == "cut":
        del data[-1:]
    elif damage == "table":
        data[-40] ^= 1
    else:
        data[12] ^= 1
    path.write_bytes(data)
    with pytest.raises(IndexDamaged, match=path.name):
        index.reader()


def test_a_file_that_is_gone_is_what_the_storage_says(tmp_path):
    index = small(place=FileStorage(str(tmp_path)))
    next(Path(tmp_path).glob("*.terms")).unlink()
    with pytest.raises(FileNotFoundError):
        index.reader()
