"""Every kind of node and of query has its entry in the table of every stage; nothing else decides by kinds."""

import ast
import datetime
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

import searchlib
from searchlib.analysis.presets import preset
from searchlib.engine.advice.looser_forms import LOOSER_FORMS, all_near, all_together
from searchlib.engine.execution.dictionary_scan import SCANS
from searchlib.engine.execution.execution import TOPS
from searchlib.engine.execution.explain import EXPLANATIONS
from searchlib.engine.execution.filters import ADMITTED
from searchlib.engine.execution.grounds import GROUNDS
from searchlib.engine.execution.proximity import PARTS
from searchlib.engine.execution.scorer import RUNNERS
from searchlib.highlight.verdicts import VERDICTS
from searchlib.query import nodes, queries, read
from searchlib.query.brackets import OPENERS
from searchlib.query.canonical import CANONICAL, canonical
from searchlib.query.compile import COMPILERS, FACTS
from searchlib.query.display import READINGS, SHOWN, reading, shown
from searchlib.query.lexer import FUNCTIONS
from searchlib.query.nodes import NODE_KINDS
from searchlib.query.proximity import PLACES
from searchlib.query.queries import PATTERNS, QUERY_KINDS, TRAITS, Foreign, base_kind, kind_of
from searchlib.query.query_trees import leaves_of
from searchlib.query.synonyms import APPLIED, Synonyms

PACKAGE = Path(searchlib.__file__).parent

NODE_TABLES = {
    "synonyms": APPLIED,
    "compile": COMPILERS,
    "canonical text": CANONICAL,
    "reading": READINGS,
    "proximity": PLACES,
    "relaxation": LOOSER_FORMS,
}
QUERY_TABLES = {
    "traits": TRAITS,
    "display": SHOWN,
    "execution": RUNNERS,
    "best and count": TOPS,
    "context": GROUNDS,
    "explanation": EXPLANATIONS,
    "part of a Near": PARTS,
    "verdict on a text": VERDICTS,
}
OTHER_TABLES = {"pattern": SCANS, "fact": FACTS, "filter": ADMITTED}  # of some kinds only


def forgotten(tables, kinds):
    """Each stage and kind of which it has no entry."""
    return {(stage, kind.__name__) for stage, table in tables.items() for kind in kinds if kind not in table}


def strange(tables, kinds):
    """Each stage and what it has an entry for that is of no kind."""
    return {
        (stage, kind.__name__) for stage, table in tables.items() for kind in table if kind not in {*kinds, Foreign}
    }


FAMILIES = pytest.mark.parametrize(
    ("tables", "kinds"), [(NODE_TABLES, NODE_KINDS), (QUERY_TABLES, QUERY_KINDS)], ids=["nodes", "queries"]
)


@FAMILIES
def test_every_stage_has_an_entry_for_every_kind(tables, kinds):
    assert not forgotten(tables, kinds)
    assert not strange(tables, kinds)


@FAMILIES
def test_a_new_kind_is_missed_by_each_stage_that_forgets_it(tables, kinds):
    class SameSentence:
        pass

    assert forgotten(tables, {*kinds, SameSentence}) == {(stage, "SameSentence") for stage in tables}
    last = next(reversed(tables))
    known = {stage: table | {SameSentence: None} for stage, table in tables.items() if stage != last} | {
        last: tables[last]
    }
    assert forgotten(known, {*kinds, SameSentence}) == {(last, "SameSentence")}


def test_what_is_foreign_is_run_shown_and_explained():
    assert all(Foreign in table for table in (RUNNERS, TOPS, EXPLANATIONS, SHOWN))


def test_a_dictionary_is_scanned_for_every_pattern_and_nothing_else():
    assert set(SCANS) == PATTERNS


def test_a_fact_is_compiled_whatever_leaf_it_holds():
    assert set(FACTS) == {nodes.Word, nodes.Quoted, nodes.Wild, nodes.Fuzzy, nodes.Regular, nodes.Between}


def test_every_opener_of_the_lexer_has_a_meaning():
    assert set(OPENERS) == {"(", *(f"{name}(" for name in FUNCTIONS)}


def test_the_families_hold_every_class_that_is_a_node_or_a_query():
    made = {each for each in vars(nodes).values() if isinstance(each, type) and each.__module__ == nodes.__name__}
    assert made == {*NODE_KINDS, nodes.Alternative}
    reached = {each for each in vars(queries).values() if isinstance(each, type) and issubclass(each, queries.Query)}
    assert {*reached, queries.Null} - {queries.Query} == QUERY_KINDS


# --- each kind goes through each stage ------------------------------------------------------------------------------

QUESTIONS = {
    nodes.Word: "embassy",
    nodes.Quoted: '"closed embassy"',
    nodes.Wild: "embass*",
    nodes.Fuzzy: "embassi~1",
    nodes.Regular: "/embass[xy]/",
    nodes.Fact: "author:jane",
    nodes.Nearby: "NEAR(embassy iran, 5)",
    nodes.SameSentence: "SENTENCE(embassy iran)",
    nodes.Boosted: "embassy^2",
    nodes.Group: "embassy AND iran",
    nodes.Between: "date:2005-03-01..2005-04-02",
    nodes.Wanted: "legation",
}
SYNONYMS = Synonyms.of([("legation", ["embassy"])], preset())


def kinds_in(node):
    """The kinds of a node and of all below it."""
    yield type(node)
    below = {
        nodes.Group: ["must", "should", "excluded"],
        nodes.Nearby: ["parts"],
        nodes.SameSentence: ["parts"],
    }.get(type(node), [])
    single = {nodes.Boosted: ["node"], nodes.Fact: ["leaf"]}.get(type(node), [])
    for each in [*(each for name in below for each in getattr(node, name)), *(getattr(node, name) for name in single)]:
        yield from kinds_in(each)


@pytest.mark.parametrize("kind", sorted(NODE_KINDS, key=lambda kind: kind.__name__))
def test_a_node_of_each_kind_is_read_said_and_made_looser(kind):
    question = read(QUESTIONS[kind], preset(), synonyms=SYNONYMS)
    assert kind in set(kinds_in(SYNONYMS.applied(question.node)))
    assert question.understood == canonical(question.node) == QUESTIONS[kind]
    assert reading(question.node).startswith("passages with ")
    for looser in (all_near(question), all_together(question)):
        again = read(canonical(looser), preset())
        assert (again.understood, again.warnings) == (canonical(looser), ())


WORD, OTHER = queries.Term("text", "embassi"), queries.Term("text", "iran")
DAY = datetime.datetime(2005, 3, 1)
SAMPLES = {  # of each kind a query, how it is shown, and whether it matches the article
    queries.Term: (WORD, "embassi", True),
    queries.Phrase: (queries.Phrase("text_exact", ["the", "embassy"]), '"the embassy"', True),
    queries.Prefix: (queries.Prefix("text_exact", "emb"), "emb*", True),
    queries.Wildcard: (queries.Wildcard("text_exact", "em?assy"), "em?assy", True),
    queries.Regex: (queries.Regex("text_exact", r"(?:emb.*)\Z"), "/emb.*/", True),
    queries.FuzzyTerm: (queries.FuzzyTerm("text_exact", "embasy"), "embasy~", True),
    queries.TermRange: (queries.TermRange("text_exact", "emb", "emc"), "[emb TO emc]", True),
    queries.NumericRange: (queries.NumericRange("length", 1, 20), "1..20", True),
    queries.DateRange: (queries.DateRange("date", DAY, None), "2005-03-01..", True),
    queries.Every: (queries.Every(), "", True),
    queries.Null: (queries.NullQuery, "", False),
    queries.And: (queries.And([WORD, OTHER]), "(embassi AND iran)", True),
    queries.Or: (queries.Or([WORD, OTHER]), "(embassi OR iran)", True),
    queries.DisjunctionMax: (queries.DisjunctionMax([WORD, OTHER]), "(embassi OR iran)", True),
    queries.Near: (queries.Near([WORD, OTHER], gaps=5, is_ordered=False), "NEAR(embassi iran, 5)", True),
    queries.InSentence: (queries.InSentence([WORD, OTHER]), "SENTENCE(embassi iran)", True),
    queries.AndMaybe: (queries.AndMaybe(WORD, OTHER), "(+embassi iran)", True),
    queries.Require: (queries.Require(WORD, OTHER), "(embassi AND iran)", True),
    queries.AndNot: (queries.AndNot(WORD, OTHER), "(embassi -iran)", False),
    queries.Not: (queries.Not(WORD), "-embassi", False),
    queries.ConstantScoreQuery: (queries.ConstantScoreQuery(WORD, 2.0), "embassi", True),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with searchlib.open(tmp_path_factory.mktemp("kinds") / "index") as opened:
        opened.add(
            [
                searchlib.from_text(
                    "The embassy in Iran was closed",
                    id="a",
                    date=datetime.date(2005, 6, 1),
                    authors=["Jane Doe"],
                    metadata={"length": 7},
                )
            ]
        )
        yield opened


@pytest.mark.parametrize("kind", sorted(QUERY_KINDS, key=lambda kind: kind.__name__))
def test_a_query_of_each_kind_is_run_counted_marked_explained_and_shown(index, kind):
    query, text, matches = SAMPLES[kind]
    assert kind_of(query) is base_kind(query) is kind
    assert shown(query) == text
    results = index.search(query, count=True)
    assert (len(results), results.total) == (matches, matches)
    for hit in results:
        assert hit.explain().value == pytest.approx(hit.score)
        assert bool(hit.spans) == any(base_kind(leaf) in WORDS for leaf in leaves_of(query, negative=False))


FACTS_ASKED = [
    queries.Term("author", "doe"),
    queries.Phrase("author", ["jane", "doe"]),
    queries.Prefix("author", "do"),
    queries.Wildcard("source", "*a"),
    queries.Every("author"),
    queries.NumericRange("length", 7, 7),
]


@pytest.mark.parametrize("query", FACTS_ASKED, ids=repr)
@pytest.mark.parametrize(
    "within", [lambda query: query, lambda query: queries.And([WORD, query])], ids=["alone", "and"]
)
def test_a_fact_in_a_given_tree_is_explained_as_what_a_match_is_worth(index, query, within):
    (hit,) = index.search(within(query))
    assert hit.explain().value == pytest.approx(hit.score)
    assert "BM25 of author" not in str(hit.explain())


WORDS = {queries.Term, queries.Phrase, queries.Near, queries.InSentence, *PATTERNS}  # what stands in a text


def test_a_foreign_query_is_whooshs_own_affair_and_has_the_shape_of_what_it_is_built_on(index):
    class Own(queries.And):
        pass

    scaled, own = queries.Or([WORD, OTHER], scale=0.5), Own([WORD, OTHER])
    for query, base in ((scaled, queries.Or), (own, queries.And)):
        assert (kind_of(query), base_kind(query)) == (Foreign, base)
        assert set(leaves_of(query, negative=False)) == {WORD, OTHER}
        (hit,) = index.search(query)
        assert hit.html() == "The <mark>embassy</mark> in <mark>Iran</mark> was closed"
        assert "as Whoosh scores it" in str(hit.explain())
    assert kind_of(object()) is base_kind(object()) is Foreign


# --- nothing else decides by kinds ----------------------------------------------------------------------------------

KIND_NAMES = {kind.__name__ for kind in (*NODE_KINDS, *QUERY_KINDS)}
MODULES = sorted(PACKAGE.rglob("*.py"))
FAMILY_HOMES = {"query/nodes.py", "query/queries.py"}
SAID = {"source/file.py"}  # an exception without words is told by its name


def place_of(path):
    return path.relative_to(PACKAGE).as_posix()


def is_class_name(node):
    """Whether it is ``type(x).__name__`` or ``x.__class__.__name__``."""
    if not (isinstance(node, ast.Attribute) and node.attr == "__name__"):
        return False
    of = node.value
    return (isinstance(of, ast.Call) and getattr(of.func, "id", "") == "type") or (
        isinstance(of, ast.Attribute) and of.attr == "__class__"
    )


def decisions_by_name(tree):
    """Lines on which the name of a class is more than a part of a message."""
    told = {id(node) for text in ast.walk(tree) if isinstance(text, ast.JoinedStr) for node in ast.walk(text)}
    return [node.lineno for node in ast.walk(tree) if is_class_name(node) and id(node) not in told]


def names_of_kinds(tree):
    """Lines on which something is compared with the name of a kind as a string."""
    compared = [
        part
        for node in ast.walk(tree)
        for part in (
            [node.left, *node.comparators]
            if isinstance(node, ast.Compare)
            else [key for key in node.keys if key]
            if isinstance(node, ast.Dict)
            else [node]
            if isinstance(node, ast.Set)
            else []
        )
    ]
    return [
        each.lineno
        for part in compared
        for each in ast.walk(part)
        if isinstance(each, ast.Constant) and each.value in KIND_NAMES
    ]


def sets_of_kinds(tree):
    """Lines on which three kinds or more are listed to ask whether something is one of them."""
    asked = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Set):
            asked.append(node)
        elif isinstance(node, ast.Compare):
            asked += node.comparators
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"isinstance", "issubclass"}:
            asked += node.args[1:]
    return [
        each.lineno for each in asked if len({n.id for n in ast.walk(each) if isinstance(n, ast.Name)} & KIND_NAMES) > 2
    ]


@pytest.mark.parametrize("path", MODULES, ids=place_of)
def test_no_module_decides_by_the_name_of_a_class_or_by_a_set_of_kinds_of_its_own(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if place_of(path) != "query/queries.py" and place_of(path) not in SAID:  # where name_of stands
        assert not decisions_by_name(tree)
    assert not names_of_kinds(tree)
    if place_of(path) not in FAMILY_HOMES:
        assert not sets_of_kinds(tree)


def test_what_is_forbidden_would_be_found():
    assert decisions_by_name(ast.parse('kind = type(query).__name__\nf"{type(query).__name__} is foreign"')) == [1]
    assert names_of_kinds(ast.parse('kind == "Near"\nkind in ("And", "Or")\n{"Term": run}')) == [1, 2, 2, 3]
    asked = "isinstance(x, Word | Quoted | Wild)\nkind in (And, Or, Near)\n{And, Or, Near}\nisinstance(x, And | Or)"
    assert sorted(sets_of_kinds(ast.parse(asked))) == [1, 2, 3]


@pytest.mark.parametrize("package", ["query", "engine.execution", "engine.advice", "highlight"])
def test_every_public_table_of_kinds_stands_in_the_lists_above(package):
    listed = [*NODE_TABLES.values(), *QUERY_TABLES.values(), *OTHER_TABLES.values()]
    for module in iter_modules([str(PACKAGE.joinpath(*package.split(".")))]):
        for name, value in vars(import_module(f"searchlib.{package}.{module.name}")).items():
            is_table = isinstance(value, dict) and value and {*value} <= {*NODE_KINDS, *QUERY_KINDS, Foreign}
            if is_table and not name.startswith("_"):
                assert any(value is table for table in listed), f"{package}.{module.name}.{name}"
