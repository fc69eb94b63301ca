"""A folder of a saved page's parts is known by the page beside it."""

import pytest

from searchlib.source.saved_pages import folders_of, has_parts


@pytest.mark.parametrize(
    ("folder", "has"),
    [
        *(("a_files", True), ("a-Dateien", True), ("a_fichiers", True), ("a.files", True), ("A_FILES", False)),
        *(("b_files", True), ("c_files", False), ("d_files", False), ("_files", False), ("a", False)),
    ],
)
def test_a_folder_belongs_to_the_page_of_its_name(folder, has):
    assert has_parts(folder, {"a.html", "b.HTM", "c.txt"}) is has


def test_the_folders_in_which_a_path_lies():
    assert list(folders_of("a/b/c.txt")) == ["a/b", "a"]
    assert list(folders_of("c.txt")) == []
    assert list(folders_of("/c.txt")) == []
