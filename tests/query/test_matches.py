import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.analysis import preset
from searchlib.query import matched_spans, read
from searchlib.query.whoosh import And, Every, Not, NullQuery, Or, Phrase, Prefix, Term

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
        ("al-Assad", "[al-Assad] and [Al] [Assad] and Assad"),
        ("US", "The [US] told us; the [U.S.] told us."),
        ("us", "The [US] told [us]"),
        ("AT&T", "[AT&T] at T"),
        ("iran -embassy", "[Iran] alone"),
        ("+iran embassy", "[Iran] and the [embassy]"),
        ("(iran AND iraq) OR syria", "Iran and [Syria]"),
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


@settings(max_examples=150, deadline=None)
@given(trees, st.text(alphabet="ab -US中国ß'\u0301.", max_size=30))
def test_spans_are_ascending_and_apart(tree, text):
    spans = matched_spans(tree, text, ENGLISH)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(start < end for start, end in spans)
