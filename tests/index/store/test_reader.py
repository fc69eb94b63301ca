"""Articles come back as they were added, and a file that was changed is called damaged, never read past its bounds."""

import random
import shutil
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.article import Article, Paragraph
from searchlib.errors import ArticleError, IndexDamaged
from searchlib.index.locked_writer import writing
from searchlib.index.reader import IndexReader
from searchlib.index.store import layout
from searchlib.index.store.chunks import CHUNK_SIZE, cuts_of
from searchlib.index.store.layout import tidy
from tests.index.corpora import ENGLISH, make

LONG = [make("long", *(f"élève {n} " * (n % 40) for n in range(200))), make("none"), make("ascii", "a  b " * 900, "c")]


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
    text = tidy(raw)
    paragraph = Paragraph(1, text, (), 0, len(raw))
    assert Article(id="a", title="", text=raw, paragraphs=[paragraph]).paragraphs[0].text == text


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


NUMBERS = [*layout.COUNTED, *layout.NUMBERS, "facts.ends", "contexts.ends", "chunks.ends", "chunks.dictionaries"]


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


@pytest.mark.parametrize("name", ["chunk_starts", "paragraph_sizes", "heading_levels", "facts.ends", "chunks.ends"])
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
