"""What is a question to be tried with? Pieces of the language in any order, and the laws that hold for every string.

``.ci/fuzz`` tries them with what coverage leads to.
"""

from hypothesis import strategies as st

from searchlib.analysis import preset
from searchlib.query import Fields, read
from searchlib.query.notices import SHOWN
from searchlib.query.queries import NullQuery
from tests.query.cases import METADATA
from tests.query.trees import flattened

ENGLISH = preset("english")
FIELDS = Fields(lambda: METADATA)

PIECES = [
    *"+-!&|()\"'“”„«»‘’*?~^:/\\,.;@#_0a é中<>=[]{}$",
    *("AND", "OR", "NOT", "BEFORE", "NEAR(", "SENTENCE(", "&&", "||", "AND NOT ", " OR ", " BEFORE ", ", 5)", "TO"),
    *("title:", "text:", "foo:", "author:", "source:", "lang:", "date:", "after:", "before:", "length:", "signed:"),
    *('"Case Number":', "case_number:", "AND:", "prices:", '"2nd:x":', '"":', "a_b:", "12,5", "17/03/2005", "$1,200"),
    *("2005", "-02", "-30", "..", ">", "<=", "1.5", "1e9", "-1", "1,250", "99999999999999999999"),
    *("https://", "www.", "iran", "US", "covid-19", "x", " ", "wom?n", "*stan", "em*y", "(a OR b)", "~iran"),
    *(
        "~",
        "~2",
        "^3",
        "^.5",
        "^0",
        "--",
        "[a-z]",
        "(?:",
        r"\d",
        "{2,}",
        "/a/",
        "/",
        "\0",
        "\ud800",
        "\ufeff",
        "\u200b",
    ),
    *("'s", "…", "'tis", "中国", "ß", "İ", "ﬁ", "e\u0301", "\u202e", "🙂", "שלום", "U.S.", "C++", "O'Brien"),
    *('צה"ל', "מ״כ", "مك*", "NGOs", "F-16s"),
]
typed = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
anything = st.text(max_size=80)

SENTENCE_PIECES = [
    *("the", "of", "and", "that", "was", "he", "us", "it", "der", "und", "die", "le", "les", "une", "que"),
    *(
        "iran",
        "swift",
        "boat",
        "boats",
        "covid-19",
        "9/11",
        "AT&T",
        "U.S.",
        "US",
        "WHO",
        "IT",
        "NATO",
        "e-mail",
        "wom?n",
    ),
    *("said,", "gone.", "why?", "[1]", "$5", "10:30", "x/y", "Note:", "note:this", "C++", "a + b", "*", "~", "~5", "^"),
    *("-later", "--later", "– then –", "—", "- ", "!now", "-", "'tis", "the boys'", "'90s", "don't", '-"boat"'),
    *('"swift boat"', '"swift', 'boat"', '12"', "“the swift boat", "boat”", "'swift boat'", "'swift", "«boat»", "«le"),
    *('"the boats"', '"covid-19 of"', '"iran"', '"a && b"', '"x^2 (y)"', '"note:x"', '""', "\u200b", "\ufeff-boat"),
]
SEARCHED_FOR = [
    *(
        "AND",
        "OR",
        "NOT",
        "BEFORE",
        "&&",
        "+iran",
        "++",
        "(boat)",
        "(",
        ")",
        "title:iran",
        "length:5",
        "swift*",
        "iran~",
    ),
    *("boat^2", "/ira[nq]/", "NEAR(swift boat)", '"swift b*"', '"~boats of"', '"swift boat"~3', '+"swift boat"'),
]
sentences = st.builds(
    lambda pieces, typed, place, case: case(" ".join([*pieces[:place], *typed, *pieces[place:]])),
    st.lists(st.sampled_from(SENTENCE_PIECES), min_size=5, max_size=25),
    st.lists(st.sampled_from(SEARCHED_FOR), max_size=2),
    st.integers(0, 25),
    st.sampled_from([str, str, str.upper]),
)
"""Mostly pasted sentences, some in capitals, some with what only a searcher types."""


def assert_laws(question, analyzer=ENGLISH):
    """What is understood is a question that means the same and has nothing to repair."""
    again = read(question.understood, analyzer, FIELDS)
    assert again.understood == question.understood
    assert flattened(again.tree) == flattened(question.tree)
    assert again.reading == question.reading
    assert len(question.warnings) <= SHOWN + 1
    if question.understood:
        assert again.warnings == ()
    else:
        assert question.tree is NullQuery
        assert question.warnings


def read_bytes(data):
    """Reads what the bytes mean: text as it is, or, after a first byte that says so, pieces of the language."""
    if data[:1] < b"\x80":
        text = data[1:].decode("utf-8", "surrogateescape")
    else:
        text = "".join(PIECES[byte % len(PIECES)] for byte in data[1:])
    try:
        assert_laws(read(text, ENGLISH, FIELDS))
    except Exception as error:
        raise AssertionError(ascii(text)) from error
