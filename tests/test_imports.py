"""Imports point one way: the packages build on earlier ones only, also in imports inside functions."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "searchlib"

# What each part may import of searchlib; a part may always import itself.
VALUES = {"errors", "article", "explanation", "help", "highlight", "results", "suggestions"}
ALLOWED = {
    "errors": set(),
    "_whoosh": set(),
    "schema": set(),
    "article": {"errors"},
    "explanation": set(),
    "help": set(),
    "suggestions": set(),
    "source": {"errors", "article"},
    "analysis": {"errors", "article", "kernels", "_whoosh"},
    "automata": set(),
    "kernels": set(),
    "index": {"errors", "schema", "article", "analysis", "kernels", "_whoosh"},
    "query": {"errors", "schema", "article", "analysis", "automata", "_whoosh"},
    "highlight": {"errors", "schema", "article", "source", "analysis", "query"},
    "results": {"errors", "schema", "article", "explanation", "help", "highlight"},
    "records": VALUES,
    "engine": {"errors"},
    "engine.ranking": {"errors"},
    "engine.base": {*VALUES, "source", "analysis", "query", "engine.ranking"},
    "engine.duplicates": set(),
    "engine.article_groups": {"kernels"},
    "engine.page": {"engine.base", "engine.duplicates", "engine.execution"},
    "engine.advice": {*VALUES, "schema", "analysis", "query", "engine.base"},
    "engine.execution": {
        *VALUES, "schema", "kernels", "automata", "query", "_whoosh", "engine.base", "engine.ranking",
        "engine.article_groups",
    },
    "engine.embedded": {
        *VALUES, "schema", "source", "analysis", "kernels", "index", "query", "engine.advice", "engine.base",
        "engine.article_groups", "engine.duplicates", "engine.execution", "engine.page", "engine.ranking",
    },
    "library": {
        *VALUES, "source", "analysis", "index", "query", "engine.base", "engine.ranking", "engine.embedded",
    },
    "cli": {*VALUES, "source", "analysis", "records", "engine.base", "engine.ranking", "library", ""},
    "__main__": {"cli"},
    "": {"errors", "article", "source", "engine.base", "engine.ranking", "highlight", "library", "results"},
}  # fmt: skip
WHOOSH_DOORS = {"_whoosh", "analysis.whoosh_analyzer", "index.whoosh.api", "query.queries"}
NLTK_DOORS = {"analysis.stemmer", "source.sentences"}
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path):
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module
            if node.module == "searchlib":
                yield from (f"searchlib.{alias.name}" for alias in node.names)


def part_of(module):
    """The part a dotted name below searchlib belongs to."""
    return next((part for part in sorted(ALLOWED, key=len, reverse=True) if f"{module}.".startswith(f"{part}.")), "")


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_one_way(path):
    here = part_of(name_of(path))
    for module in imported(path):
        if (
            module.startswith("searchlib.")
            and (PACKAGE.parent / module.replace(".", "/")).exists()
            | (PACKAGE.parent / f"{module.replace('.', '/')}.py").exists()
        ):
            there = part_of(module.removeprefix("searchlib."))
            assert there == here or there in ALLOWED[here], f"{name_of(path)} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_whoosh_and_nltk_have_few_doors(path):
    for module in imported(path):
        top = module.partition(".")[0]
        if top == "whoosh":
            assert name_of(path) in WHOOSH_DOORS
        if top == "nltk":
            assert name_of(path) in NLTK_DOORS


def test_a_module_knows_its_part():
    assert [part_of(name_of(path)) for path in MODULES].count("") == 1, "only the front door belongs to no part"
