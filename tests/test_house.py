"""The rules of the house: where a thing lies, what it is called, and who may know it.

Rule 1  one word, one thing: modules and public classes have names of their own
Rule 2  modules are called by nouns
Rule 3  what a docstring or a page refers to is there
Rule 4  names of fields are in ``schema`` alone; primitives of arrays in ``kernels``: tests/kernels/test_primitives.py
Rule 5  each stage has one table of kinds of queries: tests/test_kinds.py
Rule 6  a package is known by its face and its doors
Rule 7  a filter typed and a filter passed answer alike: tests/engine/test_contract.py
Rule 8  who moves something traces a question through it: .ci/trace

And before all: imports point one way.
"""

import ast
import builtins
import importlib
import re
import subprocess
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from searchlib import schema

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "searchlib"
PATHS = sorted(PACKAGE.rglob("*.py"))


def name_of(path):
    """The module's dotted name below searchlib."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {name_of(path): path for path in PATHS}
PACKAGES = {name for name, path in MODULES.items() if path.name == "__init__.py"}


@cache
def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path):
    """All that a module imports, in functions and for its types, too."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            modules = [name for name in names if name.removeprefix("searchlib.") in MODULES]
            yield from modules
            if len(modules) < len(names):
                yield node.module


def imported_of_ours(path):
    for module in imported(path):
        if module == "searchlib" or module.startswith("searchlib."):
            yield module.removeprefix("searchlib").removeprefix(".")


# Imports point one way. -----------------------------------------------------------------------------------------------

# What each part may import of searchlib; a part may always import itself.
GROUND = {"errors", "schema", "article", "white_space", "numerals", "written_days", "written_values"}
VALUES = {"errors", "article", "explanation", "help", "highlight", "hit", "results", "suggestions"}
ALLOWED = {
    "errors": set(),
    "_whoosh": set(),
    "schema": set(),
    "white_space": set(),
    "article": {"errors", "white_space"},
    "changes": {"article"},
    "ids": {"article"},
    "numerals": set(),
    "written_days": set(),
    "written_values": {"article", "numerals", "written_days"},
    "explanation": set(),
    "help": set(),
    "suggestions": set(),
    "automata": set(),
    "kernels": set(),
    "source": {"errors", "article", "changes", "ids", "white_space", "written_days"},
    "analysis": {"errors", "article", "white_space", "kernels", "_whoosh"},
    "index": {*GROUND, "changes", "analysis", "kernels", "_whoosh"},
    "query": {*GROUND, "analysis", "automata", "_whoosh"},
    "highlight": {*GROUND, "source", "analysis", "query"},
    "hit": {*GROUND, "explanation", "highlight"},
    "hit_records": {"article", "explanation", "help", "highlight", "hit"},
    "overview": {"errors", "highlight", "hit"},
    "frame": {"errors", "hit"},
    "results": {"explanation", "help", "hit", "hit_records", "overview", "frame"},
    "records": {*VALUES, "hit_records"},
    "engine": {"errors", "engine.base", "engine.embedded"},
    "engine.ranking": {"errors"},
    "engine.base": {*VALUES, "changes", "source", "analysis", "query", "engine.ranking"},
    "engine.question_cache": {"errors", "analysis", "query", "engine.base", "engine.ranking"},
    "engine.ingestion": {"errors", "article", "changes", "ids", "source", "engine.base"},
    "engine.places": {"errors", "article", "engine.base"},
    "engine.duplicates": set(),
    "engine.article_groups": {"kernels"},
    "engine.advice": {*VALUES, "schema", "analysis", "query"},
    "engine.search": {*VALUES, "query", "engine.base", "engine.advice"},
    "engine.collector": {"kernels", "engine.base", "engine.search", "engine.article_groups"},
    "engine.page": {"engine.base", "engine.duplicates", "engine.search"},
    "engine.reranker": {"errors", "results", "query", "engine.base", "engine.page", "engine.search"},
    "engine.reduction": {"highlight", "query", "engine.base", "engine.search"},
    "engine.hits": {
        *VALUES, "schema", "query", "engine.base", "engine.advice", "engine.article_groups", "engine.page",
        "engine.reduction", "engine.reranker", "engine.search",
    },
    "engine.execution": {
        *VALUES, "schema", "written_values", "kernels", "automata", "query", "_whoosh", "engine.base", "engine.ranking",
        "engine.search", "engine.collector",
    },
    "engine.embedded": {
        *VALUES, "schema", "changes", "source", "analysis", "kernels", "index", "query", "engine.advice", "engine.base",
        "engine.duplicates", "engine.execution", "engine.hits", "engine.ingestion", "engine.ranking", "engine.search",
    },
    "library": {
        *VALUES, "changes", "source", "analysis", "query", "engine", "engine.base", "engine.places",
        "engine.question_cache", "engine.ranking",
    },
    "cli": {
        *VALUES, "white_space", "source", "analysis", "query", "records", "engine", "engine.base", "engine.ranking",
        "library", "",
    },
    "__main__": {"cli"},
    "": {*VALUES, "source", "query", "engine.base", "engine.ranking", "library"},
}  # fmt: skip
WHOOSH_DOORS = {"_whoosh", "analysis.whoosh_analyzer", "index.whoosh.api", "query.queries"}
NLTK_DOORS = {"analysis.stemmer", "source.sentences"}


def part_of(module):
    """The part that a module belongs to."""
    return next((part for part in sorted(ALLOWED, key=len, reverse=True) if f"{module}.".startswith(f"{part}.")), "")


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_one_way(name):
    here = part_of(name)
    for module in imported_of_ours(MODULES[name]):
        there = part_of(module)
        assert there == here or there in ALLOWED[here], f"{name} imports {module}"


def test_the_parts_stand_in_an_order():
    """What may be imported is a way down: no part may import one that may import it."""
    done = set()
    while done < ALLOWED.keys():
        further = {part for part in ALLOWED.keys() - done if ALLOWED[part] - {part} <= done}
        assert further, f"these may import each other: {sorted(ALLOWED.keys() - done)}"
        done |= further


def test_a_module_knows_its_part():
    assert [part_of(name) for name in MODULES].count("") == 1, "only the front door belongs to no part"
    assert ALLOWED.keys() == {part_of(name) for name in MODULES}


def circles(imports):
    """The modules that are in circles, or between two of them, each with what it imports there."""
    while ends := {name for name, needs in imports.items() if not needs} | imports.keys() - set().union(
        *imports.values()
    ):
        imports = {name: needs - ends for name, needs in imports.items() if name not in ends}
    return imports


def test_no_modules_import_each_other_in_a_circle():
    """Not in functions, and not for their types: what two modules both need belongs below them."""
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"d", "e"}, "d": {"b"}, "e": set()}).keys() == {"b", "c", "d"}
    assert circles({name: set(imported_of_ours(path)) & MODULES.keys() for name, path in MODULES.items()}) == {}


@pytest.mark.parametrize("name", MODULES)
def test_whoosh_and_nltk_have_few_doors(name):
    for module in imported(MODULES[name]):
        top = module.partition(".")[0]
        if top == "whoosh":
            assert name in WHOOSH_DOORS
        if top == "nltk":
            assert name in NLTK_DOORS


# Rule 1: one word, one thing. -----------------------------------------------------------------------------------------

# Modules that share a name, and why one may tell them apart all the same.
NAMED_BY_THEIR_PACKAGE = {
    "base": {"engine.base", "source.formats.base"},
    "reader": {"index.reader", "index.postings.reader", "index.store.reader"},
    "writer": {"index.writer", "index.postings.writer", "index.store.writer"},
    "engine": {"engine", "engine.embedded.engine"},
    "execution": {"engine.execution", "engine.execution.execution"},
    "search": {"engine.search", "engine.embedded.search"},
}
THE_SAME_IN_ANOTHER_STAGE = {
    "analyzer": {"analysis.analyzer", "analysis.batch.analyzer"},
    "tokenizer": {"analysis.tokenizer", "analysis.batch.tokenizer"},
    "filters": {"query.filters", "engine.execution.filters"},
    "phrases": {"query.phrases", "engine.execution.phrases"},
    "proximity": {"query.proximity", "engine.execution.proximity", "highlight.proximity"},
    "statistics": {"engine.advice.statistics", "engine.embedded.statistics"},
    "suggest": {"engine.embedded.suggest", "cli.suggest"},
    "collector": {"engine.collector", "engine.execution.collector"},
    "sets": {"kernels.sets", "engine.execution.sets"},
    "topk": {"kernels.topk", "engine.execution.topk"},
}
A_COMMAND_AND_WHAT_IT_IS_OF = {
    "advice": {"engine.advice", "cli.advice"},
    "index": {"index", "cli.index"},
    "query": {"query", "cli.query"},
}
TWINS = NAMED_BY_THEIR_PACKAGE | THE_SAME_IN_ANOTHER_STAGE | A_COMMAND_AND_WHAT_IT_IS_OF


def test_modules_share_a_name_only_where_they_are_twins():
    modules = defaultdict(set)
    for name in MODULES:
        modules[name.rpartition(".")[2]].add(name)
    assert {last: names for last, names in modules.items() if len(names) > 1} == TWINS


def public_classes():
    for name, path in MODULES.items():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield node.name, name


def test_no_two_public_classes_share_a_name():
    modules = defaultdict(list)
    for class_name, module in public_classes():
        modules[class_name].append(module)
    assert {name: where for name, where in modules.items() if len(where) > 1} == {}


# Rule 2: nouns. -------------------------------------------------------------------------------------------------------

TERMS_OF_ART = {"encoding", "hashing", "ranking", "spelling"}


def test_modules_are_called_by_nouns():
    assert {last for name in MODULES if (last := name.rpartition(".")[2]).endswith("ing")} == TERMS_OF_ART


# Rule 3: references resolve. ------------------------------------------------------------------------------------------

REFERENCE = re.compile(r":(?:mod|class|func|meth|data|attr|exc):`~?([^`]+)`")
FILE = re.compile(r"(?<![\w/.])(?:searchlib|tests|benchmarks|docs|\.ci)/[\w/.-]*\w")


def docstrings(path):
    """The strings that stand alone: docstrings, and those below names and attributes."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value


def is_there(dotted):
    """Whether a module, or something in one, has that name."""
    parts = dotted.split(".")
    for count in range(len(parts), 0, -1):
        try:
            found = importlib.import_module(".".join(parts[:count]))
        except ImportError:
            continue
        return has(found, parts[count:])
    return has(builtins, parts)


def has(found, names):
    for name in names:
        if name in getattr(found, "__annotations__", {}) and not hasattr(found, name):
            return True  # an attribute of each instance
        if not hasattr(found, name):
            return False
        found = getattr(found, name)
    return True


def meant_by(reference, name, path):
    """The dotted names that a reference in a module may mean: in its package, or its own, or one of its classes."""
    module = f"searchlib.{name}".rstrip(".")
    if reference.startswith("."):
        package = module if path.name == "__init__.py" else module.rpartition(".")[0]
        return [package + reference]
    classes = [node.name for node in ast.walk(parsed(path)) if isinstance(node, ast.ClassDef)]
    return [reference, f"{module}.{reference}", *(f"{module}.{each}.{reference}" for each in classes)]


@pytest.mark.parametrize("name", MODULES)
def test_what_a_docstring_refers_to_is_there(name):
    path = MODULES[name]
    for text in docstrings(path):
        for reference in REFERENCE.findall(text):
            assert any(map(is_there, meant_by(reference, name, path))), reference


@pytest.mark.parametrize("name", MODULES)
def test_a_file_that_a_module_names_is_there(name):
    """In a comment, too."""
    for file in FILE.findall(MODULES[name].read_text(encoding="utf-8")):
        assert (ROOT / file).exists(), file


def test_what_modules_name_is_seen():
    assert {"docs/queries.md", "docs/ranking.md", "tests/test_kinds.py"} <= {
        file for path in PATHS for file in FILE.findall(path.read_text(encoding="utf-8"))
    }


def test_a_reference_to_nothing_is_noticed():
    path = MODULES["query.question"]
    for good in (".nodes", "searchlib.errors.NotFound", "Question", "str.translate", "searchlib.results.Hit.html"):
        assert any(map(is_there, meant_by(good, "query.question", path))), good
    for wrong in (".syntax", "searchlib.query.syntax", "NoQuestion", "str.translated", "searchlib.results.Hit.htm"):
        assert not any(map(is_there, meant_by(wrong, "query.question", path))), wrong


PAGES = ["ARCHITECTURE.md", "CONTRIBUTING.md"]
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def paths_named(page):
    """What a page names in backticks and is a path."""
    text = re.sub(r"(?m)^ {4}.*$", "", (ROOT / page).read_text(encoding="utf-8"))
    for quoted in re.findall(r"`([^`\n]+)`", text):
        if re.fullmatch(r"[.\w/-]+", quoted) and ("/" in quoted or quoted.endswith((".py", ".md", ".toml", ".yml"))):
            yield quoted


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_names_is_there(page):
    named = list(paths_named(page))
    assert len(named) > 10
    for path in named:
        folders = [ROOT, *(MODULES[package].parent for package in PACKAGES)]
        assert any((folder / (path + end)).exists() for folder in folders for end in ("", ".py")), path


def test_the_modules_that_the_map_names_are_there():
    """ARCHITECTURE.md names modules by their last word alone."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    words = {name.rpartition(".")[2] for name in MODULES} | {schema.exact(schema.TEXT), *schema.WORD_FIELDS, "passage"}
    quoted = set(re.findall(r"`([a-z_]+)`", text))
    assert len(quoted) > 30
    assert quoted - words == set()


@pytest.mark.parametrize("page", sorted(path.name for path in ROOT.glob("*.md")))
def test_the_links_of_a_page_lead_somewhere(page):
    for link in LINK.findall((ROOT / page).read_text(encoding="utf-8")):
        assert (ROOT / link).exists(), link


# Rule 4: field names are in schema alone. -----------------------------------------------------------------------------

FIELD_NAMES = {*schema.WORD_FIELDS, schema.PASSAGE, schema.EXACT, *schema.FACTS}
STAGES_WITH_FIELDS = ("index", "query", "highlight", "hit", "results", "engine", "library")
ASKS_FOR_ATTRIBUTES = {"getattr", "hasattr", "setattr", "attrgetter", "_set"}

# How often a module says such a word and does not mean a field, and what it means.
OTHER_MEANINGS = {
    "index.store.copy": (1, "what the rows of an array are: a heading"),
    "index.store.facts": (2, "a key of the JSON on disk: {'date': ...}"),
    "index.whoosh.stored_values": (1, "a type of values in the JSON on disk"),
    "index.worker_pool": (3, "attributes of an article, by name"),
    "query.fact_values": (9, "kinds of values"),
    "query.fields": (6, "kinds of values"),
    "query.filters": (2, "kinds of values"),
    "results": (1, "what is counted: passages or articles"),
}


def field_names_in(path):
    """The names of fields that a module spells out, but for those of attributes that it asks a value for, by line."""
    tree = parsed(path)
    apart = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ASKS_FOR_ATTRIBUTES:
            apart |= set(node.args)
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal":
            apart |= set(ast.walk(node))
    strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    for node in strings:
        if node not in apart and (node.value in FIELD_NAMES or node.value.endswith(schema.EXACT)):
            yield node.lineno, node.value


@pytest.mark.parametrize("name", [name for name in MODULES if name.partition(".")[0] in STAGES_WITH_FIELDS])
def test_field_names_are_in_schema_alone(name):
    found = list(field_names_in(MODULES[name]))
    count, _ = OTHER_MEANINGS.get(name, (0, ""))
    assert len(found) == count, f"names of fields are taken from searchlib.schema: {found}"


def test_exceptions_are_of_modules_that_are_there():
    assert OTHER_MEANINGS.keys() <= MODULES.keys()


# Rule 6: faces and doors. ---------------------------------------------------------------------------------------------

# The modules of each package that others may import beside its face, its __init__.
DOORS = {
    "analysis": {"broken_words", "stop_words", "tokenizer", "whoosh_analyzer"},
    "analysis.batch": {"analyzer"},
    "automata": {"automaton"},
    "engine": {"base", "places", "question_cache", "ranking"},
    "engine.advice": {"diagnosis", "sentence", "spelling", "statistics"},
    "engine.embedded": {"engine", "temporary"},
    "engine.execution": {
        "collector", "deadline", "execution", "expansion", "explain", "filters", "leaf_lookup", "readers", "snapshot",
    },
    "highlight": {"extract", "formatter", "highlighter", "pattern_terms", "tokens", "verdicts"},
    "index": {"locked_writer", "manifest", "reader", "segment", "writer"},
    "index.format": {"compressed_records", "container", "plain_records", "spool", "strings"},
    "index.postings": {"field", "reader", "runs", "term_dictionary", "writer"},
    "index.store": {"chunks", "columns", "copy", "reader", "writer"},
    "index.whoosh": {"searcher"},
    "kernels": {
        "arrays", "borders", "gaps", "interval_join", "intervals", "lookup", "offsets", "positions", "sets", "topk",
    },
    "query": {
        "canonical", "compile", "display", "fact_forms", "filters", "lexer", "nodes", "normalize", "notices", "origins",
        "periods", "proximity", "queries", "query_trees", "synonyms",
    },
    "source": {"read", "sentences"},
    "source.formats": {"record_fields"},
}  # fmt: skip


def entered():
    """(package, module, by whom): modules of a package that others import, those in packages below it as well."""
    for name, path in MODULES.items():
        for module in set(imported_of_ours(path)) & MODULES.keys() - PACKAGES:
            package, _, last = module.rpartition(".")
            if package and not f"{name}.".startswith(f"{package}."):
                yield package, last, name


def test_a_package_is_known_by_its_face_and_its_doors():
    inner = [
        f"{name} imports {package}.{last}" for package, last, name in entered() if last not in DOORS.get(package, ())
    ]
    assert inner == [], "neither a face nor a door"


def test_every_door_is_used():
    used = {(package, last) for package, last, _ in entered()}
    assert {(package, last) for package, doors in DOORS.items() for last in doors} - used == set()


# Rule 8: the tracer. --------------------------------------------------------------------------------------------------


def test_the_tracer_says_how_far_a_question_goes():
    done = subprocess.run([sys.executable, ROOT / ".ci/trace"], capture_output=True, text=True, check=True)
    rows = re.findall(r"(?m)^(.+?)  +([\d,]+)  +([\d,]+)  +([\d,]+)$", done.stdout)
    assert [row[0] for row in rows] == ["add one article", "embassy iran", "its spans", "explain"]
    for _, *figures in rows:
        modules, changes, calls = (int(figure.replace(",", "")) for figure in figures)
        assert 1 < modules <= changes <= calls
