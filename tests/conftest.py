"""What all tests share."""

import tempfile

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # other work on the machine makes no test fail
settings.load_profile("untimed")


@pytest.fixture(autouse=True, scope="session")
def _temporary_files_of_our_own(tmp_path_factory):
    """Whoosh's RamStorage writes to a folder of one name in the system's, which runs side by side would share."""
    before, tempfile.tempdir = tempfile.tempdir, str(tmp_path_factory.mktemp("temporary"))
    yield
    tempfile.tempdir = before
