"""No string raises, and what is understood of it is a question without a fault."""

import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchlib.analysis import preset
from searchlib.query import read
from searchlib.query.lexer import LONGEST
from tests.query.fuzzing import ENGLISH, FIELDS, PIECES, anything, assert_laws, read_bytes, sentences, typed
from tests.query.hostile import HOSTILE


@pytest.mark.parametrize("text", [text for text, _ in HOSTILE], ids=[name for _, name in HOSTILE])
def test_what_breaks_others_is_answered(text):
    assert_laws(read(text, ENGLISH, FIELDS))


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_a_case_for_the_search_by_coverage(data):
    read_bytes(data)


def test_ten_megabytes_are_cut():
    question = read("iran/ " * 2_000_000, ENGLISH, FIELDS)
    assert f"{LONGEST:,}" in question.warnings[0]
    assert set(question.understood.split()) == {"iran/", "iran"}


@pytest.mark.slow
@pytest.mark.skipif("SEARCHLIB_FUZZ_MINUTES" not in os.environ, reason="SEARCHLIB_FUZZ_MINUTES says for how long")
def test_minutes_of_strings_are_read():
    """So many minutes as SEARCHLIB_FUZZ_MINUTES says, strings that were not tried before."""
    end = time.monotonic() + 60 * float(os.environ["SEARCHLIB_FUZZ_MINUTES"])
    tried = 0
    analyzers = [ENGLISH, preset("plain"), preset("german"), preset("french")]
    long = st.lists(st.sampled_from(PIECES), max_size=120).map("".join)

    @settings(
        max_examples=2_000, derandomize=False, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.one_of(typed, anything, long, sentences), st.sampled_from(analyzers))
    def try_some(text, analyzer):
        nonlocal tried
        tried += 1
        assert_laws(read(text, analyzer, FIELDS), analyzer)

    while time.monotonic() < end:
        try_some()
    Path(os.environ.get("SEARCHLIB_FUZZ_LOG", os.devnull)).write_text(f"{tried} strings were read\n", encoding="utf-8")
