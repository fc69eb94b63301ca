"""The engines that contract tests run on; what one keeps in the process is there for one test."""

import pytest

import searchlib
from tests.engine import brute_engine

ENGINES = {"embedded": lambda folder: str(folder), "list": lambda folder: f"list://{folder}"}


@pytest.fixture(autouse=True)
def _no_list_is_left():
    yield
    brute_engine.NAMED.clear()


@pytest.fixture(params=ENGINES)
def place(request, tmp_path):
    """Where an index may be made."""
    return ENGINES[request.param](tmp_path / "index")


@pytest.fixture
def index(place):
    with searchlib.open(place) as opened:
        yield opened
