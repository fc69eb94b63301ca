"""On real texts and real questions, Whoosh's matchers and our arrays find the same passages.

Whoosh has no field of a passage with its context, so that words are looked for in the text on both sides.

    SEARCHLIB_DATA=../shared/data python -m pytest tests/index/whoosh/test_queries.py -m slow -s

takes the folder that has senate.tar.xz and queries.jsonl. SEARCHLIB_ARTICLES and SEARCHLIB_QUERIES say how many of
each, 20,000 and all where they are not set.
"""

import json
import os
import time
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest

import searchlib
from searchlib._whoosh import quiet_import
from searchlib.engine.execution.execution import Execution
from searchlib.engine.execution.snapshot import Snapshot
from searchlib.index.locked_writer import writing
from searchlib.index.reader import IndexReader
from searchlib.index.whoosh.searcher import whoosh_searcher
from searchlib.query import read
from searchlib.schema import without_context
from tests.index.corpora import ENGLISH

with quiet_import():
    from whoosh.query import AndNot, Term

DATA = os.environ.get("SEARCHLIB_DATA")
ARTICLES = int(os.environ.get("SEARCHLIB_ARTICLES", "20000"))
QUERIES = int(os.environ.get("SEARCHLIB_QUERIES", "0")) or None


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    folder = tmp_path_factory.mktemp("queries") / "index"
    with closing(searchlib.read(Path(DATA) / "senate.tar.xz")) as articles, writing(folder, ENGLISH) as writer:
        for article in islice(articles, ARTICLES):
            writer.add(article)
    return IndexReader.open(folder)


def in_text(tree):
    """The same question of the text alone."""
    if isinstance(tree, Term):
        return Term(without_context(tree.fieldname), tree.text, boost=tree.boost)
    return tree.apply(in_text)


def found(searcher, tree):
    """What Whoosh's matchers find; its AndNot keeps the first document wrongly when ``b`` begins before ``a``."""
    if isinstance(tree, AndNot):
        return found(searcher, tree.a) - found(searcher, tree.b)
    return set(searcher.docs_for_query(tree))


@pytest.mark.slow
@pytest.mark.skipif(not DATA, reason="SEARCHLIB_DATA names no folder with senate.tar.xz and queries.jsonl")
def test_whooshs_matchers_and_the_arrays_find_the_same_passages(snapshot):
    lines = (Path(DATA) / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["query"] for line in islice(lines, QUERIES)]
    arrays, differing, matches, began = Snapshot(snapshot.segments), [], 0, time.perf_counter()
    with whoosh_searcher(snapshot) as searcher:
        for question in questions:
            tree = in_text(read(question, ENGLISH).tree)
            ours = Execution(arrays).matches(tree)[0].tolist()
            matches += len(ours)
            if ours != sorted(found(searcher, tree)):
                differing.append(question)
    size = f"{snapshot.article_count:,} articles, {snapshot.document_count:,} passages"
    seconds = round(time.perf_counter() - began)
    print(  # noqa: T201 - the figure is what this is run for
        f"\n{size}: {len(questions)} queries, {matches:,} matches, {len(differing)} queries differ ({seconds} s)"
    )
    assert differing == []
