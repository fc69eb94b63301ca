"""Reads questions that coverage leads to, until one breaks a law. Run by ``.ci/fuzz``, where atheris is installed."""

import sys

import atheris

with atheris.instrument_imports(include=["searchlib.query", "searchlib.automata", "searchlib.analysis"]):
    from tests.query.fuzzing import read_bytes

atheris.Setup(sys.argv, read_bytes)
atheris.Fuzz()
