"""Days as people write them: ``2019-03-04T10:00:00Z``, ``4 March 2019``, ``March 4, 2019``, ``17/03/2019``.

A day that could be read in two ways is none, unless it is known whether days stand before months. Of a point in time
it is the day that is written, whatever the zone.
"""

import datetime
import re

__all__ = [
    "COMPACT",
    "MONTH",
    "WEEKDAY",
    "YEAR_FIRST",
    "date_of",
    "day_of",
    "in_range",
    "is_compact",
    "numeric_order",
    "only",
]

_FIRST_YEAR, _LAST_YEAR = 1500, 2200
_LONGEST = 60

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?"

YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})(?P<sep>[-/.])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})(?![0-9])")
COMPACT = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")

_BEGINNING = re.compile(
    rf"[0-9]|{'|'.join((*_MONTHS, 'mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'))}", re.IGNORECASE
)
_YEAR = re.compile(r"[0-9]{4}")
_ZONE = r"(?:\s?(?:z|[a-z]{3,4}|(?:utc|gmt)?[+-][0-9]{2}:?(?:[0-9]{2})?))?"
_CLOCK = rf"[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:[.,][0-9]{{1,9}})?)?(?:\s?[ap]\.?m\.?)?{_ZONE}"
_TIME = rf"(?:(?:t|,?\s+(?:at\s+)?){_CLOCK})?"
_NUMERIC = re.compile(
    rf"(?P<first>[0-9]{{1,2}})(?P<sep>[-/.])(?P<second>[0-9]{{1,2}})(?P=sep)(?P<year>[0-9]{{4}}){_TIME}", re.IGNORECASE
)
_ISO = re.compile(rf"{YEAR_FIRST.pattern}{_TIME}", re.IGNORECASE)
_IN_WORDS = tuple(
    re.compile(WEEKDAY + form, re.IGNORECASE)
    for form in (
        rf"{MONTH}\.?\s+(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?P<year>[0-9]{{4}}){_TIME}",
        rf"(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\.?[\s-]+{MONTH}\.?,?[\s-]+(?P<year>[0-9]{{4}}){_TIME}",
        rf"{MONTH}\s+(?P<day>[0-9]{{1,2}})\s+{_CLOCK}\s+(?P<year>[0-9]{{4}})",
    )
)


def day_of(text: str, *, is_day_first: bool | None = None) -> datetime.date | None:
    """The day that all of ``text`` states, with the time or without; None if it states none.

    ``is_day_first``: whether ``04/03/2019`` is in March; None where nobody knows.
    """
    text = text.strip()
    if not 8 <= len(text) <= _LONGEST or not _BEGINNING.match(text) or not _YEAR.search(text):
        return None
    if text[0] in "0123456789":
        if match := _ISO.fullmatch(text):
            return _calendar_day(match)
        if match := _NUMERIC.fullmatch(text):
            return _numeric_day(match, is_day_first)
    matches = (form.fullmatch(text) for form in _IN_WORDS)
    return next((date_of(match) for match in matches if match), None)


def numeric_order(text: str) -> bool | None:
    """Whether ``text`` has a day before its month (True) or after it (False); None where it is neither or either."""
    match = _NUMERIC.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None or match["first"] == match["second"]:
        return None
    ways = [_numeric_day(match, is_day_first) is not None for is_day_first in (True, False)]
    return ways[0] if ways[0] != ways[1] else None


def is_compact(text: str) -> bool:
    """Whether ``text`` is a day in eight digits, ``20190304``, from 1900 on."""
    match = COMPACT.fullmatch(text)
    return match is not None and date_of(match) is not None


def date_of(match: re.Match[str]) -> datetime.date | None:
    """The day of a match with the groups ``year``, ``month`` and ``day``, or ``year``, ``first`` and ``second``."""
    parts = match.groupdict()
    if "first" in parts:
        return only({_numeric_day(match, True), _numeric_day(match, False)} - {None})
    month = parts["month"][:3].lower()
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
    return _day(int(parts["year"]), number, int(parts["day"]))


def _numeric_day(match: re.Match[str], is_day_first: bool | None) -> datetime.date | None:
    if is_day_first is None:
        return date_of(match)
    day, month = ("first", "second") if is_day_first else ("second", "first")
    return _day(int(match["year"]), int(match[month]), int(match[day]))


def _calendar_day(match: re.Match[str]) -> datetime.date | None:
    """The day of a match that begins with the year, which may be any."""
    try:
        return datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return in_range(datetime.date(year, month, day))
    except ValueError:
        return None


def in_range(date: datetime.date) -> datetime.date | None:
    """The date itself from 1500 to 2200, else None."""
    return date if _FIRST_YEAR <= date.year <= _LAST_YEAR else None


def only(dates: set[datetime.date | None]) -> datetime.date | None:
    """The one date that was found, None where none, several or an impossible one were."""
    return next(iter(dates)) if len(dates) == 1 else None
