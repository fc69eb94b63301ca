import contextlib
import os
import re
import shutil
import sys
import time

import pytest

import searchlib
from searchlib.cli.index import Outcome, outcome_line
from searchlib.engine.base import Summary
from searchlib.source import Failure, Omission

IRAN = "news/2005-02-03-iran.txt"


def test_the_outcome_is_one_line():
    outcome = Outcome(
        summary=Summary(
            added=3000, unchanged=1, deleted=2, skipped=(Omission("hidden", "", 1), Omission("binary", ".jpg", 1))
        ),
        failed=(Failure("a", "b"),),
        size=480_000,
    )
    assert outcome_line(outcome, 0.4) == (
        "added 3,000, replaced 0, unchanged 1, deleted 2, failed 1, skipped 2 (binary 1: .jpg; hidden 1) in 0.4 s, "
        "1.2 MB/s"
    )


def test_records_without_a_word_are_counted(run, work):
    (work / "export.jsonl").write_text('{"text": "word"}\n{"text": ""}\n{"text": "?!"}\n', encoding="utf-8")
    assert run("index", "export.jsonl").stderr.startswith(
        "searchlib: added 1, replaced 0, unchanged 0, empty records 2 in "
    )


def test_a_rate_is_told_only_where_enough_was_measured():
    outcome = Outcome(summary=Summary(added=1), size=480_000)
    assert outcome_line(outcome, 0.09).endswith(" in 0.1 s")
    assert outcome_line(outcome, 9.0).endswith(" in 9.0 s, 0.1 MB/s")
    assert outcome_line(outcome, 10.0).endswith(" in 10.0 s")
    assert outcome_line(outcome, 0.0).endswith(" in 0.0 s")


def test_articles_are_added_left_alone_and_replaced(run, work):
    assert run("index", "articles").stderr.startswith("searchlib: added 3, replaced 0, unchanged 0 in ")
    assert run("index", "articles").stderr.startswith("searchlib: added 0, replaced 0, unchanged 3 in ")
    (work / "articles" / IRAN).write_text("The embassy is open again, and all is well.", encoding="utf-8")
    result = run("index", "articles")
    assert result.stderr.startswith("searchlib: added 0, replaced 1, unchanged 2 in ")
    assert (result.exit_code, result.stdout) == (0, "")


def test_sync_also_takes_out_what_vanished(run, work):
    run("index", "articles")
    (work / "articles" / IRAN).unlink()
    assert "unchanged 2, deleted 1 " in run("index", "--sync", "articles").stderr
    assert len(run("list").stdout.splitlines()) == 2


def test_an_index_in_the_folder_that_is_read_does_not_hold_itself(run, work):
    assert run("index", ".").stderr.startswith("searchlib: added 3, replaced 0, unchanged 0")
    again = run("index", "--sync", ".").stderr
    assert again.startswith("searchlib: added 0, replaced 0, unchanged 3, skipped 1 (index 1) in ")


def test_sync_of_two_folders_keeps_both_and_counts_what_it_skipped(run, work):
    (work / "articles" / "notes" / ".hidden").write_text("x", encoding="utf-8")
    result = run("index", "--sync", "articles/news", "articles/notes")
    assert "added 3, replaced 0, unchanged 0, skipped 1 (hidden 1) in" in result.stderr
    assert len(run("list").stdout.splitlines()) == 3


def old(path, text):
    """A file that was changed a minute ago."""
    path.write_text(text, encoding="utf-8")
    os.utime(path, (time.time() - 60,) * 2)


def test_sync_tells_what_moved_and_reads_again_only_what_is_asked_for(run, work):
    old(work / "articles" / "a.txt", "The minister spoke.")
    run("index", "--sync", "articles")
    (work / "articles" / "a.txt").rename(work / "articles" / "b.txt")
    assert "added 0, replaced 0, unchanged 3, moved 1 in" in run("index", "--sync", str(work / "articles")).stderr
    assert run("show", "articles/b.txt").exit_code == 0
    assert "unchanged 4 in" in run("index", "--sync", "--reread", "articles").stderr
    assert run("index", "--reread", "articles").stderr.startswith("searchlib: --reread goes with --sync")


def test_an_empty_folder_takes_nothing_out_unless_it_is_said(run, work):
    run("index", "articles")
    shutil.rmtree(work / "articles")
    (work / "articles").mkdir()
    kept = run("index", "--sync", "articles")
    assert "searchlib: warning: articles holds no file any more" in kept.stderr
    assert len(run("list").stdout.splitlines()) == 3
    assert "deleted 3" in run("index", "--sync", "--empty", "articles").stderr


def test_records_of_one_id_are_kept_apart_and_counted_unless_ids_are_global(run, work):
    for name in "ab":
        (work / f"{name}.csv").write_text(f"id,text\n7,words of {name}\n", encoding="utf-8")
    told = run("index", "a.csv", "b.csv").stderr
    assert "1 record with an id that another record has: kept apart" in told
    assert "added 2, replaced 0, unchanged 0, kept apart 1 in" in told
    assert [line.split("\t")[0] for line in run("list").stdout.splitlines()] == ["7", "b.csv#7"]
    told = run("index", "--ids", "global", "--index", "other", "a.csv", "b.csv").stderr
    assert "added 1, replaced 1, unchanged 0 in" in told


def test_sync_takes_only_folders(run, work):
    result = run("index", "--sync", f"articles/{IRAN}")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert not (work / "index").exists()


def test_skipped_files_are_counted_by_reason_and_suffix(run, work):
    (work / "articles" / ".hidden.txt").write_text("hidden", encoding="utf-8")
    (work / "articles" / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    assert re.search(r"skipped 2 \(binary 1: \.txt; hidden 1: \.txt\) in", run("index", "articles").stderr)


def test_skipped_files_are_named_where_that_is_asked_for_or_they_were_named(run, work):
    for name in ("a.docx", "b.docx", "c.js"):
        (work / "articles" / name).write_bytes(b"function f() {}")
    told = run("index", "articles").stderr
    assert told.count("\n") == 1
    assert "skipped 3 (program 1: .js; unsupported format 2: .docx) in" in told
    told = run("index", "articles", "-v").stderr
    assert "searchlib: articles/a.docx: skipped: unsupported format\n" in told
    assert told.count("\n") == 4
    told = run("index", "articles/a.docx", "articles/news").stderr
    assert told.startswith("searchlib: articles/a.docx: skipped: unsupported format\n")
    assert run("index", "articles/c.js").exit_code == 1
    assert run("index", "articles", "articles/c.js").stderr.count("c.js") == 1


def test_links_that_lead_out_are_followed_with_follow(run, work):
    (work / "folder").mkdir()
    (work / "folder" / "link").symlink_to(work / "articles" / "notes")
    assert "added 0, replaced 0, unchanged 0, skipped 1 (link that leads out 1) in" in run("index", "folder").stderr
    assert run("index", "folder", "--follow").stderr.startswith("searchlib: added 1,")


def test_the_same_failure_many_times_is_one_line(run, work, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    for number in range(12):
        (work / "articles" / f"{number:02}.html").write_text("<html><p>Words.", encoding="utf-8")
    result = run("index", "articles")
    first, last = result.stderr.splitlines()
    assert first == (
        "searchlib: articles/00.html, articles/01.html, articles/02.html and 9 more: needs the extra 'html': "
        "pip install 'searchlib[html]'"
    )
    assert ", failed 12 in" in last
    assert len(run("index", "articles", "--verbose").stderr.splitlines()) == 13


def test_failures_are_listed_and_the_rest_goes_on(run, work):
    lines = "".join(f'{{"text": "A good one."}}\n{" " * number}not json\n' for number in range(12))
    (work / "articles" / "broken.jsonl").write_text(lines, encoding="utf-8")
    (work / "articles" / "table.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    result = run("index", "articles", "nowhere")
    assert result.exit_code == 0
    told = result.stderr.splitlines()
    assert told[0].startswith(
        "searchlib: articles/broken.jsonl#2, articles/broken.jsonl#4, articles/broken.jsonl#6 and 9"
    )
    assert told[2:3] == ["searchlib: nowhere: No such file or directory"]
    assert ", failed 14" in told[3]
    assert len(run("index", "articles", "nowhere", "--verbose").stderr.splitlines()) == 15


def test_when_every_path_fails_the_status_is_2(run, work):
    result = run("index", "nowhere", "neither\x1b[2J")
    assert result.exit_code == 2
    assert "\x1b" not in result.stderr
    assert run("index", "nowhere", "articles").exit_code == 0


def test_an_empty_folder_is_nothing_found(run, work):
    (work / "empty").mkdir()
    assert run("index", "empty").exit_code == 1


def test_standard_input_is_read(run, work):
    result = run("index", "-", input="The lighthouse keeper wrote a long letter to his sister in Antwerp.")
    assert result.exit_code == 0
    shown = run("query", "lighthouse")
    assert shown.exit_code == 0
    assert "    stdin:1 · score" in shown.stdout


def test_columns_are_named_with_field(run, work):
    (work / "export.csv").write_text("Kopf,Body\nA head,The lighthouse is dark.\n", encoding="utf-8")
    assert run("index", "export.csv", "--field", "text=Body", "--field", "title=Kopf").exit_code == 0
    assert "A head" in run("query", "lighthouse").stdout


@pytest.mark.parametrize(
    "wrong",
    [
        ["--field", "text"],
        ["--field", "nonsense=Body"],
        ["--format", "word"],
        ["--encoding", "klingon"],
        ["--analyzer", "klingon"],
    ],
)
def test_an_option_that_makes_no_sense_is_an_error_in_one_line(run, work, wrong):
    result = run("index", "articles", *wrong)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_globs_choose_files(run, work):
    run("index", "articles", "--glob", "*iran*", "--glob", "*.md")
    assert len(run("list").stdout.splitlines()) == 2


def test_the_language_of_an_index_is_kept(run, work):
    assert run("index", "articles", "--language", "german").exit_code == 0
    assert "analyzer  german" in run("stats").stdout.splitlines()
    assert run("index", "articles", "--analyzer", "english").exit_code == 2


def test_an_interruption_keeps_what_was_committed_and_says_so(run, work, monkeypatch):
    run("index", "articles/notes")
    library_read = searchlib.read

    def interrupted(*paths, **options):
        with contextlib.closing(library_read(*paths, **options)) as reading:
            yield next(reading)
            raise KeyboardInterrupt

    monkeypatch.setattr(searchlib, "read", interrupted)
    result = run("index", "articles/news")
    assert (result.exit_code, result.stderr) == (130, "searchlib: interrupted: 1 article in the index\n")
    assert run("query", "roses").exit_code == 0
