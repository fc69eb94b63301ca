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
]
typed = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
anything = st.text(max_size=80)


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
