"""Articles come back as they were added, and a file that was changed is called damaged, never read past its bounds."""

import random
import shutil
from itertools import pairwise

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from searchlib.article import Article, Paragraph
from searchlib.errors import ArticleError, IndexDamaged
from searchlib.index.format.container import Container, ContainerWriter
from searchlib.index.locked_writer import writing
from searchlib.index.manifest import TABLE, FileRow, read_table
from searchlib.index.reader import IndexReader
from searchlib.index.store import layout
from searchlib.index.store.chunks import CHUNK_SIZE, cuts_of
from searchlib.white_space import running_text
from tests.index.corpora import ENGLISH, make

LONG = [
    make("long", *(f"élève {n} " * (n % 40) for n in range(200))),
    make("none", title_is_made=True),
    make("ascii", "a  b " * 900, "c", title="a b", title_is_made=True),
]


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stored") / "index"
    with writing(folder, ENGLISH) as writer:
        for article in LONG:
            writer.add(article)
    return folder


def test_long_articles_come_back_paragraph_by_paragraph(written):
    (segment,) = IndexReader.open(written).segments
    assert len(segment.stored.chunks) > 9
    assert [segment.article(number) for number in range(3)] == LONG
    paragraphs = [paragraph for article in LONG for paragraph in article.paragraphs]
    assert [segment.paragraph(number) for number in range(segment.document_count)] == paragraphs
    assert [segment.facts(number) for number in range(3)] == [article.facts for article in LONG]


@given(st.integers(0, 20_000), st.lists(st.integers(0, 20_000)))
def test_chunks_begin_with_paragraphs_and_all_but_the_last_are_long(length, starts):
    starts = sorted(start for start in starts if start <= length)
    cuts = list(cuts_of(length, starts))
    assert cuts == sorted(set(cuts))
    begins = [0, *(starts[cut] for cut in cuts)]
    assert all(after - before >= CHUNK_SIZE for before, after in pairwise(begins))


@given(st.text(st.sampled_from(" \n\t\xa0\u2028abc")))
def test_a_block_is_tidied_as_an_article_demands(raw):
    text = running_text(raw)
    paragraph = Paragraph(1, text, (), 0, len(raw))
    assert Article(id="a", title="", text=raw, paragraphs=[paragraph]).paragraphs[0].text == text


@pytest.mark.parametrize("raw", ["ភាសា\u200bខ្មែរ", "muni\u00ad cipality", "muni-\ncipality"])
def test_a_text_of_version_1_is_read_as_running_text(tmp_path, monkeypatch, raw):
    with monkeypatch.context() as patched, writing(tmp_path / "index", ENGLISH) as writer:
        patched.setattr("searchlib.article.running_text", lambda text: " ".join(text.split()))
        paragraph = Paragraph(1, " ".join(raw.split()), (), 0, len(raw))
        writer.add(Article(id="a", title="", text=raw, paragraphs=[paragraph]))
    (segment,) = IndexReader.open(tmp_path / "index").segments
    (read,) = segment.article(0).paragraphs
    assert read.text == segment.paragraph(0).text == running_text(raw)


@pytest.mark.parametrize("place", [{"line": -1}, {"page": -1}, {"line": 1 << 40}, {"page": 1 << 70}])
def test_impossible_places_are_refused_and_the_others_stay(tmp_path, place):
    bad = Article(id="bad", title="", text="a", paragraphs=[Paragraph(1, "a", (), 0, 1, **place)])
    with writing(tmp_path / "index", ENGLISH) as writer:
        writer.add(LONG[2])
        with pytest.raises(ArticleError, match="bad"):
            writer.add(bad)
        writer.add(LONG[0])
    reader = IndexReader.open(tmp_path / "index")
    assert [reader.segments[s].article(a) for s, a in reader.articles()] == [LONG[2], LONG[0]]
    assert list(reader.problems()) == []


NUMBERS = [
    *layout.COUNTED,
    *layout.NUMBERS,
    "facts.ends",
    "contexts.ends",
    "chunks.ends",
    "chunks.dictionaries",
    "made_titles",
]


def spoilt(path, name, change):
    """Change the bytes of an array of the file."""
    container = IndexReader.open(path.parent).segments[0].containers[1]
    row = container._rows[name]
    content = bytearray(path.read_bytes())
    part = np.frombuffer(content, row.dtype, row.count, row.offset)
    part[:] = change(part)
    del part
    path.write_bytes(content)


def read_all(folder):
    """What is said of damage when each paragraph and article is read; what else is raised fails the test."""
    try:
        (segment,) = IndexReader.open(folder).segments
    except IndexDamaged as error:
        yield str(error)
        return
    for read, count in ((segment.paragraph, segment.document_count), (segment.facts, 3), (segment.article, 3)):
        for number in range(count):
            try:
                read(number)
            except IndexDamaged as error:
                yield str(error)


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("change", [lambda a: a[::-1], lambda a: a + 255, lambda a: a * 0], ids=["turned", "more", "0"])
def test_wrong_numbers_are_damage_and_nothing_else(written, tmp_path, name, change):
    folder = tmp_path / "index"
    shutil.copytree(written, folder)
    (path,) = folder.glob("*.text")
    spoilt(path, name, change)
    assert all(str(path) in sentence for sentence in read_all(folder))


@pytest.mark.parametrize(
    "name", ["chunk_starts", "paragraph_sizes", "heading_levels", "facts.ends", "chunks.ends", "made_titles"]
)
def test_a_check_notices_changed_numbers(written, tmp_path, name):
    folder = tmp_path / "index"
    shutil.copytree(written, folder)
    (path,) = folder.glob("*.text")
    before = path.read_bytes()
    spoilt(path, name, lambda numbers: numbers ^ 1)
    changed = path.read_bytes() != before
    try:
        found = list(IndexReader.open(folder).problems())
    except IndexDamaged as error:
        found = [str(error)]
    assert bool(found) is changed
    assert all(str(path) in sentence for sentence in found)


def rewritten(path, name, array):
    """Write the file anew with that array for the one of that name (None: without it), so that checksums are right."""
    table = read_table(path.parent)
    identity = bytes.fromhex(table.segments[0].id)
    before = Container.open(path, identity)
    arrays = {each: before[each].copy() for each in before.names} | {name: array}
    with path.open("wb") as file:
        writer = ContainerWriter.begin(file, identity)
        for each, values in arrays.items():
            if values is not None:
                writer.add(each, values)
        writer.finish()
    row = table.segments[0]
    files = (row.files[0], FileRow(path.name, writer.length, writer.checksum))
    (path.parent / TABLE).write_bytes(evolve(table, segments=(evolve(row, files=files),)).encoded())


@pytest.fixture
def copied(written, tmp_path):
    folder = shutil.copytree(written, tmp_path / "index")
    (path,) = folder.glob("*.text")
    return folder, path


@pytest.mark.parametrize("array", [np.zeros(2, "u1"), np.zeros(4, "u1"), np.zeros(3, "<u2")])
def test_made_titles_that_are_not_a_byte_an_article_are_damage(copied, array):
    folder, path = copied
    rewritten(path, "made_titles", array)
    with pytest.raises(IndexDamaged, match=path.name):
        IndexReader.open(folder)


def test_a_check_names_flags_of_made_titles_that_are_none(copied):
    folder, path = copied
    rewritten(path, "made_titles", np.array([0, 2, 1], "u1"))
    reader = IndexReader.open(folder)
    assert list(reader.problems()) == [f"{path}: the array 'made_titles' has other numbers than 0 and 1"]
    with pytest.raises(IndexDamaged, match="made_titles"):
        _ = reader.segments[0].made_titles


def test_an_index_without_the_array_says_that_no_title_is_made(copied):
    folder, path = copied
    rewritten(path, "made_titles", None)
    (segment,) = IndexReader.open(folder).segments
    assert segment.made_titles is None
    assert [segment.facts(number).title_is_made for number in range(3)] == [False] * 3


def test_made_titles_stay_with_their_articles_through_deletions_and_merges(tmp_path):
    folder = tmp_path / "index"
    for name, made in (("a", True), ("b", False), ("c", False), ("d", True)):
        with writing(folder, ENGLISH) as writer:
            writer.add(make(name, "Iran", title_is_made=made))
    with writing(folder, ENGLISH) as writer:
        writer.delete("a")
        writer.merge()
    (segment,) = IndexReader.open(folder).segments
    assert segment.made_titles.tolist() == [False, False, True]
    with writing(folder, ENGLISH) as writer:
        writer.delete("d")
        writer.merge()
    (segment,) = IndexReader.open(folder).segments
    assert segment.made_titles is None


@pytest.mark.parametrize("seed", range(60))
def test_any_changed_bytes_are_damage_and_nothing_else(written, tmp_path, seed):
    folder = tmp_path / "index"
    shutil.copytree(written, folder)
    (path,) = folder.glob("*.text")
    content, chance = bytearray(path.read_bytes()), random.Random(seed)
    for _ in range(20):
        content[chance.randrange(64, len(content))] = chance.randrange(256)
    path.write_bytes(content)
    assert all(str(path) in sentence for sentence in read_all(folder))
