"""The values of facts: what stands behind a fact's field comes in, typed or passed in a filter, and a fact goes out.

Values are words (``author:smith``), parts of a path (``source:politics/2005``), codes of languages (``lang:en``) and
days (``date:2005-03``, ``date:2005..2007``, ``after:2005-03-07``). Those of metadata are numbers (``length:>100``,
``length:10..20``), days or words, as far as an article has such there.
"""

import datetime
import re
from collections.abc import Callable
from typing import Final, NamedTuple

from attrs import evolve

from searchlib.analysis import Analyzer
from searchlib.numerals import number_of, numeral
from searchlib.query.fact_forms import folded_language, folded_path
from searchlib.query.fields import Contents, Field, Kind, Measure
from searchlib.query.lexer import DOUBLE_QUOTES
from searchlib.query.nodes import Between, Fact, Wild
from searchlib.query.notices import Notices, shortened
from searchlib.query.periods import Days, period, written
from searchlib.query.phrases import UNMARKED, quoted_leaf
from searchlib.written_values import AS_USUAL, Forms

__all__ = ["fact_of", "is_of_words", "measured"]

_COMPARED = re.compile(r"(>=|<=|>|<|=?)(.*)", re.DOTALL)
_LANGUAGE = re.compile(r"[a-z]{2,8}(?:[-_][a-z0-9]{1,8}){0,8}")
_WILDCARDS = re.compile(r"[*?]+")
_ENDS = ".,;:!?…'’‘› "
_WHOLE = 2.0**53
"""Up to it a number with a fraction of nothing is taken as a whole one."""

_UNQUOTED = str.maketrans(dict.fromkeys(DOUBLE_QUOTES, "?"))


def is_of_words(field: Field) -> bool:
    """Whether a field's values are words, as the analyzer has them."""
    return field.kind == "text" or (field.kind == "values" and field.contents.have_words)


def fact_of(value: str, field: Field, notices: Notices, *, is_quoted: bool = False) -> Fact | None:
    """The fact that ``value`` asks for in a field that is not of words; None, with a warning, if it is none.

    What ends a sentence at its end is no part of it, but of a path in quotes.
    """
    text = " ".join(value.split())
    if field.kind != "source":
        text = _without_end(text.translate(_UNQUOTED))
    elif not is_quoted:
        text = _without_end(text)
    if field.kind == "values":
        leaf, wanted = None, _MEASURES[field.contents.measures[0]].wanted
    else:
        leaf, wanted = _READERS[field.kind](text, field.name, notices), _WANTED[field.kind]
    if leaf is None:
        notices.add(f"{shortened(value)} is no {wanted}: it is taken as a word")
    return Fact(leaf) if leaf else None


def measured(value: str, field: Field, analyzer: Analyzer, notices: Notices) -> Fact | None:
    """The numbers or days that ``value`` asks for among the values of metadata; None if it asks for words.

    What compares where nothing can be compared so is words, with a warning. A number or day that does not compare is
    looked for as words, too, among values that are neither.
    """
    contents = field.contents
    text = _without_end(" ".join(value.split()).translate(_UNQUOTED))
    for measure in contents.measures:
        leaf = _MEASURES[measure].read(text, field.name, notices, contents.forms)
        if leaf is None:
            continue
        if measure != contents.measures[0] and _number(leaf.text, field.name, Notices(), contents.forms):
            leaf = evolve(leaf, text=f"{leaf.low or ''}..{leaf.high or ''}")  # a year alone would be a number
        others = contents.others(measure)
        if others and _compares(leaf.text, contents):
            notices.remark(_not_compared(others, measure, field))
        elif others:
            words = quoted_leaf(leaf.text, field.name, analyzer)
            leaf = evolve(leaf, words=words.words) if words else leaf
        return Fact(leaf)
    if not contents.have_words or not _compares(text, contents):
        return None
    words = quoted_leaf(text.replace("..", " ").translate(UNMARKED).lstrip("<>= "), field.name, analyzer)
    if words is None:
        return None
    notices.add(f"{shortened(text)} {_incomparable(text, field)}: it is taken as its words")
    return measured(words.text, field, analyzer, notices) or Fact(words)


def _compares(text: str, contents: Contents) -> bool:
    """Whether a value asks for more or less than something, or for what lies between two numbers or days."""
    if text[:1] in ("<", ">"):
        return True
    ends = [end for end in text.split("..", 1) if end] if ".." in text else []
    return bool(ends) and all(
        _value(end, contents.forms) is not None or _period(end, Notices(), contents.forms) is not None for end in ends
    )


def _incomparable(text: str, field: Field) -> str:
    forms = field.contents.forms
    wanted = [name for name, measure in _MEASURES.items() if measure.read(text, field.name, Notices(), forms)]
    if not wanted:
        return "is no number or date to compare with"
    return f"compares, and no value of {shortened(field.name)} is a {' or a '.join(wanted)}"


def _not_compared(count: int, measure: Measure, field: Field) -> str:
    values, are = ("value", "is") if count == 1 else ("values", "are")
    noun = f"no {measure}" if count == 1 else f"no {measure}s"
    return f"{count:,} {values} of {shortened(field.name)} {are} {noun}: left out where it is compared"


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


def _number(text: str, name: str, notices: Notices, forms: Forms) -> Between | None:
    if ".." in text:
        low, high = (_value(end, forms) if end else None for end in text.split("..", 1))
        ends = [end for end in text.split("..", 1) if end]
        if not ends or sum(bound is not None for bound in (low, high)) < len(ends):
            return None
        if low is not None and high is not None and low > high:
            low, high = high, low
            turned = _numbers(name, low, high, forms)
            notices.add(f"{shortened(text)} is a range backwards: it is taken as {turned.text}")
        return _numbers(name, low, high, forms)
    match = _COMPARED.fullmatch(text)
    value = _value(match[2], forms) if match else None
    if match is None or value is None:
        return None
    sign = match[1]
    low, high = None if "<" in sign else value, None if ">" in sign else value
    return _numbers(name, low, high, forms, sign == ">", sign == "<")


def _numbers(
    name: str,
    low: float | None,
    high: float | None,
    forms: Forms,
    without_low: bool = False,
    without_high: bool = False,
) -> Between:
    """The numbers from ``low`` to ``high``; the text has them as the field's values are written."""
    first, last = (
        "" if end is None else numeral(end, has_decimal_comma=forms.has_decimal_comma) for end in (low, high)
    )
    if low == high:
        text = first
    elif without_low or without_high:
        text = f">{first}" if high is None else f"<{last}"
    else:
        text = f"{first}..{last}"
    return Between(text, name, low, high, without_low, without_high)


def _value(text: str, forms: Forms) -> float | None:
    """The number that is typed: as the field's values are written, or else with a decimal point."""
    number = number_of(text, has_decimal_comma=True) if forms.has_decimal_comma else None
    number = number_of(text) if number is None else number
    is_whole = isinstance(number, float) and abs(number) < _WHOLE and number.is_integer()
    return int(number) if number is not None and is_whole else number


def _period(text: str, notices: Notices, forms: Forms) -> Days | None:
    """The days of a period, or the day that is typed as the field's values are written."""
    days = period(text, notices)
    day = None if days else forms.day_of(text)
    if day is None:
        return days
    if ":" in text:
        notices.add(f"times are not compared: of {shortened(text)} the day is taken")
    return day, day


def _date(text: str, name: str, notices: Notices, forms: Forms = AS_USUAL) -> Between | None:
    if ".." in text:
        ends = text.split("..", 1)
        read = [_period(end, notices, forms) if end else None for end in ends]
        if not any(read) or any(end and days is None for end, days in zip(ends, read, strict=True)):
            return None
        first, last = read
        if first and last and first[0] > last[1]:
            first, last = last, first
            notices.add(f"{shortened(text)} is a range backwards: it is taken as {written(first[0], last[1])}")
        return _days(name, first[0] if first else None, last[1] if last else None)
    match = _COMPARED.fullmatch(text)
    days = _period(match[2], notices, forms) if match else None
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


class _MeasureReader(NamedTuple):
    """What reads a value that is to be compared, and what it wants to be told."""

    read: Callable[[str, str, Notices, Forms], Between | None]
    wanted: str


_READERS: Final[dict[Kind, Callable[[str, str, Notices], Wild | Between | None]]] = {
    "source": _source,
    "language": _language,
    "date": _date,
    "after": _after,
    "before": _before,
}
_DATE = "date (2005, 2005-03, 2005-03-07; 2005..2007, >2005)"
_WANTED: Final[dict[Kind, str]] = {
    "source": "part of a path",
    "language": "code of a language, as en or en-US",
    "date": _DATE,
    "after": _DATE,
    "before": _DATE,
}
_MEASURES: Final[dict[Measure, _MeasureReader]] = {
    "number": _MeasureReader(_number, "number, nor a range of numbers (100, >100, 10..20)"),
    "date": _MeasureReader(_date, _DATE),
}
