"""Several workers make the index that one process makes, up to its segments; what goes wrong there is said here."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.analysis import Analyzer, preset
from searchlib.analysis.tokenizer import words
from searchlib.article import Article, Paragraph
from searchlib.errors import AnalyzerError, ArticleError, IndexFolderError, InvalidRequest
from searchlib.index import parallel_writer
from searchlib.index.locked_writer import writing
from searchlib.index.reader import IndexReader
from searchlib.index.worker_pool import packed, unpacked
from tests.index.corpora import ENGLISH, articles, make, postings, read_postings


@pytest.fixture(autouse=True)
def _small_ranges(monkeypatch):
    monkeypatch.setattr(parallel_writer, "_PARCEL", 300)
    monkeypatch.setattr(parallel_writer, "_LARGEST", 700)
    monkeypatch.setattr(parallel_writer, "_SHARED", 2)
    monkeypatch.setattr(parallel_writer, "_WORTH_WHILE", 20)


def corpus(count, turn=0):
    for number in range(count):
        title = f"Iran {turn} {number}"
        yield make(str(number % 70), *(f"Embassy closes {n} élève {number}" for n in range(number % 5)), title=title)


def contents(folder):
    """The articles that are there, in order, and the postings of those of each segment."""
    reader = IndexReader.open(folder)
    assert list(reader.problems()) == []
    for segment in reader.segments:
        everything = [segment.article(number) for number in range(segment.article_count)]
        for name, field in segment.fields.items():
            assert read_postings(field) == postings(everything, ENGLISH, name)[0]
    return [reader.segments[s].article(a) for s, a in reader.articles()]


def fill(folder, workers):
    """Added, replaced, deleted, committed and merged; what deleting said, and the contents after each commit."""
    said = []
    with writing(folder, ENGLISH, workers=workers) as writer:
        for article in corpus(100):
            writer.add(article)
            assert writer.held(article.identity).sha256 == article.sha256
        said += [writer.delete("3"), writer.delete("3"), writer.delete("nobody")]
        for article in corpus(30, turn=1):
            writer.add(article)
        said += [writer.delete("29"), writer.holder("29")]
        writer.commit()
        said.append(contents(folder))
        for article in corpus(90, turn=2):
            writer.add(article)
    said.append(contents(folder))
    with writing(folder, ENGLISH, workers=workers) as writer:
        writer.add(make("last", "the last"))
        writer.merge()
    return [*said, contents(folder), len(IndexReader.open(folder).segments)]


@pytest.mark.slow
def test_workers_make_the_index_that_one_process_makes(tmp_path):
    assert fill(tmp_path / "two", 2) == fill(tmp_path / "one", 1)


class Name(str):
    """A string of somebody's own."""


@given(st.lists(articles(), max_size=3))
@settings(max_examples=40)
def test_articles_come_out_of_a_parcel_as_they_went_in(some):
    out = list(unpacked(packed(some)))
    assert out == some
    assert [article.sha256 for article in out] == [article.sha256 for article in some]
    assert [type(article.facts.metadata) for article in out] == [type(article.facts.metadata) for article in some]


def test_a_parcel_takes_what_is_only_like_a_string():
    (article,) = unpacked(packed([make(Name("a"), "b")]))
    assert article == make("a", "b")


def test_an_impossible_number_of_workers_is_refused(tmp_path):
    with pytest.raises(InvalidRequest, match="workers"), writing(tmp_path, ENGLISH, workers=0):
        pass


def test_an_analyzer_that_cannot_be_pickled_is_refused_and_the_commit_stays(tmp_path):
    own = Analyzer("own", words, (lambda word: ((word, 0),),))
    with writing(tmp_path, own) as writer:
        writer.add(make("a", "a"))
    with (
        pytest.raises(AnalyzerError, match="cannot be given to worker processes"),
        writing(tmp_path, own, workers=2) as writer,
    ):
        writer.add(make("b", "b"))
    assert [len(IndexReader.open(tmp_path).segments), IndexReader.open(tmp_path).article_count] == [1, 1]


def test_an_impossible_place_is_refused_when_it_is_added(tmp_path):
    bad = Article(id="bad", title="", text="a", paragraphs=[Paragraph(1, "a", (), 0, 1, -1)])
    with writing(tmp_path, ENGLISH, workers=2) as writer:
        with pytest.raises(ArticleError, match="bad"):
            writer.add(bad)
        writer.add(make("good", "good"))
    assert IndexReader.open(tmp_path).article_count == 1


def failing(word):
    if word == "bad":
        raise ZeroDivisionError("this word")
    return ((word, 0),)


def after_a_commit(folder, analyzer, articles, before=lambda writer: None):
    """Commit one article, then add others."""
    with writing(folder, analyzer, workers=2) as writer:
        writer.add(make("a", "good"))
        writer.commit()
        before(writer)
        for article in articles:
            writer.add(article)


@pytest.mark.slow
def test_what_a_filter_raises_in_a_worker_is_raised_and_the_commit_stays(tmp_path):
    own = Analyzer("own", words, (failing,))
    with pytest.raises(ZeroDivisionError, match="this word"):
        after_a_commit(tmp_path, own, [make(str(number), "bad " * 40) for number in range(50)])
    assert IndexReader.open(tmp_path).article_count == 1
    assert len(list(tmp_path.glob("*.text"))) == 1


def kill_workers(writer):
    for worker in writer._crew.workers:
        os.kill(worker._process.pid, signal.SIGKILL)


@pytest.mark.slow
def test_a_worker_that_dies_is_an_error_and_the_commit_stays(tmp_path):
    with pytest.raises(IndexFolderError, match=r"died .*SIGKILL"):
        after_a_commit(tmp_path, ENGLISH, corpus(200), kill_workers)
    assert IndexReader.open(tmp_path).article_count == 1
    assert len(list(tmp_path.glob("*.text"))) == 1


PROGRAM = """
import signal, sys
from pathlib import Path
from searchlib import from_text
from searchlib.analysis import preset
from searchlib.index.locked_writer import writing

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts in the background ignores it
    with writing(Path(sys.argv[1]), preset("english"), workers=2) as writer:
        for number in range(10**9):
            writer.add(from_text("Embassy closes " * 3000, id=str(number)))
            if number == 50:
                print(*(worker._process.pid for worker in writer._crew.workers), flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_no_process_is_left_when_the_writer_is_interrupted_or_killed(tmp_path, sent):
    (tmp_path / "program.py").write_text(PROGRAM)
    command = [sys.executable, str(tmp_path / "program.py"), str(tmp_path / "index")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        workers = [int(pid) for pid in program.stdout.readline().split()]
        time.sleep(0.3)
        program.send_signal(sent)
        try:
            program.communicate(timeout=60)
        finally:
            program.kill()
    until = time.monotonic() + 30
    while any(map(is_running, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert [is_running(pid) for pid in workers] == [False, False]


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")  # a zombie whose parent was killed has ended, too
    return not status.exists() or status.read_text().split(") ")[1][0] != "Z"


def test_a_script_without_its_guard_is_told_so(tmp_path):
    (tmp_path / "program.py").write_text(PROGRAM.replace('if __name__ == "__main__":', "if True:"))
    command = [sys.executable, str(tmp_path / "program.py"), str(tmp_path / "index")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert 'needs: if __name__ == "__main__":' in done.stderr


def test_plain_preset_is_given_to_workers(tmp_path):
    with writing(tmp_path, preset("plain"), workers=2) as writer:
        writer.add(make("a", "Iran"))
    assert IndexReader.open(tmp_path).segments[0].fields["text"].term_number("iran") == 0
