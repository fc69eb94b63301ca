"""When was an article published? Only what is stated: a date that could be read in two ways is no date.

Three places are read: the value of a metadata field, in words or as time since 1970, the file's name, and a dateline
at the top of the text.
"""

import datetime
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from searchlib.written_days import COMPACT, MONTH, WEEKDAY, YEAR_FIRST, date_of, in_range, only

if TYPE_CHECKING:
    from dateutil.parser import parser as DateParser  # noqa: N812 - dateutil spells its class small

__all__ = ["follows_change", "in_dateline", "in_name", "of_epoch", "parse"]

_LONGEST = 100
_TOP = 500
"""A dateline stands in so many characters at the top, runs of white space counted as one."""

# What a value leaves out dateutil takes from a default: read with two of them it shows.
_DEFAULTS = (datetime.datetime(2001, 3, 5), datetime.datetime(2004, 11, 28))

_WITH_TIME = re.compile(rf"{COMPACT.pattern}(?:(?:[01][0-9]|2[0-3])[0-5][0-9](?:[0-5][0-9])?)?")
_EPOCH = re.compile(
    r"(?P<number>[0-9]{9,19}(?:\.[0-9]*)?|[0-9]\.[0-9]+[eE]\+?[0-9]{1,2})"
    r"|/Date\((?P<milliseconds>[0-9]{12,14})(?:[+-][0-9]{4})?\)/"
)
_UNITS = (1, 1_000, 1_000_000, 1_000_000_000)
_EPOCH_FIRST, _EPOCH_LAST = 100_000_000, 100_000_000_000
"""Seconds since 1970: from March 1973 on, so that a thousand times as many are milliseconds, and so on."""
_EPOCH_DAY = datetime.date(1970, 1, 1)

_NAME_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<![0-9])(?P<day>[0-9]{{1,2}})[-_. ]*{MONTH}[-_., ]*(?P<year>[0-9]{{4}})(?![0-9])",
        rf"(?<![a-z]){MONTH}[-_. ]*(?P<day>[0-9]{{1,2}})[-_., ]+(?P<year>[0-9]{{4}})(?![0-9])",
        r"(?<![0-9])(?P<year>[0-9]{4})(?P<sep>[-_.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)",
        r"(?<![0-9a-z])(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?![0-9a-su-z])",
        r"(?<![0-9])(?P<first>\d{1,2})(?P<sep>[-_.])(?P<second>\d{1,2})(?P=sep)(?P<year>\d{4})(?!\d)",
    )
)
_LINE_FORMS = tuple(
    re.compile(WEEKDAY + form + r"(?![\w/])", re.IGNORECASE)
    for form in (
        rf"(?<![\w/]){MONTH}\.?\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?P<year>[0-9]{{4}})",
        rf"(?<![\w/])(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\.?\s+{MONTH}\.?,?\s+(?P<year>[0-9]{{4}})",
        r"(?<![\w/.-])(?P<year>[0-9]{4})(?P<sep>[-/.])(?P<month>[0-9]{2})(?P=sep)(?P<day>[0-9]{2})",
        r"(?<![\w/.-])(?P<first>[0-9]{1,2})(?P<sep>[-/.])(?P<second>[0-9]{1,2})(?P=sep)(?P<year>[0-9]{4})",
    )
)
_YEAR = re.compile(r"(?<![0-9:])(?:1[5-9]|2[0-2])[0-9]{2}(?![0-9])")

_PLACE = re.compile(r"(?:[^\n,.;:]{2,40}|[^\n,;:]{2,30}, [A-Z][^\n,;:]{1,12}),[ *_]*\Z")
_MARK = re.compile(r"[:|\])–—-][ *_]*\Z")
_BRACKETED = re.compile(r"[ *_]*(?:[A-Z][\w.'’-]*,? ){1,4}\([^\n()]{0,12}\Z")
_BRACKET_END = re.compile(r"\)[ *_]*(?:[|:–—-]|\Z)")
_SHOUT = re.compile(r"(?:^| )[A-Z]{3,}[ *_]*\Z")
_NEXT_MARK = re.compile(r",? ?(?:[|(\[–—-]|/ )|,? [A-Z]{3,}\b")
_SENTENCE = re.compile(r"[,;]? ?[a-z]|[,;] ?[A-Za-z]")


_CHANGE = (
    r"(?:updated?|last update|modified|changed|revised|corrected|edited|reviewed|aktualisiert|geändert|stand(?=:)"
    r"|mise? à jour|modifié|actualizado|modificado|aggiornato|modificato|atualizado|bijgewerkt|gewijzigd|opdateret"
    r"|uppdaterad|oppdatert)"
)
_OTHER = r"[^\w\n]"
_MEANWHILE = (
    rf"(?:(?:on|at|as of|[ap]m|[ap]\.m\.|le|el|il|em|op|den|[0-9]{{1,2}}(?:[:.][0-9]{{2}})?"
    rf"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)(?!\w){_OTHER}*)*"
)
_FOLLOWS_CHANGE = re.compile(
    rf"\b{_CHANGE}(?!\w){_OTHER}*{_MEANWHILE}\Z|^{_OTHER}*(?:last )?{_CHANGE}{_OTHER}*\n\s*\Z",
    re.IGNORECASE | re.MULTILINE,
)
_LABEL = 100
"""Characters before a date in which the word stands that says what happened on that day."""


def follows_change(before: str) -> bool:
    """Whether what stands before a date says that something was changed then: ``Last updated on``, ``Stand:``."""
    return _FOLLOWS_CHANGE.search(before[-_LABEL:]) is not None


def parse(value: str) -> datetime.date | None:
    """Read the date that a metadata value states (ISO, e-mail, English months), None where that is not plain.

    Year, month and day must all be there and mean the same whichever of day and month is thought to come
    first: ``02/03/2005`` is no date, ``17/03/2005`` is. A number of seconds (:func:`of_epoch`) is none, nor is a year
    outside 1500 to 2200.
    """
    value = value.strip()
    if not 6 <= len(value) <= _LONGEST:
        return None
    if match := YEAR_FIRST.match(value):
        rest = value[match.end() :]
        return date_of(match) if not rest or not rest[0].isalnum() or rest[0] in "Tt" else None
    if value.isdigit():
        compact = _WITH_TIME.fullmatch(value)
        return date_of(compact) if compact else None
    # A year of two digits could be a day, so that of four must be there.
    year = _YEAR.search(value)
    return _parse_words(value, int(year[0])) if year else None


def of_epoch(value: str | float) -> datetime.date | None:
    """The day (UTC) of a time since 1970 in seconds, milli-, micro- or nanoseconds, from 1973 on; None for all else.

    A string may have a fraction or an exponent, as spreadsheets write large numbers, or be ``/Date(1704412800000)/``.
    """
    if isinstance(value, str):
        found = _EPOCH.fullmatch(value.strip())
        value = float(found["number"] or found["milliseconds"]) if found else 0
    unit = next((unit for unit in _UNITS if _EPOCH_FIRST * unit <= value < _EPOCH_LAST * unit), None)
    return in_range(_EPOCH_DAY + datetime.timedelta(int(value // unit) // 86_400)) if unit else None


def in_name(name: str) -> datetime.date | None:
    """Find the one date in a file's name (not its folders): ``02Feb2005Kerry261.txt``, ``2005-02-02-x.txt``."""
    stem = name.replace("\\", "/").rpartition("/")[2]
    return only({date_of(match) for form in _NAME_FORMS for match in form.finditer(stem)})


def in_dateline(text: str) -> datetime.date | None:
    """Find the date of the dateline in the first five hundred characters of ``text``, if there is only one.

    A date counts where it stands on a line by itself or follows a place, a colon or a dash, and does not go
    on as a sentence: ``WASHINGTON, July 17, 2005 -`` and ``WASHINGTON (July 17, 2005) -``, but not ``On July
    4, 1776, the colonies``; nor ``Updated: July 17, 2005``.
    """
    return only({date_of(match) for match in _datelines(_top_of(text))})


def _parse_words(value: str, year: int) -> datetime.date | None:
    from dateutil.parser import parser  # takes 30 ms, and few texts state a date in words

    readings = ((day_first, default) for day_first in (False, True) for default in _DEFAULTS)
    date = only({_parse_one(parser(), value, *reading) for reading in readings})
    return date if date and date.year == year else None


def _parse_one(parser: "DateParser", value: str, day_first: bool, default: datetime.datetime) -> datetime.date | None:
    try:
        return in_range(parser.parse(value, default=default, dayfirst=day_first, ignoretz=True).date())
    except (ValueError, OverflowError, TypeError, AttributeError, ArithmeticError):
        return None  # dateutil's documented errors, and those that odd input has been seen to raise


def _top_of(text: str) -> str:
    """The top of a text: lines, and what wide runs of spaces part, with single spaces and line ends."""
    lines = re.split(r"[\r\n\f\v\x85\u2028\u2029]+|[^\S\r\n]{3,}", text[: 12 * _TOP])
    return "\n".join(line for line in map(" ".join, map(str.split, lines)) if line)[:_TOP]


def _datelines(top: str) -> Iterator[re.Match[str]]:
    for form in _LINE_FORMS:
        for match in form.finditer(top):
            start = top.rfind("\n", 0, match.start()) + 1
            end = top.find("\n", match.end())
            rest = top[match.end() : end if end >= 0 else len(top)]
            if follows_change(top[: match.start()]):
                continue
            if _is_dateline(top[start : match.start()], match[0], rest):
                yield match


def _is_dateline(before: str, date: str, after: str) -> bool:
    """Whether a date is a dateline's, given what stands before and after it on its line.

    At the beginning it needs a dash or capitals behind it (``July 17, 2005 - WASHINGTON``, but not
    ``September 11, 2001 Commission``). Behind capitals it must not be written in capitals itself
    (``REMEMBERING SEPTEMBER 11, 2001``).
    """
    if not before.strip(" *_"):
        return not after.strip(" .*_") or _NEXT_MARK.match(after) is not None
    if _BRACKETED.fullmatch(before):
        return _BRACKET_END.match(after) is not None
    if _SENTENCE.match(after):
        return False
    if _MARK.search(before) or _PLACE.fullmatch(before):
        return True
    shouted = _SHOUT.search(before) is not None
    return shouted and (not date.isupper() or _NEXT_MARK.match(after) is not None)
