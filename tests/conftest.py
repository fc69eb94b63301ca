"""What all tests share."""

import os
import tempfile

import pytest
from hypothesis import settings

# Other work on the machine makes no test fail. What must pass draws the same examples each time; else they are new.
settings.register_profile("ours", deadline=None, derandomize="SEARCHLIB_SAME_EXAMPLES" in os.environ)
settings.load_profile("ours")


@pytest.fixture(autouse=True, scope="session")
def _temporary_files_of_our_own(tmp_path_factory):
    """Whoosh's RamStorage writes to a folder of one name in the system's, which runs side by side would share."""
    before, tempfile.tempdir = tempfile.tempdir, str(tmp_path_factory.mktemp("temporary"))
    yield
    tempfile.tempdir = before
