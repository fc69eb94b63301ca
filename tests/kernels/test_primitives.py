"""Array primitives are written once, in kernels; and kernels are functions on plain arrays."""

import ast
from collections import Counter, defaultdict
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent.parent / "searchlib"
KERNELS = sorted((PACKAGE / "kernels").glob("*.py"))
OTHERS = [path for path in sorted(PACKAGE.rglob("*.py")) if path.parent != PACKAGE / "kernels"]

PRIMITIVES = {"cumsum", "searchsorted", "repeat", "reduceat", "diff"}
"""By these names numpy has what kernels are made of; each value compared with the one before (``x[1:] != x[:-1]``), or
less that one, is found, too, as "neighbours"."""

ELSEWHERE = {
    "engine.execution.scored_postings": {"searchsorted": (1, "one number, in what a word keeps of its best documents")},
}
"""Outside of kernels: how many of each primitive a module has, and why."""


def name_of(path):
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def is_slice(node, lower, upper):
    """Whether ``node`` is a subscript like ``x[1:]``."""
    return (
        isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Slice)
        and [each and ast.unparse(each) for each in (node.slice.lower, node.slice.upper)] == [lower, upper]
    )


def are_neighbours(*operands):
    return any(is_slice(node, "1", None) for node in operands) and any(is_slice(node, None, "-1") for node in operands)


def primitives(tree):
    """The primitives that a module uses, called or passed on."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in PRIMITIVES:
            yield node.attr
        elif isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names if alias.name in PRIMITIVES)
        elif (
            (isinstance(node, ast.Compare) and are_neighbours(node.left, *node.comparators))
            or (isinstance(node, ast.BinOp) and are_neighbours(node.left, node.right))
            or (isinstance(node, ast.Call) and ast.unparse(node.func) != "zip" and are_neighbours(*node.args))
        ):
            yield "neighbours"


def test_primitives_stand_in_kernels_or_in_the_list_with_a_reason():
    found = defaultdict(dict)
    for path in OTHERS:
        counts = Counter(primitives(ast.parse(path.read_text(encoding="utf-8"))))
        for name, count in counts.items():
            found[name_of(path)][name] = count
    listed = {module: {name: count for name, (count, _) in calls.items()} for module, calls in ELSEWHERE.items()}
    assert found == listed
    assert all(len(reason) > 20 for calls in ELSEWHERE.values() for _, reason in calls.values())


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("np.cumsum(x)", ["cumsum"]),
        ("x.searchsorted(y)", ["searchsorted"]),
        ("np.add.reduceat(x, y) + x.repeat(2)", ["reduceat", "repeat"]),
        ("map(np.repeat, x, y)", ["repeat"]),
        ("from numpy import diff", ["diff"]),
        ("new[1:] = x[1:] != x[:-1]", ["neighbours"]),
        ("x[1:] - x[:-1]", ["neighbours"]),
        ("np.not_equal(x[1:], x[:-1], out=new)", ["neighbours"]),
        ("zip(x[1:], x[:-1]); x[1:] + x[2:]; x[0] != x[1]", []),
    ],
)
def test_a_primitive_is_seen(code, expected):
    assert sorted(primitives(ast.parse(code))) == expected


@pytest.mark.parametrize("path", KERNELS, ids=name_of)
def test_kernels_are_functions_without_state_on_plain_arrays(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Global | ast.Nonlocal)]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.module.partition(".")[0] in ("collections", "itertools", "math", "numpy", "typing", "searchlib")
            assert not node.module.startswith("searchlib") or node.module.startswith("searchlib.kernels.")
        elif isinstance(node, ast.Import):
            assert [alias.name for alias in node.names] == ["numpy"]


@pytest.mark.parametrize("path", KERNELS, ids=name_of)
def test_every_kernel_has_its_law(path):
    """Each public function is called by name in the test of its module."""
    public = [
        node.name
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]
    if public:
        laws = ast.parse((Path(__file__).parent / f"test_{path.name}").read_text(encoding="utf-8"))
        assert set(public) <= {node.id for node in ast.walk(laws) if isinstance(node, ast.Name)} | {
            node.attr for node in ast.walk(laws) if isinstance(node, ast.Attribute)
        }
