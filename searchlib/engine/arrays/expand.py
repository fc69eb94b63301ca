"""Which spellings does a pattern stand for? Prefixes, wildcards, regular expressions, ranges and near spellings.

Each is a range of the sorted spellings, given by what it must begin with, and a test for those in it. Whatever is
typed, no more than so many spellings are looked at and no more than so many are used, with a warning where that cuts.
A person's own regular expression may be slow for one spelling (of 255 characters at most), and is run as it is.
"""

import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from fnmatch import translate
from itertools import islice
from typing import Final, NamedTuple

from searchlib.engine.arrays.segments import FieldReader
from searchlib.engine.arrays.whoosh import Query
from searchlib.query.compile import is_ideograph

__all__ = ["EXAMINED", "EXPANSIONS", "Expansion", "expanded"]

EXPANSIONS: Final = 1000
"""Spellings that a pattern may stand for: the most frequent ones."""

EXAMINED: Final = 200_000
"""Spellings that are looked at for a pattern, in their order."""

_WILD: Final = re.compile(r"[*?[]")
_SPECIAL: Final = re.compile(r"[{}()\[\].?*+^$\\]")
_LAST: Final = "\U0010ffff"
_FIRST_IDEOGRAPH: Final = "\u3005"
_AFTER_SURROGATES: Final = {0xD7FF: 0xE000}

Test = Callable[[str], object]


class Expansion(NamedTuple):
    """The spellings in ascending order, each with its numbers in each segment's field; and warnings."""

    spellings: list[tuple[str, list[list[int]]]]
    warnings: list[str]


class _Pattern(NamedTuple):
    """Spellings from ``low`` up to ``high`` (None: to the end) that pass the test, if there is one."""

    low: str
    high: str | None
    test: Test | None = None


def expanded(
    query: Query, fields: Sequence[FieldReader | None], most: int = EXPANSIONS, examined: int = EXAMINED
) -> Expansion:
    """What a Prefix, Wildcard, Regex, FuzzyTerm or TermRange stands for in the fields of several segments."""
    notes: list[str] = []
    numbers: dict[str, list[list[int]]] = {}
    frequencies: Counter[str] = Counter()
    for place, field in enumerate(fields):
        for number, text in () if field is None else islice(_candidates(query, field, notes, examined), examined):
            numbers.setdefault(text, [[] for _ in fields])[place].append(number)
            frequencies[text] += int(field.spelling_frequencies[number]) if field is not None else 0
    chosen = sorted(numbers)
    if len(chosen) > most:
        notes.append(f"{shown(query)} stands for {len(chosen)} words: the {most} most frequent were used")
        chosen = sorted(sorted(chosen, key=lambda text: -frequencies[text])[:most])
    return Expansion([(text, numbers[text]) for text in chosen], list(dict.fromkeys(notes)))


def shown(query: Query) -> str:
    """A pattern as a person would write it."""
    kind = type(query).__name__
    if kind == "TermRange":
        return f"[{query.start or ''} TO {query.end or ''}]"
    return str(query.text) + {"Prefix": "*", "FuzzyTerm": "~"}.get(kind, "")


def _candidates(query: Query, field: FieldReader, notes: list[str], examined: int) -> Iterator[tuple[int, str]]:
    """The spellings of one field that match, with their numbers."""
    if type(query).__name__ == "FuzzyTerm":
        yield from _similar(field, query.text, int(query.maxdist), int(query.prefixlength))
        return
    pattern = _pattern(query, notes)
    if pattern is None or (pattern.high is not None and pattern.high <= pattern.low):
        return
    first, last = field.spelling_range(pattern.low, pattern.high)
    if last - first > examined:
        notes.append(f"{shown(query)}: of {last - first} words the first {examined} were looked at")
    for number in range(first, min(last, first + examined)):
        text = field.spelling_text(number)
        if pattern.test is None or pattern.test(text):
            yield number, text


def _pattern(query: Query, notes: list[str]) -> _Pattern | None:
    kind = type(query).__name__
    if kind == "Prefix":
        return _Pattern(query.text, _successor(query.text))
    if kind == "TermRange":
        return _Pattern(
            (query.start or "") + ("\0" if query.start and query.startexcl else ""),
            None if query.end is None else query.end + ("" if query.endexcl else "\0"),
        )
    wild = kind == "Wildcard"
    literal = _WILD.split(query.text, maxsplit=1)[0] if wild else _beginning(query.text)
    test = _compiled(translate(query.text) if wild else query.text, query, notes)
    if wild and query.text[:1] == "*" and is_ideograph(query.text[1:]):
        return _Pattern(_FIRST_IDEOGRAPH, None, test)  # what ends in an ideograph is one, or two of them
    return None if test is None else _Pattern(literal, _successor(literal), test)


def _compiled(expression: str, query: Query, notes: list[str]) -> Test | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.compile(expression).match
    except (re.error, OverflowError, RecursionError) as error:
        notes.append(f"{shown(query)} is no regular expression: {error}")
        return None


def _beginning(expression: str) -> str:
    """What everything must begin with that a regular expression matches at its start."""
    if "|" in expression:
        return ""
    text = expression.removeprefix("^").removeprefix("\\A")
    found = _SPECIAL.search(text)
    if found is None:
        return text
    literal = text[: found.start()]
    return literal[:-1] if found.group() in "*?{" else literal


def _successor(prefix: str) -> str | None:
    """The first string behind all that begin with ``prefix``; None where there is none."""
    stem = prefix.rstrip(_LAST)
    if not stem:
        return None
    last = ord(stem[-1])
    return stem[:-1] + chr(_AFTER_SURROGATES.get(last, last + 1))


def _similar(field: FieldReader, text: str, distance: int, shared: int) -> Iterator[tuple[int, str]]:
    """The spellings at most ``distance`` edits from ``text`` that begin with ``shared`` of its characters.

    Walks the sorted spellings and keeps a row of Levenshtein's table for each character of the current one; where all
    of a row is too far, everything with that beginning is skipped.
    """
    start = text[: max(shared, 0)]
    number, end = field.spelling_range(start, _successor(start))
    rows, before = [list(range(len(text) + 1))], ""
    while number < end:
        spelling = field.spelling_text(number)
        depth = _common(before, spelling)
        del rows[depth + 1 :]
        while depth < len(spelling) and min(rows[-1]) <= distance:
            rows.append(_next_row(rows[-1], text, spelling[depth]))
            depth += 1
        before = spelling[:depth]
        if min(rows[-1]) > distance:
            beyond = _successor(before)
            number = end if beyond is None else field.spelling_range(beyond, None)[0]
            continue
        if rows[-1][-1] <= distance:
            yield number, spelling
        number += 1


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return place
    return min(len(one), len(other))


def _next_row(row: list[int], text: str, character: str) -> list[int]:
    made = [row[0] + 1]
    for place, other in enumerate(text):
        made.append(min(made[-1] + 1, row[place + 1] + 1, row[place] + (other != character)))
    return made
