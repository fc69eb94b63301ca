"""What was not read is told in few lines, and completely where that is asked for."""

import pytest

from searchlib.cli.losses import failure_lines, skipped_in_words
from searchlib.source import Failure, Omission


@pytest.mark.parametrize(
    ("skipped", "words"),
    [
        ([], ""),
        ([Omission("hidden", "", 3)], "3 (hidden 3)"),
        ([Omission("binary", ".jpg", 2)], "2 (binary 2: .jpg)"),
        (
            [Omission("program", ".css", 3), Omission("program", ".js", 9000), Omission("empty", "", 1)],
            "9,004 (empty 1; program 9,003: .js 9,000, .css 3)",
        ),
        ([Omission("empty", ".txt", 1), Omission("empty", "", 2)], "3 (empty 3: no ending 2, .txt 1)"),
        (
            [Omission("binary", f".{number}", number) for number in range(1, 8)],
            "28 (binary 28: .7 7, .6 6, .5 5, .4 4, .3 3, others 3)",
        ),
    ],
)
def test_what_was_skipped_is_counted_by_reason_and_suffix(skipped, words):
    assert skipped_in_words(skipped) == words


def test_failures_of_one_reason_share_a_line():
    failed = [Failure(name, "broken") for name in "ab"] + [Failure(name, "gone") for name in "cdefg"]
    assert list(failure_lines(failed, all_of_them=False)) == ["a and b: broken", "c, d, e and 2 more: gone"]
    assert list(failure_lines(failed, all_of_them=True)) == [f"{each.source}: {each.reason}" for each in failed]


def test_ten_reasons_are_named_and_the_rest_counted():
    failed = [Failure(str(number), f"reason {number % 13}") for number in range(26)]
    lines = list(failure_lines(failed, all_of_them=False))
    assert len(lines) == 11
    assert lines[0] == "0 and 13: reason 0"
    assert lines[-1] == "and 6 more failed (--verbose names them all)"


def test_no_failure_is_no_line():
    assert list(failure_lines([], all_of_them=False)) == []
