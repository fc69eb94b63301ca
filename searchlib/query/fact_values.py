"""The values of facts: what stands behind a fact's field comes in, typed or passed in a filter, and a fact goes out.

Values are words (``author:smith``), parts of a path (``source:politics/2005``), codes of languages (``lang:en``),
numbers (``length:>100``, ``length:10..20``) and days (``date:2005-03``, ``date:2005..2007``, ``after:2005-03-07``).
"""

import datetime
import re
from collections.abc import Callable
from typing import Final

from searchlib.query.fact_forms import folded_language, folded_path
from searchlib.query.fields import Field, Kind
from searchlib.query.lexer import DOUBLE_QUOTES
from searchlib.query.nodes import Between, Fact, Wild
from searchlib.query.notices import Notices, shortened
from searchlib.query.periods import Days, period, written

__all__ = ["fact_of", "is_of_words"]

_COMPARED = re.compile(r"(>=|<=|>|<|=?)(.*)", re.DOTALL)
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,30}|[0-9]{1,3}(?:,[0-9]{3}){1,9})(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?")
_LANGUAGE = re.compile(r"[a-z]{2,8}(?:[-_][a-z0-9]{1,8}){0,8}")
_WILDCARDS = re.compile(r"[*?]+")
_ENDS = ".,;:!?…'’‘› "
_WHOLE = 2.0**53
"""Whole numbers below are whole in every array."""

_UNQUOTED = str.maketrans(dict.fromkeys(DOUBLE_QUOTES, "?"))


def is_of_words(field: Field) -> bool:
    """Whether a field's values are words, as the analyzer has them."""
    return field.kind == "text"


def fact_of(value: str, field: Field, notices: Notices, *, is_quoted: bool = False) -> Fact | None:
    """The fact that ``value`` asks for in a field that is not of words; None, with a warning, if it is none.

    What ends a sentence at its end is no part of it, but of a path in quotes.
    """
    text = " ".join(value.split())
    if field.kind != "source":
        text = _without_end(text.translate(_UNQUOTED))
    elif not is_quoted:
        text = _without_end(text)
    leaf = _READERS[field.kind](text, field.name, notices)
    if leaf is None:
        notices.add(f"{shortened(value)} is no {_WANTED[field.kind]}: it is taken as a word")
    return Fact(leaf) if leaf else None


def _without_end(text: str) -> str:
    ending = text.rstrip(_ENDS)
    return f"{ending}.." if text.startswith("..", len(ending)) else ending


def _source(text: str, name: str, _: Notices) -> Wild | None:
    """A part of the path; with wildcards its end, from its beginning or a slash on."""
    path = folded_path(text).translate(_UNQUOTED)
    if not _WILDCARDS.search(text) and _WILDCARDS.search(path):  # of a quote, which nobody can type in quotes
        path = f"*{path}*"
    path = _WILDCARDS.sub(lambda found: "*" if "*" in found[0] else found[0], path)
    return Wild(path, name, _path_patterns(path)) if path.strip("*?") else None


def _path_patterns(path: str) -> tuple[str, ...]:
    """Patterns on the whole of a path."""
    pattern = path.replace("[", "[[]")
    if not _WILDCARDS.search(path):
        return (f"*{pattern}*",)
    pattern = pattern.removeprefix("/")
    return (pattern,) if pattern.startswith("*") else (pattern, f"*/{pattern}")


def _language(text: str, name: str, _: Notices) -> Wild | None:
    code = text.lower()
    return Wild(code, name, (folded_language(code),)) if _LANGUAGE.fullmatch(code) else None


def _number(text: str, name: str, notices: Notices) -> Between | None:
    if ".." in text:
        low, high = (_value(end) if end else None for end in text.split("..", 1))
        ends = [end for end in text.split("..", 1) if end]
        if not ends or sum(bound is not None for bound in (low, high)) < len(ends):
            return None
        if low is not None and high is not None and low > high:
            low, high = high, low
            notices.add(f"{shortened(text)} is a range backwards: it is taken as {_plain(low)}..{_plain(high)}")
        return _numbers(name, low, high)
    match = _COMPARED.fullmatch(text)
    value = _value(match[2]) if match else None
    if match is None or value is None:
        return None
    sign = match[1]
    return _numbers(name, None if "<" in sign else value, None if ">" in sign else value, sign == ">", sign == "<")


def _numbers(
    name: str, low: float | None, high: float | None, without_low: bool = False, without_high: bool = False
) -> Between:
    if low == high and low is not None:
        text = _plain(low)
    elif without_low or without_high:
        text = f">{_plain(low)}" if high is None else f"<{_plain(high)}"
    else:
        text = f"{_plain(low)}..{_plain(high)}"
    return Between(text, name, low, high, without_low, without_high)


def _value(text: str) -> float | None:
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text.replace(",", ""))
    if abs(number) == float("inf"):
        return None
    return int(number) if abs(number) < _WHOLE and number == int(number) else number


def _plain(number: float | None) -> str:
    return "" if number is None else repr(number)


def _date(text: str, name: str, notices: Notices) -> Between | None:
    if ".." in text:
        ends = text.split("..", 1)
        read = [period(end, notices) if end else None for end in ends]
        if not any(read) or any(end and days is None for end, days in zip(ends, read, strict=True)):
            return None
        first, last = read
        if first and last and first[0] > last[1]:
            first, last = last, first
            notices.add(f"{shortened(text)} is a range backwards: it is taken as {written(first[0], last[1])}")
        return _days(name, first[0] if first else None, last[1] if last else None)
    match = _COMPARED.fullmatch(text)
    days = period(match[2], notices) if match else None
    return _compared(match[1], days, name) if match and days else None


def _after(text: str, name: str, notices: Notices) -> Between | None:
    days = period(text, notices)
    return _compared(">=", days, name) if days else None


def _before(text: str, name: str, notices: Notices) -> Between | None:
    days = period(text, notices)
    return _compared("<", days, name) if days else None


def _compared(sign: str, days: Days, name: str) -> Between | None:
    """The days that compare so; None if the calendar ends before there is one."""
    first, last = days
    try:
        match sign:
            case ">":
                return _days(name, last + datetime.timedelta(1), None)
            case "<":
                return _days(name, None, first - datetime.timedelta(1))
            case ">=":
                return _days(name, first, None)
            case "<=":
                return _days(name, None, last)
    except OverflowError:
        return None
    return _days(name, first, last)


def _days(name: str, low: datetime.date | None, high: datetime.date | None) -> Between:
    return Between(written(low, high), name, low, high)


_READERS: Final[dict[Kind, Callable[[str, str, Notices], Wild | Between | None]]] = {
    "source": _source,
    "language": _language,
    "number": _number,
    "date": _date,
    "after": _after,
    "before": _before,
}
_DATE = "date (2005, 2005-03, 2005-03-07; 2005..2007, >2005)"
_WANTED: Final[dict[Kind, str]] = {
    "source": "part of a path",
    "language": "code of a language, as en or en-US",
    "number": "number, nor a range of numbers (100, >100, 10..20)",
    "date": _DATE,
    "after": _DATE,
    "before": _DATE,
}
