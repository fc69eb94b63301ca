import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.analysis import preset
from searchlib.highlight.highlighter import Marker, matched_spans
from searchlib.highlight.tokens import TokenCache
from searchlib.query import read
from searchlib.query.queries import (
    And,
    ConstantScoreQuery,
    Every,
    Near,
    Not,
    NullQuery,
    Or,
    Phrase,
    Prefix,
    Term,
    Wildcard,
)

ENGLISH = preset("english")


def marked(typed, text):
    """The text with the matched words in brackets."""
    spans = matched_spans(read(typed, ENGLISH).tree, text, ENGLISH)
    for start, end in reversed(spans):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("embassy iran", "The [embassies] of [Iran] are closed; an Iranian closes."),
        ('"embassies"', "The [embassies] of Iran"),
        ('"embassy"', "The embassies of Iran"),
        ("closing", "It [closed], [closes] and was [closing]."),
        ('"closed embassy"', "A closed door, a [closed] [embassy], an embassy closed."),
        ('"to be or not to be"', "[to] [be] [or] [not] [to] [be] or not"),
        ('"a b a"', "b [a] [b] [a] [b] [a] b"),
        ('"closed embassy"', "A [closed] - … - [embassy]; closed, a, embassy, closed."),
        ("ira*", "[Iran], [Iraq], [Iranian]; Paris"),
        ("covid-19", "[Covid-19], [covid] [19], [Covid19] but not Covid or 19"),
        ("email", "[e-mail] [email] mail"),
        ("municipality", "the [muni-\u00adcipality] had"),
        ('"the municipality had"', "and [the] [muni-\u00adcipality] [had]; the had"),
        ("munici*", "the [muni-\u00adcipality]"),
        ("well-known", "[well-\u00adknown], [well-known], [wellknown], [well] [known]; known well"),
        ("well known", "[well-\u00adknown] [well] and [known]"),
        ('"well-known firm"', "a [well-\u00adknown] [firm], a [well-known] [firm], known firm"),
        ('"the muni-\ncipality had"', "[the] [muni-\u00adcipality] [had] [the] [municipality] [had]"),
        ("cooperate", "[co\u00adoperate]"),
        ('"D.K. Kim"', "[D. K.] [Kim], [D.K.] [Kim] and [DK] [Kim], K. Kim"),
        ('"D. K. Kim"', "[D. K.] [Kim], [D.K.] [Kim] and [DK] [Kim], K. Kim"),
        ('"D. Kim"', "[D. K.] [Kim] [D]. [Kim]"),
        ("kim", "D. K. [Kim]; D. K. L."),
        ("k", "[D. K.] [K], K.D. [K]."),
        ("D. K. Kim", "[D. K.] [Kim]"),
        ("US", "The U. N. and the [U. S.]; us"),
        ("3456678", "[3\u202f456\u00a0678], [3,456,678], 3 456 678"),
        ("3\u00a0456\u00a0678", "[3\u202f456\u202f678], [3.456.678]"),
        ('"of 3\u00a0456 people"', "[of] [3\u2009456] [people]"),
        ("NEAR(the had, 1)", "[the] muni-\u00adcipality [had]"),
        ('"กรุงเทพ"', "ไป[กรุงเทพ]มหานคร"),
        ("*กรุงเทพ*", "ไป[กรุงเทพ]มหานคร"),
        ("กุ้ง", "ซื้อ[กุ้ง]สด 3 [กุ้ง] x"),
        ("กุ้", "ซื้อ[กุ้]งสด 3ก"),
        ("ភាសា\u200bខ្មែរ", "ខ្ញុំ[ភាសាខ្មែរ]ណា"),
        ("al-Assad", "[al-Assad] and [Al] [Assad] and Assad"),
        ("US", "The [US] told us; the [U.S.] told us."),
        ("us", "The [US] told [us]"),
        ("AT&T", "[AT&T] at T"),
        ("iran -embassy", "[Iran] alone"),
        ("+iran embassy", "[Iran] and the [embassy]"),
        ("(iran AND text:iraq) OR syria", "Iran and [Syria]"),
        ("(iran AND iraq) OR syria", "[Iran], [Iraq] and [Syria]"),
        ("(iran -iraq) OR syria", "Iran, Iraq and [Syria]"),
        ("title:iran embassy", "The [embassy] of Iran"),
        ("title:iran AND embassy", "The [embassy] of Iran"),
        ("embassy -title:iran", "The [embassy] of Iran"),
        ("title:iran", "Iran"),
        ("-iraq", "Iran"),
        ("東京大学", "[東京大学]は[東京大学]"),
        ("京", "東[京]大学 [京] [京]"),
        ("京", "他昨天到了北[京]。[京][京]大"),
        ('"京"', "到了北[京]。"),
        ("京*", "東[京]大学 北[京]"),
        ("京大 学", "東[京大][学]"),
        ("が", "あ[か\u3099]い"),
        ("中", "[中\ufe00]国 人[中\ufe00]"),
        ("1,2*", "[1,250] and [1200] and [12], not 1.5.2 or 2005-02-03"),
        ("Téhéran", "[Te\u0301he\u0301ran], [TEHERAN]"),
        ("שלום iran", "🙂 [Iran] [שלום], [Iran]"),
        ("", "Iran"),
    ],
)
def test_what_matched_is_marked(typed, expected):
    assert marked(typed, expected.replace("[", "").replace("]", "")) == expected


def test_in_a_text_that_cannot_match_each_word_is_marked():
    assert marked("iran AND embassy", "Iran alone") == "[Iran] alone"
    assert marked("iran -embassy", "Iran and the embassy") == "[Iran] and the embassy"


@pytest.mark.parametrize("tree", [NullQuery, Every(), Not(Term("text", "iran")), Term("title", "iran"), Every("text")])
def test_a_tree_of_no_words_in_the_text_marks_nothing(tree):
    assert matched_spans(tree, "iran and iraq", ENGLISH) == ()


def spans_of(tree, text, field="text", known=None):
    marker = Marker(tree, TokenCache(ENGLISH))
    found = marker.spans(text, known=known) if field == "text" else marker.spans_in(field, text, known)
    return [text[start:end] for start, end in found]


def test_words_of_a_passage_are_marked_in_its_text_its_title_and_its_headings():
    tree = Or([Term("passage", "embassi"), Term("passage_exact", "US"), Term("title", "iran")])
    assert spans_of(tree, "US embassies in Iran") == ["US", "embassies"]
    assert spans_of(tree, "US embassies in Iran", "title") == ["US", "embassies", "Iran"]
    assert spans_of(tree, "US embassies in Iran", "heading") == ["US", "embassies"]
    assert spans_of(Prefix("title_exact", "ira"), "Iran", "title") == ["Iran"]
    assert spans_of(Phrase("title", ["iran", "embassi"]), "Iran Embassy, Iran", "title") == ["Iran", "Embassy"]
    assert spans_of(Term("text", "iran"), "Iran", "title") == []


def test_a_word_that_is_not_in_the_text_may_be_in_the_title():
    tree = Or([And([Term("passage", "a"), Term("passage", "b")]), Term("text", "c")])
    assert spans_of(tree, "a c") == ["a", "c"]
    assert spans_of(tree, "a c", known=lambda leaf: leaf.text == "b") == ["a", "c"]
    assert spans_of(tree, "a c", known=lambda leaf: False) == ["c"]
    both = And([Term("passage", "a"), Not(Term("passage", "b")), Phrase("passage", ["x", "y"])])
    assert spans_of(both, "a") == ["a"]


def test_what_restricts_marks_nothing_and_hides_nothing():
    facts = ConstantScoreQuery(Wildcard("source", "*politics*"), 0.0)
    tree = And([Phrase("text_exact", ["a", "b"]), facts])
    assert spans_of(tree, "a b a") == ["a", "b"]
    assert spans_of(And([Or([And([Term("text", "a"), facts]), Term("text", "b")])]), "a b") == ["a", "b"]


@pytest.mark.parametrize("parts", [(Term("title", "b"),), (Every(),), (Or([Term("text", "b"), Term("title", "b")]),)])
def test_a_near_of_another_field_is_unknown(parts):
    near = Near([Term("text", "a"), *parts], gaps=0)
    assert spans_of(And([Term("text", "a"), near]), "a b") == ["a"]
    assert spans_of(near, "a b") == []


def test_a_long_paragraph_is_marked_in_a_moment():
    text = "a b " * 5000
    for gaps, is_ordered in ((None, True), (3, False), (0, True)):
        near = Near([Term("text", "a"), Term("text", "b")], gaps=gaps, is_ordered=is_ordered)
        assert len(spans_of(near, text)) == 10_000


WORDS = ["a", "b", "ab", "b-a", "US", "us", "-"]
texts = st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join)
spelled = st.sampled_from(["a", "b", "ab", "ba", "US", "us"])
leaves = st.one_of(
    st.builds(Term, st.sampled_from(["text", "text_exact"]), spelled),
    st.builds(Prefix, st.just("text_exact"), spelled),
    st.builds(Phrase, st.sampled_from(["text", "text_exact"]), st.lists(spelled, min_size=2, max_size=3)),
)
trees = st.recursive(
    leaves,
    lambda parts: st.one_of(st.builds(kind, st.lists(parts, min_size=1, max_size=3)) for kind in (And, Or)),
    max_leaves=6,
)


def brute_force(tree, tokens):
    """The numbers of the tokens that a tree matched, None if it did not match."""
    if isinstance(tree, And | Or):
        found = [brute_force(branch, tokens) for branch in tree.subqueries]
        held = [numbers for numbers in found if numbers is not None]
        enough = len(held) == len(found) if isinstance(tree, And) else held
        return set().union(*held) if enough else None
    words = tree.words if isinstance(tree, Phrase) else [tree.text]
    numbers = set()
    for start in range(2 * len(tokens)):
        places = [standing(word, start + step, tree, tokens) for step, word in enumerate(words)]
        if all(place is not None for place in places):
            numbers.update(places)
    return numbers or None


def standing(word, position, leaf, tokens):
    """The number of the token that has the leaf's word at the position."""
    for number, token in enumerate(tokens):
        for term in token.terms:
            form = term.text if leaf.fieldname == "text" else term.spelling
            same = form.startswith(word) if isinstance(leaf, Prefix) else form == word
            if token.position + term.step == position and same:
                return number
    return None


@settings(max_examples=150, deadline=None)
@given(trees, texts)
def test_the_marked_words_are_those_that_brute_force_finds(tree, text):
    tokens = ENGLISH.tokens(text)
    expected = brute_force(tree, tokens)
    if expected is not None:
        found = matched_spans(tree, text, ENGLISH)
        assert found == tuple((tokens[number].start, tokens[number].end) for number in sorted(expected))


@settings(max_examples=100, deadline=None)
@given(trees, texts)
def test_many_pieces_found_in_one_pass_are_those_found_one_by_one(tree, text):
    one_by_one = Marker(tree, TokenCache(ENGLISH))
    in_one_pass = Marker(tree, TokenCache(ENGLISH))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("searchlib.highlight.highlighter._MANY", 0)
        found = in_one_pass.spans(text), in_one_pass.matches(text)
    assert found == (one_by_one.spans(text), one_by_one.matches(text))


@settings(max_examples=150, deadline=None)
@given(trees, st.text(alphabet="ab -US中国ß'\u0301.", max_size=30))
def test_spans_are_ascending_and_apart(tree, text):
    spans = matched_spans(tree, text, ENGLISH)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in spans)
