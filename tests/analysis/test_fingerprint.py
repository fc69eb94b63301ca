import functools
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence

import pytest
from attrs import field, frozen

from searchlib.analysis import Analyzer, preset
from searchlib.analysis.fingerprint import describe
from searchlib.analysis.stemmer import Snowball
from searchlib.analysis.tokenizer import words
from searchlib.analysis.word_filters import Folding, Numbers, compounds


@frozen
class Mapped:
    words: frozenset[str]
    cache: dict[str, str] = field(factory=dict, eq=False)

    def __call__(self, word: str) -> Sequence[tuple[str, int]]:
        return ((word, 0),)


class Versioned:
    def __init__(self, fingerprint: str) -> None:
        self.fingerprint = fingerprint

    def __call__(self, text: str) -> Iterable[tuple[int, int]]:
        return words(text)


DIFFERENT = [
    Analyzer("a", words),
    Analyzer("b", words),
    Analyzer("a", Versioned("1")),
    Analyzer("a", Versioned("2")),
    Analyzer("a", words, (compounds,)),
    Analyzer("a", words, (compounds, Folding())),
    Analyzer("a", words, (Folding(), compounds)),
    Analyzer("a", words, (Folding(["us"]), compounds)),
    Analyzer("a", words, (Numbers(),)),
    Analyzer("a", words, (Numbers(","),)),
    Analyzer("a", words, (functools.partial(compounds),)),
    Analyzer("a", words, (Mapped(frozenset("ab")),)),
    Analyzer("a", words, (Mapped(frozenset("ac")),)),
    Analyzer("a", words, (), Snowball("english")),
    Analyzer("a", words, (), Snowball("french")),
    Analyzer("a", words, (), Snowball("french"), str.lower),
]


def test_every_part_and_parameter_tells_in_the_fingerprint() -> None:
    assert len({analyzer.fingerprint for analyzer in DIFFERENT}) == len(DIFFERENT)


def test_a_fingerprint_is_the_same_in_every_process() -> None:
    program = "from searchlib.analysis import preset; print(preset().fingerprint)"
    for seed in ("1", "2"):
        command = [sys.executable, "-c", program]
        result = subprocess.run(
            command,
            check=True,
            capture_output=True,
            text=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert result.stdout.strip() == preset().fingerprint


@pytest.mark.parametrize(
    ("part", "description"),
    [
        (None, "None"),
        (frozenset({"b", "a"}), "{'a', 'b'}"),
        ({"b": 1, "a": (2.5, True)}, "{'a': (2.5, True), 'b': 1}"),
        (words, "searchlib:words"),
        (Numbers(), "searchlib:Numbers(decimal='.')"),
        (Mapped(frozenset("x"), {"x": "y"}), "tests.analysis.test_fingerprint.Mapped(words={'x'})"),
        (Versioned("7"), "tests.analysis.test_fingerprint.Versioned=7"),
        (str.lower, "builtins.str.lower"),
        (Numbers(",").__call__, "searchlib:Numbers(decimal=',').__call__"),
        (functools.partial(words, 1, x=2), "partial(searchlib:words, (1), {'x': 2})"),
    ],
)
def test_parts_are_described_by_what_they_do(part: object, description: str) -> None:
    assert describe(part) == description
