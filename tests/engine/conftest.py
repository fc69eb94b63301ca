"""What an engine keeps in the process is there for one test."""

import pytest

from tests.engine import brute_engine


@pytest.fixture(autouse=True)
def _no_list_is_left():
    yield
    brute_engine.NAMED.clear()
