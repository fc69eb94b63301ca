"""A search that is out of time answers with what it has, and says so."""

import pytest

import searchlib
from searchlib.errors import InvalidRequest
from tests.engine.test_contract import article


def test_a_search_out_of_time_says_so(tmp_path):
    with searchlib.open(tmp_path / "index") as index:
        index.add([article("a", "iran talks")])
        assert index.search("iran", timeout=3600).is_complete
        results = index.search("iran", timeout=0, count=True)
        assert (len(results), results.total, results.is_complete) == (0, None, False)
        assert results.warnings == (
            "the search was cut short after 0 seconds: there may be more passages, and better ones",
        )
        assert index.search("iran").is_complete


@pytest.mark.parametrize("timeout", [-1, float("nan"), "2", True])
def test_a_timeout_is_a_number_of_seconds(tmp_path, timeout):
    with searchlib.open(tmp_path / "index") as index, pytest.raises(InvalidRequest, match="timeout"):
        index.search("iran", timeout=timeout)
