"""The hostile benchmark asks everything once and says what took too long."""

import pytest

from benchmarks import attacks, hostile
from benchmarks.corpus import Texts
from benchmarks.measuring import Measure


@pytest.fixture
def measure(tmp_path):
    path = tmp_path / "texts.txt"
    path.write_text(
        "The embassy in Iran was closed on a Friday.\nIt opens again in May.\n\nTalks about Iran went on.\n\n"
    )
    return Measure(tmp_path, Texts(path, 3, 0.1), {})


def test_an_index_is_made_once_and_asked_again(measure, monkeypatch):
    tasks = []

    def run(task, **arguments):
        tasks.append(task)
        measure.folder("").mkdir(exist_ok=True)
        return [{"query": "a", "ms": 2000.0}, {"query": "b", "ms": 2000.1}]

    monkeypatch.setattr(hostile, "run", run)
    for _ in range(2):
        table = hostile.attacked(measure, 1)
    assert tasks == ["build_with_facts", "ask_all", "ask_all"]
    assert [row["query"] for row in hostile.slow(table.rows)] == ["b"]
    assert table.notes[-1] == "Over 2,000 ms: b."


def test_the_index_of_the_attacks_has_facts(measure, monkeypatch):
    monkeypatch.setattr(attacks, "_LONG", 1000)
    folder = measure.folder("hostile")
    assert attacks.build_with_facts(str(folder), str(measure.texts.path), 3, 1) == 2
    with attacks.searchlib.open(folder) as index:
        assert {name: held.measures for name, held in index._engine.fields().items()} == {
            "desk": (),
            "filed": ("date",),
            "pages": ("number",),
        }
        queries = attacks.attacks(["the", "iran"])
        for name in ("tree: *a*", "tree: /(a+)+b/", "1,000 wildcards word*", "facts: language en", "*a*, 0.1 s"):
            query, options = queries[name]
            index.search(query, **options)


@pytest.mark.slow
def test_every_attack_is_answered(measure):
    folder = measure.folder("hostile")
    attacks.build_with_facts(str(folder), str(measure.texts.path), 3, 1)
    rows = attacks.ask_all(str(folder), str(measure.texts.path))
    assert {row["query"] for row in rows} == {*attacks.attacks(["the", "iran"])}
