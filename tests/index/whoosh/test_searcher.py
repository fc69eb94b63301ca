"""Whoosh, on our segments of articles, finds what is there: terms, positions, lengths, and what trees match."""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib._whoosh import quiet_import
from searchlib.analysis import Analyzer
from searchlib.index.locked_writer import writing
from searchlib.index.reader import IndexReader
from searchlib.index.whoosh.searcher import whoosh_searcher
from tests.index.corpora import ENGLISH, articles, by_spaces, make
from tests.index.test_locked_writer import OWN
from tests.index.whoosh.oracle import Oracle
from tests.index.whoosh.stock import NAMES, stock_searcher

with quiet_import():
    from whoosh import query as q
    from whoosh.qparser import QueryParser
    from whoosh.reading import TermNotFound


@contextmanager
def searching(kept, made_with, gone=(), cuts=(), **options):
    """A searcher over an index of these articles, ``gone`` of them deleted again, with a new segment after ``cuts``."""
    folder = Path(tempfile.mkdtemp())
    try:
        with writing(folder / "index", made_with) as writer:
            for number, article in enumerate(kept):
                writer.add(article)
                if number in cuts:
                    writer._flush()
            writer._flush()
            for number in gone:
                if number < len(kept):
                    writer.delete(kept[number].id)
            writer._publish()
            reader = IndexReader.open(folder / "index")  # before a commit merges
            with whoosh_searcher(reader, **options) as searcher:
                yield searcher, reader
    finally:
        shutil.rmtree(folder)


def oracle_of(reader, analyzer):
    """The oracle of the tokens of all that the reader's segments hold, in their order."""
    everything = []
    for segment in reader.segments:
        for number in range(segment.article_count):
            gone = segment.deleted_articles is not None and segment.deleted_articles[number]
            article = segment.article(number)
            everything.append(len(article.paragraphs) if gone else article)
    return Oracle.of(everything, analyzer)


corpora = st.lists(articles(), max_size=6, unique_by=lambda article: article.id)


@pytest.mark.parametrize("analyzer", [ENGLISH, OWN], ids=["english", "own"])
@settings(max_examples=15, deadline=None)
@given(kept=corpora, cuts=st.sets(st.integers(0, 5), max_size=2))
def test_terms_positions_and_lengths_are_those_of_the_tokens(analyzer, kept, cuts):
    with searching(kept, analyzer, cuts=cuts) as (searcher, reader):
        oracle = oracle_of(reader, analyzer)
        whoosh = searcher.reader()
        assert whoosh.doc_count() == whoosh.doc_count_all() == len(oracle.documents)
        for name in NAMES:
            words = sorted(oracle.lexicon(name))
            assert [text.decode() for text in whoosh.lexicon(name)] == words
            for word in words:
                matcher = whoosh.postings(name, word)
                places = [oracle.positions(number, name, word) for number in range(len(oracle.documents))]
                assert dict(matcher.items_as("positions")) == {n: p for n, p in enumerate(places) if p}
                assert whoosh.doc_frequency(name, word) == sum(map(bool, places))
                assert whoosh.frequency(name, word) == sum(map(len, places))
            lengths = [length(oracle, number, name) for number in range(len(oracle.documents))]
            assert [whoosh.doc_field_length(number, name) for number in range(len(lengths))] == lengths
            assert whoosh.field_length(name) == sum(lengths)
            if lengths:
                assert (whoosh.min_field_length(name), whoosh.max_field_length(name)) == (min(lengths), max(lengths))


def length(oracle, number, name):
    """Terms of a field, or of the field that a field of spellings belongs to."""
    return sum(map(len, oracle.words(number, name.removesuffix("_exact")).values()))


def longer(word):
    """A word of two letters is spelled in two ways at once."""
    return [(word, 0), (f"{word}q", 0)] if len(word) == 2 else [(word, 0)]


SHORT = Analyzer("short", by_spaces, (longer,), lambda spelling: spelling[:1], lambda word: word)


def test_a_spelling_of_several_codes_counts_each_place_once():
    with searching([make("a", "ab abq ac ab")], SHORT) as (searcher, reader):
        first, last = reader.segments[0].fields["text"].spelling_range("abq", "abq\0")
        assert last - first == 2, "the case that is tested"
        matcher = searcher.postings("text_exact", "abq")
        assert (matcher.value_as("positions"), matcher.weight()) == ([0, 1, 3], 3)
        assert [text.decode() for text in searcher.lexicon("text_exact")] == ["ab", "abq", "ac", "acq"]


WORDS = ["iran", "embassi", "embassy", "close", "closed", "closes", "us", "covid", "covid19", "the", "zz", "ab", "cl"]
fields = st.sampled_from(["text", "text", *NAMES])
words = st.sampled_from(WORDS)
leaves = st.one_of(
    st.builds(q.Term, fields, words),
    st.builds(q.Term, fields, words),
    st.builds(q.Phrase, fields, st.lists(words, min_size=1, max_size=3), st.sampled_from([1, 1, 2])),
    st.builds(q.Prefix, fields, st.sampled_from(["", "c", "clos", "e", "x"])),
    st.builds(q.Wildcard, fields, st.sampled_from(["*s", "cl?se", "*", "[ei]*"])),
    st.builds(q.Regex, fields, st.sampled_from(["clos", "c.*d$", "x?i"])),
    st.builds(
        q.FuzzyTerm,
        fields,
        words,
        maxdist=st.integers(1, 2),
        prefixlength=st.integers(0, 2),
        constantscore=st.booleans(),
    ),
    st.builds(q.TermRange, fields, st.none() | words, st.none() | words, st.booleans(), st.booleans()),
    st.sampled_from([q.NullQuery, q.Every(), q.Every("text"), q.Every("heading_exact")]),
)


def positive(parts):
    """What Whoosh answers rightly; for the others see DESIGN: its AndNot, Require, and Not of deleted documents err."""
    several = st.lists(parts, min_size=1, max_size=3)
    return st.one_of(
        st.builds(q.And, several),
        st.builds(q.Or, several),
        st.builds(q.DisjunctionMax, several),
        st.builds(q.AndMaybe, parts, parts),
        st.builds(q.ConstantScoreQuery, parts),
    )


def compounds(parts):
    return st.one_of(
        positive(parts),
        st.builds(q.AndNot, parts, parts),
        st.builds(q.Require, parts, parts),
        st.builds(q.Not, parts),
    )


gone_and_cut = st.tuples(st.sets(st.integers(0, 5), max_size=2), st.sets(st.integers(0, 5), max_size=2))


@settings(max_examples=30, deadline=None)
@given(kept=corpora, changes=gone_and_cut, some=st.lists(st.recursive(leaves, positive, max_leaves=6), min_size=5))
def test_trees_match_what_the_tokens_say(kept, changes, some):
    gone, cuts = changes
    with searching(kept, ENGLISH, gone, cuts) as (searcher, reader):
        oracle = oracle_of(reader, ENGLISH)
        for tree in some:
            assert set(searcher.docs_for_query(tree)) == oracle.matches(tree), tree


@settings(max_examples=30, deadline=None)
@given(kept=corpora, changes=gone_and_cut, some=st.lists(st.recursive(leaves, compounds, max_leaves=6), min_size=5))
def test_every_tree_is_answered_as_on_whooshs_own_codec(kept, changes, some):
    gone, cuts = changes
    with searching(kept, ENGLISH, gone, cuts) as (searcher, reader), stock_searcher(reader, ENGLISH) as stock:
        for tree in some:
            try:
                expected = list(stock.docs_for_query(tree))
            except IndexError:  # its AndNot asks an exhausted matcher for its document
                continue
            assert list(searcher.docs_for_query(tree)) == expected, tree


NEWS = [
    make("iran", "The embassy closes.", "Iran closed its embassy."),
    make("cup", "The cup was closed.", title="Closing of a cup"),
]


def test_stored_fields_are_the_paragraph_and_its_article():
    with searching(NEWS, ENGLISH) as (searcher, _):
        (hit,) = searcher.search(q.Term("text", "cup"))
        assert dict(hit) == {"text": "The cup was closed.", "title": "Closing of a cup", "heading": "", "id": "cup"}


def test_deleted_articles_are_not_found():
    with searching(NEWS, ENGLISH, gone=[0]) as (searcher, _):
        assert searcher.doc_count() == 1
        assert [fields["id"] for fields in searcher.documents()] == ["cup"]
        assert [hit["id"] for hit in searcher.search(q.Term("text", "close"))] == ["cup"]
        assert list(searcher.docs_for_query(q.Every())) == [2]


def test_whooshs_parser_reads_queries_when_it_is_given_the_analyzer():
    with searching(NEWS, ENGLISH, analyzer=ENGLISH) as (searcher, _):
        stems = QueryParser("text", searcher.schema).parse("closing")
        exact = QueryParser("text_exact", searcher.schema).parse('"iran closed"')
        assert len(searcher.search(stems)) == 3
        assert [hit["id"] for hit in searcher.search(exact)] == ["iran"]


def test_best_passages_come_first_and_pruning_loses_none():
    many = [make(f"a{n}", "embassy " * (1 + n % 7) + "word " * (n % 11)) for n in range(400)]
    with searching(many, ENGLISH) as (searcher, _):
        tree = q.Or([q.Term("text", "embassi"), q.Term("text", "word")])
        every = [hit.docnum for hit in searcher.search(tree, limit=None)]
        assert len(every) == 400
        assert [hit.docnum for hit in searcher.search(tree, limit=5)] == every[:5]


def test_an_unknown_term_is_whooshs_error():
    with searching(NEWS, ENGLISH) as (searcher, _):
        assert searcher.reader().doc_frequency("text", "nowhere") == 0
        with pytest.raises(TermNotFound):
            searcher.reader().term_info("text", "nowhere")
        with pytest.raises(TermNotFound):
            searcher.reader().postings("text", "nowhere")


def test_groups_of_paragraphs_can_be_asked_for():
    with searching(NEWS, ENGLISH) as (searcher, _):
        titles = q.Term("title", "cup")
        tree = q.NestedParent(titles, q.Term("text", "close"))
        assert set(searcher.docs_for_query(tree)) <= set(searcher.docs_for_query(titles))
