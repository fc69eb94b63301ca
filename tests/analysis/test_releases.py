"""On every text of a real archive the batch path and the one-text path give the same rows.

    SEARCHLIB_DATA=../shared/data python -m pytest tests/analysis/test_releases.py -m slow -s

takes the folder that has senate.tar.xz, and prints how much was compared.
"""

import os
import tarfile
from pathlib import Path

import numpy as np
import pytest

from searchlib.analysis import preset
from searchlib.analysis.batch.analyzer import BatchAnalyzer

DATA = os.environ.get("SEARCHLIB_DATA")
BATCH = 3_000_000  # bytes


def batches():
    """All texts, some megabytes at a time."""
    with tarfile.open(Path(DATA) / "senate.tar.xz") as archive:
        texts, size = [], 0
        for member in archive:
            if member.isfile():
                texts.append(archive.extractfile(member).read().decode("utf-8", "replace"))
                size += member.size
            if size > BATCH:
                yield texts, size
                texts, size = [], 0
        yield texts, size


@pytest.mark.slow
@pytest.mark.skipif(DATA is None, reason="SEARCHLIB_DATA names no folder with senate.tar.xz")
def test_the_batch_path_gives_the_rows_of_the_one_text_path_for_every_release():
    analyzer = preset("english")
    batch, numbers, rows, megabytes = BatchAnalyzer(analyzer), {}, 0, 0.0
    for texts, size in batches():
        found = batch.occurrences(texts)
        for number in range(len(numbers), len(batch.entries)):
            assert numbers.setdefault(batch.entries[number], number) == number, "an entry has one number"
        expected = [
            (text, token.position + term.step, numbers[term.text, term.spelling])
            for text, content in enumerate(texts)
            for token in analyzer.tokens(content)
            for term in token.terms
        ]
        table = np.array(expected, np.int32).reshape(-1, 3)
        assert np.array_equal(table.T, [found.text, found.position, found.entry])
        rows += len(found)
        megabytes += size / 1e6
    print(f"\n{megabytes:.1f} MB, {rows:,} rows, {len(numbers):,} entries: all equal")  # noqa: T201 - this is what it is run for
