"""Whoosh's storage in memory writes to ``MAIN.tmp`` in the folder for temporary files: each run has one of its own."""

import tempfile

import pytest


@pytest.fixture(autouse=True, scope="package")
def _own_temporary_folder(tmp_path_factory):
    before = tempfile.tempdir
    tempfile.tempdir = str(tmp_path_factory.mktemp("whoosh"))
    yield
    tempfile.tempdir = before
