import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from searchlib.analysis import preset
from searchlib.query import Fields, read
from searchlib.query import given as question_of
from searchlib.query.notices import SHOWN
from searchlib.query.queries import Or, Prefix, Term
from tests.query.cases import CASES
from tests.query.contents import NUMBERS, TEXTS
from tests.query.fuzzing import ENGLISH, FIELDS, anything, assert_laws
from tests.query.fuzzing import typed as typed_pieces
from tests.query.trees import depth, flattened


@pytest.mark.parametrize(("typed", "understood", "warnings", "tree"), CASES, ids=[repr(case[0]) for case in CASES])
def test_a_question_is_understood(typed, understood, warnings, tree):
    question = read(typed, ENGLISH, FIELDS)
    assert question.understood == understood
    assert flattened(question.tree) == flattened(tree)
    assert len(question.warnings) == warnings, question.warnings
    assert_laws(question)


@settings(max_examples=600, deadline=None)
@given(st.one_of(typed_pieces, anything))
@example("0\xad\x1b0")
@example("a:b:c:" * 5)
@example("((a AND (b OR NOT (c -(-(d +(-e) f))))))")
def test_any_text_is_read_and_what_is_understood_means_the_same(text):
    assert_laws(read(text, ENGLISH, FIELDS))


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["plain", "german", "french"]), typed_pieces)
def test_so_it_is_with_other_analyzers(name, text):
    assert_laws(read(text, preset(name), FIELDS), preset(name))


operands = st.sampled_from(
    [
        *("a", "b", "c", '"a b"', "iran", "title:d", "emb*", "*stan", "wom?n", "iran~", "iran^2", "/a(b c)/", "foo:x"),
        *(
            '"a b"~5',
            '"a* b"',
            '"(a OR b c) d"',
            '"~a b"',
            "NEAR(a b, 5)",
            "NEAR(a (b OR c*))",
            "a BEFORE b",
            "SENTENCE(a b)",
        ),
        *(
            "author:x",
            'author:"x y"',
            "source:x*",
            "lang:en",
            "date:2005",
            "after:2005",
            "length:>5",
            "(author:x OR a)",
        ),
        *("a BEFORE (b OR c)", "title:a BEFORE b", "(a b)^2", "(author:x OR author:y)", "author:(x y)", "x/y"),
    ]
)
deep = st.recursive(
    operands,
    lambda inner: st.builds(
        "{}{}{}{}{}".format,
        st.sampled_from(
            [
                "",
                "-",
                "+",
                "NOT ",
                "a AND ",
                "a BEFORE ",
                "title:",
                "author:x ",
                "date:2005 OR ",
                "-lang:en AND ",
                "b OR ",
                "c ",
                "-d ",
                "+e ",
                "NOT f AND ",
                "-a OR ",
            ]
        ),
        st.sampled_from(["(", "-(", "NOT (", "+(", "NEAR(", "SENTENCE("]),
        inner,
        st.sampled_from([")", " g)", " AND h)", " OR NOT i)", " -k)", " +l)", ")^2", ", 3)", " OR author:y)"]),
        st.sampled_from(
            [
                "",
                " AND b",
                " OR c",
                " d",
                " -e",
                " BEFORE x",
                " lang:en",
                " OR lang:en",
                " AND date:2005",
                " +f",
                " OR NOT g",
                " AND NOT h",
            ]
        ),
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(deep, min_size=1, max_size=3).map(" ".join))
def test_what_is_understood_of_nested_groups_means_the_same(text):
    assert_laws(read(text, ENGLISH, FIELDS))


@pytest.mark.parametrize(
    "typed",
    [
        "(" * 10_000 + "iran" + ")" * 10_000,
        "(" * 10_000,
        ")" * 10_000,
        "x AND (y (" * 5_000 + "z",
        "-(" * 10_000 + "iran" + ")" * 10_000,
        "(+a b -c " * 10_000 + "d",
        "a OR NOT (" * 10_000 + "b",
        "title:(" * 10_000 + "b",
        "(foo:bar wom?n " * 10_000,
    ],
    ids=lambda typed: typed[:20],
)
def test_brackets_past_a_hundred_levels_are_left_out(typed):
    question = read(typed, ENGLISH)
    assert any("100" in warning or "bracket" in warning for warning in question.warnings)
    assert depth(question.tree) <= 3 * 100 + 4
    assert_laws(question)


@pytest.mark.parametrize("levels", [98, 99, 100, 101])
@pytest.mark.parametrize("inner", ["foo:bar", "+wom?n", "foo:title:x", '-foo:"a b" c'])
def test_the_law_holds_at_the_deepest_level(levels, inner):
    assert_laws(read("(+a " * levels + inner + ")" * levels, ENGLISH))


def test_a_hundred_levels_are_honoured():
    question = read("(a AND (b OR " * 50 + "c" + "))" * 50, ENGLISH)
    assert question.warnings == ()
    assert depth(question.tree) == 101


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "a ",
            "'a ",
            '"',
            '"a ',
            "«",
            "~",
            "a~1,",
            "a-",
            "*a",
            "a?",
            "a:",
            "foo:",
            "foo:bar ",
            "title:",
            "AND ",
            "NOT ",
        ),
        *(
            "+-",
            " ",
            "a",
            "a.",
            "中",
            "-(",
            "&",
            "|",
            "||",
            "(",
            ")",
            "+a ",
            "'",
            "-a ",
            "a/",
            "a* ",
            "«a»",
            "\0",
            "é",
            "!",
        ),
    ],
)
def test_a_hundred_thousand_characters_of_anything_are_read_to_the_end(piece):
    """Work that grew with the square of the question would take minutes here."""
    question = read((piece * 100_000)[:100_000], ENGLISH)
    assert len(question.warnings) <= SHOWN + 1


def test_ten_thousand_words_are_all_looked_for():
    question = read(" ".join(f"w{number}" for number in range(10_000)), ENGLISH)
    assert type(question.tree) is Or
    assert len(question.tree.subqueries) == 10_000
    assert question.warnings == ()


def test_warnings_are_counted_past_the_fifth():
    question = read(" ".join(f"unknown{number}:x" for number in range(30)), ENGLISH)
    assert len(question.warnings) == SHOWN + 1
    assert question.warnings[-1].startswith("and 25 more")


def test_a_warning_names_the_nearest_field():
    (warning,) = read("titel:iran", ENGLISH).warnings
    assert "“titel”" in warning
    assert "title:" in warning


def test_a_warning_names_no_field_that_cannot_be_typed():
    fields = Fields(lambda: {"passage": TEXTS, "text_exact": TEXTS, "pages": NUMBERS})
    for name in ("passage", "pasage", "text_exact", "text_exac"):
        (warning,) = read(f"{name}:iran", ENGLISH, fields).warnings
        assert f"“{name}”" in warning
        assert "passage:" not in warning
        assert "text_exact:" not in warning
    (warning,) = read("pagse:7", ENGLISH, fields).warnings
    assert warning.endswith("did you mean pages:")


def test_a_warning_says_what_is_left_out_before_a_star():
    (warning,) = read("c+*", ENGLISH).warnings
    assert "“+”" in warning
    assert "“c*”" in warning


def test_the_beginning_of_a_number_is_read_as_the_language_writes_numbers():
    german = preset("german")
    assert flattened(read("1.2*", german).tree) == flattened(Prefix("text_exact", "12"))
    assert flattened(read("1,5*", german).tree) == flattened(Prefix("text_exact", "1.5"))


def test_a_field_of_the_user_is_known():
    question = read("ministry:justice", ENGLISH, Fields(lambda: {"Ministry": TEXTS}))
    assert question.tree.child == Term("Ministry", "justice")
    assert question.warnings == ()


def test_fields_of_the_user_are_looked_up_for_unknown_names_alone():
    calls = []
    fields = Fields(lambda: calls.append(1) or {"length": NUMBERS})
    read("Note: embassy title:iran -author:(smith OR jones) 10:30 https://x.org date:2005", ENGLISH, fields)
    assert calls == []
    read("length:5 lenght:6 kind:7", ENGLISH, fields)
    assert calls == [1]


@pytest.mark.parametrize(
    ("typed", "reading"),
    [
        ("iran", "passages with iran"),
        ("embassy iran", "passages with any of: embassy, iran"),
        ("embassy AND iran", "passages with all of: embassy, iran"),
        ('"closed embassy" -iraq', "passages with the exact phrase “closed embassy”, without iraq"),
        ("+iran embassy", "passages with iran, preferably embassy"),
        ("-iran", "all passages without iran"),
        ("title:emb*", "passages with a word that begins with “emb” in the title"),
        ("a AND (b c)", "passages with all of: a, (any of: b, c)"),
        ("", "nothing"),
    ],
)
def test_a_question_is_said_in_words(typed, reading):
    assert read(typed, ENGLISH).reading == reading


def test_a_tree_that_whoosh_cannot_write_is_told_as_python_does():
    class Unwritten(Term):
        def __str__(self):
            raise NotImplementedError(type(self).__name__)

    assert "iran" in question_of(Unwritten("text", "iran")).asked
