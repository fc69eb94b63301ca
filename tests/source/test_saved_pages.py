"""A folder of a saved page's parts is known by the page beside it."""

import pytest

from searchlib.source.saved_pages import has_parts, is_page, is_part


@pytest.mark.parametrize(
    ("folder", "has"),
    [
        *(("a_files", True), ("a-Dateien", True), ("a_fichiers", True), ("a.files", True), ("A_FILES", False)),
        *(("b_files", True), ("c_files", False), ("d_files", False), ("_files", False), ("a", False)),
    ],
)
def test_a_folder_belongs_to_the_page_of_its_name(folder, has):
    assert has_parts(folder, {"a.html", "b.HTM", "c.txt"}) is has


def test_a_file_is_a_part_however_deep_it_lies():
    pages = {"x/a.html"}
    assert is_part("x/a_files/b/c.js", pages)
    assert not is_part("a_files/c.js", pages)
    assert not is_part("x/a.html", pages)
    assert not is_part("/", pages)


def test_pages_are_known_by_their_ending():
    assert is_page("a/b.html")
    assert not is_page("a.html/b")
