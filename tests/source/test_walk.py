"""All files below a path are found, in one order, or named with the reason why not."""

import os
from pathlib import Path
from unicodedata import normalize

import pytest

from searchlib.index.manifest import LOCK, TABLE
from searchlib.source.file import Failure, File, Skipped
from searchlib.source.walk import entries, is_hidden, matches


def make(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words", encoding="utf-8")


def ids(path, **options):
    return [entry.id for entry in entries(str(path), **options) if isinstance(entry, File)]


def left_out(path, **options):
    found = entries(str(path), **options)
    return [(Path(entry.path).name, entry.reason) for entry in found if isinstance(entry, Skipped)]


def test_files_come_in_the_order_of_names_with_slashes_in_their_ids(tmp_path):
    make(tmp_path, "b.txt", "a/z.txt", "a/b/c.txt", "c.txt", "B.txt")
    assert ids(tmp_path) == ["B.txt", "a/b/c.txt", "a/z.txt", "b.txt", "c.txt"]


def test_a_file_knows_the_path_that_was_given(tmp_path, monkeypatch):
    make(tmp_path, "news/a.txt")
    monkeypatch.chdir(tmp_path)
    (file,) = entries("news/")
    assert (file.path, file.id, file.named, file.size) == ("news/a.txt", "a.txt", False, 5)
    (named,) = entries("news/a.txt")
    assert (named.path, named.id, named.named) == ("news/a.txt", "a.txt", True)


def test_an_empty_folder_holds_nothing(tmp_path):
    assert list(entries(str(tmp_path))) == []


def test_hidden_files_and_folders_are_left_out_and_counted(tmp_path):
    make(tmp_path, ".DS_Store", ".git/config", "__MACOSX/a.txt", "seen.txt")
    assert ids(tmp_path) == ["seen.txt"]
    assert left_out(tmp_path) == [(".DS_Store", "hidden"), (".git", "hidden"), ("__MACOSX", "hidden")]


def test_a_hidden_folder_that_is_named_is_read(tmp_path):
    make(tmp_path, ".drafts/a.txt")
    assert ids(tmp_path / ".drafts") == ["a.txt"]


def test_an_index_among_the_files_is_left_out_and_counted_once(tmp_path):
    make(tmp_path, f"index/{LOCK}", f"index/{TABLE}", "index/README.md", "index/old/a.txt", f"news/{TABLE}", "seen.txt")
    assert ids(tmp_path) == [f"news/{TABLE}", "seen.txt"]
    assert left_out(tmp_path) == [("index", "index")]
    assert left_out(tmp_path / "index") == [("index", "index")]


@pytest.mark.parametrize(
    ("path", "hidden"), [("a/.b/c", True), ("./a", False), ("../a", False), ("a/..b", True), ("x/Thumbs.db", True)]
)
def test_what_is_hidden(path, hidden):
    assert is_hidden(path) is hidden


def test_a_path_that_is_not_there_is_a_failure(tmp_path):
    (failure,) = entries(str(tmp_path / "nothing"))
    assert failure == Failure(str(tmp_path / "nothing"), "No such file or directory")
    (failure,) = entries("a\0b")
    assert "null" in failure.reason


def test_links_that_loop_end(tmp_path):
    make(tmp_path, "a/b/c.txt")
    (tmp_path / "a/b/up").symlink_to(tmp_path / "a")
    (tmp_path / "a/b/self").symlink_to(tmp_path / "a/b/self")
    (tmp_path / "root").symlink_to("/")
    assert ids(tmp_path) == ["a/b/c.txt"]
    assert left_out(tmp_path) == [("up", "link"), ("root", "link")]
    assert [entry.source for entry in entries(str(tmp_path)) if isinstance(entry, Failure)] == [
        str(tmp_path / "a/b/self")
    ]


def test_a_link_that_leads_out_is_left_out_unless_it_is_to_be_followed(tmp_path):
    make(tmp_path, "elsewhere/a.txt", "folder/b.txt")
    (tmp_path / "folder/first").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "folder/second").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "folder/file.txt").symlink_to(tmp_path / "elsewhere/a.txt")
    folder = tmp_path / "folder"
    assert ids(folder) == ["b.txt"]
    assert left_out(folder) == [(name, "link that leads out") for name in ("file.txt", "first", "second")]
    assert ids(folder, follow=True) == ["b.txt", "file.txt", "first/a.txt"]
    assert left_out(folder, follow=True) == [("second", "link")]


def test_links_between_two_folders_end(tmp_path):
    make(tmp_path, "one/a.txt", "two/b.txt")
    (tmp_path / "one/two").symlink_to(tmp_path / "two")
    (tmp_path / "two/one").symlink_to(tmp_path / "one")
    assert ids(tmp_path / "one", follow=True) == ["a.txt", "two/b.txt"]


def test_a_link_that_is_named_is_followed(tmp_path):
    make(tmp_path, "elsewhere/a.txt")
    (tmp_path / "folder").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "file.txt").symlink_to(tmp_path / "elsewhere/a.txt")
    assert ids(tmp_path / "folder") == ["a.txt"]
    assert ids(tmp_path / "file.txt") == ["file.txt"]


def test_the_parts_of_a_saved_page_are_left_out(tmp_path):
    make(
        tmp_path, "News.html", "News_files/ad.html", "a/Seite.htm", "a/Seite-Dateien/x.js", "a/b_files/c.txt", "a/b.md"
    )
    assert ids(tmp_path) == ["News.html", "a/Seite.htm", "a/b.md", "a/b_files/c.txt"]
    assert left_out(tmp_path) == [(name, "part of a saved page") for name in ("News_files", "Seite-Dateien")]
    assert ids(tmp_path / "News_files") == ["ad.html"], "it was named"


def test_a_link_to_a_file_that_is_read_anyway_is_left_out(tmp_path):
    make(tmp_path, "2024.txt")
    (tmp_path / "latest.txt").symlink_to("2024.txt")
    assert ids(tmp_path) == ["2024.txt"]


def test_a_broken_link_is_named(tmp_path):
    (tmp_path / "gone.txt").symlink_to("nowhere")
    assert list(entries(str(tmp_path))) == [Failure(str(tmp_path / "gone.txt"), "is a broken link")]


def test_pipes_are_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    assert left_out(tmp_path) == [("pipe.txt", "special file")]
    assert list(entries(str(tmp_path / "pipe.txt"))) == [
        Failure(str(tmp_path / "pipe.txt"), "is neither a file nor a folder")
    ]
    assert list(entries("/dev/zero")) == [Failure("/dev/zero", "is neither a file nor a folder")]


def test_a_folder_without_rights_is_named_and_the_rest_is_read(tmp_path, monkeypatch):
    make(tmp_path, "closed/a.txt", "open/b.txt")
    scandir = os.scandir

    def without_rights(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", without_rights)
    assert ids(tmp_path) == ["open/b.txt"]
    assert Failure(str(tmp_path / "closed"), "Permission denied") in list(entries(str(tmp_path)))


def test_folders_nest_deeper_than_calls(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    depth = 1200
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    Path("a.txt").write_text("words", encoding="utf-8")
    os.chdir(tmp_path)
    found = ids(Path())
    os.chdir("d/" * depth)
    Path("a.txt").unlink()
    for _ in range(depth):  # what clears up after tests does call itself as deep
        os.chdir("..")
        Path("d").rmdir()
    assert found == ["d/" * depth + "a.txt"]


def test_a_name_that_is_no_utf_8_is_shown(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"words")
    (file,) = entries(str(tmp_path))
    assert file.id == "caf\\udce9.txt"
    with file.open() as stream:
        assert stream.read() == b"words"


@pytest.mark.parametrize(
    ("glob", "fits"),
    [
        ("*.txt", True),
        ("news/*", True),
        ("news/*.txt", True),
        ("old/news/*.txt", True),
        ("/old/*", True),
        ("old", False),
        ("*.md", False),
    ],
)
def test_a_glob_fits_the_end_of_a_path(glob, fits):
    assert matches("old/news/a.txt", (glob,)) is fits
    assert matches("old/news/a.txt", ())
    assert matches("old/news/a.txt", ("*.md", "a.*"))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_glob_fits_a_name_whose_accents_are_composed_or_not(form):
    other = {"NFC": "NFD", "NFD": "NFC"}[form]
    assert matches(normalize(form, "actualités/Müller й.txt"), (normalize(other, "actualités/Mü*й.txt"),))
    assert not matches("Muller.txt", ("Müller.txt",))
