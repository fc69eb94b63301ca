"""What was added comes back, whatever was replaced, deleted, committed and merged on the way."""

import gc
import shutil
import tempfile
import weakref
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.analysis import Analyzer
from searchlib.article import Source
from searchlib.index import merger, segment_buffer
from searchlib.index.locked_writer import writing
from searchlib.index.reader import IndexReader
from searchlib.schema import WORD_FIELDS
from tests.index.corpora import ENGLISH, articles, by_spaces, make, postings, read_postings, titles


@contextmanager
def folder():
    path = Path(tempfile.mkdtemp())
    try:
        yield path / "index"
    finally:
        shutil.rmtree(path)


def several(word):
    """A term twice at one step with different spellings, and another at the next."""
    return [(word, 0), (word.upper(), 0), (word[:1], 1)]


OWN = Analyzer("own", by_spaces, (several,), lambda spelling: spelling.lower()[:2], lambda word: word)


def check(reader, kept, analyzer):
    """The snapshot holds these articles and no others."""
    assert [reader.segments[s].article(a) for s, a in reader.articles()] == kept
    assert [reader.segments[s].facts(a) for s, a in reader.articles()] == [article.facts for article in kept]
    assert reader.article_count == len(kept)
    for article in kept:
        segment, number = reader.find(article.id)
        assert reader.segments[segment].facts(number).id == article.id
    assert list(reader.problems()) == []
    for segment in reader.segments:
        check_segment(segment, analyzer)


def check_segment(segment, analyzer):
    everything = [segment.article(number) for number in range(segment.article_count)]
    paragraphs = [paragraph for article in everything for paragraph in article.paragraphs]
    assert [segment.paragraph(document) for document in range(segment.document_count)] == paragraphs
    owners = [number for number, article in enumerate(everything) for _ in article.paragraphs]
    assert [segment.article_of(document) for document in range(segment.document_count)] == owners
    assert segment.dates.tolist() == [0 if a.date is None else a.date.toordinal() for a in everything]
    for name in WORD_FIELDS:
        field = segment.fields[name]
        found, widths, lengths = postings(everything, analyzer, name)
        assert read_postings(field) == found
        assert [field.term_text(term) for term in range(field.term_count)] == sorted(found)
        assert [field.term_number(term) for term in sorted(found)] == list(range(field.term_count))
        assert field.starts.tolist() == np.cumsum([0, *(width + 1 for width in widths)]).tolist()
        if name == "text":
            assert segment.lengths.tolist() == lengths


steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), articles()),
        st.tuples(st.just("delete"), st.text("abc", min_size=1, max_size=2)),
        st.tuples(st.sampled_from(["commit", "flush", "reopen", "merge"]), st.none()),
    ),
    max_size=14,
)


def run(path, analyzer, todo):
    """Do the steps; the articles that must be there afterwards."""
    kept = {}
    opened = writing(path, analyzer)
    writer = opened.__enter__()
    for step, value in todo:
        if step == "add":
            writer.add(value)
            kept.pop(value.id, None)
            kept[value.id] = value
        elif step == "delete":
            assert writer.delete(value) is (kept.pop(value, None) is not None)
        elif step == "flush":
            writer._flush()
            writer._publish()
        elif step == "reopen":
            opened.__exit__(None, None, None)
            opened = writing(path, analyzer)
            writer = opened.__enter__()
        else:
            getattr(writer, step)()
        for article in kept.values():
            assert writer.held(article.identity).sha256 == article.sha256
    opened.__exit__(None, None, None)
    return list(kept.values())


@pytest.mark.parametrize("analyzer", [ENGLISH, OWN], ids=["english", "own"])
@settings(max_examples=60, deadline=None)
@given(
    todo=steps, batch=st.sampled_from([1, 60, segment_buffer.BATCH]), rows=st.sampled_from([1, 7, merger.RANGE_ROWS])
)
def test_what_was_added_and_not_deleted_comes_back(analyzer, todo, batch, rows):
    with folder() as path, pytest.MonkeyPatch.context() as patch:
        patch.setattr(segment_buffer, "BATCH", batch)
        patch.setattr(merger, "RANGE_ROWS", rows)
        kept = run(path, analyzer, todo)
        reader = IndexReader.open(path)
        if reader is None:
            assert kept == []
        else:
            check(reader, kept, analyzer)


@settings(max_examples=40, deadline=None)
@given(todo=steps, rows=st.sampled_from([1, 7, merger.RANGE_ROWS]))
def test_a_merge_makes_the_segment_that_one_commit_of_what_is_left_would_have_made(todo, rows):
    with folder() as path, folder() as other, pytest.MonkeyPatch.context() as patch:
        patch.setattr(merger, "RANGE_ROWS", rows)
        kept = run(path, ENGLISH, [*todo, ("merge", None)])
        with writing(other, ENGLISH) as writer:
            for article in kept:
                writer.add(article)
        merged, fresh = IndexReader.open(path), IndexReader.open(other)
        assert bool(fresh) is bool(kept)
        for one, two in zip(merged.segments, fresh.segments, strict=True) if merged and fresh else ():
            assert one.deleted is None
            for ours, theirs in zip(one.containers, two.containers, strict=True):
                assert ours.names == theirs.names
                for name in ours.names:
                    assert ours[name].tolist() == theirs[name].tolist(), name


@given(st.lists(titles, min_size=1, max_size=4), st.text(max_size=3), st.none() | st.text(max_size=3))
@settings(max_examples=40, deadline=None)
def test_spellings_are_found_by_ranges(texts, low, high):
    with folder() as path:
        with writing(path, ENGLISH) as writer:
            for number, text in enumerate(texts):
                writer.add(make(str(number), text))
        reader = IndexReader.open(path)
        field = reader.segments[0].fields["text"]
        every = [field.spelling_text(number) for number in range(field.spelling_count)]
        assert every == sorted(every)
        first, last = field.spelling_range(low, high)
        inside = [s for s in every if low <= s and (high is None or s < high)]
        assert every[first:last] == inside


def test_the_text_of_what_moves_is_not_kept_in_memory():
    source = Source("a.txt", file="/a.txt", part="")
    with folder() as path:
        article = evolve(make("a.txt", "Words."), source=source)
        with writing(path, ENGLISH) as writer:
            writer.add(article)
        moved = evolve(article, id="b.txt", source=evolve(source, path="b.txt", file="/b.txt"))
        with writing(path, ENGLISH) as writer:
            assert writer.move(article.identity, moved)
            kept = weakref.ref(moved)
            del moved
            gc.collect()
            assert kept() is None
        reader = IndexReader.open(path)
        assert [reader.segments[s].facts(a).id for s, a in reader.articles()] == ["b.txt"]
