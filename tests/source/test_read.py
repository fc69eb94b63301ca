"""Reading goes on whatever is broken, and accounts for every file."""

import datetime
import gzip
import io
import json
import os
import subprocess
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from searchlib.article import Source
from searchlib.errors import ArticleError, InvalidRequest
from searchlib.source import Failure, Omission, Reading, from_text, read

RECORDS = b"""\
{"id": "a/b", "text": "one"}
{"text": ""}
{"text": "three"
{"text": "four"}
{"text": "five"}
"""
WITHOUT_TEXT = "no column for the text (--field text=NAME says which it is); it has 'name', 'price'"


@pytest.fixture
def folder(tmp_path):
    """A folder with something of everything, good and bad."""
    files = {
        "1 text.txt": b"The embassy was closed.\n\nNobody was surprised.",
        "2 old.txt": "The café was closed, too.".encode("cp1252"),
        "3 markdown.md": b"# A title\n\nSome *words*.",
        "4 records.jsonl": RECORDS,
        "5 table.csv": b"name,price\na,1\n",
        "6 binary.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "7 picture.jpg": b"\xff\xd8\xff",
        "8 office.docx": b"PK\3\4",
        "9 empty.txt": b"",
        "9 blank.txt": b" \n\f\n - \n",
        ".hidden": b"words",
        "broken.zip": b"PK words",
        "compressed.txt.gz": gzip.compress(b"Compressed words."),
        "sub/deep.txt": b"Deep words.",
    }
    for name, data in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    os.mkfifo(tmp_path / "pipe")
    return tmp_path


def balanced(reading):
    return reading.seen == reading.files + reading.files_failed + reading.skipped.total()


def test_everything_is_read_or_named_or_counted(folder):
    reading = read(folder)
    articles = {article.id: article for article in reading}
    assert list(articles) == [
        *("1 text.txt", "2 old.txt", "3 markdown.md", "a/b", "4 records.jsonl#4", "4 records.jsonl#5"),
        *("compressed.txt.gz", "sub/deep.txt"),
    ]
    assert articles["2 old.txt"].text == "The café was closed, too."
    assert reading.failed == [
        Failure(f"{folder}/4 records.jsonl#3", "broken JSON: Expecting ',' delimiter at column 17"),
        Failure(f"{folder}/5 table.csv", WITHOUT_TEXT),
        Failure(f"{folder}/broken.zip", "File is not a zip file"),
    ]
    assert reading.skipped == {"binary": 2, "unsupported format": 1, "empty": 2, "hidden": 1, "special file": 1}
    assert (reading.seen, reading.files, reading.files_failed) == (15, 6, 2)
    assert (reading.articles, reading.empty_records) == (8, 1)


def test_an_article_says_where_it_is_found(folder):
    articles = {article.id: article for article in read(folder)}
    text = articles["1 text.txt"]
    file = os.path.realpath(folder)
    assert text.source == Source(f"{folder}/1 text.txt", file=f"{file}/1 text.txt")
    assert (text.source.part, articles["4 records.jsonl#4"].source.part, articles["a/b"].source.part) == (
        "",
        "#4",
        "=a/b",
    )
    assert [paragraph.line for paragraph in text.paragraphs] == [1, 3]
    assert articles["a/b"].source == Source(f"{folder}/4 records.jsonl", record=1, file=f"{file}/4 records.jsonl")
    assert articles["3 markdown.md"].paragraphs[0].line == 3


def test_a_named_file_s_id_is_its_name(folder, monkeypatch):
    monkeypatch.chdir(folder)
    (article,) = read("sub/deep.txt")
    assert (article.id, article.source.path) == ("deep.txt", "sub/deep.txt")


def test_files_of_the_same_name_in_two_folders_are_two_articles(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder in ("n/a", "n/b"):
        Path(folder).mkdir(parents=True)
        Path(folder, "x.txt").write_text(f"Words of {folder}.", encoding="utf-8")
    ids = [article.id for article in read("n/a", "./n//b/")]
    assert ids == ["x.txt", "n/b/x.txt"]
    assert [article.id for article in read("n/a", "n/b")] == ids, "the same paths give the same ids"
    assert [article.id for article in read("n/a", "n/b", ".")] == [*ids, "n/a/x.txt", "n/b/x.txt"]
    assert [article.id for article in read("n/a", "n/a")] == ["x.txt", "x.txt"], "one file is one article"


def test_a_fuller_id_takes_none_that_another_file_has(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder in ("r/b", "a", "b"):
        Path(folder).mkdir(parents=True)
        Path(folder, "x.txt").write_text(f"Words of {folder}.", encoding="utf-8")
    found = [article.id for article in read("r", "a", "b")]
    assert found == ["b/x.txt", "x.txt", f"{tmp_path.name}/b/x.txt"]


def test_records_with_the_same_id_in_two_files_are_two_articles(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_text('{"id": 7, "text": "one"}\n{"id": 7, "text": "two"}', encoding="utf-8")
    Path("b.jsonl").write_text('{"id": 7, "text": "three"}\n{"id": 8, "text": "four"}', encoding="utf-8")
    Path("c.csv").write_text("id,text\n7,five\n", encoding="utf-8")
    found = [(article.id, article.text) for article in read(".")]
    assert found == [("7", "one"), ("7 (2)", "two"), ("b.jsonl#7", "three"), ("8", "four"), ("c.csv#7", "five")]
    assert len({article.identity for article in read(".")}) == 5


def test_ids_that_mean_the_same_everywhere_make_records_of_several_files_one_article(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_text('{"id": 7, "text": "one"}\n{"text": "two"}', encoding="utf-8")
    Path("b.jsonl").write_text('{"id": 7, "text": "three"}', encoding="utf-8")
    one, two, three = read(".", ids="global")
    assert (one.id, three.id) == ("7", "7")
    assert one.identity == three.identity != two.identity
    assert three.source.file == str(tmp_path.resolve() / "b.jsonl")
    with pytest.raises(InvalidRequest, match="ids is 'record'"):
        read(".", ids="record")


def test_numbered_records_of_files_with_the_same_name_are_two_articles(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder in ("a", "b"):
        Path(folder).mkdir()
        Path(folder, "x.jsonl").write_text('{"text": "one"}\n{"id": "y", "text": "two"}', encoding="utf-8")
    ids = [article.id for article in read("a/x.jsonl", "b/x.jsonl")]
    assert ids == ["x.jsonl#1", "y", "b/x.jsonl#1", "x.jsonl#y"]


def test_files_of_the_same_name_in_two_archives_are_two_articles(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.zip", "b.zip"):
        with zipfile.ZipFile(name, "w") as archive:
            archive.writestr("x.txt", f"Words of {name}.")
    assert [article.id for article in read("a.zip", "b.zip")] == ["x.txt", "b.zip/x.txt"]


def test_paths_are_read_in_the_order_given(folder):
    reading = read(folder / "sub", folder / "nothing", folder / "1 text.txt")
    assert [article.id for article in reading] == ["deep.txt", "1 text.txt"]
    assert reading.failed == [Failure(str(folder / "nothing"), "No such file or directory")]
    assert reading.seen == 3


def test_an_empty_folder_and_no_path_give_nothing(tmp_path):
    for reading in (read(tmp_path), read()):
        assert list(reading) == []
        assert (reading.seen, reading.failed) == (0, [])


def test_nothing_happens_before_the_first_article_is_taken(tmp_path):
    reading = read(tmp_path)
    (tmp_path / "later.txt").write_text("Words.", encoding="utf-8")
    assert [article.id for article in reading] == ["later.txt"]


def test_progress_ends_where_it_should(folder):
    reading = read(folder)
    assert isinstance(reading, Reading)
    assert reading.bytes_read == 0
    total = reading.total_bytes
    seen = [reading.bytes_read for _ in reading]
    assert seen == sorted(seen)
    assert reading.bytes_read == total > 0


def test_a_glob_keeps_what_fits(folder):
    reading = read(folder, glob=("*.md", "sub/*", "comp*.txt"))
    assert [article.id for article in reading] == ["3 markdown.md", "compressed.txt.gz", "sub/deep.txt"]
    assert reading.skipped["outside the glob"] == 9
    assert balanced(reading)
    assert [article.id for article in read(folder / "1 text.txt", glob="*.md")] == ["1 text.txt"], "it was named"


def test_a_format_that_is_given_is_the_one_used(tmp_path):
    (tmp_path / "a.txt").write_text('{"text": "words"}', encoding="utf-8")
    assert [article.text for article in read(tmp_path, format="jsonl")] == ["words"]
    assert [article.text for article in read(tmp_path)] == ['{"text": "words"}']


def test_fields_and_encoding_reach_the_format(tmp_path):
    (tmp_path / "a.csv").write_bytes("text;Тело\nx;Москва\n".encode("koi8-r"))
    (article,) = read(tmp_path, fields={"text": "Тело"}, encoding="koi8-r")
    assert article.text == "Москва"


@pytest.mark.parametrize(
    "options",
    [
        {"format": "word"},
        {"fields": {"body": "x"}},
        {"encoding": "no-such"},
        {"encoding": "hex"},
        {"expanded_limit": -1},
    ],
)
def test_arguments_that_make_no_sense_are_refused_at_once(options):
    with pytest.raises(InvalidRequest):
        read("somewhere", **options)


def test_what_was_skipped_is_counted_by_suffix(folder):
    reading = read(folder)
    list(reading)
    assert sorted((each.reason, each.suffix, each.count) for each in reading.omissions) == [
        *(("binary", ".jpg", 1), ("binary", ".txt", 1), ("empty", ".txt", 2), ("hidden", "", 1)),
        *(("special file", "", 1), ("unsupported format", ".docx", 1)),
    ]
    assert reading.omissions[0] == Omission("empty", ".txt", 2), "the most come first"


def zipped(*names):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, f"Words of {name}.")
    return buffer.getvalue()


PAGE = b"<!DOCTYPE html><html><head><title>T</title></head><body><p>Words of a page.</p></body></html>"


def test_a_file_is_what_its_bytes_are_for_certain(tmp_path):
    for name, data in {
        "a.txt": zipped("one.txt", "two.txt"),
        "b": zipped("three.txt"),
        "c.jar": zipped("four.txt"),
        "d.odd": zipped("mimetype", "content.txt"),
        "e.zip": PAGE,
        "f.pdf": PAGE,
        "g.js": PAGE,
        "h.js.download": b"let a = 1;",
        "i.php?id=1": PAGE,
    }.items():
        (tmp_path / name).write_bytes(data)
    reading = read(tmp_path)
    ids = ["a.txt/one.txt", "a.txt/two.txt", "b/three.txt", "e.zip", "f.pdf", "g.js", "i.php?id=1"]
    assert [article.id for article in reading] == ids
    assert reading.skipped == {"binary": 1, "unsupported format": 1, "program": 1}
    assert (reading.failed, balanced(reading)) == ([], True)


def test_a_format_that_is_given_is_worth_more_than_bytes(tmp_path):
    (tmp_path / "a.txt").write_bytes(PAGE)
    (tmp_path / "b.js").write_bytes(b"let a = 1;")
    assert [article.text for article in read(tmp_path, format="text")] == [PAGE.decode(), "let a = 1;"]


def test_a_page_in_the_pipe_is_a_page(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE)))
    assert [article.text for article in read("-")] == ["Words of a page."]


def test_a_file_that_vanishes_or_grows_while_it_is_read_ends_nothing(tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.jsonl").write_text('{"text": "first"}\n' * 3, encoding="utf-8")
    reading = read(tmp_path)
    assert next(reading).id == "a.jsonl#1"
    with (tmp_path / "a.jsonl").open("a", encoding="utf-8") as grown:
        grown.write('{"text": "later"}\n{"te')
    (tmp_path / "b.jsonl").unlink()
    ids = [article.id for article in reading]
    assert {*ids} >= {"a.jsonl#2", "a.jsonl#3", "c.jsonl#1", "c.jsonl#2", "c.jsonl#3"}
    assert Failure(str(tmp_path / "b.jsonl"), "No such file or directory") in reading.failed
    assert balanced(reading)


def test_links_that_lead_out_are_followed_where_that_is_asked_for(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.txt").write_text("Words.", encoding="utf-8")
    (tmp_path / "folder/link.txt").symlink_to(tmp_path / "a.txt")
    reading = read(tmp_path / "folder")
    assert (list(reading), reading.skipped, reading.total_bytes) == ([], {"link that leads out": 1}, 0)
    following = read(tmp_path / "folder", follow=True)
    assert ([article.id for article in following], following.total_bytes) == (["link.txt"], 6)


def test_skipped_files_are_told_as_they_come(folder):
    told = []
    list(read(folder, on_skip=lambda path, reason: told.append((Path(path).name, reason))))
    assert ("7 picture.jpg", "binary") in told
    assert len(told) == 7


def test_standard_input_is_text_or_what_is_said(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Some words. é".encode())))
    reading = read("-")
    (article,) = reading
    assert (article.id, article.text, article.source, reading.total_bytes) == (
        "stdin",
        "Some words. é",
        Source("-"),
        None,
    )
    assert not sys.stdin.buffer.closed
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "one"}\n{"text": "two"}\n')))
    assert [article.id for article in read("-", format="jsonl")] == ["stdin#1", "stdin#2"]


def test_a_file_that_cannot_be_opened_is_named(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_bytes(b"words")
    reading = read(tmp_path)
    monkeypatch.setattr("searchlib.source.walk._open", _refuse)
    assert list(reading) == []
    assert reading.failed == [Failure(str(tmp_path / "a.txt"), "Permission denied")]


def _refuse(path, *_):
    raise PermissionError(13, "Permission denied", path)


def test_a_thousand_failures_of_one_file_are_summed_up(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"n": 1}\n' * 1000 + '{"text": "words"}', encoding="utf-8")
    reading = read(tmp_path)
    assert len(list(reading)) == 1
    assert len(reading.failed) == 101
    assert reading.failed[-1] == Failure(str(tmp_path / "a.jsonl"), "900 more records failed")


def test_ids_of_every_kind_and_half_characters_pass(tmp_path):
    ids = ["x" * 10_000, "a/b", 'it\'s "q"', "two\nlines"]
    records = [{"id": name, "text": "words"} for name in ids]
    data = "\n".join(
        [
            *map(json.dumps, records),
            '{"id": "half \\ud800", "text": "x \\udfff", "title": "a \\ud800", "k\\ud800": "v"}',
        ]
    )
    (tmp_path / "a.jsonl").write_text(data, encoding="utf-8")
    articles = list(read(tmp_path))
    assert [article.id for article in articles] == [*ids, "half \ufffd"]
    assert articles[-1].title == "a \ufffd"


def test_a_record_with_a_title_alone_can_be_found(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"title": "An embassy closes", "text": ""}', encoding="utf-8")
    (article,) = read(tmp_path)
    assert [paragraph.text for paragraph in article.paragraphs] == ["An embassy closes"]


def test_one_line_of_a_hundred_megabytes_is_read(tmp_path):
    (tmp_path / "a.bin.txt").write_bytes(b"A sentence of some words. " * 4_000_000)
    tracemalloc.start()
    reading = read(tmp_path, format="text")
    (draft,) = reading._drafts(_only_file(tmp_path), b"")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(draft.text) == 104_000_000
    assert peak < 4 * len(draft.text)


def _only_file(folder):
    from searchlib.source.walk import entries

    (file,) = entries(str(folder))
    return file


def test_a_piece_that_memory_should_not_hold_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("searchlib.source.file.LARGEST", 1000)
    monkeypatch.setattr("searchlib.source.encoding.LARGEST", 1000)
    (tmp_path / "a.txt").write_bytes(b"x" * 1001)
    (tmp_path / "b.jsonl").write_bytes(b"x" * 1001)
    (tmp_path / "c.txt").write_bytes(b"words")
    reading = read(tmp_path)
    assert [article.id for article in reading] == ["c.txt"]
    assert ["holds" in failure.reason for failure in reading.failed] == [True, True]


def test_a_string_becomes_an_article():
    article = from_text(
        "The embassy was closed.",
        id="a",
        title="T",
        date=datetime.date(2024, 1, 5),
        authors="Jane Doe",
        language="en",
        url="u",
        metadata={"n": 1},
    )
    assert (article.id, article.title, article.date, article.authors) == (
        "a",
        "T",
        datetime.date(2024, 1, 5),
        ("Jane Doe",),
    )
    assert (article.language, article.url, article.metadata, article.source) == ("en", "u", {"n": 1}, None)
    assert [paragraph.text for paragraph in article.paragraphs] == ["The embassy was closed."]


def test_a_string_without_a_title_has_one_made_of_it_that_says_so():
    assert from_text("The embassy was closed.").title == "The embassy was closed."
    assert from_text("The embassy was closed.").title_is_made
    assert not from_text("The embassy was closed.", title="The embassy was closed.").title_is_made


def test_a_string_without_an_id_is_known_by_its_text():
    assert from_text("words").id == from_text("words", title="T").id == "text-dba36bffa5ca"
    assert from_text("other words").id != from_text("words").id
    assert from_text("").paragraphs == ()
    assert from_text("half \ud800").text == "half \ufffd"
    with pytest.raises(ArticleError):
        from_text("words", id=" ")


def test_nothing_heavy_is_imported_before_it_is_needed():
    heavy = ("charset_normalizer", "dateutil", "lxml", "markdown_it", "nltk", "pypdf", "trafilatura", "yaml")
    code = f"import sys, searchlib.source; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
