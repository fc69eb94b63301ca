"""Words near each other: matches, scores and marked words are those of brute force over the tokens."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.analysis import preset
from searchlib.engine.execution.execution import Execution, Snapshot
from searchlib.engine.execution.explain import explain
from searchlib.engine.ranking import Ranking
from searchlib.errors import InvalidRequest
from searchlib.highlight import proximity as standing
from searchlib.highlight.highlighter import Marker
from searchlib.highlight.pattern_terms import spelled_out
from searchlib.highlight.tokens import TokenCache
from searchlib.query.queries import Near
from tests.engine import brute
from tests.engine.execution.fakes import FakeSegment
from tests.engine.execution.oracle import Oracle
from tests.engine.execution.test_explain import adds_up
from tests.engine.execution.trees import q

ENGLISH = preset("english")
LEXICON = TokenCache(ENGLISH)
RARE = ["close", "closed", "Iran", "the", "e-mail", "Te\u0301he\u0301ran", "שלום", "🙂", "東京大"]
WORDS = [*["closes", "US", "us"] * 4, *RARE]
SPELLINGS = ["close", "closed", "iran", "the", "e", "mail", "email", "teheran", "שלום", "東京", "京大", "talk"]
STEMS = [*["close", "closes", "US", "us"] * 3, *SPELLINGS]


def tokens_of(text):
    """The tokens as the index has them, and what of the text each is."""
    tokens, spans = [], {}
    for token in ENGLISH.tokens(text):
        for term in token.terms:
            place = token.position + term.step
            tokens += [[] for _ in range(place + 1 - len(tokens))]
            tokens[place].append((term.text, term.spelling))
            spans[place, term.text, term.spelling] = (token.start, token.end)
    return tokens, spans


def joined(spans):
    """Spans that overlap as one."""
    found = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            start, end = found[-1][0], max(end, found.pop()[1])
        found.append((start, end))
    return tuple(found)


sentences = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
documents = st.fixed_dictionaries({"text": sentences}, optional={"title": sentences, "heading": sentences})


@st.composite
def corpora(draw):
    """Up to three segments of texts, None in place of a deleted document."""
    return draw(st.lists(st.lists(documents | st.none(), max_size=5), min_size=1, max_size=3))


def leaves(field):
    both, exact = st.sampled_from([field, f"{field}_exact"]), st.just(f"{field}_exact")
    words = st.builds(q.Term, both, st.sampled_from(STEMS))
    patterns = st.one_of(
        st.builds(q.Prefix, exact, st.sampled_from(["clo", "t", "e", "US"])),
        st.builds(q.Wildcard, exact, st.sampled_from(["*s", "c*e", "?s", "t?e", "*l*"])),
        st.builds(q.Regex, exact, st.sampled_from([r"(?:clos.*)\Z", r"(?:us|the)\Z", r"(?:[^ -~]+)\Z"])),
        st.builds(q.FuzzyTerm, exact, st.sampled_from(["closd", "irna", "mall"]), maxdist=st.integers(1, 2)),
    )
    phrases = st.builds(q.Phrase, both, st.lists(st.sampled_from(STEMS), min_size=1, max_size=3))
    return words, patterns, phrases


def nears(field):
    words, patterns, phrases = leaves(field)
    alone = st.one_of(words, words, words, patterns, phrases)
    part = alone | st.lists(alone, min_size=1, max_size=3).map(q.Or)
    gaps = st.sampled_from([0, 0, 1, 2, 5, None])

    def near(parts, most=2):
        several = st.lists(parts, min_size=1, max_size=most)
        return st.builds(Near, several, gaps=gaps, is_ordered=st.booleans(), boost=st.sampled_from([1.0, 2.5]))

    return near(part, 4) | near(part | near(part) | near(alone).map(lambda inner: q.Or([inner])), 3)


def everything():
    return st.recursive(
        st.one_of(*leaves("text"), NEARS, NEARS, *leaves("title"), nears("title")),
        lambda parts: st.one_of(
            st.lists(parts, min_size=1, max_size=3).map(q.And),
            st.lists(parts, min_size=1, max_size=3).map(q.Or),
            st.builds(q.AndNot, parts, parts),
            st.builds(q.AndMaybe, parts, parts),
            st.builds(q.And, st.tuples(parts, parts.map(q.Not)).map(list)),
            st.builds(q.ConstantScoreQuery, parts, st.just(0.5)),
        ),
        max_leaves=4,
    )


NEARS = nears("text")
TREES = everything()


def indexed(corpus):
    """A snapshot, all its documents in order, and what of their texts each token is; None for a deleted one."""
    analysed = [[{f: tokens_of(text) for f, text in (doc or {}).items()} for doc in part] for part in corpus]
    tokens = [[{f: each[0] for f, each in doc.items()} for doc in part] for part in analysed]
    gone = [[n for n, doc in enumerate(part) if doc is None] for part in corpus]
    kept = [
        None if doc is None else t
        for docs, part in zip(corpus, tokens, strict=True)
        for doc, t in zip(docs, part, strict=True)
    ]
    spans = [{f: each[1] for f, each in doc.items()} for part in analysed for doc in part]
    segments = [FakeSegment(part, deleted) for part, deleted in zip(tokens, gone, strict=True)]
    return Snapshot(segments, ranking=Ranking(near=0.0, likeness=0.0)), kept, spans


def expected_spans(tree, document, spans, field):
    return joined(spans[field][token] for token in brute.matched(tree, document, field))


@pytest.fixture(params=["each order", "sets"])
def ways(request, monkeypatch):
    """Few parts are marked as many are."""
    if request.param == "sets":
        monkeypatch.setattr(standing, "_FEW", 1)


@settings(max_examples=60, deadline=None)
@given(corpora(), st.lists(NEARS, min_size=1, max_size=4))
def test_matches_and_scores_are_those_of_brute_force(corpus, trees):
    snapshot, kept, _ = indexed(corpus)
    oracle = Oracle(kept)
    for tree in trees:
        documents, scores = Execution(snapshot).matches(tree)
        got = dict(zip(documents.tolist(), scores.tolist(), strict=True))
        assert got == pytest.approx(oracle.scores(tree), rel=1e-5), tree


@pytest.mark.usefixtures("ways")
@settings(max_examples=60, deadline=None)
@given(corpora(), TREES)
def test_the_best_come_first_and_what_is_marked_of_them_is_what_brute_force_marks(corpus, tree):
    snapshot, kept, spans = indexed(corpus)
    texts = [document for part in corpus for document in part]
    scores = Oracle(kept).scores(tree)
    execution = Execution(snapshot)
    top = execution.top(tree, 10)
    assert dict(zip(top.documents, top.scores, strict=True)) == pytest.approx(
        {n: scores[n] for n in top.documents}, rel=1e-5
    )
    assert len(top.documents) == min(10, len(scores))
    marker = Marker(spelled_out(tree, execution.matching.leaves.spellings), LEXICON)
    for n in top.documents:
        for field, text in texts[n].items():
            found = marker.spans_in(field, text, lambda leaf, n=n: brute.holds(leaf, kept[n]))
            assert found == expected_spans(tree, kept[n], spans[n], field), (field, text)
        assert adds_up(explain(execution, tree, n)) == pytest.approx(scores[n], rel=1e-5, abs=1e-9)


def near(*words, gaps=0, is_ordered=True):
    return Near(
        [word if isinstance(word, q.Query) else q.Term("text_exact", word) for word in words],
        gaps=gaps,
        is_ordered=is_ordered,
    )


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (near("a", q.Or([near("b"), near("c")])), "[a] [b] [a] [c] [a] [b] a x b"),
        (near("a", "b", gaps=1, is_ordered=False), "[a] [b] x x a x x b x x [b] x [a] x x"),
        (near("a", "b", gaps=None), "b [a] x [a] [b] a"),
        (near("a", "b", "c", gaps=None), "b c [a] c [b] [a] [b] [c] b a"),
        (near("a", "a", gaps=2, is_ordered=False), "x [a] x x [a] x x x a"),
        (near(q.Phrase("text_exact", ["a", "b"]), "c", gaps=1), "[a] [b] x [c] b a c"),
        (near(q.Phrase("text_exact", ["a", "b"]), "c"), "a [a] [b] [c] a"),
        (near(near("a", "b", gaps=1, is_ordered=False), "c", gaps=1), "a x x b c [b] x [a] x [c] [a] [b] [c]"),
        (near(q.Prefix("text_exact", "ab"), "c"), "[ab] [c] [abc] [c] a c"),
        (near(near("a", "b", gaps=None), "c", gaps=None), "[a] [b] [c] a"),
    ],
)
def test_only_what_takes_part_in_a_match_is_marked(tree, expected):
    text = expected.replace("[", "").replace("]", "")
    found = Marker(tree, LEXICON).spans(text)
    marked = text
    for start, end in reversed(found):
        marked = f"{marked[:start]}[{marked[start:end]}]{marked[end:]}"
    assert marked == expected
    snapshot, kept, _ = indexed([[{"text": "x"}, {"text": text}]])
    assert Execution(snapshot).matches(tree)[1].tolist() == pytest.approx([*Oracle(kept).scores(tree).values()])


@pytest.mark.parametrize(("gaps", "places"), [(0, 1), (1, 1), (2, 2), (None, 14)])
def test_many_words_in_any_order_are_found_by_windows(gaps, places):
    words = [f"w{n}" for n in range(13)]
    text = " ".join([*reversed(words), *"xxxxxxxxx", *words[:9], "x", "x", *words[9:], "x"])
    snapshot, kept, _ = indexed([[{"text": text}]])
    tree = near(*words, gaps=gaps, is_ordered=False)
    _, scores = Execution(snapshot).matches(tree)
    weight = sum(Oracle(kept).parts(tree))
    assert scores.tolist() == pytest.approx([weight * places / (places + 1.0)], rel=1e-5)
    count = len(Marker(tree, LEXICON).spans(text))
    assert count == (13 if places == 1 else 26)


def test_of_very_many_words_two_may_stand_on_one_place():
    words = [f"w{n}" for n in range(13)]
    text = " ".join([*words, "closes", *("x" * 30), "close"])
    snapshot, *_ = indexed([[{"text": text}]])
    both = [q.Term("text", "close"), q.Term("text_exact", "closes")]
    for parts, count in ((both, 0), ([*words[:3], *both], 0), ([*words, *both], 14)):
        tree = near(*parts, gaps=20, is_ordered=False)
        assert len(Execution(snapshot).matches(tree)[0]) == (count > 0)
        marked = Marker(tree, LEXICON).spans(text)
        assert len(marked) == count


@pytest.mark.parametrize(
    ("tree", "message"),
    [
        (near("a", q.And([q.Term("text", "b")])), "not And"),
        (near("a", q.Phrase("text", ["b", "c"], slop=2)), "not Phrase"),
        (near("a", near("b", q.Every())), "not Every"),
        (near("a", q.Or([q.Term("title", "b")])), "in one field: not in text and title"),
    ],
)
def test_what_cannot_be_near_anything_is_refused(tree, message):
    snapshot, *_ = indexed([[{"text": "a b"}]])
    with pytest.raises(InvalidRequest, match=message):
        Execution(snapshot).matches(tree)


@pytest.mark.parametrize("tree", [Near([], gaps=0), near("a", q.Or([])), near(near(), "a"), near("a", "b", gaps=-1)])
def test_a_near_of_nothing_matches_nothing(tree):
    snapshot, *_ = indexed([[{"text": "a b"}]])
    assert Execution(snapshot).matches(tree)[0].tolist() == []
    assert Marker(tree, LEXICON).spans("b") == ()


def test_it_is_explained_by_its_parts():
    snapshot, *_ = indexed([[{"text": "a b c d"}, {"text": "a"}]])
    tree = near(
        q.Or([q.Term("text", "a"), q.Phrase("text", ["b", "c"])]), q.Prefix("text", "d"), gaps=3, is_ordered=False
    )
    text = str(explain(Execution(snapshot), tree, 0))
    assert 'BM25 of NEAR((a OR "b c") d*, 3), the product of' in text
    assert "what d* weighs" in text
    inner = near("c", near("d", gaps=5, is_ordered=False), gaps=None)
    assert 'BM25 of "b (c BEFORE NEAR(d, 5))"' in str(explain(Execution(snapshot), near("b", inner), 0))
